// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/monthgrid.h"

#include <QTest>

using namespace pinweek;

/** Days to places and back, both ways of reading. */
class TestMonthGrid : public QObject
{
    Q_OBJECT

private slots:
    void theMonthsWeeksAreWhole_data()
    {
        QTest::addColumn<QDate>("month");
        QTest::addColumn<int>("firstWeekday");
        QTest::addColumn<QDate>("first");
        QTest::addColumn<int>("weeks");
        QTest::newRow("November 2026, Monday")
            << QDate(2026, 11, 17) << 1 << QDate(2026, 10, 26) << 6;
        QTest::newRow("November 2026, Sunday")
            << QDate(2026, 11, 1) << 7 << QDate(2026, 11, 1) << 5;
        QTest::newRow("November 2026, Saturday")
            << QDate(2026, 11, 30) << 6 << QDate(2026, 10, 31) << 5;
        QTest::newRow("February 2027, Monday: four weeks")
            << QDate(2027, 2, 10) << 1 << QDate(2027, 2, 1) << 4;
        QTest::newRow("February 2028, a leap day")
            << QDate(2028, 2, 29) << 1 << QDate(2028, 1, 31) << 5;
    }

    void theMonthsWeeksAreWhole()
    {
        QFETCH(QDate, month);
        QFETCH(int, firstWeekday);
        QFETCH(QDate, first);
        QFETCH(int, weeks);
        const MonthGrid grid({QSize(1000, 700), month, Qt::DayOfWeek(firstWeekday)});
        QCOMPARE(grid.firstDay(), first);
        QCOMPARE(grid.weeks(), weeks);
        QVERIFY(grid.dayOf(QDate(month.year(), month.month(), 1)));
        QVERIFY(grid.dayOf(QDate(month.year(), month.month(), month.daysInMonth())));
        QVERIFY(!grid.dayOf(first.addDays(-1)));
        QVERIFY(!grid.dayOf(first.addDays(weeks * 7)));
    }

    void pointsAndDaysAgree_data()
    {
        QTest::addColumn<int>("direction");
        QTest::addColumn<QSize>("size");
        for (const QSize size : {QSize(1000, 700), QSize(523, 391), QSize(2001, 1203)}) {
            const QByteArray name =
                QByteArray::number(size.width()) + 'x' + QByteArray::number(size.height());
            QTest::newRow((name + " left to right").constData()) << int(Qt::LeftToRight) << size;
            QTest::newRow((name + " right to left").constData()) << int(Qt::RightToLeft) << size;
        }
    }

    void pointsAndDaysAgree()
    {
        QFETCH(int, direction);
        QFETCH(QSize, size);
        const MonthGrid grid(
            {size, QDate(2026, 11, 1), Qt::Monday, Qt::LayoutDirection(direction)});
        int covered = 0;
        for (int day = 0; day < grid.days(); ++day) {
            const QRect rect = grid.rectOf(day);
            covered += rect.width() * rect.height();
            QCOMPARE(grid.dayAt(rect.center()), std::optional(day));
            QCOMPARE(grid.dayAt(rect.topLeft()), std::optional(day));
            QCOMPARE(grid.dayAt(rect.bottomRight()), std::optional(day));
            QCOMPARE(grid.dayOf(grid.dateOf(day)), std::optional(day));
            QVERIFY(rect.contains(grid.numberRect(day)));
            QVERIFY(grid.numberRect(day).contains(grid.moreRect(day)));
        }
        QCOMPARE(covered, size.width() * (size.height() - MonthGrid::headerHeight));
        QVERIFY(!grid.dayAt({size.width() / 2, MonthGrid::headerHeight - 1}));
        QVERIFY(!grid.dayAt({-1, 200}));
        const bool mirrored = grid.rectOf(0).left() > grid.rectOf(6).left();
        QCOMPARE(mirrored, direction == int(Qt::RightToLeft));
    }

    void picturesFitIntoTheirDay_data() { pointsAndDaysAgree_data(); }

    void picturesFitIntoTheirDay()
    {
        QFETCH(int, direction);
        QFETCH(QSize, size);
        const MonthGrid grid(
            {size, QDate(2026, 11, 1), Qt::Monday, Qt::LayoutDirection(direction)});
        for (int count = 1; count <= 6; ++count) {
            const QList<QRect> tiles = grid.tileRects(17, count);
            QCOMPARE(tiles.size(), qMin(count, MonthGrid::mostTiles));
            for (int i = 0; i < tiles.size(); ++i) {
                QVERIFY(grid.rectOf(17).contains(tiles[i]));
                QVERIFY(!tiles[i].intersects(grid.numberRect(17)));
                if (i == 0)
                    continue;
                QVERIFY(!tiles[i].intersects(tiles[i - 1]));
                const bool after = direction == int(Qt::LeftToRight)
                                       ? tiles[i].left() > tiles[i - 1].left()
                                       : tiles[i].left() < tiles[i - 1].left();
                QVERIFY(after);
            }
        }
    }

    void aDayThatIsTooSmallHasNoPictures()
    {
        const MonthGrid grid({QSize(300, 200), QDate(2026, 11, 1)});
        QVERIFY(grid.tileRects(3, 4).isEmpty());
        QVERIFY(grid.tileRects(3, 0).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestMonthGrid)
#include "tst_monthgrid.moc"
