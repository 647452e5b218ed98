// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/undorows.h"

#include "store/boardgroupstore.h"
#include "store/campaignstore.h"
#include "store/database.h"
#include "store/folderstore.h"
#include "store/libraryrows.h"
#include "store/slotrows.h"
#include "store/snippetstore.h"
#include "store/undosteps.h"
#include "store/utmrows.h"

#include <algorithm>
#include <array>

namespace pinweek {

namespace {

/** How rows of one table are read and written by their values. */
struct RowKind
{
    const char *name;
    RowValues (*read)(Database &db, qint64 id);
    /** Nothing there: the row goes. False: it can't be so now (its account is gone, …). */
    bool (*write)(Database &db, qint64 id, const RowValues &values);
};

constexpr std::array kinds{
    RowKind{slotKind, readSlotValues, writeSlotValues},
    RowKind{boardGroupKind, readBoardGroupValues, writeBoardGroupValues},
    RowKind{campaignKind, readCampaignValues, writeCampaignValues},
    RowKind{campaignPinsKind, readCampaignPins, writeCampaignPins},
    RowKind{utmRecipeKind, readUtmValues, writeUtmValues},
    RowKind{libraryKind, readLibraryValues, writeLibraryValues},
    RowKind{snippetKind, readSnippetValues, writeSnippetValues},
    RowKind{folderKind, readFolderValues, writeFolderValues},
};

const RowKind *kindOf(const QString &name)
{
    for (const RowKind &kind : kinds) {
        if (name == QLatin1String(kind.name))
            return &kind;
    }
    return nullptr;
}

QList<RowChange> rowsOf(Database &db, UndoStepId step)
{
    Query query(db, QStringLiteral("SELECT kind, row_id, before_values, after_values FROM "
                                   "undo_step_row WHERE step_id = ? ORDER BY kind, row_id"));
    query.bind(step);
    const auto values = [&query](int column) {
        return query.isNull(column) ? RowValues() : RowValues(query.text(column).toUtf8());
    };
    QList<RowChange> rows;
    while (query.next())
        rows += RowChange{query.text(0), query.integer(1), values(2), values(3)};
    return rows;
}

void bindValues(Query &query, const RowValues &values)
{
    if (values)
        query.bind(QString::fromUtf8(*values));
    else
        query.null();
}

/** Puts what one row became into the newest step, if that is where it comes from. */
bool joinRow(Database &db, const RowChange &row, UtcTime now, const QString &origin,
             const QString &joinKey)
{
    const std::optional<UndoStepId> last = newestStep(db, joinKey, now, origin);
    if (!last)
        return false;
    const QList<RowChange> rows = rowsOf(db, *last);
    if (rows.size() != 1 || rows.constFirst().kind != row.kind || rows.constFirst().id != row.id ||
        rows.constFirst().after != row.before)
        return false;
    Query update(db, QStringLiteral("UPDATE undo_step_row SET after_values = ? WHERE step_id = ?"));
    bindValues(update, row.after);
    update.bind(*last).run();
    touchStep(db, *last, now);
    return true;
}

} // namespace

void addRowStep(Database &db, const QString &name, const QList<RowChange> &rows, UtcTime now,
                const QString &origin, const QString &joinKey)
{
    QList<RowChange> changed;
    for (const RowChange &row : rows) {
        if (row.before != row.after)
            changed += row;
    }
    if (changed.isEmpty())
        return;
    if (changed.size() == 1 && joinRow(db, changed.constFirst(), now, origin, joinKey))
        return;
    Query(db, QStringLiteral("DELETE FROM undo_step WHERE undone = 1")).run();
    const UndoStepId step = addStep(db, PinStep{name, {}, joinKey}, {}, now, origin);
    for (const RowChange &row : std::as_const(changed)) {
        Query insert(db, QStringLiteral("INSERT INTO undo_step_row (step_id, kind, row_id, "
                                        "before_values, after_values) VALUES (?, ?, ?, ?, ?)"));
        insert.bind(step).bind(row.kind).bind(row.id);
        bindValues(insert, row.before);
        bindValues(insert, row.after);
        insert.run();
    }
}

int swapRows(Database &db, UndoStepId step, bool undo)
{
    QList<RowChange> rows = rowsOf(db, step);
    // What comes goes after what leaves: two slots may have changed places.
    std::stable_partition(rows.begin(), rows.end(),
                          [undo](const RowChange &row) { return undo ? !row.before : !row.after; });
    int put = 0;
    for (const RowChange &row : std::as_const(rows)) {
        const RowKind *kind = kindOf(row.kind);
        const RowValues &expected = undo ? row.after : row.before;
        if (kind && kind->read(db, row.id) == expected &&
            kind->write(db, row.id, undo ? row.before : row.after))
            ++put;
    }
    return put;
}

} // namespace pinweek
