// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openfile.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pinweek {

Result<std::shared_ptr<const OpenFile>> OpenFile::open(const QString &path)
{
    const int handle = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (handle < 0)
        return fail(ErrorKind::Storage, QStringLiteral("%1: %2").arg(
                                            path, QString::fromLocal8Bit(std::strerror(errno))));
    struct stat what
    {
    };
    if (::fstat(handle, &what) != 0 || !S_ISREG(what.st_mode)) {
        ::close(handle);
        return fail(ErrorKind::Storage, QStringLiteral("%1 is no file").arg(path));
    }
    ::posix_fadvise(handle, 0, 0, POSIX_FADV_SEQUENTIAL);
    return std::shared_ptr<const OpenFile>(new OpenFile(handle, what.st_size));
}

OpenFile::~OpenFile()
{
    ::close(m_handle);
}

qint64 OpenFile::read(qint64 position, char *to, qint64 most) const
{
    const qint64 wanted = std::clamp<qint64>(m_size - position, 0, most);
    qint64 done = 0;
    while (done < wanted) {
        const ssize_t got =
            ::pread(m_handle, to + done, std::size_t(wanted - done), off_t(position + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        done += got;
    }
    return done;
}

} // namespace pinweek
