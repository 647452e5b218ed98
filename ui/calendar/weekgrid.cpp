// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekgrid.h"

#include "theme/theme.h"

#include <cmath>

namespace pinweek {

namespace {

constexpr int minutesADay = 24 * 60;

} // namespace

int minuteOf(QTime time)
{
    return time.hour() * 60 + time.minute();
}

QTime timeOfMinute(int minute)
{
    return {minute / 60, minute % 60};
}

WeekGrid::WeekGrid(const WeekGridOptions &options) : m_options(options)
{
    m_options.windowStart = qBound(0, m_options.windowStart, minutesADay);
    m_options.windowEnd = qBound(0, m_options.windowEnd, minutesADay);
    if (m_options.windowEnd <= m_options.windowStart)
        m_options.windowEnd = minutesADay;
}

int WeekGrid::columnsWidth() const
{
    return qMax(m_options.viewport.width() - gutterWidth, days * metrics::leastDayWidth);
}

QSize WeekGrid::contentSize() const
{
    const Piece last = piece(2);
    return {columnsWidth(), last.top + last.height + bottomRoom};
}

int WeekGrid::columnLeft(int day) const
{
    return day * columnsWidth() / days;
}

QRect WeekGrid::rectOf(int day) const
{
    const int place = m_options.direction == Qt::RightToLeft ? days - 1 - day : day;
    const int left = columnLeft(place);
    return {left, 0, columnLeft(place + 1) - left, contentSize().height()};
}

QRect WeekGrid::rectOf(int day, int fromMinute, int toMinute) const
{
    const QRect column = rectOf(day);
    const int top = yOf(fromMinute);
    return {column.left(), top, column.width(), yOf(toMinute) - top};
}

int WeekGrid::nearestDay(int x) const
{
    const int inside = qBound(0, x, columnsWidth() - 1);
    for (int day = 0; day < days; ++day) {
        const QRect column = rectOf(day);
        if (inside >= column.left() && inside <= column.right())
            return day;
    }
    return 0;
}

std::optional<int> WeekGrid::dayAt(int x) const
{
    if (x < 0 || x >= columnsWidth())
        return std::nullopt;
    return nearestDay(x);
}

std::optional<int> WeekGrid::dayOf(QDate date) const
{
    const qint64 day = m_options.firstDay.daysTo(date);
    if (day < 0 || day >= days)
        return std::nullopt;
    return int(day);
}

int WeekGrid::earlyHeight() const
{
    const bool folded = !m_options.earlyOpen && m_options.windowStart > 0;
    return folded ? bandHeight : pixels(m_options.windowStart);
}

int WeekGrid::lateHeight() const
{
    const bool folded = !m_options.lateOpen && m_options.windowEnd < minutesADay;
    return folded ? bandHeight : pixels(minutesADay - m_options.windowEnd);
}

WeekGrid::Piece WeekGrid::piece(int index) const
{
    const int early = earlyHeight();
    const int middle = pixels(m_options.windowEnd - m_options.windowStart);
    switch (index) {
    case 0:
        return {0, m_options.windowStart, 0, early};
    case 1:
        return {m_options.windowStart, m_options.windowEnd, early, middle};
    default:
        return {m_options.windowEnd, minutesADay, early + middle, lateHeight()};
    }
}

int WeekGrid::yOf(int minute) const
{
    const int inside = qBound(0, minute, minutesADay);
    for (int i = 0; i < 3; ++i) {
        const Piece part = piece(i);
        if (inside < part.toMinute || i == 2) {
            const int length = part.toMinute - part.fromMinute;
            return length == 0 ? part.top
                               : part.top + (inside - part.fromMinute) * part.height / length;
        }
    }
    return 0;
}

int WeekGrid::yOf(QTime time) const
{
    return yOf(minuteOf(time));
}

double WeekGrid::minuteAt(int y) const
{
    for (int i = 0; i < 3; ++i) {
        const Piece part = piece(i);
        if (part.height > 0 && y < part.top + part.height) {
            const double share = qMax(0.0, double(y - part.top) / part.height);
            return part.fromMinute + share * (part.toMinute - part.fromMinute);
        }
    }
    return minutesADay;
}

WallTime WeekGrid::timeAt(QPoint point, int stepMinutes) const
{
    const int latest = minutesADay - stepMinutes;
    const int minute = int(std::lround(minuteAt(point.y()) / stepMinutes)) * stepMinutes;
    WallTime time;
    time.date = dateOf(nearestDay(point.x()));
    time.time = timeOfMinute(qBound(0, minute, latest));
    time.zone = m_options.zone;
    return time;
}

QPoint WeekGrid::pointOf(QDate date, QTime time) const
{
    const int day = dayOf(date).value_or(0);
    return {rectOf(day).center().x(), yOf(time)};
}

WeekGrid::Band WeekGrid::earlyBand() const
{
    if (m_options.earlyOpen || m_options.windowStart == 0)
        return {};
    return {0, m_options.windowStart, 0};
}

WeekGrid::Band WeekGrid::lateBand() const
{
    if (m_options.lateOpen || m_options.windowEnd == minutesADay)
        return {};
    return {m_options.windowEnd, minutesADay, piece(2).top};
}

bool WeekGrid::isFolded(int minute) const
{
    const Band early = earlyBand();
    const Band late = lateBand();
    return (!early.isNull() && minute < early.toMinute) ||
           (!late.isNull() && minute >= late.fromMinute);
}

int WeekGrid::openEnd() const
{
    const Band late = lateBand();
    return late.isNull() ? contentSize().height() : late.top;
}

} // namespace pinweek
