// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/httplog.h"
#include "core/network.h"
#include "oauth/oauthflow.h"
#include "oauth/tokenkeeper.h"
#include "pinterest/client.h"
#include "sandbox/server.h"
#include "support/await.h"
#include "support/manualclock.h"
#include "support/testhttp.h"

#include <QLoggingCategory>
#include <QMutex>
#include <QNetworkAccessManager>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QUrlQuery>

using namespace pinweek;
using namespace pinweek::pinterest;
using namespace pinweek::test;

namespace {

/** Every log message of the process, of all threads. */
class LogRecorder
{
public:
    LogRecorder()
    {
        current() = this;
        m_before = qInstallMessageHandler(
            [](QtMsgType, const QMessageLogContext &context, const QString &message) {
                const QMutexLocker lock(&current()->m_mutex);
                current()->m_text += QByteArray(context.category) + ": " + message.toUtf8() + '\n';
            });
    }
    ~LogRecorder() { qInstallMessageHandler(m_before); }
    [[nodiscard]] QByteArray text()
    {
        const QMutexLocker lock(&m_mutex);
        return m_text;
    }

private:
    static LogRecorder *&current()
    {
        static LogRecorder *recorder = nullptr;
        return recorder;
    }
    QMutex m_mutex;
    QByteArray m_text;
    QtMessageHandler m_before;
};

} // namespace

/** Planted secrets are not in the log with all categories on, whatever goes wrong. Source:
 * protocols.md 4.7. */
class TestNetworkSecrets : public QObject
{
    Q_OBJECT

private slots:
    void loginRefreshAndRequestsLogNoSecret();
    void requestIdIsLoggedOnlyAsAnId();
};

void TestNetworkSecrets::loginRefreshAndRequestsLogNoSecret()
{
    // Not in Pinterest's form, so that the blanking of what looks like a token can't help.
    const QString accessSecret = QStringLiteral("PlantedAccess0123456789");
    const QString appSecret = QStringLiteral("PlantedAppSecret987");
    LogRecorder log;
    QLoggingCategory::setFilterRules(QStringLiteral("*=true"));

    ManualClock clock;
    SandboxServer pinterest(nullptr, &clock);
    QVERIFY(pinterest.start());
    LoginRequest request;
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress(QHostAddress::LocalHost)));
    request.redirectPort = free.serverPort();
    free.close();
    pinterest.setApp(QStringLiteral("1234567"), appSecret,
                     QStringLiteral("http://localhost:%1/").arg(request.redirectPort));
    pinterest.setAccessToken(accessSecret);
    pinterest.setConsent(sandbox::Consent::Allow);
    request.endpoints = {pinterest.apiBase(), pinterest.authorizeUrl(), pinterest.tokenUrl()};
    request.appId = pinterest.appId();
    request.appSecret = appSecret;

    QNetworkAccessManager network;
    hardenNetwork(network);
    OAuthFlow flow(request, clock, network);
    std::optional<Result<TokenSet>> login;
    connect(&flow, &OAuthFlow::finished, this,
            [&](const Result<TokenSet> &result) { login = result; });
    flow.start();
    TestHttp browser;
    const QUrl back(QString::fromLatin1(browser.get(flow.authorizeUrl()).header("Location")));
    browser.get(QUrl(back.toString().replace(QLatin1String("state="), QLatin1String("state=x"))));
    const QUrl done =
        back.resolved(QUrl(QString::fromLatin1(browser.get(back).header("Location"))));
    browser.get(done);
    QTRY_VERIFY(login);
    QVERIFY(*login);

    QTemporaryDir directory;
    MemoryVault vault;
    Account account;
    account.endpoints = request.endpoints;
    account.appId = request.appId;
    account.remoteId = pinterest.userId();
    Awaited<void> written;
    vault.write(account.vaultKey(), {(*login).value(), appSecret}, this, written.done());
    QVERIFY(written.wait());
    TokenKeeper keeper(account, vault, clock, network, directory.path());
    Client client(pinterest.apiBase(), keeper, clock);
    Awaited<RemoteBoard> board;
    client.createBoard({QStringLiteral("PlantedBoardName"), {}}, this, board.done());
    QVERIFY(board.wait());
    pinterest.expireAccessTokens();
    Awaited<QList<RemoteBoard>> boards;
    client.boards(this, boards.done());
    QVERIFY(boards.wait());
    pinterest.answerNextWith("GET", QStringLiteral("/v5/boards"), 200, {},
                             R"({"items":[],"bookmark":"PlantedBookmark"})");
    pinterest.revokeRefreshTokens();
    FixedToken fixed(accessSecret);
    Client other(pinterest.apiBase(), fixed, clock);
    for (const int status : {401, 403, 429, 500}) {
        pinterest.answerNextWith(
            status, {}, QByteArray("{\"code\":1,\"message\":\"") + accessSecret.toUtf8() + "\"}");
        Awaited<RemoteBoard> failed;
        other.createBoard({QStringLiteral("x"), {}}, this, failed.done());
        QVERIFY(!failed.wait());
        QVERIFY(!failed.error().detail.contains(accessSecret));
    }
    pinterest.dropNextAfterCommit("POST");
    Awaited<RemoteBoard> cut;
    other.createBoard({QStringLiteral("x"), {}}, this, cut.done());
    QVERIFY(!cut.wait());
    pinterest.stop();
    Awaited<RemoteBoard> offline;
    other.board(QStringLiteral("1"), this, offline.done());
    QVERIFY(!offline.wait());

    QLoggingCategory::setFilterRules({});
    const QByteArray text = log.text();
    QVERIFY(text.contains("pinweek.http")); // it did log
    QVERIFY(text.contains("pinweek.oauth"));
    const QString state = QUrlQuery(flow.authorizeUrl()).queryItemValue(QStringLiteral("state"));
    const QString code = QUrlQuery(back).queryItemValue(QStringLiteral("code"));
    QVERIFY(!code.isEmpty());
    QList<QString> secrets{accessSecret,
                           appSecret,
                           state,
                           code,
                           (*login)->accessToken,
                           (*login)->refreshToken,
                           QStringLiteral("PlantedBoardName"),
                           QStringLiteral("PlantedBookmark"),
                           QString::fromLatin1(basic(request.appId, appSecret))};
    for (const sandbox::Token &token : pinterest.state().tokens)
        secrets << token.access << token.refresh;
    for (const QString &secret : secrets) {
        if (!secret.isEmpty())
            QVERIFY2(!text.contains(secret.toUtf8()), qPrintable(secret));
    }
}

void TestNetworkSecrets::requestIdIsLoggedOnlyAsAnId()
{
    LogRecorder log;
    HttpLog("GET").finished(200, "12-ab\nforged line: \"x\"");
    QVERIFY(log.text().contains("rid 12-abforgedlinex"));
    QCOMPARE(log.text().count('\n'), 1);
}

QTEST_GUILESS_MAIN(TestNetworkSecrets)
#include "tst_networksecrets.moc"
