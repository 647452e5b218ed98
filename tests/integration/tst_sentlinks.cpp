// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/pineditor.h"
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/utmstore.h"
#include "support/await.h"
#include "support/planfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using std::chrono::seconds;

/** Links with the tags of a recipe, on their way to Pinterest: fixed when they are sent, and known
 * again when the answer gets lost. */
class TestSentLinks : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PlanFixture> m_plan;

    Publisher &publisher() { return m_plan->workspace->publisher(); }
    UtmStore &utm() { return m_plan->workspace->store().utm(); }
    PinStatus statusOf(PinId id) { return m_plan->pin(id).status; }
    UtmRecipe saved(UtmRecipe recipe)
    {
        return must(await<UtmRecipe>([&](QObject *c, Done<UtmRecipe> done) {
            utm().save(recipe, QStringLiteral("Change UTM recipe"), c, std::move(done));
        }));
    }
    UtmRecipe recipe()
    {
        UtmRecipe recipe;
        recipe.name = QStringLiteral("Pinterest");
        recipe.source = QStringLiteral("pinterest");
        recipe.campaign = QStringLiteral("{board}");
        recipe.content = QStringLiteral("{slug}-{n}");
        recipe.defaultFor = AccountId{};
        return saved(recipe);
    }
    static QString expected(const QString &own, int number = 1)
    {
        return QStringLiteral("%1?utm_source=pinterest&utm_campaign=recipes&utm_content="
                              "lemon-cake-%2")
            .arg(own)
            .arg(number);
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^QSql|utm")));
        m_plan = std::make_unique<PlanFixture>();
    }
    void cleanup() { m_plan.reset(); }

    void aPublishedPinHasTheTags()
    {
        recipe();
        const PinId id = m_plan->scheduled(QStringLiteral("Lemon cake"), 0);
        const QString own = m_plan->pin(id).content.link;
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.pins().first().link, expected(own));
        const Pin pin = m_plan->pin(id);
        QCOMPARE(pin.sentLink, expected(own));
        QCOMPARE(pin.content.link, own);
        // What is sent is history: another recipe changes nothing of it.
        UtmRecipe other = utm().recipes()->constFirst();
        other.content = QStringLiteral("other");
        saved(other);
        m_plan->reopen();
        QCOMPARE(m_plan->pin(id).sentLink, expected(own));
    }

    void withoutARecipeTheLinkIsSentAsItIs()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Lemon cake"), 0);
        const QString own = m_plan->pin(id).content.link;
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.pins().first().link, own);
        QCOMPARE(m_plan->pin(id).sentLink, own);
    }

    void aRecipeChangedAfterThePinWasPreparedStillCounts()
    {
        const UtmRecipe first = recipe();
        const PinId id = m_plan->scheduled(QStringLiteral("Lemon cake"), 20);
        const QString own = m_plan->pin(id).content.link;
        publisher().start();
        QSignalSpy idle(&publisher(), &Publisher::idle);
        QVERIFY(idle.wait()); // prepared, or about to be
        UtmRecipe other = first;
        other.content = QStringLiteral("autumn");
        saved(other);
        m_plan->clock.advance(seconds(20));
        publisher().wake();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        const QString sent =
            own + QStringLiteral("?utm_source=pinterest&utm_campaign=recipes&utm_content=autumn");
        QCOMPARE(m_plan->pinterest.pins().first().link, sent);
        QCOMPARE(m_plan->pin(id).sentLink, sent);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }

    void aPinWhoseAnswerGotLostIsKnownByTheLinkThatWasSent()
    {
        const UtmRecipe first = recipe();
        const PinId id = m_plan->scheduled(QStringLiteral("Lemon cake"), 0);
        const QString own = m_plan->pin(id).content.link;
        m_plan->pinterest.dropNextAfterCommit("POST", QStringLiteral("/v5/pins"));
        // Nothing is seen of it at first, so that the recipe can change meanwhile.
        m_plan->pinterest.answerNextWith("GET", QStringLiteral("/v5/boards"), 503);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Unconfirmed);
        UtmRecipe other = first;
        other.content = QStringLiteral("other");
        saved(other);
        QCOMPARE(m_plan->pin(id).sentLink, expected(own));
        m_plan->clock.advance(std::chrono::minutes(10));
        publisher().wake();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
        QCOMPARE(m_plan->pin(id).remoteId, m_plan->pinterest.pins().first().id);
    }

    void whatIsPostedByHandKeepsTheLinkThatWasShown()
    {
        const UtmRecipe first = recipe();
        const PinId id = m_plan->scheduled(QStringLiteral("Lemon cake"), -5);
        const Pin before = m_plan->pin(id);
        must(await<void>([&](QObject *c, Done<void> done) {
            m_plan->workspace->store().pins().markPosted(id, before.revision, {}, c,
                                                         std::move(done));
        }));
        UtmRecipe other = first;
        other.content = QStringLiteral("other");
        saved(other);
        QCOMPARE(m_plan->pin(id).sentLink, expected(before.content.link));
    }

    void aPinOfTheSameLinkKeepsItsDistance()
    {
        // Tags of a pin make its link no other one (linkKey): twins are still twins.
        recipe();
        const PinId first = m_plan->scheduled(QStringLiteral("Lemon cake"), -1);
        const PinId second = m_plan->scheduled(QStringLiteral("Lemon cake"), -1);
        publisher().start();
        QTRY_COMPARE(statusOf(first), PinStatus::Published);
        QTRY_COMPARE(statusOf(second), PinStatus::Published);
        const QString own = m_plan->pin(first).content.link;
        QCOMPARE(m_plan->pin(second).content.link, own);
        QSet<QString> links;
        for (const auto &pin : m_plan->pinterest.pins())
            links.insert(pin.link);
        QCOMPARE(links, (QSet<QString>{expected(own, 1), expected(own, 2)}));
    }
};

QTEST_GUILESS_MAIN(TestSentLinks)

#include "tst_sentlinks.moc"
