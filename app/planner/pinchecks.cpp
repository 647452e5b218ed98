// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/pinchecks.h"

#include "core/settings.h"
#include "planner/pineditor.h"
#include "store/store.h"

#include <algorithm>

namespace pinweek {

PinChecks::PinChecks(Store &store, const Settings &settings, const Clock &clock,
                     const PinEditor &editor, const PlanEditor &planEditor)
    : m_settings(settings), m_clock(clock), m_editor(editor), m_planEditor(planEditor)
{
    connect(&store, &Store::changed, this, [this](const ChangeSet &changes) {
        const bool isOwn =
            changes.pins.isEmpty() || (changes.pins.size() == 1 && changes.pins.contains(m_self));
        if (changes.everything || !changes.accounts.isEmpty() || !isOwn)
            m_day.reset();
    });
    connect(&settings, &Settings::changed, this, [this] { m_day.reset(); });
}

void PinChecks::setOffHours(std::function<bool(const PinContent &)> isOffHours)
{
    m_isOffHours = std::move(isOffHours);
}

QList<PinCheck> PinChecks::of(const Pin &pin, const PinContent &content)
{
    QList<PinCheck> found = m_editor.check(content);
    // Trying again means now: the planned time has always passed then.
    const bool retried = pin.status == PinStatus::Failed || pin.status == PinStatus::Blocked;
    if (retried || pin.status == PinStatus::Scheduled)
        found.removeAll(PinCheck::TimePast);
    found += inPlan(pin.id, content);
    if (!retried && m_isOffHours && m_isOffHours(content))
        found += PinCheck::ComputerOff;
    std::stable_sort(found.begin(), found.end());
    return found;
}

QList<PinCheck> PinChecks::inPlan(PinId self, const PinContent &content)
{
    if (!content.planned)
        return {};
    const UtcTime at = content.planned->resolve().utc;
    const PlanDay &day = dayOf(self, content.account, at);
    QList<PinCheck> found;
    switch (day.others.breakOn(spacedPin(content), day.date)) {
    case SpacingBreak::Link:
        found += PinCheck::LinkTooSoon;
        break;
    case SpacingBreak::Image:
        found += PinCheck::ImageTooSoon;
        break;
    case SpacingBreak::None:
        break;
    }
    if (at >= m_clock.now() && day.planned >= m_settings.dayCap())
        found += PinCheck::DayFull;
    return found;
}

const PlanDay &PinChecks::dayOf(PinId self, AccountId account, UtcTime at)
{
    if (!m_day || m_self != self || m_account != account || at < m_day->begin || at >= m_day->end) {
        m_self = self;
        m_account = account;
        m_day = m_planEditor.dayOf(self, account, at);
    }
    return *m_day;
}

} // namespace pinweek
