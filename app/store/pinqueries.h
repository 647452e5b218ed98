// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/pinstore.h"

#include <QString>

// The reads that must stay fast with 100,000 pins, as SQL texts: a test asks SQLite for their
// plans.
namespace pinweek {

/** Conditions for the filter's valid ids, to be bound in the order account, board, section,
 * campaign.
 */
QString filterSql(const PinFilter &filter);
/** Values: from, to, with `paged` also dueAt and id of the last one; the filter; limit. */
QString dueSql(const PinFilter &filter, bool paged);
/** Values: the filter, limit, offset. */
QString unscheduledSql(const PinFilter &filter,
                       UnscheduledOrder order = UnscheduledOrder::NewestFirst);
/** Values: limit, oldest, now, limit, limit. */
QString needingYouSql();
/** No values. */
QString nextSendTimeSql();
/** Values: until, until, limit. */
QString toSendSql();
/** Values: from, the filter, limit. */
QString upcomingSql(const PinFilter &filter);
/** Values: from, to, the filter. */
QString toPostByHandSql();
QString nextReminderSql();
/** Binds account, from, to three times; then account, the earliest plan, from, from, to. */
QString takenTimesSql();
/** Id, moment, board, image and link of an account's pins that go out, went out or are meant to
 * between two moments, drafts too. Binds account, from, to; then twice account, from, from, to. */
QString plannedUsesSql();
QString deferredSql();
QString toHandOverSql();
QString toLookForSql();
QString nextHandOverSql();
QString countsSql(const PinFilter &filter);
/** Values: since, limit, offset. */
QString recentlyDeletedSql();
/** Ids of removed pins that no step of undo needs. Values: before, limit. */
QString purgeableSql();

} // namespace pinweek
