// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/pinsearch.h"
#include "store/pinstore.h"

#include <QString>

#include <optional>

// The reads that must stay fast with 100,000 pins, as SQL texts: a test asks SQLite for their
// plans.
namespace pinweek {

class Query;

/** The filter's conditions, each beginning with AND; bindFilter() gives their values. */
QString filterSql(const PinFilter &filter);
void bindFilter(Query &query, const PinFilter &filter);
/** Values: from, to, with `paged` also dueAt and id of the last one; the filter; limit. */
QString dueSql(const PinFilter &filter, bool paged);
/** Values: the filter, limit, offset. */
QString unscheduledSql(const PinFilter &filter,
                       UnscheduledOrder order = UnscheduledOrder::NewestFirst);
/** Values: limit, oldest, now, limit, limit. */
QString needingYouSql();
/** No values. */
QString nextSendTimeSql();
/** Values of both: until three times, limit. */
QString idsToSendSql();
QString toSendSql();
/** Values: from, the filter, limit. */
QString upcomingSql(const PinFilter &filter);
/** Values: from, to, the filter. */
QString toPostByHandSql();
QString nextReminderSql();
/** Binds account, from, to three times; then account, the earliest plan, from, from, to. */
QString takenTimesSql();
QString plannedCountSql();
/** Id, moment, board, image and link of an account's pins that go out, went out or are meant to
 * between two moments, drafts too. Binds account, from, to; then twice account, from, from, to. */
QString plannedUsesSql();
/** Values: limit; likewise the next. */
QString deferredSql();
QString lastFailedSql();
/** Values: from, to (those that are there), the filter, limit, offset. */
QString listSql(const PinFilter &filter, std::optional<PinStatus> status, bool from, bool to);
QString toHandOverSql();
QString toLookForSql();
QString nextHandOverSql();
QString countsSql(const PinFilter &filter);
/** Values: the filter, spans of time as JSON: [[from, to], …]. Gives one number for each. */
QString countBetweenSql(const PinFilter &filter);
/** Values: such spans, the filter, how many of each at most. */
QString firstBetweenSql(const PinFilter &filter);
/** Values: since, limit, offset. */
QString recentlyDeletedSql();
/** Ids in an order that isn't time. Values: the filter, with `limited` also the limit; likewise the
 * next two. */
QString orderedSql(const PinQuery &query, bool limited);
/** Ids of pins with a time, in order of it. */
QString timedSql(const PinQuery &query, bool limited);
/**
 * The first of them among the next few thousand pins only, for words that many pins have: the index
 * of words would have to count all of those out first. Values with bindFrequent().
 */
QString frequentSql(const PinQuery &query);
/** False where the answer may not be the index's: LIKE knows capital letters of ASCII only. */
bool mayBeFrequent(const PinQuery &query);
void bindFrequent(Query &statement, const PinQuery &query, int limit);
/** Ids of pins without one, newest first. */
QString untimedSql(const PinFilter &filter, bool limited);
/** Values: the filter. Gives id, link, what pins of one address share, due_at, published_at,
 * status. */
QString groupedSql(const PinFilter &filter);
/** Values: due_at and id to go on from, the filter. Gives id and due_at of one pin. */
QString matchSql(const PinFilter &filter, bool forward);
/** Values: with `upTo` due_at and id of the last one that counts; the filter. */
QString matchCountSql(const PinFilter &filter, bool upTo);
/** Ids of removed pins that no step of undo needs. Values: before, limit. */
QString purgeableSql();

} // namespace pinweek
