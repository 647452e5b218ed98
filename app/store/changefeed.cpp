// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/changefeed.h"

#include "core/logging.h"
#include "store/storecore.h"

#include <QFile>

#include <algorithm>

using namespace std::chrono_literals;

namespace pinweek {

namespace {

/** Where the system has no watch left for us, Qt looks at the file itself, once a second for ever.
 */
bool isPolling(const QFileSystemWatcher &watcher)
{
    const QObjectList parts = watcher.children();
    return std::any_of(parts.begin(), parts.end(), [](const QObject *part) {
        return part->inherits("QPollingFileSystemWatcherEngine");
    });
}

} // namespace

ChangeFeed::ChangeFeed(StoreCore &core, QObject *parent) : QObject(parent), m_core(core)
{
    m_coalesce.setSingleShot(true);
    m_coalesce.setTimerType(Qt::PreciseTimer);
    m_coalesce.setInterval(16ms);
    m_fallback.setInterval(1s);
    connect(&m_coalesce, &QTimer::timeout, this, &ChangeFeed::catchUp);
    connect(&m_fallback, &QTimer::timeout, this, &ChangeFeed::askVersion);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] {
        if (!m_coalesce.isActive())
            m_coalesce.start();
    });
}

Result<void> ChangeFeed::watch()
{
    const QString path = noticePath(m_core.workspace);
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return fail(ErrorKind::Storage, QStringLiteral("“%1” cannot be written to.").arg(path));
    file.close();
    m_hasWatch = m_watcher.addPath(path);
    if (m_hasWatch && isPolling(m_watcher)) {
        m_watcher.removePath(path);
        m_hasWatch = false;
    }
    if (!m_hasWatch)
        qCWarning(logStore).noquote()
            << "no watch on" << path << "to be had; asking once a second while it is seen";
    return {};
}

Result<void> ChangeFeed::start()
{
    Result<qint64> newest =
        m_core.read<qint64>([](Database &db) -> Result<qint64> { return newestNotice(db); });
    if (!newest)
        return fail(newest.error());
    m_last = *newest;
    m_hasStarted = true;
    askIfNeeded();
    return {};
}

void ChangeFeed::setInView(bool isInView)
{
    m_isInView = isInView;
    askIfNeeded();
}

void ChangeFeed::askIfNeeded()
{
    if (!m_hasStarted || m_hasWatch || !m_isInView) {
        m_fallback.stop();
    } else if (!m_fallback.isActive()) {
        m_fallback.start();
        askVersion();
    }
}

void ChangeFeed::catchUp()
{
    Result<CommitNotice> notice = m_core.read<CommitNotice>(
        [this](Database &db) -> Result<CommitNotice> { return readNotices(db, m_last); });
    if (!notice || notice->lastSeq <= m_last)
        return;
    m_last = notice->lastSeq;
    emit changed(notice->changes);
}

void ChangeFeed::takeOwn(const CommitNotice &notice)
{
    if (notice.lastSeq <= m_last)
        return;
    if (notice.firstSeq > m_last + 1) {
        // Others committed in between: told together.
        catchUp();
        return;
    }
    m_last = notice.lastSeq;
    emit changed(notice.changes);
}

void ChangeFeed::askVersion()
{
    const Result<qint64> version = m_core.read<qint64>([](Database &db) -> Result<qint64> {
        Query query(db, QStringLiteral("PRAGMA data_version"));
        return query.next() ? query.integer(0) : 0;
    });
    if (!version || *version == m_dataVersion)
        return;
    m_dataVersion = *version;
    catchUp();
}

} // namespace pinweek
