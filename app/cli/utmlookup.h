// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/utm.h"

namespace pinweek {

class Workspace;

/** A UTM recipe by name (any case). Rejected with a sentence when there is none. */
Result<UtmRecipe> findUtmRecipe(Workspace &workspace, const QString &name);
/** What --utm says: "default" (nullopt), "none" (an invalid id), or a recipe's name. */
Result<std::optional<UtmRecipeId>> utmChoice(Workspace &workspace, const QString &text);

} // namespace pinweek
