// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/account.h"

#include <QHostAddress>

#include <array>

namespace pinweek {

namespace {
constexpr std::array<const char *, 4> environmentNames{"local", "production", "sandbox", "custom"};
constexpr std::array<const char *, 3> deliveryNames{"automatic", "remind_me", "hand_over"};
} // namespace

QString environmentName(Environment environment)
{
    return QString::fromLatin1(environmentNames.at(size_t(environment)));
}

Environment environmentFromName(const QString &name)
{
    for (size_t i = 0; i < environmentNames.size(); ++i) {
        if (name == QLatin1String(environmentNames[i]))
            return Environment(i);
    }
    return Environment::Local;
}

RequestLimits usualLimits(Environment environment)
{
    return environment == Environment::Sandbox ? trialLimits() : standardLimits();
}

QString deliveryModeName(DeliveryMode mode)
{
    return QString::fromLatin1(deliveryNames.at(size_t(mode)));
}

DeliveryMode deliveryModeFromName(const QString &name)
{
    for (size_t i = 0; i < deliveryNames.size(); ++i) {
        if (name == QLatin1String(deliveryNames[i]))
            return DeliveryMode(i);
    }
    return DeliveryMode::RemindMe;
}

Endpoints endpointsOf(Environment environment)
{
    const QUrl authorize(QStringLiteral("https://www.pinterest.com/oauth/"));
    switch (environment) {
    case Environment::Production:
        return {QUrl(QStringLiteral("https://api.pinterest.com/v5")), authorize,
                QUrl(QStringLiteral("https://api.pinterest.com/v5/oauth/token"))};
    case Environment::Sandbox:
        return {QUrl(QStringLiteral("https://api-sandbox.pinterest.com/v5")), authorize,
                QUrl(QStringLiteral("https://api-sandbox.pinterest.com/v5/oauth/token"))};
    default:
        return {};
    }
}

Environment environmentAt(const QUrl &apiBase)
{
    const QUrl base = apiBase.adjusted(QUrl::StripTrailingSlash);
    for (const Environment environment : {Environment::Production, Environment::Sandbox}) {
        if (base == endpointsOf(environment).apiBase)
            return environment;
    }
    return Environment::Custom;
}

Endpoints endpointsOfBase(const QUrl &apiBase)
{
    QUrl base = apiBase.adjusted(QUrl::StripTrailingSlash);
    QUrl authorize = base;
    authorize.setPath(QStringLiteral("/oauth/"));
    QUrl token = base;
    token.setPath(base.path() + QStringLiteral("/oauth/token"));
    return {base, authorize, token};
}

bool isAllowedApiBase(const QUrl &apiBase)
{
    if (!apiBase.isValid() || apiBase.host().isEmpty() || !apiBase.userInfo().isEmpty())
        return false;
    if (apiBase.scheme() == QLatin1String("https"))
        return true;
    if (apiBase.scheme() != QLatin1String("http"))
        return false;
    return apiBase.host() == QLatin1String("localhost") ||
           QHostAddress(apiBase.host()).isLoopback();
}

bool Account::signInEndsSoon(UtcTime now) const
{
    return signInEndsAt &&
           (signInRenews ? *signInEndsAt <= now : *signInEndsAt - now <= signInWarning);
}

bool Account::signInLapses(UtcTime now) const
{
    return signInEndsAt && signInRenews && *signInEndsAt > now &&
           *signInEndsAt - now <= signInWarning;
}

QString Account::vaultKey() const
{
    return endpoints.apiBase.toString() + QLatin1Char('|') + remoteId;
}

} // namespace pinweek
