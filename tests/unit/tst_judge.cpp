// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/judge.h"

#include <QTest>

using namespace pinweek;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

Q_DECLARE_METATYPE(pinweek::SentPin)
Q_DECLARE_METATYPE(pinweek::ListedPin)
Q_DECLARE_METATYPE(pinweek::Likeness)

namespace {

const UtcTime start = fromEpoch(1'794'906'000);

SentPin sent(qint64 id = 1)
{
    return {PinId{id},
            {},
            QStringLiteral("Lemon cake"),
            QStringLiteral("With thyme"),
            QStringLiteral("https://example.com/cake"),
            QStringLiteral("A cake"),
            start,
            start + seconds(30)};
}

ListedPin listed(const QString &remoteId = QStringLiteral("900"))
{
    return {remoteId,
            {},
            QStringLiteral("Lemon cake"),
            QStringLiteral("With thyme"),
            QStringLiteral("https://example.com/cake"),
            QStringLiteral("A cake"),
            start + seconds(1),
            {}};
}

} // namespace

class TestJudge : public QObject
{
    Q_OBJECT

private slots:
    void aListedPinIsAsLikeAsItsFieldsSay_data()
    {
        QTest::addColumn<SentPin>("pin");
        QTest::addColumn<ListedPin>("found");
        QTest::addColumn<Likeness>("expected");
        const auto row = [](const char *name, auto change, Likeness expected) {
            SentPin pin = sent();
            ListedPin found = listed();
            change(pin, found);
            QTest::newRow(name) << pin << found << expected;
        };
        row(
            "the same", [](SentPin &, ListedPin &) {}, Likeness::Exact);
        row(
            "letters composed otherwise",
            [](SentPin &p, ListedPin &l) {
                p.title = QStringLiteral("Crème");
                l.title = p.title.normalized(QString::NormalizationForm_D);
            },
            Likeness::Exact);
        row(
            "line ends and spaces",
            [](SentPin &p, ListedPin &l) {
                p.description = QStringLiteral("one\ntwo  three");
                l.description = QStringLiteral(" one\r\ntwo three ");
            },
            Likeness::Exact);
        row(
            "entities",
            [](SentPin &p, ListedPin &l) {
                p.title = QStringLiteral("Salt & \"pepper\" <3 it's");
                l.title = QStringLiteral("Salt &amp; &quot;pepper&quot; &lt;3 it&#39;s");
            },
            Likeness::Exact);
        row(
            "an entity that was sent as such is one text, not two",
            [](SentPin &p, ListedPin &l) {
                p.title = QStringLiteral("Salt &amp; pepper");
                l.title = QStringLiteral("Salt & pepper");
            },
            Likeness::Exact);
        row(
            "the link's slash", [](SentPin &, ListedPin &l) { l.link += QLatin1Char('/'); },
            Likeness::Exact);
        row(
            "the slash of a link that is a host alone",
            [](SentPin &p, ListedPin &l) {
                p.link = QStringLiteral("https://Example.com");
                l.link = QStringLiteral("https://example.com/");
            },
            Likeness::Exact);
        row(
            "another path is another link",
            [](SentPin &, ListedPin &l) { l.link = QStringLiteral("https://example.com/Cake"); },
            Likeness::Weak);
        row(
            "a text cut by the server",
            [](SentPin &, ListedPin &l) { l.description = QStringLiteral("With"); },
            Likeness::Weak);
        row(
            "a title cut by the server",
            [](SentPin &, ListedPin &l) { l.title = QStringLiteral("Lemon"); }, Likeness::Weak);
        row(
            "no link there", [](SentPin &, ListedPin &l) { l.link.clear(); }, Likeness::Weak);
        row(
            "title and link differ",
            [](SentPin &, ListedPin &l) {
                l.title = QStringLiteral("Soup");
                l.link = QStringLiteral("https://example.com/soup");
            },
            Likeness::Impossible);
        row(
            "no link was sent, and the title differs: the server may have cut it",
            [](SentPin &p, ListedPin &l) {
                p.link.clear();
                l.link.clear();
                p.description.clear();
                l.title = QStringLiteral("Lemon");
            },
            Likeness::Weak);
        row(
            "no title was sent, and the link differs: the server may have made another of it",
            [](SentPin &p, ListedPin &l) {
                p.title.clear();
                l.title.clear();
                l.link = QStringLiteral("https://example.com/cake?from=pin");
            },
            Likeness::Weak);
        row(
            "no link was sent, one is there, and the title differs",
            [](SentPin &p, ListedPin &l) {
                p.link.clear();
                l.title = QStringLiteral("Soup");
            },
            Likeness::Weak);
        row(
            "nothing but a description was sent, and it differs",
            [](SentPin &p, ListedPin &l) {
                p.title = p.link = QString();
                l.title = l.link = QString();
                l.description = QStringLiteral("With");
            },
            Likeness::Weak);
        row(
            "nothing but a picture was sent",
            [](SentPin &p, ListedPin &l) {
                p.title = p.description = p.link = p.altText = QString();
                l.title = l.description = l.link = l.altText = QString();
            },
            Likeness::Weak);
        row(
            "more is there than was sent", [](SentPin &p, ListedPin &) { p.altText.clear(); },
            Likeness::Strong);
        row(
            "another section",
            [](SentPin &p, ListedPin &l) {
                p.section = QStringLiteral("11");
                l.section = QStringLiteral("12");
            },
            Likeness::Weak);
        row(
            "no created_at", [](SentPin &, ListedPin &l) { l.createdAt.reset(); }, Likeness::Exact);
        row(
            "five minutes before",
            [](SentPin &p, ListedPin &l) { l.createdAt = p.from - minutes(5); }, Likeness::Exact);
        row(
            "more than five minutes before",
            [](SentPin &p, ListedPin &l) { l.createdAt = p.from - minutes(5) - seconds(1); },
            Likeness::Impossible);
        row(
            "five minutes after",
            [](SentPin &p, ListedPin &l) { l.createdAt = p.until + minutes(5); }, Likeness::Exact);
        row(
            "more than five minutes after",
            [](SentPin &p, ListedPin &l) { l.createdAt = p.until + minutes(5) + seconds(1); },
            Likeness::Impossible);
    }

    void aListedPinIsAsLikeAsItsFieldsSay()
    {
        QFETCH(SentPin, pin);
        QFETCH(ListedPin, found);
        QFETCH(Likeness, expected);
        QCOMPARE(likeness(pin, found), expected);
    }

    void whatIsCertainlyOnePinIsNoCandidateOfAnother()
    {
        SentPin other = sent(2);
        other.title = QStringLiteral("Lemon cake, part two"); // the same link
        const Judgement judgement = judge({sent(), other}, {listed()});
        QCOMPARE(judgement.same.value(PinId{1}), QStringLiteral("900"));
        QVERIFY(!judgement.maybe.contains(PinId{2}));
        QVERIFY(!judgement.same.contains(PinId{2}));
    }

    void fiveTitlesWithOneLinkAreEachFound()
    {
        QList<SentPin> pins;
        QList<ListedPin> found;
        for (int i = 0; i < 5; ++i) {
            pins.append(sent(i + 1));
            found.prepend(listed(QString::number(900 + i)));
            pins.last().title = found.first().title = QStringLiteral("Part %1").arg(i);
        }
        const Judgement judgement = judge(pins, found);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(judgement.same.value(PinId{i + 1}), QString::number(900 + i));
        QVERIFY(judgement.toCompare.isEmpty());
    }

    void severalStrongOnesAreLeftToThePictures()
    {
        const QList<SentPin> pins{sent(1), sent(2)};
        const QList<ListedPin> found{listed(QStringLiteral("901")), listed(QStringLiteral("902"))};
        const Judgement first = judge(pins, found);
        QVERIFY(first.same.isEmpty());
        QCOMPARE(first.toCompare.size(), 4);
        QHash<PinPair, bool> pictures;
        for (const PinPair &pair : first.toCompare)
            pictures.insert(pair,
                            (pair.first == PinId{1}) == (pair.second == QLatin1String("902")));
        const Judgement second = judge(pins, found, pictures);
        QCOMPARE(second.same.value(PinId{1}), QStringLiteral("902"));
        QCOMPARE(second.same.value(PinId{2}), QStringLiteral("901"));
        QVERIFY(second.maybe.isEmpty());
    }

    void aPictureThatCouldNotBeComparedLeavesItOpen()
    {
        const QList<SentPin> pins{sent()};
        const QList<ListedPin> found{listed(QStringLiteral("901")), listed(QStringLiteral("902"))};
        const Judgement judgement =
            judge(pins, found, {{PinPair{PinId{1}, QStringLiteral("901")}, true}});
        QVERIFY(judgement.same.isEmpty());
        QCOMPARE(judgement.maybe.value(PinId{1}).size(), 2);
    }

    void twoOfOnePictureAreAPersonsToTell()
    {
        const QList<ListedPin> found{listed(QStringLiteral("901")), listed(QStringLiteral("902"))};
        const Judgement judgement = judge({sent()}, found,
                                          {{PinPair{PinId{1}, QStringLiteral("901")}, true},
                                           {PinPair{PinId{1}, QStringLiteral("902")}, true}});
        QVERIFY(judgement.same.isEmpty());
        QCOMPARE(judgement.maybe.value(PinId{1}).size(), 2);
    }

    void oneOfTwoTwinsIsThereAndThePictureSaysWhich()
    {
        const QList<SentPin> pins{sent(1), sent(2)};
        const QList<ListedPin> found{listed()};
        QCOMPARE(judge(pins, found).toCompare.size(), 2);
        const Judgement judgement = judge(pins, found,
                                          {{PinPair{PinId{1}, QStringLiteral("900")}, false},
                                           {PinPair{PinId{2}, QStringLiteral("900")}, true}});
        QCOMPARE(judgement.same.value(PinId{2}), QStringLiteral("900"));
        QVERIFY(!judgement.maybe.contains(PinId{1}));
    }
};

QTEST_GUILESS_MAIN(TestJudge)
#include "tst_judge.moc"
