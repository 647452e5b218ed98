// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "planner/readiness.h"

#include <QList>

namespace pinweek {

class Workspace;

/** Says whether a pin is too near to another of its link or image. The answer is kept while what it
 * follows from stays, since it is asked for at every key. Main thread. */
class SpacingHint
{
public:
    explicit SpacingHint(Workspace &workspace) : m_workspace(workspace) {}

    /** LinkTooSoon or ImageTooSoon, or nothing. */
    [[nodiscard]] QList<PinCheck> of(PinId pin, const PinContent &content);
    /** Pins or settings are others now. */
    void forget() { m_known = false; }

private:
    Workspace &m_workspace;
    bool m_known = false;
    PinId m_pin;
    PinContent m_asked; // only what spacing looks at
    QList<PinCheck> m_found;
};

} // namespace pinweek
