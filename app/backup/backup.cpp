// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/backup.h"

#include "backup/ziparchive.h"
#include "core/durablefile.h"
#include "core/sha256.h"
#include "core/temporaryfile.h"
#include "core/walltime.h"
#include "store/databasebackup.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>

#include <algorithm>
#include <utility>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr qsizetype pieceBytes = 1024 * 1024;
constexpr qint64 largestManifest = 128 * 1024 * 1024; // bytes; a million files
/** What is left of a backup whose process was killed is somebody else's for so long. */
constexpr auto leftoverAge = 12h;

auto cancelled()
{
    return fail(ErrorKind::Cancelled, u"The backup was cancelled."_s);
}

struct Source
{
    QString name; // in the archive
    QString path;
    qint64 bytes = 0;
};

QList<Source> mediaFiles(const QString &workspace)
{
    QList<Source> files;
    const QDir root(workspace);
    for (const QString &name : libraryNames(workspace))
        files.append({name, root.filePath(name), QFileInfo(root.filePath(name)).size()});
    return files;
}

/** One backup on its way. */
class BackupRun
{
public:
    BackupRun(const BackupRequest &request, const GoOn &goOn) : m_request(request), m_goOn(goOn) {}

    Result<BackupManifest> run();

private:
    Result<void> copyPlan(const QString &snapshot);
    Result<void> add(const Source &source, Packing packing);
    Result<void> addManifest();
    [[nodiscard]] bool goesOn(qint64 more = 0)
    {
        m_done += more;
        return !m_goOn || m_goOn(std::min(m_done, m_total), m_total);
    }

    const BackupRequest &m_request;
    const GoOn &m_goOn;
    std::unique_ptr<ZipWriter> m_zip;
    BackupManifest m_manifest;
    qint64 m_done = 0;
    qint64 m_total = 0;
};

Result<void> BackupRun::copyPlan(const QString &snapshot)
{
    const qint64 share = QFileInfo(m_request.workspace + u"/pinweek.db"_s).size();
    qint64 told = 0;
    const auto facts = copyDatabase(m_request.workspace, snapshot, [&](qint64 pages, qint64 total) {
        const qint64 now = total > 0 ? share * pages / total : 0;
        return goesOn(now - std::exchange(told, now));
    });
    if (!facts)
        return fail(facts.error());
    m_manifest.schema = facts->schema;
    m_manifest.pins = facts->pins;
    return {};
}

Result<void> BackupRun::add(const Source &source, Packing packing)
{
    QFile file(source.path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        if (!file.exists())
            return {}; // left the library since it was listed: no pin of the copy can miss it
        return fail(ErrorKind::Storage,
                    u"“%1” can't be read: %2"_s.arg(source.path, file.errorString()));
    }
    BackupEntry entry{source.name, file.size(), {}};
    if (const Result<void> begun = m_zip->begin(source.name, entry.bytes, packing); !begun)
        return begun;
    Sha256 hash;
    QByteArray piece(pieceBytes, Qt::Uninitialized);
    qint64 left = entry.bytes;
    while (left > 0) {
        const qint64 count = file.read(piece.data(), std::min<qint64>(piece.size(), left));
        if (count <= 0)
            return fail(ErrorKind::Storage, u"“%1” can't be read to its end: %2"_s.arg(
                                                source.path, file.errorString()));
        const QByteArrayView read(piece.constData(), count);
        hash.add(read);
        if (const Result<void> written = m_zip->write(read); !written)
            return written;
        left -= count;
        if (!goesOn(count))
            return cancelled();
    }
    entry.sha256 = QString::fromLatin1(hash.hex());
    m_manifest.entries.append(entry);
    return m_zip->end();
}

Result<void> BackupRun::addManifest()
{
    const QByteArray json = toJson(m_manifest);
    if (const Result<void> begun = m_zip->begin(manifestName(), json.size(), Packing::Deflated);
        !begun)
        return begun;
    if (const Result<void> written = m_zip->write(json); !written)
        return written;
    if (const Result<void> ended = m_zip->end(); !ended)
        return ended;
    return m_zip->finish();
}

Result<BackupManifest> BackupRun::run()
{
    const QString folder = m_request.workspace + u"/backups"_s;
    if (const Result<void> made = makeDirectoryDurably(folder); !made)
        return fail(made.error());
    removeUnfinishedFiles(folder, std::chrono::system_clock::now() - leftoverAge, false);
    // First, so that a directory that can't be written to is said at once.
    TemporaryFile target(QFileInfo(m_request.file).absolutePath());
    if (target.error())
        return fail(storageError(m_request.file, target.error()));
    TemporaryFile snapshot(folder);
    if (snapshot.error())
        return fail(storageError(folder, snapshot.error()));

    m_manifest.madeAt = m_request.now;
    m_manifest.program = QStringLiteral(PINWEEK_VERSION);
    m_manifest.pictures = m_request.pictures;
    m_total = 2 * QFileInfo(m_request.workspace + u"/pinweek.db"_s).size();
    if (!goesOn())
        return cancelled();
    if (const Result<void> copied = copyPlan(snapshot.path()); !copied)
        return fail(copied.error());

    // Listed after the database was copied: what its pins show was there before them.
    QList<Source> media;
    if (m_request.pictures)
        media = mediaFiles(m_request.workspace);
    for (const Source &source : media)
        m_total += source.bytes;
    // Before the file is closed: it writes its end, and that number may be another file's by then.
    const auto ended = qScopeGuard([this] { m_zip.reset(); });
    m_zip = std::make_unique<ZipWriter>(target.descriptor(), m_request.file, m_request.now);
    if (const Result<void> added = add({u"pinweek.db"_s, snapshot.path(), 0}, Packing::Deflated);
        !added)
        return fail(added.error());
    if (const Result<void> added = add(
            {u"settings.ini"_s, m_request.workspace + u"/settings.ini"_s, 0}, Packing::Deflated);
        !added)
        return fail(added.error());
    for (const Source &source : media) {
        if (const Result<void> added = add(source, Packing::Stored); !added)
            return fail(added.error());
    }
    if (const Result<void> added = addManifest(); !added)
        return fail(added.error());
    if (!goesOn())
        return cancelled();
    if (const Result<void> moved = target.moveTo(m_request.file); !moved)
        return fail(moved.error());
    return m_manifest;
}

} // namespace

QString suggestedBackupName(UtcTime now)
{
    return u"Pinweek %1.zip"_s.arg(WallTime::fromUtc(now, systemZone()).date.toString(Qt::ISODate));
}

Result<BackupManifest> writeBackup(const BackupRequest &request, const GoOn &goOn)
{
    return BackupRun(request, goOn).run();
}

Result<BackupManifest> readManifest(const QString &file)
{
    ZipReader zip(file);
    if (const Result<void> opened = zip.open(); !opened)
        return fail(opened.error());
    for (;;) {
        const Result<QString> name = zip.next();
        if (!name)
            return fail(name.error());
        if (name->isEmpty())
            return fail(ErrorKind::Media, u"This file is no whole backup of Pinweek: it has no "
                                          "table of contents."_s);
        if (*name == manifestName())
            break;
    }
    QByteArray json;
    for (;;) {
        const Result<QByteArrayView> piece = zip.read();
        if (!piece)
            return fail(piece.error());
        if (piece->isEmpty())
            return manifestFromJson(json);
        if (json.size() + piece->size() > largestManifest)
            return fail(ErrorKind::Media, u"This file is no backup of Pinweek: its table of "
                                          "contents is too long."_s);
        json.append(*piece);
    }
}

} // namespace pinweek
