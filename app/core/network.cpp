// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network.h"

#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QUrl>
#include <QNetworkCookie>
#include <QNetworkCookieJar>

namespace pinweek {

namespace {

class NoCookies final : public QNetworkCookieJar
{
public:
    using QNetworkCookieJar::QNetworkCookieJar;
    [[nodiscard]] QList<QNetworkCookie> cookiesForUrl(const QUrl &) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> &, const QUrl &) override { return false; }
};

} // namespace

void hardenNetwork(QNetworkAccessManager &network)
{
    network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    network.setCookieJar(new NoCookies(&network));
    network.setCache(nullptr);
    network.setAutoDeleteReplies(false);
}

void hardenRequest(QNetworkRequest &request)
{
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
}

QNetworkRequest requestTo(const QUrl &address, const QHostAddress &host)
{
    QUrl numbered = address;
    numbered.setHost(host.toString());
    numbered.setFragment({});
    numbered.setUserInfo({});
    QNetworkRequest request(numbered);
    hardenRequest(request);
    const QString name = address.host(QUrl::FullyEncoded);
    const QString bracketed =
        name.contains(QLatin1Char(':')) ? QStringLiteral("[%1]").arg(name) : name;
    const bool isUsualPort = address.port(-1) < 0;
    request.setRawHeader(
        "Host", isUsualPort
                    ? bracketed.toLatin1()
                    : QStringLiteral("%1:%2").arg(bracketed).arg(address.port()).toLatin1());
    request.setPeerVerifyName(name);
    return request;
}

QByteArray charsetIn(const QByteArray &contentType)
{
    const qsizetype at = contentType.toLower().indexOf("charset=");
    if (at < 0)
        return {};
    QByteArray charset = contentType.mid(at + 8).split(';').constFirst();
    return charset.replace('"', "").replace('\'', "").trimmed();
}

} // namespace pinweek
