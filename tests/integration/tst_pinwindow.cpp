// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/pinwindow.h"
#include "support/testworkspace.h"

#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;

class TestPinWindow : public QObject
{
    Q_OBJECT

private:
    const QDate monday{2026, 11, 16};
    static UtcTime on(int day, int hour)
    {
        return WallTime{QDate(2026, 11, 16).addDays(day), QTime(hour, 0), "Etc/UTC"}.resolve().utc;
    }
    static QList<PinId> ids(PinWindow &window)
    {
        QList<PinId> list;
        for (const PinWindow::Row &row : window.rows())
            list.append(row.pin.id);
        return list;
    }

private slots:
    void onlyTheWeeksPinsInOrder()
    {
        TestWorkspace space;
        const PinId late = space.scheduledPin(on(6, 23));
        const PinId early = space.scheduledPin(on(0, 0));
        space.scheduledPin(on(7, 0));
        space.scheduledPin(on(-1, 23));
        PinWindow window(space.store());
        window.setZone("Etc/UTC");
        window.setWeek(monday);
        QCOMPARE(ids(window), (QList<PinId>{early, late}));
        QCOMPARE(window.row(late)->local.time, QTime(23, 0));
    }

    void theWeekIsThatOfTheZone()
    {
        TestWorkspace space;
        const PinId pin = space.scheduledPin(on(-1, 23)); // Monday 8:00 in Tokyo
        PinWindow window(space.store());
        window.setZone("Asia/Tokyo");
        window.setWeek(monday);
        QCOMPARE(ids(window), QList<PinId>{pin});
        QCOMPARE(window.row(pin)->local.date, monday);
        QCOMPARE(window.row(pin)->local.time, QTime(8, 0));
    }

    void aChangeIsReadAgainForItsPinOnly()
    {
        TestWorkspace space;
        const PinId pin = space.scheduledPin(on(2, 10));
        const PinId other = space.scheduledPin(on(3, 10));
        PinWindow window(space.store());
        window.setZone("Etc/UTC");
        window.setWeek(monday);
        QCOMPARE(ids(window).size(), 2);
        QCOMPARE(window.boardColour(space.pin(pin).content.board).has_value(), true);
        const QSignalSpy changed(&window, &PinWindow::changed);
        const QSignalSpy reset(&window, &PinWindow::reset);
        PinChange change = space.change(pin);
        change.content.planned = WallTime::fromUtc(on(4, 10), "Etc/UTC");
        QVERIFY(space.apply({QStringLiteral("Move pin"), {change}, {}}));
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(changed.last().at(0).value<QSet<PinId>>(), QSet<PinId>{pin});
        QCOMPARE(ids(window), (QList<PinId>{other, pin}));
        change = space.change(pin);
        change.removed = true;
        QVERIFY(space.apply({QStringLiteral("Delete pin"), {change}, {}}));
        QTRY_COMPARE(ids(window), QList<PinId>{other});
        QVERIFY(reset.isEmpty()); // counts of boards are no reason to draw all cards again
    }

    void neighboursAreHeldAfterPrefetchAndKeptRight()
    {
        TestWorkspace space;
        const PinId next = space.scheduledPin(on(8, 10));
        PinWindow window(space.store());
        window.setZone("Etc/UTC");
        window.setWeek(monday);
        QVERIFY(window.rows().isEmpty());
        QCOMPARE(window.heldRows(), 0);
        const QList<QDate> beside{monday.addDays(7), monday.addDays(-7)};
        QVERIFY(window.prefetch(beside));
        QCOMPARE(window.heldRows(), 1);
        QVERIFY(window.prefetch(beside)); // the other one
        QVERIFY(!window.prefetch(beside));
        PinChange change = space.change(next);
        change.content.planned = WallTime::fromUtc(on(1, 10), "Etc/UTC");
        QVERIFY(space.apply({QStringLiteral("Move pin"), {change}, {}}));
        QTRY_COMPARE(ids(window), QList<PinId>{next});
        window.setWeek(monday.addDays(7));
        QVERIFY(window.rows().isEmpty());
    }

    void ofAFullDayOnlyTheFirstOnesAreHeldAndAllAreCounted()
    {
        TestWorkspace space;
        QList<PinId> firstOnes;
        for (int hour = 8; hour < 14; ++hour) {
            const PinId pin = space.scheduledPin(on(2, hour));
            if (hour < 10)
                firstOnes += pin;
        }
        firstOnes += space.scheduledPin(on(40, 23));
        space.scheduledPin(on(42, 0)); // of the next page
        PinWindow window(space.store());
        window.setZone("Etc/UTC");
        window.setPageDays(42);
        window.setMostADay(2);
        for (const AccountId account : {AccountId(), space.pin(firstOnes[0]).content.account}) {
            window.setAccount(account);
            window.setWeek(monday);
            QCOMPARE(ids(window), firstOnes);
            QCOMPARE(window.countOn(monday.addDays(1)), 0);
            QCOMPARE(window.countOn(monday.addDays(2)), 6);
            QCOMPARE(window.countOn(monday.addDays(40)), 1);
        }
        window.setAccount(space.plan());
        QVERIFY(window.rows().isEmpty());
        QCOMPARE(window.countOn(monday.addDays(2)), 0);
    }

    void otherAccountsPinsStayOutWhenOneIsShown()
    {
        TestWorkspace space;
        const PinId pin = space.scheduledPin(on(2, 10));
        PinWindow window(space.store());
        window.setZone("Etc/UTC");
        window.setWeek(monday);
        window.setAccount(space.plan());
        QVERIFY(window.rows().isEmpty());
        window.setAccount(space.pin(pin).content.account);
        QCOMPARE(ids(window), QList<PinId>{pin});
    }

    void atMostTwoThousandRowsAreHeldHoweverManyThereAre()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("workspace"));
        ManualClock clock;
        const auto filled = fillWorkspace(path, 2500, clock.now());
        QVERIFY(filled);
        auto store = Store::open(path, clock, QStringLiteral("test"));
        QVERIFY(store);
        PinWindow window(**store);
        window.setZone("Etc/UTC");
        for (int week = -3; week <= 3; ++week) {
            window.setWeek(monday.addDays(7 * week));
            QVERIFY(window.rows().size() >= 299);
            while (window.prefetch({window.firstDay().addDays(7), window.firstDay().addDays(-7)})) {}
            QVERIFY(window.heldRows() <= PinWindow::mostRows);
            QVERIFY(!window.isCut());
        }
    }
};

QTEST_GUILESS_MAIN(TestPinWindow)
#include "tst_pinwindow.moc"
