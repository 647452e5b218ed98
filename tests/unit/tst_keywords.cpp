// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/keywords.h"

#include <QTest>

using namespace pinweek;

/** Which words of one's own pins are offered. */
class TestKeywords : public QObject
{
    Q_OBJECT

private slots:
    void wordsOfSeveralPinsAreFound();
    void stopWordsAreLeftOut();
    void phrasesStandForTheirWords();
    void onePinOnManyBoardsSaysNothingTwice();
    void thoseOfTheBoardComeFirst();
    void newPinsWeighMore();
    void addressesAndNumbersAreNone();
    void theyAreWrittenAsTheyWereLast();
    void thoseThatAreThereAreNotOffered();
    void fourHundredPinsAreQuick();

private:
    static KeywordText text(const char *words, bool isOfBoard = true, int daysAgo = 10)
    {
        static int number = 0; // no two pins say quite the same
        return {QStringLiteral("%1 %2").arg(QString::fromUtf8(words)).arg(++number), isOfBoard,
                now() - std::chrono::hours(24 * daysAgo)};
    }
    static UtcTime now() { return fromEpoch(1'800'000'000); }
    static QStringList found(const QList<KeywordText> &texts, int most = 12)
    {
        return keywordsOf(texts, stopWords(), now(), most);
    }
};

void TestKeywords::wordsOfSeveralPinsAreFound()
{
    QCOMPARE(found({text("Pumpkin: autumn!"), text("autumn, then pumpkin"), text("apple")}),
             (QStringList{QStringLiteral("autumn"), QStringLiteral("Pumpkin")}));
    // Three times in one pin is once.
    QCOMPARE(found({text("apple apple apple"), text("pear")}), QStringList());
    QCOMPARE(found({}), QStringList());
}

void TestKeywords::stopWordsAreLeftOut()
{
    QVERIFY(stopWords().size() > 300);
    QCOMPARE(
        found({text("the cake and this"), text("the, cake, and, this"), text("Das ist für und"),
               text("das, ist, für, und"), text("avec les"), text("avec, les")}),
        QStringList{QStringLiteral("cake")});
}

void TestKeywords::phrasesStandForTheirWords()
{
    const QStringList words = found(
        {text("Lemon cake with glaze"), text("A lemon cake"), text("My lemon cake. Glaze it")});
    QCOMPARE(words.first().toLower(), QStringLiteral("lemon cake"));
    QVERIFY(!words.contains(QStringLiteral("cake"), Qt::CaseInsensitive));
    QVERIFY(words.contains(QStringLiteral("glaze"), Qt::CaseInsensitive));
    // Not over the end of a sentence, nor over a word that says nothing.
    QVERIFY(!found({text("cake. Glaze"), text("cake. Glaze"), text("cake and glaze")})
                 .join(u',')
                 .contains(u' '));
}

void TestKeywords::onePinOnManyBoardsSaysNothingTwice()
{
    const KeywordText pin = text("pumpkin soup");
    QCOMPARE(found({pin, pin, pin}), QStringList());
    QCOMPARE(found({pin, pin, text("pumpkin soup")}), QStringList{QStringLiteral("pumpkin soup")});
}

void TestKeywords::thoseOfTheBoardComeFirst()
{
    QList<KeywordText> texts{text("pumpkin"), text("pumpkin")};
    for (int i = 0; i < 50; ++i)
        texts += text("garden", false);
    QCOMPARE(found(texts), (QStringList{QStringLiteral("pumpkin"), QStringLiteral("garden")}));
}

void TestKeywords::newPinsWeighMore()
{
    QCOMPARE(found({text("old", true, 900), text("old", true, 900), text("old", true, 900),
                    text("fresh", true, 3), text("fresh", true, 3)}),
             (QStringList{QStringLiteral("fresh"), QStringLiteral("old")}));
}

void TestKeywords::addressesAndNumbersAreNone()
{
    const char *words =
        "https://kitchen.example/cake www.kitchen.example me@kitchen.example 2026 12,5 ab";
    QCOMPARE(found({text(words), text(words)}), QStringList());
    QCOMPARE(found({text("#glaze"), text("(glaze)")}), QStringList{QStringLiteral("glaze")});
}

void TestKeywords::theyAreWrittenAsTheyWereLast()
{
    QCOMPARE(found({text("DIY", true, 1), text("diy", true, 20)}),
             QStringList{QStringLiteral("DIY")});
    QCOMPARE(found({text("crème", true, 1), text("Crème", true, 9)}),
             QStringList{QStringLiteral("crème")});
}

void TestKeywords::thoseThatAreThereAreNotOffered()
{
    const QStringList all{QStringLiteral("Lemon cake"), QStringLiteral("cake"),
                          QStringLiteral("glaze")};
    QCOMPARE(keywordsNotIn(QStringLiteral("A lemon  cake, and pancakes"), all),
             QStringList{QStringLiteral("glaze")});
    QCOMPARE(keywordsNotIn(QStringLiteral("pancakes"), all), all);
    QCOMPARE(keywordsNotIn({}, all), all);
}

void TestKeywords::fourHundredPinsAreQuick()
{
    QList<KeywordText> texts;
    for (int i = 0; i < 400; ++i) {
        QString words;
        for (int word = 0; word < 50; ++word)
            words += QStringLiteral("word%1 ").arg((i * 31 + word * word) % 2000);
        texts += KeywordText{words, i % 2 == 0, now()};
    }
    QBENCHMARK
    {
        QCOMPARE(found(texts).size(), 12);
    }
}

QTEST_GUILESS_MAIN(TestKeywords)
#include "tst_keywords.moc"
