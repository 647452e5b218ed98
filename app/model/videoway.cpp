// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/videoway.h"

#include "model/pin.h"

namespace pinweek {

bool isVideoUnderWay(const Pin &pin)
{
    if (!pin.video)
        return false;
    switch (pin.video->step) {
    case VideoStep::Registered:
        // Also of a pin that is tried again.
        return pin.status == PinStatus::Scheduled || pin.status == PinStatus::Failed;
    case VideoStep::Uploaded:
    case VideoStep::Processing:
        return pin.status == PinStatus::Scheduled;
    case VideoStep::Succeeded:
    case VideoStep::Failed:
        break;
    }
    return false;
}

bool waitsForVideo(const Pin &pin, UtcTime now)
{
    return isVideoUnderWay(pin) && pin.sendAt() && *pin.sendAt() <= now;
}

} // namespace pinweek
