// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/temporaryfile.h"

#include "core/durablefile.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pinweek {

TemporaryFile::TemporaryFile(const QString &directory)
    : m_name(QFile::encodeName(unfinishedName(directory)))
    , m_file(::mkostemp(m_name.data(), O_CLOEXEC))
    , m_error(m_file < 0 ? errno : 0)
{
}

TemporaryFile::~TemporaryFile()
{
    if (m_file < 0)
        return;
    ::close(m_file);
    if (!m_isMoved)
        ::unlink(m_name.constData());
}

QString TemporaryFile::path() const
{
    return QFile::decodeName(m_name);
}

Result<void> TemporaryFile::write(QByteArrayView bytes, const QString &forPath)
{
    while (!bytes.isEmpty()) {
        const ssize_t count = ::write(m_file, bytes.data(), size_t(bytes.size()));
        if (count < 0 && errno != EINTR)
            return fail(storageError(forPath, errno));
        bytes = bytes.sliced(std::max<ssize_t>(count, 0));
    }
    return {};
}

void TemporaryFile::shareAsUsual()
{
    if (m_file < 0)
        return;
    // There is no way to ask for it without setting it; a file of our own takes it as any does.
    const QByteArray probe = m_name + ".mode";
    const int file = ::open(probe.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0)
        return; // it stays private
    struct stat what
    {
    };
    if (::fstat(file, &what) == 0)
        ::fchmod(m_file, what.st_mode & 0777);
    ::close(file);
    ::unlink(probe.constData());
}

Result<void> TemporaryFile::moveTo(const QString &path)
{
    if (::fsync(m_file) != 0 ||
        ::rename(m_name.constData(), QFile::encodeName(path).constData()) != 0)
        return fail(storageError(path, errno));
    m_isMoved = true;
    if (const int error = syncDirectory(QFileInfo(path).absolutePath()))
        return fail(storageError(path, error));
    return {};
}

} // namespace pinweek
