// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/incomingfiles.h"

#include "core/durablefile.h"
#include "core/filelock.h"
#include "core/logging.h"
#include "media/libraryfile.h"
#include "media/thumbnail.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

QString root(const QString &workspace)
{
    return workspace + u"/incoming"_s;
}

/** Held for moments by whoever makes, reads or removes notes. */
Result<std::unique_ptr<FileLock>> lockNotes(const QString &workspace)
{
    return FileLock::wait(workspace + u"/incoming.lock"_s);
}

QString noteName(const MediaAsset &asset)
{
    return asset.sha256 + u'.' + asset.format;
}

QString sha256Of(const QString &note)
{
    return note.section(u'.', 0, 0);
}

QStringList batches(const QString &workspace)
{
    return QDir(root(workspace)).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
}

/** The open directory with its lock; -1: it is gone, or its batch lives. */
int lockedDirectory(const QString &path)
{
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0 && ::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor);
        return -1;
    }
    return descriptor;
}

} // namespace

IncomingFiles::IncomingFiles(QString workspace, UtcTime since)
    : m_workspace(std::move(workspace)), m_since(since)
{
}

IncomingFiles::IncomingFiles(QString workspace, QString directory, UtcTime since, int descriptor)
    : m_workspace(std::move(workspace))
    , m_directory(std::move(directory))
    , m_since(since)
    , m_descriptor(descriptor)
{
}

IncomingFiles::~IncomingFiles()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

bool IncomingFiles::areThere(const QString &workspace)
{
    return !batches(workspace).isEmpty();
}

QList<std::shared_ptr<IncomingFiles>> IncomingFiles::abandoned(const QString &workspace)
{
    QList<std::shared_ptr<IncomingFiles>> found;
    const auto lock = lockNotes(workspace);
    if (!lock)
        return found;
    const QStringList names = batches(workspace);
    for (const QString &name : names) {
        const QString directory = root(workspace) + u'/' + name;
        bool isNumber = false;
        const qint64 since = name.section(u'-', 0, 0).toLongLong(&isNumber);
        const int descriptor = isNumber ? lockedDirectory(directory) : -1;
        if (descriptor >= 0)
            found += std::shared_ptr<IncomingFiles>(
                new IncomingFiles(workspace, directory, fromEpoch(since), descriptor));
    }
    return found;
}

Result<void> IncomingFiles::begin()
{
    if (!m_directory.isEmpty())
        return {};
    if (const Result<void> made = makeDirectoryDurably(root(m_workspace)); !made)
        return made;
    QByteArray name = QFile::encodeName(root(m_workspace) + u'/' +
                                        QString::number(toEpoch(m_since)) + u"-XXXXXX"_s);
    if (::mkdtemp(name.data()) == nullptr)
        return fail(storageError(root(m_workspace), errno));
    m_directory = QFile::decodeName(name);
    m_descriptor = lockedDirectory(m_directory);
    return {};
}

Result<void> IncomingFiles::note(const MediaAsset &asset)
{
    const auto lock = lockNotes(m_workspace);
    if (!lock)
        return fail(lock.error());
    if (const Result<void> begun = begin(); !begun)
        return begun;
    const QString name = noteName(asset);
    const QByteArray path = QFile::encodeName(m_directory + u'/' + name);
    const QString file = libraryPath(asset, m_workspace);
    if (QFileInfo::exists(m_directory + u'/' + name) ||
        (QFileInfo::exists(file) && othersWith(name).isEmpty()))
        return {};
    const int note = ::open(path.constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (note < 0)
        return fail(storageError(file, errno));
    ::close(note);
    return {};
}

void IncomingFiles::keep()
{
    if (m_directory.isEmpty())
        return;
    const auto lock = lockNotes(m_workspace);
    if (!lock) {
        qCWarning(logMedia).noquote() << "notes of what came in stay:" << lock.error().detail;
        return;
    }
    const QStringList all = names();
    for (const QString &name : all) {
        const QStringList others = othersWith(name);
        for (const QString &other : others)
            QFile::remove(other + u'/' + name);
        QFile::remove(m_directory + u'/' + name);
    }
    end();
}

QStringList IncomingFiles::beginTakingBack(int most)
{
    m_leaving.clear();
    if (m_directory.isEmpty())
        return {};
    auto lock = lockNotes(m_workspace);
    if (!lock)
        return {};
    m_lock = std::move(*lock);
    QStringList sha256s;
    const QStringList all = names();
    for (const QString &name : all) {
        if (m_leaving.size() == most)
            break;
        if (!othersWith(name).isEmpty()) {
            QFile::remove(m_directory + u'/' + name);
            continue;
        }
        m_leaving += name;
        sha256s += sha256Of(name);
    }
    if (m_leaving.isEmpty()) {
        end();
        m_lock.reset(); // nobody comes to endTakingBack()
    }
    return sha256s;
}

void IncomingFiles::endTakingBack(const QStringList &gone)
{
    int removed = 0;
    for (const QString &name : std::as_const(m_leaving)) {
        const QString sha256 = sha256Of(name);
        if (gone.contains(sha256)) {
            const QString file =
                m_workspace + u'/' + mediaRelativePath(sha256, name.section(u'.', 1));
            QFile::remove(file);
            removeThumbnail(sha256, m_workspace);
            ++removed;
        }
        QFile::remove(m_directory + u'/' + name);
    }
    if (removed > 0)
        qCInfo(logMedia) << removed
                         << "files of an import that did not come to its end were removed";
    m_leaving.clear();
    if (names().isEmpty())
        end();
    m_lock.reset();
}

QStringList IncomingFiles::names() const
{
    return m_directory.isEmpty() ? QStringList() : QDir(m_directory).entryList(QDir::Files);
}

QStringList IncomingFiles::othersWith(const QString &name) const
{
    QStringList others;
    const QStringList all = batches(m_workspace);
    for (const QString &batch : all) {
        const QString directory = root(m_workspace) + u'/' + batch;
        if (directory != m_directory && QFileInfo::exists(directory + u'/' + name))
            others += directory;
    }
    return others;
}

/** Under the lock of the notes. */
void IncomingFiles::end()
{
    if (m_directory.isEmpty())
        return;
    ::rmdir(QFile::encodeName(m_directory).constData());
    ::close(m_descriptor);
    m_descriptor = -1;
    m_directory.clear();
}

} // namespace pinweek
