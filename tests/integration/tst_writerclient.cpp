// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock.h"
#include "core/writeexchange.h"
#include "planner/keywordfinder.h"
#include "store/store.h"
#include "support/await.h"
#include "support/testworkspace.h"
#include "support/writerpeer.h"
#include "writer/writerclient.h"
#include "writer/writerkey.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(pinweek::WriterProblem)
Q_DECLARE_METATYPE(pinweek::WriterError)

/** A program that writes, asked over a real socket. */
namespace {

/** As where no service keeps secrets. */
class NoKeychain final : public TokenVault
{
public:
    void read(const QString &, QObject *context, Done<std::optional<AccountSecrets>> done) override
    {
        deliver<std::optional<AccountSecrets>>(context, std::move(done), fail(none()));
    }
    void write(const QString &, const AccountSecrets &, QObject *context, Done<void> done) override
    {
        deliver<void>(context, std::move(done), fail(none()));
    }
    void remove(const QString &, QObject *context, Done<void> done) override
    {
        deliver<void>(context, std::move(done), fail(none()));
    }
    void probe(QObject *context, Done<void> done) override
    {
        deliver<void>(context, std::move(done), fail(none()));
    }

private:
    static Error none() { return {ErrorKind::Keychain, QStringLiteral("there is none")}; }
};

} // namespace

class TestWriterClient : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        qRegisterMetaType<WriterError>();
        m_peer = std::make_unique<WriterPeer>();
        m_client = std::make_unique<WriterClient>(m_clock);
    }
    void cleanup()
    {
        m_client.reset();
        m_peer.reset();
    }

    void aTextComesPieceByPiece();
    void onlyThePromptIsSent();
    void aPictureGoesAlongWhereItIsGiven();
    void anAnswerInOnePieceIsTaken();
    void itEndsWithItsLastEvent();
    void aCancelledQuestionEndsItsConnection();
    void anotherQuestionEndsTheFormer();
    void whoIsToldMayCancel();
    void errorsAreOfTheirKind_data();
    void errorsAreOfTheirKind();
    void silenceEndsIt();
    void nobodyThereIsSaid();
    void aCutAnswerIsAPart();
    void aFloodEndsItsConnection();
    void theKeyGoesToNoOtherAddress();
    void unsafeAddressesAreNotAsked();
    void nothingIsSentToAPeerThatMayNotBeAsked();
    void modelsAreListed();
    void theKeyIsInTheVaultForItsHostAlone();
    void aProgramOfOnesOwnNeedsNoKeychain();
    void keywordsAreOfOnesOwnPins();

private:
    void ask(const QString &key = {}, const QByteArray &jpeg = {})
    {
        m_client->write({m_peer->address(), key}, QStringLiteral("tiny"),
                        QStringLiteral("Write a title."), jpeg);
    }
    WriterError error()
    {
        QSignalSpy failed(m_client.get(), &WriterClient::failed);
        if (!waitUntil([&] { return !failed.isEmpty(); }))
            QTest::qFail("no error came", __FILE__, __LINE__);
        return failed.isEmpty() ? WriterError() : failed.first().first().value<WriterError>();
    }

    SystemClock m_clock;
    std::unique_ptr<WriterPeer> m_peer;
    std::unique_ptr<WriterClient> m_client;
};

void TestWriterClient::aTextComesPieceByPiece()
{
    QSignalSpy wrote(m_client.get(), &WriterClient::wrote);
    QSignalSpy finished(m_client.get(), &WriterClient::finished);
    ask();
    QTRY_COMPARE(m_peer->requests().size(), 1);
    m_peer->send(WriterPeer::streamHead() + WriterPeer::words(QStringLiteral("Lemon")));
    QTRY_COMPARE(wrote.size(), 1);
    QCOMPARE(wrote.first().first().toString(), QStringLiteral("Lemon"));
    QVERIFY(finished.isEmpty() && m_client->isBusy());
    // Cut amid a letter.
    const QByteArray next =
        ": wait\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\" käse\"}}]}\r\n\r\n";
    const qsizetype amid = next.indexOf("\xC3") + 1;
    m_peer->send(next.left(amid));
    m_peer->send(next.mid(amid) + "data: [DONE]\n\n");
    m_peer->close();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().toString(), QStringLiteral("Lemon käse"));
    QVERIFY(!m_client->isBusy());
    QTRY_COMPARE(m_peer->open(), 0);
}

void TestWriterClient::onlyThePromptIsSent()
{
    m_peer->answerWith(WriterPeer::stream(QStringLiteral("x")));
    QSignalSpy finished(m_client.get(), &WriterClient::finished);
    ask(QStringLiteral("sk-secret"));
    QTRY_COMPARE(finished.size(), 1);
    const WriterPeer::Request &request = m_peer->requests().first();
    QCOMPARE(request.line, QByteArray("POST /v1/chat/completions"));
    QVERIFY(request.head.contains("Authorization: Bearer sk-secret\r\n"));
    const QJsonObject message{{QStringLiteral("role"), QStringLiteral("user")},
                              {QStringLiteral("content"), QStringLiteral("Write a title.")}};
    QCOMPARE(QJsonDocument::fromJson(request.body).object(),
             (QJsonObject{{QStringLiteral("model"), QStringLiteral("tiny")},
                          {QStringLiteral("stream"), true},
                          {QStringLiteral("messages"), QJsonArray{message}}}));
    // Without a key there is no such header.
    ask();
    QTRY_COMPARE(finished.size(), 2);
    QVERIFY(!m_peer->requests().last().head.toLower().contains("authorization"));
}

void TestWriterClient::aPictureGoesAlongWhereItIsGiven()
{
    m_peer->answerWith(WriterPeer::stream(QStringLiteral("x")));
    QSignalSpy finished(m_client.get(), &WriterClient::finished);
    ask({}, QByteArray("jpeg bytes"));
    QTRY_COMPARE(finished.size(), 1);
    const QJsonDocument json = QJsonDocument::fromJson(m_peer->requests().first().body);
    const QJsonValue content = json[QLatin1String("messages")][0][QLatin1String("content")];
    QCOMPARE(content[0][QLatin1String("text")].toString(), QStringLiteral("Write a title."));
    QCOMPARE(content[1][QLatin1String("image_url")][QLatin1String("url")].toString(),
             QStringLiteral("data:image/jpeg;base64,") +
                 QString::fromLatin1(QByteArray("jpeg bytes").toBase64()));
}

void TestWriterClient::anAnswerInOnePieceIsTaken()
{
    m_peer->answerWith(
        WriterPeer::whole(200, R"({"choices":[{"message":{"content":"Lemon cake"}}]})"));
    QSignalSpy wrote(m_client.get(), &WriterClient::wrote);
    QSignalSpy finished(m_client.get(), &WriterClient::finished);
    ask();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().toString(), QStringLiteral("Lemon cake"));
    QCOMPARE(wrote.size(), 1);
}

void TestWriterClient::itEndsWithItsLastEvent()
{
    QSignalSpy finished(m_client.get(), &WriterClient::finished);
    ask();
    QTRY_COMPARE(m_peer->requests().size(), 1);
    // The connection stays open.
    m_peer->send(WriterPeer::streamHead() + WriterPeer::words(QStringLiteral("Lemon")) +
                 "data: [DONE]\n\n");
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().toString(), QStringLiteral("Lemon"));
    QVERIFY(!finished.first().at(1).toBool());
    QTRY_COMPARE(m_peer->open(), 0);
}

void TestWriterClient::aCancelledQuestionEndsItsConnection()
{
    QSignalSpy wrote(m_client.get(), &WriterClient::wrote);
    QSignalSpy finished(m_client.get(), &WriterClient::finished);
    QSignalSpy failed(m_client.get(), &WriterClient::failed);
    ask();
    QTRY_COMPARE(m_peer->requests().size(), 1);
    m_peer->send(WriterPeer::streamHead() + WriterPeer::words(QStringLiteral("Lemon")));
    QTRY_COMPARE(wrote.size(), 1);
    QCOMPARE(m_peer->open(), 1);
    m_client->cancel();
    QVERIFY(!m_client->isBusy());
    QTRY_COMPARE(m_peer->open(), 0);
    QVERIFY(finished.isEmpty() && failed.isEmpty());
    QCOMPARE(wrote.size(), 1);
}

void TestWriterClient::anotherQuestionEndsTheFormer()
{
    QSignalSpy finished(m_client.get(), &WriterClient::finished);
    ask();
    QTRY_COMPARE(m_peer->requests().size(), 1);
    m_peer->answerWith(WriterPeer::stream(QStringLiteral("second")));
    ask();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().toString(), QStringLiteral("second"));
    QTRY_COMPARE(m_peer->open(), 0);
}

void TestWriterClient::whoIsToldMayCancel()
{
    connect(m_client.get(), &WriterClient::wrote, m_client.get(), [this] { m_client->cancel(); });
    QSignalSpy finished(m_client.get(), &WriterClient::finished);
    m_peer->answerWith(WriterPeer::streamHead() + WriterPeer::words(QStringLiteral("a")) +
                       WriterPeer::words(QStringLiteral("b")) + "data: [DONE]\n\n");
    ask();
    QTRY_COMPARE(m_peer->requests().size(), 1);
    QTRY_VERIFY(!m_client->isBusy());
    QTRY_COMPARE(m_peer->open(), 0);
    QVERIFY(finished.isEmpty());
}

void TestWriterClient::errorsAreOfTheirKind_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<WriterProblem>("problem");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &answer, WriterProblem problem,
                        int status = 0) { QTest::newRow(name) << answer << problem << status; };
    const QByteArray said = R"({"error":{"message":"why"}})";
    row("401", WriterPeer::whole(401, said), WriterProblem::BadKey, 401);
    row("403", WriterPeer::whole(403, said), WriterProblem::BadKey, 403);
    row("404", WriterPeer::whole(404, said), WriterProblem::NotFound, 404);
    row("429", WriterPeer::whole(429, said, "Retry-After: 20\r\n"), WriterProblem::TooMany, 429);
    row("400", WriterPeer::whole(400, said), WriterProblem::Refused, 400);
    row("500", WriterPeer::whole(500, said), WriterProblem::ServerTrouble, 500);
    row("503", WriterPeer::whole(503, "<html>"), WriterProblem::ServerTrouble, 503);
    row("302", WriterPeer::whole(302, {}, "Location: http://127.0.0.1:1/\r\n"),
        WriterProblem::LeadsElsewhere, 302);
    row("204", "HTTP/1.1 204 No\r\n\r\n", WriterProblem::Garbage, 204);
    row("a page", WriterPeer::whole(200, "<html></html>"), WriterProblem::Garbage);
    row("no HTTP", "hello\r\n\r\n", WriterProblem::Garbage);
    row("an empty text", WriterPeer::whole(200, R"({"choices":[{"message":{"content":" "}}]})"),
        WriterProblem::Nothing);
    row("amid it", WriterPeer::streamHead() + "data: " + said + "\n\n",
        WriterProblem::ServerTrouble);
}

void TestWriterClient::errorsAreOfTheirKind()
{
    QFETCH(QByteArray, answer);
    QFETCH(WriterProblem, problem);
    QFETCH(int, status);
    m_peer->answerWith(answer);
    ask(QStringLiteral("sk-secret"));
    const WriterError found = error();
    QCOMPARE(found.problem, problem);
    QCOMPARE(found.status, status);
    QCOMPARE(found.retryAfter.has_value(), problem == WriterProblem::TooMany);
    if (answer.contains("why"))
        QCOMPARE(found.said, QStringLiteral("why"));
    QVERIFY(!m_client->isBusy());
    // Nothing is asked again by itself.
    QCOMPARE(m_peer->requests().size(), 1);
}

void TestWriterClient::silenceEndsIt()
{
    m_client = std::make_unique<WriterClient>(m_clock, 200ms);
    ask();
    QCOMPARE(error().problem, WriterProblem::TooSlow);
    QTRY_COMPARE(m_peer->open(), 0);
}

void TestWriterClient::nobodyThereIsSaid()
{
    const QString address = m_peer->address();
    m_peer.reset();
    m_client->write({address, {}}, QStringLiteral("tiny"), QStringLiteral("x"));
    QCOMPARE(error().problem, WriterProblem::NoConnection);
}

void TestWriterClient::aFloodEndsItsConnection()
{
    QSignalSpy finished(m_client.get(), &WriterClient::finished);
    ask();
    QTRY_COMPARE(m_peer->requests().size(), 1);
    m_peer->send(WriterPeer::streamHead() +
                 WriterPeer::words(QStringLiteral("lemon ")).repeated(2000));
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(finished.first().at(0).toString().size() < 6000);
    QVERIFY(finished.first().at(1).toBool());
    QTRY_COMPARE(m_peer->open(), 0);
}

void TestWriterClient::aCutAnswerIsAPart()
{
    m_peer->answerWith(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 5000\r\n\r\n" +
        WriterPeer::words(QStringLiteral("Lemon")));
    QSignalSpy finished(m_client.get(), &WriterClient::finished);
    ask();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().at(0).toString(), QStringLiteral("Lemon"));
    QVERIFY(finished.first().at(1).toBool());
}

void TestWriterClient::theKeyGoesToNoOtherAddress()
{
    WriterPeer other;
    m_peer->answerWith(WriterPeer::whole(
        307, {}, "Location: " + other.address().toLatin1() + "/chat/completions\r\n"));
    ask(QStringLiteral("sk-secret"));
    const WriterError found = error();
    QCOMPARE(found.problem, WriterProblem::LeadsElsewhere);
    QCOMPARE(found.said, other.address());
    QCOMPARE(other.requests().size(), 0);
}

void TestWriterClient::unsafeAddressesAreNotAsked()
{
    m_client->write({QStringLiteral("http://8.8.8.8/v1"), QStringLiteral("sk-secret")},
                    QStringLiteral("tiny"), QStringLiteral("x"));
    QVERIFY(!m_client->isBusy());
    QCOMPARE(error().problem, WriterProblem::UnsafeAddress);
    // A key can't break out of its line.
    ask(QStringLiteral("sk\r\nX-Other: 1"));
    error();
    QCOMPARE(m_peer->requests().size(), 0);
}

void TestWriterClient::nothingIsSentToAPeerThatMayNotBeAsked()
{
    HttpRequest request;
    request.verb = "GET";
    request.url = QUrl(m_peer->address());
    request.write = true;
    QHostAddress asked;
    const Result<HttpAnswer> answer = await<HttpAnswer>([&](QObject *c, Done<HttpAnswer> done) {
        auto *exchange = new WriteExchange(request, c, c, std::move(done));
        exchange->setPeerRule([&asked](const QHostAddress &peer) {
            asked = peer;
            return false;
        });
    });
    QVERIFY(!answer && answer.error().kind == ErrorKind::Forbidden);
    QVERIFY(answer.error().delivery == Delivery::NotSent);
    QCOMPARE(asked, QHostAddress(QHostAddress::LocalHost));
    QCOMPARE(m_peer->requests().size(), 0);
    QTRY_COMPARE(m_peer->open(), 0);
}

void TestWriterClient::modelsAreListed()
{
    QSignalSpy read(m_client.get(), &WriterClient::modelsRead);
    m_peer->answerWith(
        WriterPeer::whole(200, R"({"data":[{"id":"tiny"},{"id":"large"},{"id":"tiny"}]})"));
    m_client->readModels({m_peer->address() + QStringLiteral("/"), QStringLiteral("sk-secret")});
    QTRY_COMPARE(read.size(), 1);
    QCOMPARE(read.first().first().toStringList(),
             (QStringList{QStringLiteral("large"), QStringLiteral("tiny")}));
    QCOMPARE(m_peer->requests().first().line, QByteArray("GET /v1/models"));
    QVERIFY(m_peer->requests().first().head.contains("Bearer sk-secret"));
    m_peer->answerWith(WriterPeer::whole(200, R"({"data":[]})"));
    m_client->readModels({m_peer->address(), {}});
    QCOMPARE(error().problem, WriterProblem::Nothing);
}

void TestWriterClient::theKeyIsInTheVaultForItsHostAlone()
{
    MemoryVault vault;
    const auto key = [&](const char *address) {
        return must(await<QString>([&](QObject *c, Done<QString> done) {
            readWriterKey(vault, QString::fromLatin1(address), c, std::move(done));
        }));
    };
    const auto keep = [&](const QString &wanted) {
        must(await<void>([&](QObject *c, Done<void> done) {
            keepWriterKey(vault, QStringLiteral("https://api.example.com/v1"), wanted, c,
                          std::move(done));
        }));
    };
    const auto *own = "https://API.example.com:443/other/";
    QCOMPARE(key(own), QString());
    keep(QStringLiteral("sk-secret"));
    QCOMPARE(key(own), QStringLiteral("sk-secret"));
    // It belongs to that host, by that way.
    for (const char *other : {"https://api.example.co/v1", "https://api.example.com:8443/v1",
                              "http://api.example.com:443/v1", "https://example.com/v1", ""})
        QCOMPARE(key(other), QString());
    keep({});
    QCOMPARE(key(own), QString());
}

void TestWriterClient::aProgramOfOnesOwnNeedsNoKeychain()
{
    NoKeychain vault;
    const auto key = [&](const char *address) {
        return await<QString>([&](QObject *c, Done<QString> done) {
            readWriterKey(vault, QString::fromLatin1(address), c, std::move(done));
        });
    };
    QCOMPARE(must(key("http://localhost:11434/v1")), QString());
    QVERIFY(!key("https://api.example.com/v1"));
}

void TestWriterClient::keywordsAreOfOnesOwnPins()
{
    TestWorkspace space;
    const AccountId anna = space.addAccount();
    const BoardId cakes = space.addBoard(anna, QStringLiteral("Cakes"), QStringLiteral("1"));
    const BoardId garden = space.addBoard(anna, QStringLiteral("Garden"), QStringLiteral("2"));
    const MediaId media = space.addMedia();
    const auto add = [&](BoardId board, const QString &title) {
        PinContent content = space.content(anna, board, media, space.clock.now() + 24h, title);
        content.description.clear();
        return space.addPin(content);
    };
    for (const char *year : {"2025", "2026"}) { // pins that say quite the same count once
        add(cakes, QStringLiteral("Lemon cake ") + QLatin1String(year));
        add(garden, QStringLiteral("Roses ") + QLatin1String(year));
        add(garden, QStringLiteral("Roses, tulips ") + QLatin1String(year));
    }
    const PinId own = add(cakes, QStringLiteral("Marzipan"));
    add(cakes, QStringLiteral("Marzipan"));

    KeywordFinder finder(space.store(), space.clock);
    QSignalSpy found(&finder, &KeywordFinder::found);
    finder.find(anna, cakes, own);
    QTRY_COMPARE(found.size(), 1);
    // Those of the board first; what only this pin has beside one other is none.
    QCOMPARE(found.first().first().toStringList(),
             (QStringList{QStringLiteral("Lemon cake"), QStringLiteral("Roses"),
                          QStringLiteral("tulips")}));
    // Only the newest question is answered.
    finder.find(anna, cakes, own);
    finder.find(anna, garden, own);
    QTRY_COMPARE(found.size(), 2);
    QCOMPARE(found.last().first().toStringList().first(), QStringLiteral("Roses"));
}

QTEST_GUILESS_MAIN(TestWriterClient)
#include "tst_writerclient.moc"
