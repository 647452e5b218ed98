// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "model/account.h"
#include "model/board.h"
#include "model/pin.h"
#include "support/manualclock.h"
#include "ui/theme/theme.h"
#include "workspace/workspace.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

class QWidget;

namespace pinweek::test {

/**
 * What a widget needs to be tried: a workspace on disk with a vault in memory and a clock that
 * stands still (Tuesday 2026-11-17, 09:00 UTC), an account that nothing is sent for, and the theme.
 */
class GuiWorkspace
{
public:
    /** @param vault  nullptr: one in memory */
    explicit GuiWorkspace(std::unique_ptr<TokenVault> vault = nullptr,
                          const LinkLimits &links = {});
    ~GuiWorkspace();

    QTemporaryDir directory;
    ManualClock clock;
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<ThemeManager> theme;
    /** Connected by its row alone: no token, so there is no client. Its zone is UTC. */
    Account account;

    /** "My plan", which every fresh workspace has. */
    [[nodiscard]] Account plan() const;
    Account saveAccount(const Account &account);
    Board addBoard(const QString &name, BoardPrivacy privacy = BoardPrivacy::Public,
                   bool atPinterest = true);
    BoardSection addSection(const Board &board, const QString &name);
    /** A JPEG of this size in `directory`; gives its path. */
    QString imageFile(const QString &name, QSize size = {1000, 1500},
                      const QColor &colour = QColor(0xc0, 0x70, 0x30));
    MediaId addImage(const QString &name = QStringLiteral("cake.jpg"));
    /** On the account, with image, title and link; for the board, at 10:15 tomorrow. */
    PinContent readyContent(const Board &board, const QString &title);
    PinId addDraft(const PinContent &content);
    PinId addScheduled(const PinContent &content);
    /** A pin that Pinterest has, under this id. */
    PinId addPublished(const PinContent &content, const QString &remoteId);
    /** A pin whose attempt ended: blocked with this error, or unconfirmed. */
    PinId addBlocked(const PinContent &content, const PinError &error);
    PinId addUnconfirmed(const PinContent &content);
    /** A pin of which two looks could not tell whether it is one of these at Pinterest. */
    PinId addUnclear(const PinContent &content, const QStringList &remoteIds);
    /** The publisher is about to send it. */
    AttemptId claim(PinId id);
    /** As if the publisher had been at work on each of the last days from nine to five UTC. */
    void addOfficeHours(int days);
    [[nodiscard]] Pin pin(PinId id) const;
    [[nodiscard]] int pinCount() const;
    /** Writes nothing, behind all that was asked for: what is not in the store then never comes. */
    void waitForStore();
};

/** Any warning fails the test; but for the offscreen plugin's own complaint that it has no window
 * manager to tell of sizes. */
void failOnWarnings();

/** The part of a window that has this object name; ends the program if there is none. */
template<typename T>
T *partOf(const QObject &window, const char *name)
{
    auto *found = window.findChild<T *>(QString::fromLatin1(name));
    if (!found)
        qFatal("there is no %s", name);
    return found;
}

/** Every widget that can have the focus, is shown below `root` and lacks an object name that ends
 * in its class, or a name to be spoken. */
QStringList namelessControls(QWidget *root);

} // namespace pinweek::test
