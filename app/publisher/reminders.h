// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/id.h"
#include "publisher/duetimer.h"

#include <QList>
#include <QObject>

namespace pinweek {

class Store;

/**
 * Says when a pin that is posted by hand comes due (interaction.md 17), once for each time: also
 * when another process holds the publisher's lock, as nothing is sent. What came due before start()
 * is told as one. One timer is armed for the next moment; nothing is polled. Main thread.
 */
class Reminders : public QObject
{
    Q_OBJECT

public:
    Reminders(Store &store, const Clock &clock, QObject *parent = nullptr);

    void start();
    /** Looks again now: the computer woke, a clock was set. */
    void wake();

signals:
    void due(pinweek::PinId pin);
    /** Several at once: while the program or the computer was off. */
    void missed(const QList<pinweek::PinId> &pins);

private:
    void look();
    void arm();

    Store &m_store;
    const Clock &m_clock;
    DueTimer m_timer;
    /** What came due up to here was told. */
    UtcTime m_told{};
    bool m_started = false;
};

} // namespace pinweek
