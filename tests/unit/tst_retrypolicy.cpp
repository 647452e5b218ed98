// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/retrypolicy.h"

#include <QTest>

#include <cmath>

using namespace pinweek;
using std::chrono::seconds;

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private:
    static Error error(ErrorKind kind, Delivery delivery)
    {
        Error e;
        e.kind = kind;
        e.delivery = delivery;
        return e;
    }

private slots:
    void followsTheTableOfAnswers_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<Delivery>("delivery");
        QTest::addColumn<AfterError>("what");
        QTest::addColumn<bool>("holdAccount");
        QTest::addColumn<bool>("reconnect");
        QTest::addColumn<int>("apiCode");
        QTest::addColumn<QString>("pause");
        const auto row = [](const char *name, ErrorKind kind, Delivery delivery, AfterError what,
                            bool hold, bool reconnect, const char *pause = "", int code = 0) {
            QTest::newRow(name) << kind << delivery << what << hold << reconnect << code
                                << QString::fromLatin1(pause);
        };
        row("no network", ErrorKind::Offline, Delivery::NotSent, AfterError::TryAgain, true, false);
        row("bad certificate", ErrorKind::Tls, Delivery::NotSent, AfterError::TryAgain, true,
            false);
        row("answer lost", ErrorKind::Offline, Delivery::MaybeSent, AfterError::Settle, false,
            false);
        row("5xx", ErrorKind::Server, Delivery::MaybeSent, AfterError::Settle, false, false);
        row("400", ErrorKind::Rejected, Delivery::Answered, AfterError::Block, false, false);
        row("401", ErrorKind::Unauthorized, Delivery::Answered, AfterError::TryAgain, true, true);
        row("401 code 3", ErrorKind::Forbidden, Delivery::Answered, AfterError::Block, false, false,
            "permission", 3);
        row("401 code 7", ErrorKind::Forbidden, Delivery::Answered, AfterError::Block, false, false,
            "", 7);
        row("403", ErrorKind::Forbidden, Delivery::Answered, AfterError::Block, false, false);
        row("403 code 29", ErrorKind::AccessTier, Delivery::Answered, AfterError::Block, false,
            false, "access_tier");
        row("renewing the token failed", ErrorKind::Server, Delivery::Answered,
            AfterError::TryAgain, true, false);
        row("404", ErrorKind::NotFound, Delivery::Answered, AfterError::Block, false, false);
        row("409", ErrorKind::Conflict, Delivery::Answered, AfterError::TryAgain, false, false);
        row("429", ErrorKind::RateLimited, Delivery::Answered, AfterError::TryAgain, false, false,
            "rate_limit");
        row("spam", ErrorKind::Spam, Delivery::Answered, AfterError::Block, false, false, "spam");
        row("keychain locked", ErrorKind::Keychain, Delivery::NotSent, AfterError::TryAgain, true,
            false);
    }

    void followsTheTableOfAnswers()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(Delivery, delivery);
        QFETCH(AfterError, what);
        QFETCH(bool, holdAccount);
        QFETCH(bool, reconnect);
        QFETCH(int, apiCode);
        QFETCH(QString, pause);
        Error answer = error(kind, delivery);
        answer.apiCode = apiCode;
        const RetryDecision decision = decideAfter(answer, 1, 0.5);
        QCOMPARE(decision.what, what);
        QCOMPARE(decision.pause ? pauseReasonName(*decision.pause) : QString(), pause);
        QCOMPARE(decision.holdAccount, holdAccount);
        QCOMPARE(decision.reconnect, reconnect);
        QCOMPARE(decision.wait.count() > 0, what == AfterError::TryAgain);
    }

    void theServersOwnWaitIsKept()
    {
        Error limited = error(ErrorKind::RateLimited, Delivery::Answered);
        limited.retryAfter = seconds(1234);
        QCOMPARE(decideAfter(limited, 7, 0.9).wait, seconds(1234));
    }

    void aRefusalWithAnotherTokenAtHandIsFollowedByOneMoreTryAtOnce()
    {
        Error refused = error(ErrorKind::Unauthorized, Delivery::Answered);
        refused.retryAfter = seconds(0);
        const RetryDecision decision = decideAfter(refused, 1, 0.5);
        QCOMPARE(decision.what, AfterError::TryAgain);
        QCOMPARE(decision.wait, seconds(0));
        QVERIFY(!decision.holdAccount && !decision.reconnect);
    }

    void waitsGrowAndStayBelowTheirLimit()
    {
        const Error offline = error(ErrorKind::Offline, Delivery::NotSent);
        QVERIFY(decideAfter(offline, 1, 1).wait < decideAfter(offline, 4, 1).wait);
        for (int attempts : {20, 60, 1000})
            QVERIFY(decideAfter(offline, attempts, 1).wait <= seconds(600));
        QVERIFY(decideAfter(offline, 1, 0).wait >= seconds(1));
    }

    void waitsAreSpreadOverAllOfTheirLength_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<Delivery>("delivery");
        QTest::addColumn<int>("tries");
        QTest::addColumn<int>("least"); // seconds
        QTest::addColumn<int>("most");
        QTest::newRow("no network") << ErrorKind::Offline << Delivery::NotSent << 1 << 1 << 15;
        QTest::newRow("no network, the fourth time")
            << ErrorKind::Offline << Delivery::NotSent << 4 << 1 << 120;
        QTest::newRow("429 without a word of when")
            << ErrorKind::RateLimited << Delivery::Answered << 2 << 5 << 120;
        QTest::newRow("409") << ErrorKind::Conflict << Delivery::Answered << 3 << 6 << 45;
    }

    void waitsAreSpreadOverAllOfTheirLength()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(Delivery, delivery);
        QFETCH(int, tries);
        QFETCH(int, least);
        QFETCH(int, most);
        const auto wait = [&](double chance) {
            return int(decideAfter(error(kind, delivery), tries, chance).wait.count());
        };
        QCOMPARE(wait(0), least);
        QCOMPARE(wait(1), most);
        const int fixed = kind == ErrorKind::Conflict ? 5 : 0;
        QCOMPARE(wait(0.25), fixed + int(std::lround((most - fixed) * 0.25)));
        QCOMPARE(wait(0.5), fixed + int(std::lround((most - fixed) * 0.5)));
    }

    void aPinThatTwoLooksDidNotFindIsSpreadTheSameWay()
    {
        QCOMPARE(waitAfterAbsence(1, 1), std::optional(seconds(0)));
        QCOMPARE(waitAfterAbsence(3, 0), std::optional(seconds(1)));
        QCOMPARE(waitAfterAbsence(3, 0.5), std::optional(seconds(60)));
        QCOMPARE(waitAfterAbsence(3, 1), std::optional(seconds(120)));
        QCOMPARE(waitAfterAbsence(5, 1), std::optional<seconds>());
    }

    void aConflictThatStaysNeedsAPerson()
    {
        const Error conflict = error(ErrorKind::Conflict, Delivery::Answered);
        QCOMPARE(decideAfter(conflict, 4, 0.5).what, AfterError::TryAgain);
        QCOMPARE(decideAfter(conflict, 5, 0.5).what, AfterError::Block);
    }
};

QTEST_APPLESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
