// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/importrows.h"

#include "store/rows.h"
#include "store/steppin.h"
#include "store/undostore.h"

namespace pinweek {

namespace {

/** Only what is ready is sent, and never in the past. */
QString safeStatus()
{
    return QStringLiteral("CASE WHEN status = 'scheduled' AND (due_at <= ? OR board_id IS NULL) "
                          "THEN 'draft' ELSE status END");
}

struct Batch
{
    ImportId id;
    std::optional<UtcTime> undoneAt;
};

std::optional<Batch> batchOf(Database &db, UndoStepId step)
{
    Query query(db, QStringLiteral("SELECT id, undone_at FROM import_batch WHERE step_id = ?"));
    query.bind(step);
    if (!query.next())
        return std::nullopt;
    return Batch{query.id<ImportId>(0), query.time(1)};
}

QList<PinId> readIds(Query &query)
{
    QList<PinId> ids;
    while (query.next())
        ids += query.id<PinId>(0);
    return ids;
}

/** Pins that undo takes away, or redo brings back. */
QList<PinId> swappable(Database &db, const Batch &batch, bool undo)
{
    if (undo) {
        Query query(
            db, QStringLiteral("SELECT pin.id FROM import_row JOIN pin ON pin.id = pin_id WHERE "
                               "import_row.batch_id = ? AND removed_at IS NULL AND status IN "
                               "('draft', 'scheduled', 'failed', 'blocked') ORDER BY pin.id"));
        query.bind(batch.id);
        return readIds(query);
    }
    Query query(db,
                QStringLiteral("SELECT pin.id FROM import_row JOIN pin ON pin.id = pin_id WHERE "
                               "import_row.batch_id = ? AND removed_at = ? ORDER BY pin.id"));
    query.bind(batch.id).bind(batch.undoneAt);
    return readIds(query);
}

/** Those of its pins that undo leaves where they are: they are at Pinterest, or on their way. */
QList<Pin> pinsThatStay(Database &db, const Batch &batch)
{
    Query query(db, selectPins() +
                        QStringLiteral("JOIN import_row ON pin.id = pin_id WHERE "
                                       "import_row.batch_id = ? AND pin.removed_at IS NULL AND "
                                       "pin.status NOT IN ('draft', 'scheduled', 'failed', "
                                       "'blocked') ORDER BY pin.id LIMIT 1000"));
    query.bind(batch.id);
    QList<Pin> pins;
    while (query.next())
        pins += readPin(query).pin;
    return pins;
}

/** The pin gets its next revision; a later step on it that was undone, or will be redone, starts
 * from that one. */
void moveLaterSteps(Database &db, PinId pin)
{
    Query(db, QStringLiteral("UPDATE undo_step_pin SET before_revision = before_revision + 1 WHERE "
                             "pin_id = ? AND before_revision = (SELECT revision FROM pin WHERE id "
                             "= pin_id)"))
        .bind(pin)
        .run();
}

void takeAway(Database &db, PinId pin, UtcTime now)
{
    Query(db, QStringLiteral("UPDATE pin SET removed_at = ?, revision = revision + 1, updated_at = "
                             "? WHERE id = ?"))
        .bind(now)
        .bind(now)
        .bind(pin)
        .run();
}

void bringBack(Database &db, PinId pin, UtcTime now)
{
    static const QString sql =
        QStringLiteral("UPDATE pin SET removed_at = NULL, revision = revision + 1, updated_at = ?, "
                       "status = CASE WHEN status = 'failed' THEN 'draft' ELSE %1 END, "
                       "next_attempt_at = NULL WHERE id = ?")
            .arg(safeStatus());
    Query(db, sql).bind(now).bind(now).bind(pin).run();
}

} // namespace

bool ImportedParts::fit(Database &db, const PinContent &content)
{
    const Parts parts{content.account.value, content.board.value, content.section.value,
                      content.media.value};
    if (!content.isCarousel() && m_known.contains(parts))
        return true;
    if (!boardFits(db, content) || !sectionFits(db, content) || !mediaFits(db, content) ||
        !findAccount(db, content.account))
        return false;
    m_known.insert(parts);
    return true;
}

PinId addImportedPin(Database &db, ImportId import, const ImportedRow &row, ImportedParts &parts,
                     UtcTime now, const QString &origin, const QString &detail)
{
    PinRow pin;
    pin.pin.content = row.content;
    if (row.content.planned)
        pin.pin.dueAt = row.content.planned->resolve().utc;
    pin.pin.status = pin.pin.dueAt ? row.status : PinStatus::Draft;
    pin.pin.createdAt = now;
    pin.pin.updatedAt = now;
    pin.removedAt = now;
    if (!parts.fit(db, row.content))
        return {};
    const PinId id = insertPin(db, pin, import.value);
    if (!id.isValid())
        return {};
    Query(db,
          QStringLiteral("INSERT INTO import_row (pin_id, batch_id, row_hash) VALUES (?, ?, ?)"))
        .bind(id)
        .bind(import)
        .bind(row.rowHash)
        .run();
    addHistory(db, id, now, pin.pin.status, pin.pin.status, origin, detail);
    return id;
}

void searchImportedPins(Database &db, ImportId import, PinId first)
{
    Query(db, QStringLiteral("INSERT INTO pin_text (rowid, title, description, link, alt_text, "
                             "note) SELECT id, title, description, link, alt_text, note FROM pin "
                             "WHERE id >= ? AND batch_id = ?"))
        .bind(first)
        .bind(import)
        .run();
}

QList<PinId> hiddenPins(Database &db, ImportId import, PinId after)
{
    Query query(db, QStringLiteral("SELECT pin_id FROM import_row WHERE pin_id > ? AND batch_id = "
                                   "? ORDER BY pin_id LIMIT ?"));
    query.bind(after.value).bind(import).bind(importPiece);
    return readIds(query);
}

int showPins(Database &db, ImportId import, const QList<PinId> &pins, UtcTime now)
{
    if (pins.isEmpty())
        return 0;
    const PinId first = pins.constFirst();
    const PinId last = pins.constLast();
    // Few are: a status that is named would cost its indexes and triggers for all.
    static const QString unready =
        QStringLiteral("UPDATE pin SET status = %1 WHERE id BETWEEN ? AND ? AND batch_id = ? AND "
                       "status <> %1")
            .arg(safeStatus());
    Query(db, unready).bind(now).bind(first).bind(last).bind(import).bind(now).run();
    Query show(db, QStringLiteral("UPDATE pin SET removed_at = NULL, batch_id = NULL WHERE id "
                                  "BETWEEN ? AND ? AND batch_id = ? RETURNING status = "
                                  "'scheduled'"));
    show.bind(first).bind(last).bind(import);
    int scheduled = 0;
    while (show.next())
        scheduled += show.flag(0) ? 1 : 0;
    return scheduled;
}

void swapImport(Database &db, UndoStepId step, bool undo, UtcTime now, UndoOutcome &outcome)
{
    const std::optional<Batch> batch = batchOf(db, step);
    if (!batch || (!undo && !batch->undoneAt))
        return;
    if (undo)
        outcome.skipped += pinsThatStay(db, *batch);
    const QList<PinId> pins = swappable(db, *batch, undo);
    for (const PinId pin : pins) {
        moveLaterSteps(db, pin);
        if (undo)
            takeAway(db, pin, now);
        else
            bringBack(db, pin, now);
    }
    outcome.changed += pins;
    Query(db, QStringLiteral("UPDATE import_batch SET undone_at = ? WHERE id = ?"))
        .bind(undo ? std::optional(now) : std::nullopt)
        .bind(batch->id)
        .run();
}

} // namespace pinweek
