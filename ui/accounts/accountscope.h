// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/account.h"

#include <QList>
#include <QObject>

#include <optional>

namespace pinweek {

class Workspace;

/**
 * Which account the window shows: one, or all of them at once (interaction.md 11), and to which one
 * new pins go then. Remembered in the settings. Main thread.
 */
class AccountScope : public QObject
{
    Q_OBJECT

public:
    explicit AccountScope(Workspace &workspace, QObject *parent = nullptr);

    /** In order of creation. */
    [[nodiscard]] const QList<Account> &accounts() const { return m_accounts; }
    /** Invalid: all of them. */
    [[nodiscard]] AccountId shown() const { return m_all ? AccountId{} : m_target; }
    [[nodiscard]] bool showsAll() const { return m_all; }
    /** Where new pins go: the one shown, else the default one. Invalid only without any. */
    [[nodiscard]] AccountId target() const { return m_target; }
    [[nodiscard]] std::optional<Account> targetAccount() const;
    /** The account that a pin must belong to on that board: the board's, else target(). */
    [[nodiscard]] AccountId targetFor(BoardId board) const;
    /** Of a pin that is to be seen: shows its account, unless all are shown. True if that changed
     * something. */
    bool reveal(AccountId account);
    /** Invalid: all of them, where there are several. */
    void show(AccountId account);
    /** Reads the accounts again. What is shown stays while it is there; else the first that is
     * connected, else "My plan". */
    void refresh();

private:
    [[nodiscard]] bool has(AccountId account) const;
    [[nodiscard]] AccountId usual() const;

    Workspace &m_workspace;
    QList<Account> m_accounts;
    AccountId m_target;
    bool m_all = false;
    bool m_started = false;
};

} // namespace pinweek
