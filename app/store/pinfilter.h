// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "model/pin.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace pinweek {

/** Which pins a view shows. Invalid ids, no states, no text and no times: any. */
struct PinFilter
{
    AccountId account = {};
    BoardId board = {};
    SectionId section = {};
    CampaignId campaign = {};
    QSet<PinStatus> states = {};
    /** Words that all have to be in title, description, link, alternative text or note, each
     * anywhere in one of them, large or small letters alike. */
    QString text = {};
    /** Due from, and before; with either there are no pins without a time. */
    std::optional<UtcTime> from = {};
    std::optional<UtcTime> to = {};

    /** True if it leaves out some of the account's pins. */
    [[nodiscard]] bool narrows() const;
    /** The same answer as the database's, for a pin that is at hand already. */
    [[nodiscard]] bool matches(const Pin &pin) const;
    friend bool operator==(const PinFilter &, const PinFilter &) = default;
};

/** The words of a search, without what only separates them. */
QStringList searchWords(const QString &text);
/** True if all words are in one of the pin's texts each. */
bool hasWords(const PinContent &content, const QStringList &words);

} // namespace pinweek
