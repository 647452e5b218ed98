// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/rows.h"
#include "store/storecore.h"

// What every change of a pin's state by the publisher is made of. On the store thread, within a
// transaction.
namespace pinweek {

tl::unexpected<Error> notInState(const PinRow &row, const QString &wish);
/** The pin, if it is still as the caller saw it. */
Result<PinRow> expectedPin(Database &db, PinId id, qint64 revision);
/** Moves a pin, if the table of transitions has that move, and writes its history. */
Result<void> movePin(const StoreCore::Context &write, const PinRow &before, PinRow after,
                     PinStatus to, const QString &detail);
/** English, for the history. */
QString pinErrorText(const PinError &error);
/** Notes that the pin at Pinterest is ours. Conflict if another pin of ours is that one already. */
Result<void> takeRemotePin(const StoreCore::Context &write, const Pin &pin, const QString &remoteId,
                           std::optional<UtcTime> createdAt);
PinRow asPublished(PinRow row, const QString &remoteId, UtcTime at);

} // namespace pinweek
