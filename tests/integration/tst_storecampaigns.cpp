// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "planner/pineditor.h"
#include "store/campaignstore.h"
#include "support/storetest.h"

#include <QSignalSpy>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

/** Campaigns: names and colours, what pins of them keep, and what deleting one leaves. */
class TestStoreCampaigns : public StoreTest
{
    Q_OBJECT

private slots:
    void theyAreListedByNameWithTheNumberOfTheirPins();
    void eachNewOneHasAColourOfItsOwnWhileThereAreSome();
    void badNamesAreRefusedWithASentence_data();
    void badNamesAreRefusedWithASentence();
    void renamingAndRecolouringIsToldToOthers();
    void aCampaignIsSetAsOneStepAndUndone();
    void aDuplicateKeepsItsCampaign();
    void deletingOneLeavesItsPinsAndTheirUndo();
    void anEditMadeBeforeItWasDeletedIsNotLost();
    void makingOneIsUndoneAndDoneAgain();
    void anotherNameAndColourAreUndone();
    void deletingIsUndoneWithItsPins();
    void whatCanNotComeBackStaysAway();

private:
    [[nodiscard]] CampaignStore &campaigns() const { return m_space->store().campaigns(); }
    Result<Campaign> make(const QString &name) const
    {
        return await<Campaign>([&](QObject *c, Done<Campaign> done) {
            campaigns().create(name, {}, c, std::move(done));
        });
    }
    Result<Campaign> save(const Campaign &campaign, const QString &stepName = {}) const
    {
        return await<Campaign>([&](QObject *c, Done<Campaign> done) {
            campaigns().save(campaign, stepName, c, std::move(done));
        });
    }
    Result<int> remove(CampaignId id, const QString &stepName = {}) const
    {
        return await<int>([&](QObject *c, Done<int> done) {
            campaigns().remove(id, stepName, c, std::move(done));
        });
    }
    PinId pinOf(CampaignId campaign)
    {
        PinChange change;
        change.content.account = m_space->plan();
        change.content.title = QStringLiteral("Lemon cake");
        change.content.campaign = campaign;
        return m_space->apply({QStringLiteral("Add"), {change}, {}})->pins.constFirst();
    }
};

void TestStoreCampaigns::theyAreListedByNameWithTheNumberOfTheirPins()
{
    const CampaignId spring = make(QStringLiteral("  spring   sale "))->id;
    QVERIFY(make(QStringLiteral("Tea")));
    QVERIFY(make(QStringLiteral("Advent")));
    pinOf(spring);
    const PinId gone = pinOf(spring);
    PinChange change = m_space->change(gone);
    change.removed = true;
    QVERIFY(m_space->apply({QStringLiteral("Delete"), {change}, {}}));
    const QList<Campaign> all = *campaigns().campaigns();
    QCOMPARE(all.size(), 3);
    QCOMPARE(all.at(0).name, QStringLiteral("Advent"));
    QCOMPARE(all.at(1).name, QStringLiteral("spring sale"));
    QCOMPARE(all.at(2).name, QStringLiteral("Tea"));
    QCOMPARE(all.at(1).pins, 1);
    QCOMPARE(*campaigns().campaign(spring), all.at(1));
}

void TestStoreCampaigns::eachNewOneHasAColourOfItsOwnWhileThereAreSome()
{
    QSet<int> seen;
    CampaignId third;
    for (int i = 0; i < 8; ++i) {
        const Result<Campaign> made = make(QStringLiteral("Campaign %1").arg(i));
        QVERIFY(made);
        seen.insert(made->colourIndex);
        if (i == 2)
            third = made->id;
    }
    QCOMPARE(seen.size(), 8);
    const int freed = campaigns().campaign(third)->colourIndex;
    QVERIFY(remove(third));
    QCOMPARE(make(QStringLiteral("Another"))->colourIndex, freed);
}

void TestStoreCampaigns::badNamesAreRefusedWithASentence_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << QStringLiteral("  ");
    QTest::newRow("too long") << QString(61, QLatin1Char('x'));
    QTest::newRow("taken") << QStringLiteral("Über alles");
    QTest::newRow("taken in another case") << QStringLiteral("ÜBER ALLES");
}

void TestStoreCampaigns::badNamesAreRefusedWithASentence()
{
    QFETCH(QString, name);
    QVERIFY(make(QStringLiteral("Über alles")));
    const Campaign other = *make(QStringLiteral("Other"));
    for (const Result<Campaign> &tried :
         {make(name), save({other.id, name, other.colourIndex, 0})}) {
        QVERIFY(!tried);
        QCOMPARE(tried.error().kind, ErrorKind::Rejected);
        QVERIFY(tried.error().detail.endsWith(QLatin1Char('.')));
    }
    QCOMPARE(campaigns().campaigns()->size(), 2);
    // 60 characters beyond Unicode's first plane are 60.
    QVERIFY(make(QStringLiteral("😀").repeated(60)));
}

void TestStoreCampaigns::renamingAndRecolouringIsToldToOthers()
{
    Campaign campaign = *make(QStringLiteral("Spring"));
    QSignalSpy changes(&m_space->store(), &Store::changed);
    campaign.name = QStringLiteral("SPRING");
    campaign.colourIndex = 5;
    QCOMPARE(*save(campaign), campaign);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.constFirst().constFirst().value<ChangeSet>().campaigns,
             QSet<CampaignId>{campaign.id});
    m_space->reopen();
    QCOMPARE(*campaigns().campaign(campaign.id), campaign);
    campaign.colourIndex = 8;
    QCOMPARE(save(campaign).error().kind, ErrorKind::Rejected);
    QCOMPARE(save({CampaignId{99}, QStringLiteral("x"), 0, 0}).error().kind, ErrorKind::NotFound);
}

void TestStoreCampaigns::aCampaignIsSetAsOneStepAndUndone()
{
    const CampaignId spring = make(QStringLiteral("Spring"))->id;
    const QList<PinId> pins{m_space->draftPin(), m_space->scheduledPin(m_now + 1h)};
    Settings settings(m_space->path() + QStringLiteral("/settings.ini"));
    PinEditor editor(m_space->store(), settings, m_space->clock);
    const auto set = await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
        editor.setCampaign(pins, spring, c, std::move(done));
    });
    QVERIFY(set);
    for (const PinId pin : pins)
        QCOMPARE(m_space->pin(pin).content.campaign, spring);
    QCOMPARE(m_space->pin(pins.at(1)).status, PinStatus::Scheduled);
    QVERIFY(m_space->undo());
    for (const PinId pin : pins)
        QVERIFY(!m_space->pin(pin).content.campaign.isValid());
    QVERIFY(m_space->redo());
    for (const PinId pin : pins)
        QCOMPARE(m_space->pin(pin).content.campaign, spring);
}

void TestStoreCampaigns::aDuplicateKeepsItsCampaign()
{
    const CampaignId spring = make(QStringLiteral("Spring"))->id;
    const PinId pin = pinOf(spring);
    Settings settings(m_space->path() + QStringLiteral("/settings.ini"));
    PinEditor editor(m_space->store(), settings, m_space->clock);
    const auto copied = await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
        editor.duplicate({pin}, std::nullopt, c, std::move(done));
    });
    QVERIFY(copied);
    QCOMPARE(m_space->pin(copied->pins.constFirst()).content.campaign, spring);
    QCOMPARE(campaigns().campaign(spring)->pins, 2);
}

void TestStoreCampaigns::deletingOneLeavesItsPinsAndTheirUndo()
{
    const CampaignId spring = make(QStringLiteral("Spring"))->id;
    const PinId pin = pinOf(spring);
    PinChange change = m_space->change(pin);
    change.content.campaign = {};
    QVERIFY(m_space->apply({QStringLiteral("Take out"), {change}, {}}));
    QVERIFY(m_space->undo());
    QSignalSpy changes(&m_space->store(), &Store::changed);
    const Result<int> removed = remove(spring);
    QVERIFY(removed);
    QCOMPARE(*removed, 1);
    QVERIFY(changes.constFirst().constFirst().value<ChangeSet>().pins.contains(pin));
    QVERIFY(!m_space->pin(pin).content.campaign.isValid());
    QCOMPARE(m_space->pin(pin).content.title, QStringLiteral("Lemon cake"));
    // Steps that speak of it go on without it.
    QVERIFY(m_space->redo()->skipped.isEmpty());
    QVERIFY(m_space->undo()->skipped.isEmpty());
    QVERIFY(!m_space->pin(pin).content.campaign.isValid());
    QCOMPARE(remove(spring).error().kind, ErrorKind::NotFound);
}

void TestStoreCampaigns::anEditMadeBeforeItWasDeletedIsNotLost()
{
    const CampaignId spring = make(QStringLiteral("Spring"))->id;
    const PinId pin = pinOf(spring);
    PinChange seen = m_space->change(pin);
    seen.content.title = QStringLiteral("Lemon tart");
    QVERIFY(remove(spring));
    QVERIFY(m_space->apply({QStringLiteral("Edit title"), {seen}, {}}));
    QCOMPARE(m_space->pin(pin).content.title, QStringLiteral("Lemon tart"));
    QVERIFY(!m_space->pin(pin).content.campaign.isValid());
}

void TestStoreCampaigns::makingOneIsUndoneAndDoneAgain()
{
    const Campaign spring = must(await<Campaign>([&](QObject *c, Done<Campaign> done) {
        campaigns().create(QStringLiteral("Spring"), QStringLiteral("New campaign"), c,
                           std::move(done));
    }));
    QVERIFY(m_space->undo());
    QVERIFY(campaigns().campaigns()->isEmpty());
    QVERIFY(m_space->redo());
    QCOMPARE(*campaigns().campaign(spring.id), spring);
}

void TestStoreCampaigns::anotherNameAndColourAreUndone()
{
    const Campaign spring = *make(QStringLiteral("Spring"));
    Campaign changed = spring;
    changed.name = QStringLiteral("Easter");
    changed.colourIndex = 5;
    QVERIFY(save(changed, QStringLiteral("Rename campaign")));
    QVERIFY(m_space->undo());
    QCOMPARE(*campaigns().campaign(spring.id), spring);
    QVERIFY(m_space->redo());
    QCOMPARE(*campaigns().campaign(spring.id), changed);
    // Named anew meanwhile, it is left alone.
    changed.name = QStringLiteral("Whitsun");
    QVERIFY(save(changed));
    m_space->undo();
    QCOMPARE(campaigns().campaign(spring.id)->name, QStringLiteral("Whitsun"));
}

void TestStoreCampaigns::deletingIsUndoneWithItsPins()
{
    const Campaign spring = *make(QStringLiteral("Spring"));
    const Campaign other = *make(QStringLiteral("Other"));
    const QList<PinId> pins{pinOf(spring.id), pinOf(spring.id), pinOf({})};
    QVERIFY(remove(spring.id, QStringLiteral("Delete campaign")));
    // One of them gets another campaign meanwhile.
    PinChange change = m_space->change(pins.at(1));
    change.content.campaign = other.id;
    change.content.title = QStringLiteral("Tart");
    QVERIFY(m_space->apply({QStringLiteral("Set"), {change}, {}}));
    QVERIFY(m_space->undo());
    QVERIFY(!m_space->pin(pins.at(1)).content.campaign.isValid());
    QVERIFY(m_space->redo());
    QVERIFY(m_space->undo());
    QSignalSpy changes(&m_space->store(), &Store::changed);
    QVERIFY(m_space->undo());
    QCOMPARE(campaigns().campaign(spring.id)->name, QStringLiteral("Spring"));
    QCOMPARE(m_space->pin(pins.at(0)).content.campaign, spring.id);
    QCOMPARE(m_space->pin(pins.at(1)).content.campaign, spring.id);
    QVERIFY(!m_space->pin(pins.at(2)).content.campaign.isValid());
    const auto told = changes.constFirst().constFirst().value<ChangeSet>();
    QVERIFY(told.campaigns.contains(spring.id) && told.pins.contains(pins.at(0)));
    QVERIFY(m_space->redo());
    QVERIFY(!m_space->pin(pins.at(0)).content.campaign.isValid());
    QCOMPARE(campaigns().campaign(spring.id).error().kind, ErrorKind::NotFound);
}

void TestStoreCampaigns::whatCanNotComeBackStaysAway()
{
    const Campaign spring = *make(QStringLiteral("Spring"));
    const PinId pin = pinOf(spring.id);
    QVERIFY(remove(spring.id, QStringLiteral("Delete campaign")));
    QVERIFY(make(QStringLiteral("Spring"))); // its name is another one's now
    m_space->undo();
    QCOMPARE(campaigns().campaigns()->size(), 1);
    QVERIFY(!m_space->pin(pin).content.campaign.isValid());
}

QTEST_GUILESS_MAIN(TestStoreCampaigns)
#include "tst_storecampaigns.moc"
