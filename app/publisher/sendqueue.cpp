// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/sendqueue.h"

#include "store/pinstore.h"
#include "store/store.h"

#include <algorithm>

namespace pinweek {

namespace {
// More than these are quicker read in one go.
constexpr int mostOneByOne = 8;
} // namespace

Result<QList<Pin>> SendQueue::read(UtcTime until, int limit)
{
    const Result<QList<PinId>> ids = m_store.pins().idsToSend(until, limit);
    if (!ids)
        return fail(ids.error());
    const auto unknown = std::count_if(ids->cbegin(), ids->cend(),
                                       [this](PinId id) { return !m_known.contains(id); });
    if (unknown > mostOneByOne)
        return readAll(until, limit);
    QHash<PinId, Pin> known;
    QList<Pin> queue;
    for (const PinId id : *ids) {
        if (const auto found = m_known.constFind(id); found != m_known.constEnd()) {
            queue += *found;
        } else if (const Result<Pin> pin = m_store.pins().pin(id)) {
            queue += *pin;
        } else if (pin.error().kind == ErrorKind::NotFound) {
            continue; // deleted by another process just now
        } else {
            return fail(pin.error());
        }
        known.insert(id, queue.constLast());
    }
    m_known = std::move(known);
    return queue;
}

Result<QList<Pin>> SendQueue::readAll(UtcTime until, int limit)
{
    Result<QList<Pin>> queue = m_store.pins().toSend(until, limit);
    m_known.clear();
    if (queue) {
        for (const Pin &pin : std::as_const(*queue))
            m_known.insert(pin.id, pin);
    }
    return queue;
}

void SendQueue::storeChanged(const ChangeSet &changes)
{
    if (changes.everything)
        m_known.clear();
    for (const PinId pin : changes.pins)
        m_known.remove(pin);
}

} // namespace pinweek
