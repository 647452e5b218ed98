// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/dropplan.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pinweek;
using Kind = DropPlan::Kind;

namespace {

const QDate monday(2026, 11, 16);
const QByteArray zone("Etc/UTC");

WeekGrid makeGrid()
{
    WeekGridOptions options;
    options.viewport = {WeekGrid::gutterWidth + 7 * 120, 700};
    options.firstDay = monday;
    options.zone = zone;
    return WeekGrid(options);
}

WallTime at(int day, int hour, int minute = 0)
{
    return {monday.addDays(day), QTime(hour, minute), zone};
}

Pin pinAt(qint64 id, std::optional<WallTime> time, PinStatus status = PinStatus::Scheduled)
{
    Pin pin;
    pin.id = {id};
    pin.status = status;
    pin.content.title = QStringLiteral("Pin %1").arg(id);
    pin.content.planned = time;
    if (time)
        pin.dueAt = time->resolve().utc;
    return pin;
}

} // namespace

class TestDropPlan : public QObject
{
    Q_OBJECT

private:
    const WeekGrid m_grid = makeGrid();
    const UtcTime m_now = at(1, 9).resolve().utc;

    DropPlan plan(const QList<Pin> &pins, qint64 grabbed, int grabOffset, QPoint point,
                  bool copy = false, int step = WeekGrid::step) const
    {
        DroppedContent content;
        content.kind = DroppedContent::Kind::Pins;
        for (const Pin &pin : pins)
            content.pins.append(pin.id);
        content.grabbed = {grabbed};
        content.grabOffset = grabOffset;
        return planDrop(content, pins, DropScene{m_grid, m_now, step, copy}, point);
    }
    QPoint point(int day, int hour, int minute = 0) const
    {
        return m_grid.pointOf(monday.addDays(day), QTime(hour, minute));
    }

private slots:
    void filesCountFromThePointerInQuarterHours()
    {
        DroppedContent content;
        content.kind = DroppedContent::Kind::Files;
        content.paths = {QStringLiteral("/a.jpg")};
        const auto made = planDrop(content, {}, DropScene{m_grid, m_now}, point(3, 10, 20));
        QCOMPARE(made.kind, Kind::Files);
        QCOMPARE(made.at, at(3, 10, 15));
        const auto fine = planDrop(content, {}, DropScene{m_grid, m_now, WeekGrid::fineStep, false},
                                   point(3, 10, 20) + QPoint(0, 1));
        QVERIFY(fine.at.time.minute() % 15 != 0);
    }

    void aCardKeepsTheGrabOffset()
    {
        const auto made = plan({pinAt(1, at(2, 12))}, 1, 40, point(4, 15, 30) + QPoint(0, 40));
        QCOMPARE(made.kind, Kind::Pins);
        QCOMPARE(made.to, (QList<WallTime>{at(4, 15, 30)}));
    }

    void aDropWhereItIsChangesNothingAlsoOffTheGrid()
    {
        const Pin odd = pinAt(1, at(2, 12, 7));
        QCOMPARE(plan({odd}, 1, 10, point(2, 12, 7) + QPoint(0, 13)).kind, Kind::Unchanged);
        QCOMPARE(plan({odd}, 1, 10, point(2, 12, 7) + QPoint(0, 22)).kind, Kind::Pins);
        QCOMPARE(plan({odd}, 1, 10, point(2, 12, 7) + QPoint(0, 10), true).kind, Kind::Pins);
    }

    void severalKeepTheirIntervalsFromTheGrabbedOne()
    {
        const QList<Pin> pins{pinAt(1, at(2, 10)), pinAt(2, at(2, 12, 20)), pinAt(3, at(4, 9))};
        const auto made = plan(pins, 2, 0, point(3, 14));
        QCOMPARE(made.pins, (QList<PinId>{{1}, {2}, {3}}));
        QCOMPARE(made.to, (QList<WallTime>{at(3, 11, 40), at(3, 14), at(5, 10, 40)}));
    }

    void severalAreAllOrNothing()
    {
        const QList<Pin> pins{pinAt(1, at(2, 10)), pinAt(2, at(2, 20))};
        const auto made = plan(pins, 2, 0, point(1, 12));
        QCOMPARE(made.kind, Kind::Refused);
        QCOMPARE(made.why, QStringLiteral("1 of 2 would be past."));
        QVERIFY(made.pins.isEmpty());
    }

    void severalWithoutATimeTakeTheNextFreeOnes()
    {
        const QList<Pin> pins{pinAt(1, std::nullopt, PinStatus::Draft),
                              pinAt(2, std::nullopt, PinStatus::Draft)};
        const auto made = plan(pins, 1, 30, point(3, 14));
        QCOMPARE(made.kind, Kind::Pins);
        QVERIFY(made.nextFree);
        QCOMPARE(made.at, at(3, 14));
        QCOMPARE(made.pins, (QList<PinId>{{1}, {2}}));
        QVERIFY(made.to.isEmpty()); // the store gives them out
        QCOMPARE(plan(pins, 1, 30, point(1, 8)).kind, Kind::Refused);
    }

    void oneWithoutATimeGoesWhereItIsDropped()
    {
        const auto made = plan({pinAt(1, std::nullopt, PinStatus::Draft)}, 1, 30, point(3, 14));
        QVERIFY(!made.nextFree);
        QCOMPARE(made.to, (QList<WallTime>{at(3, 14)}));
    }

    void aTimeInThePastIsRefused()
    {
        QCOMPARE(plan({pinAt(1, at(2, 10))}, 1, 0, point(1, 8, 45)).kind, Kind::Refused);
        QCOMPARE(plan({pinAt(1, at(2, 10))}, 1, 0, point(1, 9)).kind, Kind::Pins);
    }

    void whatIsPublishedOrOnItsWayDoesNotMoveButCopies_data()
    {
        QTest::addColumn<PinStatus>("status");
        QTest::newRow("published") << PinStatus::Published;
        QTest::newRow("publishing") << PinStatus::Publishing;
        QTest::newRow("unconfirmed") << PinStatus::Unconfirmed;
    }
    void whatIsPublishedOrOnItsWayDoesNotMoveButCopies()
    {
        QFETCH(PinStatus, status);
        const Pin pin = pinAt(1, at(2, 10), status);
        const auto moved = plan({pin}, 1, 0, point(3, 14));
        QCOMPARE(moved.kind, Kind::Refused);
        QVERIFY(moved.why.contains(QStringLiteral("Pin 1")));
        const auto copied = plan({pin}, 1, 0, point(3, 14), true);
        QCOMPARE(copied.kind, Kind::Pins);
        QVERIFY(copied.copy);
    }

    void filesAreRefusedWithTheirNameAndReason()
    {
        QTemporaryDir dir;
        const auto touch = [&dir](const QString &name, qint64 bytes = 10) {
            QFile file(dir.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.resize(bytes) ? file.fileName()
                                                                         : QString();
        };
        const auto refusal = [](const QStringList &paths) {
            DroppedContent content;
            content.kind = DroppedContent::Kind::Files;
            content.paths = paths;
            return refusalOf(content);
        };
        const QString image = touch(QStringLiteral("a.JPEG"));
        const QString notes = touch(QStringLiteral("two\nlines 🍋.txt"));
        QCOMPARE(refusal({image}), QString());
        QCOMPARE(refusal({touch(QStringLiteral("no-suffix"))}), QString());
        QCOMPARE(refusal({notes}), QStringLiteral("“two lines 🍋.txt” is not an image or a video."));
        QCOMPARE(refusal({dir.path()}), QString()); // looked into when it is dropped
        QVERIFY(refusal({dir.filePath(QStringLiteral("gone.png"))})
                    .contains(QStringLiteral("can't be found")));
        QVERIFY(refusal({touch(QStringLiteral("huge.png"), 257LL * 1024 * 1024)})
                    .contains(QStringLiteral("larger than 256 MB")));
        QCOMPARE(refusal({notes, image}),
                 QString()); // bad ones among good ones are named after the drop
        QVERIFY(!refusal({notes, notes + QStringLiteral(".pdf")}).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestDropPlan)
#include "tst_dropplan.moc"
