// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekgrid.h"

#include <QTest>

using namespace pinweek;

namespace {

const QDate monday(2026, 11, 16);

WeekGridOptions plain()
{
    WeekGridOptions options;
    options.viewport = {WeekGrid::gutterWidth + 7 * 120, 700};
    options.firstDay = monday;
    options.zone = "Europe/Berlin";
    return options;
}

} // namespace

class TestWeekGrid : public QObject
{
    Q_OBJECT

private slots:
    void everyQuarterHourComesBackFromItsPoint_data()
    {
        QTest::addColumn<int>("direction");
        QTest::addColumn<int>("hourHeight");
        QTest::addColumn<bool>("open");
        for (int direction : {int(Qt::LeftToRight), int(Qt::RightToLeft)}) {
            for (int hourHeight : {40, 88, 176}) {
                for (bool open : {false, true}) {
                    QTest::addRow("%s %d px %s", direction == Qt::RightToLeft ? "RTL" : "LTR",
                                  hourHeight, open ? "open" : "folded")
                        << direction << hourHeight << open;
                }
            }
        }
    }
    void everyQuarterHourComesBackFromItsPoint()
    {
        QFETCH(int, direction);
        QFETCH(int, hourHeight);
        QFETCH(bool, open);
        WeekGridOptions options = plain();
        options.direction = Qt::LayoutDirection(direction);
        options.hourHeight = hourHeight;
        options.earlyOpen = options.lateOpen = open;
        const WeekGrid grid(options);
        for (int day = 0; day < 7; ++day) {
            for (int minute = open ? 0 : 8 * 60; minute < (open ? 24 : 20) * 60; minute += 15) {
                const QDate date = monday.addDays(day);
                const WallTime time = grid.timeAt(grid.pointOf(date, timeOfMinute(minute)));
                QCOMPARE(time.date, date);
                QCOMPARE(time.time, timeOfMinute(minute));
                QCOMPARE(time.zone, QByteArray("Europe/Berlin"));
            }
        }
    }

    void shiftStepIsOneMinute()
    {
        WeekGridOptions options = plain();
        options.hourHeight = 176;
        const WeekGrid grid(options);
        const QPoint point = grid.pointOf(monday, QTime(10, 7));
        QCOMPARE(grid.timeAt(point, WeekGrid::fineStep).time, QTime(10, 7));
        QCOMPARE(grid.timeAt(point).time, QTime(10, 0));
    }

    void rightToLeftPutsTheFirstDayRightmost()
    {
        WeekGridOptions options = plain();
        options.direction = Qt::RightToLeft;
        const WeekGrid grid(options);
        QCOMPARE(grid.rectOf(0), QRect(720, 0, 120, grid.contentSize().height()));
        QCOMPARE(grid.dayAt(5), std::optional<int>(6));
        QCOMPARE(grid.dayAt(835), std::optional<int>(0));
    }

    void columnsFillTheWidthWithoutGapsAndNoneIsUnder104()
    {
        for (int width : {300, 788, 789, 1003, 1920}) {
            WeekGridOptions options = plain();
            options.viewport.setWidth(width);
            const WeekGrid grid(options);
            int x = 0;
            for (int day = 0; day < 7; ++day) {
                QCOMPARE(grid.rectOf(day).left(), x);
                QVERIFY(grid.rectOf(day).width() >= 104);
                x += grid.rectOf(day).width();
            }
            QCOMPARE(x, grid.contentSize().width());
            QVERIFY(x >= width - WeekGrid::gutterWidth);
        }
    }

    void hoursOutsideTheWindowFoldIntoBandsOf24Px()
    {
        const WeekGrid grid(plain());
        QCOMPARE(grid.yOf(8 * 60), 24);
        QCOMPARE(grid.yOf(20 * 60), 24 + 12 * 88);
        QCOMPARE(grid.yOf(24 * 60), 24 + 12 * 88 + 24);
        QVERIFY(grid.isFolded(7 * 60 + 59));
        QVERIFY(!grid.isFolded(8 * 60));
        QVERIFY(!grid.isFolded(19 * 60 + 59));
        QVERIFY(grid.isFolded(20 * 60));
        QCOMPARE(grid.earlyBand().toMinute, 480);
        QCOMPARE(grid.lateBand().top, grid.yOf(20 * 60));
    }

    void anOpenBandHasFullHours()
    {
        WeekGridOptions options = plain();
        options.earlyOpen = true;
        const WeekGrid grid(options);
        QVERIFY(grid.earlyBand().isNull());
        QVERIFY(!grid.isFolded(0));
        QCOMPARE(grid.yOf(8 * 60), 8 * 88);
        QCOMPARE(grid.timeAt({0, 88 * 3}).time, QTime(3, 0));
    }

    void aWindowOfTheWholeDayHasNoBands()
    {
        WeekGridOptions options = plain();
        options.windowStart = 0;
        options.windowEnd = 0; // midnight
        const WeekGrid grid(options);
        QVERIFY(grid.earlyBand().isNull());
        QVERIFY(grid.lateBand().isNull());
        QCOMPARE(grid.yOf(23 * 60), 23 * 88);
    }

    void timesNeverLeaveTheDayOrTheWeek()
    {
        const WeekGrid grid(plain());
        QCOMPARE(grid.timeAt({-50, -500}).time, QTime(0, 0));
        QCOMPARE(grid.timeAt({-50, -500}).date, monday);
        QCOMPARE(grid.timeAt({99999, 99999}).time, QTime(23, 45));
        QCOMPARE(grid.timeAt({99999, 99999}).date, monday.addDays(6));
        QCOMPARE(grid.timeAt({99999, 99999}, 1).time, QTime(23, 59));
        QVERIFY(!grid.dayAt(-1));
        QVERIFY(!grid.dayAt(7 * 120));
        QVERIFY(!grid.dayOf(monday.addDays(-1)));
        QVERIFY(!grid.dayOf(monday.addDays(7)));
    }
};

QTEST_APPLESS_MAIN(TestWeekGrid)
#include "tst_weekgrid.moc"
