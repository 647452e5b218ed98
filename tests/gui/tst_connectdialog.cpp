// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "sandbox/server.h"
#include "store/accountstore.h"
#include "store/store.h"
#include "ui/accounts/connectdialog.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTcpServer>
#include <QUrlQuery>

using namespace pinweek;
using namespace pinweek::test;

namespace {

/** Stands for the system browser: keeps the address it is sent to, and follows it and its redirects
 * when told. */
class Browser : public QObject
{
    Q_OBJECT

public:
    QList<QUrl> opened;

    void follow(const QUrl &url)
    {
        QNetworkRequest request(url);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                             QNetworkRequest::ManualRedirectPolicy);
        QNetworkReply *reply = m_network.get(request);
        connect(reply, &QNetworkReply::finished, this, [this, reply, url] {
            reply->deleteLater();
            const QUrl next = reply->header(QNetworkRequest::LocationHeader).toUrl();
            if (!next.isEmpty())
                follow(url.resolved(next));
        });
    }

public slots:
    void open(const QUrl &url) { opened.append(url); }

private:
    QNetworkAccessManager m_network;
};

/** A system without a keychain. */
class NoVault : public TokenVault
{
public:
    void read(const QString &, QObject *context, Done<std::optional<AccountSecrets>> done) override
    {
        deliver<std::optional<AccountSecrets>>(context, std::move(done), missing());
    }
    void write(const QString &, const AccountSecrets &, QObject *context, Done<void> done) override
    {
        deliver<void>(context, std::move(done), missing());
    }
    void remove(const QString &, QObject *context, Done<void> done) override
    {
        deliver<void>(context, std::move(done), missing());
    }
    void probe(QObject *context, Done<void> done) override
    {
        deliver<void>(context, std::move(done), missing());
    }

private:
    static tl::unexpected<Error> missing()
    {
        return fail(ErrorKind::Keychain, QStringLiteral("There is no keychain on this system."));
    }
};

} // namespace

class TestConnectDialog : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void connectsThroughTheBrowser();
    void refusalIsSaidAndTryAgainLeadsBack();
    void cancelLeavesNoListener();
    void closingTheDialogLeavesNoListener();
    void busyPortIsNamed();
    void wrongSecretIsExplained();
    void whatKeepsTheTokensAwayIsSaid_data();
    void whatKeepsTheTokensAwayIsSaid();
    void aTokenEndpointThatIsGoneIsSaid();
    void aStrangeAnswerIsSaidAndTheWaitGoesOn();
    void openAgainUsesTheSameAddress();
    void withoutAKeychainItAsksBeforeTheBrowserOpens();
    void aPastedTokenConnects();
    void aRefusedTokenIsSaid();
    void plainHttpToAnotherMachineIsRefused();
    void theRedirectAddressFollowsThePortAndIsCopied();
    void reconnectFillsInWhatIsKnown();
    void everyControlHasItsName();

private:
    template<typename T>
    T *part(const char *name) const
    {
        return partOf<T>(*m_dialog, name);
    }
    void open(std::unique_ptr<TokenVault> vault = nullptr);
    void press(const char *name)
    {
        auto *button = part<QPushButton>(name);
        QVERIFY2(button->isVisible() && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void type(const char *name, const QString &text)
    {
        part<QLineEdit>(name)->clear();
        QTest::keyClicks(part<QLineEdit>(name), text);
    }
    QString title() const { return part<QLabel>("titleLabel")->text(); }
    /** Up to the page about the app, for the stand-in. */
    void choosePlace();
    /** From there until the browser was called. */
    void startLogin(const QString &secret = {});
    bool portIsFree() const
    {
        QTcpServer server;
        return server.listen(QHostAddress::LocalHost, m_port);
    }

    quint16 m_port = 0;
    Browser m_browser;
    std::unique_ptr<SandboxServer> m_pinterest;
    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<ConnectDialog> m_dialog;
};

void TestConnectDialog::init()
{
    failOnWarnings();
    m_browser.opened.clear();
    QDesktopServices::setUrlHandler(QStringLiteral("http"), &m_browser, "open");
    QTcpServer probe;
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    m_port = probe.serverPort();
    probe.close();
    m_pinterest = std::make_unique<SandboxServer>();
    QVERIFY(m_pinterest->start());
    m_pinterest->setApp(QStringLiteral("1234567"), QStringLiteral("s3cret"),
                        QStringLiteral("http://localhost:%1/").arg(m_port));
    m_pinterest->setConsent(sandbox::Consent::Allow);
    m_pinterest->addBoard(QStringLiteral("Recipes"));
    m_pinterest->addBoard(QStringLiteral("Garden"));
}

void TestConnectDialog::cleanup()
{
    QDesktopServices::unsetUrlHandler(QStringLiteral("http"));
    m_dialog.reset();
    m_gui.reset();
    m_pinterest.reset();
}

void TestConnectDialog::open(std::unique_ptr<TokenVault> vault)
{
    m_gui = std::make_unique<GuiWorkspace>(std::move(vault));
    m_gui->workspace->settings().setRedirectPort(m_port);
    m_dialog = std::make_unique<ConnectDialog>(*m_gui->workspace, *m_gui->theme);
    m_dialog->open();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
}

void TestConnectDialog::choosePlace()
{
    part<QRadioButton>("customRadioButton")->click();
    type("apiBaseLineEdit", m_pinterest->apiBase().toString());
    type("authorizeAddressLineEdit", m_pinterest->authorizeUrl().toString());
    type("tokenAddressLineEdit", m_pinterest->tokenUrl().toString());
    press("continuePushButton");
    QCOMPARE(title(), QStringLiteral("Your Pinterest app"));
}

void TestConnectDialog::startLogin(const QString &secret)
{
    choosePlace();
    QVERIFY(!part<QPushButton>("continuePushButton")->isEnabled());
    type("appIdLineEdit", QStringLiteral("1234567"));
    type("appSecretLineEdit", secret.isEmpty() ? QStringLiteral("s3cret") : secret);
    press("continuePushButton");
    QTRY_COMPARE(m_browser.opened.size(), 1);
    QCOMPARE(title(), QStringLiteral("Allow it in your browser"));
}

void TestConnectDialog::connectsThroughTheBrowser()
{
    open();
    QSignalSpy connected(m_dialog.get(), &ConnectDialog::connected);
    startLogin();
    QVERIFY(part<QLabel>("waitLeftLabel")->text().contains(QStringLiteral("5:00")));
    m_browser.follow(m_browser.opened.first());
    QTRY_COMPARE(title(), QStringLiteral("Connected"));
    QCOMPARE(connected.count(), 1);
    QVERIFY(part<QLabel>("doneTextLabel")->text().contains(m_pinterest->username()));
    QTRY_VERIFY2(part<QLabel>("doneBoardsLabel")->text().contains(QStringLiteral("2 board")),
                 qPrintable(part<QLabel>("doneBoardsLabel")->text()));
    const auto account =
        m_gui->workspace->store().accounts().account(connected.first().first().value<AccountId>());
    QVERIFY(account.has_value());
    QCOMPARE(account->appId, QStringLiteral("1234567"));
    std::optional<AccountSecrets> kept;
    m_gui->workspace->vault().read(
        account->vaultKey(), this,
        [&](const Result<std::optional<AccountSecrets>> &r) { kept = r.value_or(std::nullopt); });
    QTRY_VERIFY(kept.has_value());
    QCOMPARE(kept->appSecret, QStringLiteral("s3cret"));
    QCOMPARE(part<QLineEdit>("appSecretLineEdit")->text(), QString()); // not left in the window
    QVERIFY(portIsFree());
    press("continuePushButton");
    QCOMPARE(m_dialog->result(), int(QDialog::Accepted));
}

void TestConnectDialog::refusalIsSaidAndTryAgainLeadsBack()
{
    m_pinterest->setConsent(sandbox::Consent::Deny);
    open();
    startLogin();
    m_browser.follow(m_browser.opened.first());
    QTRY_COMPARE(title(), QStringLiteral("That did not work"));
    QVERIFY(
        part<QLabel>("problemTextLabel")->text().contains(QStringLiteral("told not to allow it")));
    QVERIFY(portIsFree());
    press("continuePushButton");
    QCOMPARE(title(), QStringLiteral("Your Pinterest app"));
    QCOMPARE(part<QLineEdit>("appIdLineEdit")->text(), QStringLiteral("1234567"));
}

void TestConnectDialog::cancelLeavesNoListener()
{
    open();
    startLogin();
    QVERIFY(!portIsFree());
    press("cancelPushButton");
    QTRY_COMPARE(title(), QStringLiteral("Your Pinterest app"));
    QVERIFY(portIsFree());
    QVERIFY(m_dialog->isVisible());
}

void TestConnectDialog::closingTheDialogLeavesNoListener()
{
    open();
    startLogin();
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QTRY_VERIFY(!m_dialog->isVisible());
    QTRY_VERIFY(portIsFree());
}

void TestConnectDialog::busyPortIsNamed()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost, m_port));
    open();
    choosePlace();
    type("appIdLineEdit", QStringLiteral("1234567"));
    type("appSecretLineEdit", QStringLiteral("s3cret"));
    press("continuePushButton");
    QTRY_COMPARE(title(), QStringLiteral("That did not work"));
    QVERIFY(part<QLabel>("problemTextLabel")->text().contains(QString::number(m_port)));
    QVERIFY(m_browser.opened.isEmpty());
}

void TestConnectDialog::wrongSecretIsExplained()
{
    open();
    startLogin(QStringLiteral("wrong"));
    m_browser.follow(m_browser.opened.first());
    QTRY_COMPARE(title(), QStringLiteral("That did not work"));
    const QString text = part<QLabel>("problemTextLabel")->text();
    QVERIFY2(text.contains(QStringLiteral("id and secret")), qPrintable(text));
}

void TestConnectDialog::whatKeepsTheTokensAwayIsSaid_data()
{
    using Fault = std::function<void(SandboxServer &)>;
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QString>("said");
    const QString path = QStringLiteral("/v5/oauth/token");
    QTest::newRow("503") << Fault([](SandboxServer &p) { p.setTokenEndpointDown(true); })
                         << QStringLiteral("out of order just now (503)");
    QTest::newRow("cut") << Fault([path](SandboxServer &p) {
        p.dropNextBeforeCommit("POST", path);
    }) << QStringLiteral("broke off before it had answered");
    QTest::newRow("no JSON") << Fault([path](SandboxServer &p) { p.garbageNext("POST", path); })
                             << QStringLiteral("is no answer of Pinterest's");
    QTest::newRow("429") << Fault([path](SandboxServer &p) {
        p.answerNextWith("POST", path, 429, {{"Retry-After", "170"}});
    }) << QStringLiteral("Try again in 3 minute");
    QTest::newRow("403") << Fault([path](SandboxServer &p) { p.answerNextWith("POST", path, 403); })
                         << QStringLiteral("refused the sign-in (403)");
    QTest::newRow("permissions") << Fault([path](SandboxServer &p) {
        p.answerNextWith("POST", path, 200, {},
                         R"({"access_token":"pina_x","token_type":"bearer","expires_in":2592000,)"
                         R"("scope":"user_accounts:read,boards:read,pins:read"})");
    }) << QStringLiteral("allow everything that is asked. Missing: boards:write, pins:write.");
}

void TestConnectDialog::whatKeepsTheTokensAwayIsSaid()
{
    QFETCH(std::function<void(SandboxServer &)>, fault);
    QFETCH(QString, said);
    open();
    startLogin();
    fault(*m_pinterest);
    m_browser.follow(m_browser.opened.first());
    QTRY_COMPARE(title(), QStringLiteral("That did not work"));
    const QString text = part<QLabel>("problemTextLabel")->text();
    QVERIFY2(text.contains(said), qPrintable(text));
    QVERIFY2(!text.contains(QStringLiteral("pin "), Qt::CaseInsensitive), qPrintable(text));
    QVERIFY(portIsFree());
}

void TestConnectDialog::aTokenEndpointThatIsGoneIsSaid()
{
    open();
    startLogin();
    const QUrl address = m_browser.opened.first();
    const QString state = QUrlQuery(address).queryItemValue(QStringLiteral("state"));
    m_pinterest->stop();
    m_browser.follow(
        QUrl(QStringLiteral("http://localhost:%1/?code=abc&state=%2").arg(m_port).arg(state)));
    QTRY_COMPARE(title(), QStringLiteral("That did not work"));
    const QString text = part<QLabel>("problemTextLabel")->text();
    QVERIFY2(text.contains(QStringLiteral("127.0.0.1) can't be reached")), qPrintable(text));
    QVERIFY(!text.contains(QStringLiteral("pins")));
}

void TestConnectDialog::aStrangeAnswerIsSaidAndTheWaitGoesOn()
{
    open();
    startLogin();
    m_browser.follow(
        QUrl(QStringLiteral("http://localhost:%1/?code=abc&state=forged").arg(m_port)));
    auto *hint = part<QLabel>("waitHintLabel");
    QTRY_VERIFY(!hint->text().isEmpty());
    QCOMPARE(title(), QStringLiteral("Allow it in your browser"));
    m_browser.follow(m_browser.opened.first());
    QTRY_COMPARE(title(), QStringLiteral("Connected"));
}

void TestConnectDialog::openAgainUsesTheSameAddress()
{
    open();
    startLogin();
    press("openAgainPushButton");
    QTRY_COMPARE(m_browser.opened.size(), 2);
    QCOMPARE(m_browser.opened.at(0), m_browser.opened.at(1));
}

void TestConnectDialog::withoutAKeychainItAsksBeforeTheBrowserOpens()
{
    open(std::make_unique<NoVault>());
    choosePlace();
    type("appIdLineEdit", QStringLiteral("1234567"));
    type("appSecretLineEdit", QStringLiteral("s3cret"));
    press("continuePushButton");
    QTRY_COMPARE(title(), QStringLiteral("Your keychain can't be used"));
    QVERIFY(m_browser.opened.isEmpty());
    QVERIFY(part<QLabel>("keychainTextLabel")->text().contains(QStringLiteral("no keychain")));
    QCOMPARE(part<QPushButton>("continuePushButton")->text(),
             QStringLiteral("&Keep for this run only"));
    press("continuePushButton");
    QTRY_COMPARE(m_browser.opened.size(), 1);
    m_browser.follow(m_browser.opened.first());
    QTRY_COMPARE(title(), QStringLiteral("Connected"));
}

void TestConnectDialog::aPastedTokenConnects()
{
    open();
    part<QRadioButton>("customRadioButton")->click();
    type("apiBaseLineEdit", m_pinterest->apiBase().toString());
    press("haveTokenPushButton");
    auto *token = part<QLineEdit>("accessTokenLineEdit");
    QCOMPARE(token->echoMode(), QLineEdit::Password);
    QGuiApplication::clipboard()->setText(m_pinterest->accessToken());
    token->paste();
    press("clearClipboardPushButton");
    QCOMPARE(QGuiApplication::clipboard()->text(), QString());
    press("continuePushButton");
    QTRY_COMPARE(title(), QStringLiteral("Connected"));
    QCOMPARE(token->text(), QString());
}

void TestConnectDialog::aRefusedTokenIsSaid()
{
    open();
    part<QRadioButton>("customRadioButton")->click();
    type("apiBaseLineEdit", m_pinterest->apiBase().toString());
    press("haveTokenPushButton");
    type("accessTokenLineEdit", QStringLiteral("pina_wrong"));
    press("continuePushButton");
    QTRY_COMPARE(title(), QStringLiteral("That did not work"));
    press("continuePushButton");
    QCOMPARE(title(), QStringLiteral("Paste an access token"));
}

void TestConnectDialog::plainHttpToAnotherMachineIsRefused()
{
    open();
    part<QRadioButton>("customRadioButton")->click();
    type("apiBaseLineEdit", QStringLiteral("http://example.com/v5"));
    QVERIFY(!part<QPushButton>("continuePushButton")->isEnabled());
    QVERIFY(!part<QPushButton>("haveTokenPushButton")->isEnabled());
    QVERIFY(part<QLabel>("placeProblemLabel")->text().contains(QStringLiteral("https://")));
    // The token address gets code and secret: the same rule.
    type("apiBaseLineEdit", QStringLiteral("https://example.com/v5"));
    type("tokenAddressLineEdit", QStringLiteral("http://example.com/token"));
    press("continuePushButton");
    QCOMPARE(title(), QStringLiteral("Where should your pins go?"));
    QVERIFY(part<QLabel>("placeProblemLabel")->text().contains(QStringLiteral("token address")));
}

void TestConnectDialog::theRedirectAddressFollowsThePortAndIsCopied()
{
    open();
    choosePlace();
    QCOMPARE(part<QLineEdit>("redirectLineEdit")->text(),
             QStringLiteral("http://localhost:%1/").arg(m_port));
    part<QSpinBox>("portSpinBox")->setValue(9123);
    QCOMPARE(part<QLineEdit>("redirectLineEdit")->text(), QStringLiteral("http://localhost:9123/"));
    QCOMPARE(m_gui->workspace->settings().redirectPort(), 9123);
    press("copyRedirectPushButton");
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("http://localhost:9123/"));
}

void TestConnectDialog::reconnectFillsInWhatIsKnown()
{
    open();
    Account account = m_gui->account;
    account.appId = QStringLiteral("1234567");
    account.endpoints = {m_pinterest->apiBase(), m_pinterest->authorizeUrl(),
                         m_pinterest->tokenUrl()};
    bool stored = false;
    AccountSecrets secrets;
    secrets.appSecret = QStringLiteral("s3cret");
    m_gui->workspace->vault().write(account.vaultKey(), secrets, this,
                                    [&](const Result<void> &r) { stored = r.has_value(); });
    QTRY_VERIFY(stored);
    m_dialog->reconnect(account);
    QCOMPARE(title(), QStringLiteral("Your Pinterest app"));
    QCOMPARE(part<QLineEdit>("appIdLineEdit")->text(), QStringLiteral("1234567"));
    QTRY_COMPARE(part<QLineEdit>("appSecretLineEdit")->text(), QStringLiteral("s3cret"));
    press("continuePushButton");
    QTRY_COMPARE(m_browser.opened.size(), 1);
    QCOMPARE(QUrlQuery(m_browser.opened.first()).queryItemValue(QStringLiteral("client_id")),
             QStringLiteral("1234567"));
}

void TestConnectDialog::everyControlHasItsName()
{
    open();
    auto *pages = part<QStackedWidget>("connectPagesStackedWidget");
    part<QRadioButton>("customRadioButton")->click();
    for (int page = 0; page < pages->count(); ++page) {
        pages->setCurrentIndex(page);
        const QStringList nameless = namelessControls(m_dialog.get());
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    }
}

QTEST_MAIN(TestConnectDialog)
#include "tst_connectdialog.moc"
