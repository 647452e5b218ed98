// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <utility>

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
        // Whatever waits for the answer stays on the main thread: it may own this, and a thread
        // can't wait for its own end.
        m_done = [done = std::move(done)](const void *result) {
            done(*static_cast<const Result<T> *>(result));
        };
        m_thread = std::thread([this, work = std::move(work)] {
            const auto result = std::make_shared<const Result<T>>(
                work([this](qint64 some, qint64 total) { return goesOn(some, total); }));
            QMetaObject::invokeMethod(
                this,
                [this, result] {
                    const auto told = std::exchange(m_done, {});
                    told(result.get());
                },
                Qt::QueuedConnection);
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
    std::function<void(const void *result)> m_done;
    std::atomic_bool m_cancelled = false;
    qint64 m_told = 0; // ms of a steady clock; of the thread
};

} // namespace pinweek
