// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/pauseguard.h"

#include "core/logging.h"
#include "publisher/publisherevent.h"
#include "store/pausestore.h"
#include "store/store.h"

#include <QTimer>

namespace pinweek {

PauseGuard::PauseGuard(Store &store, const Clock &clock, QObject *context)
    : m_store(store), m_clock(clock), m_context(context)
{
    read();
}

void PauseGuard::read()
{
    const Result<QList<AccountPause>> stored = m_store.pauses().pauses(m_clock.now());
    if (!stored) {
        // What was known goes on to hold: nothing is sent because of a read that failed.
        qCWarning(logPublisher) << "the pauses can't be read:" << stored.error().detail;
        return;
    }
    m_pauses.clear();
    for (const AccountPause &pause : *stored)
        m_pauses.insert(pause.account, pause);
}

void PauseGuard::pause(const AccountPause &pause)
{
    qCWarning(logPublisher) << "account" << pause.account.value
                            << "is paused:" << pauseReasonName(pause.reason);
    m_unstored.insert(pause.account, pause);
    write(pause);
}

void PauseGuard::write(const AccountPause &pause)
{
    m_store.pauses().pause(pause, m_context, [this, pause](const Result<void> &stored) {
        const auto waiting = m_unstored.constFind(pause.account);
        if (waiting == m_unstored.cend() || !(*waiting == pause))
            return; // another took its place
        if (!stored && stored.error().kind == ErrorKind::Storage) {
            qCCritical(logPublisher) << "a pause can't be stored:" << stored.error().detail;
            QTimer::singleShot(storeRetry, m_context, [this, pause] {
                if (m_unstored.value(pause.account) == pause)
                    write(pause);
            });
            return;
        }
        m_unstored.remove(pause.account);
        read();
    });
}

std::optional<AccountPause> PauseGuard::pauseOf(AccountId account, UtcTime now) const
{
    for (const auto *pauses : {&m_unstored, &m_pauses}) {
        const auto found = pauses->constFind(account);
        if (found != pauses->cend() && found->holds(now))
            return *found;
    }
    return std::nullopt;
}

bool PauseGuard::holdsAccount(AccountId account, UtcTime now) const
{
    return pauseOf(account, now).has_value();
}

std::optional<UtcTime> PauseGuard::nextRelease(UtcTime now) const
{
    std::optional<UtcTime> first;
    for (const auto *pauses : {&m_unstored, &m_pauses}) {
        for (const AccountPause &pause : *pauses) {
            if (pause.until && *pause.until > now && (!first || *pause.until < *first))
                first = pause.until;
        }
    }
    return first;
}

void PauseGuard::storeChanged(const ChangeSet &changes)
{
    if (changes.everything || !changes.accounts.isEmpty())
        read();
}

} // namespace pinweek
