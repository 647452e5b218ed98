// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/monthdrop.h"

#include <QTest>

using namespace pinweek;
using namespace std::chrono_literals;

/** What a drop on a day of the month means. */
class TestMonthDrop : public QObject
{
    Q_OBJECT

private:
    const QDate tuesday{2026, 11, 17};
    const UtcTime now = WallTime{tuesday, QTime(9, 0), "Europe/Berlin"}.resolve().utc;

    [[nodiscard]] Pin pin(qint64 id, QDate date, QTime time) const
    {
        Pin made;
        made.id = PinId{id};
        made.content.planned = WallTime{date, time, "Europe/Berlin"};
        made.dueAt = made.content.planned->resolve().utc;
        made.status = PinStatus::Scheduled;
        return made;
    }

    [[nodiscard]] MonthDropScene scene(bool copy = false) const
    {
        return {now, "Europe/Berlin", copy,
                [this](QDate day) -> std::optional<WallTime> {
                    if (day < tuesday)
                        return std::nullopt;
                    return WallTime{day, QTime(12, 0), "Europe/Berlin"};
                }};
    }

    static DroppedContent dragged(const QList<Pin> &pins, qint64 grabbed)
    {
        DroppedContent content;
        content.kind = DroppedContent::Kind::Pins;
        for (const Pin &each : pins)
            content.pins += each.id;
        content.grabbed = PinId{grabbed};
        return content;
    }

private slots:
    void cardsKeepTheirTimeAndTheirDistance()
    {
        const QList<Pin> pins{pin(1, tuesday.addDays(1), QTime(10, 15)),
                              pin(2, tuesday.addDays(3), QTime(7, 0))};
        const DropPlan plan = planMonthDrop(dragged(pins, 2), pins, scene(), tuesday.addDays(10));
        QCOMPARE(plan.kind, DropPlan::Kind::Pins);
        QCOMPARE(plan.to[0].date, tuesday.addDays(8));
        QCOMPARE(plan.to[0].time, QTime(10, 15));
        QCOMPARE(plan.to[1].date, tuesday.addDays(10));
        QCOMPARE(plan.to[1].time, QTime(7, 0));
        QCOMPARE(plan.at.date, tuesday.addDays(10));
    }

    void aClockChangeKeepsTheWallTime()
    {
        const QList<Pin> pins{pin(1, QDate(2027, 3, 27), QTime(10, 0))};
        const DropPlan plan = planMonthDrop(dragged(pins, 1), pins, scene(), QDate(2027, 3, 29));
        QCOMPARE(plan.to[0].time, QTime(10, 0));
    }

    void onItsOwnDayACardStays()
    {
        const QList<Pin> pins{pin(1, tuesday.addDays(1), QTime(10, 15))};
        QCOMPARE(planMonthDrop(dragged(pins, 1), pins, scene(), tuesday.addDays(1)).kind,
                 DropPlan::Kind::Unchanged);
        // Ctrl makes a copy there.
        const DropPlan copy =
            planMonthDrop(dragged(pins, 1), pins, scene(true), tuesday.addDays(1));
        QCOMPARE(copy.kind, DropPlan::Kind::Pins);
        QVERIFY(copy.copy);
    }

    void whatWouldBePastIsRefusedWithItsReason()
    {
        const QList<Pin> pins{pin(1, tuesday.addDays(1), QTime(8, 0))};
        // Today at 8:00 is past at 9:00.
        const DropPlan plan = planMonthDrop(dragged(pins, 1), pins, scene(), tuesday);
        QCOMPARE(plan.kind, DropPlan::Kind::Refused);
        QVERIFY(!plan.why.isEmpty());
    }

    void whatIsPublishedDoesNotMoveButCanBeCopied()
    {
        QList<Pin> pins{pin(1, tuesday.addDays(-1), QTime(8, 0))};
        pins[0].status = PinStatus::Published;
        QCOMPARE(planMonthDrop(dragged(pins, 1), pins, scene(), tuesday.addDays(2)).kind,
                 DropPlan::Kind::Refused);
        QCOMPARE(planMonthDrop(dragged(pins, 1), pins, scene(true), tuesday.addDays(2)).kind,
                 DropPlan::Kind::Pins);
    }

    void severalWithoutATimeTakeTheNextFreeOnesFromThatDayOn()
    {
        QList<Pin> pins{pin(1, tuesday, QTime(8, 0)), pin(2, tuesday, QTime(8, 0))};
        for (Pin &each : pins) {
            each.dueAt.reset();
            each.content.planned.reset();
            each.status = PinStatus::Draft;
        }
        const DropPlan plan = planMonthDrop(dragged(pins, 1), pins, scene(), tuesday.addDays(4));
        QCOMPARE(plan.kind, DropPlan::Kind::Pins);
        QVERIFY(plan.nextFree);
        QCOMPARE(plan.at.date, tuesday.addDays(4));
        QCOMPARE(plan.at.time, QTime(12, 0));
        QCOMPARE(planMonthDrop(dragged(pins, 1), pins, scene(), tuesday.addDays(-1)).kind,
                 DropPlan::Kind::Refused);
        const QList<Pin> one{pins.first()};
        QCOMPARE(planMonthDrop(dragged(one, 1), one, scene(), tuesday.addDays(4)).to,
                 QList<WallTime>{plan.at});
    }

    void filesTakeTheNextFreeTimeOfTheDay()
    {
        DroppedContent content;
        content.kind = DroppedContent::Kind::Files;
        content.paths = {QStringLiteral("cat.jpg")};
        const DropPlan plan = planMonthDrop(content, {}, scene(), tuesday.addDays(1));
        QCOMPARE(plan.kind, DropPlan::Kind::Files);
        QCOMPARE(plan.at.time, QTime(12, 0));
        QCOMPARE(planMonthDrop(content, {}, scene(), tuesday.addDays(-1)).kind,
                 DropPlan::Kind::Refused);
    }
};

QTEST_APPLESS_MAIN(TestMonthDrop)
#include "tst_monthdrop.moc"
