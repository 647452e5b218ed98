// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/nextdraft.h"

#include "model/pin.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "workspace/workspace.h"

#include <algorithm>

namespace pinweek {

std::optional<PinId> nextDraftAfter(PinId pin, const PinFilter &filter, Workspace &workspace)
{
    PinStore &store = workspace.store().pins();
    const Result<Pin> last = store.pin(pin);
    const UtcTime now = workspace.clock().now();
    const UtcTime from = last && last->dueAt ? std::max(*last->dueAt, now) : now;
    QList<Pin> candidates =
        store.due(filter, from, from + std::chrono::hours(24 * 28)).value_or(QList<Pin>());
    candidates += store.due(filter, now, from).value_or(QList<Pin>());
    candidates += store.unscheduled(filter).value_or(QList<Pin>());
    const auto next =
        std::find_if(candidates.cbegin(), candidates.cend(), [pin](const Pin &candidate) {
            return candidate.id != pin && candidate.status == PinStatus::Draft;
        });
    return next != candidates.cend() ? std::optional(next->id) : std::nullopt;
}

} // namespace pinweek
