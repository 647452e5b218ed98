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

const QList<BoardPrivacy> &privaciesOfNewBoards()
{
    static const QList<BoardPrivacy> all{BoardPrivacy::Public, BoardPrivacy::Protected,
                                         BoardPrivacy::Secret};
    return all;
}

const QList<BoardPrivacy> &privaciesOfOldBoards()
{
    static const QList<BoardPrivacy> all{BoardPrivacy::Public, BoardPrivacy::Secret};
    return all;
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
