// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/importstore.h"

#include "store/importrows.h"
#include "store/storecore.h"
#include "store/undosteps.h"

#include <QDir>

namespace pinweek {

namespace {

using Write = StoreCore::Context;

void setState(Database &db, ImportId import, const QString &state)
{
    Query(db, QStringLiteral("UPDATE import_batch SET state = ? WHERE id = ?"))
        .bind(state)
        .bind(import)
        .run();
}

QString stepNameOf(Database &db, ImportId import)
{
    Query query(db, QStringLiteral("SELECT step_name FROM import_batch WHERE id = ?"));
    query.bind(import);
    return query.next() ? query.text(0) : QString();
}

/** The last transaction of an import: from now on it can be undone. */
void closeImport(const Write &write, ImportId import)
{
    Query(write.db, QStringLiteral("DELETE FROM undo_step WHERE undone = 1")).run();
    const UndoStepId step = addStep(write.db, PinStep{stepNameOf(write.db, import), {}, {}}, {},
                                    write.now, write.origin);
    Query(write.db,
          QStringLiteral("UPDATE import_batch SET state = 'done', step_id = ? WHERE id = ?"))
        .bind(step)
        .bind(import)
        .run();
}

void setDurable(StoreCore &core, bool on)
{
    core.thread->post([on](Database &db) -> StoreThread::Answer {
        // Also after a write that failed, whose error sticks.
        db.clearError();
        db.execute(on ? QStringLiteral("PRAGMA synchronous = FULL")
                      : QStringLiteral("PRAGMA synchronous = NORMAL"));
        return [] {};
    });
}

/** A write that need not be on the disk when it is answered: the next one that has to takes it
 * along, as SQLite keeps their order. What is hidden is nobody's yet. */
template<typename T>
void writeSoon(StoreCore &core, QObject *context, Done<T> done,
               std::function<Result<T>(const Write &)> job)
{
    setDurable(core, false);
    core.write<T>(context, std::move(done), std::move(job));
    setDurable(core, true);
}

/** An import touches all indexes of pins and of the search all the time: pages that a small cache
 * gives up amid a transaction are written, read and written again. In KiB. */
void setCache(StoreCore &core, int size)
{
    core.thread->post([size](Database &db) -> StoreThread::Answer {
        db.clearError();
        db.execute(QStringLiteral("PRAGMA cache_size = -%1").arg(size));
        return [] {};
    });
}

constexpr int importCache = 4096;

/** As `done`; the writer's cache is a small one again by then. */
template<typename T>
Done<T> lastAnswer(StoreCore &core, Done<T> done)
{
    return [&core, done = std::move(done)](const Result<T> &result) {
        setCache(core, usualCache);
        if (done)
            done(result);
    };
}

struct Piece
{
    PinId last; // invalid: there was nothing more
    ImportOutcome shown;
};

struct Unfinished
{
    ImportId id;
    bool isShowing = false;
};

std::optional<Unfinished> firstUnfinished(Database &db)
{
    Query query(db, QStringLiteral("SELECT id, state = 'showing' FROM import_batch WHERE state <> "
                                   "'done' ORDER BY id LIMIT 1"));
    if (!query.next())
        return std::nullopt;
    return Unfinished{query.id<ImportId>(0), query.flag(1)};
}

} // namespace

ImportStore::ImportStore(StoreCore &core) : m_core(core) {}

void ImportStore::begin(const QString &name, const QString &stepName, QObject *context,
                        Done<ImportId> done)
{
    setCache(m_core, importCache);
    m_core.write<ImportId>(
        context, std::move(done), [name, stepName](const Write &write) -> Result<ImportId> {
            Query insert(write.db, QStringLiteral("INSERT INTO import_batch (name, "
                                                  "step_name, state, started_at) VALUES "
                                                  "(?, ?, 'reading', ?)"));
            insert.bind(name).bind(stepName).bind(write.now).run();
            return ImportId{insert.insertedId()};
        });
}

void ImportStore::add(ImportId import, const QList<ImportedRow> &rows, QObject *context,
                      Done<void> done)
{
    writeSoon<void>(
        m_core, context, std::move(done), [import, rows](const Write &write) -> Result<void> {
            const QString detail = stepNameOf(write.db, import);
            ImportedParts parts;
            PinId first;
            for (const ImportedRow &row : rows) {
                const PinId added =
                    addImportedPin(write.db, import, row, parts, write.now, write.origin, detail);
                if (!first.isValid())
                    first = added;
                if (!added.isValid()) {
                    return fail(ErrorKind::Rejected,
                                QStringLiteral("The account or board of “%1” is no longer there. "
                                               "Nothing was imported; look at the preview again.")
                                    .arg(row.content.title));
                }
            }
            searchImportedPins(write.db, import, first);
            return {};
        });
}

void ImportStore::finish(ImportId import, QObject *context, Done<ImportOutcome> done)
{
    m_core.write<void>(
        context,
        [this, import, context,
         done = lastAnswer(m_core, std::move(done))](const Result<void> &decided) {
            if (!decided)
                done(fail(decided.error()));
            else
                showNext(import, {}, {}, context, done);
        },
        [import](const Write &write) -> Result<void> {
            setState(write.db, import, QStringLiteral("showing"));
            return {};
        });
}

void ImportStore::showNext(ImportId import, PinId after, ImportOutcome soFar, QObject *context,
                           Done<ImportOutcome> done)
{
    writeSoon<Piece>(
        m_core, context,
        [this, import, soFar, context, done](const Result<Piece> &piece) {
            if (!piece) {
                done(fail(piece.error()));
                return;
            }
            const ImportOutcome all{soFar.pins + piece->shown.pins,
                                    soFar.scheduled + piece->shown.scheduled};
            if (piece->last.isValid())
                showNext(import, piece->last, all, context, done);
            else
                close(import, all, context, done);
        },
        [import, after](const Write &write) -> Result<Piece> {
            const QList<PinId> pins = hiddenPins(write.db, import, after);
            Piece piece;
            piece.shown = {int(pins.size()), showPins(write.db, import, pins, write.now)};
            if (pins.size() == importPiece)
                piece.last = pins.constLast();
            return piece;
        });
}

void ImportStore::close(ImportId import, const ImportOutcome &outcome, QObject *context,
                        Done<ImportOutcome> done)
{
    m_core.write<ImportOutcome>(context, std::move(done),
                                [import, outcome](const Write &write) -> Result<ImportOutcome> {
                                    closeImport(write, import);
                                    return outcome;
                                });
}

void ImportStore::discard(ImportId import, QObject *context, Done<void> done)
{
    discardNext(import, {}, context, lastAnswer(m_core, std::move(done)));
}

/** Not from the beginning each time: rows of earlier imports lie before. */
void ImportStore::discardNext(ImportId import, PinId after, QObject *context, Done<void> done)
{
    writeSoon<PinId>(
        m_core, context,
        [this, import, context, done](const Result<PinId> &last) {
            if (!last)
                done(fail(last.error()));
            else if (last->isValid())
                discardNext(import, *last, context, done);
            else
                done({});
        },
        [import, after](const Write &write) -> Result<PinId> {
            const QList<PinId> pins = hiddenPins(write.db, import, after);
            if (!pins.isEmpty())
                Query(write.db, QStringLiteral("DELETE FROM pin WHERE id BETWEEN ? AND ? AND "
                                               "batch_id = ?"))
                    .bind(pins.constFirst())
                    .bind(pins.constLast())
                    .bind(import)
                    .run();
            if (pins.size() == importPiece)
                return pins.constLast();
            Query(write.db, QStringLiteral("DELETE FROM import_batch WHERE id = ? AND state = "
                                           "'reading'"))
                .bind(import)
                .run();
            return PinId();
        });
}

void ImportStore::mend(QObject *context, Done<void> done)
{
    const Result<std::optional<Unfinished>> next = m_core.read<std::optional<Unfinished>>(
        [](Database &db) -> Result<std::optional<Unfinished>> { return firstUnfinished(db); });
    if (!next || !*next) {
        deliver<void>(context, std::move(done), next ? Result<void>() : fail(next.error()));
        return;
    }
    const auto onward = [this, context, done](const auto &ended) {
        if (ended)
            mend(context, done);
        else
            done(fail(ended.error()));
    };
    if ((*next)->isShowing)
        showNext((*next)->id, {}, {}, context, onward);
    else
        discardNext((*next)->id, {}, context, onward);
}

Result<bool> ImportStore::hasUnfinished() const
{
    return m_core.read<bool>(
        [](Database &db) -> Result<bool> { return firstUnfinished(db).has_value(); });
}

QString ImportStore::lockPath() const
{
    return QDir(m_core.workspace).filePath(QStringLiteral("import.lock"));
}

Result<QHash<qint64, UtcTime>> ImportStore::imported(const QList<qint64> &rowHashes) const
{
    return m_core.read<QHash<qint64, UtcTime>>([&](Database &db) -> Result<QHash<qint64, UtcTime>> {
        QHash<qint64, UtcTime> found;
        for (const qint64 hash : rowHashes) {
            Query query(db, QStringLiteral("SELECT pin.created_at FROM import_row JOIN pin ON "
                                           "pin.id = pin_id WHERE row_hash = ? AND pin.removed_at "
                                           "IS NULL LIMIT 1"));
            query.bind(hash);
            if (query.next())
                found.insert(hash, fromEpoch(query.integer(0)));
        }
        return found;
    });
}

} // namespace pinweek
