// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/account.h"
#include "model/board.h"
#include "model/mediaasset.h"
#include "model/pin.h"
#include "store/database.h"

#include <QJsonObject>

#include <optional>

// Between rows and values: the only place that knows the columns. Reading never waits; writing is
// for the store thread.
namespace pinweek {

/** A pin with what views don't see. */
struct PinRow
{
    Pin pin;
    std::optional<UtcTime> removedAt;
};

/** "SELECT <columns> FROM pin", or from a join with it; to be read with readPin(). */
QString selectPins(const QString &from = QStringLiteral("pin "));
PinRow readPin(const Query &query);
/** Also removed ones. nullopt: there is none, or the database has an error. */
std::optional<PinRow> findPin(Database &db, PinId id);
/** Inserts what `row` holds, but for the id. @param batch  the unfinished import that it belongs
 * to; 0: none */
PinId insertPin(Database &db, const PinRow &row, qint64 batch = 0);
/**
 * Writes all values of `after` over the row that still has `before`'s revision and status; the
 * revision grows by one. False if it was not there any more. The fingerprint is not touched.
 */
bool updatePin(Database &db, const PinRow &before, const PinRow &after, UtcTime now);

/** The part that undo brings back, as JSON: content, status, due time, next attempt, error,
 * removal. */
QByteArray undoValues(const PinRow &row);
/** `row` with those values put in. */
PinRow withUndoValues(PinRow row, const QByteArray &json);
/** True if both have the same content, status, error and removal, whatever their revisions. */
bool hasSameValues(const PinRow &a, const PinRow &b);

/** Adds a line to the pin's history. */
void addHistory(Database &db, PinId pin, UtcTime at, PinStatus from, PinStatus to,
                const QString &origin, const QString &detail);

QString selectAccounts();
Account readAccount(const Query &query);
std::optional<Account> findAccount(Database &db, AccountId id);
/** The plan "My plan"; nullopt when there is none. */
std::optional<AccountId> findLocalPlan(Database &db);
AccountId insertLocalPlan(Database &db);
/** Inserts everything but the id. */
AccountId insertAccount(Database &db, const Account &account);
/** All values but the id, in the order of selectAccounts(). */
void bindAccount(Query &query, const Account &account);
QString accountStateName(AccountState state);
AccountState accountStateFromName(const QString &name);

QString selectBoards();
/** Without its sections. */
Board readBoard(const Query &query);
QString selectSections();
BoardSection readSection(const Query &query);

QString selectMedia();
constexpr int mediaColumns = 14;
MediaAsset readMedia(const Query &query);

} // namespace pinweek
