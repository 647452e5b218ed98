// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/publicaddress.h"
#include "links/linkchecks.h"
#include "store/accountstore.h"
#include "store/linkstore.h"
#include "store/pinstore.h"
#include "support/testworkspace.h"
#include "support/website.h"

#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(pinweek::LinkVerdict)

/** Where links lead, asked of a real server on loopback: verdicts, manners, and what is never
 * asked. */
class TestLinkDoctor : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_space = std::make_unique<TestWorkspace>();
        m_now = m_space->clock.now();
        m_site = std::make_unique<Website>();
        m_limits = {};
        m_limits.gap = 0ms;
        m_limits.alsoAllowed = {QHostAddress(QHostAddress::LocalHost)};
    }
    void cleanup()
    {
        m_site.reset();
        m_space.reset();
    }

    void addressesOfOtherNetworksAreNotPublic_data();
    void addressesOfOtherNetworksAreNotPublic();
    void aStatusIsAVerdict_data();
    void aStatusIsAVerdict();
    void aPageIsAskedForAndNeverRead();
    void headThatIsRefusedIsFollowedByAGet_data();
    void headThatIsRefusedIsFollowedByAGet();
    void aPageWithoutEndIsLeft();
    void redirectsAreFollowedAndListed();
    void aCircleEnds();
    void aLongWayEnds();
    void redirectsToOtherThanPagesAreNotFollowed_data();
    void redirectsToOtherThanPagesAreNotFollowed();
    void aRedirectIntoAnotherNetworkIsNotFollowed();
    void thisComputerIsNotAsked_data();
    void thisComputerIsNotAsked();
    void whatIsNoWebAddressIsNotAsked();
    void aSignInPageIsKnown();
    void oneThatNeverAnswersEnds();
    void onePlaceThatIsNoneIsSaid();
    void oneThatRefusesConnectionsIsSaid();
    void aHostIsAskedOneAtATimeWithAPause();
    void theNameOfTheHostGoesAlong();
    void noSecretsGoAlong();
    void cancellingEndsAllOfThem();
    void whatIsFoundIsKept();
    void cancellingLeavesWhatWasKnown();
    void acceptedIsAcceptedUntilTheVerdictIsAnother();
    void brokenLinksOfPlannedPinsAreListed();
    void accountsOfThisComputerAreLeftAlone();

private:
    Result<LinkReport> look(const QString &link)
    {
        LinkDoctor doctor(m_space->clock, m_limits);
        return await<LinkReport>(
            [&](QObject *c, Done<LinkReport> done) { doctor.check(link, c, std::move(done)); });
    }
    LinkVerdict verdictOf(const QString &link)
    {
        const Result<LinkReport> report = look(link);
        return report ? report->verdict : LinkVerdict::Unchecked;
    }
    std::unique_ptr<TestWorkspace> m_space;
    UtcTime m_now{};
    std::unique_ptr<Website> m_site;
    LinkLimits m_limits;
};

void TestLinkDoctor::addressesOfOtherNetworksAreNotPublic_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isPublic");
    const auto row = [](const char *address, bool isPublic) {
        QTest::newRow(address) << QString::fromLatin1(address) << isPublic;
    };
    for (const char *address : {"93.184.216.34", "1.1.1.1", "223.255.255.1", "2606:2800:220:1::1",
                                "64:ff9b::1.1.1.1", "2002:0101:0101::1", "::ffff:1.1.1.1"})
        row(address, true);
    for (const char *address : {"127.0.0.1",
                                "127.8.9.1",
                                "0.0.0.0",
                                "10.1.2.3",
                                "172.16.0.1",
                                "172.31.255.255",
                                "192.168.1.1",
                                "169.254.169.254",
                                "100.64.0.1",
                                "192.0.2.1",
                                "198.18.0.1",
                                "224.0.0.1",
                                "255.255.255.255",
                                "240.0.0.1",
                                "::",
                                "::1",
                                "fe80::1",
                                "fc00::1",
                                "fd12::1",
                                "ff02::1",
                                "2001:db8::1",
                                "::ffff:127.0.0.1",
                                "::ffff:10.0.0.1",
                                "::127.0.0.1",
                                "64:ff9b::192.168.0.1",
                                "2002:7f00:0001::",
                                "2002:c0a8:0101::1",
                                "100::1"})
        row(address, false);
}

void TestLinkDoctor::addressesOfOtherNetworksAreNotPublic()
{
    QFETCH(QString, address);
    const QHostAddress parsed(address);
    QVERIFY(!parsed.isNull());
    QTEST(isPublicAddress(parsed), "isPublic");
}

void TestLinkDoctor::aStatusIsAVerdict_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<LinkVerdict>("verdict");
    const auto row = [](int status, LinkVerdict verdict) {
        QTest::addRow("%d", status) << status << verdict;
    };
    row(200, LinkVerdict::Good);
    row(204, LinkVerdict::Good);
    row(401, LinkVerdict::SignIn);
    row(403, LinkVerdict::Forbidden);
    row(404, LinkVerdict::NotFound);
    row(410, LinkVerdict::NotFound);
    row(418, LinkVerdict::Refused);
    row(429, LinkVerdict::Unchecked);
    row(500, LinkVerdict::ServerTrouble);
    row(503, LinkVerdict::ServerTrouble);
}

void TestLinkDoctor::aStatusIsAVerdict()
{
    QFETCH(int, status);
    QFETCH(LinkVerdict, verdict);
    m_site->answer("/page", status);
    const Result<LinkReport> report = look(m_site->address(QStringLiteral("/page")));
    QVERIFY(report);
    QCOMPARE(report->verdict, verdict);
    QCOMPARE(report->status(), status);
    QCOMPARE(report->finalAddress(), m_site->address(QStringLiteral("/page")));
    QVERIFY(!report->isRedirected());
    QCOMPARE(report->checkedAt, m_now);
    QCOMPARE(linkVerdictFromName(linkVerdictName(verdict)), verdict);
}

void TestLinkDoctor::aPageIsAskedForAndNeverRead()
{
    m_site->answer("/page?a=%20b", 200);
    QCOMPARE(verdictOf(m_site->address(QStringLiteral("/page?a=%20b#part"))), LinkVerdict::Good);
    QCOMPARE(m_site->lines(), QList<QByteArray>{"HEAD /page?a=%20b"});
    QVERIFY(m_site->requests().first().head.contains("User-Agent: Pinweek/"));
}

void TestLinkDoctor::headThatIsRefusedIsFollowedByAGet_data()
{
    QTest::addColumn<int>("head"); // 0: cut
    for (const int status : {405, 501, 400, 403, 404, 500, 0})
        QTest::addRow("%d", status) << status;
}

void TestLinkDoctor::headThatIsRefusedIsFollowedByAGet()
{
    QFETCH(int, head);
    m_site->cutHead("/page");
    if (head > 0)
        m_site->answerTo("HEAD", "/page", head);
    QCOMPARE(verdictOf(m_site->address(QStringLiteral("/page"))), LinkVerdict::Good);
    // Qt asks once more by itself where a connection is cut.
    QCOMPARE(m_site->lines().first(), QByteArray("HEAD /page"));
    QCOMPARE(m_site->lines().last(), QByteArray("GET /page"));
    QCOMPARE(m_site->lines().size(), head > 0 ? 2 : 3);
    QVERIFY(m_site->requests().last().head.contains("Range: bytes=0-0"));
}

void TestLinkDoctor::aPageWithoutEndIsLeft()
{
    m_site->pour("/huge");
    QCOMPARE(verdictOf(m_site->address(QStringLiteral("/huge"))), LinkVerdict::Good);
    QVERIFY2(m_site->poured() < 8 * 1024 * 1024, qPrintable(QString::number(m_site->poured())));
}

void TestLinkDoctor::redirectsAreFollowedAndListed()
{
    m_site->redirect("/a", "/b?x=1", 301);
    m_site->redirect("/b?x=1", m_site->address(QStringLiteral("/c%20d")).toLatin1(), 308);
    m_site->answer("/c%20d", 200);
    const Result<LinkReport> report = look(m_site->address(QStringLiteral("/a#top")));
    QVERIFY(report);
    QCOMPARE(report->verdict, LinkVerdict::Good);
    // The part after "#" goes along, as browsers have it.
    QCOMPARE(report->hops, (QList<LinkHop>{{m_site->address(QStringLiteral("/a#top")), 301},
                                           {m_site->address(QStringLiteral("/b?x=1#top")), 308},
                                           {m_site->address(QStringLiteral("/c%20d#top")), 200}}));
    QVERIFY(report->isRedirected());
}

void TestLinkDoctor::aCircleEnds()
{
    m_site->redirect("/a", "/b");
    m_site->redirect("/b", "/a");
    QCOMPARE(verdictOf(m_site->address(QStringLiteral("/a"))), LinkVerdict::EndlessRedirects);
    QCOMPARE(m_site->lines(), (QList<QByteArray>{"HEAD /a", "HEAD /b"}));
}

void TestLinkDoctor::aLongWayEnds()
{
    for (int i = 0; i < 30; ++i)
        m_site->redirect("/" + QByteArray::number(i), "/" + QByteArray::number(i + 1));
    QCOMPARE(verdictOf(m_site->address(QStringLiteral("/0"))), LinkVerdict::EndlessRedirects);
    QCOMPARE(m_site->requests().size(), 1 + m_limits.redirects);
}

void TestLinkDoctor::redirectsToOtherThanPagesAreNotFollowed_data()
{
    QTest::addColumn<QByteArray>("to");
    for (const char *to : {"javascript:alert(1)", "ftp://127.0.0.1/", "file:///etc/passwd",
                           "data:text/html,hi", "app://open", "http://"})
        QTest::newRow(to) << QByteArray(to);
}

void TestLinkDoctor::redirectsToOtherThanPagesAreNotFollowed()
{
    QFETCH(QByteArray, to);
    m_site->redirect("/a", to);
    QCOMPARE(verdictOf(m_site->address(QStringLiteral("/a"))), LinkVerdict::UnsafeRedirect);
    QCOMPARE(m_site->requests().size(), 1);
}

void TestLinkDoctor::aRedirectIntoAnotherNetworkIsNotFollowed()
{
    Website inside(QHostAddress(QStringLiteral("127.0.0.2")));
    inside.answer("/admin", 200);
    m_site->redirect("/a", inside.address(QStringLiteral("/admin")).toLatin1());
    const Result<LinkReport> report = look(m_site->address(QStringLiteral("/a")));
    QVERIFY(report);
    QCOMPARE(report->verdict, LinkVerdict::Private);
    QCOMPARE(report->status(), 0);
    QCOMPARE(inside.connections(), 0);
}

void TestLinkDoctor::thisComputerIsNotAsked_data()
{
    QTest::addColumn<QString>("host");
    for (const char *host : {"127.0.0.1", "localhost", "LOCALHOST", "0x7f000001", "2130706433",
                             "127.1", "[::ffff:127.0.0.1]", "0.0.0.0"})
        QTest::newRow(host) << QString::fromLatin1(host);
}

void TestLinkDoctor::thisComputerIsNotAsked()
{
    QFETCH(QString, host);
    m_limits.alsoAllowed.clear();
    const LinkVerdict verdict = verdictOf(m_site->address(QStringLiteral("/"), host));
    QVERIFY2(verdict == LinkVerdict::Private || verdict == LinkVerdict::NoSite ||
                 verdict == LinkVerdict::Unchecked,
             qPrintable(linkVerdictName(verdict)));
    QCOMPARE(m_site->connections(), 0);
}

void TestLinkDoctor::whatIsNoWebAddressIsNotAsked()
{
    for (const char *link :
         {"javascript:alert(1)", "mailto:a@b.example", "", "nothing", "ftp://a/"})
        QCOMPARE(verdictOf(QString::fromLatin1(link)), LinkVerdict::UnsafeRedirect);
    QCOMPARE(m_site->connections(), 0);
}

void TestLinkDoctor::aSignInPageIsKnown()
{
    m_site->redirect("/members/cake", "/login?back=/members/cake");
    m_site->answer("/login?back=/members/cake", 200);
    QCOMPARE(verdictOf(m_site->address(QStringLiteral("/members/cake"))), LinkVerdict::SignIn);
    // The page that was meant.
    m_site->answer("/login", 200);
    QCOMPARE(verdictOf(m_site->address(QStringLiteral("/login"))), LinkVerdict::Good);
    for (const char *address :
         {"https://accounts.example.com/x", "https://example.com/users/sign_in",
          "https://example.com/wp-login.php?redirect_to=x", "https://login.example.com/"})
        QVERIFY2(looksLikeSignIn(QString::fromLatin1(address)), address);
    for (const char *address :
         {"https://example.com/blog/how-to-login-faster", "https://example.com/?next=/login",
          "https://identity.example.com/"})
        QVERIFY2(!looksLikeSignIn(QString::fromLatin1(address)), address);
}

void TestLinkDoctor::oneThatNeverAnswersEnds()
{
    m_limits.idle = 200ms;
    m_site->hang("/slow");
    QCOMPARE(verdictOf(m_site->address(QStringLiteral("/slow"))), LinkVerdict::NoAnswer);
    // Nor one that goes on for ever in small steps.
    m_limits.idle = 10s;
    m_limits.whole = 300ms;
    QCOMPARE(verdictOf(m_site->address(QStringLiteral("/slow"))), LinkVerdict::NoAnswer);
}

void TestLinkDoctor::onePlaceThatIsNoneIsSaid()
{
    // Without a network at all the answer is that it is not known.
    const LinkVerdict verdict = verdictOf(QStringLiteral("https://no-such-host.invalid/"));
    QVERIFY(verdict == LinkVerdict::NoSite || verdict == LinkVerdict::Unchecked);
}

void TestLinkDoctor::oneThatRefusesConnectionsIsSaid()
{
    const QString link = m_site->address(QStringLiteral("/"));
    m_site.reset();
    QCOMPARE(verdictOf(link), LinkVerdict::NoAnswer);
}

void TestLinkDoctor::aHostIsAskedOneAtATimeWithAPause()
{
    m_limits.gap = 300ms;
    for (int i = 0; i < 4; ++i)
        m_site->answer("/" + QByteArray::number(i), 200);
    m_site->redirect("/0", "/1");
    LinkDoctor doctor(m_space->clock, m_limits);
    QObject context;
    int done = 0;
    for (int i = 0; i < 4; ++i)
        doctor.check(m_site->address(QStringLiteral("/%1").arg(i)), &context,
                     [&done](const Result<LinkReport> &report) {
                         QVERIFY(report);
                         ++done;
                     });
    QTRY_COMPARE(done, 4);
    QCOMPARE(m_site->mostAtOnce(), 1);
    QCOMPARE(m_site->requests().size(), 5);
    // Half of it: a request may arrive late where the machine is busy, and the next one at once.
    for (qsizetype i = 1; i < m_site->requests().size(); ++i)
        QVERIFY(m_site->requests().at(i).at - m_site->requests().at(i - 1).at >= m_limits.gap / 2);
}

void TestLinkDoctor::theNameOfTheHostGoesAlong()
{
    m_limits.alsoAllowed += QHostAddress(QHostAddress::LocalHostIPv6);
    m_site->answer("/page", 200);
    const QString link = m_site->address(QStringLiteral("/page"), QStringLiteral("localhost"));
    QCOMPARE(verdictOf(link), LinkVerdict::Good);
    const QByteArray host = link.section(u'/', 2, 2).toLatin1();
    QVERIFY2(m_site->requests().first().head.contains("Host: " + host + "\r\n"),
             m_site->requests().first().head.constData());
}

void TestLinkDoctor::noSecretsGoAlong()
{
    m_site->redirect("/a", "/b");
    m_site->answer("/a", 302, "Location: /b\r\nSet-Cookie: secret=1; Path=/\r\n");
    m_site->answer("/b", 401, "WWW-Authenticate: Basic realm=\"x\"\r\n");
    const QString link = QString(m_site->address(QStringLiteral("/a")))
                             .replace(QLatin1String("http://"), QLatin1String("http://me:word@"));
    QCOMPARE(verdictOf(link), LinkVerdict::SignIn);
    for (const Website::Request &request : m_site->requests()) {
        const QByteArray head = request.head.toLower();
        for (const char *name : {"cookie:", "authorization:", "referer:", "word"})
            QVERIFY2(!head.contains(name), head.constData());
    }
}

void TestLinkDoctor::cancellingEndsAllOfThem()
{
    m_site->hang("/slow");
    LinkDoctor doctor(m_space->clock, m_limits);
    QObject context;
    QList<ErrorKind> errors;
    for (int i = 0; i < 3; ++i)
        doctor.check(m_site->address(QStringLiteral("/slow")), &context,
                     [&errors](const Result<LinkReport> &report) {
                         QVERIFY(!report);
                         errors += report.error().kind;
                     });
    QTRY_COMPARE(m_site->requests().size(), 1);
    doctor.cancel();
    QCOMPARE(errors, QList<ErrorKind>(3, ErrorKind::Cancelled));
    // It goes on with others.
    m_site->answer("/page", 200);
    const Result<LinkReport> after = await<LinkReport>([&](QObject *c, Done<LinkReport> done) {
        doctor.check(m_site->address(QStringLiteral("/page")), c, std::move(done));
    });
    QVERIFY(after);
}

void TestLinkDoctor::whatIsFoundIsKept()
{
    m_site->redirect("/a", "/b");
    m_site->answer("/b", 404);
    const QString link = m_site->address(QStringLiteral("/a"));
    {
        LinkChecks checks(m_space->store(), m_space->clock, m_limits);
        QVERIFY(!checks.report(link));
        QSignalSpy told(&m_space->store(), &Store::changed);
        checks.check(QStringLiteral(" %1 ").arg(link));
        checks.check(link); // once
        QVERIFY(checks.isChecking(link));
        QTRY_VERIFY(!checks.isChecking(link));
        QVERIFY(told.last().first().value<ChangeSet>().links);
        QCOMPARE(m_site->lines(), (QList<QByteArray>{"HEAD /a", "HEAD /b", "GET /b"}));
    }
    m_space->reopen();
    const auto kept = must(m_space->store().links().report(link));
    QVERIFY(kept);
    QCOMPARE(kept->verdict, LinkVerdict::NotFound);
    QCOMPARE(kept->hops.size(), 2);
    QCOMPARE(kept->status(), 404);
    QCOMPARE(kept->checkedAt, m_now);
}

void TestLinkDoctor::cancellingLeavesWhatWasKnown()
{
    const QString link = m_site->address(QStringLiteral("/a"));
    m_site->answer("/a", 200);
    LinkChecks checks(m_space->store(), m_space->clock, m_limits);
    checks.check(link);
    QTRY_VERIFY(!checks.isChecking(link));
    m_site->hang("/a");
    checks.check(link);
    QTRY_COMPARE(m_site->requests().size(), 2);
    checks.cancel();
    QVERIFY(!checks.isChecking(link));
    QCOMPARE(checks.report(link)->verdict, LinkVerdict::Good);
}

void TestLinkDoctor::acceptedIsAcceptedUntilTheVerdictIsAnother()
{
    const QString link = QStringLiteral("https://example.com/a");
    const auto keep = [&](LinkVerdict verdict) {
        must(await<void>([&](QObject *c, Done<void> done) {
            m_space->store().links().keep({link, verdict, {{link, 0}}, m_now, false}, c,
                                          std::move(done));
        }));
    };
    const auto isAccepted = [&] { return must(m_space->store().links().report(link))->accepted; };
    keep(LinkVerdict::NotFound);
    QVERIFY(!isAccepted());
    must(await<void>([&](QObject *c, Done<void> done) {
        m_space->store().links().accept(link, c, std::move(done));
    }));
    keep(LinkVerdict::NotFound);
    QVERIFY(isAccepted());
    keep(LinkVerdict::NoAnswer);
    QVERIFY(!isAccepted());
}

void TestLinkDoctor::brokenLinksOfPlannedPinsAreListed()
{
    const auto pinWith = [&](const char *link, UtcTime at) {
        const PinId id = m_space->scheduledPin(at);
        PinChange change = m_space->change(id);
        change.content.link = QString::fromLatin1(link);
        must(m_space->apply({QStringLiteral("Edit"), {change}, {}}));
        return id;
    };
    const PinId soon = pinWith("https://example.com/gone", m_now + 1h);
    pinWith("https://example.com/gone", m_now + 48h);
    pinWith("https://example.com/fine", m_now + 1h);
    pinWith("https://example.com/known", m_now + 1h);
    for (const auto &[link, verdict] :
         {std::pair("https://example.com/gone", LinkVerdict::NotFound),
          std::pair("https://example.com/fine", LinkVerdict::Good),
          std::pair("https://example.com/known", LinkVerdict::NoAnswer)})
        must(await<void>([&, link = link, verdict = verdict](QObject *c, Done<void> done) {
            m_space->store().links().keep({QString::fromLatin1(link), verdict, {}, m_now, false}, c,
                                          std::move(done));
        }));
    must(await<void>([&](QObject *c, Done<void> done) {
        m_space->store().links().accept(QStringLiteral("https://example.com/known"), c,
                                        std::move(done));
    }));
    const QList<BrokenLink> broken = must(m_space->store().links().broken(m_now));
    QCOMPARE(broken.size(), 1);
    QCOMPARE(broken.first().pin.id, soon);
    QCOMPARE(broken.first().report.verdict, LinkVerdict::NotFound);
}

void TestLinkDoctor::accountsOfThisComputerAreLeftAlone()
{
    const AccountId here = m_space->addAccount(QStringLiteral("anna"));
    const AccountId there =
        m_space->addAccount(QStringLiteral("ben"), QStringLiteral("https://api.example.com/v5"));
    m_limits.alsoAllowed.clear();
    const LinkChecks checks(m_space->store(), m_space->clock, m_limits);
    QVERIFY(!checks.looksByItself(here));
    QVERIFY(checks.looksByItself(there));
    QVERIFY(!checks.looksByItself(m_space->plan()));
    QVERIFY(!checks.looksByItself({}));
}

QTEST_GUILESS_MAIN(TestLinkDoctor)

#include "tst_linkdoctor.moc"
