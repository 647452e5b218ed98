// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/id.h"
#include "model/comparable.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <utility>

namespace pinweek {

/** What was sent for a pin, and when it may have been created: server time. Empty: not sent. */
struct SentPin
{
    PinId pin;
    QString section; // remote id
    QString title;
    QString description;
    QString link;
    QString altText;
    UtcTime from{};
    UtcTime until{};
};

/** A pin that a board's list shows. */
struct ListedPin
{
    QString remoteId;
    QString section; // remote id, empty: none
    QString title;
    QString description;
    QString link;
    QString altText;
    std::optional<UtcTime> createdAt; // server time
    QString imageUrl;
};

/** How far Pinterest's clock and ours may be apart beyond what is known of it. */
constexpr std::chrono::minutes clockTolerance{5};

enum class Likeness
{
    Impossible, // title and link were sent and both differ, or it was made at another time
    Weak,       // can't be ruled out
    Strong,     // all that was sent is there
    Exact       // and nothing else
};

Likeness likeness(const SentPin &sent, const ListedPin &listed);

/** Two that may be the same: a pin of ours and a remote id. */
using PinPair = std::pair<PinId, QString>;

/** What the list of a board says about all pins that are looked for there. */
struct Judgement
{
    /** Each pin and each remote id at most once. */
    QHash<PinId, QString> same;
    /** Strong ones among which texts can't choose: pictures may. */
    QList<PinPair> toCompare;
    /** Per pin what it may be, the strong ones first; pins for which there is nothing are absent.
     */
    QHash<PinId, QStringList> maybe;
};

/**
 * Tells which of the pins that were sent are in a board's list (protocols.md 1.D). All pins of a
 * board are judged together: what is certainly one of them is no candidate of the others. Pins of
 * ours that are known are left out by the caller. Pure.
 *
 * @param pictures  which pairs of an earlier judgement's toCompare show the same picture; a pair
 *                  that is missing could not be compared. Empty: nothing was compared yet.
 */
Judgement judge(const QList<SentPin> &sent, const QList<ListedPin> &listed,
                const QHash<PinPair, bool> &pictures = {});

} // namespace pinweek
