// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/pin.h"
#include "model/spacing.h"
#include "planner/pineditor.h"

#include <QCoreApplication>

namespace pinweek {

class Settings;
class Store;

/** A pin that is too near to another of the same link or image, and where it would go. */
struct RespacedPin
{
    Pin pin;
    SpacingBreak why = SpacingBreak::Link;
    WallTime to;
};

/** A day of an account, beside one pin. */
struct PlanDay
{
    QDate date; // in the account's zone
    UtcTime begin{};
    UtcTime end{};
    /** Pins of this and the days around, as far as spacing reaches. */
    Spacing others{SpacingRules{}};
    /** How many are planned for the day, or went out, as the day's header counts. */
    int planned = 0;
};

/** One pin of "one pin to many boards". */
struct BoardDate
{
    BoardId board;
    WallTime at;
};

/**
 * What a user does to a whole plan: shuffle, respace, one pin to many boards. Each is one named,
 * undoable step. Pins that are locked, published, under way or waiting for a person never move, nor
 * those whose time has passed. Main thread.
 *
 * Errors: Rejected with a sentence that can be shown, Conflict (changed meanwhile), Storage.
 * Nothing is changed when there is an error.
 */
class PlanEditor
{
    Q_DECLARE_TR_FUNCTIONS(pinweek::PlanEditor)

public:
    static constexpr int mostBoards = 10;
    static constexpr int mostDaysApart = 90;
    /** The days between a pin's boards that are advised, at least. */
    static constexpr int advisedDaysApart = 7;

    PlanEditor(Store &store, const Settings &settings, const Clock &clock, PinEditor &editor)
        : m_store(store), m_settings(settings), m_clock(clock), m_editor(editor)
    {
    }

    /** Deals the times of the pins anew among them, keeping the days of spacing where that can be.
     * Rejected with fewer than two pins that can move. */
    void shuffle(const QList<PinId> &pins, QObject *context, Done<EditOutcome> done);

    /**
     * Which of the pins are too near to another one, and the next free times that they would get,
     * in order of time; the earlier pin of two stays. Nothing is changed.
     * @param pins  empty: the account's next 1,000 pins
     */
    void findRespaced(AccountId account, const QList<PinId> &pins, QObject *context,
                      Done<QList<RespacedPin>> done) const;
    /** The day around that moment, beside all pins but `self`. */
    [[nodiscard]] PlanDay dayOf(PinId self, AccountId account, UtcTime at) const;
    /** Moves them there; where another program took a time meanwhile, to the next one. */
    void respace(const QList<RespacedPin> &pins, QObject *context, Done<EditOutcome> done);

    /** Dates for so many boards: each this many days after the one before, at the same time of
     * day. */
    static QList<WallTime> datesFrom(const WallTime &first, int days, int count);
    /**
     * The pin on each of the boards. One without a time goes to the first board itself; of one that
     * is planned or published copies are made. Ready ones are scheduled.
     * Rejected: no board, more than `mostBoards`, one twice, a time in the past.
     */
    void toBoards(PinId pin, const QList<BoardDate> &boards, QObject *context,
                  Done<EditOutcome> done);

private:
    /** Those that may be moved, by time. */
    [[nodiscard]] QList<Pin> movable(const QList<Pin> &pins) const;
    /** The account's pins from the longest spacing before the first to after the last. */
    [[nodiscard]] Result<QList<Pin>> around(AccountId account, UtcTime first, UtcTime last) const;
    [[nodiscard]] QByteArray zoneOf(AccountId account) const;
    [[nodiscard]] PinStatus statusAt(const PinContent &content) const;
    void apply(const QString &name, const QList<PinChange> &changes, QObject *context,
               Done<EditOutcome> done);

    Store &m_store;
    const Settings &m_settings;
    const Clock &m_clock;
    PinEditor &m_editor;
};

} // namespace pinweek
