// SPDX-License-Identifier: GPL-3.0-or-later
#include "oauth/tokenset.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace pinweek {

namespace {

constexpr int formatVersion = 1;

void insertTime(QJsonObject &object, const char *name, const std::optional<UtcTime> &time)
{
    if (time)
        object.insert(QLatin1String(name), toIso(*time));
}

std::optional<UtcTime> timeOf(const QJsonObject &object, const char *name)
{
    return fromIsoUtc(object.value(QLatin1String(name)).toString());
}

} // namespace

QByteArray AccountSecrets::toJson() const
{
    QJsonObject object{
        {QStringLiteral("version"), formatVersion},
        {QStringLiteral("access_token"), tokens.accessToken},
        {QStringLiteral("refresh_token"), tokens.refreshToken},
        {QStringLiteral("scopes"), QJsonArray::fromStringList(tokens.scopes)},
        {QStringLiteral("app_secret"), appSecret},
    };
    insertTime(object, "access_ends_at", tokens.accessEndsAt);
    insertTime(object, "refresh_ends_at", tokens.refreshEndsAt);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<AccountSecrets> AccountSecrets::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    AccountSecrets secrets;
    secrets.tokens.accessToken = object.value(QLatin1String("access_token")).toString();
    secrets.tokens.refreshToken = object.value(QLatin1String("refresh_token")).toString();
    if (secrets.tokens.accessToken.isEmpty() && secrets.tokens.refreshToken.isEmpty())
        return std::nullopt;
    secrets.tokens.accessEndsAt = timeOf(object, "access_ends_at");
    secrets.tokens.refreshEndsAt = timeOf(object, "refresh_ends_at");
    const QJsonArray scopes = object.value(QLatin1String("scopes")).toArray();
    for (const QJsonValue &scope : scopes)
        secrets.tokens.scopes.append(scope.toString());
    secrets.appSecret = object.value(QLatin1String("app_secret")).toString();
    return secrets;
}

} // namespace pinweek
