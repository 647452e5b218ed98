// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QMetaType>
#include <QString>

#include <compare>

namespace pinweek {

/** A row's id in our database; each entity has a type of its own. 0 is "none". */
template<typename Tag>
struct Id
{
    qint64 value = 0;

    [[nodiscard]] bool isValid() const { return value > 0; }
    [[nodiscard]] QString toString() const { return QString::number(value); }
    /** 0 ("none") for a text that is no positive number. */
    static Id fromString(const QString &text) { return {qMax<qint64>(0, text.toLongLong())}; }

    friend auto operator<=>(const Id &, const Id &) = default;
    friend size_t qHash(const Id &id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

using PinId = Id<struct PinTag>;
using BoardId = Id<struct BoardTag>;
using SectionId = Id<struct SectionTag>;
using AccountId = Id<struct AccountTag>;
using SnippetId = Id<struct SnippetTag>;
using MediaId = Id<struct MediaTag>;
using AttemptId = Id<struct AttemptTag>;
using CampaignId = Id<struct CampaignTag>;
using UtmRecipeId = Id<struct UtmRecipeTag>;
using UndoStepId = Id<struct UndoStepTag>;
using SlotId = Id<struct SlotTag>;
using BoardGroupId = Id<struct BoardGroupTag>;

} // namespace pinweek

Q_DECLARE_METATYPE(pinweek::PinId)
Q_DECLARE_METATYPE(pinweek::BoardId)
Q_DECLARE_METATYPE(pinweek::SectionId)
Q_DECLARE_METATYPE(pinweek::AccountId)
Q_DECLARE_METATYPE(pinweek::CampaignId)
Q_DECLARE_METATYPE(pinweek::UtmRecipeId)
Q_DECLARE_METATYPE(pinweek::SlotId)
