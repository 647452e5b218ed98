// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "pinterest/client.h"
#include "planner/pineditor.h"
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/pausestore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/certificates.h"
#include "support/planfixture.h"
#include "text/texts.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;
using sandbox::Fault;
using std::chrono::seconds;

namespace {

const QString pinsPath = QStringLiteral("/v5/pins");
const QString tokenPath = QStringLiteral("/v5/oauth/token");

/** What has to come of a fault that strikes one pin of an account. */
struct Expected
{
    PinStatus status = PinStatus::Blocked;
    ErrorKind kind = ErrorKind::Rejected;
    /** What the sentence for a person has to have in it. */
    const char *words = "";
    /** Seconds until the next try; 0, 0: there is none. */
    int leastWait = 0;
    int mostWait = 0;
    /** Name of the pause that is stored for the account; empty: none. */
    const char *pause = "";
    AccountState account = AccountState::Connected;
    /** The account's other pins wait too. */
    bool accountWaits = false;
    int attempts = 1;
};

const Expected unclear{PinStatus::Unconfirmed, ErrorKind::Server, "not sent again"};

Expected blocked(ErrorKind kind, const char *words, const char *pause = "")
{
    return {PinStatus::Blocked, kind, words, 0, 0, pause, AccountState::Connected, *pause != 0};
}

Expected limited(int leastWait, int mostWait)
{
    return {PinStatus::Failed, ErrorKind::RateLimited, "slower pace",           leastWait,
            mostWait,          "rate_limit",           AccountState::Connected, true};
}

/** A TLS server that passes on to a plain one on this machine; its certificate can be changed. */
class TlsFront final : public QTcpServer
{
public:
    explicit TlsFront(quint16 plainPort) : m_plainPort(plainPort)
    {
        listen(QHostAddress(QHostAddress::LocalHost));
    }
    [[nodiscard]] QUrl apiBase() const
    {
        return QUrl(QStringLiteral("https://127.0.0.1:%1/v5").arg(serverPort()));
    }
    /** What becomes of a connection that opens. */
    enum class Way
    {
        Serve,
        HangUp,  // as soon as the other side speaks
        Clear,   // answers without TLS
        Silence, // and nothing more
    };
    TlsIdentity identity;
    Way way = Way::Serve;
    int connections = 0;
    qint64 readable = 0; // bytes that came through in clear

protected:
    void incomingConnection(qintptr descriptor) override
    {
        ++connections;
        if (way != Way::Serve) {
            refuse(descriptor);
            return;
        }
        auto *client = new QSslSocket(this);
        auto *plain = new QTcpSocket(client);
        client->setSocketDescriptor(descriptor);
        client->setLocalCertificate(identity.certificate);
        client->setPrivateKey(identity.key);
        connect(client, &QSslSocket::readyRead, plain, [this, client, plain] {
            const QByteArray bytes = client->readAll();
            readable += bytes.size();
            if (plain->state() == QAbstractSocket::UnconnectedState)
                plain->connectToHost(QHostAddress(QHostAddress::LocalHost), m_plainPort);
            plain->write(bytes);
        });
        connect(plain, &QTcpSocket::readyRead, client,
                [client, plain] { client->write(plain->readAll()); });
        connect(client, &QSslSocket::disconnected, client, &QObject::deleteLater);
        client->startServerEncryption();
    }

private:
    void refuse(qintptr descriptor)
    {
        auto *client = new QTcpSocket(this);
        client->setSocketDescriptor(descriptor);
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(client, &QTcpSocket::readyRead, client, [this, client] {
            client->readAll();
            if (way == Way::Clear)
                client->write("HTTP/1.1 400 Bad Request\r\n\r\n");
            if (way != Way::Silence)
                client->disconnectFromHost();
        });
    }

    quint16 m_plainPort;
};

/** Nobody wants to wait two minutes for a peer that hangs. */
void beImpatient(pinterest::Client *client)
{
    pinterest::ClientLimits limits;
    limits.writeTimeout = std::chrono::milliseconds(300);
    client->setLimits(limits);
}

} // namespace

/**
 * Each kind of failure that is not a lost answer leads to its state, wait, pause and sentence, and
 * harms nobody else; lost answers end as unconfirmed. Source: protocols.md 1.B, pinterest-api.md 4
 * and 14, design.md 3.
 */
class TestFaults : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void eachFaultHasItsStateAndHarmsNobodyElse_data();
    void eachFaultHasItsStateAndHarmsNobodyElse();
    void connectionsThatAreNotSecureLetNothingOut_data();
    void connectionsThatAreNotSecureLetNothingOut();
    void aRenewalThatFailsHoldsOnlyItsAccount_data();
    void aRenewalThatFailsHoldsOnlyItsAccount();
    void rotatedRefreshTokenIsStoredAndAnOldOneKept_data();
    void rotatedRefreshTokenIsStoredAndAnOldOneKept();
    void aBusyBoardIsTriedAFewTimesOnly();
    void waitsMayGrowWhileTheServerOnlySaysTooMany();
    void aGoneBoardMakesTheBoardsBeReadAgain();
    void theNetworksReturnSendsAtOnce();
    void whileTheSystemIsOfflineNothingIsTried();
    void aPauseEndsWhenAPersonSaysGoOn_data();
    void aPauseEndsWhenAPersonSaysGoOn();
    void whoTriesAPinTakenForSpamAgainGoesOnWithTheAccount();

private:
    Publisher &publisher() { return m_plan->workspace->publisher(); }
    Store &store() { return m_plan->workspace->store(); }
    PinStatus statusOf(PinId id) { return m_plan->pin(id).status; }
    /** A pin of the second account that is due now. */
    PinId elsewhere(const QString &title);
    AccountState stateOf(AccountId account) { return store().accounts().account(account)->state; }
    /** Reason of the account's pause; empty: none. */
    QString pauseOf(AccountId account);
    /** The pin's request ended without a clear answer. */
    bool wasUnclear(PinId id);
    /** POSTs of a pin with this title. */
    static int posts(const SandboxServer &server, const QString &title);
    static int atPeer(const SandboxServer &server, const QString &title);
    /** Attempts of this pin that the ledger counts as sent. */
    int sentAttempts(PinId id);
    void connectWithRefresh();
    /** Time goes on in steps, as it would, until the pin is there. */
    void letTimePassUntilPublished(PinId id, seconds step);

    std::unique_ptr<PlanFixture> m_plan;
    std::unique_ptr<SandboxServer> m_other;
    Account m_second;
};

void TestFaults::init()
{
    m_plan = std::make_unique<PlanFixture>();
    m_other = std::make_unique<SandboxServer>(nullptr, &m_plan->clock);
    QVERIFY(m_other->start());
    m_other->addBoard(QStringLiteral("Elsewhere"));
    m_second = m_plan->connectAlso(m_other->apiBase(), m_other->accessToken());
}

void TestFaults::cleanup()
{
    m_plan.reset();
    m_other.reset();
}

PinId TestFaults::elsewhere(const QString &title)
{
    PinChange change;
    change.content = m_plan->content(title, 0);
    change.content.account = m_second.id;
    change.content.board = store().boards().boards(m_second.id)->constFirst().id;
    change.status = PinStatus::Scheduled;
    return must(await<StepOutcome>([&](QObject *c, Done<StepOutcome> done) {
               store().pins().apply({QStringLiteral("test"), {change}, {}}, c, std::move(done));
           }))
        .pins.constFirst();
}

QString TestFaults::pauseOf(AccountId account)
{
    const QList<AccountPause> pauses = must(store().pauses().pauses(m_plan->clock.now()));
    for (const AccountPause &pause : pauses) {
        if (pause.account == account)
            return pauseReasonName(pause.reason);
    }
    return {};
}

bool TestFaults::wasUnclear(PinId id)
{
    const QList<PinEvent> events = must(store().pins().history(id));
    return std::any_of(events.begin(), events.end(), [](const PinEvent &event) {
        return event.from == PinStatus::Publishing && event.to == PinStatus::Unconfirmed;
    });
}

int TestFaults::posts(const SandboxServer &server, const QString &title)
{
    const auto all = server.requests("POST", pinsPath);
    return int(std::count_if(all.begin(), all.end(), [&title](const RecordedRequest &request) {
        return QJsonDocument::fromJson(request.body)
                   .object()
                   .value(QLatin1String("title"))
                   .toString() == title;
    }));
}

int TestFaults::atPeer(const SandboxServer &server, const QString &title)
{
    const auto all = server.pins();
    return int(std::count_if(all.begin(), all.end(),
                             [&title](const sandbox::Pin &pin) { return pin.title == title; }));
}

int TestFaults::sentAttempts(PinId id)
{
    const QString name = QStringLiteral("attempts");
    int count = -1;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        db.setDatabaseName(m_plan->workspace->directory() + QStringLiteral("/pinweek.db"));
        db.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
        if (!db.open())
            return count;
        QSqlQuery query(db);
        query.prepare(QStringLiteral("SELECT count(*) FROM attempt WHERE pin_id = ? AND sent = 1"));
        query.addBindValue(id.value);
        if (query.exec() && query.next())
            count = query.value(0).toInt();
    }
    QSqlDatabase::removeDatabase(name);
    return count;
}

void TestFaults::connectWithRefresh()
{
    LoginRequest request;
    request.endpoints = endpointsOfBase(m_plan->pinterest.apiBase());
    request.appId = QStringLiteral("1500001");
    request.appSecret = QStringLiteral("app-secret");
    m_plan->pinterest.setApp(request.appId, request.appSecret,
                             QStringLiteral("http://localhost:8085/"));
    TokenSet tokens;
    tokens.accessToken = m_plan->pinterest.accessToken();
    tokens.refreshToken = m_plan->pinterest.refreshToken();
    QSignalSpy synced(m_plan->workspace.get(), &Workspace::syncFinished);
    m_plan->account = must(await<Account>([&](QObject *c, Done<Account> done) {
        m_plan->workspace->connectAccount(request, Environment::Custom, tokens,
                                          SecretStorage::Keychain, c, std::move(done));
    }));
    QTRY_COMPARE(synced.size(), 1);
}

void TestFaults::letTimePassUntilPublished(PinId id, seconds step)
{
    for (int i = 0; i < 10 && statusOf(id) != PinStatus::Published; ++i) {
        const qint64 before = m_plan->pin(id).revision;
        m_plan->clock.advance(step);
        publisher().wake();
        QTRY_VERIFY(m_plan->pin(id).revision != before);
        QTRY_VERIFY(statusOf(id) != PinStatus::Publishing);
    }
    QCOMPARE(statusOf(id), PinStatus::Published);
}

void TestFaults::eachFaultHasItsStateAndHarmsNobodyElse_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<Expected>("expected");
    const auto row = [](const char *name, Fault fault, const Expected &expected) {
        QTest::newRow(name) << fault << expected;
    };
    const auto answer = [](int status, const QByteArray &body,
                           const sandbox::HeaderList &headers = {}) {
        Fault fault;
        fault.status = status;
        fault.body = body;
        fault.headers = headers;
        return fault;
    };
    const auto refusal = [&](int status, int code) {
        return answer(status,
                      "{\"code\":" + QByteArray::number(code) + ",\"message\":\"Oh dear\"}");
    };

    row("400", refusal(400, 1), blocked(ErrorKind::Rejected, "“Oh dear”"));
    row("400 without a word", answer(400, " "), blocked(ErrorKind::Rejected, "refused"));
    row("413 of a gateway", answer(413, "<html>"), blocked(ErrorKind::Rejected, "refused"));
    row("401 of a token that can't be renewed", refusal(401, 2),
        {PinStatus::Failed, ErrorKind::Unauthorized, "Connect the account again", 60, 60, "",
         AccountState::ReconnectNeeded, true});
    row("401 code 3, a missing scope", refusal(401, 3),
        blocked(ErrorKind::Forbidden, "allow everything that is asked", "permission"));
    row("401 code 7, not on this board", refusal(401, 7),
        blocked(ErrorKind::Forbidden, "Choose another board"));
    row("403", refusal(403, 403), blocked(ErrorKind::Forbidden, "doesn't allow"));
    row("403 of a gateway", answer(403, "<html>"), blocked(ErrorKind::Forbidden, "doesn't allow"));
    row("403 code 29, trial access", refusal(403, 29),
        blocked(ErrorKind::AccessTier, "trial access", "access_tier"));
    row("404 board", refusal(404, 40), blocked(ErrorKind::NotFound, "Choose another board"));
    row("404 section", refusal(404, 2031), blocked(ErrorKind::NotFound, "Choose another section"));
    row("404 of a gateway", answer(404, "<html>"),
        blocked(ErrorKind::NotFound, "Choose another board"));
    row("407 of a proxy", answer(407, " "),
        {PinStatus::Failed, ErrorKind::Offline, "proxy", 1, 15, "", AccountState::Connected, true,
         0});
    row("409", refusal(409, 409), {PinStatus::Failed, ErrorKind::Conflict, "same board", 6, 15});

    // 429 in all its forms.
    const auto tooMany = [&](const sandbox::HeaderList &headers) {
        return answer(429, R"({"code":8,"message":"slow down"})", headers);
    };
    row("429 without a header", tooMany({}), limited(5, 60));
    row("429 without a word", answer(429, " "), limited(5, 60));
    row("429 of a gateway", answer(429, "<html>", {{"Retry-After", "90"}}), limited(90, 90));
    row("429 seconds", tooMany({{"Retry-After", "600"}}), limited(600, 600));
    row("429 date", tooMany({{"Retry-After", "Tue, 17 Nov 2026 09:10:00 GMT"}}), limited(600, 600));
    row("429 a date that is past", tooMany({{"Retry-After", "Tue, 17 Nov 2026 08:00:00 GMT"}}),
        limited(5, 60));
    row("429 reset as a delay", tooMany({{"X-RateLimit-Reset", "300"}}), limited(300, 300));
    row("429 reset as a time", tooMany({{"X-RateLimit-Reset", "1794906420"}}), limited(420, 420));
    row("429 several windows", tooMany({{"X-RateLimit-Reset", "120, 86400"}}), limited(120, 120));
    row("429 both", tooMany({{"Retry-After", "200"}, {"X-RateLimit-Reset", "900"}}),
        limited(200, 200));
    row("429 nonsense, then reset",
        tooMany({{"Retry-After", "soon"}, {"X-RateLimit-Reset", "900"}}), limited(900, 900));
    row("429 nonsense", tooMany({{"Retry-After", "soon"}}), limited(5, 60));
    row("429 at once", tooMany({{"Retry-After", "0"}}), limited(5, 5));
    row("429 for ever", tooMany({{"Retry-After", "999999"}}), limited(86400, 86400));
    row("429 spam", answer(429, R"({"code":8,"message":"This was blocked for SPAM."})"),
        blocked(ErrorKind::Spam, "spam", "spam"));
    row("429 spam in the detail",
        answer(429, R"({"code":8,"message":"No","message_detail":"looks like spam"})",
               {{"Retry-After", "60"}}),
        blocked(ErrorKind::Spam, "spam", "spam"));

    // What leaves it open whether there is a pin; with and without one.
    for (const bool commits : {false, true}) {
        const auto both = [&](const char *name, Fault fault) {
            fault.commits = commits;
            const QByteArray full = name + QByteArray(commits ? ", pin made" : ", no pin made");
            row(full.constData(), fault, unclear);
        };
        both("500", refusal(500, 500));
        both("502", answer(502, "<html>"));
        both("503", answer(503, " ", {{"Retry-After", "30"}}));
        both("504", answer(504, " "));
        both("408", answer(408, " "));
        both("307", answer(307, " ", {{"Location", "http://127.0.0.1:1/v5/pins"}}));
        both("302", answer(302, " ", {{"Location", "/v5/pins"}}));
        both("201 without an id", answer(201, "{}"));
        both("201 with an id of letters", answer(201, R"({"id":"abc"})"));
        both("201 that is no JSON", answer(201, "<html>"));
        both("204", answer(204, " "));
        Fault drop;
        drop.kind = Fault::Kind::Drop;
        both("no answer", drop);
        Fault hang;
        hang.kind = Fault::Kind::Hang;
        both("no answer within the time", hang);
    }
    for (const int bytes : {3, 12, 30, 200}) {
        Fault cut;
        cut.kind = Fault::Kind::Cut;
        cut.bytes = bytes;
        cut.commits = true;
        row(qPrintable(QStringLiteral("answer cut after %1 bytes").arg(bytes)), cut, unclear);
    }
}

void TestFaults::eachFaultHasItsStateAndHarmsNobodyElse()
{
    QFETCH(Fault, fault);
    QFETCH(Expected, expected);
    fault.method = "POST";
    fault.pathPrefix = pinsPath;
    fault.bodyContains = "Bad one";
    fault.times = -1;
    m_plan->pinterest.addFault(fault);
    const UtcTime now = m_plan->clock.now();
    const PinId bad = m_plan->scheduled(QStringLiteral("Bad one"), 0);
    const PinId next = m_plan->scheduled(QStringLiteral("Next"), 0);
    const PinId other = elsewhere(QStringLiteral("Other"));
    const bool isUnclear = expected.status == PinStatus::Unconfirmed;
    if (fault.kind == Fault::Kind::Hang)
        beImpatient(m_plan->workspace->client(m_plan->account.id));
    publisher().start();

    QTRY_COMPARE(statusOf(other), PinStatus::Published);
    if (isUnclear)
        QTRY_VERIFY(wasUnclear(bad));
    else
        QTRY_COMPARE(statusOf(bad), expected.status);
    if (!expected.accountWaits)
        QTRY_COMPARE(statusOf(next), PinStatus::Published);
    QTRY_COMPARE(pauseOf(m_plan->account.id), QString::fromLatin1(expected.pause));
    QTRY_COMPARE(stateOf(m_plan->account.id), expected.account);
    // A round that sends another pin had all of the account's pins before it too.
    const PinId after = elsewhere(QStringLiteral("After"));
    QTRY_COMPARE(statusOf(after), PinStatus::Published);
    QCOMPARE(pauseOf(m_second.id), QString());
    QCOMPARE(stateOf(m_second.id), AccountState::Connected);
    if (expected.accountWaits) {
        QCOMPARE(statusOf(next), PinStatus::Scheduled);
        QCOMPARE(m_plan->pin(next).attempts, 0);
    }

    const Pin pin = m_plan->pin(bad);
    QCOMPARE(posts(m_plan->pinterest, pin.content.title), 1);
    QCOMPARE(pin.dueAt, std::optional(now));
    QCOMPARE(pin.attempts, expected.attempts);
    QCOMPARE(sentAttempts(bad), expected.attempts);
    if (!isUnclear) {
        QVERIFY(pin.lastError);
        QCOMPARE(pin.lastError->kind, expected.kind);
        const int wait = pin.nextAttemptAt ? int((*pin.nextAttemptAt - now).count()) : 0;
        QVERIFY2(wait >= expected.leastWait && wait <= expected.mostWait,
                 qPrintable(QString::number(wait)));
        QCOMPARE(atPeer(m_plan->pinterest, pin.content.title), 0);
    }
    // Settled by a look meanwhile or not: what it said of the lost answer can be read.
    Pin shown = pin;
    if (isUnclear)
        shown.status = PinStatus::Unconfirmed;
    const QString text = problemText(shown);
    QVERIFY2(text.contains(QString::fromUtf8(expected.words)), qPrintable(text));
    static const QRegularExpression forMachines(
        QStringLiteral("HTTP|JSON|\\bcode\\b|[345]\\d\\d\\b|_"));
    QVERIFY2(!text.contains(forMachines), qPrintable(text));

    // A restart changes nothing of it.
    m_plan->restart();
    publisher().start();
    const PinId restarted = elsewhere(QStringLiteral("Restarted"));
    QTRY_COMPARE(statusOf(restarted), PinStatus::Published);
    QCOMPARE(posts(m_plan->pinterest, pin.content.title), 1);
    QCOMPARE(pauseOf(m_plan->account.id), QString::fromLatin1(expected.pause));
    const bool isStored = *expected.pause != 0 || expected.account == AccountState::ReconnectNeeded;
    if (isStored)
        QCOMPARE(posts(m_plan->pinterest, QStringLiteral("Next")), 0);
}

void TestFaults::connectionsThatAreNotSecureLetNothingOut_data()
{
    using Way = TlsFront::Way;
    QTest::addColumn<Way>("way");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("alternative");
    QTest::addColumn<int>("lastDay");
    QTest::addColumn<bool>("isTrusted");
    QTest::addColumn<ErrorKind>("kind");
    const QString here = QStringLiteral("127.0.0.1");
    const QString name = QStringLiteral("IP:127.0.0.1");
    const auto certificate = [](const char *row, const QString &subject, const QString &alternative,
                                int lastDay, bool isTrusted) {
        QTest::newRow(row) << Way::Serve << subject << alternative << lastDay << isTrusted
                           << ErrorKind::Tls;
    };
    certificate("nobody vouches for it", here, name, 7, false);
    certificate("expired", here, name, -1, true);
    certificate("of another name", QStringLiteral("api.pinterest.com"),
                QStringLiteral("DNS:api.pinterest.com"), 7, true);
    const auto peer = [&](const char *row, Way way, ErrorKind kind) {
        QTest::newRow(row) << way << here << name << 7 << true << kind;
    };
    peer("hangs up in the handshake", Way::HangUp, ErrorKind::Offline);
    peer("knows no TLS", Way::Clear, ErrorKind::Tls);
    peer("says nothing in the handshake", Way::Silence, ErrorKind::Offline);
}

void TestFaults::connectionsThatAreNotSecureLetNothingOut()
{
    QFETCH(TlsFront::Way, way);
    QFETCH(QString, subject);
    QFETCH(QString, alternative);
    QFETCH(int, lastDay);
    QFETCH(bool, isTrusted);
    QFETCH(ErrorKind, kind);
    const CertificateMaker maker;
    const TlsIdentity right = maker.make(QStringLiteral("right"), QStringLiteral("127.0.0.1"),
                                         QStringLiteral("IP:127.0.0.1"), -2, 7);
    const TlsIdentity wrong =
        maker.make(QStringLiteral("wrong"), subject, alternative, -9, lastDay);
    QVERIFY(!right.certificate.isNull() && !wrong.certificate.isNull());
    QList<QSslCertificate> trusted{right.certificate};
    if (isTrusted)
        trusted += wrong.certificate;
    const Trust trust(trusted);
    TlsFront front(m_other->port());
    front.identity = right;
    m_second = m_plan->connectAlso(front.apiBase(), m_other->accessToken());
    const PinId pin = elsewhere(QStringLiteral("Secure"));
    const PinId good = m_plan->scheduled(QStringLiteral("Good"), 0);
    beImpatient(m_plan->workspace->client(m_second.id));

    front.identity = wrong;
    front.way = way;
    front.readable = 0;
    publisher().start();
    QTRY_COMPARE(statusOf(pin), PinStatus::Failed);
    QTRY_COMPARE(statusOf(good), PinStatus::Published);
    const Pin failed = m_plan->pin(pin);
    QCOMPARE(failed.lastError->kind, kind);
    QCOMPARE(failed.attempts, 0);
    QCOMPARE(sentAttempts(pin), 0);
    if (kind == ErrorKind::Tls)
        QVERIFY(problemText(failed).contains(QStringLiteral("not secure")));
    else
        QVERIFY(problemText(failed).contains(QStringLiteral("can't be reached")));
    QCOMPARE(front.readable, 0);
    QCOMPARE(m_other->postCount(), 0);

    front.identity = right;
    front.way = TlsFront::Way::Serve;
    m_plan->workspace->client(m_second.id)->setLimits({});
    letTimePassUntilPublished(pin, 600s);
    QCOMPARE(posts(*m_other, QStringLiteral("Secure")), 1);
    QCOMPARE(m_plan->pin(pin).attempts, 1);
}

void TestFaults::aRenewalThatFailsHoldsOnlyItsAccount_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<bool>("endsTheSignIn");
    QTest::addColumn<QString>("pause");
    QTest::addColumn<bool>("isKnownToBeOver"); // else Pinterest's 401 is the first to say so
    const auto row = [](const char *name, const Fault &fault, bool ends, const char *pause = "") {
        for (const bool known : {false, true}) {
            const QByteArray full = name + QByteArray(known ? ", token over" : ", token refused");
            QTest::newRow(full.constData()) << fault << ends << QString::fromLatin1(pause) << known;
        }
    };
    Fault fault;
    fault.status = 503;
    row("503", fault, false);
    fault.status = 400;
    row("400", fault, true);
    fault.status = 401;
    row("401", fault, true);
    fault.status = 429;
    fault.headers = {{"Retry-After", "300"}};
    row("429", fault, false, "rate_limit");
    fault = {};
    fault.kind = Fault::Kind::Drop;
    row("no answer", fault, false);
    fault.kind = Fault::Kind::Garbage;
    row("no JSON", fault, false);
}

void TestFaults::aRenewalThatFailsHoldsOnlyItsAccount()
{
    QFETCH(Fault, fault);
    QFETCH(bool, endsTheSignIn);
    QFETCH(QString, pause);
    QFETCH(bool, isKnownToBeOver);
    connectWithRefresh();
    if (isKnownToBeOver) { // the first renewal tells how long the token lives
        m_plan->pinterest.expireAccessTokens();
        must(await<int>([&](QObject *c, Done<int> done) {
            m_plan->workspace->syncBoards(m_plan->account.id, c, std::move(done));
        }));
        m_plan->clock.advance(std::chrono::days(31));
    }
    m_plan->pinterest.expireAccessTokens();
    fault.pathPrefix = tokenPath;
    fault.times = -1;
    m_plan->pinterest.addFault(fault);
    const PinId pin = m_plan->scheduled(QStringLiteral("Waits"), 0);
    m_other->setAccessToken(m_other->accessToken());
    const PinId other = elsewhere(QStringLiteral("Other"));
    publisher().start();
    QTRY_COMPARE(statusOf(other), PinStatus::Published);
    const AccountState ended =
        endsTheSignIn ? AccountState::ReconnectNeeded : AccountState::Connected;
    QTRY_COMPARE(stateOf(m_plan->account.id), ended);
    QTRY_COMPARE(pauseOf(m_plan->account.id), pause);
    QTRY_COMPARE(publisher().state() == PublisherState::Sending, false);
    const PinStatus waiting = isKnownToBeOver ? PinStatus::Scheduled : PinStatus::Failed;
    QTRY_COMPARE(statusOf(pin), waiting);
    QCOMPARE(posts(m_plan->pinterest, QStringLiteral("Waits")), isKnownToBeOver ? 0 : 1);
    QCOMPARE(atPeer(m_plan->pinterest, QStringLiteral("Waits")), 0);

    m_plan->pinterest.clearFaults();
    if (endsTheSignIn)
        return;
    letTimePassUntilPublished(pin, 600s);
    QCOMPARE(atPeer(m_plan->pinterest, QStringLiteral("Waits")), 1);
    QCOMPARE(posts(m_plan->pinterest, QStringLiteral("Waits")), sentAttempts(pin));
}

void TestFaults::rotatedRefreshTokenIsStoredAndAnOldOneKept_data()
{
    QTest::addColumn<bool>("rotates");
    QTest::newRow("another one comes") << true;
    QTest::newRow("none comes") << false;
}

void TestFaults::rotatedRefreshTokenIsStoredAndAnOldOneKept()
{
    QFETCH(bool, rotates);
    connectWithRefresh();
    m_plan->pinterest.setRotatesRefreshTokens(rotates);
    const QString before = m_plan->pinterest.refreshToken();
    m_plan->pinterest.expireAccessTokens();
    const PinId first = m_plan->scheduled(QStringLiteral("First"), 0);
    const PinId second = m_plan->scheduled(QStringLiteral("Second"), 0);
    publisher().start();
    QTRY_COMPARE(statusOf(second), PinStatus::Published);
    QTRY_COMPARE(statusOf(first), PinStatus::Published);
    QCOMPARE(m_plan->pinterest.postCount(tokenPath), 1);
    QCOMPARE(posts(m_plan->pinterest, QStringLiteral("First")) +
                 posts(m_plan->pinterest, QStringLiteral("Second")),
             3);
    const auto kept = must(await<std::optional<AccountSecrets>>([&](QObject *c, auto done) {
        m_plan->keychain.read(m_plan->account.vaultKey(), c, std::move(done));
    }));
    QCOMPARE(kept->tokens.refreshToken != before, rotates);
    // Whichever it is: it renews the sign-in after a restart.
    m_plan->restart();
    m_plan->pinterest.expireAccessTokens();
    const PinId third = m_plan->scheduled(QStringLiteral("Third"), 0);
    publisher().start();
    QTRY_COMPARE(statusOf(third), PinStatus::Published);
    QCOMPARE(m_plan->pinterest.postCount(tokenPath), 2);
}

void TestFaults::aBusyBoardIsTriedAFewTimesOnly()
{
    Fault busy;
    busy.status = 409;
    busy.method = "POST";
    busy.pathPrefix = pinsPath;
    busy.times = -1;
    m_plan->pinterest.addFault(busy);
    const PinId pin = m_plan->scheduled(QStringLiteral("Busy"), 0);
    publisher().start();
    for (int tries = 1; tries < 5; ++tries) {
        QTRY_COMPARE(statusOf(pin), PinStatus::Failed);
        QCOMPARE(m_plan->pin(pin).attempts, tries);
        m_plan->clock.advance(90s);
        publisher().wake();
        QTRY_COMPARE(m_plan->pin(pin).attempts, tries + 1);
    }
    QTRY_COMPARE(statusOf(pin), PinStatus::Blocked);
    QCOMPARE(m_plan->pinterest.postCount(), 5);
    QCOMPARE(m_plan->pin(pin).attempts, 5);
    QVERIFY(problemText(m_plan->pin(pin)).contains(QStringLiteral("Try again")));
}

void TestFaults::waitsMayGrowWhileTheServerOnlySaysTooMany()
{
    m_plan->pinterest.answerNextWith("POST", pinsPath, 429, {}, {}, 3);
    const PinId pin = m_plan->scheduled(QStringLiteral("Limited"), 0);
    publisher().start();
    for (const int full : {60, 120, 240}) {
        QTRY_COMPARE(statusOf(pin), PinStatus::Failed);
        QTRY_VERIFY(m_plan->pin(pin).nextAttemptAt > m_plan->clock.now());
        const seconds wait = *m_plan->pin(pin).nextAttemptAt - m_plan->clock.now();
        QVERIFY2(wait.count() >= 5 && wait.count() <= full,
                 qPrintable(QString::number(wait.count())));
        QTRY_COMPARE(pauseOf(m_plan->account.id), QStringLiteral("rate_limit"));
        QTRY_COMPARE(publisher().state(), PublisherState::Idle);
        // By its own timer: nobody has to wake it.
        m_plan->clock.advance(wait);
        publisher().wake();
        QTRY_VERIFY(statusOf(pin) != PinStatus::Failed ||
                    m_plan->pin(pin).nextAttemptAt > m_plan->clock.now());
    }
    QTRY_COMPARE(statusOf(pin), PinStatus::Published);
    QCOMPARE(m_plan->pinterest.postCount(), 4);
}

void TestFaults::aGoneBoardMakesTheBoardsBeReadAgain()
{
    const PinId pin = m_plan->scheduled(QStringLiteral("Gone"), 0);
    const auto lists = [this] {
        return m_plan->pinterest.requests("GET", QStringLiteral("/v5/boards")).size();
    };
    const auto before = lists();
    m_plan->pinterest.answerNextWith("POST", pinsPath, 404, {},
                                     R"({"code":40,"message":"Board not found."})");
    publisher().start();
    QTRY_COMPARE(statusOf(pin), PinStatus::Blocked);
    QTRY_VERIFY(lists() > before);
}

void TestFaults::theNetworksReturnSendsAtOnce()
{
    const PinId pin = m_plan->scheduled(QStringLiteral("Offline"), 0);
    const quint16 port = m_plan->pinterest.port();
    m_plan->pinterest.stop();
    publisher().start();
    QTRY_COMPARE(statusOf(pin), PinStatus::Failed);
    QCOMPARE(m_plan->pin(pin).attempts, 0);
    QVERIFY(problemText(m_plan->pin(pin)).contains(QStringLiteral("can't be reached")));
    publisher().setNetworkDown(true);
    QVERIFY(m_plan->pinterest.start(port));
    publisher().setNetworkDown(false);
    QTRY_COMPARE(statusOf(pin), PinStatus::Published);
    QCOMPARE(m_plan->pinterest.postCount(), 1);
    QCOMPARE(m_plan->pin(pin).attempts, 1);
}

/** The system's word keeps what needs a network from being tried, not what is on this machine. */
void TestFaults::whileTheSystemIsOfflineNothingIsTried()
{
    // Leads to this machine, but does not look like it.
    const QUrl far(QStringLiteral("https://pinterest.invalid:%1/v5").arg(m_other->port()));
    Account account = m_second;
    account.endpoints.apiBase = far;
    must(await<Account>([&](QObject *c, Done<Account> done) {
        store().accounts().save(account, c, std::move(done));
    }));
    AccountSecrets secrets;
    secrets.tokens.accessToken = m_other->accessToken();
    must(await<void>([&](QObject *c, Done<void> done) {
        m_plan->keychain.write(account.vaultKey(), secrets, c, std::move(done));
    }));
    m_plan->restart();
    const PinId away = elsewhere(QStringLiteral("Away"));
    const PinId here = m_plan->scheduled(QStringLiteral("Here"), 0);
    publisher().setNetworkDown(true);
    publisher().start();
    QTRY_COMPARE(statusOf(here), PinStatus::Published);
    QTRY_COMPARE(publisher().state(), PublisherState::Offline);
    QCOMPARE(statusOf(away), PinStatus::Scheduled);
    QVERIFY(store().pins().history(away)->size() <= 1);
    // A system may be wrong: after some minutes Pinterest is asked after all, and does not answer.
    QObject listener;
    QList<PublisherEvent> told;
    connect(&publisher(), &Publisher::happened, &listener, [&told, away](const PublisherEvent &e) {
        if (e.pin == away)
            told += e;
    });
    m_plan->clock.advance(301s);
    publisher().wake();
    QTRY_VERIFY(!told.isEmpty());
    QCOMPARE(told.last().kind, PublisherEvent::Kind::Waiting);
    QCOMPARE(told.last().error->kind, ErrorKind::Offline);
    QCOMPARE(statusOf(away), PinStatus::Scheduled);
    QCOMPARE(m_plan->pin(away).attempts, 0);
}

void TestFaults::aPauseEndsWhenAPersonSaysGoOn_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<PinStatus>("afterwards"); // of the pin that was refused
    QTest::newRow("trial access") << QByteArray(R"({"code":29,"message":"no"})") << 403
                                  << PinStatus::Published;
    QTest::newRow("missing scope")
        << QByteArray(R"({"code":3,"message":"no"})") << 401 << PinStatus::Published;
    // It may be the pin itself: a person looks at it first.
    QTest::newRow("spam") << QByteArray(R"({"code":8,"message":"spam"})") << 429
                          << PinStatus::Blocked;
}

void TestFaults::aPauseEndsWhenAPersonSaysGoOn()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(PinStatus, afterwards);
    m_plan->pinterest.answerNextWith("POST", pinsPath, status, {}, body);
    const PinId bad = m_plan->scheduled(QStringLiteral("Refused"), 0);
    const PinId next = m_plan->scheduled(QStringLiteral("Next"), 0);
    publisher().start();
    QTRY_COMPARE(statusOf(bad), PinStatus::Blocked);
    QTRY_VERIFY(!pauseOf(m_plan->account.id).isEmpty());
    // Neither time nor a waking of the machine ends it.
    m_plan->clock.advance(6h);
    publisher().wake();
    const PinId other = elsewhere(QStringLiteral("Other"));
    QTRY_COMPARE(statusOf(other), PinStatus::Published);
    QCOMPARE(statusOf(next), PinStatus::Scheduled);
    must(await<int>([&](QObject *c, Done<int> done) {
        store().pauses().goOn(m_plan->account.id, {}, c, std::move(done));
    }));
    QTRY_COMPARE(pauseOf(m_plan->account.id), QString());
    letTimePassUntilPublished(next, 1800s);
    QTRY_COMPARE(statusOf(bad), afterwards);
}

void TestFaults::whoTriesAPinTakenForSpamAgainGoesOnWithTheAccount()
{
    m_plan->pinterest.answerNextWith("POST", pinsPath, 429, {}, R"({"code":8,"message":"spam"})");
    const PinId bad = m_plan->scheduled(QStringLiteral("Refused"), 0);
    const PinId next = m_plan->scheduled(QStringLiteral("Next"), 0);
    publisher().start();
    QTRY_COMPARE(statusOf(bad), PinStatus::Blocked);
    QTRY_COMPARE(pauseOf(m_plan->account.id), QStringLiteral("spam"));
    must(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
        m_plan->workspace->editor().schedule({bad}, c, std::move(done));
    }));
    QTRY_COMPARE(statusOf(bad), PinStatus::Published);
    QTRY_COMPARE(statusOf(next), PinStatus::Published);
    QCOMPARE(pauseOf(m_plan->account.id), QString());
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
