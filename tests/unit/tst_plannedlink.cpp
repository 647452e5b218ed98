// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/plannedlink.h"
#include "text/linktexts.h"

#include <QTest>

using namespace pinweek;

Q_DECLARE_METATYPE(pinweek::LinkVerdict)
Q_DECLARE_METATYPE(pinweek::LinkState)

/** How links of pins become rows, and what a row is worth. */
class TestPlannedLink : public QObject
{
    Q_OBJECT

private slots:
    void addressesAreAskedOnceHoweverTheyAreWritten_data();
    void addressesAreAskedOnceHoweverTheyAreWritten();
    void pinsOfOneAddressAreOneRow();
    void theFirstDueComesFirst();
    void whatWasFoundIsOfEachLink();
    void aRowIsAsGoodAsItsLink_data();
    void aRowIsAsGoodAsItsLink();
    void aRichPinIsLackedWhereThePageWasRead();
    void aReportSaysAllOfIt();
    void namesOfRichPinsAreStable();

private:
    static UtcTime at(qint64 seconds) { return fromEpoch(seconds); }
    static LinkRow rowWith(const QString &link, LinkVerdict verdict,
                           const QList<LinkHop> &more = {})
    {
        LinkRow row{link, {link}, 1, {}, LinkReport{link, verdict, {{link, 200}}}};
        row.report->hops += more;
        return row;
    }
};

void TestPlannedLink::addressesAreAskedOnceHoweverTheyAreWritten_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("address");
    const auto row = [](const char *link, const char *address) {
        QTest::newRow(link) << QString::fromLatin1(link) << QString::fromLatin1(address);
    };
    row("https://example.com/cake", "https://example.com/cake");
    row("  https://example.com/cake ", "https://example.com/cake");
    row("https://Example.COM/Cake", "https://example.com/Cake");
    row("https://example.com/cake#top", "https://example.com/cake");
    row("https://example.com", "https://example.com/");
    row("https://example.com/a%20b?x=%C3%A9&y=1", "https://example.com/a%20b?x=%C3%A9&y=1");
    row("htp:/example", "htp:/example");
    row("   ", "");
}

void TestPlannedLink::addressesAreAskedOnceHoweverTheyAreWritten()
{
    QFETCH(QString, link);
    QTEST(askedAddress(link), "address");
}

void TestPlannedLink::pinsOfOneAddressAreOneRow()
{
    PlannedLink top{QStringLiteral("https://example.com/cake#top"), 2, at(300), {}, {}};
    PlannedLink plain{QStringLiteral("https://EXAMPLE.com/cake"), 1, at(200), {}, {}};
    top.report = LinkReport{top.link, LinkVerdict::NotFound, {{top.link, 404}}, at(10)};
    plain.report = LinkReport{plain.link, LinkVerdict::Good, {{plain.link, 200}}, at(20)};
    const QList<LinkRow> rows =
        linkRows({top, plain, {QStringLiteral("https://example.com/soup"), 4, {}, {}, {}}, {}});
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.first().address, QStringLiteral("https://example.com/cake"));
    QCOMPARE(rows.first().links, (QStringList{top.link, plain.link}));
    QCOMPARE(rows.first().pins, 3);
    QCOMPARE(rows.first().firstDue, std::optional(at(200)));
    // The newest look counts.
    QCOMPARE(rows.first().report->verdict, LinkVerdict::Good);
    QCOMPARE(rows.last().pins, 4);
}

void TestPlannedLink::theFirstDueComesFirst()
{
    const QList<LinkRow> rows =
        linkRows({{QStringLiteral("https://example.com/c"), 1, {}, {}, {}},
                  {QStringLiteral("https://example.com/b"), 1, at(9), {}, {}},
                  {QStringLiteral("https://example.com/a"), 1, {}, {}, {}},
                  {QStringLiteral("https://example.com/d"), 1, at(5), {}, {}}});
    QStringList paths;
    for (const LinkRow &row : rows)
        paths += row.address.right(1);
    QCOMPARE(paths.join(QString()), QStringLiteral("dbac"));
}

void TestPlannedLink::whatWasFoundIsOfEachLink()
{
    const LinkReport asked{QStringLiteral("https://example.com/cake"),
                           LinkVerdict::Good,
                           {{QStringLiteral("https://example.com/cake"), 301},
                            {QStringLiteral("https://example.com/cakes/"), 200}},
                           at(10)};
    const LinkReport of = reportOf(asked, QStringLiteral("https://EXAMPLE.com/cake#top"));
    QCOMPARE(of.link, QStringLiteral("https://EXAMPLE.com/cake#top"));
    QCOMPARE(of.hops, (QList<LinkHop>{{of.link, 301},
                                      {QStringLiteral("https://example.com/cakes/#top"), 200}}));
    QVERIFY(of.isRedirected());
    // Another way to write it is no redirect.
    const LinkReport plain{QStringLiteral("https://example.com/"),
                           LinkVerdict::Good,
                           {{QStringLiteral("https://example.com/"), 200}},
                           at(10)};
    QVERIFY(!reportOf(plain, QStringLiteral("https://example.com")).isRedirected());
}

void TestPlannedLink::aRowIsAsGoodAsItsLink_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<LinkVerdict>("verdict");
    QTest::addColumn<bool>("redirected");
    QTest::addColumn<LinkState>("health");
    const QString usual = QStringLiteral("https://example.com/cake");
    QTest::newRow("good") << usual << LinkVerdict::Good << false << LinkState::Good;
    QTest::newRow("redirected") << usual << LinkVerdict::Good << true << LinkState::Warning;
    QTest::newRow("gone") << usual << LinkVerdict::NotFound << false << LinkState::Broken;
    QTest::newRow("sign-in") << usual << LinkVerdict::SignIn << true << LinkState::Broken;
    QTest::newRow("for browsers") << usual << LinkVerdict::Forbidden << false << LinkState::Warning;
    QTest::newRow("offline") << usual << LinkVerdict::Unchecked << false << LinkState::Unknown;
    QTest::newRow("http") << QStringLiteral("http://example.com/") << LinkVerdict::Good << false
                          << LinkState::Warning;
    QTest::newRow("shortener") << QStringLiteral("https://bit.ly/abc") << LinkVerdict::Good << false
                               << LinkState::Warning;
    QTest::newRow("no address") << QStringLiteral("htp:/x") << LinkVerdict::Good << false
                                << LinkState::Broken;
}

void TestPlannedLink::aRowIsAsGoodAsItsLink()
{
    QFETCH(QString, link);
    QFETCH(LinkVerdict, verdict);
    QFETCH(bool, redirected);
    LinkRow row = rowWith(link, verdict);
    if (redirected)
        row.report->hops.append({QStringLiteral("https://example.com/other"), 200});
    QTEST(linkStateOf(row), "health");
    // A person who knows of it is not told again that it is broken.
    row.report->accepted = true;
    QVERIFY(isBroken(verdict) ? linkStateOf(row) == LinkState::Warning : true);
    row.report.reset();
    if (link == QLatin1String("https://example.com/cake"))
        QCOMPARE(linkStateOf(row), LinkState::Unknown);
}

void TestPlannedLink::aRichPinIsLackedWhereThePageWasRead()
{
    LinkRow row = rowWith(QStringLiteral("https://example.com/cake"), LinkVerdict::Good);
    QVERIFY(!lacksRichPin(row));
    QVERIFY(linkRichPinText(row).isEmpty());
    row.page = PageFacts{};
    QVERIFY(lacksRichPin(row));
    QCOMPARE(linkRichPinText(row), QStringLiteral("None"));
    row.page->richPin.kind = RichPinKind::Product;
    row.page->richPin.missing = {{RichPinField::Price, true, QStringLiteral("<meta price>")},
                                 {RichPinField::Image, false, QStringLiteral("<meta image>")}};
    QVERIFY(lacksRichPin(row));
    QCOMPARE(linkRichPinText(row), QStringLiteral("Product, lacks Price"));
    QCOMPARE(missingTags(row), QStringLiteral("<meta price>\n<meta image>"));
    row.page->richPin.missing.removeFirst();
    QVERIFY(!lacksRichPin(row));
    QCOMPARE(linkRichPinText(row), QStringLiteral("Product"));
    row.page->isPage = false;
    QCOMPARE(linkRichPinText(row), QStringLiteral("Not a page"));
}

void TestPlannedLink::aReportSaysAllOfIt()
{
    LinkRow row = rowWith(QStringLiteral("https://example.com/cake?a=1,2"), LinkVerdict::NotFound);
    row.report->hops = {{row.address, 404}};
    row.pins = 3;
    row.firstDue = at(1'764'000'000); // 2025-11-24 16:00 UTC
    row.page = PageFacts{QStringLiteral("“Cake”, lemon"), {}, true, {}};
    row.page->richPin.missing = {{RichPinField::Title, true, QStringLiteral("<meta a=\"b\">")}};
    const QString text = linksReportText({row}, "UTC");
    for (const char *part : {"https://example.com/cake?a=1,2", "2025-11-24 16:00", "Broken",
                             "error 404", "Rich pin: None", "<meta a=\"b\">"})
        QVERIFY2(text.contains(QString::fromLatin1(part)), part);
    const QByteArray csv = linksReportCsv({row}, "UTC");
    QCOMPARE(csv.count("\r\n"), 2);
    QVERIFY(csv.startsWith("Address,Pins,First,"));
    QVERIFY2(csv.contains("\"https://example.com/cake?a=1,2\",3,2025-11-24 16:00,Broken,"),
             csv.constData());
    QVERIFY2(csv.contains("\"<meta a=\"\"b\"\">\""), csv.constData());
}

void TestPlannedLink::namesOfRichPinsAreStable()
{
    for (const RichPinKind kind :
         {RichPinKind::None, RichPinKind::Article, RichPinKind::Product, RichPinKind::Recipe})
        QCOMPARE(richPinKindFromName(richPinKindName(kind)), kind);
    for (int i = 0; i <= int(RichPinField::Image); ++i)
        QCOMPARE(richPinFieldFromName(richPinFieldName(RichPinField(i))), RichPinField(i));
    for (int i = 0; i <= int(RichPinSource::Microdata); ++i)
        QCOMPARE(richPinSourceFromName(richPinSourceName(RichPinSource(i))), RichPinSource(i));
    QCOMPARE(richPinFieldName(RichPinField::SiteName), QStringLiteral("site_name"));
    QCOMPARE(richPinKindFromName(QStringLiteral("of tomorrow")), RichPinKind::None);
}

QTEST_GUILESS_MAIN(TestPlannedLink)
#include "tst_plannedlink.moc"
