// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "model/utm.h"
#include "store/database.h"
#include "store/undorows.h"

// UTM recipes as rows, and the links that they make.
namespace pinweek {

QList<UtmRecipe> findUtmRecipes(Database &db);
std::optional<UtmRecipe> findUtmRecipe(Database &db, UtmRecipeId id);

/** What tags a pin's link: the recipe of its own, or the one for its account, or the one for all.
 */
std::optional<UtmRecipe> utmRecipeOf(Database &db, const PinContent &content);
/** What the variables of the recipe stand for in this pin; an invalid id: a pin that is to be. */
UtmValues utmValuesOf(Database &db, PinId pin, const PinContent &content, const UtmRecipe &recipe);
/** For a test of its index. */
QString earlierPinsSql();
/** The link that Pinterest gets. */
QString linkToSend(Database &db, PinId pin, const PinContent &content);

/** The kind of these rows in undo_step_row. */
constexpr auto utmRecipeKind = "utm_recipe";
RowValues readUtmValues(Database &db, qint64 id);
/** False: the name, or the account that it is for, is another recipe's by now. */
bool writeUtmValues(Database &db, qint64 id, const RowValues &values);

} // namespace pinweek
