// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <thread>

namespace pinweek {

/**
 * One long piece of work on a thread of its own, with progress, that can be called off. Main
 * thread. Its end calls the work off and waits for its next question whether to go on.
 */
class BackgroundJob : public QObject
{
    Q_OBJECT

public:
    /** What the work asks between two pieces; false ends it. On the thread. */
    using GoOn = std::function<bool(qint64 done, qint64 total)>;

    explicit BackgroundJob(QObject *parent = nullptr);
    ~BackgroundJob() override;

    /** @param work  runs on the thread; values only. @param done  on the main thread; never once
     * this is gone. One run for each job. */
    template<typename T>
    void run(std::function<Result<T>(const GoOn &)> work, Done<T> done)
    {
        m_thread = std::thread([this, work = std::move(work), done = std::move(done)]() mutable {
            deliver<T>(this, std::move(done),
                       work([this](qint64 some, qint64 total) { return goesOn(some, total); }));
        });
    }
    void cancel();
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }

signals:
    /** In bytes or pins, a few times a second; `total` 0: not known. */
    void progress(qint64 done, qint64 total);

private:
    bool goesOn(qint64 done, qint64 total);

    std::thread m_thread;
    std::atomic_bool m_cancelled = false;
    qint64 m_told = 0; // ms of a steady clock; of the thread
};

} // namespace pinweek
