// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publisher/publisher.h"

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>
#include <QTimer>

namespace pinweek {

class ActionCollection;

/** A line of the tray's menu that opens a pin. */
struct TrayPin
{
    PinId pin;
    QString text;
    friend bool operator==(const TrayPin &, const TrayPin &) = default;
};

/**
 * The icon in the desktop's tray, where there is one. The host of the tray may come after us or
 * vanish (protocols.md 4.4): both are noticed, without polling. A dot on the icon says that
 * something needs the user.
 *
 * Asks the session bus, so it is made after the first paint.
 */
class TrayIcon : public QObject
{
    Q_OBJECT

public:
    TrayIcon(ActionCollection &actions, QObject *parent = nullptr);
    ~TrayIcon() override;

    [[nodiscard]] bool isAvailable() const { return m_available; }
    /** Tooltip and menu: what comes next. */
    void setNext(const QString &text);
    /** What was last published, or what went wrong. */
    void setLastResult(const QString &text);
    /** @param problem  why it can't publish; empty: it can */
    void setPublisher(PublisherState state, const QString &problem);
    /** What goes out next, and what failed last; each line opens its pin. */
    void setUpcoming(const QList<TrayPin> &pins);
    void setFailures(const QList<TrayPin> &pins);
    void setNeedsUser(bool needsUser);

signals:
    void availableChanged(bool available);
    void openWanted();
    void openPinWanted(pinweek::PinId pin);

private:
    void check();
    void checkSoon();
    void watchBus();
    void watchEmbedding();
    void showIcon();
    void showToolTip();
    /** A heading with its lines, put into the menu before `before`. */
    struct Part
    {
        QAction *before = nullptr;
        QList<TrayPin> pins;
        QList<QAction *> lines;
    };
    void fill(Part &part, const QString &heading, const char *name, const QList<TrayPin> &pins);
    bool eventFilter(QObject *watched, QEvent *event) override;

    QMenu m_menu;
    QSystemTrayIcon m_icon;
    QTimer m_checkTimer;
    QAction *m_next;
    QString m_problem;
    QAction *m_last;
    QAction *m_state;
    Part m_upcoming;
    Part m_failures;
    bool m_available = false;
    bool m_needsUser = false;
};

} // namespace pinweek
