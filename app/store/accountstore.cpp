// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/accountstore.h"

#include "store/boardrows.h"
#include "store/store.h"
#include "store/storecore.h"

namespace pinweek {

namespace {

using Write = StoreCore::Context;

std::optional<AccountId> idOf(Database &db, const Account &account)
{
    if (account.id.isValid())
        return findAccount(db, account.id) ? std::optional(account.id) : std::nullopt;
    Query query(db, QStringLiteral("SELECT id FROM account WHERE api_base = ? AND remote_id = ?"));
    query.bind(account.endpoints.apiBase.toString()).bind(account.remoteId);
    return query.next() ? std::optional(query.id<AccountId>(0)) : std::nullopt;
}

Result<Account> saveAccount(Database &db, Account account)
{
    const std::optional<AccountId> known = idOf(db, account);
    if (!known && account.id.isValid())
        return fail(ErrorKind::NotFound,
                    QStringLiteral("There is no account %1.").arg(account.id.toString()));
    if (known) {
        account.id = *known;
        Query query(
            db, QStringLiteral(
                    "UPDATE account SET environment = ?, api_base = ?, authorize_url = ?, "
                    "token_url = ?, "
                    "remote_id = ?, username = ?, app_id = ?, time_zone = ?, default_board_id = ?, "
                    "title_required = ?, link_required = ?, state = ?, sign_in_ends_at = ?, "
                    "delivery = ?, sign_in_renews = ? "
                    "WHERE id = ?"));
        bindAccount(query, account);
        query.bind(account.id).run();
    } else {
        account.id = insertAccount(db, account);
    }
    return account;
}

/** Moves a board's pins, with the sections that have a namesake there; the other sections move
 * along. */
void mergeBoard(const Write &write, const Board &from, const Board &into)
{
    for (const BoardSection &section : from.sections) {
        const BoardSection *same = nullptr;
        for (const BoardSection &candidate : into.sections) {
            if (candidate.name == section.name)
                same = &candidate;
        }
        if (same) {
            Query(write.db, QStringLiteral("UPDATE pin SET section_id = ? WHERE section_id = ?"))
                .bind(same->id)
                .bind(section.id)
                .run();
        } else {
            BoardSection moved = section;
            moved.board = into.id;
            updateSection(write.db, moved);
        }
    }
    Query(write.db, QStringLiteral("UPDATE pin SET board_id = ? WHERE board_id = ?"))
        .bind(into.id)
        .bind(from.id)
        .run();
    Query(write.db,
          QStringLiteral("UPDATE account SET default_board_id = ? WHERE default_board_id = ?"))
        .bind(into.id)
        .bind(from.id)
        .run();
    deleteBoard(write.db, from.id);
}

/** All boards of one account become the other's; those of the same exact name become one. */
void moveBoards(const Write &write, AccountId from, AccountId to)
{
    QHash<QString, Board> byName;
    const QList<Board> there = boardsOf(write.db, to);
    for (const Board &board : there) {
        // Of two with one name the one at Pinterest is meant.
        if (!byName.contains(board.name) || byName.value(board.name).remoteId.isEmpty())
            byName.insert(board.name, board);
    }
    const QList<Board> moving = boardsOf(write.db, from);
    for (const Board &board : moving) {
        if (const auto same = byName.constFind(board.name); same != byName.constEnd()) {
            mergeBoard(write, board, *same);
        } else {
            Board moved = board;
            moved.account = to;
            moved.remoteId.clear();
            updateBoard(write.db, moved);
            Query(write.db, QStringLiteral("UPDATE board_section SET remote_id = '' WHERE board_id "
                                           "= ? AND remote_id <> ''"))
                .bind(board.id)
                .run();
        }
    }
}

/** The pins of an account go to another. Undo steps let go of them: their values name the old
 * account and its boards. */
void movePins(const Write &write, AccountId from, AccountId to)
{
    Query(
        write.db,
        QStringLiteral(
            "DELETE FROM undo_step_pin WHERE pin_id IN (SELECT id FROM pin WHERE account_id = ?)"))
        .bind(from)
        .run();
    Query(write.db, QStringLiteral("DELETE FROM undo_step WHERE NOT EXISTS "
                                   "(SELECT 1 FROM undo_step_pin WHERE step_id = undo_step.id)"))
        .run();
    Query(write.db,
          QStringLiteral("UPDATE pin SET account_id = ?, revision = revision + 1, updated_at = ? "
                         "WHERE account_id = ?"))
        .bind(to)
        .bind(write.now)
        .bind(from)
        .run();
}

void deleteAccount(Database &db, AccountId id)
{
    // What was done to its pins cannot be undone any more; the pins take their claims along.
    Query(db, QStringLiteral("DELETE FROM pin WHERE account_id = ?")).bind(id).run();
    Query(db, QStringLiteral("DELETE FROM account WHERE id = ?")).bind(id).run();
    Query(db, QStringLiteral("DELETE FROM undo_step WHERE NOT EXISTS "
                             "(SELECT 1 FROM undo_step_pin WHERE step_id = undo_step.id)"))
        .run();
}

Result<void> adopt(const Write &write, AccountId by)
{
    const std::optional<Account> account = findAccount(write.db, by);
    if (!account)
        return fail(ErrorKind::NotFound,
                    QStringLiteral("There is no account %1.").arg(by.toString()));
    if (account->environment == Environment::Local)
        return fail(ErrorKind::Rejected, QStringLiteral("The plan can't adopt itself."));
    const std::optional<AccountId> plan = findLocalPlan(write.db);
    if (!plan)
        return {};
    moveBoards(write, *plan, by);
    movePins(write, *plan, by);
    // Read after the move: merged boards have changed it.
    const std::optional<Account> planRow = findAccount(write.db, *plan);
    if (planRow && planRow->defaultBoard.isValid() && !account->defaultBoard.isValid()) {
        Query(write.db, QStringLiteral("UPDATE account SET default_board_id = ? WHERE id = ?"))
            .bind(planRow->defaultBoard)
            .bind(by)
            .run();
    }
    deleteAccount(write.db, *plan);
    return {};
}

/** Brings a pin into the state in which it waits in "My plan". */
Result<void> parkPin(const Write &write, const PinRow &row)
{
    PinRow after = row;
    QString detail = QStringLiteral("its account was disconnected");
    if (row.pin.status == PinStatus::Unconfirmed) {
        // It may be at Pinterest: only a person can let it be sent again.
        after.pin.status = PinStatus::Blocked;
        after.pin.lastError = PinError{ErrorKind::Interrupted,
                                       QStringLiteral("The account was disconnected before it was "
                                                      "known whether this pin is at Pinterest."),
                                       0, 0};
    } else if (row.pin.status == PinStatus::Scheduled || row.pin.status == PinStatus::Failed) {
        after.pin.status = PinStatus::Draft;
        after.pin.lastError.reset();
        after.pin.nextAttemptAt.reset();
        after.pin.lateCause = LateCause::None;
    } else {
        return {};
    }
    if (!updatePin(write.db, row, after, write.now))
        return fail(ErrorKind::Conflict, QStringLiteral("A pin was changed meanwhile."));
    addHistory(write.db, row.pin.id, write.now, row.pin.status, after.pin.status, write.origin,
               detail);
    return {};
}

Result<void> parkPins(const Write &write, AccountId account)
{
    QList<PinRow> rows;
    {
        Query query(write.db, selectPins() + QStringLiteral("WHERE account_id = ?"));
        query.bind(account);
        while (query.next())
            rows += readPin(query);
    }
    for (const PinRow &row : std::as_const(rows)) {
        if (auto parked = parkPin(write, row); !parked)
            return parked;
    }
    Query(write.db,
          QStringLiteral(
              "DELETE FROM pin WHERE account_id = ? AND status IN ('published', 'handed_over')"))
        .bind(account)
        .run();
    return {};
}

bool hasRow(Database &db, const QString &sql, AccountId id)
{
    Query query(db, sql);
    query.bind(id);
    return query.next();
}

Result<void> disconnectAccount(const Write &write, AccountId id)
{
    const std::optional<Account> account = findAccount(write.db, id);
    if (!account)
        return fail(ErrorKind::NotFound,
                    QStringLiteral("There is no account %1.").arg(id.toString()));
    if (account->environment == Environment::Local)
        return fail(ErrorKind::Rejected,
                    QStringLiteral("The plan of this computer can't be disconnected."));
    if (hasRow(write.db,
               QStringLiteral(
                   "SELECT 1 FROM pin WHERE account_id = ? AND status = 'publishing' LIMIT 1"),
               id))
        return fail(
            ErrorKind::Conflict,
            QStringLiteral("A pin of “%1” is being published just now.").arg(account->username));

    if (hasRow(write.db,
               QStringLiteral("SELECT 1 FROM pin WHERE account_id = ? AND status <> 'published' "
                              "AND status <> 'handed_over' LIMIT 1"),
               id)) {
        AccountId plan = findLocalPlan(write.db).value_or(AccountId{});
        if (!plan.isValid())
            plan = insertLocalPlan(write.db);
        if (auto parked = parkPins(write, id); !parked)
            return parked;
        moveBoards(write, id, plan);
        movePins(write, id, plan);
    }
    deleteAccount(write.db, id);
    Query others(write.db, QStringLiteral("SELECT 1 FROM account LIMIT 1"));
    if (!others.next())
        insertLocalPlan(write.db);
    return {};
}

} // namespace

AccountStore::AccountStore(StoreCore &core) : m_core(core) {}

Result<QList<Account>> AccountStore::accounts() const
{
    return m_core.read<QList<Account>>([](Database &db) -> Result<QList<Account>> {
        Query query(db, selectAccounts() + QStringLiteral("ORDER BY environment <> 'local', id"));
        QList<Account> accounts;
        while (query.next())
            accounts += readAccount(query);
        return accounts;
    });
}

Result<Account> AccountStore::account(AccountId id) const
{
    if (const auto known = m_known.constFind(id); known != m_known.cend())
        return *known;
    Result<Account> account = m_core.read<Account>([&](Database &db) -> Result<Account> {
        if (const auto found = findAccount(db, id))
            return *found;
        return fail(ErrorKind::NotFound,
                    QStringLiteral("There is no account %1.").arg(id.toString()));
    });
    if (account)
        m_known.insert(id, *account);
    return account;
}

void AccountStore::storeChanged(const ChangeSet &changes)
{
    if (changes.everything)
        m_known.clear();
    for (const AccountId account : changes.accounts)
        m_known.remove(account);
}

void AccountStore::save(const Account &account, QObject *context, Done<Account> done)
{
    m_core.write<Account>(context, std::move(done),
                          [account](const Write &write) { return saveAccount(write.db, account); });
}

void AccountStore::change(AccountId id, std::function<void(Account &)> adjust, QObject *context,
                          Done<Account> done)
{
    m_core.write<Account>(context, std::move(done),
                          [id, adjust = std::move(adjust)](const Write &write) -> Result<Account> {
                              std::optional<Account> account = findAccount(write.db, id);
                              if (!account)
                                  return fail(
                                      ErrorKind::NotFound,
                                      QStringLiteral("There is no account %1.").arg(id.toString()));
                              adjust(*account);
                              return saveAccount(write.db, *account);
                          });
}

void AccountStore::setState(AccountId id, AccountState state, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [id, state](const Write &write) -> Result<void> {
        if (!findAccount(write.db, id))
            return fail(ErrorKind::NotFound,
                        QStringLiteral("There is no account %1.").arg(id.toString()));
        Query(write.db, QStringLiteral("UPDATE account SET state = ? WHERE id = ? AND state <> ?"))
            .bind(accountStateName(state))
            .bind(id)
            .bind(accountStateName(state))
            .run();
        return {};
    });
}

void AccountStore::setDelivery(AccountId id, DeliveryMode mode, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [id, mode](const Write &write) -> Result<void> {
        const std::optional<Account> account = findAccount(write.db, id);
        if (!account)
            return fail(ErrorKind::NotFound,
                        QStringLiteral("There is no account %1.").arg(id.toString()));
        if (account->delivery == mode)
            return {};
        Query(write.db, QStringLiteral("UPDATE account SET delivery = ? WHERE id = ?"))
            .bind(deliveryModeName(mode))
            .bind(id)
            .run();
        Query(write.db,
              QStringLiteral("UPDATE pin SET next_attempt_at = NULL WHERE account_id = ? AND "
                             "status = 'scheduled' AND next_attempt_at IS NOT NULL"))
            .bind(id)
            .run();
        return {};
    });
}

void AccountStore::adoptPlan(AccountId by, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done),
                       [by](const Write &write) { return adopt(write, by); });
}

void AccountStore::remove(AccountId id, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done),
                       [id](const Write &write) { return disconnectAccount(write, id); });
}

} // namespace pinweek
