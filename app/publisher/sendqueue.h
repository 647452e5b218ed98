// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "model/pin.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace pinweek {

class Store;
struct ChangeSet;

/**
 * The pins that are to be sent next, for a publisher that asks again after every step. The database
 * is asked for them again only when time, or a change of a pin that waits or of an account, can
 * have made it another queue; what has gone out just leaves it. Main thread.
 */
class SendQueue
{
public:
    explicit SendQueue(Store &store) : m_store(store) {}

    /** As PinStore::toSend(), by the time at which they go out: a late pin, or a second try, must
     * not hold up one that is on time. Of more than `limit` at least each account's first ones are
     * there. The store must have caught up with other processes. */
    Result<QList<Pin>> read(UtcTime until, int limit);
    /** When the first pin after those that were read is to be sent, as PinStore::nextSendTime(). */
    [[nodiscard]] std::optional<UtcTime> nextAfter() const { return m_nextAfter; }
    /** Every change must be told. */
    void storeChanged(const ChangeSet &changes);

private:
    [[nodiscard]] bool isCurrent(UtcTime until, int limit) const;
    bool takeChanges();
    void remove(PinId id);
    Result<QList<Pin>> readAll(UtcTime until, int limit);

    Store &m_store;
    QList<Pin> m_queue;
    QHash<AccountId, int> m_counts; // of the queue's pins
    QSet<PinId> m_changed;
    bool m_known = false;
    bool m_isPart = false; // more were due than the limit took
    int m_limit = 0;
    UtcTime m_until{};
    std::optional<UtcTime> m_nextAfter;
};

} // namespace pinweek
