// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/pineditor.h"
#include "store/accountstore.h"
#include "store/pinstore.h"
#include "store/utmstore.h"
#include "support/storetest.h"

#include <QSignalSpy>
#include <QUrl>
#include <QUrlQuery>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

/** UTM recipes in the workspace: which pin gets which, and what undo brings back. */
class TestStoreUtm : public StoreTest
{
    Q_OBJECT

private slots:
    void theyAreListedByName();
    void whatCanBeNoRecipeIsRefused_data();
    void whatCanBeNoRecipeIsRefused();
    void aChangeIsToldAndUndone();
    void aPinWithoutAChoiceGetsTheDefaultOfItsAccount();
    void oneRecipeIsTheDefaultForTheSamePins();
    void noTagsAreAChoiceToo();
    void aChoiceIsOneStepForManyPins();
    void aDuplicateKeepsItsChoice();
    void aDeletedRecipeComesBackToItsPins();
    void theDayIsThatOfTheAccountsZone();
    void pinsOfALinkAreNumberedInTheOrderOfTheirMaking();

private:
    [[nodiscard]] UtmStore &utm() const { return m_space->store().utm(); }
    static UtmRecipe recipe(const QString &name, const QString &content = QStringLiteral("{slug}"))
    {
        UtmRecipe recipe;
        recipe.name = name;
        recipe.source = QStringLiteral("pinterest");
        recipe.content = content;
        return recipe;
    }
    Result<UtmRecipe> save(const UtmRecipe &recipe, const QString &stepName = {}) const
    {
        return await<UtmRecipe>([&](QObject *c, Done<UtmRecipe> done) {
            utm().save(recipe, stepName, c, std::move(done));
        });
    }
    PinContent content(const QString &link = QStringLiteral("https://example.com/cake")) const
    {
        PinContent content;
        content.account = m_space->plan();
        content.title = QStringLiteral("Lemon cake");
        content.link = link;
        return content;
    }
    PinId add(const PinContent &content) const
    {
        PinChange change;
        change.content = content;
        return m_space->apply({QStringLiteral("Add"), {change}, {}})->pins.constFirst();
    }
    QString tagged(PinId id, const char *tag) const
    {
        const Result<QString> link =
            utm().linkOf(id, id.isValid() ? m_space->pin(id).content : content());
        return link ? QUrlQuery(QUrl(*link))
                          .queryItemValue(QString::fromLatin1(tag), QUrl::FullyDecoded)
                    : link.error().detail;
    }
};

void TestStoreUtm::theyAreListedByName()
{
    QVERIFY(utm().recipes()->isEmpty());
    QVERIFY(save(recipe(QStringLiteral("  spring   sale "))));
    QVERIFY(save(recipe(QStringLiteral("Advent"))));
    const QList<UtmRecipe> all = *utm().recipes();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all.at(0).name, QStringLiteral("Advent"));
    QCOMPARE(all.at(1).name, QStringLiteral("spring sale"));
    QCOMPARE(*utm().recipe(all.at(1).id), all.at(1));
}

void TestStoreUtm::whatCanBeNoRecipeIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("content");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *tag, const QString &name, const QString &content,
                        const char *why) {
        QTest::newRow(tag) << name << content << QString::fromLatin1(why);
    };
    row("no name", QStringLiteral("  "), {}, "needs a name");
    row("long name", QString(61, u'x'), {}, "at most 60");
    row("taken", QStringLiteral("ÜBER ALLES"), {}, "already");
    row("no variable", QStringLiteral("A"), QStringLiteral("{title}"), "{title} is no variable");
    row("long tag", QStringLiteral("A"), QString(201, u'x'), "at most 200");
    row("no tag", QStringLiteral("A"), QStringLiteral("-"), "at least one tag");
}

void TestStoreUtm::whatCanBeNoRecipeIsRefused()
{
    QFETCH(QString, name);
    QFETCH(QString, content);
    QFETCH(QString, why);
    QVERIFY(save(recipe(QStringLiteral("Über alles"))));
    UtmRecipe bad = recipe(name, content == QLatin1String("-") ? QString() : content);
    if (content == QLatin1String("-"))
        bad.source = QStringLiteral("  ");
    const Result<UtmRecipe> saved = save(bad);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::Rejected);
    QVERIFY2(saved.error().detail.contains(why), qPrintable(saved.error().detail));
    QCOMPARE(utm().recipes()->size(), 1);
}

void TestStoreUtm::aChangeIsToldAndUndone()
{
    QSignalSpy changed(&m_space->store(), &Store::changed);
    const Result<UtmRecipe> made =
        save(recipe(QStringLiteral("Autumn")), QStringLiteral("New UTM recipe"));
    QVERIFY(made);
    QVERIFY(changed.last().first().value<ChangeSet>().utmRecipes.contains(made->id));
    UtmRecipe other = *made;
    other.term = QStringLiteral("{board}");
    QVERIFY(save(other, QStringLiteral("Change UTM recipe")));
    QVERIFY(m_space->undo());
    QCOMPARE(*utm().recipe(made->id), *made);
    QVERIFY(m_space->redo());
    QCOMPARE(*utm().recipe(made->id), other);
    QVERIFY(m_space->undo());
    QVERIFY(m_space->undo());
    QVERIFY(!utm().recipe(made->id));
    QVERIFY(m_space->redo());
    QCOMPARE(*utm().recipe(made->id), *made);
}

void TestStoreUtm::aPinWithoutAChoiceGetsTheDefaultOfItsAccount()
{
    const PinId pin = add(content());
    QCOMPARE(*utm().linkOf(pin, m_space->pin(pin).content), content().link);
    UtmRecipe all = recipe(QStringLiteral("All"), QStringLiteral("all"));
    all.defaultFor = AccountId{};
    QVERIFY(save(all));
    QCOMPARE(tagged(pin, "utm_content"), QStringLiteral("all"));
    UtmRecipe own = recipe(QStringLiteral("Own"), QStringLiteral("own"));
    own.defaultFor = m_space->plan();
    QVERIFY(save(own));
    QCOMPARE(tagged(pin, "utm_content"), QStringLiteral("own"));
    QCOMPARE((*utm().defaultOf(m_space->plan()))->name, QStringLiteral("Own"));
    QCOMPARE((*utm().defaultOf(AccountId{4711}))->name, QStringLiteral("All"));
    QCOMPARE(utm().linkOf(pin, content({})).value(), QString());
}

void TestStoreUtm::oneRecipeIsTheDefaultForTheSamePins()
{
    UtmRecipe first = recipe(QStringLiteral("First"));
    first.defaultFor = AccountId{};
    first = *save(first);
    UtmRecipe second = recipe(QStringLiteral("Second"));
    second.defaultFor = AccountId{};
    second = *save(second, QStringLiteral("New UTM recipe"));
    QVERIFY(!utm().recipe(first.id)->defaultFor);
    // Undone as the one step that it was.
    QVERIFY(m_space->undo());
    QVERIFY(!utm().recipe(second.id));
    QCOMPARE(*utm().recipe(first.id), first);
}

void TestStoreUtm::noTagsAreAChoiceToo()
{
    UtmRecipe all = recipe(QStringLiteral("All"));
    all.defaultFor = AccountId{};
    QVERIFY(save(all));
    PinContent without = content();
    without.utm = UtmRecipeId{};
    const PinId pin = add(without);
    QVERIFY(m_space->pin(pin).content.utm);
    QCOMPARE(*utm().linkOf(pin, m_space->pin(pin).content), without.link);
    QVERIFY(!m_space->pin(add(content())).content.utm);
}

void TestStoreUtm::aChoiceIsOneStepForManyPins()
{
    const UtmRecipe autumn = *save(recipe(QStringLiteral("Autumn")));
    const PinId a = add(content());
    PinContent other = content();
    other.utm = UtmRecipeId{};
    const PinId b = add(other);
    QList<PinChange> changes;
    for (const PinId id : {a, b}) {
        PinChange change = m_space->change(id);
        change.content.utm = autumn.id;
        changes += change;
    }
    QVERIFY(m_space->apply({QStringLiteral("Change UTM tags"), changes, {}}));
    QCOMPARE(tagged(b, "utm_content"), QStringLiteral("lemon-cake"));
    QVERIFY(m_space->undo());
    QVERIFY(!m_space->pin(a).content.utm);
    QCOMPARE(m_space->pin(b).content.utm, std::optional(UtmRecipeId{}));
    QVERIFY(m_space->redo());
    QCOMPARE(m_space->pin(a).content.utm, std::optional(autumn.id));
}

void TestStoreUtm::aDuplicateKeepsItsChoice()
{
    PinContent chosen = content();
    chosen.utm = save(recipe(QStringLiteral("Autumn")))->id;
    QCOMPARE(m_space->pin(add(m_space->pin(add(chosen)).content)).content.utm, chosen.utm);
}

void TestStoreUtm::aDeletedRecipeComesBackToItsPins()
{
    PinContent chosen = content();
    chosen.utm = save(recipe(QStringLiteral("Autumn")))->id;
    const PinId pin = add(chosen);
    const Result<int> removed = await<int>([&](QObject *c, Done<int> done) {
        utm().remove(*chosen.utm, QStringLiteral("Delete UTM recipe"), c, std::move(done));
    });
    QCOMPARE(removed.value(), 1);
    QCOMPARE(*utm().linkOf(pin, m_space->pin(pin).content), chosen.link);
    // A new one never takes its number, and with that its pins.
    QVERIFY(save(recipe(QStringLiteral("Winter")))->id != *chosen.utm);
    QVERIFY(m_space->undo());
    QCOMPARE(tagged(pin, "utm_content"), QStringLiteral("lemon-cake"));
}

void TestStoreUtm::theDayIsThatOfTheAccountsZone()
{
    PinContent late = content();
    late.account = m_space->addAccount(); // in UTC
    // There it is the day before.
    late.planned = WallTime{QDate(2026, 12, 2), QTime(3, 30), "Asia/Tokyo"};
    late.utm = save(recipe(QStringLiteral("Days"), QStringLiteral("{date}")))->id;
    QCOMPARE(tagged(add(late), "utm_content"), QStringLiteral("2026-12-01"));
    late.planned.reset();
    QCOMPARE(*utm().linkOf({}, late), late.link + QStringLiteral("?utm_source=pinterest"));
}

void TestStoreUtm::pinsOfALinkAreNumberedInTheOrderOfTheirMaking()
{
    UtmRecipe numbers = recipe(QStringLiteral("Numbers"), QStringLiteral("pin-{n}"));
    numbers.defaultFor = AccountId{};
    QVERIFY(save(numbers));
    const PinId first = add(content());
    const PinId other = add(content(QStringLiteral("https://example.com/soup")));
    const PinId second = add(content());
    QCOMPARE(tagged(first, "utm_content"), QStringLiteral("pin-1"));
    QCOMPARE(tagged(second, "utm_content"), QStringLiteral("pin-2"));
    QCOMPARE(tagged(other, "utm_content"), QStringLiteral("pin-1"));
    // One that is to be made.
    QCOMPARE(tagged({}, "utm_content"), QStringLiteral("pin-3"));
    // Deleting one gives its number to no other.
    PinChange gone = m_space->change(first);
    gone.removed = true;
    QVERIFY(m_space->apply({QStringLiteral("Delete"), {gone}, {}}));
    QCOMPARE(tagged(second, "utm_content"), QStringLiteral("pin-2"));
}

QTEST_GUILESS_MAIN(TestStoreUtm)

#include "tst_storeutm.moc"
