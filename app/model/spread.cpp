// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/spread.h"

namespace pinweek {

namespace {

/** On the wall's clock, so that "every 24 hours" is the same time each day over a clock change. */
WallTime later(const WallTime &from, int hours)
{
    const QDateTime moved =
        QDateTime(from.date, from.time, Qt::UTC).addSecs(qint64(hours) * 60 * 60);
    return {moved.date(), moved.time(), from.zone};
}

UtcTime roundedUp(UtcTime at)
{
    return UtcTime(std::chrono::ceil<std::chrono::minutes>(at.time_since_epoch()));
}

QList<WallTime> everyHours(int count, const Spread &spread, FreeTimes free)
{
    QList<WallTime> times{spread.first};
    while (times.size() < count) {
        const UtcTime wished = later(times.last(), qMax(1, spread.hours)).resolve().utc;
        times.append(WallTime::fromUtc(roundedUp(free.next(wished)), spread.first.zone));
    }
    return times;
}

} // namespace

QList<WallTime> spreadTimes(int count, const Spread &spread, const DayShape &shape,
                            const QList<UtcTime> &taken)
{
    if (count <= 0 || spread.how == Spread::How::NextFree)
        return {};
    if (spread.how == Spread::How::SameTime)
        return QList<WallTime>(count, spread.first);
    QList<UtcTime> with = taken;
    with.append(spread.first.resolve().utc);
    return everyHours(count, spread, FreeTimes(shape, spread.first.zone, with));
}

} // namespace pinweek
