// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/pin.h"

#include <QList>
#include <QString>

namespace pinweek {

struct StoreCore;

/** A pin of a board at Pinterest. */
struct PulledPin
{
    /** Texts, board, remote id, when it was published; without a picture. */
    Pin pin;
    QString imageUrl; // empty: there is none
};

struct PullOutcome
{
    int added = 0;
    int known = 0;   // pins of this plan, or brought in before, also deleted ones
    int deleted = 0; // of the known ones
};

struct AwaitedPicture
{
    PinId pin;
    QString imageUrl;
};

/**
 * Published pins that were brought in from Pinterest. They are pins as others that are published:
 * found, compared with, used again, and never sent; but they count in no day's plan. Not undoable.
 */
class PullStore
{
public:
    explicit PullStore(StoreCore &core);

    /** Those whose id at Pinterest is not known yet; one transaction, at most some hundred a call.
     * A pin of this plan that was posted by hand on that board, with the same title and link, is
     * that pin from then on, and known.
     * Conflict, with a sentence, while a pin on one of these boards may be at Pinterest without
     * being known: one of those might be that pin, which would then be taken for missing, and sent
     * again. */
    void add(const QList<PulledPin> &pins, QObject *context, Done<PullOutcome> done);
    /** Pins on the board whose pictures are still to be fetched, in the order of their coming. */
    [[nodiscard]] Result<QList<AwaitedPicture>> awaited(BoardId board, int limit = 1000) const;
    /** An invalid id: there is none to be had. */
    void setPicture(PinId pin, MediaId media, QObject *context, Done<void> done);
    [[nodiscard]] Result<bool> isPulled(PinId pin) const;
    /** How many show between each bound and the next; invalid account: of all. */
    [[nodiscard]] Result<QList<int>> countBetween(AccountId account,
                                                  const QList<UtcTime> &bounds) const;

private:
    StoreCore &m_core;
};

} // namespace pinweek
