// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/account.h"
#include "model/pin.h"

#include <QWidget>

#include <chrono>
#include <memory>
#include <optional>

class QAction;
class QMenu;

namespace Ui {
class PinFooter;
}

namespace pinweek {

class ThemeManager;
class UploadBar;

/** The composer's foot: the bar of a pin that is due, its state, what went wrong, and the verbs.
 * What they do is the form's. */
class PinFooter : public QWidget
{
    Q_OBJECT

public:
    /** What the foot says about a pin. */
    struct State
    {
        Pin seen;          // as it was read last
        PinContent wanted; // with what is typed
        QByteArray zone;   // of the times
        bool sandbox = false;
        UtcTime now{};
    };

    explicit PinFooter(QWidget *parent = nullptr);
    ~PinFooter() override;
    void setUp(ThemeManager &theme);
    void setState(const State &state);
    /** One sentence about what was just refused or done, in place of the pin's own error. */
    void setNotice(const QString &notice);
    /** @param left  until the pin goes out; nullopt: it is not held back. True: that began or
     * ended, and the state has to be set again. */
    bool setHold(const std::optional<std::chrono::seconds> &left);

signals:
    void scheduleWanted();
    void publishNowWanted();
    void tryAgainWanted();
    /** The user says whether Pinterest has the pin. */
    void settled(bool isThere);
    void publishHeldWanted();
    void holdWanted();
    /** Of the pin's video: as a draft it keeps its time. */
    void cancelUploadWanted();
    void openWanted();
    void copyLinkWanted();
    void replaceWanted();
    void unscheduleWanted();
    void duplicateWanted();
    void lockWanted();
    void deleteWanted();

private:
    using Signal = void (PinFooter::*)();

    void setUpButtons();
    void setUpMenu();
    QAction *addAction(QMenu *menu, const QString &name, const QString &icon, const QString &text,
                       Signal signal);
    [[nodiscard]] QString stateText(const State &state) const;
    void showError();
    void showVerbs(const State &state);
    void showMenu(const State &state);

    std::unique_ptr<Ui::PinFooter> m_ui;
    ThemeManager *m_theme = nullptr;
    UploadBar *m_upload = nullptr;
    Pin m_seen;
    QString m_notice;
    bool m_holding = false;
    QAction *m_open = nullptr;
    QAction *m_copyLink = nullptr;
    QAction *m_replace = nullptr;
    QAction *m_unschedule = nullptr;
    QAction *m_duplicate = nullptr;
    QAction *m_lock = nullptr;
    QAction *m_delete = nullptr;
};

} // namespace pinweek
