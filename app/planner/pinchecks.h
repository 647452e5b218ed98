// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "planner/planeditor.h"
#include "planner/readiness.h"

#include <QList>
#include <QObject>

#include <functional>
#include <optional>

namespace pinweek {

/**
 * All that is found in a pin: in itself (readiness.h), and in its place in the plan, which has to
 * be read. The one place that composer, command line and import ask. What was read of a pin's day
 * is kept while nothing but the pin itself changes, so that it can be asked for at every key. Look-
 * alikes take longer: LookAlikes. Main thread.
 */
class PinChecks : public QObject
{
    Q_OBJECT

public:
    PinChecks(Store &store, const Settings &settings, const Clock &clock, const PinEditor &editor,
              const PlanEditor &planEditor);
    /** Says whether a pin is planned for an hour at which this computer is usually off; none: it is
     * not asked. */
    void setOffHours(std::function<bool(const PinContent &)> isOffHours);

    /** @param pin      as it is stored; one without an id is to be made
     *  @param content  what becomes of it. Errors first. */
    [[nodiscard]] QList<PinCheck> of(const Pin &pin, const PinContent &content);
    [[nodiscard]] QList<PinCheck> of(const Pin &pin) { return of(pin, pin.content); }
    /** Of these only what other pins bring about: LinkTooSoon, ImageTooSoon, DayFull.
     *  @param self  left out of the others; invalid: a new pin */
    [[nodiscard]] QList<PinCheck> inPlan(PinId self, const PinContent &content);

private:
    const PlanDay &dayOf(PinId self, AccountId account, UtcTime at);

    const Settings &m_settings;
    const Clock &m_clock;
    const PinEditor &m_editor;
    const PlanEditor &m_planEditor;
    std::function<bool(const PinContent &)> m_isOffHours;
    // The day that was asked for last, and for whom.
    PinId m_self;
    AccountId m_account;
    std::optional<PlanDay> m_day;
};

} // namespace pinweek
