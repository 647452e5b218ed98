// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/pin.h"
#include "model/utm.h"

#include <QList>

namespace pinweek {

struct StoreCore;

/**
 * The UTM recipes of a workspace, and the links that they give. Each write is one undoable step of
 * this name ("Change UTM recipe"; an empty one: nobody's step). A change is told as one of the recipe.
 */
class UtmStore
{
public:
    explicit UtmStore(StoreCore &core);

    /** By name (locale-aware, case folded). */
    [[nodiscard]] Result<QList<UtmRecipe>> recipes() const;
    [[nodiscard]] Result<UtmRecipe> recipe(UtmRecipeId id) const;
    /** The one for an account's pins that have no choice of their own; nullopt: none. */
    [[nodiscard]] Result<std::optional<UtmRecipe>> defaultOf(AccountId account) const;

    /**
     * The link of a pin as Pinterest gets it when it is sent now: with the tags of its recipe. The
     * pin's own link where it has no recipe.
     *
     * {n} counts pins of the account with exactly this link in the order in which they were made,
     * deleted ones too until they are gone for good: moving a pin changes no number, and no two
     * have the same. @param pin  invalid: a pin that is to be made
     */
    [[nodiscard]] Result<QString> linkOf(PinId pin, const PinContent &content) const;
    /** The same with a recipe that need not be stored yet, for a preview. */
    [[nodiscard]] Result<QString> linkWith(const UtmRecipe &recipe, PinId pin,
                                           const PinContent &content) const;

    /** A new one (invalid id) or an existing one anew; a recipe that was the default for the same
     * pins no longer is. Rejected with a sentence: name empty, too long or another one's; no tag;
     * a tag too long, or with a variable that isn't one. */
    void save(const UtmRecipe &recipe, const QString &stepName, QObject *context,
              Done<UtmRecipe> done);
    /** Pins that chose it get no tags; undone, they have them again. Gives the number of these pins
     * that are not published. */
    void remove(UtmRecipeId id, const QString &stepName, QObject *context, Done<int> done);

private:
    StoreCore &m_core;
};

} // namespace pinweek
