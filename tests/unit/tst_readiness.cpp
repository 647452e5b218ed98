// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/mends.h"
#include "text/texts.h"

#include <QTest>

using namespace pinweek;

class TestReadiness : public QObject
{
    Q_OBJECT

private:
    static CheckContext fullContext()
    {
        CheckContext context;
        Account account;
        account.environment = Environment::Production;
        context.account = account;
        Board board;
        board.remoteId = QStringLiteral("123");
        context.board = board;
        MediaAsset media;
        media.size = QSize(1000, 1500);
        context.media = media;
        context.now = fromEpoch(1'800'000'000);
        return context;
    }

    static PinContent fullContent()
    {
        PinContent content;
        content.title = QStringLiteral("Lemon cake");
        content.description = QStringLiteral("Zesty.");
        content.link = QStringLiteral("https://example.com/lemon-cake");
        content.altText = QStringLiteral("A cake with lemon slices");
        content.planned = WallTime::fromUtc(fromEpoch(1'800'003'600), "Europe/Berlin");
        return content;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aCompletePinHasNothingToMend()
    {
        QVERIFY(checkPin(fullContent(), fullContext()).isEmpty());
        QVERIFY(missingForReady(fullContent(), fullContext()).isEmpty());
    }

    void ofAnImageThatMovesOnlyTheFirstPictureIsSentAndThatIsSaid()
    {
        CheckContext context = fullContext();
        context.media->animated = true;
        QCOMPARE(checkPin(fullContent(), context), QList<PinCheck>{PinCheck::ImageMoves});
        QVERIFY(missingForReady(fullContent(), context).isEmpty());
        QCOMPARE(checkText(PinCheck::ImageMoves),
                 QStringLiteral("The image moves; only its first picture is sent."));
    }

    void textsAreCutAtTheLimitBetweenWordsAndCharacters_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("most");
        QTest::addColumn<QString>("cut");
        const QString family =
            QStringLiteral("👨‍👩‍👧"); // five code points, one character
        QTest::newRow("short") << QStringLiteral(" as it is ") << 20 << QStringLiteral("as it is");
        QTest::newRow("between words")
            << QStringLiteral("one two three four") << 15 << QStringLiteral("one two three");
        QTest::newRow("right after a word")
            << QStringLiteral("one two three four") << 13 << QStringLiteral("one two three");
        QTest::newRow("one long word")
            << QStringLiteral("a ") + QStringLiteral("x").repeated(20) << 12
            << QStringLiteral("a ") + QStringLiteral("x").repeated(10);
        QTest::newRow("no blanks") << QStringLiteral("パンケーキ") << 3 << QStringLiteral("パンケ");
        QTest::newRow("beyond the BMP") << QStringLiteral("😀😀😀") << 2 << QStringLiteral("😀😀");
        QTest::newRow("one of many code points")
            << QStringLiteral("ab") + family + family << 9 << QStringLiteral("ab") + family;
        QTest::newRow("with its accent")
            << QStringLiteral("abcde\u0301") << 5 << QStringLiteral("abcd");
        QTest::newRow("one that is too long by itself") << family << 3 << QString();
    }

    void textsAreCutAtTheLimitBetweenWordsAndCharacters()
    {
        QFETCH(QString, text);
        QFETCH(int, most);
        QTEST(cutText(text, most), "cut");
        QVERIFY(codePoints(cutText(text, most)) <= most);
    }

    void whatIsCutIsTheTextThatIsTooLong()
    {
        PinContent content = fullContent();
        content.title = QStringLiteral("t").repeated(150);
        content.description = QStringLiteral("d").repeated(900);
        content.altText = QStringLiteral("a").repeated(600);
        for (const PinCheck check : checkPin(content, fullContext())) {
            QCOMPARE(mendOf(check), PinMend::Cut);
            QCOMPARE(mendText(check), QStringLiteral("Cut the text"));
            cutTexts(content, check);
        }
        QCOMPARE(content.title.size(), 100);
        QCOMPARE(content.description.size(), 800);
        QCOMPARE(content.altText.size(), 500);
        QCOMPARE(checkPin(content, fullContext()), QList<PinCheck>{PinCheck::DescriptionLong});
    }

    void videosAreJudgedByLengthCodecShapeAndCover_data()
    {
        QTest::addColumn<int>("ms");
        QTest::addColumn<QString>("codec");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("hasCover");
        QTest::addColumn<QList<PinCheck>>("found");
        const QString h264 = QStringLiteral("h264");
        const QSize tall(1080, 1920);
        using Checks = QList<PinCheck>;
        QTest::newRow("good") << 42'000 << h264 << tall << true << Checks{};
        QTest::newRow("just long enough") << 4'000 << h264 << tall << true << Checks{};
        QTest::newRow("short") << 3'999 << h264 << tall << true << Checks{PinCheck::VideoTooShort};
        QTest::newRow("just short enough") << 900'000 << h264 << tall << true << Checks{};
        QTest::newRow("long") << 900'001 << h264 << tall << true << Checks{PinCheck::VideoTooLong};
        QTest::newRow("no cover") << 42'000 << h264 << tall << false
                                  << Checks{PinCheck::CoverMissing};
        QTest::newRow("hevc") << 42'000 << QStringLiteral("hevc") << tall << true << Checks{};
        QTest::newRow("other codec")
            << 42'000 << QStringLiteral("vp9") << tall << true << Checks{PinCheck::VideoCodecOther};
        QTest::newRow("square") << 42'000 << h264 << QSize(720, 720) << true << Checks{};
        QTest::newRow("4:5") << 42'000 << h264 << QSize(864, 1080) << true << Checks{};
        QTest::newRow("2:3 rounded") << 42'000 << h264 << QSize(718, 1080) << true << Checks{};
        QTest::newRow("wide") << 42'000 << h264 << QSize(1920, 1080) << true
                              << Checks{PinCheck::VideoShapeOther};
        QTest::newRow("1.91:1") << 42'000 << h264 << QSize(1910, 1000) << true
                                << Checks{PinCheck::VideoShapeOther};
        QTest::newRow("very wide")
            << 42'000 << h264 << QSize(2000, 1000) << true << Checks{PinCheck::VideoShapeFar};
        QTest::newRow("very tall")
            << 42'000 << h264 << QSize(500, 1100) << true << Checks{PinCheck::VideoShapeFar};
    }

    void videosAreJudgedByLengthCodecShapeAndCover()
    {
        QFETCH(int, ms);
        QFETCH(QString, codec);
        QFETCH(QSize, size);
        QFETCH(bool, hasCover);
        QFETCH(QList<PinCheck>, found);
        CheckContext context = fullContext();
        if (hasCover)
            context.cover = context.media;
        context.media->kind = MediaKind::Video;
        context.media->duration = std::chrono::milliseconds(ms);
        context.media->codec = codec;
        context.media->size = size;
        QCOMPARE(checkPin(fullContent(), context), found);
        for (const PinCheck check : std::as_const(found))
            QVERIFY(!checkText(check).isEmpty());
    }

    void missingPartsAreNamedInOneChip()
    {
        CheckContext context = fullContext();
        context.board.reset();
        PinContent content = fullContent();
        content.title.clear();
        QCOMPARE(missingForReady(content, context),
                 (QList<PinCheck>{PinCheck::BoardMissing, PinCheck::TitleMissing}));
        QCOMPARE(needsText(missingForReady(content, context)),
                 QStringLiteral("Needs board, title"));
    }

    void titleAndLinkCanBeOptional()
    {
        CheckContext context = fullContext();
        context.account->titleRequired = false;
        context.account->linkRequired = false;
        PinContent content = fullContent();
        content.title.clear();
        content.link.clear();
        QVERIFY(missingForReady(content, context).isEmpty());
    }

    void limitsCountCodePoints_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<bool>("tooLong");
        const QString cake =
            QString::fromUtf8("\xF0\x9F\x8D\xB0"); // one code point, two UTF-16 units
        QTest::newRow("100 letters") << QString(100, QLatin1Char('a')) << false;
        QTest::newRow("101 letters") << QString(101, QLatin1Char('a')) << true;
        QTest::newRow("100 emoji") << cake.repeated(100) << false;
        QTest::newRow("101 emoji") << cake.repeated(101) << true;
        const QString letters(99, QLatin1Char('a'));
        QTest::newRow("an emoji as the hundredth") << letters + cake << false;
        // A family is three people and two joiners.
        QTest::newRow("an emoji of several that crosses it")
            << letters + QString::fromUtf8("👩‍👩‍👦") << true;
        QTest::newRow("50 letters with an accent each")
            << QString::fromUtf8("e\u0301").repeated(50) << false;
        QTest::newRow("an accent as the hundred and first")
            << letters + QString::fromUtf8("e\u0301") << true;
        QTest::newRow("100 letters from right to left")
            << QString::fromUtf8("\u05D0").repeated(100) << false;
        QTest::newRow("101 letters from right to left")
            << QString::fromUtf8("\u05D0").repeated(101) << true;
        QTest::newRow("a megabyte") << QString(1'000'000, QLatin1Char('a')) << true;
    }

    void limitsCountCodePoints()
    {
        QFETCH(QString, title);
        QFETCH(bool, tooLong);
        PinContent content = fullContent();
        content.title = title;
        QCOMPARE(checkPin(content, fullContext()).contains(PinCheck::TitleTooLong), tooLong);
    }

    void aTimeInThePastIsAnErrorButDoesNotMakeADropUnready()
    {
        PinContent content = fullContent();
        content.planned = WallTime::fromUtc(fromEpoch(1'799'999'999), "Europe/Berlin");
        QCOMPARE(checkPin(content, fullContext()), QList<PinCheck>{PinCheck::TimePast});
        QVERIFY(missingForReady(content, fullContext()).isEmpty());
    }

    void onlyWebAddressesAreLinks_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<bool>("good");
        QTest::newRow("https") << QStringLiteral("https://example.com/a?b=c") << true;
        QTest::newRow("http") << QStringLiteral("http://example.com") << true;
        QTest::newRow("no scheme") << QStringLiteral("example.com/a") << false;
        QTest::newRow("file") << QStringLiteral("file:///etc/passwd") << false;
        QTest::newRow("script") << QStringLiteral("javascript:alert(1)") << false;
        QTest::newRow("no host") << QStringLiteral("https://") << false;
    }

    void onlyWebAddressesAreLinks()
    {
        QFETCH(QString, link);
        QFETCH(bool, good);
        PinContent content = fullContent();
        content.link = link;
        QCOMPARE(!checkPin(content, fullContext()).contains(PinCheck::LinkInvalid), good);
    }

    void aBoardThatPinterestLacksMustBeCreatedFirst()
    {
        CheckContext context = fullContext();
        context.board->remoteId.clear();
        QCOMPARE(checkPin(fullContent(), context), QList<PinCheck>{PinCheck::BoardNotAtPinterest});
    }

    void clockChangesAreSaid()
    {
        CheckContext context = fullContext();
        context.now = UtcTime();
        PinContent content = fullContent();
        content.planned =
            WallTime{QDate(2027, 3, 28), QTime(2, 30), "Europe/Berlin", RepeatedHour::First};
        QCOMPARE(checkPin(content, context), QList<PinCheck>{PinCheck::TimeInGap});
        content.planned =
            WallTime{QDate(2027, 10, 31), QTime(2, 30), "Europe/Berlin", RepeatedHour::First};
        QCOMPARE(checkPin(content, context), QList<PinCheck>{PinCheck::TimeRepeated});
    }

    void everyCheckAndErrorHasASentence()
    {
        for (int check = 0; check <= int(PinCheck::TimeRepeated); ++check)
            QVERIFY2(!checkText(PinCheck(check)).isEmpty(), qPrintable(QString::number(check)));
        for (int kind = 0; kind <= int(ErrorKind::Cancelled); ++kind) {
            const Error error{ErrorKind(kind), QStringLiteral("detail")};
            QVERIFY2(!errorText(error).isEmpty(), qPrintable(errorKindName(error.kind)));
            QCOMPARE(errorKindFromName(errorKindName(error.kind)), error.kind);
        }
        for (int status = 0; status <= int(PinStatus::HandedOver); ++status)
            QVERIFY(!statusText(PinStatus(status)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestReadiness)
#include "tst_readiness.moc"
