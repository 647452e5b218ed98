// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/timeslot.h"

#include <algorithm>

namespace pinweek {

namespace {

constexpr int minutesOfDay = 24 * 60;

int minuteOf(QTime time)
{
    return time.hour() * 60 + time.minute();
}

} // namespace

std::optional<WallTime> TimeSlot::on(QDate date) const
{
    if (!date.isValid() || date.dayOfWeek() != day)
        return std::nullopt;
    const WallTime wall{date, time, zone};
    const ResolvedTime resolved = wall.resolve();
    // What the clocks skip is planned for the time that they jump to, and says so everywhere.
    return resolved.kind == WallTimeKind::Gap ? WallTime::fromUtc(resolved.utc, zone) : wall;
}

bool TimeSlot::isSameAs(const TimeSlot &other) const
{
    return account == other.account && board == other.board && day == other.day &&
           time == other.time && zone == other.zone;
}

QList<TimeSlot> slotsForBoard(const QList<TimeSlot> &all, BoardId board)
{
    const auto of = [&all](BoardId owner) {
        QList<TimeSlot> found;
        std::copy_if(all.begin(), all.end(), std::back_inserter(found),
                     [owner](const TimeSlot &slot) { return slot.board == owner; });
        return found;
    };
    const QList<TimeSlot> own = board.isValid() ? of(board) : QList<TimeSlot>();
    return own.isEmpty() ? of({}) : own;
}

QList<TimeSlot> evenWeek(AccountId account, int perDay, const DayShape &shape,
                         const QByteArray &zone)
{
    const int start = minuteOf(shape.start);
    const int end = shape.end > shape.start ? minuteOf(shape.end) : start + minutesOfDay;
    const double step = double(end - start) / std::max(1, perDay);
    const int grid = step >= 15 ? 15 : 1;
    QList<QTime> times;
    for (int i = 0; i < perDay; ++i) {
        const int middle = qRound((start + step * (i + 0.5)) / grid) * grid % minutesOfDay;
        const QTime time = QTime(0, 0).addSecs(middle * 60);
        if (!times.contains(time))
            times += time;
    }
    std::sort(times.begin(), times.end());
    QList<TimeSlot> week;
    for (int day = Qt::Monday; day <= Qt::Sunday; ++day) {
        for (const QTime time : std::as_const(times))
            week += TimeSlot{{}, account, {}, day, time, zone};
    }
    return week;
}

bool isInWindow(const DayShape &shape, QTime time)
{
    if (shape.end <= shape.start) // none: the whole day
        return true;
    return time >= shape.start && time <= shape.end;
}

} // namespace pinweek
