// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weeklayout.h"

#include <climits>

namespace pinweek {

namespace {

constexpr int columnInset = 6; // free at both sides of a column
constexpr int laneGap = 2;     // between two lanes
constexpr int twoLanesBelow = 180;
constexpr int widthPerLane = 90;

int laneCount(int columnWidth)
{
    return columnWidth < twoLanesBelow ? 2 : columnWidth / widthPerLane;
}

/** Cards with a picture across come in a few heights only, so that few sizes of thumbnails are
 * made. */
int cardHeight(int room, int hourHeight)
{
    const int most = qMin(room, greatestCardHeight(hourHeight));
    for (const int large : {184, 136, 96, 64}) {
        if (most >= large)
            return large;
    }
    return qMax(WeekLayout::leastCardHeight, most);
}

struct Entry
{
    PlacedPin pin;
    int y = 0;
    int lane = -1; // -1: no lane was free
};

/** Cards that touch each other, from the first to the one before a free 24 px. */
class Cluster
{
public:
    Cluster(const WeekGrid &grid, int day, const QList<int> &stops)
        : m_grid(&grid)
        , m_stops(&stops)
        , m_column(grid.rectOf(day).adjusted(columnInset, 0, -columnInset, 0))
        , m_laneEnds(laneCount(grid.rectOf(day).width()), INT_MIN)
    {
    }

    [[nodiscard]] bool isEmpty() const { return m_entries.isEmpty(); }
    [[nodiscard]] bool takes(int y) const { return m_entries.isEmpty() || y < m_end; }

    void add(const PlacedPin &pin, int y)
    {
        Entry entry{pin, y, -1};
        for (int lane = 0; lane < m_laneEnds.size(); ++lane) {
            if (m_laneEnds[lane] <= y) {
                entry.lane = lane;
                m_laneEnds[lane] = y + WeekLayout::leastCardHeight;
                m_lanes = qMax(m_lanes, lane + 1);
                break;
            }
        }
        m_overflows = m_overflows || entry.lane < 0;
        m_entries.append(entry);
        m_end = qMax(m_end, y + WeekLayout::leastCardHeight);
    }

    /** @param nextY  where the next cluster starts, or the open hours end */
    void place(int nextY, WeekLayout &out) const
    {
        const int room = m_overflows ? WeekLayout::moreWidth + laneGap : 0;
        const int width = (m_column.width() - room - (m_lanes - 1) * laneGap) / qMax(1, m_lanes);
        for (qsizetype i = 0; i < m_entries.size(); ++i) {
            const Entry &entry = m_entries[i];
            if (entry.lane < 0)
                placeMore(entry, out);
            else
                placeCard(entry, width, endOf(i, nextY), out);
        }
    }

private:
    /** The next card of the same lane ends this one, else the next cluster. */
    [[nodiscard]] int endOf(qsizetype index, int nextY) const
    {
        for (qsizetype i = index + 1; i < m_entries.size(); ++i) {
            if (m_entries[i].lane == m_entries[index].lane)
                return m_entries[i].y;
        }
        return nextY;
    }

    /** `left` and `width` counted from the reading side of the column. */
    [[nodiscard]] QRect inColumn(int left, int top, int width, int height) const
    {
        const bool mirrored = m_grid->options().direction == Qt::RightToLeft;
        const int x = mirrored ? m_column.right() + 1 - left - width : m_column.left() + left;
        return {x, top, width, height};
    }

    void placeCard(const Entry &entry, int width, int end, WeekLayout &out) const
    {
        for (const int minute : *m_stops) {
            if (const int y = m_grid->yOf(minute); y > entry.y + WeekLayout::leastCardHeight) {
                end = qMin(end, y);
                break;
            }
        }
        const int height = cardHeight(end - entry.y - 1, m_grid->options().hourHeight);
        out.cards.append({entry.pin.pin, entry.pin.day, entry.pin.minute,
                          inColumn(entry.lane * (width + laneGap), entry.y, width, height)});
    }

    /** One "+n" takes in all that would overlap it. */
    void placeMore(const Entry &entry, WeekLayout &out) const
    {
        if (!out.more.isEmpty()) {
            WeekLayout::More &last = out.more.last();
            if (last.day == entry.pin.day &&
                entry.y < last.rect.top() + WeekLayout::leastCardHeight) {
                last.pins.append(entry.pin.pin);
                return;
            }
        }
        out.more.append({{entry.pin.pin},
                         entry.pin.day,
                         entry.pin.minute,
                         inColumn(m_column.width() - WeekLayout::moreWidth, entry.y,
                                  WeekLayout::moreWidth, WeekLayout::leastCardHeight)});
    }

    const WeekGrid *m_grid;
    const QList<int> *m_stops;
    QRect m_column;
    QList<int> m_laneEnds;
    QList<Entry> m_entries;
    int m_end = INT_MIN;
    int m_lanes = 0;
    bool m_overflows = false;
};

void placeDay(const WeekGrid &grid, int day, const QList<PlacedPin> &pins, const QList<int> &stops,
              WeekLayout &out)
{
    Cluster cluster(grid, day, stops);
    for (const PlacedPin &pin : pins) {
        const int y = grid.yOf(pin.minute);
        if (!cluster.takes(y)) {
            cluster.place(y, out);
            cluster = Cluster(grid, day, stops);
        }
        cluster.add(pin, y);
    }
    if (!cluster.isEmpty())
        cluster.place(grid.openEnd(), out);
}

} // namespace

int greatestCardHeight(int hourHeight)
{
    return hourHeight < 64 ? 24 : hourHeight < 132 ? 64 : 184;
}

WeekLayout WeekLayout::make(const WeekGrid &grid, const QList<PlacedPin> &pins,
                            const Minutes &stops)
{
    WeekLayout layout;
    std::array<QList<PlacedPin>, WeekGrid::days> open;
    const auto early = grid.earlyBand();
    for (const PlacedPin &pin : pins) {
        const auto day = size_t(pin.day);
        ++layout.total[day];
        if (!grid.isFolded(pin.minute))
            open[day].append(pin);
        else if (!early.isNull() && pin.minute < early.toMinute)
            ++layout.early[day];
        else
            ++layout.late[day];
    }
    for (int day = 0; day < WeekGrid::days; ++day)
        placeDay(grid, day, open[size_t(day)], stops[size_t(day)], layout);
    return layout;
}

} // namespace pinweek
