// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/freetimes.h"

#include <QTest>

using namespace pinweek;
using namespace std::chrono_literals;

namespace {

UtcTime at(const char *iso)
{
    return *fromIsoUtc(QString::fromLatin1(iso));
}

} // namespace

class TestFreeTimes : public QObject
{
    Q_OBJECT

private slots:
    void aFreeMomentInTheWindowIsTakenAsItIs()
    {
        FreeTimes free({}, "Etc/UTC", {});
        QCOMPARE(free.next(at("2026-11-17T12:00:00Z")), at("2026-11-17T12:00:00Z"));
    }

    void timesKeepTheGapToEachOtherAndToWhatIsPlanned()
    {
        FreeTimes free({}, "Etc/UTC", {at("2026-11-17T12:01:00Z"), at("2026-11-17T12:06:30Z")});
        QCOMPARE(free.next(at("2026-11-17T12:00:00Z")), at("2026-11-17T12:03:00Z"));
        QCOMPARE(free.next(at("2026-11-17T12:00:00Z")), at("2026-11-17T12:08:30Z"));
        QCOMPARE(free.next(at("2026-11-17T12:00:00Z")), at("2026-11-17T12:10:30Z"));
    }

    void theJitterComesOnTopOfTheGap()
    {
        FreeTimes free({}, "Etc/UTC", {}, [] { return 17s; });
        free.next(at("2026-11-17T12:00:00Z"));
        QCOMPARE(free.next(at("2026-11-17T12:00:00Z")), at("2026-11-17T12:02:17Z"));
    }

    void outsideTheWindowItIsTheNextMorning_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<UtcTime>("from");
        QTest::addColumn<UtcTime>("expected");
        QTest::newRow("night") << QByteArray("Etc/UTC") << at("2026-11-17T21:00:00Z")
                               << at("2026-11-18T08:00:00Z");
        QTest::newRow("end is no time of the window")
            << QByteArray("Etc/UTC") << at("2026-11-17T20:00:00Z") << at("2026-11-18T08:00:00Z");
        QTest::newRow("early") << QByteArray("Etc/UTC") << at("2026-11-17T05:00:00Z")
                               << at("2026-11-17T08:00:00Z");
        QTest::newRow("Kolkata is half an hour off")
            << QByteArray("Asia/Kolkata") << at("2026-11-17T15:00:00Z")
            << at("2026-11-18T02:30:00Z");
        QTest::newRow("Berlin, the night the clocks go forward")
            << QByteArray("Europe/Berlin") << at("2026-03-28T19:30:00Z")
            << at("2026-03-29T06:00:00Z");
        QTest::newRow("New York, the night the clocks go back")
            << QByteArray("America/New_York") << at("2026-11-01T02:00:00Z")
            << at("2026-11-01T13:00:00Z");
        QTest::newRow("Lord Howe, half an hour forward")
            << QByteArray("Australia/Lord_Howe") << at("2026-10-03T12:00:00Z")
            << at("2026-10-03T21:00:00Z");
    }

    void outsideTheWindowItIsTheNextMorning()
    {
        QFETCH(QByteArray, zone);
        QFETCH(UtcTime, from);
        QFETCH(UtcTime, expected);
        FreeTimes free({}, zone, {});
        QCOMPARE(free.next(from), expected);
    }

    void aFullDayGetsNoMore()
    {
        DayShape shape;
        shape.cap = 3;
        FreeTimes free(shape, "Etc/UTC", {at("2026-11-17T02:00:00Z"), at("2026-11-17T23:00:00Z")});
        QCOMPARE(free.next(at("2026-11-17T12:00:00Z")), at("2026-11-17T12:00:00Z"));
        QCOMPARE(free.next(at("2026-11-17T12:00:00Z")), at("2026-11-18T08:00:00Z"));
    }

    void whatIsGivenBackIsFreeAgain()
    {
        DayShape shape;
        shape.cap = 1;
        FreeTimes free(shape, "Etc/UTC", {});
        const UtcTime first = free.next(at("2026-11-17T12:00:00Z"));
        free.giveBack(first);
        QCOMPARE(free.next(at("2026-11-17T12:00:00Z")), first);
    }

    void evenTimesDivideTheWindowUnderTheCap()
    {
        DayShape shape;
        shape.cap = 4; // 08:00, 11:00, 14:00, 17:00
        FreeTimes free(shape, "Etc/UTC", {at("2026-11-17T14:01:00Z")});
        const UtcTime from = at("2026-11-17T09:30:00Z");
        QCOMPARE(free.nextEven(from), at("2026-11-17T11:00:00Z"));
        QCOMPARE(free.nextEven(from), at("2026-11-17T17:00:00Z"));
        QCOMPARE(free.nextEven(from), at("2026-11-18T08:00:00Z"));
    }

    void aThousandTimesKeepCapWindowAndGap()
    {
        FreeTimes free({}, "Europe/Berlin", {}, [] { return 31s; });
        QHash<QDate, int> perDay;
        UtcTime last{};
        for (int i = 0; i < 1000; ++i) {
            const UtcTime next = free.next(at("2026-10-20T12:00:00Z"));
            const WallTime local = WallTime::fromUtc(next, "Europe/Berlin");
            QVERIFY(next - last >= 2min);
            QVERIFY(local.time >= QTime(8, 0) && local.time < QTime(20, 0));
            QVERIFY(++perDay[local.date] <= 10);
            last = next;
        }
    }
};

QTEST_GUILESS_MAIN(TestFreeTimes)
#include "tst_freetimes.moc"
