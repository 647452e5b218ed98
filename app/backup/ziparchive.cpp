// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/ziparchive.h"

#include "core/durablefile.h"
#include "core/logging.h"

#include <QFile>

#include <cerrno>

namespace pinweek {

namespace {

constexpr qsizetype pieceBytes = 256 * 1024;

/** What there is to say of an archive that can't be read, wherever it is broken. */
auto damaged()
{
    return fail(
        ErrorKind::Media,
        QStringLiteral("This file is no whole backup of Pinweek: it is damaged, cut off, or "
                       "something else."));
}

} // namespace

ZipWriter::ZipWriter(int descriptor, QString path, UtcTime now)
    : m_path(std::move(path)), m_now(now)
{
    if (!m_library.found())
        return;
    m_archive = m_library.writeNew();
    m_library.writeSetFormatZip(m_archive);
    m_library.setBytesInLastBlock(m_archive, 1); // no padding after the end
    m_library.writeOpenFd(m_archive, descriptor);
}

ZipWriter::~ZipWriter()
{
    if (m_archive)
        m_library.writeFree(m_archive);
}

Result<void> ZipWriter::checked(qint64 code)
{
    if (code >= ARCHIVE_OK)
        return {};
    const int error = m_library.lastErrno(m_archive);
    qCWarning(logCore) << "writing a backup:" << m_library.errorString(m_archive);
    return fail(storageError(m_path, error > 0 ? error : EIO));
}

Result<void> ZipWriter::begin(const QString &name, qint64 bytes, Packing packing)
{
    if (const Result<void> found = m_library.found(); !found)
        return found;
    if (packing == Packing::Stored)
        m_library.zipStore(m_archive);
    else
        m_library.zipDeflate(m_archive);
    archive_entry *entry = m_library.entryNew();
    m_library.entrySetPathname(entry, name.toUtf8().constData());
    m_library.entrySetSize(entry, bytes);
    m_library.entrySetFiletype(entry, AE_IFREG);
    m_library.entrySetPerm(entry, 0600);
    m_library.entrySetMtime(entry, time_t(toEpoch(m_now)), 0);
    const int code = m_library.writeHeader(m_archive, entry);
    m_library.entryFree(entry);
    return checked(code);
}

Result<void> ZipWriter::write(QByteArrayView piece)
{
    const qint64 written = m_library.writeData(m_archive, piece.data(), size_t(piece.size()));
    if (written >= 0 && written < piece.size())
        return fail(storageError(m_path, EIO));
    return checked(written);
}

Result<void> ZipWriter::end()
{
    return checked(m_library.writeFinishEntry(m_archive));
}

Result<void> ZipWriter::finish()
{
    if (const Result<void> found = m_library.found(); !found)
        return found;
    return checked(m_library.writeClose(m_archive));
}

ZipReader::ZipReader(const QString &path) : m_path(path), m_piece(pieceBytes, Qt::Uninitialized) {}

ZipReader::~ZipReader()
{
    if (m_archive)
        m_library.readFree(m_archive);
}

Result<void> ZipReader::open()
{
    if (const Result<void> found = m_library.found(); !found)
        return found;
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage,
                    QStringLiteral("“%1” can't be read: %2").arg(m_path, file.errorString()));
    file.close();
    m_archive = m_library.readNew();
    m_library.readZip(m_archive);
    if (m_library.readOpen(m_archive, QFile::encodeName(m_path).constData(), pieceBytes) !=
        ARCHIVE_OK)
        return damaged();
    return {};
}

Result<QString> ZipReader::next()
{
    archive_entry *entry = nullptr;
    const int code = m_library.nextHeader(m_archive, &entry);
    if (code == ARCHIVE_EOF)
        return QString();
    if (code != ARCHIVE_OK || m_library.entryFiletype(entry) != AE_IFREG ||
        m_library.entrySymlink(entry) || m_library.entryHardlink(entry))
        return damaged();
    const QString name = QString::fromUtf8(m_library.entryPathname(entry));
    if (name.isEmpty())
        return damaged();
    return name;
}

Result<QByteArrayView> ZipReader::read()
{
    const auto count = m_library.readData(m_archive, m_piece.data(), size_t(m_piece.size()));
    // A warning too: that is what a checksum that does not fit comes as.
    if (count < 0)
        return damaged();
    return QByteArrayView(m_piece.constData(), count);
}

} // namespace pinweek
