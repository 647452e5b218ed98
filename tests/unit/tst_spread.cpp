// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/spread.h"

#include <QElapsedTimer>
#include <QTest>

using namespace pinweek;

namespace {

WallTime wall(int day, int hour, int minute = 0, const char *zone = "Etc/UTC")
{
    return {QDate(2026, 11, day), QTime(hour, minute), zone};
}

} // namespace

class TestSpread : public QObject
{
    Q_OBJECT

private slots:
    void whatIsPlannedAlreadyTakesItsPlace()
    {
        const Spread spread{Spread::How::EveryHours, 2, wall(17, 8)};
        const QList<WallTime> times = spreadTimes(2, spread, {}, {wall(17, 10).resolve().utc});
        QCOMPARE(times.first(), wall(17, 8));
        QVERIFY(times.last().resolve().utc > wall(17, 10).resolve().utc);
    }

    void nextFreeTimesAreTheStoresToGive()
    {
        QVERIFY(spreadTimes(2, {.first = wall(17, 8)}, {}, {}).isEmpty());
    }

    void everyNHoursKeepsTheFirstAndTheDailyWindow()
    {
        const Spread spread{Spread::How::EveryHours, 4, wall(17, 15, 7)};
        QCOMPARE(spreadTimes(4, spread, {}, {}),
                 (QList<WallTime>{wall(17, 15, 7), wall(17, 19, 7), wall(18, 8), wall(18, 12)}));
    }

    void everyDayIsTheSameWallTimeOverAClockChange()
    {
        const Spread spread{
            Spread::How::EveryHours, 24, {QDate(2027, 3, 27), QTime(10, 0), "Europe/Berlin"}};
        const QList<WallTime> times = spreadTimes(3, spread, {}, {});
        for (const WallTime &time : times)
            QCOMPARE(time.time, QTime(10, 0));
        QCOMPARE(times.last().date, QDate(2027, 3, 29));
    }

    void everyHourGoesOnNextMorningAtTheCap()
    {
        const Spread spread{Spread::How::EveryHours, 1, wall(17, 8)};
        DayShape shape;
        shape.cap = 3;
        QCOMPARE(spreadTimes(4, spread, shape, {}),
                 (QList<WallTime>{wall(17, 8), wall(17, 9), wall(17, 10), wall(18, 8)}));
    }

    void allAtOneTime()
    {
        const Spread spread{Spread::How::SameTime, 1, wall(17, 22, 3)};
        QCOMPARE(spreadTimes(5, spread, {}, {}), QList<WallTime>(5, wall(17, 22, 3)));
    }

    void noneIsNone()
    {
        const Spread spread{Spread::How::EveryHours, 1, wall(17, 8)};
        QVERIFY(spreadTimes(0, spread, {}, {}).isEmpty());
    }

    void tenThousandTakeNoTimeWorthSpeakingOf()
    {
        const Spread spread{Spread::How::EveryHours, 1, wall(17, 8)};
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(spreadTimes(10000, spread, {}, {}).size(), 10000);
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_APPLESS_MAIN(TestSpread)
#include "tst_spread.moc"
