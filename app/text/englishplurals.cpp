// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/englishplurals.h"

namespace pinweek {

QString EnglishPlurals::translate(const char *, const char *sourceText, const char *, int n) const
{
    const auto mark = QLatin1String("(s)");
    QString text = QString::fromUtf8(sourceText);
    if (n < 0 || !text.contains(mark))
        return {};
    return text.replace(mark, n == 1 ? QLatin1String() : QLatin1String("s"));
}

} // namespace pinweek
