// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/await.h"
#include "support/testimages.h"
#include "support/website.h"
#include "web/pagevisit.h"
#include "web/pickerprocess.h"
#include "web/webpools.h"

#include <QFont>
#include <QPalette>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>
#include <QTimer>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

/** Pages and their pictures over real sockets. The site is on loopback, which is allowed since it
 * is what was typed; all else of loopback is not. */
class TestPageVisit : public QObject
{
    Q_OBJECT

    void serve(const QByteArray &path, const QByteArray &type, const QByteArray &body)
    {
        m_site->answerWith(path, "Content-Type: " + type + "\r\n", body);
    }
    void open(const QString &path) { m_visit->open(QUrl(m_site->address(path))); }
    /** The sentence of the failure that comes. */
    QString failure(const QString &path)
    {
        QString words;
        const auto heard = connect(m_visit.get(), &PageVisit::failed, this,
                                   [&words](const Error &error) { words = error.detail; });
        open(path);
        const bool came = QTest::qWaitFor([&words] { return !words.isEmpty(); }, 15'000);
        disconnect(heard);
        return came ? words : QStringLiteral("no failure came");
    }
    static WebLimits shortLimits() { return {.redirects = 4, .idle = 300ms, .whole = 10s}; }

    std::unique_ptr<Website> m_site;
    std::unique_ptr<PageVisit> m_visit;
    QList<PageImage> m_found;

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_site = std::make_unique<Website>();
        m_visit = std::make_unique<PageVisit>(shortLimits());
        m_found.clear();
        connect(m_visit.get(), &PageVisit::found, this,
                [this](const PageImage &image) { m_found.append(image); });
    }
    void cleanup()
    {
        m_visit.reset();
        m_site.reset();
    }

    void picturesComeWithTheirRealSize()
    {
        serve("/page", "text/html; charset=utf-8",
              "<title>Soup</title><img src=/tall.jpg alt=Soup width=10 height=10>"
              "<img src=/wide.png><img src=/icon.png><img src=/gone.jpg><img src=/text.jpg>"
              "<img src=/tall-again.jpg alt=Soup>"); // whichever comes first
        serve("/tall.jpg", "image/jpeg", jpegFile({800, 1200}));
        serve("/tall-again.jpg", "image/jpeg", jpegFile({800, 1200}));
        serve("/wide.png", "image/png", pngFile({900, 300}));
        serve("/icon.png", "image/png", pngFile({32, 32}));
        serve("/text.jpg", "image/jpeg", "no picture");
        QSignalSpy read(m_visit.get(), &PageVisit::pageRead);
        QSignalSpy finished(m_visit.get(), &PageVisit::finished);
        open(QStringLiteral("/page"));
        QVERIFY(m_visit->isBusy());
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(read.count(), 1);
        QVERIFY(!m_visit->isBusy());
        QCOMPARE(m_visit->page().title, QStringLiteral("Soup"));
        std::sort(m_found.begin(), m_found.end(), [](const PageImage &a, const PageImage &b) {
            return a.size.height() > b.size.height();
        });
        QCOMPARE(m_found.size(), 2); // the same file by another name is not shown again
        QCOMPARE(m_found.at(0).size, QSize(800, 1200));
        QCOMPARE(m_found.at(0).altText, QStringLiteral("Soup"));
        QCOMPARE(m_found.at(1).size, QSize(900, 300));
        for (const Website::Request &request : m_site->requests()) {
            QVERIFY(!request.head.contains("Cookie"));
            QVERIFY(!request.head.contains("Referer"));
        }
    }

    void aSizeThatIsGoneGivesWayToTheNext()
    {
        serve("/page", "text/html", "<img srcset='/big.jpg 2000w, /small.jpg 600w'>");
        serve("/small.jpg", "image/jpeg", jpegFile({600, 900}));
        open(QStringLiteral("/page"));
        QTRY_COMPARE(m_found.size(), 1);
        QCOMPARE(m_found.first().address, QUrl(m_site->address(QStringLiteral("/small.jpg"))));
    }

    void onlyTheBeginningOfALargePictureIsRead()
    {
        QByteArray large = jpegFile({800, 1200});
        large += QByteArray(3'000'000, 'x'); // behind the picture
        serve("/page", "text/html", "<img src=/large.jpg>");
        serve("/large.jpg", "image/jpeg", large);
        QSignalSpy finished(m_visit.get(), &PageVisit::finished);
        open(QStringLiteral("/page"));
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(m_found.size(), 1);
        QVERIFY(m_site->requests().last().head.contains("Range: bytes=0-"));
        QVERIFY(m_visit->kept(m_found.first().address).isEmpty());
        const Result<QByteArray> whole =
            await<QByteArray>([this](QObject *context, Done<QByteArray> done) {
                m_visit->load(m_found.first().address, context, std::move(done));
            });
        QCOMPARE(whole.value_or(QByteArray()).size(), large.size());
        QCOMPARE(m_visit->kept(m_found.first().address).size(), large.size());
    }

    void anImageIsAPageOfOne()
    {
        serve("/tall.jpg", "image/jpeg", jpegFile({800, 1200}));
        open(QStringLiteral("/tall.jpg"));
        QTRY_COMPARE(m_found.size(), 1);
    }

    void anImageThatTheServerDoesNotNameIsOneToo()
    {
        serve("/tall.jpg", "application/octet-stream", jpegFile({800, 1200}));
        open(QStringLiteral("/tall.jpg"));
        QTRY_COMPARE(m_found.size(), 1);
        QVERIFY(m_visit->page().isPicture);
        serve("/page", "text/html", "<img src=/tall.jpg>");
        open(QStringLiteral("/page"));
        QTRY_COMPARE(m_found.size(), 2);
        QVERIFY(!m_visit->page().isPicture);
    }

    void picturesWithinThePageNeedNoRequest()
    {
        serve("/page", "text/html",
              "<img src='data:image/png;base64," + pngFile({200, 300}).toBase64() + "'>");
        open(QStringLiteral("/page"));
        QTRY_COMPARE(m_found.size(), 1);
        QCOMPARE(m_site->requests().size(), 1);
        const Result<QImage> small = await<QImage>([this](QObject *context, Done<QImage> done) {
            m_visit->thumbnail(m_found.first().address, 100, context, std::move(done));
        });
        QVERIFY(small.has_value());
        QCOMPARE(small->size(), QSize(100, 150));
    }

    void failuresAreSentences_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *path, const char *words) {
            QTest::newRow(path) << QString::fromLatin1(path) << QString::fromLatin1(words);
        };
        row("/gone", "doesn't have it");
        row("/loop", "on and on");
        row("/hang", "does not answer");
        row("/file", "leads to no web page, but to a file (application/pdf)");
        row("/forbidden", "browsers only");
        row("/broken", "trouble of its own");
        row("/elsewhere", "private network");
        row("/local", "only addresses with http or https");
    }
    void failuresAreSentences()
    {
        QFETCH(QString, path);
        QFETCH(QString, words);
        Website other;
        m_site->redirect("/loop", "/loop");
        m_site->hang("/hang");
        m_site->answer("/forbidden", 403);
        m_site->answer("/broken", 503);
        m_site->redirect("/elsewhere", other.address(QStringLiteral("/")).toLatin1());
        m_site->redirect("/local", "file:///etc/passwd");
        serve("/file", "application/pdf", "%PDF");
        const QString said = failure(path);
        QVERIFY2(said.contains(words), qPrintable(said));
        QVERIFY(!m_visit->isBusy());
        QCOMPARE(other.connections(), 0);
    }

    void aPageCannotReachOtherServicesOfThisComputer()
    {
        Website router;
        router.answerWith("/tall.jpg", "Content-Type: image/jpeg\r\n", jpegFile({800, 1200}));
        m_site->redirect("/moved.jpg", router.address(QStringLiteral("/tall.jpg")).toLatin1());
        serve("/page", "text/html",
              "<img src='" + router.address(QStringLiteral("/tall.jpg")).toLatin1() + "'>" +
                  "<img src='" +
                  router.address(QStringLiteral("/tall.jpg"), QStringLiteral("localhost"))
                      .toLatin1() +
                  "'><img src=/moved.jpg>");
        QSignalSpy finished(m_visit.get(), &PageVisit::finished);
        open(QStringLiteral("/page"));
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(m_found.size(), 0);
        QCOMPARE(router.connections(), 0);
    }

    void anEndlessPageIsReadToItsLimit()
    {
        m_site->pour("/endless");
        QSignalSpy finished(m_visit.get(), &PageVisit::finished);
        open(QStringLiteral("/endless"));
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 15'000);
        QVERIFY(m_site->poured() < 40'000'000);
    }

    void aPageThatTakesLongLeavesTheGlobalPoolFree()
    {
        const QByteArray hostile = "<img src=/tall.jpg>" + QByteArray("<b>").repeated(100'000) +
                                   QByteArray("</z>").repeated(100'000);
        serve("/hostile", "text/html", hostile);
        serve("/tall.jpg", "image/jpeg", jpegFile({800, 1200}));
        QSignalSpy finished(m_visit.get(), &PageVisit::finished);
        int most = 0;
        QTimer watch;
        connect(&watch, &QTimer::timeout, this, [&most] {
            most = std::max(most, QThreadPool::globalInstance()->activeThreadCount());
        });
        watch.start(1);
        open(QStringLiteral("/hostile"));
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 10'000);
        QCOMPARE(m_found.size(), 1);
        QCOMPARE(most, 0);
    }

    void theNextPageNeedNotWaitForOneThatIsLeft()
    {
        // Seconds of reading, if it were read to its end.
        const QByteArray large =
            QByteArray("<p><img src=/a.jpg alt='x'> &amp; words</p>").repeated(180'000);
        serve("/large", "text/html", large);
        serve("/soup", "text/html", "<title>Soup</title><img src=/tall.jpg>");
        serve("/tall.jpg", "image/jpeg", jpegFile({800, 1200}));
        QSignalSpy read(m_visit.get(), &PageVisit::pageRead);
        open(QStringLiteral("/large"));
        QTRY_COMPARE_WITH_TIMEOUT(pagePool().activeThreadCount(), 1, 10'000);
        open(QStringLiteral("/soup"));
        QTRY_COMPARE_WITH_TIMEOUT(read.count(), 1, 10'000);
        QCOMPARE(m_visit->page().title, QStringLiteral("Soup"));
        QTRY_COMPARE(m_found.size(), 1);
    }

    void theLookOfOurWindowsIsHandedOn()
    {
        QPalette palette;
        palette.setColor(QPalette::Window, QColor(0x1B, 0x1C, 0x1E));
        QFont font(QStringLiteral("Inter"));
        font.setPixelSize(13);
        QPalette read;
        QFont readFont;
        QVERIFY(readPickerLook(pickerLook(palette, font), read, readFont));
        QCOMPARE(read.color(QPalette::Window), palette.color(QPalette::Window));
        QCOMPARE(readFont.pixelSize(), 13);
        QVERIFY(!readPickerLook("nonsense", read, readFont));
        QVERIFY(!readPickerLook({}, read, readFont));
        QCOMPARE(readFont.pixelSize(), 13);
    }

    void stoppingIsHeard()
    {
        m_site->hang("/hang.jpg");
        serve("/page", "text/html", "<img src=/hang.jpg>");
        QSignalSpy read(m_visit.get(), &PageVisit::pageRead);
        QSignalSpy finished(m_visit.get(), &PageVisit::finished);
        open(QStringLiteral("/page"));
        QTRY_COMPARE(read.count(), 1);
        m_visit->stop();
        QCOMPARE(finished.count(), 1);
        QVERIFY(!m_visit->isBusy());
    }

    void manyPicturesAreNotAllLookedAt()
    {
        QByteArray html;
        for (int i = 0; i < 320; ++i)
            html += "<img src=/" + QByteArray::number(i) + ".jpg>";
        serve("/page", "text/html", html);
        QSignalSpy finished(m_visit.get(), &PageVisit::finished);
        open(QStringLiteral("/page"));
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30'000);
        QCOMPARE(m_visit->leftOut(), 20);
        QCOMPARE(m_site->requests().size(), 301);
        QVERIFY(m_site->connections() <= 6); // used again and again
    }
};

QTEST_MAIN(TestPageVisit)
#include "tst_pagevisit.moc"
