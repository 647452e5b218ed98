// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/spacing.h"
#include "model/utm.h"
#include "model/weblink.h"

#include <QTest>
#include <QUrlQuery>

using namespace pinweek;

/** UTM recipes: what their variables become, and the links that they make. */
class TestUtm : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void slugsAreLowerCaseWordsWithHyphens_data();
    void slugsAreLowerCaseWordsWithHyphens();
    void aLongSlugEndsAtAWord();
    void everyVariableIsFilledIn();
    void whatAnEmptyVariableLeavesIsTakenAway_data();
    void whatAnEmptyVariableLeavesIsTakenAway();
    void aTitleWithoutLettersIsItsNumber();
    void wordsThatAreNoVariablesAreNamed();
    void tagsGoBeforeTheFragmentAndAfterTheQuery_data();
    void tagsGoBeforeTheFragmentAndAfterTheQuery();
    void aLinkKeepsItsOwnTags();
    void taggingTwiceIsTaggingOnce();
    void valuesArriveAsTheyWereMeant_data();
    void valuesArriveAsTheyWereMeant();
    void whatIsNoWebAddressGetsNoTags_data();
    void whatIsNoWebAddressGetsNoTags();
    void spacingKnowsTheLinkWithoutItsTags();
    void hostsThatPassForOthersAreFound_data();
    void hostsThatPassForOthersAreFound();
    void shortenersAreKnown();
    void httpsTakesThePlaceOfHttp();

private:
    static UtmRecipe recipe()
    {
        UtmRecipe recipe;
        recipe.source = QStringLiteral("pinterest");
        recipe.medium = QStringLiteral("social");
        recipe.campaign = QStringLiteral("{campaign}");
        recipe.term = QStringLiteral("{board}-{section}");
        recipe.content = QStringLiteral("{slug}_{date}_{n}");
        return recipe;
    }
    static UtmValues values()
    {
        return {QStringLiteral("Easy Recipes"),
                QStringLiteral("Soups & Stews"),
                QStringLiteral("Autumn sale"),
                QStringLiteral("Grandma’s Crème brûlée!"),
                QDate(2026, 11, 29),
                3};
    }
};

void TestUtm::slugsAreLowerCaseWordsWithHyphens_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("slug");
    const auto row = [](const char *name, const QString &text, const QString &slug) {
        QTest::newRow(name) << text << slug;
    };
    row("words", QStringLiteral("Lemon Cake"), QStringLiteral("lemon-cake"));
    row("marks", QStringLiteral("Crème Brûlée à la façon"),
        QStringLiteral("creme-brulee-a-la-facon"));
    row("German", QStringLiteral("Süße Äpfel, heiß"), QStringLiteral("susse-apfel-heiss"));
    row("Nordic", QStringLiteral("Smørrebrød på Ærø"), QStringLiteral("smorrebrod-pa-aero"));
    row("Polish", QStringLiteral("Łódź"), QStringLiteral("lodz"));
    row("Turkish", QStringLiteral("Iğdır İzmir"), QStringLiteral("igdir-izmir"));
    row("apostrophe", QStringLiteral("Grandma's & Mum’s"), QStringLiteral("grandmas-mums"));
    row("signs at the ends", QStringLiteral("  …10 tips! (easy) "), QStringLiteral("10-tips-easy"));
    row("emoji between", QStringLiteral("Soup 🍲🍲 night"), QStringLiteral("soup-night"));
    row("emoji of several", QStringLiteral("👩‍🍳 cook ❤️"), QStringLiteral("cook"));
    row("combined beforehand", QStringLiteral("Cafe\u0301"), QStringLiteral("cafe"));
    row("Japanese", QStringLiteral("レモンケーキ が好き"), QStringLiteral("レモンケーキ-が好き"));
    row("Russian", QStringLiteral("Йогурт и ёлка"), QStringLiteral("йогурт-и-ёлка"));
    row("Korean", QStringLiteral("김치 찌개"), QStringLiteral("김치-찌개"));
    row("Hindi", QStringLiteral("नींबू केक"), QStringLiteral("नींबू-केक"));
    row("Arabic", QStringLiteral("كعكة الليمون"), QStringLiteral("كعكة-الليمون"));
    row("wide letters", QStringLiteral("Ｌｅｍｏｎ"), QStringLiteral("lemon"));
    row("ligature", QStringLiteral("ﬁne"), QStringLiteral("fine"));
    row("nothing but signs", QStringLiteral("🍋 !!! —"), QString());
    row("nothing", QString(), QString());
}

void TestUtm::slugsAreLowerCaseWordsWithHyphens()
{
    QFETCH(QString, text);
    QFETCH(QString, slug);
    QCOMPARE(slugOf(text), slug);
}

void TestUtm::aLongSlugEndsAtAWord()
{
    const QString slug = slugOf(QStringLiteral("lemon cake ").repeated(30));
    QVERIFY2(slug.size() <= 80, qPrintable(slug));
    QVERIFY2(slug.endsWith(QLatin1String("cake")) || slug.endsWith(QLatin1String("lemon")),
             qPrintable(slug));
    QCOMPARE(slugOf(QString(500, u'x')).size(), 80);
    // Not amid a letter of two units.
    QCOMPARE(slugOf(QStringLiteral("𝒳").repeated(200)), QString(80, u'x'));
    QCOMPARE(slugOf(QStringLiteral("𐎠").repeated(200)), QStringLiteral("𐎠").repeated(80));
}

void TestUtm::everyVariableIsFilledIn()
{
    QCOMPARE(
        filledTemplate(QStringLiteral("{board}/{section}/{campaign}/{slug}/{date}/{n}"), values()),
        QStringLiteral("easy-recipes/soups-stews/autumn-sale/grandmas-creme-brulee/2026-11-29/3"));
    QCOMPARE(utmVariables().size(), 6);
    for (const QString &variable : utmVariables()) {
        const QString text = QStringLiteral("{%1}").arg(variable);
        QVERIFY2(!filledTemplate(text, values()).contains(u'{'), qPrintable(variable));
        QVERIFY(unknownUtmVariables(text).isEmpty());
    }
    // What is written out stays as it is written.
    QCOMPARE(filledTemplate(QStringLiteral("Pin Of {date}"), values()),
             QStringLiteral("Pin Of 2026-11-29"));
}

void TestUtm::whatAnEmptyVariableLeavesIsTakenAway_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("filled");
    QTest::newRow("at the end") << QStringLiteral("pins-{section}") << QStringLiteral("pins");
    QTest::newRow("at the start") << QStringLiteral("{section}_pins") << QStringLiteral("pins");
    QTest::newRow("between") << QStringLiteral("a-{section}-b") << QStringLiteral("a-b");
    QTest::newRow("alone") << QStringLiteral("{section}") << QString();
    QTest::newRow("no day") << QStringLiteral("{date}.{n}") << QStringLiteral("1");
    QTest::newRow("nothing is empty") << QStringLiteral("a--{n}-") << QStringLiteral("a--1-");
}

void TestUtm::whatAnEmptyVariableLeavesIsTakenAway()
{
    QFETCH(QString, text);
    QTEST(filledTemplate(text, {}), "filled");
}

void TestUtm::aTitleWithoutLettersIsItsNumber()
{
    UtmValues odd = values();
    odd.title = QStringLiteral("🍋🍋");
    QCOMPARE(filledTemplate(QStringLiteral("{slug}"), odd), QStringLiteral("pin-3"));
    UtmRecipe bySlug;
    bySlug.content = QStringLiteral("{slug}");
    QVERIFY(needsUtmNumber(bySlug, odd.title));
    QVERIFY(!needsUtmNumber(bySlug, QStringLiteral("Lemon")));
    QVERIFY(needsUtmNumber(recipe(), QStringLiteral("Lemon")));
}

void TestUtm::wordsThatAreNoVariablesAreNamed()
{
    QCOMPARE(unknownUtmVariables(QStringLiteral("{slug}{title}-{ }{Board}{title}")),
             (QStringList{QStringLiteral("title"), QStringLiteral(" "), QStringLiteral("Board")}));
    QVERIFY(unknownUtmVariables(QStringLiteral("a } b { c")).isEmpty());
}

void TestUtm::tagsGoBeforeTheFragmentAndAfterTheQuery_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("tagged");
    const QString tag = QStringLiteral("utm_source=pinterest");
    const auto row = [](const char *name, const QString &link, const QString &tagged) {
        QTest::newRow(name) << link << tagged;
    };
    row("plain", QStringLiteral("https://example.com/cake"),
        QStringLiteral("https://example.com/cake?") + tag);
    row("no path", QStringLiteral("https://example.com"),
        QStringLiteral("https://example.com?") + tag);
    row("query", QStringLiteral("https://example.com/?id=3"),
        QStringLiteral("https://example.com/?id=3&") + tag);
    row("fragment", QStringLiteral("https://example.com/cake#recipe"),
        QStringLiteral("https://example.com/cake?%1#recipe").arg(tag));
    row("both", QStringLiteral("https://example.com/?a=b#c?d"),
        QStringLiteral("https://example.com/?a=b&%1#c?d").arg(tag));
    row("empty query", QStringLiteral("https://example.com/?"),
        QStringLiteral("https://example.com/?") + tag);
    row("open query", QStringLiteral("https://example.com/?a&"),
        QStringLiteral("https://example.com/?a&") + tag);
    row("not a sign changes", QStringLiteral("HTTPS://Example.com/ä/%7e+a%20b?q=x%2By&&z"),
        QStringLiteral("HTTPS://Example.com/ä/%7e+a%20b?q=x%2By&&z&") + tag);
    row("spaces around", QStringLiteral("  https://example.com/cake "),
        QStringLiteral("https://example.com/cake?") + tag);
}

void TestUtm::tagsGoBeforeTheFragmentAndAfterTheQuery()
{
    QFETCH(QString, link);
    UtmRecipe only;
    only.source = QStringLiteral("pinterest");
    QTEST(taggedLink(link, only, {}), "tagged");
}

void TestUtm::aLinkKeepsItsOwnTags()
{
    const QString own =
        QStringLiteral("https://example.com/?UTM_Source=mail&utm_campaign=&utm_id=7&x=utm_term");
    const QString tagged = taggedLink(own, recipe(), values());
    QVERIFY2(tagged.startsWith(own + QLatin1Char('&')), qPrintable(tagged));
    QStringList keys;
    for (const auto &item : QUrlQuery(QUrl(tagged)).queryItems())
        keys += item.first.toLower();
    for (const UtmTag &tag : utmTags())
        QCOMPARE(keys.count(tag.key), 1);
    QCOMPARE(QUrlQuery(QUrl(tagged)).queryItemValue(QStringLiteral("utm_campaign")), QString());
    QCOMPARE(utmTagsOf(own),
             (QStringList{QStringLiteral("utm_source"), QStringLiteral("utm_campaign"),
                          QStringLiteral("utm_id")}));
    QVERIFY(utmTagsOf(QStringLiteral("https://example.com/#utm_source=a?utm_term=b")).isEmpty());
}

void TestUtm::taggingTwiceIsTaggingOnce()
{
    const QString once =
        taggedLink(QStringLiteral("https://example.com/cake#x"), recipe(), values());
    QVERIFY(once.contains(QLatin1String("utm_content=")));
    UtmValues other = values();
    other.title = QStringLiteral("Another");
    QCOMPARE(taggedLink(once, recipe(), other), once);
}

void TestUtm::valuesArriveAsTheyWereMeant_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("plus") << QStringLiteral("a+b");
    QTest::newRow("space") << QStringLiteral("a b");
    QTest::newRow("signs of a query") << QStringLiteral("a&b=c?d#e/f:g;h");
    QTest::newRow("percent") << QStringLiteral("100%25%");
    QTest::newRow("quotes") << QStringLiteral("\"a'<b>\\|^`");
    QTest::newRow("other scripts") << QStringLiteral("レモン й 🍋");
}

void TestUtm::valuesArriveAsTheyWereMeant()
{
    QFETCH(QString, value);
    UtmRecipe only;
    only.content = value;
    const QString tagged = taggedLink(QStringLiteral("https://example.com/"), only, {});
    for (const QChar letter : tagged)
        QVERIFY(letter.unicode() < 0x80 && !letter.isSpace());
    const QByteArray encoded = tagged.section(QLatin1String("utm_content="), 1).toLatin1();
    // As a server reads a form: a plus would be a space.
    QCOMPARE(
        QString::fromUtf8(QByteArray::fromPercentEncoding(QByteArray(encoded).replace('+', ' '))),
        value);
}

void TestUtm::whatIsNoWebAddressGetsNoTags_data()
{
    QTest::addColumn<QString>("link");
    for (const char *link : {"", "javascript:alert(1)", "example.com/cake", "ftp://example.com/",
                             "data:text/html,hi", "https://", "mailto:a@b.example"})
        QTest::newRow(link) << QString::fromLatin1(link);
}

void TestUtm::whatIsNoWebAddressGetsNoTags()
{
    QFETCH(QString, link);
    QCOMPARE(taggedLink(link, recipe(), values()), link);
}

void TestUtm::spacingKnowsTheLinkWithoutItsTags()
{
    const QString link = QStringLiteral("https://www.example.com/cake/?id=3#x");
    QCOMPARE(linkKey(taggedLink(link, recipe(), values())), linkKey(link));
}

void TestUtm::hostsThatPassForOthersAreFound_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<bool>("alike");
    const auto row = [](const char *name, const QString &link, bool alike) {
        QTest::newRow(name) << link << alike;
    };
    row("plain", QStringLiteral("https://paypal.com/"), false);
    row("German", QStringLiteral("https://müller.de/"), false);
    row("Japanese", QStringLiteral("https://レモン.jp/"), false);
    row("Russian", QStringLiteral("https://яндекс.рф/"), false);
    row("one letter", QStringLiteral("https://pаypal.com/"), true); // а: Cyrillic
    row("all letters", QStringLiteral("https://аррӏе.com/"), true);
    row("as it goes over the network", QStringLiteral("https://xn--80ak6aa92e.com/"), true);
    row("Greek", QStringLiteral("https://gοοgle.com/"), true);
}

void TestUtm::hostsThatPassForOthersAreFound()
{
    QFETCH(QString, link);
    QTEST(looksLikeAnotherSite(link), "alike");
    if (QTest::currentDataTag() == QByteArrayLiteral("one letter")) {
        QCOMPARE(networkHost(link), QStringLiteral("xn--pypal-4ve.com"));
        QCOMPARE(withNetworkHost(link), QStringLiteral("https://xn--pypal-4ve.com/"));
    }
}

void TestUtm::shortenersAreKnown()
{
    QVERIFY(isShortener(QStringLiteral("https://bit.ly/3abc")));
    QVERIFY(isShortener(QStringLiteral("http://www.TinyURL.com/x")));
    QVERIFY(!isShortener(QStringLiteral("https://example.com/bit.ly")));
    QVERIFY(!isShortener(QStringLiteral("https://notbit.ly/x")));
    QVERIFY(!isShortener(QString()));
}

void TestUtm::httpsTakesThePlaceOfHttp()
{
    QCOMPARE(withHttps(QStringLiteral("HTTP://example.com/a?b=http://c")),
             QStringLiteral("https://example.com/a?b=http://c"));
    QCOMPARE(withHttps(QStringLiteral("https://example.com")),
             QStringLiteral("https://example.com"));
    QVERIFY(isUnencrypted(QStringLiteral("http://example.com")));
    QVERIFY(!isUnencrypted(QStringLiteral("javascript:x")));
}

QTEST_GUILESS_MAIN(TestUtm)

#include "tst_utm.moc"
