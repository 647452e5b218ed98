// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/durablecopy.h"

#include "core/durablefile.h"
#include "core/sha256.h"

#include <QByteArray>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace pinweek {

namespace {

constexpr qsizetype pieceBytes = 1024 * 1024;

/** What is being written; gone with this object unless it was moved to its place. */
class Unfinished
{
public:
    explicit Unfinished(const QString &directory)
        : m_name(QFile::encodeName(unfinishedName(directory)))
        , m_file(::mkostemp(m_name.data(), O_CLOEXEC))
    {
    }
    ~Unfinished()
    {
        if (m_file >= 0)
            ::close(m_file);
        if (!m_name.isEmpty())
            ::unlink(m_name.constData());
    }
    Unfinished(const Unfinished &) = delete;
    Unfinished &operator=(const Unfinished &) = delete;

    [[nodiscard]] bool isOpen() const { return m_file >= 0; }

    /** errno of what failed, 0 where nothing did. */
    int write(QByteArrayView bytes) const
    {
        while (!bytes.isEmpty()) {
            const ssize_t count = ::write(m_file, bytes.data(), size_t(bytes.size()));
            if (count < 0 && errno != EINTR)
                return errno;
            bytes = bytes.sliced(qMax<ssize_t>(count, 0));
        }
        return 0;
    }

    int moveTo(const QString &path)
    {
        int error = ::fdatasync(m_file) == 0 ? 0 : errno;
        if (::close(m_file) != 0 && error == 0)
            error = errno;
        m_file = -1;
        if (error == 0 && ::rename(m_name.constData(), QFile::encodeName(path).constData()) != 0)
            error = errno;
        if (error == 0)
            m_name.clear();
        return error;
    }

private:
    QByteArray m_name;
    int m_file = -1;
};

} // namespace

Result<CopiedFile> copyDurably(QFile &source, const QString &directory, const CopySteps &steps)
{
    if (const Result<void> made = makeDirectoryDurably(directory); !made)
        return fail(made.error());
    Unfinished target(directory);
    if (!target.isOpen())
        return fail(storageError(directory, errno));
    QByteArray piece(pieceBytes, Qt::Uninitialized);
    Sha256 hash;
    CopiedFile copied;
    while (true) {
        if (steps.goOn && !steps.goOn(copied.bytes))
            return fail(ErrorKind::Cancelled, QStringLiteral("The import was cancelled."));
        const qint64 count = source.read(piece.data(), piece.size());
        // A drive that is unplugged meanwhile gives an error.
        if (count < 0 || source.error() != QFileDevice::NoError)
            return fail(ErrorKind::Media, source.errorString());
        if (count == 0)
            break;
        const QByteArrayView read(piece.constData(), count);
        hash.add(read);
        if (const int error = target.write(read))
            return fail(storageError(directory, error));
        copied.bytes += count;
    }
    copied.sha256 = QString::fromLatin1(hash.hex());
    copied.path = steps.pathOf(copied.sha256);
    const QString folder = QFileInfo(copied.path).absolutePath();
    if (const Result<void> made = makeDirectoryDurably(folder); !made)
        return fail(made.error());
    if (const int error = target.moveTo(copied.path))
        return fail(storageError(copied.path, error));
    if (const int error = syncDirectory(folder))
        return fail(storageError(copied.path, error));
    return copied;
}

} // namespace pinweek
