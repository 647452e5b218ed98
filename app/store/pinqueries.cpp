// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pinqueries.h"

#include "store/rows.h"

#include <algorithm>

namespace pinweek {

namespace {

/** Each account's own index is used in turn: pins of the Local plan are not even looked at. */
QString ofConnectedAccounts()
{
    return QStringLiteral(
        "pin.account_id IN (SELECT id FROM account WHERE environment <> 'local')");
}

/** For LIKE … ESCAPE '\': the text anywhere, its own wildcards taken as they are. */
QString likePattern(QString text)
{
    text.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
    text.replace(QLatin1Char('%'), QLatin1String("\\%"));
    text.replace(QLatin1Char('_'), QLatin1String("\\_"));
    return QLatin1Char('%') + text + QLatin1Char('%');
}

/** A search as the index takes it: trigrams know words of three characters and more, LIKE finds
 * the shorter ones (protocols.md 3.8). */
struct Words
{
    explicit Words(const QString &text)
    {
        QStringList phrases;
        for (QString word : searchWords(text)) {
            if (word.toUcs4().size() < 3) {
                patterns += likePattern(word);
                continue;
            }
            word.replace(QLatin1Char('"'), QLatin1String("\"\""));
            phrases += QLatin1Char('"') + word + QLatin1Char('"');
        }
        match = phrases.join(QLatin1Char(' ')); // all of them
    }
    QString match;
    QStringList patterns;
};

/** A condition for each pattern. */
QString likeSql(qsizetype patterns)
{
    return QStringLiteral(" AND (pin.title || char(10) || pin.description || char(10) || pin.link "
                          "|| char(10) || pin.alt_text || char(10) || pin.note) LIKE ? ESCAPE '\\'")
        .repeated(patterns);
}

PinFilter withoutText(PinFilter filter)
{
    filter.text.clear();
    return filter;
}

/** What a list is sorted by; empty or null: nothing to sort by. */
QString sortKey(PinOrder order)
{
    switch (order) {
    case PinOrder::State: // in the order of a pin's life, not of the names
        return QStringLiteral("CASE status WHEN 'blocked' THEN '0' WHEN 'unconfirmed' THEN '1' "
                              "WHEN 'failed' THEN '2' WHEN 'publishing' THEN '3' WHEN 'draft' "
                              "THEN '4' WHEN 'scheduled' THEN '5' WHEN 'handed_over' THEN '6' "
                              "ELSE '7' END");
    case PinOrder::Title:
        return QStringLiteral("pin.title");
    case PinOrder::Description:
        return QStringLiteral("pin.description");
    case PinOrder::Board:
        return QStringLiteral("(SELECT board.name FROM board WHERE board.id = pin.board_id)");
    case PinOrder::Section:
        return QStringLiteral("(SELECT board_section.name FROM board_section WHERE "
                              "board_section.id = pin.section_id)");
    case PinOrder::Campaign:
        return QStringLiteral("(SELECT campaign.name FROM campaign WHERE campaign.id = "
                              "pin.campaign_id)");
    case PinOrder::Link:
        return QStringLiteral("pin.link");
    case PinOrder::AltText:
        return QStringLiteral("pin.alt_text");
    case PinOrder::Time:
        break;
    }
    return QStringLiteral("pin.due_at");
}

/** Names that are our own: nothing of a user's is in them. */
QString stateList(const QSet<PinStatus> &states)
{
    QStringList names;
    for (const PinStatus status : states)
        names += QLatin1Char('\'') + pinStatusName(status) + QLatin1Char('\'');
    names.sort(); // one statement for one set
    return names.join(QStringLiteral(", "));
}

/** Of one `span` of several. */
QString dueInSpan()
{
    return QStringLiteral("removed_at IS NULL AND due_at >= json_extract(span.value, '$[0]') AND "
                          "due_at < json_extract(span.value, '$[1]')");
}

/** By due_at and id, by their places in selectPins(): the only way to name columns after UNION ALL.
 */
QString byDueAtAndId()
{
    return QStringLiteral(" ORDER BY 14, 1");
}

/** In the given order, but the first of each account before the second of any: pins that can't go
 * keep no other account's from being looked at. */
QString fairly(const QString &where, const QString &order, const QString &index = {})
{
    return selectPins() +
           QStringLiteral("WHERE id IN (SELECT id FROM (SELECT id, %2 AS at, row_number() OVER "
                          "(PARTITION BY account_id ORDER BY %2, id) AS place FROM pin %3WHERE %1) "
                          "ORDER BY place, at, id LIMIT ?) ORDER BY %2, id")
               .arg(where, order, index);
}

QString unscheduledOrderSql(UnscheduledOrder order)
{
    switch (order) {
    case UnscheduledOrder::OldestFirst:
        return QStringLiteral(" ORDER BY id");
    case UnscheduledOrder::ByTitle:
        return QStringLiteral(" ORDER BY title = '', title COLLATE NOCASE, id DESC");
    case UnscheduledOrder::ByBoard:
        return QStringLiteral(" ORDER BY board_id IS NULL, (SELECT name FROM board WHERE "
                              "board.id = pin.board_id) COLLATE NOCASE, board_id, id DESC");
    case UnscheduledOrder::NewestFirst:
        break;
    }
    return QStringLiteral(" ORDER BY id DESC");
}

} // namespace

QString filterSql(const PinFilter &filter)
{
    QString sql;
    if (filter.account.isValid())
        sql += QStringLiteral(" AND pin.account_id = ?");
    if (filter.board.isValid())
        sql += QStringLiteral(" AND pin.board_id = ?");
    if (filter.section.isValid())
        sql += QStringLiteral(" AND pin.section_id = ?");
    if (filter.campaign.isValid())
        sql += QStringLiteral(" AND pin.campaign_id = ?");
    if (!filter.states.isEmpty())
        sql += QStringLiteral(" AND pin.status IN (%1)").arg(stateList(filter.states));
    if (filter.from)
        sql += QStringLiteral(" AND pin.due_at >= ?");
    if (filter.to)
        sql += QStringLiteral(" AND pin.due_at < ?");
    const Words words(filter.text);
    if (!words.match.isEmpty())
        sql += QStringLiteral(" AND pin.id IN (SELECT rowid FROM pin_text WHERE pin_text MATCH ?)");
    return sql + likeSql(words.patterns.size());
}

void bindFilter(Query &query, const PinFilter &filter)
{
    if (filter.account.isValid())
        query.bind(filter.account);
    if (filter.board.isValid())
        query.bind(filter.board);
    if (filter.section.isValid())
        query.bind(filter.section);
    if (filter.campaign.isValid())
        query.bind(filter.campaign);
    if (filter.from)
        query.bind(*filter.from);
    if (filter.to)
        query.bind(*filter.to);
    const Words words(filter.text);
    if (!words.match.isEmpty())
        query.bind(words.match);
    for (const QString &pattern : words.patterns)
        query.bind(pattern);
}

QString dueSql(const PinFilter &filter, bool paged)
{
    return selectPins() +
           QStringLiteral("WHERE removed_at IS NULL AND due_at >= ? AND due_at < ?") +
           (paged ? QStringLiteral(" AND (due_at, id) > (?, ?)") : QString()) + filterSql(filter) +
           QStringLiteral(" ORDER BY due_at, id LIMIT ?");
}

QString unscheduledSql(const PinFilter &filter, UnscheduledOrder order)
{
    return selectPins() +
           QStringLiteral("WHERE status = 'draft' AND due_at IS NULL AND removed_at IS NULL") +
           filterSql(filter) + unscheduledOrderSql(order) + QStringLiteral(" LIMIT ? OFFSET ?");
}

QString needingYouSql()
{
    // Two reads, each along its own index, make one list.
    return QStringLiteral("SELECT * FROM (") + selectPins() +
           QStringLiteral("WHERE status IN ('blocked', 'unconfirmed') AND removed_at IS NULL "
                          "ORDER BY due_at, id LIMIT ?) UNION ALL SELECT * FROM (") +
           selectPins() +
           QStringLiteral(
               "WHERE status = 'draft' AND removed_at IS NULL AND due_at >= ? AND due_at < ? "
               "ORDER BY due_at, id LIMIT ?)") +
           byDueAtAndId() + QStringLiteral(" LIMIT ?");
}

QString nextSendTimeSql()
{
    return QStringLiteral(
        "SELECT min(at) FROM ("
        "SELECT (SELECT min(due_at) FROM pin WHERE pin.account_id = account.id "
        "AND status = 'scheduled' AND removed_at IS NULL AND due_at > ? "
        "AND next_attempt_at IS NULL) AS at "
        "FROM account WHERE environment <> 'local' "
        "UNION ALL " // late ones have another time than planned
        "SELECT (SELECT min(next_attempt_at) FROM pin WHERE pin.account_id = account.id "
        "AND status = 'scheduled' AND removed_at IS NULL AND next_attempt_at > ?) AS at "
        "FROM account WHERE environment <> 'local' "
        "UNION ALL "
        "SELECT (SELECT min(next_attempt_at) FROM pin WHERE pin.account_id = account.id "
        "AND status = 'failed' AND removed_at IS NULL AND next_attempt_at > ?) AS at "
        "FROM account WHERE environment <> 'local')");
}

QString idsToSendSql()
{
    // An account's pins are numbered in their order, and the numbers decide what is within the
    // limit: however many pins of one account are overdue, each account's next ones are there.
    return QStringLiteral(
               "SELECT id FROM (SELECT id, due_at FROM (SELECT id, due_at, row_number() OVER "
               "(PARTITION BY account_id ORDER BY due_at, id) AS place FROM ("
               "SELECT id, account_id, due_at FROM pin WHERE status = 'scheduled' "
               "AND removed_at IS NULL AND due_at <= ? AND coalesce(next_attempt_at, "
               "due_at) <= ? AND ") +
           ofConnectedAccounts() +
           QStringLiteral(" UNION ALL SELECT id, account_id, due_at FROM pin WHERE status = "
                          "'failed' AND removed_at IS NULL AND next_attempt_at <= ? AND ") +
           ofConnectedAccounts() +
           QStringLiteral(")) ORDER BY place, due_at, id LIMIT ?) ORDER BY due_at, id");
}

QString toSendSql()
{
    return selectPins() +
           QStringLiteral("WHERE id IN (%1) ORDER BY due_at, id").arg(idsToSendSql());
}

QString upcomingSql(const PinFilter &filter)
{
    // Those that go out as planned, and those that are late and have another time.
    return QStringLiteral("SELECT * FROM (SELECT * FROM (") + selectPins() +
           QStringLiteral(
               "WHERE removed_at IS NULL AND due_at >= ? AND status IN ('scheduled', 'failed')") +
           filterSql(filter) +
           QStringLiteral(" ORDER BY due_at, id LIMIT ?) UNION ALL SELECT * FROM (") +
           selectPins() +
           QStringLiteral("INDEXED BY pin_deferred WHERE removed_at IS NULL AND status = "
                          "'scheduled' AND next_attempt_at >= ? AND due_at < ?") +
           filterSql(filter) +
           QStringLiteral(" ORDER BY next_attempt_at, id LIMIT ?)) "
                          "ORDER BY coalesce(next_attempt_at, due_at), id LIMIT ?");
}

QString takenTimesSql()
{
    return QStringLiteral(
        "SELECT due_at FROM pin WHERE account_id = ? AND removed_at IS NULL AND due_at >= ? AND "
        "due_at < ? AND next_attempt_at IS NULL AND status IN ('scheduled', 'publishing', "
        "'unconfirmed', 'published', 'handed_over') AND id NOT IN (SELECT pin_id FROM pulled_pin) "
        "UNION ALL "
        "SELECT next_attempt_at FROM pin WHERE account_id = ? AND removed_at IS NULL AND "
        "next_attempt_at >= ? AND next_attempt_at < ? AND status = 'scheduled' "
        "UNION ALL "
        "SELECT next_attempt_at FROM pin WHERE account_id = ? AND removed_at IS NULL AND "
        "next_attempt_at >= ? AND next_attempt_at < ? AND status = 'failed' "
        "UNION ALL " // planned before, published late
        "SELECT published_at FROM pin WHERE account_id = ? AND removed_at IS NULL AND due_at >= ? "
        "AND due_at < ? AND status = 'published' AND published_at >= ? AND published_at < ? AND "
        "id NOT IN (SELECT pin_id FROM pulled_pin) "
        "ORDER BY 1");
}

QString plannedCountSql()
{
    return QStringLiteral(
        "SELECT count(*) FROM pin WHERE account_id = ? AND removed_at IS NULL AND due_at >= ? AND "
        "due_at < ? AND id IS NOT ? AND id NOT IN (SELECT pin_id FROM pulled_pin)");
}

QString plannedUsesSql()
{
    return QStringLiteral(
        "SELECT id, CASE WHEN status = 'published' THEN coalesce(published_at, due_at) "
        "WHEN status IN ('scheduled', 'failed') THEN coalesce(next_attempt_at, due_at) "
        "ELSE due_at END, board_id, media_id, link FROM pin WHERE "
        "account_id = ? AND removed_at IS NULL AND due_at >= ? AND due_at < ? "
        "UNION ALL " // planned before, late: each along an index of its own
        "SELECT id, next_attempt_at, board_id, media_id, link FROM pin WHERE account_id = ? AND "
        "removed_at IS NULL AND +due_at < ? AND next_attempt_at >= ? AND next_attempt_at < ? AND "
        "status = 'scheduled' "
        "UNION ALL "
        "SELECT id, next_attempt_at, board_id, media_id, link FROM pin WHERE account_id = ? AND "
        "removed_at IS NULL AND +due_at < ? AND next_attempt_at >= ? AND next_attempt_at < ? AND "
        "status = 'failed'");
}

QString deferredSql()
{
    return fairly(QStringLiteral("status = 'scheduled' AND next_attempt_at IS NOT NULL AND "
                                 "removed_at IS NULL"),
                  QStringLiteral("due_at"), QStringLiteral("INDEXED BY pin_deferred "));
}

QString lastFailedSql()
{
    return selectPins() +
           QStringLiteral("INDEXED BY pin_failed WHERE status = 'failed' AND removed_at IS NULL "
                          "ORDER BY updated_at DESC, id DESC LIMIT ?");
}

QString listSql(const PinFilter &filter, std::optional<PinStatus> status, bool from, bool to)
{
    QString sql = selectPins();
    // A status is written out, since an index over one status serves no bound value.
    if (status == PinStatus::Failed)
        sql += QStringLiteral("INDEXED BY pin_failed ");
    if (status == PinStatus::Publishing)
        sql += QStringLiteral("INDEXED BY pin_publishing ");
    sql += QStringLiteral("WHERE removed_at IS NULL");
    if (status)
        sql += QStringLiteral(" AND status = '%1'").arg(pinStatusName(*status));
    if (status == PinStatus::Blocked || status == PinStatus::Unconfirmed)
        sql += QStringLiteral(" AND status IN ('blocked', 'unconfirmed')");
    if (from)
        sql += QStringLiteral(" AND due_at >= ?");
    if (to)
        sql += QStringLiteral(" AND due_at < ?");
    return sql + filterSql(filter) +
           QStringLiteral(" ORDER BY due_at IS NULL, due_at, id LIMIT ? OFFSET ?");
}

QString toPostByHandSql()
{
    return selectPins() +
           QStringLiteral("WHERE removed_at IS NULL AND status IN ('scheduled', 'failed') AND "
                          "due_at >= ? AND due_at < ? AND account_id IN (SELECT id FROM account "
                          "WHERE delivery = 'remind_me' AND environment <> 'local') "
                          "ORDER BY due_at, id LIMIT ?");
}

QString nextReminderSql()
{
    return QStringLiteral(
        "SELECT min(at) FROM ("
        "SELECT (SELECT min(due_at) FROM pin WHERE pin.account_id = account.id "
        "AND status = 'scheduled' AND removed_at IS NULL AND due_at > ?) AS at "
        "FROM account WHERE delivery = 'remind_me' AND environment <> 'local' "
        "UNION ALL "
        "SELECT (SELECT min(next_attempt_at) FROM pin WHERE pin.account_id = account.id "
        "AND status = 'scheduled' AND removed_at IS NULL AND due_at <= ? "
        "AND next_attempt_at > ?) AS at "
        "FROM account WHERE delivery = 'remind_me' AND environment <> 'local')");
}

QString toHandOverSql()
{
    return fairly(
        QStringLiteral("removed_at IS NULL AND (status = 'scheduled' OR (status = 'failed' AND "
                       "error_kind = 'offline')) AND due_at >= ? AND due_at <= ? AND account_id IN "
                       "(SELECT id FROM account WHERE delivery = 'hand_over' AND environment <> "
                       "'local')"),
        QStringLiteral("due_at"));
}

QString toLookForSql()
{
    return fairly(
        QStringLiteral("status = 'handed_over' AND removed_at IS NULL AND next_attempt_at <= ?"),
        QStringLiteral("next_attempt_at"));
}

QString nextHandOverSql()
{
    return QStringLiteral(
        "SELECT min(at) FROM ("
        "SELECT (SELECT min(due_at) - ? FROM pin WHERE pin.account_id = account.id "
        "AND status = 'scheduled' AND removed_at IS NULL AND due_at > ?) AS at "
        "FROM account WHERE delivery = 'hand_over' AND environment <> 'local' "
        "UNION ALL "
        "SELECT (SELECT min(next_attempt_at) FROM pin WHERE status = 'handed_over' AND removed_at "
        "IS NULL AND next_attempt_at > ?) AS at)");
}

QString countsSql(const PinFilter &filter)
{
    return QStringLiteral("SELECT count(*) FILTER (WHERE status IN ('scheduled', 'failed')), "
                          "count(*) FILTER (WHERE status = 'published' AND id NOT IN (SELECT "
                          "pin_id FROM pulled_pin)), "
                          "count(*) FILTER (WHERE status = 'draft') "
                          "FROM pin WHERE removed_at IS NULL AND due_at >= ? AND due_at < ?") +
           filterSql(filter);
}

QString countBetweenSql(const PinFilter &filter)
{
    return QStringLiteral("SELECT (SELECT count(*) FROM pin WHERE ") + dueInSpan() +
           filterSql(filter) + QStringLiteral(") FROM json_each(?) AS span ORDER BY span.key");
}

QString firstBetweenSql(const PinFilter &filter)
{
    // One statement for all spans, each along the index and no further than its limit: a statement
    // of its own for each day of a month costs many times as much.
    return selectPins(QStringLiteral("json_each(?) AS span CROSS JOIN pin ")) +
           QStringLiteral("WHERE pin.id IN (SELECT pin.id FROM pin WHERE ") + dueInSpan() +
           filterSql(filter) +
           QStringLiteral(" ORDER BY due_at, id LIMIT ?) ORDER BY pin.due_at, pin.id");
}

QString recentlyDeletedSql()
{
    return selectPins() + QStringLiteral("WHERE removed_at >= ? AND batch_id IS NULL ORDER BY "
                                         "removed_at DESC, id DESC LIMIT ? OFFSET ?");
}

QString purgeableSql()
{
    return QStringLiteral(
        "SELECT id FROM pin WHERE removed_at < ? AND NOT EXISTS (SELECT 1 FROM undo_step_pin "
        "WHERE undo_step_pin.pin_id = pin.id) ORDER BY removed_at, id LIMIT ?");
}

QString orderedSql(const PinQuery &query, bool limited)
{
    return QStringLiteral("SELECT id FROM (SELECT pin.id AS id, pin.due_at AS at, %1 AS sort_key "
                          "FROM pin WHERE removed_at IS NULL")
               .arg(sortKey(query.order)) +
           filterSql(query.filter) +
           QStringLiteral(") ORDER BY sort_key IS NULL OR sort_key = '', sort_key COLLATE NOCASE") +
           (query.descending ? QStringLiteral(" DESC") : QString()) +
           QStringLiteral(", at IS NULL, at, id") +
           (limited ? QStringLiteral(" LIMIT ?") : QString());
}

QString timedSql(const PinQuery &query, bool limited)
{
    const QString direction = query.descending ? QStringLiteral(" DESC") : QString();
    return QStringLiteral("SELECT id FROM pin WHERE removed_at IS NULL AND due_at IS NOT NULL") +
           filterSql(query.filter) + QStringLiteral(" ORDER BY due_at%1, id%1").arg(direction) +
           (limited ? QStringLiteral(" LIMIT ?") : QString());
}

QString frequentSql(const PinQuery &query)
{
    constexpr int looked = 6000; // pins, of which 200 have to fit: some milliseconds
    const QString others = filterSql(withoutText(query.filter));
    const QString direction = query.descending ? QStringLiteral(" DESC") : QString();
    const QString timed =
        QStringLiteral("FROM pin WHERE removed_at IS NULL AND due_at IS NOT NULL");
    const QString bound = query.descending ? QStringLiteral(">= coalesce(%1, -9223372036854775807)")
                                           : QStringLiteral("<= coalesce(%1, 9223372036854775807)");
    const QString last =
        QStringLiteral("(SELECT due_at %1%2 ORDER BY due_at%3, id%3 LIMIT 1 OFFSET %4)")
            .arg(timed, others, direction, QString::number(looked));
    return QStringLiteral("SELECT id %1%2 AND due_at %3").arg(timed, others, bound.arg(last)) +
           likeSql(searchWords(query.filter.text).size()) +
           QStringLiteral(" ORDER BY due_at%1, id%1 LIMIT ?").arg(direction);
}

bool mayBeFrequent(const PinQuery &query)
{
    return query.order == PinOrder::Time && !Words(query.filter.text).match.isEmpty() &&
           std::all_of(query.filter.text.cbegin(), query.filter.text.cend(),
                       [](QChar letter) { return letter.unicode() < 128; });
}

void bindFrequent(Query &statement, const PinQuery &query, int limit)
{
    const PinFilter others = withoutText(query.filter);
    bindFilter(statement, others);
    bindFilter(statement, others);
    for (const QString &word : searchWords(query.filter.text))
        statement.bind(likePattern(word));
    statement.bind(limit);
}

QString untimedSql(const PinFilter &filter, bool limited)
{
    return QStringLiteral("SELECT id FROM pin WHERE removed_at IS NULL AND due_at IS NULL") +
           filterSql(filter) + QStringLiteral(" ORDER BY id DESC") +
           (limited ? QStringLiteral(" LIMIT ?") : QString());
}

QString groupedSql(const PinFilter &filter)
{
    // A slash at the end, the scheme and large letters make no other page.
    return QStringLiteral(
               "SELECT id, link, rtrim(replace(replace(lower(link), 'https://', ''), 'http://', "
               "''), '/') AS page, due_at, published_at, status FROM pin WHERE removed_at IS "
               "NULL") +
           filterSql(filter) +
           QStringLiteral(" ORDER BY page = '', page, due_at IS NULL, due_at, id");
}

QString matchSql(const PinFilter &filter, bool forward)
{
    return QStringLiteral("SELECT id, due_at FROM pin WHERE removed_at IS NULL AND due_at IS NOT "
                          "NULL AND (due_at, id) %1 (?, ?)")
               .arg(forward ? QLatin1Char('>') : QLatin1Char('<')) +
           filterSql(filter) +
           (forward ? QStringLiteral(" ORDER BY due_at, id LIMIT 1")
                    : QStringLiteral(" ORDER BY due_at DESC, id DESC LIMIT 1"));
}

QString matchCountSql(const PinFilter &filter, bool upTo)
{
    return QStringLiteral(
               "SELECT count(*) FROM pin WHERE removed_at IS NULL AND due_at IS NOT NULL") +
           (upTo ? QStringLiteral(" AND (due_at, id) <= (?, ?)") : QString()) + filterSql(filter);
}

} // namespace pinweek
