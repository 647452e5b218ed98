// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "model/pin.h"

#include <QHash>

namespace pinweek {

class Store;
struct ChangeSet;

/**
 * The pins that are to be sent next, for a publisher that asks again after every step: pins that
 * nobody changed since are not read from the database again, only which ones they are. Main thread.
 */
class SendQueue
{
public:
    explicit SendQueue(Store &store) : m_store(store) {}

    /** As PinStore::toSend(). The store must have caught up with other processes. */
    Result<QList<Pin>> read(UtcTime until, int limit);
    /** Every change must be told. */
    void storeChanged(const ChangeSet &changes);

private:
    Result<QList<Pin>> readAll(UtcTime until, int limit);

    Store &m_store;
    QHash<PinId, Pin> m_known;
};

} // namespace pinweek
