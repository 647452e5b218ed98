// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/id.h"
#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

// Rows other than pins in the user's steps: time slots, and what else a person keeps beside pins.
// Store thread, inside a transaction.
namespace pinweek {

class Database;

/** The values of a row as JSON; nullopt: there is no such row. */
using RowValues = std::optional<QByteArray>;

/** A row that a step changed. */
struct RowChange
{
    /** Which table; one of those that undorows.cpp knows. */
    QString kind;
    qint64 id = 0;
    RowValues before;
    RowValues after;
};

/** Adds what a user did to `rows` as one step that can be undone; nothing where nothing changed.
 * @param joinKey  one row goes on with the step before it, as PinStep::joinKey says */
void addRowStep(Database &db, const QString &name, const QList<RowChange> &rows, UtcTime now,
                const QString &origin, const QString &joinKey = {});

/** Puts the rows of a step back (undo), or forward again. A row that is not as the step left it is
 * left alone. Gives how many were put. */
int swapRows(Database &db, UndoStepId step, bool undo);

} // namespace pinweek
