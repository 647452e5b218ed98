// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/stayawake.h"

#include "core/settings.h"
#include "publisher/publisher.h"
#include "publisher/publisherlock.h"
#include "publisher/shutdownwatch.h"
#include "store/store.h"
#include "store/videostore.h"
#include "support/await.h"
#include "support/planfixture.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusUnixFileDescriptor>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <array>
#include <fcntl.h>
#include <unistd.h>

using namespace pinweek;
using namespace pinweek::test;
using std::chrono::minutes;
using std::chrono::seconds;

/** What logind does: gives a descriptor, and notices when its other end is closed. */
class FakeLogin : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

public:
    ~FakeLogin() override { close(); }
    /** Locks that were asked for, and the last one's "what" and "mode". */
    int count = 0;
    QString what;
    QString mode;

    /** True while the one who asked has not let go. */
    [[nodiscard]] bool isHeld() const
    {
        if (m_watch < 0)
            return false;
        char byte = 0;
        return ::read(m_watch, &byte, 1) < 0; // EAGAIN; 0 is the end
    }

public slots:
    QDBusUnixFileDescriptor Inhibit(const QString &whatFor, const QString & /*who*/,
                                    const QString & /*why*/, const QString &how)
    {
        ++count;
        what = whatFor;
        mode = how;
        close();
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
            return {};
        m_watch = ends[0];
        QDBusUnixFileDescriptor given(ends[1]); // a copy of its own
        ::close(ends[1]);
        return given;
    }

private:
    void close()
    {
        if (m_watch >= 0)
            ::close(m_watch);
        m_watch = -1;
    }
    int m_watch = -1;
};

class FakePower : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.UPower")
    Q_PROPERTY(bool OnBattery MEMBER onBattery)

public:
    bool onBattery = false;
};

/** interaction.md 18, against a real bus. */
class TestStayAwake : public QObject
{
    Q_OBJECT

private:
    QProcess m_daemon;
    std::unique_ptr<FakeLogin> m_login;
    std::unique_ptr<FakePower> m_power;
    std::unique_ptr<PlanFixture> m_plan;
    std::unique_ptr<StayAwake> m_awake;

    QDBusConnection peer() { return QDBusConnection(QStringLiteral("peer")); }
    void start()
    {
        m_awake =
            std::make_unique<StayAwake>(m_plan->workspace->store(), m_plan->workspace->settings(),
                                        m_plan->workspace->publisher(), m_plan->clock);
    }
    void setOnBattery(bool on)
    {
        m_power->onBattery = on;
        QDBusMessage told = QDBusMessage::createSignal(
            QStringLiteral("/org/freedesktop/UPower"),
            QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("PropertiesChanged"));
        told << QStringLiteral("org.freedesktop.UPower")
             << QVariantMap{{QStringLiteral("OnBattery"), on}} << QStringList();
        QVERIFY(peer().send(told));
    }

    void keep(const VideoCourse &course, VideoBytes bytes)
    {
        const auto kept = await<void>([&](QObject *context, Done<void> done) {
            m_plan->workspace->store().videos().keep(course, bytes, {}, context, std::move(done));
        });
        QVERIFY2(kept, kept ? "" : qPrintable(kept.error().detail));
    }

    void tellOfShutdown(bool begins)
    {
        QDBusMessage told = QDBusMessage::createSignal(
            QStringLiteral("/org/freedesktop/login1"),
            QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PrepareForShutdown"));
        told << begins;
        QVERIFY(peer().send(told));
    }

private slots:
    void initTestCase()
    {
        m_daemon.start(QStringLiteral("dbus-daemon"),
                       {QStringLiteral("--session"), QStringLiteral("--nofork"),
                        QStringLiteral("--print-address")});
        QVERIFY(m_daemon.waitForStarted());
        QTRY_VERIFY(m_daemon.canReadLine());
        const QByteArray address = m_daemon.readLine().trimmed();
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", address);
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        QDBusConnection bus =
            QDBusConnection::connectToBus(QString::fromLatin1(address), QStringLiteral("peer"));
        QVERIFY(bus.isConnected());
        QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.login1")));
        QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.UPower")));
    }
    void init()
    {
        m_login = std::make_unique<FakeLogin>();
        m_power = std::make_unique<FakePower>();
        QVERIFY(peer().registerObject(QStringLiteral("/org/freedesktop/login1"), m_login.get(),
                                      QDBusConnection::ExportAllSlots));
        QVERIFY(peer().registerObject(QStringLiteral("/org/freedesktop/UPower"), m_power.get(),
                                      QDBusConnection::ExportAllProperties));
        m_plan = std::make_unique<PlanFixture>();
    }
    void cleanup()
    {
        m_awake.reset();
        m_plan.reset();
        peer().unregisterObject(QStringLiteral("/org/freedesktop/login1"));
        peer().unregisterObject(QStringLiteral("/org/freedesktop/UPower"));
    }
    void cleanupTestCase()
    {
        QDBusConnection::disconnectFromBus(QStringLiteral("peer"));
        m_daemon.terminate();
        QVERIFY(m_daemon.waitForFinished());
    }

    void aPinWithin15MinutesHoldsALockAgainstIdleSleepOnly()
    {
        m_plan->scheduled(QStringLiteral("Soon"), 20 * 60);
        start();
        QVERIFY(!m_awake->isHeld());
        QCOMPARE(m_login->count, 0);
        m_plan->clock.advance(minutes(5));
        m_awake->update();
        QVERIFY(m_awake->isHeld());
        QTRY_VERIFY(m_login->isHeld());
        QCOMPARE(m_login->what, QStringLiteral("idle"));
        QCOMPARE(m_login->mode, QStringLiteral("block"));
        // Long due: whatever it waits for, the computer may sleep.
        m_plan->clock.advance(minutes(17));
        m_awake->update();
        QVERIFY(!m_awake->isHeld());
        QTRY_VERIFY(!m_login->isHeld());
        QCOMPARE(m_login->count, 1);
    }

    void aNewPinIsNoticedByItself()
    {
        start();
        QVERIFY(!m_awake->isHeld());
        m_plan->scheduled(QStringLiteral("Soon"), 60);
        QTRY_VERIFY(m_awake->isHeld());
        QTRY_VERIFY(m_login->isHeld());
    }

    void onBatteryPowerOnlyIfTheUserSaysSo()
    {
        m_plan->scheduled(QStringLiteral("Soon"), 60);
        start();
        QTRY_VERIFY(m_login->isHeld());
        setOnBattery(true);
        QTRY_VERIFY(!m_login->isHeld());
        m_plan->workspace->settings().setStaysAwakeOnBattery(true);
        QTRY_VERIFY(m_login->isHeld());
        m_plan->workspace->settings().setStaysAwake(false);
        QTRY_VERIFY(!m_login->isHeld());
    }

    void thePowerSourceIsAskedAtTheStart()
    {
        m_power->onBattery = true;
        m_plan->scheduled(QStringLiteral("Soon"), 60);
        start();
        QTRY_VERIFY(!m_awake->isHeld());
        QTRY_VERIFY(!m_login->isHeld());
    }

    void aPausedPublisherKeepsNobodyAwake()
    {
        m_plan->scheduled(QStringLiteral("Soon"), 60);
        start();
        QTRY_VERIFY(m_login->isHeld());
        m_plan->workspace->settings().setPublisherPaused(true);
        QTRY_VERIFY(!m_login->isHeld());
    }

    void aVideoOnItsWayHoldsItHoursAheadOfItsPin()
    {
        PublisherLock publishing(m_plan->workspace->directory());
        QVERIFY(publishing.acquire());
        const PinId film = m_plan->scheduled(QStringLiteral("Film"), 3 * 3600);
        const PinContent content = m_plan->pin(film).content;
        VideoCourse course;
        course.pin = film;
        course.account = content.account;
        course.media = content.media;
        start();
        QVERIFY(!m_awake->isHeld());
        keep(course, VideoBytes::Leaving);
        QTRY_VERIFY(m_awake->isHeld());
        QTRY_VERIFY(m_login->isHeld());
        m_plan->workspace->settings().setPublisherPaused(true);
        QTRY_VERIFY(!m_login->isHeld());
        m_plan->workspace->settings().setPublisherPaused(false);
        QTRY_VERIFY(m_login->isHeld());
        // What is left to do for it is Pinterest's.
        course.step = VideoStep::Uploaded;
        keep(course, VideoBytes::Resting);
        QTRY_VERIFY(!m_login->isHeld());
    }

    void aMachineThatGoesOffWaitsUntilItIsLetGo()
    {
        ShutdownWatch watch;
        QSignalSpy begun(&watch, &ShutdownWatch::begun);
        QSignalSpy cancelled(&watch, &ShutdownWatch::cancelled);
        watch.start();
        QTRY_VERIFY(m_login->isHeld());
        QCOMPARE(m_login->what, QStringLiteral("shutdown"));
        QCOMPARE(m_login->mode, QStringLiteral("delay"));
        tellOfShutdown(true);
        QTRY_COMPARE(begun.size(), 1);
        QVERIFY(m_login->isHeld());
        watch.letGo();
        QTRY_VERIFY(!m_login->isHeld());
        // It stays on after all, and may be switched off once more.
        tellOfShutdown(false);
        QTRY_COMPARE(cancelled.size(), 1);
        QTRY_VERIFY(m_login->isHeld());
        QCOMPARE(m_login->count, 2);
        tellOfShutdown(true);
        QTRY_COMPARE(begun.size(), 2);
    }

    void withTheProgramTheLockEnds()
    {
        m_plan->scheduled(QStringLiteral("Soon"), 60);
        start();
        QTRY_VERIFY(m_login->isHeld());
        m_awake.reset();
        QTRY_VERIFY(!m_login->isHeld());
    }
};

QTEST_GUILESS_MAIN(TestStayAwake)
#include "tst_stayawake.moc"
