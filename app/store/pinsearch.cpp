// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pinsearch.h"

#include "core/logging.h"
#include "store/database.h"
#include "store/pinqueries.h"
#include "store/readthread.h"
#include "store/store.h"

#include <QPointer>

#include <atomic>

namespace pinweek {

namespace {

QList<PinId> readIds(Database &db, const QString &sql, const PinFilter &filter,
                     std::optional<int> limit)
{
    Query query(db, sql);
    bindFilter(query, filter);
    if (limit)
        query.bind(*limit);
    QList<PinId> ids;
    while (query.next())
        ids += query.id<PinId>(0);
    return ids;
}

QList<PinId> readFrequent(Database &db, const PinQuery &query, int limit)
{
    Query statement(db, frequentSql(query));
    bindFrequent(statement, query, limit);
    QList<PinId> ids;
    while (statement.next())
        ids += statement.id<PinId>(0);
    return ids;
}

/** By time this is two lists, each along its index: those with a time, and after them the others.
 */
QList<PinId> readOrder(Database &db, const PinQuery &query, std::optional<int> limit)
{
    if (query.order != PinOrder::Time)
        return readIds(db, orderedSql(query, limit.has_value()), query.filter, limit);
    if (limit && mayBeFrequent(query)) {
        const QList<PinId> early = readFrequent(db, query, *limit);
        if (early.size() >= *limit)
            return early;
    }
    QList<PinId> ids = readIds(db, timedSql(query, limit.has_value()), query.filter, limit);
    if (limit && ids.size() >= *limit)
        return ids;
    if (limit)
        *limit -= int(ids.size());
    ids += readIds(db, untimedSql(query.filter, limit.has_value()), query.filter, limit);
    return ids;
}

int readCount(Database &db, const PinFilter &filter, const std::optional<PinMatch> &upTo)
{
    Query query(db, matchCountSql(filter, upTo.has_value()));
    if (upTo)
        query.bind(upTo->dueAt).bind(upTo->pin);
    bindFilter(query, filter);
    return query.next() ? int(query.integer(0)) : 0;
}

std::optional<PinMatch> readMatch(Database &db, const PinFilter &filter, UtcTime from, PinId after,
                                  bool forward)
{
    Query query(db, matchSql(filter, forward));
    // An id that is none is 0 here: before every pin of that moment.
    query.bind(from).bind(after.value);
    bindFilter(query, filter);
    if (!query.next())
        return std::nullopt;
    return PinMatch{query.id<PinId>(0), fromEpoch(query.integer(1)), 0, 0};
}

std::optional<PinMatch> readMatchAround(Database &db, const PinFilter &filter, UtcTime from,
                                        PinId after, bool forward)
{
    constexpr qint64 farAway = qint64(1) << 40; // seconds: beyond every plan
    std::optional<PinMatch> match = readMatch(db, filter, from, after, forward);
    if (!match)
        match = readMatch(db, filter, fromEpoch(forward ? -farAway : farAway), {}, forward);
    if (!match)
        return std::nullopt;
    match->count = readCount(db, filter, std::nullopt);
    match->place = readCount(db, filter, match);
    return match;
}

QList<LinkGroup> readGroups(Database &db, const PinFilter &filter, UtcTime now)
{
    Query query(db, groupedSql(filter));
    bindFilter(query, filter);
    QList<LinkGroup> groups;
    QString key;
    while (query.next()) {
        const QString link = query.text(1);
        const QString linkKey = query.text(2);
        if (groups.isEmpty() || linkKey != key)
            groups += LinkGroup{link, {}, {}, {}};
        key = linkKey;
        LinkGroup &group = groups.last();
        group.pins += query.id<PinId>(0);
        const std::optional<UtcTime> due = query.time(3);
        const std::optional<UtcTime> published = query.time(4);
        const auto status = pinStatusFromName(query.text(5));
        if (status == PinStatus::Published && published &&
            (!group.lastPublished || *group.lastPublished < *published))
            group.lastPublished = published;
        const bool planned = status == PinStatus::Scheduled || status == PinStatus::Failed ||
                             status == PinStatus::HandedOver || status == PinStatus::Draft;
        if (planned && due && *due >= now && !group.nextPlanned)
            group.nextPlanned = due;
    }
    return groups;
}

} // namespace

struct PinSearch::Private
{
    /** Numbers of the newest question of each kind; the thread looks whether it is still wanted. */
    struct Newest
    {
        std::atomic<int> find{0};
        std::atomic<int> group{0};
        std::atomic<int> match{0};
    };

    explicit Private(PinSearch *search, Store &s) : q(search), store(s) {}

    /** Runs `read` on the thread, unless a newer question came, and `answer` with its outcome. */
    template<typename T>
    void ask(std::atomic<int> Newest::*kind, std::function<T(Database &)> read,
             std::function<void(PinSearch &, const T &)> answer, int number)
    {
        store.reads().post([newest = newest, kind, number, read = std::move(read),
                            answer = std::move(answer), target = QPointer<PinSearch>(q),
                            // not the object itself: it may die before
                            receiver = &store](Database &db) {
            if ((*newest).*kind != number)
                return;
            const Result<T> found =
                db.read<T>([&read](Database &reader) -> Result<T> { return read(reader); });
            if (!found)
                qCWarning(logStore).noquote() << "a search failed:" << found.error().detail;
            QMetaObject::invokeMethod(
                receiver,
                [newest, kind, number, answer, target, value = found.value_or(T())] {
                    if (target && (*newest).*kind == number)
                        answer(*target, value);
                },
                Qt::QueuedConnection);
        });
    }

    PinSearch *q;
    Store &store;
    std::shared_ptr<Newest> newest = std::make_shared<Newest>();
};

PinSearch::PinSearch(Store &store, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, store))
{
}

PinSearch::~PinSearch()
{
    ++d->newest->find;
    ++d->newest->group;
    ++d->newest->match;
}

void PinSearch::find(const PinQuery &query)
{
    const int number = ++d->newest->find;
    d->ask<QList<PinId>>(
        &Private::Newest::find, [query](Database &db) { return readOrder(db, query, firstFound); },
        [number, query](PinSearch &search, const QList<PinId> &pins) {
            const bool whole = pins.size() < firstFound;
            if (!whole) {
                search.d->ask<QList<PinId>>(
                    &Private::Newest::find,
                    [query](Database &db) { return readOrder(db, query, std::nullopt); },
                    [](PinSearch &asked, const QList<PinId> &all) { emit asked.found(all, true); },
                    number);
            }
            emit search.found(pins, whole);
        },
        number);
}

void PinSearch::group(const PinFilter &filter)
{
    d->ask<QList<LinkGroup>>(
        &Private::Newest::group,
        [filter, now = d->store.now()](Database &db) { return readGroups(db, filter, now); },
        [](PinSearch &search, const QList<LinkGroup> &groups) { emit search.grouped(groups); },
        ++d->newest->group);
}

void PinSearch::match(const PinFilter &filter, UtcTime from, PinId after, bool forward)
{
    using Match = std::optional<PinMatch>;
    d->ask<Match>(
        &Private::Newest::match,
        [=](Database &db) { return readMatchAround(db, filter, from, after, forward); },
        [](PinSearch &search, const Match &match) { emit search.matched(match); },
        ++d->newest->match);
}

void PinSearch::cancelMatch()
{
    ++d->newest->match;
}

} // namespace pinweek
