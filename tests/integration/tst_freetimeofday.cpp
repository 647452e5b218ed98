// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "planner/freetimeofday.h"
#include "support/storetest.h"

using namespace pinweek;
using namespace pinweek::test;

/** The time that a day of the month has left for one more pin. */
class TestFreeTimeOfDay : public StoreTest
{
    Q_OBJECT

private:
    const QDate wednesday{2026, 11, 18};

    std::optional<WallTime> free(QDate day, const QList<UtcTime> &alsoTaken = {})
    {
        Settings settings(m_space->path() + QStringLiteral("/settings.ini"));
        settings.setWindow(QTime(8, 0), QTime(20, 0));
        settings.setDayCap(4); // every three hours
        return freeTimeOfDay(m_space->store(), settings, m_now, m_account, "Etc/UTC", day,
                             alsoTaken);
    }
    void take(QTime time)
    {
        m_account =
            m_space->pin(m_space->scheduledPin(WallTime{wednesday, time, "Etc/UTC"}.resolve().utc))
                .content.account;
    }

    AccountId m_account;

private slots:
    void theDaysWindowIsDividedEvenly()
    {
        m_account = m_space->plan();
        QCOMPARE(free(wednesday)->time, QTime(8, 0));
        take(QTime(8, 0));
        QCOMPARE(free(wednesday)->time, QTime(11, 0));
        QCOMPARE(
            free(wednesday, {WallTime{wednesday, QTime(11, 0), "Etc/UTC"}.resolve().utc})->time,
            QTime(14, 0));
    }

    void aDayOverItsCapStillTakesOneMore()
    {
        for (const int hour : {8, 11, 14, 17})
            take(QTime(hour, 0));
        const auto at = free(wednesday);
        QVERIFY(at);
        QCOMPARE(at->date, wednesday);
        QVERIFY(at->time > QTime(8, 0) && at->time < QTime(20, 0));
    }

    void aDayThatIsOverHasNone()
    {
        m_account = m_space->plan();
        const QDate today = WallTime::fromUtc(m_now, "Etc/UTC").date;
        QVERIFY(!free(today.addDays(-1)));
        const auto at = free(today);
        QVERIFY(at && at->resolve().utc >= m_now);
        // In the evening, after the window, the rest of the day is left.
        m_now = WallTime{today, QTime(22, 0), "Etc/UTC"}.resolve().utc;
        QVERIFY(free(today)->time >= QTime(22, 0));
    }
};

QTEST_GUILESS_MAIN(TestFreeTimeOfDay)
#include "tst_freetimeofday.moc"
