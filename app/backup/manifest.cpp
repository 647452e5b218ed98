// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/manifest.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <limits>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

const auto formatName = u"pinweek-backup"_s;
constexpr int formatVersion = 1;

auto nonsense()
{
    return fail(
        ErrorKind::Media,
        u"This file is no whole backup of Pinweek: its table of contents makes no sense."_s);
}

bool isSha256(const QString &text)
{
    static const QRegularExpression form(u"\\A[0-9a-f]{64}\\z"_s);
    return form.match(text).hasMatch();
}

} // namespace

qint64 BackupManifest::bytes() const
{
    qint64 sum = 0;
    for (const BackupEntry &entry : entries)
        sum += entry.bytes;
    return sum;
}

qsizetype BackupManifest::mediaCount() const
{
    return std::count_if(entries.cbegin(), entries.cend(), [](const BackupEntry &entry) {
        return entry.name.startsWith(u"media/"_s);
    });
}

QString manifestName()
{
    return u"manifest.json"_s;
}

bool isBackupName(const QString &name)
{
    static const QRegularExpression form(
        u"\\A(pinweek\\.db|settings\\.ini|media/[0-9a-f]{2}/[0-9a-f]{64}\\.[a-z0-9]{1,8})\\z"_s);
    return form.match(name).hasMatch();
}

QStringList libraryNames(const QString &workspace)
{
    QStringList names;
    const QDir root(workspace);
    QDirIterator files(root.filePath(u"media"_s), QDir::Files | QDir::NoSymLinks,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString name = root.relativeFilePath(files.next());
        if (isBackupName(name))
            names.append(name);
    }
    names.sort();
    return names;
}

QByteArray toJson(const BackupManifest &manifest)
{
    QJsonArray files;
    for (const BackupEntry &entry : manifest.entries)
        files.append(QJsonObject{
            {u"name"_s, entry.name}, {u"bytes"_s, entry.bytes}, {u"sha256"_s, entry.sha256}});
    return QJsonDocument(QJsonObject{{u"format"_s, formatName},
                                     {u"version"_s, formatVersion},
                                     {u"made_at"_s, toIso(manifest.madeAt)},
                                     {u"program"_s, manifest.program},
                                     {u"schema"_s, manifest.schema},
                                     {u"pins"_s, manifest.pins},
                                     {u"pictures"_s, manifest.pictures},
                                     {u"files"_s, files}})
        .toJson(QJsonDocument::Compact);
}

Result<BackupManifest> manifestFromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object[u"format"_s].toString() != formatName)
        return nonsense();
    if (object[u"version"_s].toInt() > formatVersion)
        return fail(ErrorKind::Rejected, u"This backup was made by a newer Pinweek. Please update "
                                         "Pinweek, then restore it. Nothing was changed."_s);
    const QDateTime made = QDateTime::fromString(object[u"made_at"_s].toString(), Qt::ISODate);
    if (!made.isValid())
        return nonsense();
    BackupManifest manifest;
    manifest.madeAt = fromDateTime(made);
    manifest.program = object[u"program"_s].toString().left(40);
    manifest.schema = object[u"schema"_s].toInt();
    manifest.pins = std::max<qint64>(object[u"pins"_s].toInteger(), 0);
    manifest.pictures = object[u"pictures"_s].toBool();
    QSet<QString> names;
    qint64 room = std::numeric_limits<qint64>::max();
    for (const QJsonValue &value : object[u"files"_s].toArray()) {
        const BackupEntry entry{value[u"name"_s].toString(), value[u"bytes"_s].toInteger(-1),
                                value[u"sha256"_s].toString()};
        if (!isBackupName(entry.name) || names.contains(entry.name) || entry.bytes < 0 ||
            entry.bytes > room || !isSha256(entry.sha256))
            return nonsense();
        room -= entry.bytes;
        names.insert(entry.name);
        manifest.entries.append(entry);
    }
    if (!names.contains(u"pinweek.db"_s))
        return nonsense();
    return manifest;
}

} // namespace pinweek
