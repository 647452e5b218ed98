// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/refusal.h"

#include "media/imagedecode.h"

namespace pinweek {

QString fileSentence(const QString &name, const QString &why)
{
    return QStringLiteral("“%1” %2.").arg(oneLineName(name), why);
}

tl::unexpected<Error> refuse(const QString &name, const QString &why, ErrorKind kind)
{
    return fail(kind, fileSentence(name, why));
}

} // namespace pinweek
