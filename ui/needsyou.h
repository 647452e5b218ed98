// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/account.h"
#include "model/accountpause.h"
#include "model/pin.h"
#include "planner/folderwatch.h"
#include "store/linkstore.h"

#include <QFrame>
#include <QList>
#include <QPair>

#include <functional>

class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace pinweek {

class ThemeManager;
class Workspace;

/**
 * The popover "Needs you": blocked and unconfirmed pins, drafts whose time has passed, accounts to
 * connect again or that Pinterest's answer made wait, pins to be posted by hand, watched folders
 * that are gone, each with its mend (interaction.md 15, 17). Emits what the user wants and changes
 * nothing itself.
 */
class NeedsYou : public QFrame
{
    Q_OBJECT

public:
    NeedsYou(Workspace &workspace, ThemeManager &theme, QWidget *parent);

    /** Those of them that can't be watched need somebody. */
    void setFolders(const QList<FolderState> &states);
    /** Reads again what waits; called when the store has changed or a draft's time has passed. */
    void refresh();
    /** Pins and accounts together; at most 200 pins are counted. */
    [[nodiscard]] int count() const;
    /** Opens below a widget, or for a null one in the middle of the window. */
    void popUp(const QWidget *anchor);

signals:
    void countChanged(int count);
    void openWanted(pinweek::PinId pin);
    void tryAgainWanted(pinweek::PinId pin);
    void publishNowWanted(pinweek::PinId pin);
    void unscheduleWanted(pinweek::PinId pin);
    /** `remoteId`: which one it is at Pinterest; empty: not said. */
    void settled(pinweek::PinId pin, bool isThere, const QString &remoteId);
    /** A person knows that this link is broken, and nothing more is to be said. */
    void linkAccepted(const QString &link);
    /** The same, and the pin that waits for that is to go out. */
    void publishAnywayWanted(pinweek::PinId pin, const QString &link);
    void linkCheckWanted(const QString &link);
    void postByHandWanted(pinweek::PinId pin);
    void markPostedWanted(pinweek::PinId pin);
    /** Trial access: be reminded instead. */
    void remindMeWanted(pinweek::AccountId account);
    void reconnectWanted(const pinweek::Account &account);
    /** A copied plan is to publish. */
    void resumeWanted();
    /** The account's pause is to end. */
    void goOnWanted(pinweek::AccountId account);
    /** The computer's clock may be right now. */
    void clockCheckWanted();
    /** The keychain may be open now. */
    void keychainRetryWanted();
    /** The folder may be there again. */
    void folderLookWanted();
    void stopWatchingWanted(const pinweek::WatchedFolder &folder);

private:
    struct Mend
    {
        const char *name;
        QString text;
        std::function<void()> act;
    };
    void build();
    void fit();
    void addPin(const Pin &pin);
    void addUnclear(const Pin &pin, const QString &title);
    void addReminder(const Pin &pin);
    void addBrokenLink(const BrokenLink &broken);
    void addAccount(const Account &account);
    void addPause(const AccountPause &pause);
    void addFolder(const FolderState &state);
    void showCount(int before);
    void addRow(const QString &icon, const QColor &colour, const QString &title, const QString &why,
                const QList<Mend> &mends, QWidget *pictures = nullptr);

    Workspace &m_workspace;
    ThemeManager &m_theme;
    QList<Pin> m_pins;
    /** Due, and to be posted by hand. */
    QList<Pin> m_reminders;
    QList<BrokenLink> m_brokenLinks;
    QList<Account> m_accounts;
    std::optional<std::chrono::seconds> m_clockAhead;
    bool m_isCopy = false;
    /** Those that only a person ends. */
    QList<AccountPause> m_pauses;
    QList<FolderState> m_lostFolders;
    QScrollArea *m_scroll;
    QWidget *m_list = nullptr;
    QVBoxLayout *m_rows = nullptr;
};

} // namespace pinweek
