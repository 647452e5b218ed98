// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "store/pinsearch.h"

#include <QObject>

namespace pinweek {

class CalendarViews;
class FilterRow;
class Store;

/** Goes from one pin that fits the filter to the next, over all weeks (Enter, F3, Shift+F3). */
class SearchJumps : public QObject
{
    Q_OBJECT

public:
    SearchJumps(Store &store, CalendarViews &views, FilterRow &row, QObject *parent = nullptr);

    void setFilter(const PinFilter &filter);
    void jump(bool forward);

private:
    void show(const std::optional<PinMatch> &match);

    Store &m_store;
    CalendarViews &m_views;
    FilterRow &m_row;
    PinSearch m_search;
    PinFilter m_filter;
    /** Where the last jump led: the next goes on from there. */
    std::optional<PinMatch> m_last;
};

} // namespace pinweek
