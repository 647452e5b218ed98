// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "store/store.h"

#include <QQueue>
#include <QThread>

#include <condition_variable>
#include <functional>
#include <mutex>

namespace pinweek {

class Database;

/** What one of our commits changed, and which notices it wrote. */
struct CommitNotice
{
    qint64 firstSeq = 0;
    qint64 lastSeq = -1; // before firstSeq: nothing changed
    ChangeSet changes;
};

/**
 * The thread that owns the only connection that writes. Jobs run one after the other; it sleeps on
 * a condition in between.
 */
class StoreThread : public QThread
{
public:
    /** Runs on the thread; what it gives back runs on the main thread, in order. */
    using Answer = std::function<void()>;
    using Job = std::function<Answer(Database &db)>;

    struct Options
    {
        QString workspace;
        QString databasePath;
        QString origin;
        QString stamp; // UTC, for names of copies
        UtcTime now{}; // when it is opened
    };

    /** @param receiver  lives on the main thread and outlives this; answers come through its event
     * loop */
    StoreThread(Options options, QObject *receiver);
    /** Runs what was asked for, then ends. */
    ~StoreThread() override;

    /** Once the thread is started: waits until the database is open and up to date, or not. */
    Result<void> waitUntilOpen();
    /** True if that failed because the file is damaged. The thread has ended and its connection
     * is closed. */
    [[nodiscard]] bool foundDamage() const { return m_foundDamage; }
    void post(Job job);

protected:
    void run() override;

private:
    Result<void> prepare(Database &db) const;

    const Options m_options;
    QObject *const m_receiver;
    // The standard ones, which ThreadSanitizer understands; Qt's need a Qt that was built with it.
    std::mutex m_mutex;
    std::condition_variable m_condition;
    QQueue<Job> m_jobs;
    bool m_stopping = false;
    bool m_opened = false;
    bool m_foundDamage = false;
    Result<void> m_openResult;
};

} // namespace pinweek
