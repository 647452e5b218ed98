// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storethread.h"

#include "store/copycheck.h"
#include "store/database.h"
#include "store/migrations.h"
#include "store/workspacefiles.h"

#include <utility>

namespace pinweek {

StoreThread::StoreThread(Options options, QObject *receiver)
    : m_options(std::move(options)), m_receiver(receiver)
{
    setObjectName(QStringLiteral("store"));
}

StoreThread::~StoreThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_condition.notify_all();
    }
    wait();
}

Result<void> StoreThread::waitUntilOpen()
{
    {
        std::unique_lock lock(m_mutex);
        while (!m_opened)
            m_condition.wait(lock);
    }
    if (!m_openResult)
        wait();
    return m_openResult;
}

void StoreThread::post(Job job)
{
    const std::lock_guard lock(m_mutex);
    m_jobs.enqueue(std::move(job));
    m_condition.notify_all();
}

Result<void> StoreThread::prepare(Database &db) const
{
    if (auto opened = db.open(m_options.databasePath, Database::Access::Writer); !opened)
        return opened;
    if (auto migrated = migrate(db, schemaFolder(), m_options.workspace, m_options.stamp);
        !migrated)
        return migrated;
    if (auto described = describeWorkspace(db, m_options.workspace); !described)
        return described;
    if (auto settled = settleCopy(db, m_options.workspace, m_options.origin, m_options.now);
        !settled)
        return settled;
    return readEveryTableOnce(db, m_options.workspace);
}

void StoreThread::run()
{
    Database db;
    Result<void> result = prepare(db);
    const bool isOpen = result.has_value();
    if (!isOpen) {
        m_foundDamage = db.isDamaged();
        db.close();
    }
    {
        const std::lock_guard lock(m_mutex);
        m_openResult = std::move(result);
        m_opened = true;
        m_condition.notify_all();
    }
    if (!isOpen)
        return;

    for (;;) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            while (m_jobs.isEmpty() && !m_stopping)
                m_condition.wait(lock);
            if (m_jobs.isEmpty())
                return;
            job = m_jobs.dequeue();
        }
        Answer answer = job(db);
        // Whatever the job holds (callbacks of windows) dies where it was made: on the main thread.
        // There it is taken out of the function, because Qt lets go of that on either thread.
        QMetaObject::invokeMethod(
            m_receiver,
            [job = std::move(job), answer = std::move(answer)]() mutable {
                const Job ended = std::exchange(job, nullptr);
                const Answer last = std::exchange(answer, nullptr);
                last();
            },
            Qt::QueuedConnection);
    }
}

} // namespace pinweek
