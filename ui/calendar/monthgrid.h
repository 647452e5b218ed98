// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QList>
#include <QRect>
#include <QSize>

#include <optional>

namespace pinweek {

/** What a MonthGrid is made from. */
struct MonthGridOptions
{
    QSize viewport; // px, with the row of weekday names
    /** Any day of the month. */
    QDate month;
    Qt::DayOfWeek firstWeekday = Qt::Monday;
    Qt::LayoutDirection direction = Qt::LeftToRight;
};

/**
 * Where the days of a month are, and the pictures in them, as a value without a widget. Whole weeks
 * are shown, four to six; day 0 is the first day of the first one. Points are viewport px. Right to
 * left, the first weekday is the rightmost column.
 */
class MonthGrid
{
public:
    static constexpr int daysAWeek = 7;
    static constexpr int mostWeeks = 6;
    static constexpr int headerHeight = 28;
    /** The line of a day with its number. */
    static constexpr int numberHeight = 24;
    /** Pictures in a day; what is more is a number. */
    static constexpr int mostTiles = 4;

    MonthGrid() = default;
    explicit MonthGrid(const MonthGridOptions &options);

    [[nodiscard]] const MonthGridOptions &options() const { return m_options; }
    [[nodiscard]] QDate firstDay() const { return m_firstDay; }
    [[nodiscard]] int weeks() const { return m_weeks; }
    [[nodiscard]] int days() const { return m_weeks * daysAWeek; }
    [[nodiscard]] QDate dateOf(int day) const { return m_firstDay.addDays(day); }
    [[nodiscard]] std::optional<int> dayOf(QDate date) const;
    /** False for the days of the months before and after. */
    [[nodiscard]] bool isInMonth(QDate date) const;

    /** The whole cell. */
    [[nodiscard]] QRect rectOf(int day) const;
    /** Of a weekday's name, 0 to 6. */
    [[nodiscard]] QRect headerRect(int column) const;
    [[nodiscard]] std::optional<int> dayAt(QPoint point) const;
    /** The line at the top of a day. */
    [[nodiscard]] QRect numberRect(int day) const;
    /** The places of `count` pictures of a day, at most mostTiles, in reading order; empty when
     * there is no room for any. */
    [[nodiscard]] QList<QRect> tileRects(int day, int count) const;
    /** Of "+n", in the line with the number. */
    [[nodiscard]] QRect moreRect(int day) const;

private:
    [[nodiscard]] QRect mirrored(QRect rect) const;

    MonthGridOptions m_options;
    QDate m_firstDay;
    int m_weeks = 0;
};

} // namespace pinweek
