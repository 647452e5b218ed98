// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/slotplan.h"

#include <QElapsedTimer>
#include <QTest>

using namespace pinweek;
using namespace std::chrono_literals;

namespace {

constexpr AccountId anna{1};
constexpr BoardId recipes{11};
constexpr BoardId garden{12};

UtcTime at(const char *iso)
{
    return *fromIsoUtc(QString::fromLatin1(iso));
}

TimeSlot slot(int day, QTime time, const QByteArray &zone = "Etc/UTC", BoardId board = {})
{
    static qint64 ids = 0;
    return {SlotId{++ids}, anna, board, day, time, zone};
}

PlannedUse use(const char *iso, const SpacedPin &pin = {})
{
    return {at(iso), pin};
}

/** What the tests of slots alone don't want to meet. */
PlanRules noSpacing()
{
    PlanRules rules;
    rules.spacing = {0, 0, {}};
    return rules;
}

/** 2026-11-16 is a Monday. */
SlotPlan planOf(const QList<TimeSlot> &timeSlots, const QList<PlannedUse> &planned = {},
                const PlanRules &rules = noSpacing(), const QByteArray &zone = "Etc/UTC",
                const char *from = "2026-11-16T00:00:00Z", const char *to = "2027-01-01T00:00:00Z")
{
    return {rules, zone, timeSlots, planned, at(from), at(to)};
}

UtcTime moment(const std::optional<WallTime> &wall)
{
    return wall ? wall->resolve().utc : UtcTime{};
}

QStringList texts(const QList<FreeSlot> &free)
{
    QStringList found;
    for (const FreeSlot &each : free)
        found += toIso(each.at);
    return found;
}

/** linkKey() of plain words. */
QString key(const char *link)
{
    return linkKey(QString::fromLatin1(link));
}

/** Plain words as a list. */
QStringList words(std::initializer_list<const char *> list)
{
    QStringList found;
    for (const char *each : list)
        found += QString::fromUtf8(each);
    return found;
}

} // namespace

/** Weekly slots, and which of them are free (design.md 4). */
class TestSlotPlan : public QObject
{
    Q_OBJECT

private slots:
    void thePinsTakeTheSlotsOfTheWeekInTurn()
    {
        SlotPlan plan = planOf({slot(Qt::Friday, {9, 0}), slot(Qt::Monday, {14, 30})});
        const UtcTime from = at("2026-11-16T10:00:00Z");
        QCOMPARE(moment(plan.next({}, from)), at("2026-11-16T14:30:00Z"));
        QCOMPARE(moment(plan.next({}, from)), at("2026-11-20T09:00:00Z"));
        QCOMPARE(moment(plan.next({}, from)), at("2026-11-23T14:30:00Z"));
    }

    void aSlotAtTheMomentAskedForIsGiven()
    {
        SlotPlan plan = planOf({slot(Qt::Monday, {14, 30})});
        QCOMPARE(moment(plan.next({}, at("2026-11-16T14:30:00Z"))), at("2026-11-16T14:30:00Z"));
    }

    void aSlotWithAPinNearerThanTheGapIsTaken()
    {
        SlotPlan plan = planOf({slot(Qt::Monday, {9, 0}), slot(Qt::Monday, {10, 0})},
                               {use("2026-11-16T09:01:00Z"), use("2026-11-16T10:02:00Z")});
        QCOMPARE(moment(plan.next({}, at("2026-11-16T00:00:00Z"))), at("2026-11-16T10:00:00Z"));
    }

    void aDayAtItsCapHasNoFreeSlot()
    {
        PlanRules rules = noSpacing();
        rules.shape.cap = 2;
        SlotPlan plan = planOf({slot(Qt::Monday, {9, 0}), slot(Qt::Tuesday, {9, 0})},
                               {use("2026-11-16T15:00:00Z"), use("2026-11-16T16:00:00Z")}, rules);
        QCOMPARE(moment(plan.next({}, at("2026-11-16T00:00:00Z"))), at("2026-11-17T09:00:00Z"));
    }

    void aSlotOutsideTheDailyWindowIsNotUsed()
    {
        SlotPlan plan = planOf(
            {slot(Qt::Monday, {7, 59}), slot(Qt::Monday, {20, 1}), slot(Qt::Tuesday, {20, 0})});
        QCOMPARE(moment(plan.next({}, at("2026-11-16T00:00:00Z"))), at("2026-11-17T20:00:00Z"));
    }

    void aBoardWithSlotsOfItsOwnUsesThoseOnly()
    {
        SlotPlan plan =
            planOf({slot(Qt::Monday, {9, 0}), slot(Qt::Thursday, {9, 0}, "Etc/UTC", recipes)});
        const UtcTime from = at("2026-11-16T00:00:00Z");
        QCOMPARE(moment(plan.next({recipes, {}, {}}, from)), at("2026-11-19T09:00:00Z"));
        QCOMPARE(moment(plan.next({recipes, {}, {}}, from)), at("2026-11-26T09:00:00Z"));
        QCOMPARE(moment(plan.next({garden, {}, {}}, from)), at("2026-11-16T09:00:00Z"));
        QCOMPARE(moment(plan.next({}, from)), at("2026-11-23T09:00:00Z"));
    }

    void withoutSlotsTimesAreSpreadEvenlyInTheWindowUnderTheCap()
    {
        PlanRules rules = noSpacing();
        rules.shape.cap = 3;
        SlotPlan plan = planOf({}, {}, rules);
        const UtcTime from = at("2026-11-16T00:00:00Z");
        QCOMPARE(moment(plan.next({}, from)), at("2026-11-16T08:00:00Z"));
        QCOMPARE(moment(plan.next({}, from)), at("2026-11-16T12:00:00Z"));
        QCOMPARE(moment(plan.next({}, from)), at("2026-11-16T16:00:00Z"));
        QCOMPARE(moment(plan.next({}, from)), at("2026-11-17T08:00:00Z"));
        QVERIFY(plan.freeSlots().isEmpty());
    }

    void nothingIsGivenFromTheEndOn()
    {
        SlotPlan plan = planOf({slot(Qt::Monday, {9, 0})}, {}, noSpacing(), "Etc/UTC",
                               "2026-11-16T00:00:00Z", "2026-11-23T09:00:00Z");
        QVERIFY(plan.next({}, at("2026-11-16T00:00:00Z")));
        QVERIFY(!plan.next({}, at("2026-11-16T00:00:00Z")));
        SlotPlan even =
            planOf({}, {}, noSpacing(), "Etc/UTC", "2026-11-16T00:00:00Z", "2026-11-16T07:00:00Z");
        QVERIFY(!even.next({}, at("2026-11-16T00:00:00Z")));
    }

    void theFreeSlotsOfAWeekThatBeginsOnSaturday()
    {
        // Whatever day a locale's week begins on, seven days have each slot once.
        const SlotPlan plan =
            planOf({slot(Qt::Friday, {9, 0}), slot(Qt::Saturday, {9, 0}), slot(Qt::Sunday, {9, 0})},
                   {use("2026-11-15T09:00:00Z")}, noSpacing(), "Etc/UTC", "2026-11-14T00:00:00Z",
                   "2026-11-21T00:00:00Z");
        QCOMPARE(texts(plan.freeSlots()), words({"2026-11-14T09:00:00Z", "2026-11-20T09:00:00Z"}));
    }

    void aSlotKeepsItsWallTimeOverAClockChange()
    {
        // Berlin goes back to winter time on 2026-10-25.
        const SlotPlan plan =
            planOf({slot(Qt::Sunday, {9, 0}, "Europe/Berlin")}, {}, noSpacing(), "Europe/Berlin",
                   "2026-10-18T00:00:00Z", "2026-10-31T00:00:00Z");
        QCOMPARE(texts(plan.freeSlots()), words({"2026-10-18T07:00:00Z", "2026-10-25T08:00:00Z"}));
    }

    void aClockChangeOfHalfAnHourIsOne()
    {
        // Lord Howe's clocks go from 2:00 to 2:30 on 2026-10-04.
        PlanRules rules = noSpacing();
        rules.shape.start = rules.shape.end = QTime(0, 0); // the whole day
        const char *zone = "Australia/Lord_Howe";
        const SlotPlan plan =
            planOf({slot(Qt::Sunday, {9, 0}, zone), slot(Qt::Sunday, {2, 15}, zone)}, {}, rules,
                   zone, "2026-09-26T00:00:00Z", "2026-10-05T00:00:00Z");
        QCOMPARE(texts(plan.freeSlots()),
                 words({"2026-09-26T15:45:00Z", "2026-09-26T22:30:00Z", "2026-10-03T15:30:00Z",
                        "2026-10-03T22:00:00Z"}));
    }

    void whatTheClocksSkipIsPlannedForTheTimeTheyJumpTo()
    {
        PlanRules rules = noSpacing();
        rules.shape.start = rules.shape.end = QTime(0, 0); // the whole day
        SlotPlan plan = planOf({slot(Qt::Sunday, {2, 30}, "Europe/Berlin")}, {}, rules,
                               "Europe/Berlin", "2026-03-29T00:00:00Z", "2026-04-01T00:00:00Z");
        const std::optional<WallTime> found = plan.next({}, at("2026-03-29T00:00:00Z"));
        QVERIFY(found);
        QCOMPARE(found->time, QTime(3, 0));
        QCOMPARE(found->resolve().utc, at("2026-03-29T01:00:00Z"));
        QCOMPARE(found->resolve().kind, WallTimeKind::Unique);
    }

    void twoSlotsInOneSkippedHourAreOneTime()
    {
        PlanRules rules = noSpacing();
        rules.shape.start = rules.shape.end = QTime(0, 0);
        const QByteArray zone = "Europe/Berlin";
        SlotPlan plan = planOf({slot(Qt::Sunday, {2, 0}, zone), slot(Qt::Sunday, {2, 45}, zone)},
                               {}, rules, zone, "2026-03-29T00:00:00Z", "2026-04-01T00:00:00Z");
        QVERIFY(plan.next({}, at("2026-03-29T00:00:00Z")));
        QVERIFY(!plan.next({}, at("2026-03-29T00:00:00Z")));
    }

    void aRepeatedHourIsUsedOnce()
    {
        PlanRules rules = noSpacing();
        rules.shape.start = rules.shape.end = QTime(0, 0);
        SlotPlan plan = planOf({slot(Qt::Sunday, {2, 30}, "Europe/Berlin")}, {}, rules,
                               "Europe/Berlin", "2026-10-24T00:00:00Z", "2026-10-27T00:00:00Z");
        QCOMPARE(texts(plan.freeSlots()), words({"2026-10-25T00:30:00Z"}));
    }

    void lordHowesHalfHourIsSkippedToo()
    {
        // Lord Howe goes from 2:00 to 2:30 on 2026-10-04.
        PlanRules rules = noSpacing();
        rules.shape.start = rules.shape.end = QTime(0, 0);
        const QByteArray zone = "Australia/Lord_Howe";
        SlotPlan plan = planOf({slot(Qt::Sunday, {2, 15}, zone), slot(Qt::Sunday, {9, 0}, zone)},
                               {}, rules, zone, "2026-10-03T00:00:00Z", "2026-10-12T00:00:00Z");
        const UtcTime from = at("2026-10-03T00:00:00Z");
        const std::optional<WallTime> skipped = plan.next({}, from);
        QVERIFY(skipped);
        QCOMPARE(skipped->time, QTime(2, 30));
        QCOMPARE(skipped->resolve().utc, at("2026-10-03T15:30:00Z"));
        QCOMPARE(moment(plan.next({}, from)), at("2026-10-03T22:00:00Z")); // +11:00
        QCOMPARE(moment(plan.next({}, from)), at("2026-10-10T15:15:00Z"));
    }

    void aSlotOfAnotherZoneIsInTheRangeByItsMoment()
    {
        // Monday 9:00 in Auckland is Sunday in UTC.
        SlotPlan plan = planOf({slot(Qt::Monday, {9, 0}, "Pacific/Auckland")}, {}, noSpacing(),
                               "Pacific/Auckland", "2026-11-15T00:00:00Z", "2026-11-16T00:00:00Z");
        QCOMPARE(texts(plan.freeSlots()), words({"2026-11-15T20:00:00Z"}));
    }

    void pinsOfOneLinkKeepTheirDays()
    {
        PlanRules rules;
        rules.spacing = {2, 0, {}};
        const SpacedPin soup{recipes, {}, key("https://example.com/soup")};
        QList<TimeSlot> week;
        for (int day = 1; day <= 7; ++day)
            week += slot(day, {9, 0});
        SlotPlan plan = planOf(week, {use("2026-11-18T20:00:00Z", soup)}, rules);
        const UtcTime from = at("2026-11-16T00:00:00Z");
        QCOMPARE(moment(plan.next(soup, from)), at("2026-11-16T09:00:00Z")); // two days before
        QCOMPARE(moment(plan.next(soup, from)), at("2026-11-20T09:00:00Z")); // two days after
        QCOMPARE(moment(plan.next({recipes, {}, key("example.com/cake")}, from)),
                 at("2026-11-17T09:00:00Z"));
    }

    void aLinksOwnRuleWins()
    {
        PlanRules rules;
        rules.spacing = {2, 0, {{key("example.com/soup"), 7}}};
        const SpacedPin soup{recipes, {}, key("http://www.example.com/soup/")};
        SlotPlan plan = planOf({}, {use("2026-11-16T12:00:00Z", soup)}, rules);
        QCOMPARE(moment(plan.next(soup, at("2026-11-16T00:00:00Z"))), at("2026-11-23T08:00:00Z"));
    }

    void theSameImageWaitsItsDays()
    {
        PlanRules rules;
        rules.spacing = {0, 7, {}};
        const MediaId photo{5};
        SlotPlan plan = planOf({slot(Qt::Monday, {9, 0}), slot(Qt::Tuesday, {9, 0})},
                               {use("2026-11-17T09:00:00Z", {recipes, photo, {}})}, rules);
        QCOMPARE(moment(plan.next({garden, photo, {}}, at("2026-11-16T00:00:00Z"))),
                 at("2026-11-24T09:00:00Z"));
    }

    void linksAreComparedWithoutWhatChangesNoPage_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("key");
        const auto row = [](const char *link, const char *key) {
            QTest::newRow(link) << QString::fromLatin1(link) << QString::fromLatin1(key);
        };
        row("", "");
        row("https://example.com/Soup", "example.com/Soup");
        row("http://example.com/Soup/", "example.com/Soup");
        row("HTTPS://WWW.Example.COM/Soup", "example.com/Soup");
        row(" https://example.com/ ", "example.com");
        row("https://example.com?a=1", "example.com?a=1");
        row("https://example.com/?a=1", "example.com?a=1");
        row("https://example.com/soup?utm_source=pin&utm_medium=x", "example.com/soup");
        row("https://example.com/soup?page=2&utm_source=pin#recipe", "example.com/soup?page=2");
        row("https://example.com/soup#recipe", "example.com/soup");
    }

    void linksAreComparedWithoutWhatChangesNoPage()
    {
        QFETCH(QString, link);
        QFETCH(QString, key);
        QCOMPARE(linkKey(link), key);
    }

    void anEvenWeekHasItsSlotsInTheWindow_data()
    {
        QTest::addColumn<int>("perDay");
        QTest::addColumn<QList<QTime>>("times");
        QTest::newRow("3") << 3 << QList<QTime>{{10, 0}, {14, 0}, {18, 0}};
        QTest::newRow("5") << 5 << QList<QTime>{{9, 15}, {11, 30}, {14, 0}, {16, 30}, {18, 45}};
        QTest::newRow("none") << 0 << QList<QTime>{};
    }

    void anEvenWeekHasItsSlotsInTheWindow()
    {
        QFETCH(int, perDay);
        QFETCH(QList<QTime>, times);
        const QList<TimeSlot> week = evenWeek(anna, perDay, {}, "Europe/Berlin");
        QCOMPARE(week.size(), 7 * perDay);
        for (int i = 0; i < week.size(); ++i) {
            QCOMPARE(week.at(i).day, 1 + i / perDay);
            QCOMPARE(week.at(i).time, times.at(i % perDay));
            QCOMPARE(week.at(i).zone, QByteArray("Europe/Berlin"));
        }
    }

    void thousandsOfPinsTakeNoTimeWorthSpeakingOf_data()
    {
        QTest::addColumn<int>("slotsADay");
        QTest::addColumn<QString>("link");
        QTest::addColumn<int>("count");
        QTest::newRow("time slots") << 10 << QString() << 10000;
        QTest::newRow("no slots") << 0 << QString() << 10000;
        QTest::newRow("time slots, one link") << 10 << QStringLiteral("a.example") << 3600;
        QTest::newRow("no slots, one link") << 0 << QStringLiteral("a.example") << 3600;
    }

    void thousandsOfPinsTakeNoTimeWorthSpeakingOf()
    {
        QFETCH(int, slotsADay);
        QFETCH(QString, link);
        QFETCH(int, count);
        SlotPlan plan = planOf(evenWeek(anna, slotsADay, {}, "Etc/UTC"), {}, {}, "Etc/UTC",
                               "2026-11-16T00:00:00Z", "2046-11-16T00:00:00Z");
        QElapsedTimer timer;
        timer.start();
        QSet<UtcTime::rep> given;
        for (int i = 0; i < count; ++i)
            given.insert(toEpoch(moment(
                plan.next({{}, MediaId{i + 1}, linkKey(link)}, at("2026-11-16T00:00:00Z")))));
        QCOMPARE(given.size(), count);
        QVERIFY(!given.contains(0));
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    }

    void anImageThatIsTooNearLeavesItsTimeToOthers()
    {
        PlanRules rules = noSpacing();
        rules.spacing.imageDays = 7;
        SlotPlan plan = planOf({slot(1, {9, 0}), slot(2, {9, 0}), slot(3, {9, 0})}, {}, rules);
        const UtcTime from = at("2026-11-16T00:00:00Z");
        const SpacedPin lemon{{}, MediaId{1}, {}};
        const SpacedPin cake{{}, MediaId{2}, {}};
        QCOMPARE(moment(plan.next(lemon, from)), at("2026-11-16T09:00:00Z"));
        QCOMPARE(moment(plan.next(lemon, from)), at("2026-11-23T09:00:00Z"));
        QCOMPARE(moment(plan.next(cake, from)), at("2026-11-17T09:00:00Z"));
    }

    void tenSlotsADayAreTenTimes()
    {
        QSet<QTime> times;
        for (const TimeSlot &each : evenWeek(anna, 10, {}, "Etc/UTC")) {
            QVERIFY(isInWindow({}, each.time));
            times.insert(each.time);
        }
        QCOMPARE(times.size(), 10);
    }
};

QTEST_APPLESS_MAIN(TestSlotPlan)
#include "tst_slotplan.moc"
