// SPDX-License-Identifier: GPL-3.0-or-later
#include "writer/writerkey.h"

#include <QUrl>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr int httpsPort = 443;
constexpr int httpPort = 80;

QUrl urlOf(const QString &address)
{
    return QUrl(address.trimmed(), QUrl::StrictMode);
}

QString authorityOf(QUrl url, int defaultPort)
{
    url.setUserInfo({});
    url.setPort(url.port(defaultPort));
    return url.authority(QUrl::FullyEncoded);
}

} // namespace

QString writerOrigin(const QString &address)
{
    const QUrl url = urlOf(address);
    if (!url.isValid() || url.host().isEmpty())
        return {};
    return url.scheme() + u"://"_s +
           authorityOf(url, url.scheme() == "http"_L1 ? httpPort : httpsPort);
}

QString writerHost(const QString &address)
{
    return authorityOf(urlOf(address), -1);
}

QString writerKeyItem(const QString &address)
{
    return u"writer "_s + writerOrigin(address);
}

void readWriterKey(TokenVault &vault, const QString &address, QObject *context, Done<QString> done)
{
    if (writerOrigin(address).isEmpty()) {
        deliver<QString>(context, std::move(done), QString());
        return;
    }
    // A program of one's own wants a key seldom: it says so itself.
    const bool isNeeded = urlOf(address).scheme() != "http"_L1;
    vault.read(
        writerKeyItem(address), context,
        [isNeeded, done = std::move(done)](const Result<std::optional<AccountSecrets>> &found) {
            if (!found && !isNeeded)
                done(QString());
            else if (!found)
                done(fail(found.error()));
            else
                done(*found ? (*found)->tokens.accessToken : QString());
        });
}

void keepWriterKey(TokenVault &vault, const QString &address, const QString &key, QObject *context,
                   Done<void> done)
{
    if (writerOrigin(address).isEmpty()) {
        deliver<void>(context, std::move(done),
                      fail({ErrorKind::Rejected, u"a key without an address"_s}));
        return;
    }
    if (key.isEmpty()) {
        vault.remove(writerKeyItem(address), context, std::move(done));
        return;
    }
    AccountSecrets secrets;
    secrets.tokens.accessToken = key;
    vault.write(writerKeyItem(address), secrets, context, std::move(done));
}

} // namespace pinweek
