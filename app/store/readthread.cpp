// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/readthread.h"

#include "core/logging.h"
#include "store/database.h"

#include <memory>
#include <utility>

namespace pinweek {

ReadThread::ReadThread(QString databasePath) : m_path(std::move(databasePath))
{
    setObjectName(QStringLiteral("search"));
}

ReadThread::~ReadThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_jobs.clear();
        m_condition.notify_all();
    }
    wait();
}

void ReadThread::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.enqueue(std::move(job));
        m_condition.notify_all();
    }
    if (!isRunning())
        start();
}

void ReadThread::release()
{
    if (isRunning())
        post({});
}

void ReadThread::run()
{
    std::unique_ptr<Database> db;
    for (;;) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            while (m_jobs.isEmpty() && !m_stopping)
                m_condition.wait(lock);
            if (m_stopping)
                return;
            job = m_jobs.dequeue();
        }
        if (!job) {
            db.reset();
            continue;
        }
        if (!db) {
            db = std::make_unique<Database>();
            if (const auto opened = db->open(m_path, Database::Access::Reader); !opened)
                qCWarning(logStore).noquote() << "no reader for searches:" << opened.error().detail;
        }
        job(*db);
    }
}

} // namespace pinweek
