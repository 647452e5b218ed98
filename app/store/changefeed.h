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
 * a second while somebody sees what is in the store (setInView()). Otherwise it is asked by those
 * who need to know: catchUp().
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
    /** Somebody sees what is in the store, or no longer; at the start nobody does. */
    void setInView(bool isInView);
    [[nodiscard]] bool isInView() const { return m_isInView; }
    /** It asks once a second. */
    [[nodiscard]] bool isAsking() const { return m_fallback.isActive(); }
    /** Reads what is new now. */
    void catchUp();
    /** One of our own commits; it is told once, whether the notices were read already or not. */
    void takeOwn(const CommitNotice &notice);

signals:
    void changed(const pinweek::ChangeSet &changes);

private:
    void askVersion();
    void askIfNeeded();

    StoreCore &m_core;
    QFileSystemWatcher m_watcher;
    QTimer m_coalesce;
    QTimer m_fallback;
    bool m_hasStarted = false;
    bool m_hasWatch = true;
    bool m_isInView = false;
    qint64 m_last = 0;
    qint64 m_dataVersion = -1;
};

} // namespace pinweek
