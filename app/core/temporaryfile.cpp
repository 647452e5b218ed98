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
