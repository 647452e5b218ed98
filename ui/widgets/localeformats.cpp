// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/localeformats.h"

#include <QRegularExpression>

namespace pinweek {

QString shortTimeFormat(const QLocale &locale)
{
    static const QRegularExpression rest(QStringLiteral("([:.]s{1,2})|(\\s*t+$)"));
    return locale.timeFormat(QLocale::ShortFormat).remove(rest);
}

QString shortDateFormat(const QLocale &locale)
{
    QString format = locale.dateFormat(QLocale::ShortFormat);
    if (!format.contains(QStringLiteral("yyyy")))
        format.replace(QStringLiteral("yy"), QStringLiteral("yyyy"));
    return format;
}

} // namespace pinweek
