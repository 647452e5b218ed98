// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/spacinghint.h"

#include "planner/planeditor.h"
#include "workspace/workspace.h"

namespace pinweek {

QList<PinCheck> SpacingHint::of(PinId pin, const PinContent &content)
{
    PinContent asked;
    asked.account = content.account;
    asked.media = content.media;
    asked.link = content.link;
    asked.planned = content.planned;
    if (m_known && m_pin == pin && m_asked == asked)
        return m_found;
    m_known = true;
    m_pin = pin;
    m_asked = asked;
    m_found.clear();
    switch (m_workspace.planEditor().breakOf(pin, asked)) {
    case SpacingBreak::Link:
        m_found += PinCheck::LinkTooSoon;
        break;
    case SpacingBreak::Image:
        m_found += PinCheck::ImageTooSoon;
        break;
    case SpacingBreak::None:
        break;
    }
    return m_found;
}

} // namespace pinweek
