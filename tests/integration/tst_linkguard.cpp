// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "links/linkchecks.h"
#include "planner/pineditor.h"
#include "publisher/linkguard.h"
#include "publisher/publisher.h"
#include "store/linkstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/planfixture.h"
#include "support/website.h"
#include "text/texts.h"

#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using std::chrono::minutes;
using std::chrono::seconds;

/** Links that are looked at once more shortly before their pins go out. */
class TestLinkGuard : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Website> m_site;
    std::unique_ptr<PlanFixture> m_plan;

    Publisher &publisher() { return m_plan->workspace->publisher(); }
    LinkChecks &checks() { return m_plan->workspace->linkChecks(); }
    PinStatus statusOf(PinId id) { return m_plan->pin(id).status; }
    PinId pinWith(const QString &path, int secondsFromNow)
    {
        PinContent content = m_plan->content(QStringLiteral("Lemon cake"), secondsFromNow);
        content.link = m_site->address(path);
        const PinId id = m_plan->draft(content);
        must(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            m_plan->workspace->editor().schedule({id}, c, std::move(done));
        }));
        return id;
    }
    void setRule(LinkRule rule) { m_plan->workspace->settings().setLinkRule(rule); }
    void advance(seconds by)
    {
        m_plan->clock.advance(by);
        publisher().wake();
    }
    void waitForRest()
    {
        QSignalSpy idle(&publisher(), &Publisher::idle);
        publisher().wake();
        QVERIFY(idle.wait());
    }
    QList<BrokenLink> listed()
    {
        return must(m_plan->workspace->store().links().broken(m_plan->clock.now()));
    }

private slots:
    void init()
    {
        m_site = std::make_unique<Website>();
        m_site->answer("/cake", 200);
        m_plan = std::make_unique<PlanFixture>();
        m_plan->links.gap = std::chrono::milliseconds(0);
        m_plan->links.alsoAllowed = {QHostAddress(QHostAddress::LocalHost)};
        m_plan->reopen();
    }
    void cleanup()
    {
        m_plan.reset();
        m_site.reset();
    }

    void aLinkIsLookedAtTenMinutesAheadAndNotBefore()
    {
        const PinId id = pinWith(QStringLiteral("/cake"), 1200);
        publisher().start();
        waitForRest();
        QCOMPARE(m_site->requests().size(), 0);
        advance(minutes(9));
        waitForRest();
        QCOMPARE(m_site->requests().size(), 0);
        advance(minutes(1));
        QTRY_COMPARE(m_site->lines(), QList<QByteArray>{"HEAD /cake"});
        QTRY_COMPARE(checks().left(), 0);
        QCOMPARE(checks().report(m_plan->pin(id).content.link)->verdict, LinkVerdict::Good);
        advance(minutes(10));
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        // It was fresh enough: it is not asked for twice.
        QCOMPARE(m_site->requests().size(), 1);
        QVERIFY(listed().isEmpty());
    }

    void withWarningABrokenLinkIsListedAndThePinGoesOut()
    {
        const PinId id = pinWith(QStringLiteral("/gone"), 300);
        publisher().start();
        QTRY_COMPARE(listed().size(), 1);
        QCOMPARE(listed().first().pin.id, id);
        QCOMPARE(statusOf(id), PinStatus::Scheduled);
        advance(minutes(5));
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        // Its page can still be mended.
        QCOMPARE(listed().size(), 1);
    }

    void withWarningNoPinWaitsForASlowSite()
    {
        m_site->hang("/slow");
        const PinId id = pinWith(QStringLiteral("/slow"), 0);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QVERIFY(checks().isChecking(m_plan->pin(id).content.link));
    }

    void withHoldingABrokenLinkKeepsThePin()
    {
        setRule(LinkRule::Hold);
        const PinId id = pinWith(QStringLiteral("/gone"), 300);
        const PinId good = pinWith(QStringLiteral("/cake"), 300);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
        QCOMPARE(m_plan->pin(id).lastError->kind, ErrorKind::BrokenLink);
        QVERIFY(problemText(m_plan->pin(id)).contains(QLatin1String("link is broken")));
        advance(minutes(5));
        QTRY_COMPARE(statusOf(good), PinStatus::Published);
        QCOMPARE(statusOf(id), PinStatus::Blocked);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }

    void aPinLetGoAgainIsLookedAtAnew()
    {
        setRule(LinkRule::Hold);
        const PinId id = pinWith(QStringLiteral("/gone"), 300);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
        m_site->answer("/gone", 200); // mended
        must(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            m_plan->workspace->editor().schedule({id}, c, std::move(done));
        }));
        QTRY_COMPARE(checks().report(m_plan->pin(id).content.link)->verdict, LinkVerdict::Good);
        advance(minutes(5));
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
    }

    void anAcceptedLinkHoldsNoPin()
    {
        setRule(LinkRule::Hold);
        const PinId id = pinWith(QStringLiteral("/gone"), 300);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
        must(await<void>([&](QObject *c, Done<void> done) {
            m_plan->workspace->store().links().accept(m_plan->pin(id).content.link, c,
                                                      std::move(done));
        }));
        must(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            m_plan->workspace->editor().schedule({id}, c, std::move(done));
        }));
        advance(minutes(5));
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QVERIFY(listed().isEmpty());
    }

    void withHoldingADuePinWaitsForASlowSiteAndNoLonger()
    {
        m_plan->links.idle = std::chrono::milliseconds(300);
        m_plan->reopen();
        setRule(LinkRule::Hold);
        m_site->hang("/slow");
        const PinId id = pinWith(QStringLiteral("/slow"), 0);
        const PinId good = pinWith(QStringLiteral("/cake"), 0);
        QSignalSpy idle(&publisher(), &Publisher::idle);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
        QTRY_COMPARE(statusOf(good), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
        // Somebody who waits until all is done is not told so while a pin waits for its link.
        QTRY_VERIFY(!idle.isEmpty());
        QCOMPARE(statusOf(id), PinStatus::Blocked);
    }

    void offLooksAtNothing()
    {
        setRule(LinkRule::Off);
        const PinId id = pinWith(QStringLiteral("/gone"), 0);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_site->connections(), 0);
    }

    void onThisComputerNothingIsLookedAtByItself()
    {
        m_plan->links.alsoAllowed.clear();
        m_plan->reopen();
        setRule(LinkRule::Hold);
        const PinId id = pinWith(QStringLiteral("/gone"), 0);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_site->connections(), 0);
    }
};

QTEST_GUILESS_MAIN(TestLinkGuard)

#include "tst_linkguard.moc"
