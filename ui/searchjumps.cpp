// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/searchjumps.h"

#include "store/pinstore.h"
#include "store/store.h"
#include "ui/calendar/calendarviews.h"
#include "ui/filterrow.h"

namespace pinweek {

SearchJumps::SearchJumps(Store &store, CalendarViews &views, FilterRow &row, QObject *parent)
    : QObject(parent), m_store(store), m_views(views), m_row(row), m_search(store)
{
    connect(&m_search, &PinSearch::matched, this, &SearchJumps::show);
    connect(&m_row, &FilterRow::jumpWanted, this, &SearchJumps::jump);
}

void SearchJumps::setFilter(const PinFilter &filter)
{
    if (m_filter == filter)
        return;
    m_filter = filter;
    m_last.reset();
    m_search.cancelMatch();
    m_row.forgetPlace();
}

void SearchJumps::jump(bool forward)
{
    if (!m_filter.narrows())
        return;
    const QList<PinId> selected = m_views.selection();
    if (selected.size() == 1 && (!m_last || m_last->pin != selected.first())) {
        const auto pin = m_store.pins().pin(selected.first());
        if (pin && pin->dueAt)
            return m_search.match(m_filter, *pin->dueAt, pin->id, forward);
    }
    if (m_last)
        return m_search.match(m_filter, m_last->dueAt, m_last->pin, forward);
    // The first jump looks into what is shown before it goes elsewhere.
    const UtcTime start = WallTime{m_views.firstDay(), QTime(0, 0), m_views.zone()}.resolve().utc;
    m_search.match(m_filter, start, {}, forward);
}

void SearchJumps::show(const std::optional<PinMatch> &match)
{
    m_last = match;
    m_row.setPlace(match ? match->place : 0, match ? match->count : 0);
    if (match)
        m_views.showPin(match->pin);
}

} // namespace pinweek
