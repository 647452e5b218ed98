// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/board.h"

namespace pinweek {

QString boardPrivacyName(BoardPrivacy privacy)
{
    switch (privacy) {
    case BoardPrivacy::Protected:
        return QStringLiteral("PROTECTED");
    case BoardPrivacy::Secret:
        return QStringLiteral("SECRET");
    default:
        return QStringLiteral("PUBLIC");
    }
}

BoardPrivacy boardPrivacyFromName(const QString &name)
{
    if (name == QLatin1String("SECRET"))
        return BoardPrivacy::Secret;
    if (name == QLatin1String("PROTECTED"))
        return BoardPrivacy::Protected;
    return BoardPrivacy::Public;
}

} // namespace pinweek
