// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pickedpage.h"
#include "web/webget.h"
#include "web/webpage.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace pinweek;

namespace {

const QUrl kitchen(QStringLiteral("https://kitchen.example/cakes/lemon?utm_source=mail"));

QByteArray fixture(const char *name)
{
    QFile file(QFINDTESTDATA(QStringLiteral("../fixtures/web/") + QString::fromLatin1(name)));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no fixture %s", name);
    return file.readAll();
}

WebPage pageOf(const QByteArray &html, const QUrl &address = kitchen,
               const QByteArray &charset = "utf-8")
{
    const Result<HtmlPage> page = readHtml(html, charset);
    if (!page)
        qFatal("%s", qPrintable(page.error().detail));
    return webPageOf(*page, address);
}

QStringList addressesOf(const WebPage &page)
{
    QStringList addresses;
    for (const PageImage &image : page.images)
        addresses.append(image.address.toString(QUrl::FullyEncoded));
    return addresses;
}

QStringList missingOf(const RichPin &pin)
{
    QStringList tags;
    for (const RichPinGap &gap : pin.missing)
        tags.append((gap.needed ? QStringLiteral("! ") : QString()) + gap.tag);
    return tags;
}

QString foundIn(const RichPin &pin, RichPinField field)
{
    for (const auto &[each, value] : pin.found) {
        if (each == field)
            return value;
    }
    return {};
}

} // namespace

/** What is read out of pages, whatever they look like. */
class TestWebPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void allImagesOfAPageAreFoundOnce()
    {
        const WebPage page = pageOf(fixture("recipe.html"));
        const QStringList expected{
            QStringLiteral("https://kitchen.example/photos/lemon-cake.jpg"),
            QStringLiteral("https://kitchen.example/photos/slice.jpg"),
            QStringLiteral("https://kitchen.example/photos/table.jpg"),
            QStringLiteral("https://kitchen.example/photos/dough.jpg"),
            QStringLiteral("https://cdn.example/i/oven.jpg?w=1200&id=7"),
            QStringLiteral("https://kitchen.example/photos/glaze.jpg"),
            QStringLiteral("https://kitchen.example/art/plate-large.webp"),
            QStringLiteral("https://kitchen.example/photos/without-scripts.jpg"),
            QStringLiteral("https://kitchen.example/photos/wall.jpg"),
            QStringLiteral("https://kitchen.example/photos/later.jpg"),
        };
        QCOMPARE(addressesOf(page), expected);
        const PageImage &cake = page.images.at(0);
        QCOMPARE(cake.altText, QStringLiteral("The lemon cake, whole"));
        QCOMPARE(cake.declared, QSize(2000, 3000));
        QCOMPARE(cake.others.size(), 1); // the size that the page itself shows
        QCOMPARE(page.images.at(3).altText, QStringLiteral("The dough in its bowl"));
        QCOMPARE(page.images.at(3).others,
                 QList<QUrl>(
                     {QUrl(QStringLiteral("https://kitchen.example/photos/dough-600x900.jpg")),
                      QUrl(QStringLiteral("https://kitchen.example/photos/dough-300x450.jpg"))}));
        QCOMPARE(page.images.at(6).declared, QSize(800, 1200));
    }

    void textsAndLinkComeFromThePage()
    {
        const WebPage page = pageOf(fixture("recipe.html"));
        QCOMPARE(page.title, QStringLiteral("Lemon cake with poppy seeds"));
        QCOMPARE(page.description,
                 QStringLiteral("A cake that stays moist for days, & needs one bowl."));
        QCOMPARE(page.link, QUrl(QStringLiteral("https://kitchen.example/cakes/lemon")));
        QVERIFY(!page.asksForNoPins);
    }

    void aForgottenCanonicalLinkDoesNotLeadAway()
    {
        const QByteArray html("<link rel=canonical href='https://kitchen.example/'><p>x");
        QCOMPARE(pageOf(html).link, kitchen);
        QCOMPARE(pageOf("<link rel=canonical href='javascript:alert(1)'>").link, kitchen);
    }

    void brokenHtmlIsReadAsBrowsersDo()
    {
        const WebPage page =
            pageOf(fixture("article.html"), QUrl(QStringLiteral("https://garden.example/a/b")));
        QCOMPARE(page.title, QStringLiteral("How we dried herbs"));
        QCOMPARE(addressesOf(page),
                 QStringList{QStringLiteral("https://garden.example/a/herbs.jpg")});
        QVERIFY(page.asksForNoPins);
    }

    void baseHrefIsFollowedOnlyToTheWeb()
    {
        QCOMPARE(addressesOf(pageOf(fixture("product.html"))),
                 QStringList{QStringLiteral("https://shop.example/en/mugs/harbour.jpg")});
        QCOMPARE(addressesOf(pageOf("<base href='file:///etc/'><img src=passwd.png>")),
                 QStringList{QStringLiteral("https://kitchen.example/cakes/passwd.png")});
    }

    void onlyAddressesThatCanBeLoadedAreKept_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::newRow("file") << QByteArray("file:///etc/passwd.png");
        QTest::newRow("script") << QByteArray("javascript:alert(1)");
        QTest::newRow("no host") << QByteArray("https:///a.jpg");
        QTest::newRow("vector") << QByteArray("/logo.svg?v=2");
        QTest::newRow("text") << QByteArray("data:text/html,hello");
        QTest::newRow("vector within") << QByteArray("data:image/svg+xml,%3Csvg/%3E");
        QTest::newRow("long") << QByteArray("/a.jpg?") + QByteArray(5000, 'x');
        QTest::newRow("huge data")
            << QByteArray("data:image/png;base64,") + QByteArray(6'000'000, 'A');
    }
    void onlyAddressesThatCanBeLoadedAreKept()
    {
        QFETCH(QByteArray, source);
        QVERIFY(pageOf("<img src=\"" + source + "\">").images.isEmpty());
    }

    void encodings_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QByteArray>("charset");
        QTest::addColumn<QString>("title");
        const QString cake = QStringLiteral("Grüße — Käsekuchen");
        QTest::newRow("UTF-8 unsaid") << QByteArray("<title>Gr\xc3\xbc\xc3\x9f"
                                                    "e \xe2\x80\x94 K\xc3\xa4sekuchen</title>")
                                      << QByteArray() << cake;
        QTest::newRow("windows-1252 unsaid") << QByteArray("<title>Gr\xfc\xdf"
                                                           "e \x97 K\xe4sekuchen</title>")
                                             << QByteArray() << cake;
        QTest::newRow("called Latin 1, as usual") << QByteArray("<title>Gr\xfc\xdf"
                                                                "e \x97 K\xe4sekuchen</title>")
                                                  << QByteArray("ISO-8859-1") << cake;
        QTest::newRow("Cyrillic by its meta")
            << QByteArray("<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>"
                          "<title>\xcf\xe8\xf0\xee\xe3</title>")
            << QByteArray() << QStringLiteral("Пирог");
        QTest::newRow("Japanese by the server")
            << QByteArray("<title>\x83\x50\x81\x5b\x83\x4c</title>") << QByteArray("Shift_JIS")
            << QStringLiteral("ケーキ");
        QTest::newRow("a charset that is none")
            << QByteArray("<title>K\xc3\xa4se</title>") << QByteArray("utf8mb4-ish")
            << QStringLiteral("Käse");
        QTest::newRow("UTF-16 with its mark")
            << QByteArray("\xff\xfe<\0t\0i\0t\0l\0e\0>\0K\0\xe4\0s\0e\0", 24) << QByteArray("utf-8")
            << QStringLiteral("Käse");
        QTest::newRow("NUL within")
            << QByteArray("<title>a\0b</title>", 18) << QByteArray("utf-8") << QStringLiteral("ab");
    }
    void encodings()
    {
        QFETCH(QByteArray, html);
        QFETCH(QByteArray, charset);
        QTEST(pageOf(html, kitchen, charset).title, "title");
    }

    void srcsetWithCommasInAddresses()
    {
        const WebPage page = pageOf("<img src=/s.jpg srcset='/w_300,h_450/a.jpg 300w,"
                                    "/w_900,h_1350/a.jpg 900w , /w_600,h_900/a.jpg 600w'>");
        QCOMPARE(addressesOf(page),
                 QStringList{QStringLiteral("https://kitchen.example/w_900,h_1350/a.jpg")});
        QCOMPARE(page.images.first().others.size(), 3);
    }

    void samePictures_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("same");
        const auto row = [](const char *one, const char *other, bool same) {
            QTest::newRow(one) << QString::fromLatin1(one) << QString::fromLatin1(other) << same;
        };
        row("https://a.example/cake-300x450.jpg", "https://a.example/cake.jpg", true);
        row("http://a.example/cake@2x.png", "https://a.example/cake.png", true);
        row("https://a.example/cake.jpg?w=300&h=200", "https://a.example/cake.jpg?w=900", true);
        row("https://a.example/c_600x.jpg?v=1", "https://a.example/c_1200x.jpg?v=1", true);
        row("https://a.example/=w300-h200", "https://a.example/=s1600", true);
        row("https://a.example/i.php?id=1&w=300", "https://a.example/i.php?id=2&w=300", false);
        row("https://a.example/cake.jpg", "https://b.example/cake.jpg", false);
        row("https://a.example/cake1.jpg", "https://a.example/cake2.jpg", false);
    }
    void samePictures()
    {
        QFETCH(QString, one);
        QFETCH(QString, other);
        QFETCH(bool, same);
        QCOMPARE(pictureKey(QUrl(one)) == pictureKey(QUrl(other)), same);
    }

    void tenThousandImagesAreALimit()
    {
        QByteArray html;
        for (int i = 0; i < 12'000; ++i)
            html += "<img src=/p" + QByteArray::number(i) + ".jpg>";
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(pageOf(html).images.size(), mostPageImages);
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    }

    void deepNestingIsReadAsFarAsIsUsual()
    {
        const auto nested = [](int depth) {
            return "<img src=/first.jpg>" +
                   QByteArray("<div itemscope itemprop=a>").repeated(depth) + "<img src=/deep.jpg>";
        };
        const QString first = QStringLiteral("https://kitchen.example/first.jpg");
        const QString deep = QStringLiteral("https://kitchen.example/deep.jpg");
        QCOMPARE(addressesOf(pageOf(nested(200))), QStringList({first, deep}));
        QCOMPARE(addressesOf(pageOf(nested(20'000))), QStringList{first});
    }

    void endsOfNothingAreNotLookedForWithoutEnd()
    {
        const QByteArray html = "<img src=/first.jpg>" + QByteArray("<b>").repeated(100'000) +
                                QByteArray("</z>").repeated(100'000);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(addressesOf(pageOf(html)),
                 QStringList{QStringLiteral("https://kitchen.example/first.jpg")});
        QVERIFY2(timer.elapsed() < 3'000, qPrintable(QString::number(timer.elapsed())));
    }

    void aTagOfManyAttributesEndsThePage_data()
    {
        QTest::addColumn<QByteArray>("attribute");
        QTest::newRow("bare") << QByteArray(" a%");
        QTest::newRow("quoted") << QByteArray("a%='>'");
        QTest::newRow("spaced") << QByteArray(" a% = \"<\"");
    }
    void aTagOfManyAttributesEndsThePage()
    {
        QFETCH(QByteArray, attribute);
        const auto page = [&attribute](int count) {
            QByteArray html = "<img src=/first.jpg><script>if (a<b) c = '<d' + 1;</script><a ";
            for (int i = 0; i < count; ++i)
                html += QByteArray(attribute).replace('%', QByteArray::number(i));
            return html + "><img src=/last.jpg>";
        };
        const QString first = QStringLiteral("https://kitchen.example/first.jpg");
        const QString last = QStringLiteral("https://kitchen.example/last.jpg");
        QCOMPARE(addressesOf(pageOf(page(900))), QStringList({first, last}));
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(addressesOf(pageOf(page(300'000))), QStringList{first});
        QVERIFY2(timer.elapsed() < 3'000, qPrintable(QString::number(timer.elapsed())));
    }

    void aPageIsReadAsFarAsPatienceLasts()
    {
        const QByteArray html = QByteArray("<p><img src=/a.jpg></p>\n").repeated(100'000);
        HtmlPatience none;
        none.most = std::chrono::milliseconds(0);
        const Result<HtmlPage> some = readHtml(html, "utf-8", none);
        QVERIFY(some.has_value());
        QVERIFY(some->elements.size() > 10);
        QVERIFY(some->elements.size() < 2'000);
        HtmlPatience left;
        left.left = std::make_shared<std::atomic_bool>(true);
        const Result<HtmlPage> nobody = readHtml(html, "utf-8", left);
        QVERIFY(!nobody.has_value());
        QCOMPARE(nobody.error().kind, ErrorKind::Cancelled);
    }

    void charactersAcrossPiecesAreWhole()
    {
        // Two bytes each, at odd places, over many of the pieces in which a page is read.
        const QString words = QStringLiteral("ä").repeated(40'000);
        const WebPage page =
            pageOf("<title>x</title><img src=/a.jpg alt='" + words.left(900).toUtf8() + "'><p>" +
                   words.toUtf8() + "</p><img src=/b.jpg alt=after>");
        QCOMPARE(page.images.size(), 2);
        const Result<HtmlPage> html = readHtml("<p>x" + words.toUtf8() + "</p>", "utf-8");
        QVERIFY(html.has_value());
        QString text;
        for (const HtmlElement &element : html->elements)
            text += element.text;
        QCOMPARE(text, QStringLiteral("x") + words);
    }

    void deepDataIsNoRichPin()
    {
        const QByteArray json = QByteArray(100'000, '[') + QByteArray(100'000, ']');
        const WebPage page = pageOf("<script type=application/ld+json>" + json + "</script>");
        QCOMPARE(page.richPin.kind, RichPinKind::None);
    }

    void recipesAreFoundInAGraph()
    {
        const RichPin pin = pageOf(fixture("recipe.html")).richPin;
        QCOMPARE(pin.kind, RichPinKind::Recipe); // though og:type says article
        QCOMPARE(pin.source, RichPinSource::JsonLd);
        QVERIFY(pin.isComplete());
        QCOMPARE(foundIn(pin, RichPinField::Ingredients), QStringLiteral("200 g flour"));
        QCOMPARE(foundIn(pin, RichPinField::SiteName), QStringLiteral("Anna's kitchen"));
        QCOMPARE(missingOf(pin), QStringList{QStringLiteral("\"totalTime\": \"…\"")});
    }

    void productsAreFoundInMicrodata()
    {
        const RichPin pin = pageOf(fixture("product.html")).richPin;
        QCOMPARE(pin.kind, RichPinKind::Product);
        QCOMPARE(pin.source, RichPinSource::Microdata);
        QVERIFY(!pin.isComplete());
        QCOMPARE(foundIn(pin, RichPinField::Price), QStringLiteral("24.90"));
        QCOMPARE(foundIn(pin, RichPinField::Description),
                 QStringLiteral("Thrown by hand in Kiel."));
        QCOMPARE(missingOf(pin).first(),
                 QStringLiteral("! <meta itemprop=\"priceCurrency\" content=\"…\">"));
        QCOMPARE(missingOf(pin).last(),
                 QStringLiteral("<meta property=\"og:site_name\" content=\"…\">"));
    }

    void whatIsMissingIsSaidAsTheTagToAdd()
    {
        const RichPin none = pageOf(fixture("article.html")).richPin;
        QCOMPARE(none.kind, RichPinKind::None);
        QCOMPARE(none.brokenScripts, 1);
        QCOMPARE(missingOf(none).mid(0, 3),
                 QStringList({QStringLiteral("! <meta property=\"og:type\" content=\"article\">"),
                              QStringLiteral("! <meta property=\"og:title\" content=\"How we dried "
                                             "herbs\">"),
                              QStringLiteral("! <meta property=\"og:description\" content=\"Three "
                                             "ways, from the attic to the oven.\">")}));
        const RichPin product = pageOf("<meta property=og:type content=product>"
                                       "<meta property=og:title content='5\" pan'>"
                                       "<meta property=product:price:amount content=9>")
                                    .richPin;
        QCOMPARE(product.kind, RichPinKind::Product);
        QCOMPARE(missingOf(product).first(),
                 QStringLiteral("! <meta property=\"product:price:currency\" content=\"…\">"));
        const RichPin json = pageOf("<script type='application/ld+json'>"
                                    "[{\"@type\":\"http://schema.org/Product\",\"name\":\"Pan\"}]"
                                    "</script>")
                                 .richPin;
        QCOMPARE(missingOf(json).first(),
                 QStringLiteral("! \"offers\": {\"@type\": \"Offer\", \"price\": \"…\"}"));
    }

    void fitnessFollowsTheChecks_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<PictureFitness>("fitness");
        QTest::newRow("best") << QSize(1000, 1500) << PictureFitness::Good;
        QTest::newRow("least") << QSize(600, 900) << PictureFitness::Good;
        QTest::newRow("nearly 2:3") << QSize(1000, 1430) << PictureFitness::Good;
        QTest::newRow("square") << QSize(1000, 1000) << PictureFitness::ToCrop;
        QTest::newRow("very tall") << QSize(1000, 2200) << PictureFitness::ToCrop;
        QTest::newRow("small") << QSize(400, 600) << PictureFitness::Small;
        QTest::newRow("low") << QSize(3000, 800) << PictureFitness::Small;
    }
    void fitnessFollowsTheChecks()
    {
        QFETCH(QSize, size);
        QTEST(fitnessOf(size), "fitness");
    }

    void theFittestComesFirst()
    {
        QList<QSize> sizes{{90, 90},     {4000, 3000}, {500, 750},
                           {1000, 1500}, {1000, 1000}, {640, 960}};
        std::stable_sort(sizes.begin(), sizes.end(),
                         [](QSize a, QSize b) { return fitnessScore(a) > fitnessScore(b); });
        QCOMPARE(sizes, QList<QSize>({{1000, 1500},
                                      {640, 960},
                                      {4000, 3000}, // there is a large one in it
                                      {1000, 1000},
                                      {500, 750},
                                      {90, 90}}));
    }

    void aTypedSiteKeepsTheAddressesOfItsFirstLookUp()
    {
        const QHostAddress open(QStringLiteral("93.184.216.34"));
        const QHostAddress home(QStringLiteral("192.168.0.10"));
        const QHostAddress here(QHostAddress::LocalHost);
        const QUrl blog(QStringLiteral("http://blog.example/soup"));
        const TypedSite elsewhere(blog);
        const TypedSite copy = elsewhere;
        QVERIFY(elsewhere.mayAsk(blog, {open}));
        QVERIFY(!elsewhere.mayAsk(blog, {here}));
        QVERIFY(!copy.mayAsk(blog, {open, home}));
        QVERIFY(copy.mayAsk(blog, {open}));

        QVERIFY(copy.isKnownPublic());

        const TypedSite inside(blog);
        QVERIFY(!inside.isKnownPublic());
        QVERIFY(inside.mayAsk(blog, {home}));
        QVERIFY(inside.mayAsk(blog, {home}));
        QVERIFY(!inside.isKnownPublic());
        QVERIFY(!inside.mayAsk(blog, {here}));
        QVERIFY(!inside.mayAsk(QUrl(QStringLiteral("http://blog.example:631/")), {home}));
        QVERIFY(!inside.mayAsk(QUrl(QStringLiteral("http://other.example/")), {home}));

        const QUrl number(QStringLiteral("http://192.168.0.10/"));
        QVERIFY(TypedSite(number).mayAsk(number, {home}));
        QVERIFY(!TypedSite().mayAsk(number, {home}));
    }

    void textsAreCutBetweenWords()
    {
        const WebPage page = pageOf("<title>" + QByteArray("cake ").repeated(40) + "</title>");
        QVERIFY(page.title.size() <= 100);
        QVERIFY(page.title.endsWith(QStringLiteral("cake…")));
        QCOMPARE(shortened(QString::fromUcs4(U"🍰🍰🍰"), 2), QString::fromUcs4(U"🍰…"));
    }

    void aPickedPageComesBackAsItWas()
    {
        PickedPage picked;
        picked.address = kitchen;
        picked.html = fixture("recipe.html");
        PageImage image;
        image.address = QUrl(QStringLiteral("https://kitchen.example/by-script.jpg"));
        image.altText = QStringLiteral("Made by a script");
        image.declared = QSize(30, 40);
        picked.images = {image};
        const Result<PickedPage> back = pickedPageFrom(pickedPageJson(picked));
        QVERIFY(back.has_value());
        QCOMPARE(back->address, picked.address);
        QCOMPARE(back->images, picked.images);
        const Result<WebPage> page = webPageOf(*back);
        QVERIFY(page.has_value());
        QCOMPARE(page->images.size(), 11);
        QCOMPARE(page->images.last().altText, image.altText);
        QCOMPARE(page->title, QStringLiteral("Lemon cake with poppy seeds"));
    }

    void whatAPickedPageSaysIsNotTrusted()
    {
        for (const char *json :
             {"", "[]", "{}", "{\"version\":2,\"address\":\"https://a.example/\"}",
              "{\"version\":1,\"address\":\"file:///etc/passwd\"}",
              "{\"version\":1,\"address\":[1]}"})
            QVERIFY2(!pickedPageFrom(json).has_value(), json);
        const Result<PickedPage> page = pickedPageFrom(
            "{\"version\":1,\"address\":\"https://a:b@a.example/\",\"html\":7,\"images\":["
            "{\"address\":\"file:///x.png\"},{\"address\":5},7,"
            "{\"address\":\"https://a.example/x.png\",\"width\":-4,\"height\":1e99}]}");
        QVERIFY(page.has_value());
        QCOMPARE(page->address, QUrl(QStringLiteral("https://a.example/")));
        QCOMPARE(page->images.size(), 1);
        QVERIFY(page->images.first().declared.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestWebPage)
#include "tst_webpage.moc"
