// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQueue>
#include <QString>
#include <QThread>

#include <condition_variable>
#include <functional>
#include <mutex>

namespace pinweek {

class Database;

/**
 * A thread with a reader of its own, for reads that may take longer than a frame: searches and
 * sorted lists of all pins. Started by the first job; sleeps on a condition in between.
 */
class ReadThread : public QThread
{
public:
    /** Runs on the thread. */
    using Job = std::function<void(Database &db)>;

    explicit ReadThread(QString databasePath);
    /** Drops what has not begun, and waits for what has. */
    ~ReadThread() override;

    void post(Job job);
    /** Closes the connection, and so gives its memory back; the next job opens it again. */
    void release();

protected:
    void run() override;

private:
    const QString m_path;
    std::mutex m_mutex;
    std::condition_variable m_condition;
    QQueue<Job> m_jobs;
    bool m_stopping = false;
};

} // namespace pinweek
