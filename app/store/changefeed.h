// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/store.h"

#include <QFileSystemWatcher>
#include <QTimer>

namespace pinweek {

struct CommitNotice;
struct StoreCore;

/**
 * Follows the notices of all writers. Main thread.
 *
 *     commit (any process) -> one byte into `changed` -> watcher -> 16 ms -> notices after the last
 * -> changed()
 *
 * Nothing is polled, unless the system gives us no watch: then `PRAGMA data_version` is asked once
 * a second.
 */
class ChangeFeed : public QObject
{
    Q_OBJECT

public:
    ChangeFeed(StoreCore &core, QObject *parent = nullptr);

    /** Watches for what other processes commit. Before start(): what comes between the two is then
     * told twice rather than never. Needs the workspace's directory, not yet its database. */
    Result<void> watch();
    /** Starts at the newest notice; earlier ones are not told. */
    Result<void> start();
    /** Reads what is new now. */
    void catchUp();
    /** One of our own commits; it is told once, whether the notices were read already or not. */
    void takeOwn(const CommitNotice &notice);

signals:
    void changed(const pinweek::ChangeSet &changes);

private:
    void askVersion();

    StoreCore &m_core;
    QFileSystemWatcher m_watcher;
    QTimer m_coalesce;
    QTimer m_fallback;
    qint64 m_last = 0;
    qint64 m_dataVersion = -1;
};

} // namespace pinweek
