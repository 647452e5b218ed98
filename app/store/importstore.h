// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/pin.h"

#include <QHash>
#include <QList>
#include <QString>

namespace pinweek {

struct StoreCore;

using ImportId = Id<struct ImportTag>;

/** One row of a file, as the pin that it becomes. */
struct ImportedRow
{
    PinContent content;
    /** Draft or Scheduled. */
    PinStatus status = PinStatus::Draft;
    /** Of what the row says: the same row of the same file has the same one. */
    qint64 rowHash = 0;
};

/** What an import left on the calendar. */
struct ImportOutcome
{
    int pins = 0;
    int scheduled = 0;
};

/**
 * Many pins from a file as one step that can be undone, while others go on working: rows are added
 * in small transactions under a batch that nobody sees; finish() shows them all (protocols.md 3.1).
 *
 *     begin → add, add, … → finish: state "showing" is the one row that decides → shown in pieces
 *                         ↘ discard: nothing is left
 *
 * A batch that was cut off by a crash is taken away, or shown to its end, by mend(). Main thread.
 * Errors: Storage; Rejected where a row does not fit (its account or board is gone).
 */
class ImportStore
{
public:
    explicit ImportStore(StoreCore &core);

    /** @param name      the file's, which is shown
     *  @param stepName  "Import “pins.csv”" */
    void begin(const QString &name, const QString &stepName, QObject *context, Done<ImportId> done);
    /** One transaction: at most some hundred rows a call. Pins keep this order. */
    void add(ImportId import, const QList<ImportedRow> &rows, QObject *context, Done<void> done);
    /** All or nothing: once it began, also a crash in the middle ends with all of them shown. */
    void finish(ImportId import, QObject *context, Done<ImportOutcome> done);
    /** Takes away what was added. */
    void discard(ImportId import, QObject *context, Done<void> done);
    /** Ends what a crash cut off. Only while no other process can be importing: see lockPath(). */
    void mend(QObject *context, Done<void> done);
    /** Whether there is something to mend. */
    [[nodiscard]] Result<bool> hasUnfinished() const;
    /** The file to be locked by whoever imports. */
    [[nodiscard]] QString lockPath() const;

    /** Which of these rows have pins on the calendar, and since when; at most 1,000 a call. */
    [[nodiscard]] Result<QHash<qint64, UtcTime>> imported(const QList<qint64> &rowHashes) const;

private:
    void showNext(ImportId import, PinId after, ImportOutcome soFar, QObject *context,
                  Done<ImportOutcome> done);
    void close(ImportId import, const ImportOutcome &outcome, QObject *context,
               Done<ImportOutcome> done);
    void discardNext(ImportId import, PinId after, QObject *context, Done<void> done);

    StoreCore &m_core;
};

} // namespace pinweek
