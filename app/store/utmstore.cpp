// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/utmstore.h"

#include "store/storecore.h"
#include "store/utmrows.h"

#include <QCollator>

#include <algorithm>

namespace pinweek {

namespace {

using Write = StoreCore::Context;

Error noSuch(UtmRecipeId id)
{
    return {ErrorKind::NotFound, QStringLiteral("There is no UTM recipe %1.").arg(id.toString())};
}

Result<void> checkName(Database &db, const UtmRecipe &recipe)
{
    if (recipe.name.isEmpty())
        return fail(ErrorKind::Rejected, QStringLiteral("A UTM recipe needs a name."));
    if (recipe.name.toUcs4().size() > longestUtmName)
        return fail(
            ErrorKind::Rejected,
            QStringLiteral("A UTM recipe's name has at most %1 characters.").arg(longestUtmName));
    for (const UtmRecipe &other : findUtmRecipes(db)) {
        if (other.id != recipe.id && other.name.compare(recipe.name, Qt::CaseInsensitive) == 0)
            return fail(ErrorKind::Rejected,
                        QStringLiteral("There is a UTM recipe “%1” already.").arg(other.name));
    }
    return {};
}

Result<void> checkTags(const UtmRecipe &recipe)
{
    bool hasAny = false;
    for (const UtmTag &tag : utmTags()) {
        const QString &text = recipe.*tag.value;
        hasAny |= !text.isEmpty();
        if (text.toUcs4().size() > longestUtmTemplate)
            return fail(ErrorKind::Rejected, QStringLiteral("%1 has at most %2 characters.")
                                                 .arg(tag.key)
                                                 .arg(longestUtmTemplate));
        const QStringList unknown = unknownUtmVariables(text);
        if (!unknown.isEmpty())
            return fail(
                ErrorKind::Rejected,
                QStringLiteral("%1: {%2} is no variable. There are {%3}.")
                    .arg(tag.key, unknown.first(), utmVariables().join(QStringLiteral("}, {"))));
    }
    if (!hasAny)
        return fail(ErrorKind::Rejected, QStringLiteral("A UTM recipe needs at least one tag."));
    return {};
}

/** As people mean it: without spaces around, and what is several lines in one. */
UtmRecipe tidied(UtmRecipe recipe)
{
    recipe.name = recipe.name.simplified();
    for (const UtmTag &tag : utmTags())
        recipe.*tag.value = (recipe.*tag.value).simplified();
    return recipe;
}

RowChange changeOf(Database &db, UtmRecipeId id, const RowValues &before)
{
    return {QString::fromLatin1(utmRecipeKind), id.value, before, readUtmValues(db, id.value)};
}

/** Takes the default from the recipe that has it. */
QList<RowChange> freeDefault(Database &db, const UtmRecipe &recipe)
{
    QList<RowChange> changes;
    if (!recipe.defaultFor)
        return changes;
    for (const UtmRecipe &other : findUtmRecipes(db)) {
        if (other.id == recipe.id || other.defaultFor != recipe.defaultFor)
            continue;
        const RowValues before = readUtmValues(db, other.id.value);
        Query(db, QStringLiteral("UPDATE utm_recipe SET default_for = NULL WHERE id = ?"))
            .bind(other.id)
            .run();
        changes += changeOf(db, other.id, before);
    }
    return changes;
}

UtmRecipeId write(Database &db, const UtmRecipe &recipe)
{
    Query query(db, recipe.id.isValid()
                        ? QStringLiteral("UPDATE utm_recipe SET name = ?, source = ?, medium = ?, "
                                         "campaign = ?, term = ?, content = ?, default_for = ? "
                                         "WHERE id = ?")
                        : QStringLiteral("INSERT INTO utm_recipe (name, source, medium, campaign, "
                                         "term, content, default_for) VALUES (?, ?, ?, ?, ?, ?, "
                                         "?)"));
    query.bind(recipe.name);
    for (const UtmTag &tag : utmTags())
        query.bind(recipe.*tag.value);
    query.bind(recipe.defaultFor ? std::optional<qint64>(recipe.defaultFor->value) : std::nullopt);
    if (recipe.id.isValid())
        query.bind(recipe.id);
    query.run();
    return recipe.id.isValid() ? recipe.id : UtmRecipeId{query.insertedId()};
}

Result<UtmRecipe> saveRecipe(const Write &w, const UtmRecipe &given, const QString &stepName)
{
    UtmRecipe recipe = tidied(given);
    if (recipe.id.isValid() && !findUtmRecipe(w.db, recipe.id))
        return fail(noSuch(recipe.id));
    if (auto named = checkName(w.db, recipe); !named)
        return fail(named.error());
    if (auto tagged = checkTags(recipe); !tagged)
        return fail(tagged.error());
    const RowValues before = readUtmValues(w.db, recipe.id.value);
    QList<RowChange> changes = freeDefault(w.db, recipe);
    recipe.id = write(w.db, recipe);
    changes += changeOf(w.db, recipe.id, before);
    if (!stepName.isEmpty())
        addRowStep(w.db, stepName, changes, w.now, w.origin);
    return recipe;
}

int pinsThatChose(Database &db, UtmRecipeId id)
{
    Query query(db, QStringLiteral("SELECT count(*) FROM pin WHERE utm_recipe = ? AND removed_at "
                                   "IS NULL AND status <> 'published'"));
    query.bind(id);
    return query.next() ? int(query.integer(0)) : 0;
}

} // namespace

UtmStore::UtmStore(StoreCore &core) : m_core(core) {}

Result<QList<UtmRecipe>> UtmStore::recipes() const
{
    return m_core.read<QList<UtmRecipe>>([](Database &db) -> Result<QList<UtmRecipe>> {
        QList<UtmRecipe> recipes = findUtmRecipes(db);
        QCollator collator;
        collator.setNumericMode(true);
        std::stable_sort(
            recipes.begin(), recipes.end(), [&collator](const UtmRecipe &a, const UtmRecipe &b) {
                return collator.compare(a.name.toCaseFolded(), b.name.toCaseFolded()) < 0;
            });
        return recipes;
    });
}

Result<UtmRecipe> UtmStore::recipe(UtmRecipeId id) const
{
    return m_core.read<UtmRecipe>([id](Database &db) -> Result<UtmRecipe> {
        if (const auto recipe = findUtmRecipe(db, id))
            return *recipe;
        return fail(noSuch(id));
    });
}

Result<std::optional<UtmRecipe>> UtmStore::defaultOf(AccountId account) const
{
    return m_core.read<std::optional<UtmRecipe>>(
        [account](Database &db) -> Result<std::optional<UtmRecipe>> {
            PinContent content;
            content.account = account;
            return utmRecipeOf(db, content);
        });
}

Result<QString> UtmStore::linkOf(PinId pin, const PinContent &content) const
{
    return m_core.read<QString>(
        [&](Database &db) -> Result<QString> { return linkToSend(db, pin, content); });
}

Result<QString> UtmStore::linkWith(const UtmRecipe &recipe, PinId pin,
                                   const PinContent &content) const
{
    return m_core.read<QString>([&](Database &db) -> Result<QString> {
        return taggedLink(content.link, recipe, utmValuesOf(db, pin, content, recipe));
    });
}

void UtmStore::save(const UtmRecipe &recipe, const QString &stepName, QObject *context,
                    Done<UtmRecipe> done)
{
    m_core.write<UtmRecipe>(context, std::move(done), [recipe, stepName](const Write &w) {
        return saveRecipe(w, recipe, stepName);
    });
}

void UtmStore::remove(UtmRecipeId id, const QString &stepName, QObject *context, Done<int> done)
{
    m_core.write<int>(context, std::move(done), [id, stepName](const Write &w) -> Result<int> {
        const RowValues before = readUtmValues(w.db, id.value);
        if (!before)
            return fail(noSuch(id));
        const int pins = pinsThatChose(w.db, id);
        Query(w.db, QStringLiteral("DELETE FROM utm_recipe WHERE id = ?")).bind(id).run();
        if (!stepName.isEmpty())
            addRowStep(w.db, stepName, {changeOf(w.db, id, before)}, w.now, w.origin);
        return pins;
    });
}

} // namespace pinweek
