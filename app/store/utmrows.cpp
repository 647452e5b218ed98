// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/utmrows.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

namespace pinweek {

namespace {

QString selectRecipes()
{
    return QStringLiteral("SELECT id, name, source, medium, campaign, term, content, default_for "
                          "FROM utm_recipe ");
}

UtmRecipe readRecipe(const Query &query)
{
    UtmRecipe recipe{query.id<UtmRecipeId>(0),
                     query.text(1),
                     query.text(2),
                     query.text(3),
                     query.text(4),
                     query.text(5),
                     query.text(6),
                     {}};
    if (!query.isNull(7))
        recipe.defaultFor = query.id<AccountId>(7);
    return recipe;
}

std::optional<UtmRecipe> defaultRecipe(Database &db, AccountId account)
{
    Query query(db, selectRecipes() + QStringLiteral("WHERE default_for IN (0, ?) "
                                                     "ORDER BY default_for DESC LIMIT 1"));
    query.bind(account);
    if (!query.next())
        return std::nullopt;
    return readRecipe(query);
}

QString nameOf(Database &db, const QString &sql, qint64 id)
{
    if (id <= 0)
        return {};
    Query query(db, sql);
    query.bind(id);
    return query.next() ? query.text(0) : QString();
}

QDate plannedDay(Database &db, const PinContent &content)
{
    if (!content.planned)
        return {};
    const QByteArray zone = nameOf(db, QStringLiteral("SELECT time_zone FROM account WHERE id = ?"),
                                   content.account.value)
                                .toLatin1();
    if (zone.isEmpty() || zone == content.planned->zone)
        return content.planned->date;
    return WallTime::fromUtc(content.planned->resolve().utc, zone).date;
}

/** Pins of the account that have exactly this link, and were made before this one. */
int earlierPins(Database &db, PinId pin, const PinContent &content)
{
    Query query(db, earlierPinsSql());
    query.bind(content.account)
        .bind(content.link)
        .bind(pin.isValid() ? pin.value : std::numeric_limits<qint64>::max());
    return query.next() ? int(query.integer(0)) : 0;
}

} // namespace

QString earlierPinsSql()
{
    return QStringLiteral("SELECT count(*) FROM pin WHERE account_id = ? AND link = ? AND "
                          "link <> '' AND id < ? AND id NOT IN (SELECT pin_id FROM "
                          "pulled_pin)");
}

QList<UtmRecipe> findUtmRecipes(Database &db)
{
    QList<UtmRecipe> recipes;
    Query query(db, selectRecipes() + QStringLiteral("ORDER BY id"));
    while (query.next())
        recipes += readRecipe(query);
    return recipes;
}

std::optional<UtmRecipe> findUtmRecipe(Database &db, UtmRecipeId id)
{
    Query query(db, selectRecipes() + QStringLiteral("WHERE id = ?"));
    query.bind(id);
    if (!query.next())
        return std::nullopt;
    return readRecipe(query);
}

std::optional<UtmRecipe> utmRecipeOf(Database &db, const PinContent &content)
{
    if (content.utm)
        return content.utm->isValid() ? findUtmRecipe(db, *content.utm) : std::nullopt;
    return defaultRecipe(db, content.account);
}

UtmValues utmValuesOf(Database &db, PinId pin, const PinContent &content, const UtmRecipe &recipe)
{
    UtmValues values;
    values.title = content.title.trimmed();
    values.board =
        nameOf(db, QStringLiteral("SELECT name FROM board WHERE id = ?"), content.board.value);
    values.section = nameOf(db, QStringLiteral("SELECT name FROM board_section WHERE id = ?"),
                            content.section.value);
    values.campaign = nameOf(db, QStringLiteral("SELECT name FROM campaign WHERE id = ?"),
                             content.campaign.value);
    values.date = plannedDay(db, content);
    if (needsUtmNumber(recipe, content.title))
        values.number = earlierPins(db, pin, content) + 1;
    return values;
}

QString linkToSend(Database &db, PinId pin, const PinContent &content)
{
    const QString link = content.link.trimmed();
    const std::optional<UtmRecipe> recipe =
        link.isEmpty() ? std::nullopt : utmRecipeOf(db, content);
    return recipe ? taggedLink(link, *recipe, utmValuesOf(db, pin, content, *recipe)) : link;
}

RowValues readUtmValues(Database &db, qint64 id)
{
    const std::optional<UtmRecipe> recipe = findUtmRecipe(db, UtmRecipeId{id});
    if (!recipe)
        return std::nullopt;
    QJsonObject json{{QStringLiteral("name"), recipe->name}};
    for (const UtmTag &tag : utmTags())
        json.insert(tag.key, (*recipe).*tag.value);
    if (recipe->defaultFor)
        json.insert(QStringLiteral("default_for"), recipe->defaultFor->value);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

bool writeUtmValues(Database &db, qint64 id, const RowValues &values)
{
    if (!values) {
        Query(db, QStringLiteral("DELETE FROM utm_recipe WHERE id = ?")).bind(id).run();
        return true;
    }
    const QJsonObject json = QJsonDocument::fromJson(*values).object();
    const QString name = json.value(QLatin1String("name")).toString();
    const QJsonValue defaultFor = json.value(QLatin1String("default_for"));
    for (const UtmRecipe &other : findUtmRecipes(db)) {
        if (other.id.value == id)
            continue;
        if (other.name.compare(name, Qt::CaseInsensitive) == 0)
            return false;
        if (defaultFor.isDouble() && other.defaultFor == AccountId{defaultFor.toInteger()})
            return false;
    }
    Query query(
        db,
        QStringLiteral("INSERT INTO utm_recipe (id, name, source, medium, campaign, term, content, "
                       "default_for) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE "
                       "SET name = excluded.name, source = excluded.source, medium = "
                       "excluded.medium, campaign = excluded.campaign, term = excluded.term, "
                       "content = excluded.content, default_for = excluded.default_for"));
    query.bind(id).bind(name);
    for (const UtmTag &tag : utmTags())
        query.bind(json.value(tag.key).toString());
    query.bind(defaultFor.isDouble() ? std::optional<qint64>(defaultFor.toInteger())
                                     : std::nullopt);
    query.run();
    return true;
}

} // namespace pinweek
