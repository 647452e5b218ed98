// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "planner/freetimeofday.h"
#include "store/slotstore.h"
#include "support/await.h"
#include "support/storetest.h"

using namespace pinweek;
using namespace pinweek::test;

/** The time that a day of the month has left for one more pin. */
class TestFreeTimeOfDay : public StoreTest
{
    Q_OBJECT

private:
    const QDate wednesday{2026, 11, 18};

    std::optional<WallTime> free(QDate day, BoardId board = {})
    {
        Settings settings(m_space->path() + QStringLiteral("/settings.ini"));
        settings.setWindow(QTime(8, 0), QTime(20, 0));
        settings.setDayCap(4); // every three hours
        return freeTimeOfDay(m_space->store(), settings, m_now, m_account, board, "Etc/UTC", day);
    }
    void take(QTime time)
    {
        m_account =
            m_space->pin(m_space->scheduledPin(WallTime{wednesday, time, "Etc/UTC"}.resolve().utc))
                .content.account;
    }

    void addSlot(QTime time, BoardId board = {})
    {
        const TimeSlot slot{{}, m_account, board, wednesday.dayOfWeek(), time, "Etc/UTC"};
        QVERIFY(await<QList<SlotId>>([&](QObject *context, auto done) {
            m_space->store().timeSlots().apply({QStringLiteral("Add"), {{slot, false}}}, context,
                                               done);
        }));
    }

    AccountId m_account;

private slots:
    void theDaysWindowIsDividedEvenly()
    {
        m_account = m_space->plan();
        QCOMPARE(free(wednesday)->time, QTime(8, 0));
        take(QTime(8, 0));
        QCOMPARE(free(wednesday)->time, QTime(11, 0));
    }

    void aDayWithTimeSlotsGivesTheNextFreeOne()
    {
        take(QTime(23, 30)); // which says whose day it is
        addSlot({10, 30});
        addSlot({16, 0});
        QCOMPARE(free(wednesday)->time, QTime(10, 30));
        take(QTime(10, 30));
        QCOMPARE(free(wednesday)->time, QTime(16, 0));
        // Full, the day still takes one more, as it was chosen.
        take(QTime(16, 0));
        QCOMPARE(free(wednesday)->time, QTime(8, 0));
        // Another day has no slots.
        QCOMPARE(free(wednesday.addDays(1))->time, QTime(8, 0));
    }

    void aBoardsOwnSlotsAreForItsPins()
    {
        m_account = m_space->addAccount();
        const BoardId board = m_space->addBoard(m_account, QStringLiteral("Recipes"));
        addSlot({10, 30});
        addSlot({17, 15}, board);
        QCOMPARE(free(wednesday)->time, QTime(10, 30));
        QCOMPARE(free(wednesday, board)->time, QTime(17, 15));
    }

    void aSlotThatHasPassedTodayIsNotFree()
    {
        m_account = m_space->addAccount();
        m_now = WallTime{wednesday, QTime(12, 0), "Etc/UTC"}.resolve().utc;
        addSlot({10, 30});
        addSlot({13, 0});
        QCOMPARE(free(wednesday)->time, QTime(13, 0));
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
