// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/pinlink.h"

#include <QRegularExpression>
#include <QUrl>

namespace pinweek {

std::optional<QString> pinIdOfLink(const QString &text)
{
    static const QRegularExpression digits(QStringLiteral("^\\d{1,32}$"));
    static const QRegularExpression site(
        QStringLiteral("^([a-z0-9-]+\\.)*pinterest\\.[a-z]{2,3}(\\.[a-z]{2})?$"));
    static const QRegularExpression path(QStringLiteral("^/pin/(?:[^/]*--)?(\\d{1,32})(?:/|$)"));
    const QString trimmed = text.trimmed();
    if (digits.match(trimmed).hasMatch())
        return trimmed;
    const QUrl url = QUrl::fromUserInput(trimmed);
    if (!url.isValid() || !site.match(url.host()).hasMatch())
        return std::nullopt;
    const QRegularExpressionMatch found = path.match(url.path());
    return found.hasMatch() ? std::optional(found.captured(1)) : std::nullopt;
}

} // namespace pinweek
