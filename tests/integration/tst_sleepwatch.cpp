// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/sleepwatch.h"

#include "support/manualclock.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

/** The two ways to notice a sleep: logind's signal, on a real bus, and the comparison of clocks. */
class TestSleepWatch : public QObject
{
    Q_OBJECT

private:
    QProcess m_daemon;
    ManualClock m_clock;
    std::unique_ptr<SleepWatch> m_watch;

    QDBusConnection peer() { return QDBusConnection(QStringLiteral("peer")); }
    void tellOfSleep(bool begins)
    {
        QDBusMessage told = QDBusMessage::createSignal(
            QStringLiteral("/org/freedesktop/login1"),
            QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PrepareForSleep"));
        told << begins;
        QVERIFY(peer().send(told));
    }

private slots:
    void initTestCase()
    {
        qRegisterMetaType<std::chrono::milliseconds>();
        m_daemon.start(QStringLiteral("dbus-daemon"),
                       {QStringLiteral("--session"), QStringLiteral("--nofork"),
                        QStringLiteral("--print-address")});
        QVERIFY(m_daemon.waitForStarted());
        QTRY_VERIFY(m_daemon.canReadLine());
        const QByteArray address = m_daemon.readLine().trimmed();
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", address);
        QDBusConnection bus =
            QDBusConnection::connectToBus(QString::fromLatin1(address), QStringLiteral("peer"));
        QVERIFY(bus.isConnected());
        QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.login1")));
    }
    void init() { m_watch = std::make_unique<SleepWatch>(m_clock); }
    void cleanup() { m_watch.reset(); }
    void cleanupTestCase()
    {
        QDBusConnection::disconnectFromBus(QStringLiteral("peer"));
        m_daemon.terminate();
        QVERIFY(m_daemon.waitForFinished());
    }

    void theEndOfASleepIsToldAndItsLengthWithIt()
    {
        QSignalSpy awoke(m_watch.get(), &SleepWatch::awoke);
        QSignalSpy jumped(m_watch.get(), &SleepWatch::jumped);
        m_watch->start();
        tellOfSleep(true);
        m_clock.sleep(3h);
        tellOfSleep(false);
        QTRY_COMPARE(awoke.count(), 1);
        QCOMPARE(jumped.count(), 1);
        QCOMPARE(jumped.first().first().value<std::chrono::milliseconds>(), 3h);
    }

    void startingTwiceTellsOnce()
    {
        QSignalSpy awoke(m_watch.get(), &SleepWatch::awoke);
        m_watch->start();
        m_watch->start();
        tellOfSleep(false);
        // What the first one did is done when a second one has come.
        QSignalSpy jumped(m_watch.get(), &SleepWatch::jumped);
        tellOfSleep(true);
        m_clock.sleep(3h);
        tellOfSleep(false);
        QTRY_VERIFY(!jumped.isEmpty());
        QTRY_VERIFY(awoke.count() >= 2);
        QCOMPARE(awoke.count(), 2);
    }

    void theClocksTell_data()
    {
        QTest::addColumn<std::chrono::milliseconds>("passes");
        QTest::addColumn<std::chrono::milliseconds>("jumps");
        QTest::addColumn<bool>("noticed");
        using ms = std::chrono::milliseconds;
        QTest::newRow("time passes") << ms(20h) << ms(0) << false;
        QTest::newRow("a correction by the network") << ms(1h) << ms(90s) << false;
        QTest::newRow("a nap") << ms(1s) << ms(2min) << true;
        QTest::newRow("a week asleep") << ms(1s) << ms(7 * 24h) << true;
        QTest::newRow("set back") << ms(1s) << ms(-2min) << true;
        QTest::newRow("set to next year") << ms(0) << ms(365 * 24h) << true;
        QTest::newRow("and back") << ms(0) << ms(-365 * 24h) << true;
    }

    void theClocksTell()
    {
        QFETCH(std::chrono::milliseconds, passes);
        QFETCH(std::chrono::milliseconds, jumps);
        QFETCH(bool, noticed);
        QSignalSpy jumped(m_watch.get(), &SleepWatch::jumped);
        m_clock.advance(passes);
        m_clock.sleep(jumps);
        m_watch->look();
        QCOMPARE(jumped.count(), noticed ? 1 : 0);
        if (noticed)
            QCOMPARE(jumped.first().first().value<std::chrono::milliseconds>(), jumps);
        m_watch->look(); // what was told is not told again
        QCOMPARE(jumped.count(), noticed ? 1 : 0);
    }
};

QTEST_GUILESS_MAIN(TestSleepWatch)
#include "tst_sleepwatch.moc"
