// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/mediaasset.h"

namespace pinweek {

QString mediaRelativePath(const QString &sha256, const QString &format)
{
    const QString suffix = format == QLatin1String("jpeg") ? QStringLiteral("jpg") : format;
    return QStringLiteral("media/%1/%2.%3").arg(sha256.left(2), sha256, suffix);
}

} // namespace pinweek
