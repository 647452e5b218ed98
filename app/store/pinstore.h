// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/requestlimits.h"
#include "core/result.h"
#include "model/pin.h"
#include "model/slotplan.h"
#include "store/pinfilter.h"

#include <QDate>
#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace pinweek {

struct StoreCore;

/** How pins without a time stand. */
enum class UnscheduledOrder
{
    NewestFirst,
    OldestFirst,
    ByTitle, // without a title last
    ByBoard, // without a board last
};

/** By what a pin goes out, or is tried again. */
struct Arming
{
    PinStatus status = PinStatus::Scheduled; // or Failed
    std::optional<WallTime> planned = {};
    std::optional<UtcTime> nextAttemptAt = {};
    LateCause lateCause = LateCause::None;
    std::optional<PinError> lastError = {};
};

/** nullopt: it isn't armed. */
[[nodiscard]] std::optional<Arming> armingOf(const Pin &pin);

/** One pin's part of a user's step. */
struct PinChange
{
    /** Invalid: a new pin. */
    PinId id;
    /** The revision that the user saw; another one in the store makes the whole step fail with
     * Conflict. */
    qint64 expectedRevision = 0;
    PinContent content;
    /** Draft or Scheduled; Blocked/Failed pins go to one of these too. Unchanged for a removed pin.
     */
    PinStatus status = PinStatus::Draft;
    /** The pin leaves the calendar; kept for "Recently deleted". */
    bool removed = false;
    /** The pin takes the next free slot of its account from this moment on (a passed one: from
     * now), found and taken in the step's transaction; content.planned is replaced by it. */
    std::optional<UtcTime> nextSlotFrom = {};
    /** A draft goes back to this, with its status, where its plan is the same: what was typed had
     * left an error for a moment. Anything else but a draft isn't touched by it. */
    std::optional<Arming> rearm = {};
};

/** What the user did, as one undoable step. All of it is stored, or nothing. */
struct PinStep
{
    /** Shown in "Undo %1", in the user's language: "Move pin". */
    QString name;
    QList<PinChange> changes;
    /** A step that follows with the same non-empty key, on the same pins, within 5 s becomes one
     * with the former (typing in a field). */
    QString joinKey;
    /** False for what no user did (the demo's sample week): Ctrl+Z doesn't take it away. */
    bool undoable = true;
    /** For changes that ask for slots. */
    PlanRules rules = {};
};

struct StepOutcome
{
    /** One per change, in order; new pins have their ids here. */
    QList<PinId> pins;
};

/** A pin that was taken off the calendar. */
struct RemovedPin
{
    Pin pin;
    UtcTime at; // when
};

/** How long a removed pin can be brought back (interaction.md 14). */
constexpr std::chrono::hours removedKeptFor{24 * 30};

/** A transition or event in a pin's life. */
struct PinEvent
{
    UtcTime at;
    PinStatus from = PinStatus::Draft;
    PinStatus to = PinStatus::Draft;
    /** "window", "command line", "publisher", … */
    QString origin;
    /** English detail: what was done, Pinterest's answer. */
    QString detail;
};

/** A line of the log: an event and whose it is. */
struct LoggedEvent
{
    qint64 number = 0; // grows with time
    PinId pin;
    QString title; // as it is now
    PinEvent event;
};

/** What is stored, durably, before a request leaves (protocols.md 1.A). */
struct Claim
{
    PinId pin;
    qint64 expectedRevision = 0;
    /** Hash over account, board, section, normalised title, description, link, alt text. */
    QByteArray fingerprint;
    /** RequestBody::sha256() */
    QByteArray bodySha256;
    QByteArray bootId;
    /** Server clock minus ours. */
    std::chrono::seconds serverSkew{0};
    /** Set when the pin is handed over: the date that is sent, its due time. The account must be
     * set to that, and the date 10 minutes to 30 days ahead. */
    std::optional<UtcTime> publishAt = {};
    /** The link in that body: Pin::sentLink from then on. */
    QString link = {};
    /** Asked inside the transaction, on the store thread: false makes the claim fail (Conflict).
     * Null: always. A publisher that has let go of its lock claims nothing any more. */
    std::function<bool()> isPublisher = {};
    /** Of the account; a claim that would go beyond them is refused as RateLimited. */
    RequestLimits limits = {};
};

/** What becomes of one late pin (publisher/latepolicy.h). */
struct LateStep
{
    enum class What
    {
        SendAt, // goes out at `at`; what was planned stays
        MoveTo, // planned anew, for `to`
        Ask,    // Blocked: a person decides
        Skip,   // a draft again, that was missed
    };
    PinId pin;
    qint64 expectedRevision = 0;
    What what = What::SendAt;
    LateCause cause = LateCause::Away;
    UtcTime at{};
    std::optional<WallTime> to = {};
    friend bool operator==(const LateStep &, const LateStep &) = default;
};

/** How far ahead a pin can be handed over. */
constexpr std::chrono::seconds handOverLeast = std::chrono::minutes(10);
constexpr std::chrono::seconds handOverMost = std::chrono::hours(24 * 30);

/** A pin found to be ours at Pinterest. */
struct PublishedAs
{
    QString remoteId; // digits
    std::optional<UtcTime> createdAt;
    QString detail; // for the history: status, request id
};

/** Numbers for boards panel and status bar. */
struct PlanCounts
{
    int scheduled = 0; // Scheduled + Failed in the range
    int published = 0; // in the range
    int drafts = 0;    // with a time in the range
};

/** Why a pin waits for a person whose request with a date got no clear answer. */
PinError handOverLost();

/** The first pins of several spans of time. */
struct FirstPins
{
    QList<Pin> pins;   // of all spans, by (dueAt, id)
    QList<int> counts; // of each span, also of what is not among `pins`
};

/**
 * The pins: the only SQL about them. Reads answer at once, on the main thread, at most 1,000 rows a
 * call; writes go to the store thread. Status changes name the status that they expect and follow
 * canMove(); others end in Conflict. Errors: Storage, Conflict (revision or status is another by
 * now), NotFound.
 */
class PinStore
{
public:
    explicit PinStore(StoreCore &core);

    // --- reading
    [[nodiscard]] Result<Pin> pin(PinId id) const;
    [[nodiscard]] Result<QList<Pin>> pins(const QList<PinId> &ids) const;
    /** Pins with from <= dueAt < to by (dueAt, id), from the one after `after` on. */
    [[nodiscard]] Result<QList<Pin>> due(const PinFilter &filter, UtcTime from, UtcTime to,
                                         int limit = 1000,
                                         const std::optional<Pin> &after = std::nullopt) const;
    /** Drafts without a time. */
    [[nodiscard]] Result<QList<Pin>>
    unscheduled(const PinFilter &filter, int limit = 200, int offset = 0,
                UnscheduledOrder order = UnscheduledOrder::NewestFirst) const;
    [[nodiscard]] Result<int> unscheduledCount(const PinFilter &filter) const;
    /** Blocked and Unconfirmed pins, and drafts whose time passed before `now` (at most 30 days
     * ago), oldest first. */
    [[nodiscard]] Result<QList<Pin>> needingYou(UtcTime now, int limit = 200) const;
    /** The moment at which the publisher has to look next: the least of Scheduled dueAt and Failed
     * nextAttemptAt, of accounts that aren't Local; only what is later than `after`. */
    [[nodiscard]] Result<std::optional<UtcTime>> nextSendTime(UtcTime after = fromEpoch(-1)) const;
    /** Pins to be sent by `until` (Scheduled by dueAt, Failed by nextAttemptAt), in order of dueAt,
     * id. Where there are more than `limit`, each account has an equal share: its first ones. */
    [[nodiscard]] Result<QList<Pin>> toSend(UtcTime until, int limit = 100) const;
    /** The next Scheduled or Failed pins from `from` on. */
    [[nodiscard]] Result<QList<Pin>> upcoming(const PinFilter &filter, UtcTime from,
                                              int limit) const;
    /** Scheduled and Failed pins of accounts that are posted by hand, due from `from` on (not
     * before) and before `to`, by (dueAt, id). */
    [[nodiscard]] Result<QList<Pin>> toPostByHand(UtcTime from, UtcTime to, int limit = 200) const;
    /** The next moment after `after` at which such a pin comes due, or is spoken of again. */
    [[nodiscard]] Result<std::optional<UtcTime>> nextReminder(UtcTime after) const;
    /** The moments between `from` and `to` at which pins of the account went out or are to go out,
     * in order. */
    [[nodiscard]] Result<QList<UtcTime>> takenTimes(AccountId account, UtcTime from,
                                                    UtcTime to) const;
    /** How many of the account's pins are due from `from` on and before `to`, without those that
     * were found at Pinterest, and without `but`. */
    [[nodiscard]] Result<int> plannedCount(AccountId account, UtcTime from, UtcTime to,
                                           PinId but = {}) const;
    /** Scheduled pins that are late and wait for another time, by dueAt. */
    [[nodiscard]] Result<QList<Pin>> deferred(int limit = 1000) const;
    /** Failed pins, the last changed first. */
    [[nodiscard]] Result<QList<Pin>> lastFailed(int limit) const;
    [[nodiscard]] Result<PlanCounts> counts(const PinFilter &filter, UtcTime from,
                                            UtcTime to) const;
    /** Of the pins that are due between each of these moments, which grow, and the next: the first
     * `each`, and how many there are. */
    [[nodiscard]] Result<FirstPins> firstBetween(const PinFilter &filter,
                                                 const QList<UtcTime> &bounds, int each) const;
    /** Any status and time, by dueAt (unscheduled last) then id: for `pinweekctl pin list`. `text`
     * as in PinFilter, beside the filter's own. */
    [[nodiscard]] Result<QList<Pin>> list(const PinFilter &filter, std::optional<PinStatus> status,
                                          std::optional<UtcTime> from, std::optional<UtcTime> to,
                                          const QString &text, int limit, int offset) const;
    /** The last 1,000, oldest first. */
    [[nodiscard]] Result<QList<PinEvent>> history(PinId id) const;
    /** Events of one pin, or of all (invalid id), those of deleted pins too, oldest first: the ones
     * after number `after`. */
    [[nodiscard]] Result<QList<LoggedEvent>> log(PinId pin, qint64 after, int limit = 1000) const;
    /** The number of the newest event; 0: there is none yet. */
    [[nodiscard]] Result<qint64> lastLogged() const;
    /** Pins removed at `since` or later, the last removed first; also those whose making was
     * undone. */
    [[nodiscard]] Result<QList<RemovedPin>> recentlyDeleted(UtcTime since, int limit = 200,
                                                            int offset = 0) const;
    /** Those of `ids` that are removed, in that order. */
    [[nodiscard]] Result<QList<RemovedPin>> removed(const QList<PinId> &ids) const;

    /** Scheduled pins of accounts that hand over, due from `from` to `to`, by (dueAt, id); also
     * Failed ones that never left this computer. */
    [[nodiscard]] Result<QList<Pin>> toHandOver(UtcTime from, UtcTime to, int limit) const;
    /** HandedOver pins that are to be looked for by `until`. */
    [[nodiscard]] Result<QList<Pin>> toLookFor(UtcTime until, int limit) const;
    /** The next moment after `after` at which one of both has to be looked at: a pin comes within
     * `ahead`, or is to be looked for. */
    [[nodiscard]] Result<std::optional<UtcTime>> nextHandOver(UtcTime after,
                                                              std::chrono::seconds ahead) const;

    // --- the user's steps (undo: UndoStore)
    void apply(const PinStep &step, QObject *context, Done<StepOutcome> done);

    // --- the publisher's steps: each one durable transaction
    /** Scheduled or Failed → Publishing, with the attempt stored and the request counted. Conflict
     * if another pin with this fingerprint is Publishing or Unconfirmed. */
    void claim(const Claim &claim, QObject *context, Done<AttemptId> done);
    void markPublished(AttemptId attempt, const PublishedAs &as, QObject *context, Done<void> done);
    /** → Failed, tried again at nextAttemptAt. dueAt stays. */
    void markFailed(AttemptId attempt, const PinError &error, UtcTime nextAttemptAt,
                    QObject *context, Done<void> done);
    /** The request certainly never left this computer (no connection): → Failed, tried again at
     * nextAttemptAt, and it counts neither as an attempt of the pin nor against the pace. */
    void markNotSent(AttemptId attempt, const PinError &error, UtcTime nextAttemptAt,
                     QObject *context, Done<void> done);
    void markUnconfirmed(AttemptId attempt, const PinError &error, QObject *context,
                         Done<void> done);
    void markBlocked(AttemptId attempt, const PinError &error, QObject *context, Done<void> done);
    /** Publishing → HandedOver: Pinterest took it with its date; looked for at `lookAt`. */
    void markHandedOver(AttemptId attempt, const PublishedAs &as, UtcTime lookAt, QObject *context,
                        Done<void> done);
    /** A HandedOver pin was not seen, or must not be seen yet: it is looked for again at `at`. */
    void lookAgain(PinId pin, qint64 expectedRevision, UtcTime at, QObject *context,
                   Done<void> done);
    /** HandedOver → Published: it is on its board. */
    void markHandedOverPublished(PinId pin, qint64 expectedRevision, UtcTime at,
                                 const QString &detail, QObject *context, Done<void> done);
    /** HandedOver → Blocked: Pinterest took it, and has not published it. */
    void blockHandedOver(PinId pin, qint64 expectedRevision, const PinError &error,
                         QObject *context, Done<void> done);
    /** Blocks a Scheduled or Failed pin that can't even be tried (media gone, board gone). */
    void blockUnsent(PinId pin, qint64 expectedRevision, const PinError &error, QObject *context,
                     Done<void> done);
    /** Failed pins that wait because Pinterest could not be reached are tried now: the network is
     * back. Gives their number. */
    void retryUnreached(QObject *context, Done<int> done);
    /** How many of the pin's last attempts in a row ended with this HTTP status. */
    [[nodiscard]] Result<int> answersInARow(PinId pin, int httpStatus) const;
    /** Puts a Scheduled or Failed pin off (network down, account waits) without using up an
     * attempt; status Failed, tried again then. */
    void postpone(PinId pin, qint64 expectedRevision, const PinError &error, UtcTime nextAttemptAt,
                  QObject *context, Done<void> done);
    /** What the rule for late pins says, with a line of each pin's history; pins that are another
     * revision by now are left as they are. Gives how many were changed. */
    void settleLate(const QList<LateStep> &steps, QObject *context, Done<int> done);
    /** At take-over of the publisher lock: every Publishing pin was interrupted → Unconfirmed.
     * Gives their number. */
    void sweepInterrupted(QObject *context, Done<int> done);
    /** A user's word on an Unconfirmed or Blocked pin: it is at Pinterest (maybe with a known id),
     * so never send it. */
    void settleAsPublished(PinId pin, qint64 expectedRevision, const QString &remoteId,
                           QObject *context, Done<void> done);
    /** A user's word: it is not at Pinterest. → Scheduled (due unchanged). */
    void settleAsUnsent(PinId pin, qint64 expectedRevision, QObject *context, Done<void> done);
    /** A user's word: posted by hand. Scheduled, Failed or Blocked → Published, now; `remoteId` may
     * be empty (then nothing is known of it at Pinterest). */
    void markPosted(PinId pin, qint64 expectedRevision, const QString &remoteId, QObject *context,
                    Done<void> done);
    /** A Scheduled pin that is posted by hand is spoken of again at `at`; its due time stays. */
    void remindAgain(PinId pin, qint64 expectedRevision, UtcTime at, QObject *context,
                     Done<void> done);
    /** Demo and pull-in only: rows that are Published already, with their remote ids; not undoable.
     */
    void insertPublished(const QList<Pin> &pins, QObject *context, Done<void> done);

    /**
     * Deletes at most `limit` pins that were removed before `before` for good, with their history;
     * not those that a step of undo still needs. Gives how many there were; where there is
     * none `done` is not called.
     */
    void purgeRemoved(UtcTime before, int limit, QObject *context, Done<int> done);

private:
    StoreCore &m_core;
};

} // namespace pinweek
