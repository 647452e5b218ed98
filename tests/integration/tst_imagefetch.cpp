// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/imagefetch.h"
#include "support/await.h"
#include "support/rawpeer.h"
#include "support/testimages.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

namespace {

QByteArray answer(const QByteArray &type, const QByteArray &body, const QByteArray &more = {})
{
    return "HTTP/1.1 200 OK\r\nContent-Type: " + type +
           "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + more + "\r\n" + body;
}

QByteArray redirect(const QByteArray &to)
{
    return "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + to + "\r\n\r\n";
}

/** Sends an image without end. */
class Endless : public QObject
{
public:
    Endless()
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            socket->write("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n");
            const auto more = [socket] {
                if (socket->bytesToWrite() < 1024 * 1024)
                    socket->write(QByteArray(256 * 1024, 'x'));
            };
            connect(socket, &QTcpSocket::bytesWritten, socket, more);
            more();
        });
    }
    [[nodiscard]] QUrl address() const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1/endless.png").arg(m_server.serverPort()));
    }

private:
    QTcpServer m_server;
};

} // namespace

class TestImageFetch : public QObject
{
    Q_OBJECT

    [[nodiscard]] QUrl address(const QString &path = QStringLiteral("/pictures/soup.jpg")) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_peer->port()).arg(path));
    }
    static Result<FetchedImage> fetch(ImageFetch &fetch, const QUrl &address)
    {
        return await<FetchedImage>([&](QObject *context, Done<FetchedImage> done) {
            fetch.fetch(address, context, std::move(done));
        });
    }
    static FetchLimits shortLimits()
    {
        return {.redirects = 5, .bytes = 3'000'000, .idle = 200ms, .whole = 20s};
    }

    std::unique_ptr<RawPeer> m_peer;

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_peer = std::make_unique<RawPeer>();
    }

    void theImageComesWithItsNameAndNothingOfOursIsSent()
    {
        const QByteArray image = jpegFile();
        m_peer->setAnswer(answer("image/jpeg", image, "Set-Cookie: a=b\r\n"), RawPeer::ThenClose);
        ImageFetch fetch;
        const Result<FetchedImage> got = TestImageFetch::fetch(fetch, address());
        QVERIFY2(got, got ? "" : qPrintable(got.error().detail));
        QCOMPARE(got->bytes, image);
        QCOMPARE(got->name, QStringLiteral("soup.jpg"));
        QVERIFY(TestImageFetch::fetch(fetch, address()));
        const QByteArray sent = m_peer->received().toLower();
        QVERIFY(sent.contains("get /pictures/soup.jpg"));
        for (const char *header : {"authorization:", "cookie:", "referer:"})
            QVERIFY2(!sent.contains(header), header);
    }

    void whatIsNoImageIsRefusedInOneSentence_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("why");
        const auto row = [](const char *name, const QByteArray &bytes, const char *why) {
            QTest::newRow(name) << bytes << QString::fromLatin1(why);
        };
        row("a page", answer("text/html; charset=utf-8", "<html>"), "a web page, not to an image");
        row("a script", answer("application/javascript", "alert(1)"), "leads to no image");
        row("nothing", answer("image/png", ""), "leads to no image");
        row("gone", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "doesn't have it");
        row("forbidden", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
            "Save it in the browser");
        row("broken server", "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", "error 500");
        row("1 GB", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 1073741824\r\n\r\n",
            "larger than");
        row("cut", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 100\r\n\r\nabc",
            "did not arrive whole");
        row("no HTTP", "hello\r\n\r\n", "The image could not be loaded");
        row("for ever to itself", redirect("/pictures/soup.jpg"), "leads on and on");
        row("to a file", redirect("file:///etc/passwd"), "not safe");
        row("to data", redirect("data:image/png;base64,AAAA"), "not safe");
        row("to nowhere", redirect("ftp://127.0.0.1/a.png"), "not safe");
    }
    void whatIsNoImageIsRefusedInOneSentence()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, why);
        m_peer->setAnswer(bytes, RawPeer::ThenClose);
        ImageFetch fetch(shortLimits());
        const Result<FetchedImage> got = TestImageFetch::fetch(fetch, address());
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::Media);
        QVERIFY2(got.error().detail.contains(why), qPrintable(got.error().detail));
        QVERIFY(!got.error().detail.contains(QLatin1Char('\n')));
    }

    void atMostFiveRedirectsAreFollowed()
    {
        m_peer->setAnswer(redirect("/pictures/soup.jpg"), RawPeer::ThenClose);
        ImageFetch fetch(shortLimits());
        QVERIFY(!TestImageFetch::fetch(fetch, address()));
        QCOMPARE(m_peer->requestCount(), 6);
    }

    void aRedirectLeadsToTheImageAndItsName()
    {
        RawPeer other;
        other.setAnswer(answer("image/jpeg", jpegFile()), RawPeer::ThenClose);
        m_peer->setAnswer(redirect("http://127.0.0.1:" + QByteArray::number(other.port()) +
                                   "/real/cake.jpg"),
                          RawPeer::ThenClose);
        ImageFetch fetch;
        const Result<FetchedImage> got = TestImageFetch::fetch(fetch, address());
        QVERIFY(got);
        QCOMPARE(got->name, QStringLiteral("cake.jpg"));
    }

    void anAnswerWithoutEndIsCutAtTheLimit()
    {
        Endless endless;
        ImageFetch fetch(shortLimits());
        const Result<FetchedImage> got = TestImageFetch::fetch(fetch, endless.address());
        QVERIFY(!got);
        QVERIFY2(got.error().detail.contains(QStringLiteral("larger than")),
                 qPrintable(got.error().detail));
    }

    void aServerThatStopsAnsweringIsGivenUp()
    {
        m_peer->setAnswer("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 100\r\n\r\na",
                          RawPeer::ThenStay);
        ImageFetch fetch(shortLimits());
        const Result<FetchedImage> got = TestImageFetch::fetch(fetch, address());
        QVERIFY(!got);
        QVERIFY2(got.error().detail.contains(QStringLiteral("does not answer")),
                 qPrintable(got.error().detail));
    }

    void cancelEndsItAndTheNextOneWorks()
    {
        m_peer->setAnswer("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 100\r\n\r\na",
                          RawPeer::ThenStay);
        ImageFetch fetch;
        const QSignalSpy progress(&fetch, &ImageFetch::progress);
        Awaited<FetchedImage> waiting;
        fetch.fetch(address(), this, waiting.done());
        QTRY_VERIFY(!progress.isEmpty());
        fetch.cancel();
        QCOMPARE(waiting.error().kind, ErrorKind::Cancelled);
        m_peer->setAnswer(answer("image/jpeg", jpegFile()), RawPeer::ThenClose);
        QVERIFY(TestImageFetch::fetch(fetch, address()));
        QCOMPARE(waiting.count(), 1);
    }

    void otherSchemesAreNotEvenAsked_data()
    {
        QTest::addColumn<QUrl>("address");
        QTest::newRow("file") << QUrl(QStringLiteral("file:///etc/passwd"));
        QTest::newRow("ftp") << QUrl(QStringLiteral("ftp://127.0.0.1/a.png"));
        QTest::newRow("no host") << QUrl(QStringLiteral("http:///a.png"));
        QTest::newRow("none") << QUrl();
    }
    void otherSchemesAreNotEvenAsked()
    {
        QFETCH(QUrl, address);
        ImageFetch fetch;
        QVERIFY(!TestImageFetch::fetch(fetch, address));
    }

    void itEndsWhileOneIsUnderWay()
    {
        m_peer->setAnswer("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 100\r\n\r\na",
                          RawPeer::ThenStay);
        Awaited<FetchedImage> never;
        {
            ImageFetch fetch;
            const QSignalSpy progress(&fetch, &ImageFetch::progress);
            fetch.fetch(address(), this, never.done());
            QTRY_VERIFY(!progress.isEmpty());
        }
        QCOMPARE(never.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestImageFetch)
#include "tst_imagefetch.moc"
