// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/attemptmark.h"

#include "core/logging.h"
#include "store/database.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace pinweek::attemptmark {

namespace {

QDir folder(const QString &workspace)
{
    return QDir(workspace + QStringLiteral("/attempts"));
}

/** Of the database; 0: none was ever made. */
qint64 last(Database &db)
{
    Query query(db, QStringLiteral("SELECT seq FROM sqlite_sequence WHERE name = 'attempt'"));
    return query.next() ? query.integer(0) : 0;
}

} // namespace

void note(const QString &workspace, qint64 attempt)
{
    const QDir marks = folder(workspace);
    const QString name = QString::number(attempt);
    const QStringList older = marks.entryList(QDir::Files);
    // The first takes the new name, so that there is no moment without one.
    bool isNoted =
        older.contains(name) ||
        (!older.isEmpty() && QFile::rename(marks.filePath(older.first()), marks.filePath(name)));
    if (!isNoted) {
        QDir().mkpath(marks.path());
        isNoted = QFile(marks.filePath(name)).open(QIODevice::WriteOnly);
    }
    if (!isNoted) {
        qCWarning(logStore) << "the number of an attempt can't be noted beside the database";
        return;
    }
    for (const QString &other : older.mid(1)) {
        if (other != name)
            QFile::remove(marks.filePath(other));
    }
}

qint64 noted(const QString &workspace)
{
    qint64 highest = 0;
    for (const QString &name : folder(workspace).entryList(QDir::Files))
        highest = std::max(highest, name.toLongLong()); // 0 for a name that is no number
    return highest;
}

bool isBehind(Database &db, const QString &workspace)
{
    return last(db) < noted(workspace);
}

void catchUp(Database &db, const QString &workspace)
{
    const qint64 highest = noted(workspace);
    if (last(db) >= highest)
        return;
    Query(db, QStringLiteral("DELETE FROM sqlite_sequence WHERE name = 'attempt'")).run();
    Query(db, QStringLiteral("INSERT INTO sqlite_sequence (name, seq) VALUES ('attempt', ?)"))
        .bind(highest)
        .run();
}

} // namespace pinweek::attemptmark
