// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"

#include <QString>

#include <functional>

namespace pinweek {

/** What a copy of a workspace's database holds. */
struct DatabaseFacts
{
    int schema = 0;  // version of the database
    qint64 pins = 0; // planned and published, without deleted ones
};

/**
 * Copies the database of a workspace, which may be open here and elsewhere, into a new file, by a
 * reader of its own. Database::copyTo() says how. Worker threads only.
 *
 * Errors: Cancelled, Storage.
 */
Result<DatabaseFacts> copyDatabase(const QString &workspace, const QString &to,
                                   const std::function<bool(qint64, qint64)> &goOn);

/**
 * Before a directory that came out of a backup becomes a workspace: its database is read whole, has
 * to be one that this Pinweek knows, is brought to its version, and is marked so that it opens as a
 * copy (protocols.md 1.H). Worker threads only.
 *
 * Errors: Storage with a sentence: damaged, of another program, made by a newer Pinweek.
 */
Result<void> prepareRestored(const QString &workspace);

/**
 * What the plan that is replaced knows of its own pins' ways to Pinterest since the backup, for the
 * restored one: a pin that was published is published there too, also where it is planned for a day
 * to come ("Publish now", or moved since); one that was sent without an answer is looked for.
 * Drafts stay drafts. Nothing is carried over from another workspace's plan. Neither may be open.
 *
 * @return how many pins it was. Errors: Storage (the former plan can't be read, or is older).
 */
Result<int> carryPublished(const QString &restored, const QString &former, UtcTime now);

} // namespace pinweek
