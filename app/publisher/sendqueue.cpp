// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/sendqueue.h"

#include "store/pinstore.h"
#include "store/store.h"

#include <algorithm>

namespace pinweek {

namespace {
// More than these are quicker read in one go.
constexpr int mostOneByOne = 8;

UtcTime sendTime(const Pin &pin)
{
    return pin.sendAt().value_or(UtcTime());
}
} // namespace

Result<QList<Pin>> SendQueue::read(UtcTime until, int limit)
{
    if (!isCurrent(until, limit) || !takeChanges())
        return readAll(until, limit);
    return m_queue;
}

bool SendQueue::isCurrent(UtcTime until, int limit) const
{
    return m_known && limit == m_limit && until >= m_until &&
           (!m_nextAfter || *m_nextAfter > until) && (!m_isPart || m_queue.size() > m_limit / 2) &&
           m_changed.size() <= mostOneByOne;
}

/** False: it may be another queue now, in more than what has left it. */
bool SendQueue::takeChanges()
{
    for (const PinId id : std::exchange(m_changed, {})) {
        const Result<Pin> pin = m_store.pins().pin(id);
        if (!pin && pin.error().kind != ErrorKind::NotFound)
            return false;
        if (pin && (pin->status == PinStatus::Scheduled || pin->status == PinStatus::Failed))
            return false;
        remove(id);
    }
    // Where the limit left some out, those may be the next ones of an account.
    return !m_isPart ||
           std::none_of(m_counts.cbegin(), m_counts.cend(), [](int count) { return count == 0; });
}

void SendQueue::remove(PinId id)
{
    const auto found = std::find_if(m_queue.cbegin(), m_queue.cend(),
                                    [id](const Pin &pin) { return pin.id == id; });
    if (found == m_queue.cend())
        return;
    --m_counts[found->content.account];
    m_queue.erase(found);
}

Result<QList<Pin>> SendQueue::readAll(UtcTime until, int limit)
{
    m_known = false;
    m_changed.clear();
    Result<QList<Pin>> queue = m_store.pins().toSend(until, limit);
    if (!queue)
        return queue;
    const Result<std::optional<UtcTime>> next = m_store.pins().nextSendTime(until);
    if (!next)
        return fail(next.error());
    std::stable_sort(queue->begin(), queue->end(),
                     [](const Pin &a, const Pin &b) { return sendTime(a) < sendTime(b); });
    m_queue = *std::move(queue);
    m_counts.clear();
    for (const Pin &pin : std::as_const(m_queue))
        ++m_counts[pin.content.account];
    m_isPart = m_queue.size() >= limit;
    m_limit = limit;
    m_until = until;
    m_nextAfter = *next;
    m_known = true;
    return m_queue;
}

void SendQueue::storeChanged(const ChangeSet &changes)
{
    if (changes.everything || !changes.accounts.isEmpty())
        m_known = false;
    m_changed.unite(changes.pins);
}

} // namespace pinweek
