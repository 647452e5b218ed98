// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/walltime.h"
#include "model/usualhours.h"

#include <QTest>

using namespace pinweek;
using namespace std::chrono_literals;

/** What a computer's past says about its hours. */
class TestUsualHours : public QObject
{
    Q_OBJECT

private:
    static UtcTime local(QDate date, QTime time, const QByteArray &zone)
    {
        return WallTime{date, time, zone}.resolve().utc;
    }
    /** On from Monday to Friday, nine to five by the clock on the wall; the last day is `until`. */
    static QList<AwakeSpan> officeHours(QDate until, int days, const QByteArray &zone)
    {
        QList<AwakeSpan> spans;
        for (QDate day = until.addDays(1 - days); day <= until; day = day.addDays(1)) {
            if (day.dayOfWeek() <= Qt::Friday)
                spans += AwakeSpan{local(day, {9, 0}, zone), local(day, {17, 0}, zone)};
        }
        return spans;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void hoursOfTheWeekAreToldApart_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QDate>("until");
        // In each a clock change lies within the weeks that are looked at, or right before a plan.
        QTest::newRow("Kolkata, no change") << QByteArray("Asia/Kolkata") << QDate(2026, 11, 20);
        QTest::newRow("Berlin, autumn") << QByteArray("Europe/Berlin") << QDate(2026, 11, 13);
        QTest::newRow("Berlin, spring") << QByteArray("Europe/Berlin") << QDate(2026, 4, 10);
        QTest::newRow("Berlin, the day before")
            << QByteArray("Europe/Berlin") << QDate(2026, 10, 23);
        QTest::newRow("New York, autumn") << QByteArray("America/New_York") << QDate(2026, 11, 13);
        QTest::newRow("New York, spring") << QByteArray("America/New_York") << QDate(2026, 3, 20);
        QTest::newRow("Lord Howe, half an hour")
            << QByteArray("Australia/Lord_Howe") << QDate(2026, 4, 17);
    }
    void hoursOfTheWeekAreToldApart()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QDate, until);
        const UsualHours hours(officeHours(until, 35, zone), zone, local(until, {17, 0}, zone));
        // Planned for the weeks to come, on both sides of a change.
        for (const int week : {0, 1, 2, 40}) {
            for (int ahead = 1; ahead <= 7; ++ahead) {
                const QDate day = until.addDays(7 * week + ahead);
                const bool isOffice = day.dayOfWeek() <= Qt::Friday;
                for (const QTime on : {QTime(9, 0), QTime(12, 7), QTime(16, 59)})
                    QCOMPARE(hours.isUsuallyOff(local(day, on, zone)), !isOffice);
                for (const QTime off : {QTime(0, 0), QTime(8, 44), QTime(17, 15), QTime(23, 59)})
                    QVERIFY(hours.isUsuallyOff(local(day, off, zone)));
            }
        }
    }

    void theSkippedAndTheRepeatedHourAreHoursLikeOthers_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QDate>("change");
        QTest::newRow("Berlin, gap") << QByteArray("Europe/Berlin") << QDate(2026, 3, 29);
        QTest::newRow("Berlin, repeat") << QByteArray("Europe/Berlin") << QDate(2026, 10, 25);
        QTest::newRow("New York, gap") << QByteArray("America/New_York") << QDate(2026, 3, 8);
        QTest::newRow("New York, repeat") << QByteArray("America/New_York") << QDate(2026, 11, 1);
        QTest::newRow("Lord Howe, gap") << QByteArray("Australia/Lord_Howe") << QDate(2026, 10, 4);
        QTest::newRow("Lord Howe, repeat")
            << QByteArray("Australia/Lord_Howe") << QDate(2026, 4, 5);
    }
    void theSkippedAndTheRepeatedHourAreHoursLikeOthers()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QDate, change);
        // Always on but for each Sunday's night; the change is one of these Sundays.
        QList<AwakeSpan> nightsOff;
        QList<AwakeSpan> nightsOn;
        for (int week = -3; week <= 1; ++week) {
            const QDate sunday = change.addDays(7 * week);
            nightsOff += AwakeSpan{local(sunday.addDays(-6), {4, 0}, zone),
                                   local(sunday.addDays(-1), {23, 0}, zone)};
            nightsOn +=
                AwakeSpan{local(sunday, {0, 0}, zone), local(sunday.addDays(1), {0, 0}, zone)};
        }
        const QDate next = change.addDays(14);
        const UtcTime now = local(change.addDays(9), {12, 0}, zone);
        for (const QTime night : {QTime(1, 30), QTime(2, 0), QTime(2, 15), QTime(2, 45)}) {
            QVERIFY(UsualHours(nightsOff, zone, now).isUsuallyOff(local(next, night, zone)));
            QVERIFY(!UsualHours(nightsOn, zone, now).isUsuallyOff(local(next, night, zone)));
        }
    }

    void withTooLittleHistoryNothingIsSaid_data()
    {
        QTest::addColumn<int>("days");
        QTest::addColumn<bool>("known");
        QTest::newRow("nothing") << 0 << false;
        QTest::newRow("a day") << 1 << false;
        QTest::newRow("thirteen days") << 13 << false;
        QTest::newRow("fifteen days") << 15 << true;
    }
    void withTooLittleHistoryNothingIsSaid()
    {
        QFETCH(int, days);
        QFETCH(bool, known);
        const QDate friday(2026, 11, 20);
        const UsualHours hours(officeHours(friday, days, "Etc/UTC"), "Etc/UTC",
                               local(friday, {17, 0}, "Etc/UTC"));
        QCOMPARE(hours.isUsuallyOff(local(friday.addDays(7), {20, 0}, "Etc/UTC")), known);
        QVERIFY(!UsualHours().isUsuallyOff(local(friday, {20, 0}, "Etc/UTC")));
    }

    void itFollowsNewHabits()
    {
        const QDate friday(2026, 11, 20);
        QList<AwakeSpan> spans = officeHours(friday, 42, "Etc/UTC");
        const UtcTime now = local(friday, {23, 0}, "Etc/UTC");
        const UtcTime evening = local(friday.addDays(7), {20, 0}, "Etc/UTC");
        QVERIFY(UsualHours(spans, "Etc/UTC", now).isUsuallyOff(evening));
        for (const int week : {0, 1, 2}) { // of six
            const QDate day = friday.addDays(-7 * week);
            QVERIFY(UsualHours(spans, "Etc/UTC", now).isUsuallyOff(evening));
            spans += AwakeSpan{local(day, {19, 0}, "Etc/UTC"), local(day, {21, 0}, "Etc/UTC")};
        }
        QVERIFY(!UsualHours(spans, "Etc/UTC", now).isUsuallyOff(evening));
    }

    void aHolidayIsNoHabit()
    {
        const QDate friday(2026, 11, 20);
        QList<AwakeSpan> spans = officeHours(friday, 42, "Etc/UTC");
        const UtcTime away = local(friday.addDays(-25), {0, 0}, "Etc/UTC");
        const UtcTime back = local(friday.addDays(-4), {0, 0}, "Etc/UTC");
        spans.removeIf(
            [away, back](const AwakeSpan &span) { return span.from >= away && span.from < back; });
        const UsualHours hours(spans, "Etc/UTC", local(friday, {17, 0}, "Etc/UTC"));
        for (int day = 3; day <= 7; ++day) // Monday to Friday
            QVERIFY(!hours.isUsuallyOff(local(friday.addDays(day), {12, 0}, "Etc/UTC")));
        QVERIFY(hours.isUsuallyOff(local(friday.addDays(3), {20, 0}, "Etc/UTC")));
    }

    void oneSecondOfAShortRunIsEnoughForItsQuarterOfAnHour()
    {
        // As a timer that runs "pinweekctl publish" each quarter of an hour.
        QList<AwakeSpan> spans;
        const UtcTime now = local({2026, 11, 20}, {12, 0}, "Etc/UTC");
        for (UtcTime at = now - 30 * 24h; at < now; at += 15min)
            spans += AwakeSpan{at + 3s, at + 4s};
        const UsualHours hours(spans, "Etc/UTC", now);
        for (UtcTime at = now; at < now + 7 * 24h; at += 5min)
            QVERIFY(!hours.isUsuallyOff(at));
    }

    void whatAWrongClockLeftCountsNot()
    {
        const QDate friday(2026, 11, 20);
        const UtcTime now = local(friday, {17, 0}, "Etc/UTC");
        QList<AwakeSpan> spans = officeHours(friday, 35, "Etc/UTC");
        spans += AwakeSpan{now + 365 * 24h, now + 366 * 24h};
        spans += AwakeSpan{now - 1h, now - 2h};
        spans += AwakeSpan{now - 1h, now + 365 * 24h}; // ends with now
        const UsualHours hours(spans, "Etc/UTC", now);
        QVERIFY(hours.isUsuallyOff(local(friday.addDays(7), {20, 0}, "Etc/UTC")));
        QVERIFY(!hours.isUsuallyOff(local(friday.addDays(7), {12, 0}, "Etc/UTC")));
    }
};

QTEST_GUILESS_MAIN(TestUsualHours)
#include "tst_usualhours.moc"
