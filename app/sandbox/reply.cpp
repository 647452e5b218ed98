// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/reply.h"

#include <QJsonDocument>

namespace pinweek::sandbox {

HttpReply jsonReply(int status, const QJsonObject &object)
{
    return {status,
            {{"Content-Type", "application/json"}},
            QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

HttpReply refusalReply(const Refusal &refusal)
{
    return jsonReply(refusal.status, {{QStringLiteral("code"), refusal.code},
                                      {QStringLiteral("message"), refusal.message}});
}

HttpReply pageReply(int status, const QString &title, const QString &bodyHtml)
{
    static const QString page = QStringLiteral(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%1</title>"
        "<style>body{font:16px/1.5 sans-serif;max-width:34em;margin:4em auto;padding:0 1em}"
        "button{font:inherit;padding:.5em 1.5em;margin-right:1em}</style></head>"
        "<body><h1>%1</h1>%2</body></html>\n");
    return {status,
            {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "no-store"}},
            page.arg(title.toHtmlEscaped(), bodyHtml).toUtf8()};
}

HttpReply redirectReply(const QByteArray &location)
{
    return {302, {{"Location", location}, {"Cache-Control", "no-store"}}, {}};
}

} // namespace pinweek::sandbox
