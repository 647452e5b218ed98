// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/linksurvey.h"

#include "links/linkdoctor.h"
#include "store/linkstore.h"
#include "support/testworkspace.h"
#include "support/website.h"

#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

/** The links of the plan, asked of real servers on loopback: what one visit tells, and manners. */
class TestLinkSurvey : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_space = std::make_unique<TestWorkspace>();
        m_account = m_space->addAccount();
        m_board = m_space->addBoard(m_account, QStringLiteral("Cakes"), QStringLiteral("1"));
        m_media = m_space->addMedia();
        m_site = std::make_unique<Website>();
        m_limits = {};
        m_limits.gap = 50ms;
        m_limits.alsoAllowed = {QHostAddress(QHostAddress::LocalHost),
                                QHostAddress(QStringLiteral("127.0.0.2"))};
    }
    void cleanup()
    {
        m_survey.reset();
        m_doctor.reset();
        m_site.reset();
        m_space.reset();
    }

    void oneVisitTellsOfLinkAndRichPin();
    void linksOfPinsToComeAreListedWithTheirPins();
    void eachAddressIsAskedOnce();
    void aHostIsAskedOneAtATimeAndOthersMeanwhile();
    void redirectsAreFollowedToThePage();
    void whatIsNoPageIsSaid();
    void aPageWithoutEndIsReadToItsLimit();
    void aPageThatStopsIsJudgedByWhatCame();
    void cancellingLeavesNothingRunning();
    void cancellingLeavesOtherChecksAlone();
    void aSurveyThatGoesTakesItsQuestionsAlong();
    void withoutANetworkTheRestWaits();
    void whatWasReadStaysWhenOnlyTheLinkIsChecked();

private:
    PinId add(const QString &link, std::optional<UtcTime> at = std::nullopt,
              PinStatus status = PinStatus::Draft)
    {
        PinContent content = m_space->content(m_account, m_board, m_media, at);
        content.link = link;
        return m_space->addPin(content, status);
    }
    QString at(const char *path) const { return m_site->address(QString::fromLatin1(path)); }
    void page(const QByteArray &path, const QByteArray &html)
    {
        m_site->answerWith(path, "Content-Type: text/html; charset=utf-8\r\n", html);
    }
    /** Read, and nothing asked yet. */
    LinkSurvey &survey()
    {
        m_survey.reset();
        m_doctor = std::make_unique<LinkDoctor>(m_space->clock, m_limits);
        m_survey = std::make_unique<LinkSurvey>(m_space->store(), *m_doctor, m_space->clock);
        QSignalSpy read(m_survey.get(), &LinkSurvey::loaded);
        m_survey->load();
        if (!waitUntil([&] { return read.size() == 1; }))
            qFatal("the links were not read");
        return *m_survey;
    }
    const LinkRow &rowOf(const QString &link) const
    {
        const int row = m_survey->rowOf(askedAddress(link));
        if (row < 0)
            qFatal("there is no such row");
        return m_survey->rows().at(row);
    }

    std::unique_ptr<TestWorkspace> m_space;
    AccountId m_account;
    BoardId m_board;
    MediaId m_media;
    std::unique_ptr<Website> m_site;
    LinkLimits m_limits;
    std::unique_ptr<LinkDoctor> m_doctor;
    std::unique_ptr<LinkSurvey> m_survey;
};

const QByteArray productPage = R"(<html><head><title>Bowl</title>
<meta property="og:type" content="product"><meta property="og:title" content="Blue bowl">
<meta property="product:price:amount" content="12.00"></head><body>…</body></html>)";

const QByteArray recipePage = R"(<html><head><title>Soup</title><script type="application/ld+json">
{"@context": "https://schema.org", "@type": "Recipe", "name": "Pumpkin soup",
 "recipeIngredient": ["1 pumpkin", "salt"]}</script></head></html>)";

void TestLinkSurvey::oneVisitTellsOfLinkAndRichPin()
{
    add(at("/bowl"));
    add(at("/soup"));
    add(at("/gone"));
    page("/bowl", productPage);
    page("/soup", recipePage);
    LinkSurvey &links = survey();
    QVERIFY(!rowOf(at("/bowl")).report);
    QSignalSpy finished(&links, &LinkSurvey::finished);
    links.checkAll();
    QCOMPARE(links.total(), 3);
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!links.isBusy());

    QCOMPARE(rowOf(at("/bowl")).report->verdict, LinkVerdict::Good);
    const RichPin &bowl = rowOf(at("/bowl")).page->richPin;
    QCOMPARE(bowl.kind, RichPinKind::Product);
    QVERIFY(!bowl.isComplete());
    QCOMPARE(bowl.missing.first().field, RichPinField::Currency);
    QVERIFY(bowl.missing.first().tag.contains(QStringLiteral("product:price:currency")));
    QCOMPARE(rowOf(at("/soup")).page->richPin.kind, RichPinKind::Recipe);
    QVERIFY(rowOf(at("/soup")).page->richPin.isComplete());
    QCOMPARE(rowOf(at("/gone")).report->verdict, LinkVerdict::NotFound);
    QVERIFY(!rowOf(at("/gone")).page);
    // One request for each, and it says who asks.
    QCOMPARE(m_site->requests().size(), 3);
    for (const Website::Request &request : m_site->requests()) {
        QCOMPARE(request.verb, QByteArray("GET"));
        QVERIFY(request.head.contains("User-Agent: Pinweek/"));
    }

    // All of it is there after a restart.
    const RichPin known = bowl;
    m_survey.reset();
    m_space->reopen();
    QCOMPARE(survey().rows().size(), 3);
    QCOMPARE(rowOf(at("/bowl")).page->richPin, known);
    QCOMPARE(rowOf(at("/bowl")).page->title, QStringLiteral("Blue bowl"));
    QCOMPARE(rowOf(at("/gone")).report->verdict, LinkVerdict::NotFound);
    QCOMPARE(must(m_space->store().links().page(at("/bowl")))->richPin, known);
}

void TestLinkSurvey::linksOfPinsToComeAreListedWithTheirPins()
{
    const UtcTime soon = m_space->clock.now() + 24h;
    const PinId draft = add(at("/bowl"));
    const PinId due = add(at("/bowl"), soon, PinStatus::Scheduled);
    const PinId part = add(at("/bowl#reviews"), soon + 1h, PinStatus::Scheduled);
    add(QString());
    add(QStringLiteral("nothing"));
    const LinkSurvey &links = survey();
    QCOMPARE(links.rows().size(), 2);
    const LinkRow &bowl = links.rows().first();
    QCOMPARE(bowl.pins, 3);
    QCOMPARE(bowl.firstDue, std::optional(soon));
    QCOMPARE(must(m_space->store().links().pinsOf({at("/bowl")})), (QList<PinId>{due, draft}));
    QCOMPARE(must(m_space->store().links().pinsOf(bowl.links)).size(), 3);
    QVERIFY(must(m_space->store().links().pinsOf(bowl.links)).contains(part));
    // What is no address is listed, and never asked.
    m_survey->check({QStringLiteral("nothing")});
    QVERIFY(!m_survey->isBusy());
}

void TestLinkSurvey::eachAddressIsAskedOnce()
{
    for (const char *path : {"/bowl", "/bowl", "/bowl#reviews", "/soup"})
        add(at(path));
    page("/bowl", productPage);
    page("/soup", recipePage);
    LinkSurvey &links = survey();
    links.checkAll();
    links.checkAll(); // while they are looked at
    links.check({at("/bowl")});
    QCOMPARE(links.total(), 2);
    QTRY_VERIFY(!links.isBusy());
    QList<QByteArray> lines = m_site->lines();
    std::sort(lines.begin(), lines.end());
    QCOMPARE(lines, (QList<QByteArray>{"GET /bowl", "GET /soup"}));
    // Each of the links is known by it.
    for (const char *path : {"/bowl", "/bowl#reviews"}) {
        const auto report = must(m_space->store().links().report(at(path)));
        QVERIFY(report);
        QVERIFY(!report->isRedirected());
        QVERIFY(must(m_space->store().links().page(at(path))));
    }
}

void TestLinkSurvey::aHostIsAskedOneAtATimeAndOthersMeanwhile()
{
    Website other(QHostAddress(QStringLiteral("127.0.0.2")));
    for (int i = 0; i < 6; ++i) {
        const QString path = QStringLiteral("/%1").arg(i);
        page(path.toLatin1(), recipePage);
        add(m_site->address(path));
    }
    // It answers nothing, and holds up nobody else.
    other.hang("/slow");
    add(other.address(QStringLiteral("/slow")));
    LinkSurvey &links = survey();
    links.checkAll();
    QTRY_COMPARE(links.done(), 6);
    QVERIFY(links.isBusy());
    QVERIFY(links.isLeft(other.address(QStringLiteral("/slow"))));
    QCOMPARE(m_site->mostAtOnce(), 1);
    QCOMPARE(other.mostAtOnce(), 1);
    QCOMPARE(m_site->requests().size(), 6);
    for (qsizetype i = 1; i < m_site->requests().size(); ++i)
        QVERIFY(m_site->requests().at(i).at - m_site->requests().at(i - 1).at >= m_limits.gap / 2);
    links.cancel();
}

void TestLinkSurvey::redirectsAreFollowedToThePage()
{
    add(at("/old"));
    m_site->redirect("/old", "/new", 301);
    page("/new", recipePage);
    LinkSurvey &links = survey();
    links.checkAll();
    QTRY_VERIFY(!links.isBusy());
    const LinkRow &row = rowOf(at("/old"));
    QCOMPARE(row.report->hops, (QList<LinkHop>{{at("/old"), 301}, {at("/new"), 200}}));
    QCOMPARE(row.page->richPin.kind, RichPinKind::Recipe);
    QCOMPARE(m_site->lines(), (QList<QByteArray>{"GET /old", "GET /new"}));
}

void TestLinkSurvey::whatIsNoPageIsSaid()
{
    add(at("/bowl.jpg"));
    m_site->answerWith("/bowl.jpg", "Content-Type: image/jpeg\r\n", QByteArray(64 * 1024, 'x'));
    LinkSurvey &links = survey();
    links.checkAll();
    QTRY_VERIFY(!links.isBusy());
    QCOMPARE(rowOf(at("/bowl.jpg")).report->verdict, LinkVerdict::Good);
    QVERIFY(!rowOf(at("/bowl.jpg")).page->isPage);
}

void TestLinkSurvey::aPageWithoutEndIsReadToItsLimit()
{
    m_limits.pageBytes = qint64(512) * 1024;
    add(at("/huge"));
    m_site->pour("/huge");
    LinkSurvey &links = survey();
    links.checkAll();
    QTRY_VERIFY(!links.isBusy());
    QCOMPARE(rowOf(at("/huge")).report->verdict, LinkVerdict::Good);
    QCOMPARE(rowOf(at("/huge")).page->richPin.kind, RichPinKind::None);
    QVERIFY2(m_site->poured() < 16 * 1024 * 1024, qPrintable(QString::number(m_site->poured())));
}

void TestLinkSurvey::aPageThatStopsIsJudgedByWhatCame()
{
    add(at("/bowl"));
    m_site->answerHalf("/bowl", "Content-Type: text/html\r\n", productPage);
    LinkSurvey &links = survey();
    links.checkAll();
    QTRY_VERIFY(!links.isBusy());
    QCOMPARE(rowOf(at("/bowl")).report->verdict, LinkVerdict::Good);
    QCOMPARE(rowOf(at("/bowl")).page->richPin.kind, RichPinKind::Product);
}

void TestLinkSurvey::cancellingLeavesNothingRunning()
{
    for (int i = 0; i < 5; ++i)
        add(m_site->address(QStringLiteral("/%1").arg(i)));
    page("/0", productPage);
    for (int i = 1; i < 5; ++i)
        m_site->hang("/" + QByteArray::number(i));
    LinkSurvey &links = survey();
    QSignalSpy finished(&links, &LinkSurvey::finished);
    links.checkAll();
    QTRY_VERIFY(m_site->requests().size() >= 1);
    links.cancel();
    QCOMPARE(finished.size(), 1);
    QVERIFY(!links.isBusy());
    QCOMPARE(links.total(), 0);
    for (const LinkRow &row : links.rows())
        QVERIFY(!links.isLeft(row.address));
    // Nothing that waited is asked after it: the next request is the next wish.
    page("/4", recipePage);
    links.check({at("/4")});
    QTRY_VERIFY(!links.isBusy());
    QCOMPARE(rowOf(at("/4")).page->richPin.kind, RichPinKind::Recipe);
    QCOMPARE(m_site->lines().last(), QByteArray("GET /4"));
    QVERIFY(!m_site->lines().contains("GET /2") && !m_site->lines().contains("GET /3"));
}

void TestLinkSurvey::cancellingLeavesOtherChecksAlone()
{
    add(at("/slow"));
    m_site->hang("/slow");
    m_site->answer("/page", 200);
    LinkSurvey &links = survey();
    links.checkAll();
    QTRY_COMPARE(m_site->requests().size(), 1);
    QObject context;
    Awaited<LinkReport> other;
    m_doctor->check(at("/page"), &context, other.done());
    links.cancel();
    QVERIFY(other.wait());
    QCOMPARE(other.count(), 1);
}

void TestLinkSurvey::aSurveyThatGoesTakesItsQuestionsAlong()
{
    add(at("/slow"));
    add(at("/other"));
    m_site->hang("/slow");
    m_site->hang("/other");
    survey().checkAll();
    QTRY_COMPARE(m_site->requests().size(), 1);
    m_survey.reset();
    m_site->answer("/page", 200);
    const Result<LinkReport> after = await<LinkReport>([&](QObject *c, Done<LinkReport> done) {
        m_doctor->check(at("/page"), c, std::move(done));
    });
    QVERIFY(after);
    QCOMPARE(m_site->requests().size(), 2);
}

void TestLinkSurvey::withoutANetworkTheRestWaits()
{
    add(at("/bowl"));
    page("/bowl", productPage);
    LinkSurvey &links = survey();
    links.setNetworkDown(true);
    links.checkAll();
    QVERIFY(links.isWaitingForNetwork());
    QCOMPARE(links.total(), 1);
    links.setNetworkDown(false);
    QVERIFY(!links.isWaitingForNetwork());
    QTRY_VERIFY(!links.isBusy());
    QCOMPARE(m_site->requests().size(), 1);
    // In the midst of it: what was asked is asked again.
    m_site->hang("/bowl");
    links.checkAll();
    QTRY_COMPARE(m_site->requests().size(), 2);
    links.setNetworkDown(true);
    QVERIFY(links.isWaitingForNetwork());
    page("/bowl", productPage);
    links.setNetworkDown(false);
    QTRY_VERIFY(!links.isBusy());
    QCOMPARE(m_site->requests().size(), 3);
    QCOMPARE(rowOf(at("/bowl")).report->verdict, LinkVerdict::Good);
}

void TestLinkSurvey::whatWasReadStaysWhenOnlyTheLinkIsChecked()
{
    add(at("/bowl"));
    page("/bowl", productPage);
    survey().checkAll();
    QTRY_VERIFY(!m_survey->isBusy());
    must(await<void>([&](QObject *c, Done<void> done) {
        LinkReport report = *rowOf(at("/bowl")).report;
        report.checkedAt += 1h;
        m_space->store().links().keep(report, c, std::move(done));
    }));
    QVERIFY(must(m_space->store().links().page(at("/bowl"))));
    QCOMPARE(survey().rows().first().report->checkedAt, m_space->clock.now() + 1h);
    QVERIFY(m_survey->rows().first().page);
}

QTEST_GUILESS_MAIN(TestLinkSurvey)
#include "tst_linksurvey.moc"
