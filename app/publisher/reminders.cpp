// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/reminders.h"

#include "store/pinstore.h"
#include "store/store.h"

#include <algorithm>

namespace pinweek {

namespace {

// More at once are told as one.
constexpr int mostSingly = 3;
constexpr std::chrono::seconds oneSecond{1};

/** When a pin is spoken of: at its due time, or later if the user said so. */
UtcTime momentOf(const Pin &pin)
{
    const UtcTime due = pin.dueAt.value_or(UtcTime());
    return pin.status == PinStatus::Scheduled && pin.nextAttemptAt
               ? std::max(due, *pin.nextAttemptAt)
               : due;
}

} // namespace

Reminders::Reminders(Store &store, const Clock &clock, QObject *parent)
    : QObject(parent), m_store(store), m_clock(clock), m_timer(clock)
{
    connect(&m_timer, &DueTimer::due, this, &Reminders::look);
    connect(&m_timer, &DueTimer::clockJumped, this, &Reminders::look);
    connect(&store, &Store::changed, this, [this](const ChangeSet &changes) {
        if (changes.everything || !changes.pins.isEmpty() || !changes.accounts.isEmpty())
            wake();
    });
}

void Reminders::start()
{
    m_started = true;
    const UtcTime now = m_clock.now();
    m_told = now;
    QList<PinId> before;
    const Result<QList<Pin>> pins = m_store.pins().toPostByHand(UtcTime(), now + oneSecond);
    for (const Pin &pin : pins.value_or(QList<Pin>())) {
        if (momentOf(pin) <= now)
            before.append(pin.id);
    }
    if (!before.isEmpty())
        emit missed(before);
    arm();
}

void Reminders::wake()
{
    if (m_started)
        look();
}

void Reminders::look()
{
    const UtcTime now = m_clock.now();
    QList<PinId> came;
    const Result<QList<Pin>> pins = m_store.pins().toPostByHand(UtcTime(), now + oneSecond);
    for (const Pin &pin : pins.value_or(QList<Pin>())) {
        if (momentOf(pin) > m_told && momentOf(pin) <= now)
            came.append(pin.id);
    }
    // A clock that was set back tells nothing twice.
    m_told = std::max(m_told, now);
    if (came.size() > mostSingly)
        emit missed(came);
    else
        std::for_each(came.begin(), came.end(), [this](PinId pin) { emit due(pin); });
    arm();
}

void Reminders::arm()
{
    const Result<std::optional<UtcTime>> next =
        m_store.pins().nextReminder(std::max(m_told, m_clock.now()));
    if (next && *next)
        m_timer.arm(**next);
    else
        m_timer.disarm();
}

} // namespace pinweek
