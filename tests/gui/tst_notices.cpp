// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/heldupnotice.h"
#include "ui/notifier.h"
#include "ui/plansummary.h"
#include "ui/signinnotice.h"

#include "gui/guiworkspace.h"
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/planfixture.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QSignalSpy>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

/** A notification service that shows nothing and gives one number after the other. */
class Notifications : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    QList<uint> replaced;
    QList<QStringList> actions;

public slots:
    // NOLINTNEXTLINE(readability-function-size): the specification's
    uint Notify(const QString &, uint replaces, const QString &, const QString &, const QString &,
                const QStringList &offered, const QVariantMap &, int)
    {
        replaced.append(replaces);
        actions.append(offered);
        return replaces > 0 ? replaces : uint(replaced.size());
    }

signals:
    void NotificationClosed(uint id, uint reason);
};

/** What the desktop is told of besides what was published and what needs a person (design.md 3). */
class TestNotices : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void anOutageIsToldOfOnceForAllThatItHoldsUp();
    void aTroubleThatIsOverAtOnceIsNotToldOf();
    void whatIsHeldUpLaterJoinsTheOthers();
    void theNextOutageIsToldOfAgain();
    void aShortWaitForTheServerIsNotToldOf();
    void aLongWaitForTheServerIsToldOf();
    void aRefusedTokenIsNoOutage();
    void aPinThatIsCheckedIsNoFailure();
    void aPinThatCannotBeCheckedIsToldOfOnce();
    void aPinThatWasBeingCheckedBeforeIsToldOf();
    void aNotificationThatWasClosedIsNotReplaced();
    void aLostSignInIsToldOfOnce();
    void aSignInThatWasLostBeforeIsNotToldOfAgain();
    void aSignInThatEndsSoonIsToldOfOnce();

private:
    /** Long enough for the pins to fail, short for a test. */
    static constexpr std::chrono::milliseconds patience{300};
    static constexpr std::chrono::milliseconds checkPatience{1500};

    [[nodiscard]] Publisher &publisher() const { return m_plan->workspace->publisher(); }
    void watch(std::chrono::milliseconds after = patience);
    /** Waits so long for something to be told. */
    [[nodiscard]] bool isTold(std::chrono::milliseconds within) const;
    [[nodiscard]] QStringList titles() const;

    std::unique_ptr<PlanFixture> m_plan;
    std::unique_ptr<HeldUpNotice> m_notice;
    QList<QList<Pin>> m_told;
    QList<QList<Pin>> m_unclear;
    QStringList m_why;
};

void TestNotices::init()
{
    m_notice.reset();
    m_plan = std::make_unique<PlanFixture>();
    m_told.clear();
    m_unclear.clear();
    m_why.clear();
}

void TestNotices::watch(std::chrono::milliseconds after)
{
    m_notice = std::make_unique<HeldUpNotice>(*m_plan->workspace, after, checkPatience);
    connect(&publisher(), &Publisher::happened, m_notice.get(), &HeldUpNotice::happened);
    connect(&publisher(), &Publisher::stateChanged, m_notice.get(), &HeldUpNotice::stateChanged);
    connect(m_notice.get(), &HeldUpNotice::heldUp, this,
            [this](const QList<Pin> &pins, const QString &why) {
                m_told.append(pins);
                m_why.append(why);
            });
    connect(m_notice.get(), &HeldUpNotice::unclear, this,
            [this](const QList<Pin> &pins, const QString &why) {
                m_unclear.append(pins);
                m_why.append(why);
            });
    publisher().start();
}

bool TestNotices::isTold(std::chrono::milliseconds within) const
{
    return QSignalSpy(m_notice.get(), &HeldUpNotice::heldUp).wait(int(within.count()));
}

QStringList TestNotices::titles() const
{
    QStringList titles;
    for (const Pin &pin : m_told.last())
        titles.append(pin.content.title);
    return titles;
}

void TestNotices::anOutageIsToldOfOnceForAllThatItHoldsUp()
{
    m_plan->scheduled(QStringLiteral("Soup"), 0);
    m_plan->scheduled(QStringLiteral("Salad"), 0); // never tried, as it waits behind the other
    m_plan->pinterest.stop();
    watch();
    QTRY_COMPARE(m_told.size(), 1);
    QCOMPARE(titles(), (QStringList{QStringLiteral("Soup"), QStringLiteral("Salad")}));
    QVERIFY2(m_why.first().contains(QStringLiteral("can't be reached")), qPrintable(m_why.first()));
    // It is tried again and again.
    QSignalSpy happened(&publisher(), &Publisher::happened);
    for (int i = 1; i <= 3; ++i) {
        m_plan->clock.advance(20min);
        publisher().wake();
        QTRY_VERIFY(happened.size() >= i);
    }
    QVERIFY(!isTold(2 * patience));
    QCOMPARE(m_told.size(), 1);
}

void TestNotices::aTroubleThatIsOverAtOnceIsNotToldOf()
{
    const PinId pin = m_plan->scheduled(QStringLiteral("Soup"), 0);
    const quint16 port = m_plan->pinterest.port();
    m_plan->pinterest.stop();
    watch(2s);
    QSignalSpy happened(&publisher(), &Publisher::happened);
    QTRY_VERIFY(!happened.isEmpty());
    QVERIFY(m_plan->pinterest.start(port));
    m_plan->clock.advance(1min);
    publisher().wake();
    QTRY_COMPARE(m_plan->pin(pin).status, PinStatus::Published);
    QVERIFY(!isTold(2200ms));
}

void TestNotices::whatIsHeldUpLaterJoinsTheOthers()
{
    m_plan->scheduled(QStringLiteral("Soup"), 0);
    m_plan->scheduled(QStringLiteral("Salad"), 60);
    m_plan->pinterest.stop();
    watch();
    QTRY_COMPARE(m_told.size(), 1);
    QCOMPARE(titles(), QStringList{QStringLiteral("Soup")});
    m_plan->clock.advance(61s);
    publisher().wake();
    QTRY_COMPARE(m_told.size(), 2);
    QCOMPARE(titles(), (QStringList{QStringLiteral("Soup"), QStringLiteral("Salad")}));
}

void TestNotices::theNextOutageIsToldOfAgain()
{
    const PinId first = m_plan->scheduled(QStringLiteral("Soup"), 0);
    const PinId second = m_plan->scheduled(QStringLiteral("Salad"), 3600);
    const quint16 port = m_plan->pinterest.port();
    m_plan->pinterest.stop();
    watch();
    QTRY_COMPARE(m_told.size(), 1);
    QVERIFY(m_plan->pinterest.start(port));
    m_plan->clock.advance(20min);
    publisher().wake();
    QTRY_COMPARE(m_plan->pin(first).status, PinStatus::Published);
    m_plan->pinterest.stop();
    m_plan->clock.advance(1h);
    publisher().wake();
    QTRY_COMPARE(m_told.size(), 2);
    QCOMPARE(titles(), QStringList{m_plan->pin(second).content.title});
}

void TestNotices::aShortWaitForTheServerIsNotToldOf()
{
    const PinId pin = m_plan->scheduled(QStringLiteral("Soup"), 0);
    m_plan->pinterest.answerNextWith("POST", QStringLiteral("/v5/pins"), 429,
                                     {{"Retry-After", "60"}});
    watch();
    QTRY_COMPARE(m_plan->pin(pin).status, PinStatus::Failed);
    QVERIFY(!isTold(2 * patience));
    QVERIFY(m_told.isEmpty());
}

void TestNotices::aLongWaitForTheServerIsToldOf()
{
    m_plan->scheduled(QStringLiteral("Soup"), 0);
    m_plan->pinterest.answerNextWith("POST", QStringLiteral("/v5/pins"), 429,
                                     {{"Retry-After", "3600"}});
    watch();
    QTRY_COMPARE(m_told.size(), 1);
    QVERIFY2(m_why.first().contains(QStringLiteral("slower pace")), qPrintable(m_why.first()));
}

void TestNotices::aRefusedTokenIsNoOutage()
{
    const PinId pin = m_plan->scheduled(QStringLiteral("Soup"), 0);
    m_plan->pinterest.expireAccessTokens();
    watch();
    QTRY_COMPARE(m_plan->workspace->store().accounts().account(m_plan->account.id)->state,
                 AccountState::ReconnectNeeded);
    QVERIFY(!isTold(2 * patience));
    QVERIFY(m_plan->pin(pin).status != PinStatus::Published);
    QVERIFY(m_told.isEmpty());
}

/** interaction.md 15: "Checking". */
void TestNotices::aPinThatIsCheckedIsNoFailure()
{
    const PinId pin = m_plan->scheduled(QStringLiteral("Soup"), 0);
    m_plan->pinterest.dropNextAfterCommit("POST", QStringLiteral("/v5/pins"));
    watch();
    QTRY_COMPARE(m_plan->pin(pin).status, PinStatus::Unconfirmed);
    QVERIFY(!isTold(2 * patience));
    QVERIFY(m_told.isEmpty());
    QVERIFY(lastFailures(*m_plan->workspace, 5).isEmpty());
}

void TestNotices::aPinThatCannotBeCheckedIsToldOfOnce()
{
    const PinId pin = m_plan->scheduled(QStringLiteral("Soup"), 0);
    m_plan->pinterest.dropNextAfterCommit("POST", QStringLiteral("/v5/pins"));
    const quint16 port = m_plan->pinterest.port();
    watch();
    QTRY_COMPARE(m_plan->pin(pin).status, PinStatus::Unconfirmed);
    m_plan->pinterest.stop();
    QTRY_COMPARE(m_unclear.size(), 1);
    QCOMPARE(m_unclear.first().first().id, pin);
    QVERIFY2(m_why.last().startsWith(QStringLiteral("Checking")), qPrintable(m_why.last()));
    QVERIFY(!isTold(2 * checkPatience));
    QVERIFY(m_told.isEmpty());
    QCOMPARE(m_unclear.size(), 1);
    QVERIFY(m_plan->pinterest.start(port));
}

void TestNotices::aPinThatWasBeingCheckedBeforeIsToldOf()
{
    const PinId pin = m_plan->scheduled(QStringLiteral("Soup"), 0);
    m_plan->pinterest.dropNextAfterCommit("POST", QStringLiteral("/v5/pins"));
    publisher().start();
    QTRY_COMPARE(m_plan->pin(pin).status, PinStatus::Unconfirmed);
    m_plan->pinterest.stop();
    m_plan->restart();
    watch();
    QTRY_COMPARE(m_unclear.size(), 1);
}

void TestNotices::aNotificationThatWasClosedIsNotReplaced()
{
    QDBusConnection bus =
        QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("desktop"));
    Notifications desktop;
    if (!bus.isConnected() ||
        !bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop,
                            QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals) ||
        !bus.registerService(QStringLiteral("org.freedesktop.Notifications")))
        QSKIP("no session bus, or one with a notification service");
    Notifier notifier;
    const auto tell = [&notifier] {
        notifier.heldUp({}, {QStringLiteral("Soup")}, QStringLiteral("No network"));
    };
    const auto check = [&notifier] {
        notifier.unclear({}, {QStringLiteral("Cake")}, QStringLiteral("Checking"));
    };
    tell();
    QTRY_COMPARE(desktop.replaced, QList<uint>{0});
    check();
    QTRY_COMPARE(desktop.replaced, (QList<uint>{0, 0}));
    QVERIFY(desktop.actions.first().contains(QStringLiteral("again")));
    QVERIFY(!desktop.actions.last().contains(QStringLiteral("again")));
    // The answers are there once something else has been asked and answered on that connection.
    QVERIFY(QDBusConnection::sessionBus().interface()->isServiceRegistered(
        QStringLiteral("org.freedesktop.Notifications")));
    QCoreApplication::processEvents();
    tell();
    QTRY_COMPARE(desktop.replaced, (QList<uint>{0, 0, 1}));
    emit desktop.NotificationClosed(1, 2);
    emit desktop.NotificationClosed(2, 2);
    QVERIFY(QDBusConnection::sessionBus().interface()->isServiceRegistered(
        QStringLiteral("org.freedesktop.Notifications")));
    QCoreApplication::processEvents();
    tell();
    check();
    QTRY_COMPARE(desktop.replaced, (QList<uint>{0, 0, 1, 0, 0}));
    QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
}

void TestNotices::aLostSignInIsToldOfOnce()
{
    SignInNotice notice(*m_plan->workspace);
    connect(m_plan->workspace.get(), &Workspace::accountsChanged, &notice, &SignInNotice::look);
    QStringList lost;
    connect(&notice, &SignInNotice::lost, this,
            [&lost](const Account &account) { lost.append(account.username); });
    const auto put = [this](AccountState state) {
        must(await<void>([&](QObject *context, Done<void> done) {
            m_plan->workspace->store().accounts().setState(m_plan->account.id, state, context,
                                                           std::move(done));
        }));
    };
    put(AccountState::ReconnectNeeded);
    QTRY_COMPARE(lost, QStringList{m_plan->account.username});
    notice.look();
    QCOMPARE(lost.size(), 1);
    put(AccountState::Connected);
    notice.look();
    put(AccountState::ReconnectNeeded);
    QTRY_COMPARE(lost.size(), 2);
}

void TestNotices::aSignInThatWasLostBeforeIsNotToldOfAgain()
{
    m_plan->heldAccount(1, 60);
    SignInNotice notice(*m_plan->workspace);
    QSignalSpy changed(m_plan->workspace.get(), &Workspace::accountsChanged);
    bool told = false;
    connect(&notice, &SignInNotice::lost, this, [&told] { told = true; });
    notice.look();
    QVERIFY(!told);
}

void TestNotices::aSignInThatEndsSoonIsToldOfOnce()
{
    SignInNotice notice(*m_plan->workspace);
    int told = 0;
    connect(&notice, &SignInNotice::endsSoon, this, [&told] { ++told; });
    must(await<Account>([&](QObject *context, Done<Account> done) {
        m_plan->workspace->store().accounts().change(
            m_plan->account.id,
            [this](Account &account) {
                account.signInEndsAt = m_plan->clock.now() + 24h * 5;
                account.signInRenews = false;
            },
            context, std::move(done));
    }));
    notice.look();
    notice.look();
    QCOMPARE(told, 1);
}

QTEST_MAIN(TestNotices)
#include "tst_notices.moc"
