// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "oauth/tokenvault.h"
#include "sandbox/server.h"
#include "support/manualclock.h"
#include "workspace/workspace.h"

#include <QTemporaryDir>

#include <memory>

namespace pinweek::test {

/**
 * A whole workspace on disk, connected to a stand-in Pinterest on loopback, with a clock that
 * stands still: what the program is made of, without its window.
 */
class PlanFixture
{
public:
    /** Connects the stand-in's user; `boards` are made there and synced. Asserts that all of it
     * works. */
    explicit PlanFixture(const QStringList &boards = {QStringLiteral("Recipes")});

    QTemporaryDir directory;
    ManualClock clock;
    SandboxServer pinterest;
    MemoryVault keychain;
    /** How links are looked at, from the next opening on. */
    LinkLimits links;
    std::unique_ptr<Workspace> workspace;
    Account account;

    /** Closes the workspace and opens it again, as after a restart; `connect` puts the token back.
     */
    void reopen(bool connect = true);
    /** The same with the keychain as it was: as after a restart of a program that is signed in. */
    void restart();
    /** Connects the user of another stand-in (or of one behind `apiBase`) and reads its boards. */
    Account connectAlso(const QUrl &apiBase, const QString &accessToken);
    /** Another account of that Pinterest's whose sign-in has ended, with so many scheduled pins for
     * one moment. */
    Account heldAccount(int pins, int secondsFromNow);
    /** Changes the database behind the program's back; asserts that each statement works. */
    void writeBehind(const QStringList &statements) const;
    [[nodiscard]] Board board(const QString &name) const;
    /** A JPEG of this size with a colour of its own; gives its path. */
    QString imageFile(const QString &name, QSize size = {600, 900});
    MediaId media(const QString &name = QStringLiteral("photo"));
    /** A ready content for the account's board "Recipes" in `seconds` from now (negative: past). */
    PinContent content(const QString &title, int secondsFromNow);
    /** A scheduled pin. Times in the past are made by turning the clock back meanwhile. */
    PinId scheduled(const QString &title, int secondsFromNow);
    PinId draft(const PinContent &content);
    [[nodiscard]] Pin pin(PinId id) const;

private:
    void open();
    void connect();
};

} // namespace pinweek::test
