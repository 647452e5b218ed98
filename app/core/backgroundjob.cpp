// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backgroundjob.h"

#include <chrono>

namespace pinweek {

namespace {
constexpr qint64 tellEvery = 100; // ms
}

BackgroundJob::BackgroundJob(QObject *parent) : QObject(parent) {}

BackgroundJob::~BackgroundJob()
{
    cancel();
    if (m_thread.joinable())
        m_thread.join();
}

void BackgroundJob::cancel()
{
    m_cancelled = true;
}

bool BackgroundJob::goesOn(qint64 done, qint64 total)
{
    const qint64 now = std::chrono::duration_cast<std::chrono::milliseconds>(
                           std::chrono::steady_clock::now().time_since_epoch())
                           .count();
    if (now - m_told >= tellEvery) {
        m_told = now;
        QMetaObject::invokeMethod(
            this, [this, done, total] { emit progress(done, total); }, Qt::QueuedConnection);
    }
    return !m_cancelled;
}

} // namespace pinweek
