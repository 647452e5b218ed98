// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/usualhours.h"

#include "core/walltime.h"

#include <algorithm>

namespace pinweek {

namespace {

constexpr std::chrono::hours halfAWeek{84};
constexpr std::chrono::days leastHistory{14};
constexpr int leastWeeks = 2;
constexpr int minutesOfQuarter = 15;
constexpr int quartersOfDay = 24 * 60 / minutesOfQuarter;

/** Those that can be: a clock that was wrong for a while left others. */
QList<AwakeSpan> joined(QList<AwakeSpan> spans, UtcTime now)
{
    spans.removeIf([now](const AwakeSpan &span) { return span.from > now || span.to < span.from; });
    std::sort(spans.begin(), spans.end(),
              [](const AwakeSpan &a, const AwakeSpan &b) { return a.from < b.from; });
    QList<AwakeSpan> apart;
    for (const AwakeSpan &span : std::as_const(spans)) {
        const UtcTime to = std::min(span.to, now);
        if (apart.isEmpty() || span.from > apart.last().to)
            apart += AwakeSpan{span.from, to};
        else
            apart.last().to = std::max(apart.last().to, to);
    }
    return apart;
}

} // namespace

UsualHours::UsualHours(QList<AwakeSpan> spans, QByteArray zone, UtcTime now)
    : m_spans(joined(std::move(spans), now)), m_zone(std::move(zone)), m_now(now)
{
}

bool UsualHours::isUsuallyOff(UtcTime at) const
{
    if (m_spans.isEmpty() || m_spans.first().from > m_now - leastHistory)
        return false;
    const WallTime wall = WallTime::fromUtc(at, m_zone);
    const int quarter = (wall.time.hour() * 60 + wall.time.minute()) / minutesOfQuarter;
    const int day = wall.date.dayOfWeek();
    const int key = day * quartersOfDay + quarter;
    const auto known = m_known.constFind(key);
    if (known != m_known.constEnd())
        return *known;
    return *m_known.insert(key, isOffAt(day, quarter));
}

bool UsualHours::wasAwake(UtcTime from, UtcTime to) const
{
    // The last that begins before the end.
    const auto after =
        std::lower_bound(m_spans.begin(), m_spans.end(), to,
                         [](const AwakeSpan &span, UtcTime end) { return span.from < end; });
    return after != m_spans.begin() && std::prev(after)->to >= from;
}

bool UsualHours::isOffAt(int day, int quarter) const
{
    const QDate today = WallTime::fromUtc(m_now, m_zone).date;
    const QDate last = today.addDays(-((today.dayOfWeek() - day + 7) % 7));
    const QTime time = QTime(0, 0).addSecs(quarter * minutesOfQuarter * 60);
    int weeks = 0;
    int off = 0;
    for (QDate date = last;; date = date.addDays(-7)) {
        const UtcTime from = WallTime{date, time, m_zone}.resolve().utc;
        const UtcTime to = from + std::chrono::minutes(minutesOfQuarter);
        if (from < m_spans.first().from || from < m_now - habitsFrom)
            break;
        if (to > m_now || !wasAwake(from - halfAWeek, from + halfAWeek))
            continue;
        ++weeks;
        off += wasAwake(from, to) ? 0 : 1;
    }
    return weeks >= leastWeeks && off * 3 >= weeks * 2;
}

} // namespace pinweek
