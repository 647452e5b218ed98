// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weeklayout.h"

#include <QTest>

using namespace pinweek;

namespace {

WeekGrid gridOf(int dayWidth, int hourHeight, Qt::LayoutDirection direction = Qt::LeftToRight)
{
    WeekGridOptions options;
    options.viewport = {WeekGrid::gutterWidth + 7 * dayWidth, 700};
    options.firstDay = QDate(2026, 11, 16);
    options.hourHeight = hourHeight;
    options.direction = direction;
    return WeekGrid(options);
}

QList<PlacedPin> at(std::initializer_list<int> minutes, int day = 0)
{
    QList<PlacedPin> pins;
    for (int minute : minutes)
        pins.append({PinId{qint64(day * 1000 + pins.size() + 1)}, day, minute});
    return pins;
}

} // namespace

class TestWeekLayout : public QObject
{
    Q_OBJECT

private slots:
    void aCardStartsAtItsTimeAndTakesTheGapUpToTheZoomsGreatest_data()
    {
        QTest::addColumn<int>("hourHeight");
        QTest::addColumn<int>("gapMinutes");
        QTest::addColumn<int>("height");
        QTest::newRow("small: always 24") << 40 << 240 << 24;
        QTest::newRow("default: 64 when there is room") << 88 << 240 << 64;
        QTest::newRow("default: half an hour leaves 43") << 88 << 30 << 43;
        QTest::newRow("large: picture and footer") << 176 << 240 << 184;
        QTest::newRow("large: a quarter of an hour leaves 43") << 176 << 15 << 43;
    }
    void aCardStartsAtItsTimeAndTakesTheGapUpToTheZoomsGreatest()
    {
        QFETCH(int, hourHeight);
        QFETCH(int, gapMinutes);
        QFETCH(int, height);
        const WeekGrid grid = gridOf(150, hourHeight);
        const auto layout = WeekLayout::make(grid, at({600, 600 + gapMinutes}));
        QCOMPARE(layout.cards.size(), 2);
        QCOMPARE(layout.cards[0].rect.top(), grid.yOf(600));
        QCOMPARE(layout.cards[0].rect.height(), height);
        QCOMPARE(layout.cards[0].rect.left(), layout.cards[1].rect.left());
        QVERIFY(layout.more.isEmpty());
    }

    void aCardEndsAtAFreeSlotIf24PxAreLeftOfIt()
    {
        const WeekGrid grid = gridOf(150, 88);
        WeekLayout::Minutes stops;
        stops[0] = {610, 630};
        const auto layout = WeekLayout::make(grid, at({600, 720}), stops);
        QCOMPARE(layout.cards[0].rect.height(), 43); // 10 minutes are too little for a card
        QCOMPARE(layout.cards[1].rect.height(), 64);
    }

    void lanesOnlyBelowAGapOf24Px()
    {
        const WeekGrid grid = gridOf(150, 96); // 15 minutes are 24 px
        const auto apart = WeekLayout::make(grid, at({600, 615}));
        QCOMPARE(apart.cards[0].rect.width(), apart.cards[1].rect.width());
        QCOMPARE(apart.cards[0].rect.left(), apart.cards[1].rect.left());
        const auto near = WeekLayout::make(grid, at({600, 614}));
        QVERIFY(!near.cards[0].rect.intersects(near.cards[1].rect));
        QVERIFY(near.cards[0].rect.left() < near.cards[1].rect.left());
    }

    void twoInAColumnUnder180ThenPlusN()
    {
        const auto layout = WeekLayout::make(gridOf(179, 88), at({600, 600, 600, 600, 605}));
        QCOMPARE(layout.cards.size(), 2);
        QCOMPARE(layout.more.size(), 1);
        QCOMPARE(layout.more[0].pins, (QList<PinId>{{3}, {4}, {5}}));
        QVERIFY(!layout.more[0].rect.intersects(layout.cards[1].rect));
    }

    void aWideColumnTakesOneForEach90Px()
    {
        const auto layout = WeekLayout::make(gridOf(270, 88), at({600, 600, 600, 600}));
        QCOMPARE(layout.cards.size(), 3);
        QCOMPARE(layout.more[0].pins, (QList<PinId>{{4}}));
    }

    void farApartOverflowsAreTwoMarks()
    {
        const auto layout = WeekLayout::make(gridOf(120, 88), at({600, 600, 600, 720, 720, 720}));
        QCOMPARE(layout.cards.size(), 4);
        QCOMPARE(layout.more.size(), 2);
    }

    void cardsStayInTheirColumnAndNeverOverlap()
    {
        for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            const WeekGrid grid = gridOf(137, 88, direction);
            QList<PlacedPin> pins;
            for (int day = 0; day < 7; ++day) {
                for (int i = 0; i < 40; ++i)
                    pins.append({PinId{day * 100 + i + 1}, day, 480 + (i * i * 7 + day) % 700});
            }
            std::sort(pins.begin(), pins.end(), [](const PlacedPin &a, const PlacedPin &b) {
                return std::tie(a.day, a.minute) < std::tie(b.day, b.minute);
            });
            const auto layout = WeekLayout::make(grid, pins);
            qsizetype shown = 0;
            QList<QRect> rects;
            for (const auto &card : layout.cards) {
                QVERIFY(grid.rectOf(card.day).contains(card.rect.adjusted(0, 0, 0, -24)));
                rects.append(card.rect);
                ++shown;
            }
            for (const auto &more : layout.more) {
                QVERIFY(grid.rectOf(more.day).contains(more.rect));
                rects.append(more.rect);
                shown += more.pins.size();
            }
            QCOMPARE(shown, pins.size());
            for (qsizetype i = 0; i < rects.size(); ++i) {
                for (qsizetype k = i + 1; k < rects.size(); ++k)
                    QVERIFY(!rects[i].intersects(rects[k]));
            }
        }
    }

    void rightToLeftStartsAtTheRight()
    {
        const auto layout = WeekLayout::make(gridOf(150, 88, Qt::RightToLeft), at({600, 600, 600}));
        QVERIFY(layout.cards[0].rect.left() > layout.cards[1].rect.right());
        QVERIFY(layout.more[0].rect.right() < layout.cards[1].rect.left());
    }

    void foldedHoursHoldCountsOnly()
    {
        const auto layout = WeekLayout::make(gridOf(150, 88), at({60, 120, 600, 1260}, 3));
        QCOMPARE(layout.cards.size(), 1);
        QCOMPARE(layout.early[3], 2);
        QCOMPARE(layout.late[3], 1);
        QCOMPARE(layout.total[3], 4);
    }

    void theLastCardEndsWhereTheFoldBegins()
    {
        const WeekGrid grid = gridOf(150, 88);
        const auto layout = WeekLayout::make(grid, at({19 * 60 + 30}));
        QVERIFY(layout.cards[0].rect.bottom() < grid.lateBand().top);
    }
};

QTEST_APPLESS_MAIN(TestWeekLayout)
#include "tst_weeklayout.moc"
