// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publisher/publisher.h"

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>
#include <QTimer>

namespace pinweek {

class ActionCollection;

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
    void setPublisher(PublisherState state);
    void setNeedsUser(bool needsUser);

signals:
    void availableChanged(bool available);
    void openWanted();

private:
    void check();
    void checkSoon();
    void watchBus();
    void watchEmbedding();
    void showIcon();
    bool eventFilter(QObject *watched, QEvent *event) override;

    QMenu m_menu;
    QSystemTrayIcon m_icon;
    QTimer m_checkTimer;
    QAction *m_next;
    QAction *m_last;
    QAction *m_state;
    bool m_available = false;
    bool m_needsUser = false;
};

} // namespace pinweek
