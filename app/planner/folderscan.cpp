// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/folderscan.h"

#include "media/embeddedtitle.h"
#include "model/filenames.h"

#include <QDateTime>
#include <QDirIterator>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace pinweek {

bool comesIn(const QString &fileName)
{
    static const QSet<QString> suffixes{
        QStringLiteral("jpg"),  QStringLiteral("jpeg"), QStringLiteral("jfif"),
        QStringLiteral("png"),  QStringLiteral("webp"), QStringLiteral("gif"),
        QStringLiteral("heic"), QStringLiteral("heif"), QStringLiteral("avif"),
        QStringLiteral("mp4"),  QStringLiteral("mov"),  QStringLiteral("m4v")};
    const bool isHidden = fileName.startsWith(QLatin1Char('.'));
    const bool isUnfinished = fileName.startsWith(QLatin1Char('~'));
    return !isHidden && !isUnfinished && suffixes.contains(QFileInfo(fileName).suffix().toLower());
}

Result<QList<FolderFile>> lookIntoFolder(const QString &path)
{
    const QFileInfo folder(path);
    if (!folder.exists())
        return fail(ErrorKind::Storage,
                    QStringLiteral("The folder “%1” is not there. If it is on another disk, "
                                   "connect that.")
                        .arg(path));
    if (!folder.isDir())
        return fail(ErrorKind::Storage, QStringLiteral("“%1” is not a folder.").arg(path));
    if (!folder.isReadable() || !folder.isExecutable())
        return fail(
            ErrorKind::Storage,
            QStringLiteral("The folder “%1” can't be read. Allow Pinweek to read it.").arg(path));
    QList<FolderFile> files;
    QDirIterator found(path, QDir::Files);
    while (found.hasNext()) {
        found.next();
        if (!comesIn(found.fileName()))
            continue;
        const QFileInfo file = found.fileInfo();
        files += FolderFile{file.fileName(), file.size(), file.lastModified().toMSecsSinceEpoch()};
    }
    std::sort(files.begin(), files.end(),
              [](const FolderFile &a, const FolderFile &b) { return a.name < b.name; });
    return files;
}

QString titleOfFile(const QString &path)
{
    const QString written = embeddedTitle(path);
    return written.isEmpty() ? titleFromFileName(path) : cutToTitle(written);
}

} // namespace pinweek
