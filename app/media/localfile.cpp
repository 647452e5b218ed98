// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/localfile.h"

#include "media/imagedecode.h"
#include "media/refusal.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 megabyte = 1024 * 1024;
constexpr qint64 gigabyte = 1024 * megabyte;

tl::unexpected<Error> refuseUnreadable(const QString &name, int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
    case ENODEV:
        return refuse(name, u"is not there any more"_s);
    case EACCES:
    case EPERM:
        return refuse(name, u"may not be read: permission denied"_s);
    case ENXIO:
        return refuse(name, u"is no file"_s);
    default:
        return refuse(name, u"could not be read: %1"_s.arg(qt_error_string(error)));
    }
}

/** Why an opened path can't be taken in, empty when it is a file of a usable size. */
QString reasonAgainst(const struct stat &info, qint64 mostBytes)
{
    if (S_ISDIR(info.st_mode))
        return u"is a folder"_s;
    if (!S_ISREG(info.st_mode))
        return u"is no file"_s;
    if (info.st_size > mostBytes)
        return mostBytes < gigabyte
                   ? u"is too large: at most %1 MB can be used"_s.arg(mostBytes / megabyte)
                   : u"is too large: at most %1 GB can be used"_s.arg(mostBytes / gigabyte);
    return {};
}

} // namespace

Result<std::unique_ptr<QFile>> openLocalFile(const QString &path, const QString &name,
                                             qint64 mostBytes)
{
    // Not blocking: opening a named pipe would wait for a writer for ever.
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return refuseUnreadable(name, errno);
    auto file = std::make_unique<QFile>();
    if (!file->open(descriptor, QIODevice::ReadOnly | QIODevice::Unbuffered,
                    QFileDevice::AutoCloseHandle)) {
        ::close(descriptor);
        return refuse(name, u"could not be read: %1"_s.arg(file->errorString()));
    }
    struct stat info
    {
    };
    if (::fstat(descriptor, &info) != 0)
        return refuseUnreadable(name, errno);
    if (const QString reason = reasonAgainst(info, mostBytes); !reason.isEmpty())
        return refuse(name, reason);
    return file;
}

} // namespace pinweek
