// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walltime.h"

#include <QByteArray>
#include <QDate>
#include <QPoint>
#include <QRect>
#include <QSize>

#include <optional>

namespace pinweek {

/** What a WeekGrid is made from. Minutes count from midnight of the wall clock. */
struct WeekGridOptions
{
    /** The part of the viewport below the header, px; gutter included. */
    QSize viewport;
    QDate firstDay;
    QByteArray zone;
    int hourHeight = 88; // px
    /** The daily window; what lies outside folds into a band at each end. 0 and 1440: nothing to
     * fold. */
    int windowStart = 8 * 60;
    int windowEnd = 20 * 60;
    bool earlyOpen = false;
    bool lateOpen = false;
    Qt::LayoutDirection direction = Qt::LeftToRight;
};

/**
 * Where times are, as a value without a widget. Points are content px: the day columns start at x =
 * 0 in reading direction (the gutter is not part of them), midnight of the first hour is y = 0.
 * Right to left, day 0 is the rightmost.
 */
class WeekGrid
{
public:
    static constexpr int days = 7;
    static constexpr int gutterWidth = 60;
    static constexpr int bandHeight = 24;
    static constexpr int step = 15;    // minutes
    static constexpr int fineStep = 1; // minutes, with Shift
    /** Room below midnight, so that the last minutes can be seen and dropped on. */
    static constexpr int bottomRoom = 24;

    WeekGrid() = default;
    explicit WeekGrid(const WeekGridOptions &options);

    [[nodiscard]] const WeekGridOptions &options() const { return m_options; }
    /** Of the seven columns; wider than the viewport when a day would be under 104 px. */
    [[nodiscard]] QSize contentSize() const;

    /** 0 to 6 for x inside the columns. */
    [[nodiscard]] std::optional<int> dayAt(int x) const;
    /** The nearest day, also outside. */
    [[nodiscard]] int nearestDay(int x) const;
    [[nodiscard]] std::optional<int> dayOf(QDate date) const;
    [[nodiscard]] QDate dateOf(int day) const { return m_options.firstDay.addDays(day); }
    /** The whole column. */
    [[nodiscard]] QRect rectOf(int day) const;
    /** From one minute of the day to another, across the column. */
    [[nodiscard]] QRect rectOf(int day, int fromMinute, int toMinute) const;

    [[nodiscard]] int yOf(int minute) const;
    [[nodiscard]] int yOf(QTime time) const;
    /** Not rounded; between 0 and 1440. */
    [[nodiscard]] double minuteAt(int y) const;

    /** The time at a point, rounded to `stepMinutes`, never the next day's midnight; outside the
     * columns that of the nearest day. */
    [[nodiscard]] WallTime timeAt(QPoint point, int stepMinutes = step) const;
    [[nodiscard]] QPoint pointOf(QDate date, QTime time) const;

    /** The folded parts of the day: nothing is drawn in them but how many pins they hold. */
    struct Band
    {
        int fromMinute = 0;
        int toMinute = 0;
        int top = 0;
        [[nodiscard]] bool isNull() const { return fromMinute == toMinute; }
    };
    [[nodiscard]] Band earlyBand() const;
    [[nodiscard]] Band lateBand() const;
    /** True when the minute lies in a band that is folded. */
    [[nodiscard]] bool isFolded(int minute) const;
    /** The y at which the open hours around a minute end: the late band or midnight. */
    [[nodiscard]] int openEnd() const;

private:
    /** The wall clock as pieces of even scale. */
    struct Piece
    {
        int fromMinute, toMinute, top, height;
    };
    [[nodiscard]] Piece piece(int index) const;
    [[nodiscard]] int earlyHeight() const;
    [[nodiscard]] int lateHeight() const;
    [[nodiscard]] int pixels(int minutes) const { return minutes * m_options.hourHeight / 60; }
    [[nodiscard]] int columnLeft(int day) const;
    [[nodiscard]] int columnsWidth() const;

    WeekGridOptions m_options;
};

/** Minutes since midnight. */
int minuteOf(QTime time);
/** The inverse for 0 to 1439. */
QTime timeOfMinute(int minute);

} // namespace pinweek
