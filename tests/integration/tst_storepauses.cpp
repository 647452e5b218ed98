// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pausestore.h"
#include "support/storetest.h"

#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

/** Pauses of accounts, what ends them, and requests that never left (protocols.md 1.B, G). */
class TestStorePauses : public StoreTest
{
    Q_OBJECT

private slots:
    void aPauseOutlivesARestartAndEndsWithItsTime();
    void aPauseIsToldAsAChangeOfItsAccount();
    void aWaitForAPersonIsNotReplacedByAShorterOne();
    void aClockSetBackDoesNotMakeAPauseLonger();
    void goingOnFreesPinsThatHaveNothingWrong_data();
    void goingOnFreesPinsThatHaveNothingWrong();
    void goingOnForOtherReasonsLeavesThePause();
    void aPauseGoesWithItsAccount();
    void whatNeverLeftCountsNowhere();
    void pinsThatCouldNotBeSentAreTriedWhenTheNetworkIsBack();
    void answersAreCountedInARow();

private:
    [[nodiscard]] PauseStore &pauses() const { return m_space->store().pauses(); }
    [[nodiscard]] QList<AccountPause> now() const
    {
        return must(pauses().pauses(m_space->clock.now()));
    }
    AccountPause pause(AccountId account, PauseReason reason,
                       std::optional<std::chrono::seconds> wait = std::nullopt)
    {
        AccountPause made{account, reason, m_space->clock.now(), std::nullopt,
                          QStringLiteral("slow down")};
        if (wait)
            made.until = m_space->clock.now() + *wait;
        must(await<void>([&](QObject *c, auto done) { pauses().pause(made, c, done); }));
        return made;
    }
    int goOn(AccountId account, const QSet<PauseReason> &reasons = {})
    {
        return must(
            await<int>([&](QObject *c, auto done) { pauses().goOn(account, reasons, c, done); }));
    }
    PinId ended(const PinError &error, PinStatus status)
    {
        const PinId id = m_space->scheduledPin(m_now);
        const AttemptId attempt = must(m_space->claim(id));
        must(await<void>([&](QObject *c, auto done) {
            if (status == PinStatus::Blocked)
                m_space->pins().markBlocked(attempt, error, c, done);
            else
                m_space->pins().markFailed(attempt, error, m_now + 600s, c, done);
        }));
        return id;
    }
};

void TestStorePauses::aPauseOutlivesARestartAndEndsWithItsTime()
{
    const AccountId anna = m_space->addAccount();
    const AccountPause made = pause(anna, PauseReason::RateLimit, 600s);
    QCOMPARE(now(), QList{made});
    m_space->reopen();
    QCOMPARE(now(), QList{made});
    m_space->clock.advance(599s);
    QCOMPARE(now().size(), 1);
    m_space->clock.advance(1s);
    QVERIFY(now().isEmpty());
}

void TestStorePauses::aPauseIsToldAsAChangeOfItsAccount()
{
    const AccountId anna = m_space->addAccount();
    QSet<AccountId> told;
    connect(&m_space->store(), &Store::changed, this,
            [&told](const ChangeSet &changes) { told.unite(changes.accounts); });
    pause(anna, PauseReason::Spam);
    QVERIFY(told.contains(anna));
    told.clear();
    goOn(anna);
    QVERIFY(told.contains(anna));
    QVERIFY(now().isEmpty());
}

void TestStorePauses::aWaitForAPersonIsNotReplacedByAShorterOne()
{
    const AccountId anna = m_space->addAccount();
    pause(anna, PauseReason::RateLimit, 60s);
    const AccountPause spam = pause(anna, PauseReason::Spam);
    QCOMPARE(now(), QList{spam});
    pause(anna, PauseReason::RateLimit, 60s);
    QCOMPARE(now(), QList{spam});
    m_space->clock.advance(std::chrono::hours(24 * 365));
    QCOMPARE(now(), QList{spam});
}

void TestStorePauses::aClockSetBackDoesNotMakeAPauseLonger()
{
    const AccountId anna = m_space->addAccount();
    pause(anna, PauseReason::RateLimit, 600s);
    m_space->clock.advance(-std::chrono::hours(24 * 365));
    QVERIFY(now().isEmpty());
}

void TestStorePauses::goingOnFreesPinsThatHaveNothingWrong_data()
{
    QTest::addColumn<PauseReason>("reason");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<int>("http");
    QTest::addColumn<PinStatus>("before");
    QTest::addColumn<PinStatus>("after");
    QTest::newRow("trial access") << PauseReason::AccessTier << ErrorKind::AccessTier << 403
                                  << PinStatus::Blocked << PinStatus::Scheduled;
    QTest::newRow("missing permission") << PauseReason::Permission << ErrorKind::Forbidden << 401
                                        << PinStatus::Blocked << PinStatus::Scheduled;
    QTest::newRow("someone else's board") << PauseReason::Permission << ErrorKind::Forbidden << 403
                                          << PinStatus::Blocked << PinStatus::Blocked;
    QTest::newRow("spam") << PauseReason::Spam << ErrorKind::Spam << 429 << PinStatus::Blocked
                          << PinStatus::Blocked;
    QTest::newRow("rate limit") << PauseReason::RateLimit << ErrorKind::RateLimited << 429
                                << PinStatus::Failed << PinStatus::Failed;
}

void TestStorePauses::goingOnFreesPinsThatHaveNothingWrong()
{
    QFETCH(PauseReason, reason);
    QFETCH(ErrorKind, kind);
    QFETCH(int, http);
    QFETCH(PinStatus, before);
    QFETCH(PinStatus, after);
    const PinId id = ended({kind, QStringLiteral("words"), http, http == 401 ? 3 : 0}, before);
    pause(m_space->pin(id).content.account, reason,
          reason == PauseReason::RateLimit ? std::optional(600s) : std::nullopt);
    m_space->clock.advance(5s);
    const bool isFreed = before != after || before == PinStatus::Failed;
    QCOMPARE(goOn(m_space->pin(id).content.account), isFreed ? 1 : 0);
    const Pin pin = m_space->pin(id);
    QCOMPARE(pin.status, after);
    QCOMPARE(pin.lastError.has_value(), after != PinStatus::Scheduled);
    if (before == PinStatus::Failed)
        QCOMPARE(pin.nextAttemptAt, std::optional(m_space->clock.now()));
    QVERIFY(now().isEmpty());
}

void TestStorePauses::goingOnForOtherReasonsLeavesThePause()
{
    const AccountId anna = m_space->addAccount();
    const AccountPause spam = pause(anna, PauseReason::Spam);
    goOn(anna, {PauseReason::AccessTier, PauseReason::Permission});
    QCOMPARE(now(), QList{spam});
}

void TestStorePauses::aPauseGoesWithItsAccount()
{
    const AccountId anna = m_space->addAccount();
    pause(anna, PauseReason::Spam);
    must(await<void>(
        [&](QObject *c, auto done) { m_space->store().accounts().remove(anna, c, done); }));
    QVERIFY(now().isEmpty());
    const Result<void> late = await<void>([&](QObject *c, auto done) {
        pauses().pause({anna, PauseReason::Spam, m_now, std::nullopt, {}}, c, done);
    });
    QVERIFY(!late);
    QCOMPARE(late.error().kind, ErrorKind::NotFound);
}

void TestStorePauses::whatNeverLeftCountsNowhere()
{
    const PinId id = m_space->scheduledPin(m_now);
    const AttemptId attempt = must(m_space->claim(id));
    QCOMPARE(m_space->pin(id).attempts, 1);
    must(await<void>([&](QObject *c, auto done) {
        m_space->pins().markNotSent(attempt, {ErrorKind::Offline, QStringLiteral("no way"), 0, 0},
                                    m_now + 15s, c, done);
    }));
    const Pin pin = m_space->pin(id);
    QCOMPARE(pin.status, PinStatus::Failed);
    QCOMPARE(pin.attempts, 0);
    QCOMPARE(pin.nextAttemptAt, std::optional(m_now + 15s));
}

void TestStorePauses::pinsThatCouldNotBeSentAreTriedWhenTheNetworkIsBack()
{
    const PinId offline = ended({ErrorKind::Offline, {}, 0, 0}, PinStatus::Failed);
    m_space->clock.advance(1s);
    const PinId limited = ended({ErrorKind::RateLimited, {}, 429, 8}, PinStatus::Failed);
    const int tried =
        must(await<int>([&](QObject *c, auto done) { m_space->pins().retryUnreached(c, done); }));
    QCOMPARE(tried, 1);
    QCOMPARE(m_space->pin(offline).nextAttemptAt, std::optional(m_space->clock.now()));
    QCOMPARE(m_space->pin(limited).nextAttemptAt, std::optional(m_now + 600s));
}

void TestStorePauses::answersAreCountedInARow()
{
    const PinId id = m_space->scheduledPin(m_now);
    const auto answered = [&](ErrorKind kind, int http, bool sent) {
        const AttemptId attempt = must(m_space->claim(id));
        must(await<void>([&](QObject *c, auto done) {
            const PinError error{kind, {}, http, 0};
            if (sent)
                m_space->pins().markFailed(attempt, error, m_now, c, done);
            else
                m_space->pins().markNotSent(attempt, error, m_now, c, done);
        }));
    };
    QCOMPARE(must(m_space->pins().answersInARow(id, 409)), 0);
    answered(ErrorKind::Conflict, 409, true);
    answered(ErrorKind::RateLimited, 429, true);
    QCOMPARE(must(m_space->pins().answersInARow(id, 409)), 0);
    answered(ErrorKind::Conflict, 409, true);
    answered(ErrorKind::Offline, 0, false); // no answer at all
    answered(ErrorKind::Conflict, 409, true);
    QCOMPARE(must(m_space->pins().answersInARow(id, 409)), 2);
    QCOMPARE(must(m_space->pins().answersInARow(id, 429)), 0);
}

QTEST_GUILESS_MAIN(TestStorePauses)
#include "tst_storepauses.moc"
