// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/monthgrid.h"

namespace pinweek {

namespace {

constexpr int padding = 4; // px around the pictures of a day
constexpr int gap = 3;     // px between them
constexpr int leastTile = 14;
constexpr int timeHeight = 15; // below a picture, where there is room for it
constexpr int roomForTime = 58;
constexpr int moreWidth = 30;
constexpr int moreHeight = 18;

} // namespace

MonthGrid::MonthGrid(const MonthGridOptions &options) : m_options(options)
{
    const QDate first(options.month.year(), options.month.month(), 1);
    const int before = (first.dayOfWeek() - int(options.firstWeekday) + daysAWeek) % daysAWeek;
    m_firstDay = first.addDays(-before);
    m_weeks = (before + first.daysInMonth() + daysAWeek - 1) / daysAWeek;
}

std::optional<int> MonthGrid::dayOf(QDate date) const
{
    const qint64 day = m_firstDay.daysTo(date);
    return day >= 0 && day < days() ? std::optional(int(day)) : std::nullopt;
}

bool MonthGrid::isInMonth(QDate date) const
{
    return date.year() == m_options.month.year() && date.month() == m_options.month.month();
}

QRect MonthGrid::mirrored(QRect rect) const
{
    if (m_options.direction == Qt::RightToLeft)
        rect.moveLeft(m_options.viewport.width() - rect.left() - rect.width());
    return rect;
}

// Edges are divided rather than sizes, so that no pixel is left over at the ends.
QRect MonthGrid::rectOf(int day) const
{
    const int column = day % daysAWeek;
    const int row = day / daysAWeek;
    const int width = m_options.viewport.width();
    const int height = qMax(0, m_options.viewport.height() - headerHeight);
    const int left = width * column / daysAWeek;
    const int right = width * (column + 1) / daysAWeek;
    const int top = headerHeight + height * row / m_weeks;
    const int bottom = headerHeight + height * (row + 1) / m_weeks;
    return mirrored({left, top, right - left, bottom - top});
}

QRect MonthGrid::headerRect(int column) const
{
    const QRect cell = rectOf(column);
    return {cell.left(), 0, cell.width(), headerHeight};
}

std::optional<int> MonthGrid::dayAt(QPoint point) const
{
    for (int day = 0; day < days(); ++day) {
        if (rectOf(day).contains(point))
            return day;
    }
    return std::nullopt;
}

QRect MonthGrid::numberRect(int day) const
{
    const QRect cell = rectOf(day);
    return {cell.left() + padding, cell.top() + 1, cell.width() - 2 * padding, numberHeight};
}

QList<QRect> MonthGrid::tileRects(int day, int count) const
{
    const QRect cell = rectOf(day);
    const int top = cell.top() + numberHeight + 2;
    const int height = cell.bottom() - padding - top + 1;
    const int room = cell.width() - 2 * padding;
    count = qMin(count, mostTiles);
    if (count <= 0 || height < leastTile)
        return {};
    // Pins are two wide and three high; their time stands below.
    const int picture = height >= roomForTime ? height - timeHeight : height;
    int width = qMin(picture * 2 / 3, (room - (count - 1) * gap) / count);
    if (count == 1)
        width = room; // words beside the picture
    if (width < leastTile)
        return {};
    QList<QRect> rects;
    const bool rightToLeft = m_options.direction == Qt::RightToLeft;
    for (int i = 0; i < count; ++i) {
        const int offset = i * (width + gap);
        const int left = rightToLeft ? cell.right() + 1 - padding - offset - width
                                     : cell.left() + padding + offset;
        rects += QRect(left, top, width, height);
    }
    return rects;
}

QRect MonthGrid::moreRect(int day) const
{
    const QRect line = numberRect(day);
    const int top = line.top() + (line.height() - moreHeight) / 2;
    const int left =
        m_options.direction == Qt::RightToLeft ? line.left() : line.right() + 1 - moreWidth;
    return {left, top, moreWidth, moreHeight};
}

} // namespace pinweek
