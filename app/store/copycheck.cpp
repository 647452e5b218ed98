// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/copycheck.h"

#include "core/logging.h"
#include "store/attemptmark.h"
#include "store/rows.h"
#include "store/storecore.h"
#include "store/workspacefiles.h"
#include "store/workspacevalues.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

namespace pinweek {

namespace {

const QString machineKey = QStringLiteral("machine");
const QString filesKey = QStringLiteral("files");
const QString copyKey = QStringLiteral("copy_found_at");

/** Number and birth. The device is no part of it: some file systems get another one at each start.
 */
QString identityOf(const QString &path)
{
    const QDateTime birth = QFileInfo(path).birthTime();
    const qint64 born = birth.isValid() ? birth.toMSecsSinceEpoch() : 0;
#ifdef Q_OS_UNIX
    struct stat info
    {
    };
    if (::stat(QFile::encodeName(path).constData(), &info) == 0)
        return QStringLiteral("%1.%2").arg(quint64(info.st_ino)).arg(born);
#endif
    return QStringLiteral("%1.%2").arg(QFileInfo(path).canonicalFilePath()).arg(born);
}

/** Those that the original may have sent meanwhile; what is posted by hand is not sent. */
QList<PinRow> pinsInDoubt(Database &db, UtcTime now)
{
    Query query(db, selectPins() +
                        QStringLiteral("WHERE status IN ('scheduled', 'failed') AND due_at <= ? "
                                       "AND removed_at IS NULL AND account_id IN (SELECT id FROM "
                                       "account WHERE environment <> 'local' AND delivery <> "
                                       "'remind_me') ORDER BY id"));
    query.bind(now);
    QList<PinRow> rows;
    while (query.next())
        rows += readPin(query);
    return rows;
}

Result<void> doubt(Database &db, const PinRow &row, const QString &origin, UtcTime now)
{
    // Only one of a kind may be under way with its fingerprint; these all are at once.
    Query(db, QStringLiteral("UPDATE pin SET fingerprint = NULL WHERE id = ?"))
        .bind(row.pin.id)
        .run();
    PinRow after = row;
    after.pin.status = PinStatus::Unconfirmed;
    after.pin.nextAttemptAt.reset();
    after.pin.lateCause = LateCause::None;
    after.pin.lastError = PinError{ErrorKind::Copied, {}, 0, 0};
    if (!updatePin(db, row, after, now))
        return fail(ErrorKind::Conflict,
                    QStringLiteral("Pin %1 was changed meanwhile.").arg(row.pin.id.toString()));
    addHistory(db, row.pin.id, now, row.pin.status, after.pin.status, origin,
               QStringLiteral("the workspace is a copy, whose original may have published it"));
    return {};
}

/** Gives how many pins are in doubt now. */
Result<int> doubtAllDue(Database &db, const QString &origin, UtcTime now)
{
    const QList<PinRow> inDoubt = pinsInDoubt(db, now);
    for (const PinRow &row : inDoubt) {
        if (auto doubted = doubt(db, row, origin, now); !doubted)
            return fail(doubted.error());
    }
    return int(inDoubt.size());
}

} // namespace

QString filesIdentity(const QString &workspace)
{
    return identityOf(workspace) + QLatin1Char(' ') + identityOf(databasePath(workspace));
}

QString machineIdentity(const QString &workspaceId)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(workspaceId.toUtf8());
    hash.addData(QSysInfo::machineUniqueId());
    return QString::fromLatin1(hash.result().toHex());
}

Result<void> settleCopy(Database &db, const QString &workspace, const QString &origin, UtcTime now)
{
    const QString files = filesIdentity(workspace);
    const QString machine = machineIdentity(workspaceValue(db, QStringLiteral("workspace_id")));
    const auto isTheSame = [&] {
        return workspaceValue(db, filesKey) == files && workspaceValue(db, machineKey) == machine &&
               !attemptmark::isBehind(db, workspace);
    };
    const bool isNoCopy = isTheSame();
    if (db.error())
        return fail(*db.error());
    if (isNoCopy)
        return {};
    return db.transaction<void>([&](Database &) -> Result<void> {
        const bool isNew =
            workspaceValue(db, filesKey).isEmpty(); // made before files were remembered
        if (isTheSame())
            return {}; // settled by another process meanwhile
        const bool isElsewhere = workspaceValue(db, machineKey) != machine;
        setWorkspaceValue(db, filesKey, files);
        setWorkspaceValue(db, machineKey, machine);
        attemptmark::catchUp(db, workspace);
        // When another computer was on says nothing about this one.
        if (isElsewhere && !db.execute(QStringLiteral("DELETE FROM awake_span")))
            return fail(*db.error());
        if (isNew)
            return {};
        const Result<int> inDoubt = doubtAllDue(db, origin, now);
        if (!inDoubt)
            return fail(inDoubt.error());
        setWorkspaceValue(db, copyKey, QString::number(toEpoch(now)));
        qCWarning(logStore) << "the workspace is a copy, or from another machine;" << *inDoubt
                            << "due pins are looked for before anything else";
        return {};
    });
}

void markAsRestored(Database &db)
{
    setWorkspaceValue(db, filesKey, QStringLiteral("restored"));
}

bool isUnacceptedCopy(Database &db)
{
    return !workspaceValue(db, copyKey).isEmpty();
}

CopyStore::CopyStore(StoreCore &core) : m_core(core) {}

Result<QString> CopyStore::workspaceId() const
{
    return m_core.read<QString>([](Database &db) -> Result<QString> {
        return workspaceValue(db, QStringLiteral("workspace_id"));
    });
}

Result<std::optional<UtcTime>> CopyStore::foundAt() const
{
    return m_core.read<std::optional<UtcTime>>([](Database &db) -> Result<std::optional<UtcTime>> {
        const QString text = workspaceValue(db, copyKey);
        return text.isEmpty() ? std::nullopt : std::optional(fromEpoch(text.toLongLong()));
    });
}

void CopyStore::accept(QObject *context, Done<void> done)
{
    m_core.write<void>(
        context, std::move(done), [](const StoreCore::Context &write) -> Result<void> {
            if (!isUnacceptedCopy(write.db))
                return {};
            // Until this word the original may have gone on.
            const Result<int> inDoubt = doubtAllDue(write.db, write.origin, write.now);
            if (!inDoubt)
                return fail(inDoubt.error());
            setWorkspaceValue(write.db, copyKey, {});
            return {};
        });
}

} // namespace pinweek
