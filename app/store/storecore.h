// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "store/database.h"
#include "store/storethread.h"
#include "store/workspacefiles.h"

#include <QFile>
#include <QPointer>

#include <functional>
#include <memory>
#include <utility>

namespace pinweek {

/**
 * What the stores of one workspace share: the reader of the main thread and the way to the thread
 * that writes. Main thread.
 */
struct StoreCore
{
    /** What one write knows: everything by value, since it runs on the store thread. */
    struct Context
    {
        Database &db;
        UtcTime now; // when it was asked for
        const QString &origin;
    };

    const Clock &clock;
    QString workspace;
    QString origin;
    Database reader;
    std::unique_ptr<StoreThread> thread;
    /** Called on the main thread after each of our commits, before its answer. */
    std::function<void(const CommitNotice &)> committed;
    /** Called once, before the first write is asked for: what it asks for itself comes first. */
    std::function<void()> beforeFirstWrite;

    /** Runs `job` on the reader. Damage is remembered for the next opening. */
    template<typename T>
    Result<T> read(const std::function<Result<T>(Database &)> &job)
    {
        Result<T> result = reader.read<T>(job);
        if (!result && reader.isDamaged())
            noteDamage(workspace);
        return result;
    }

    /** Runs `job` as one transaction on the store thread; then the notice, then `done` on the main
     * thread. Where `isNeeded` says no, there on the store thread, nothing is begun or answered.
     * `afterCommit` runs there too, before `done`. */
    template<typename T>
    void write(QObject *context, Done<T> done, std::function<Result<T>(const Context &)> job,
               std::function<bool(Database &)> isNeeded = {},
               std::function<void(const Result<T> &)> afterCommit = {})
    {
        if (const auto first = std::exchange(beforeFirstWrite, nullptr))
            first();
        thread->post([this, job = std::move(job), done = std::move(done),
                      context = QPointer<QObject>(context), now = clock.now(), by = origin,
                      isNeeded = std::move(isNeeded), afterCommit = std::move(afterCommit)](
                         Database &db) mutable -> StoreThread::Answer {
            if (isNeeded && !isNeeded(db))
                return [] {};
            auto notice = std::make_shared<CommitNotice>();
            Result<T> result = db.transaction<T>([&](Database &) -> Result<T> {
                const qint64 before = beginNotice(db, by);
                Result<T> inner = job(Context{db, now, by});
                if (inner)
                    *notice = endNotice(db, before);
                return inner;
            });
            if (result && afterCommit)
                afterCommit(result);
            afterWrite(db, result.has_value() && !notice->changes.isEmpty());
            return [this, notice, context, done = std::move(done), result = std::move(result)]() {
                if (result && !notice->changes.isEmpty())
                    committed(*notice);
                if (context && done)
                    done(result);
            };
        });
    }

    /** Runs `job`, a read that is too large for the main thread, on the store thread; then `done`
     * on the main thread. */
    template<typename T>
    void ask(QObject *context, Done<T> done, std::function<Result<T>(Database &)> job)
    {
        thread->post(
            [this, job = std::move(job), done = std::move(done),
             context = QPointer<QObject>(context)](Database &db) mutable -> StoreThread::Answer {
                Result<T> result = db.read<T>(job);
                if (!result && db.isDamaged())
                    noteDamage(workspace);
                return [context, done = std::move(done), result = std::move(result)]() {
                    if (context && done)
                        done(result);
                };
            });
    }

private:
    // On the store thread.
    static qint64 beginNotice(Database &db, const QString &origin);
    static CommitNotice endNotice(Database &db, qint64 before);
    void afterWrite(Database &db, bool changed) const;
};

/** How many notices are kept for slow readers. */
constexpr qint64 keptNotices = 20000;
/** From this many notices on, readers are told to read everything again. */
constexpr qint64 listedNotices = 2000;

/** Reads the notices after `after`; `lastSeq` of the outcome is the newest there is. For the reader
 * of any thread. */
CommitNotice readNotices(Database &db, qint64 after);
/** The number of the newest notice, also when it was trimmed. */
qint64 newestNotice(Database &db);

} // namespace pinweek
