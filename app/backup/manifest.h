// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace pinweek {

/** One file of a backup, under its name in the workspace. */
struct BackupEntry
{
    QString name; // "pinweek.db", "media/ab/ab….jpg"
    qint64 bytes = 0;
    QString sha256; // 64 lower-case hexadecimal digits
    friend bool operator==(const BackupEntry &, const BackupEntry &) = default;
};

/** What a backup says of itself: the last file in it, `manifest.json`. */
struct BackupManifest
{
    UtcTime madeAt{};
    QString program; // version of Pinweek
    int schema = 0;  // version of the database
    qint64 pins = 0;
    bool pictures = false; // all files of the media library are in it
    QList<BackupEntry> entries;

    [[nodiscard]] qint64 bytes() const;
    /** How many of them are pictures and videos. */
    [[nodiscard]] qsizetype mediaCount() const;
};

/** Its name in the archive. */
QString manifestName();

/** True for the names that a backup may hold: the database, the settings, files of the media
 * library; nothing that could lead elsewhere. */
bool isBackupName(const QString &name);
/** Files of the media library below `workspace` that belong into a backup, as "media/…", sorted.
 * Worker threads. */
QStringList libraryNames(const QString &workspace);

QByteArray toJson(const BackupManifest &manifest);
/** Errors: Media for what is no manifest, or names what does not belong into a backup; Rejected for
 * a format of a newer Pinweek. */
Result<BackupManifest> manifestFromJson(const QByteArray &json);

} // namespace pinweek
