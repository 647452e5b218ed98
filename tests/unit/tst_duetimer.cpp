// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/duetimer.h"

#include "core/clock.h"

#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using std::chrono::milliseconds;

class TestDueTimer : public QObject
{
    Q_OBJECT

private slots:
    void firesNotBeforeItsTime()
    {
        const SystemClock clock;
        DueTimer timer(clock);
        QSignalSpy due(&timer, &DueTimer::due);
        const UtcMillis at = clock.nowMillis() + milliseconds(120);
        timer.arm(at);
        QVERIFY(due.wait(2000));
        QVERIFY(clock.nowMillis() >= at);
        QVERIFY(!timer.isArmed());
        QCOMPARE(due.count(), 1);
    }

    void aPastTimeFiresAtOnce()
    {
        const SystemClock clock;
        DueTimer timer(clock);
        QSignalSpy due(&timer, &DueTimer::due);
        timer.arm(clock.nowMillis() - milliseconds(5000));
        QVERIFY(due.wait(500));
    }

    void aMomentInAYearStaysArmed()
    {
        // A plain QTimer of more than 24.8 days overflows and fires at once or never.
        const SystemClock clock;
        DueTimer timer(clock);
        QSignalSpy due(&timer, &DueTimer::due);
        timer.arm(clock.nowMillis() + std::chrono::hours(24 * 365));
        QVERIFY(!due.wait(50));
        QVERIFY(timer.isArmed());
    }

    void disarmedItIsSilent()
    {
        const SystemClock clock;
        DueTimer timer(clock);
        QSignalSpy due(&timer, &DueTimer::due);
        timer.arm(clock.nowMillis() + milliseconds(30));
        timer.disarm();
        QVERIFY(!due.wait(80));
    }
};

QTEST_GUILESS_MAIN(TestDueTimer)
#include "tst_duetimer.moc"
