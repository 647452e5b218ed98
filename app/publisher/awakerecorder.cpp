// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/awakerecorder.h"

#include "core/logging.h"
#include "store/awakestore.h"
#include "store/store.h"

namespace pinweek {

namespace {

constexpr std::chrono::hours noteAgain{1};

} // namespace

AwakeRecorder::AwakeRecorder(Store &store, const Clock &clock) : m_store(store), m_clock(clock) {}

void AwakeRecorder::begin()
{
    if (!m_from)
        restart(m_clock.now());
}

void AwakeRecorder::restart(UtcTime now)
{
    m_from = now;
    noteUntil(now);
}

void AwakeRecorder::noteUntil(UtcTime until)
{
    m_noted = until;
    m_store.awake().keep({{*m_from, until}}, &m_store, [](const Result<void> &kept) {
        // A hint for later: not worth a second try.
        if (!kept)
            qCInfo(logPublisher) << "hours at work aren't noted:" << kept.error().detail;
    });
}

void AwakeRecorder::goOn()
{
    if (m_from && m_clock.now() - m_noted >= noteAgain)
        noteUntil(m_clock.now());
}

void AwakeRecorder::slept(std::chrono::milliseconds by)
{
    if (!m_from)
        return;
    const UtcTime now = m_clock.now();
    const UtcTime asleep = now - std::chrono::ceil<std::chrono::seconds>(by);
    if (by.count() > 0 && asleep >= *m_from)
        noteUntil(asleep);
    restart(now);
}

void AwakeRecorder::end()
{
    if (!m_from)
        return;
    const UtcTime now = m_clock.now();
    if (now >= *m_from)
        noteUntil(now);
    m_from.reset();
}

} // namespace pinweek
