// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImageIOHandler>
#include <QString>

namespace pinweek {

/**
 * How a JPEG, PNG or WebP has to be turned to be seen upright, by the EXIF in it (Qt looks for that
 * in JPEG only). None where there is no EXIF, or it is damaged. Source: EXIF 2.32 sections 4.5 and
 * 4.6.4, PNG 11.3.3.6 (eXIf), the WebP container. Any thread.
 */
QImageIOHandler::Transformations exifTurns(const QByteArray &bytes, const QString &format);

} // namespace pinweek
