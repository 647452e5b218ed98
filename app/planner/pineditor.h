// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "model/pin.h"
#include "planner/pinpictures.h"
#include "planner/readiness.h"
#include "planner/textedits.h"
#include "store/pinstore.h"
#include "store/undostore.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>

namespace pinweek {

class Settings;
class Store;
struct IntakeItem;
struct IntakeResult;

/** Where dropped images go. */
struct DropTarget
{
    AccountId account;
    BoardId board; // invalid: none
    SectionId section;
    /** Local time of the first; nullopt: Unscheduled. */
    std::optional<WallTime> at;
    /** Several images: each next one this many minutes later; 0: all at the same time. */
    int minutesApart = 60;
    QString link; // filled in for all, may be empty
    /** Each image takes the next free slot instead, from `at` on (nullopt: from now on). */
    bool nextSlots = false;
};

/** Pins of which an earlier part of the same edit made drafts (half an address was typed), and how
 * they were to go out before. */
using Disarmed = QHash<PinId, Arming>;

/** What an edit did. */
struct EditOutcome
{
    QList<PinId> pins;
    /** Pins that were scheduled and now are drafts, because the edit left an error. */
    QList<PinId> turnedDraft;
    /** How those were to go out: for the next part of an edit that goes on. Also the ones that were
     * drafts since an earlier part and could not be brought back. */
    Disarmed disarmed = {};
    /** One clear line per file that was refused ("“cat.jpg” is cut off: …"). */
    QStringList refused;
    /** How many of `pins` are scheduled now. */
    int scheduled = 0;
};

/**
 * Everything that a user does to pins: the only changer of pins beside the Publisher. Each call is
 * one named, undoable step. Main thread; files are read on a worker, and many pins are gone over in
 * slices, so that no turn of the event loop takes long.
 *
 * Errors: Rejected with an English sentence that can be shown (time in the past, not ready, being
 * published, published pins don't move, locked…), Conflict (changed meanwhile), Media, Storage.
 * Nothing is changed when there is an error. Where nobody waits for the answer, `done` may be empty
 * (and `context` null).
 */
class PinEditor : public QObject
{
    Q_OBJECT

public:
    PinEditor(Store &store, Settings &settings, const Clock &clock, QObject *parent = nullptr);
    /** Cancels imports under way and waits for the one file being read. */
    ~PinEditor() override;

    /**
     * Makes one pin for each local image file: imported by workers, then all in one step. Scheduled
     * where ready (account, board, title, link, valid image) and the time is to come, else a draft
     * with that time. `importProgress` comes meanwhile; cancelImport() stops with Cancelled, and
     * nothing is made. Refused files don't stop the others; Media when every file was refused.
     */
    void addImages(const QStringList &paths, const DropTarget &target, QObject *context,
                   Done<EditOutcome> done);
    /** The same for image data (clipboard, browser). */
    void addImageData(const QByteArray &bytes, const QString &name, const DropTarget &target,
                      QObject *context, Done<EditOutcome> done);
    /** Takes images in without making pins, for a user who is still asked where they go; then
     * addPins(). Progress, cancelling and errors as with addImages. */
    void takeImages(const QList<IntakeItem> &items, QObject *context, Done<IntakeResult> done);
    /** New pins in one step: scheduled where ready and the time is to come, else drafts. */
    void addPins(const QList<PinContent> &contents, QObject *context, Done<EditOutcome> done);
    void cancelImport();

    /** A pin with this content, always as a draft.
     * @param joinKey  as in edit(), for the edit of what is typed on */
    void addPin(const PinContent &content, QObject *context, Done<EditOutcome> done,
                const QString &joinKey = {});
    /**
     * Replaces the content of a pin. A scheduled pin that now has an error becomes a draft
     * (turnedDraft). Never arms a draft, but for those to be brought back.
     * @param joinKey  edits with the same key shortly after each other become one step ("title of
     * pin 7"); empty: a step of its own
     * @param bringBack  of the former part of this edit: a draft of these goes out as it was to
     * where nothing is missing now; at another time only if that is to come. Else it is in
     * turnedDraft again
     */
    void edit(const Pin &seen, const PinContent &content, const QString &stepName,
              const QString &joinKey, QObject *context, Done<EditOutcome> done,
              const Disarmed &bringBack = {});
    /** Texts of several pins as one step of this name. Pins that can't be changed any more are left
     * as they are; Rejected when all of them are.
     * @param joinKey  as in edit(): what is typed on becomes one step
     * @param bringBack  as in edit() */
    void editTexts(const QList<TextEdit> &edits, const QString &stepName, QObject *context,
                   Done<EditOutcome> done, const QString &joinKey = {},
                   const Disarmed &bringBack = {});
    /** New times, all or nothing; order as `pins`. Drafts stay drafts, scheduled ones stay
     * scheduled. Past times are refused. A draft that is ready is scheduled when it comes from
     * Unscheduled. */
    void move(const QList<PinId> &pins, const QList<WallTime> &to, QObject *context,
              Done<EditOutcome> done);
    /** The same by so much: hours and minutes count in real time, days keep the wall time in
     * `zone`. Pins that can't be moved, or have no time, are left where they are. */
    void shift(const QList<PinId> &pins, int days, std::chrono::minutes minutes,
               const QByteArray &zone, QObject *context, Done<EditOutcome> done);
    /** Drafts (or blocked, failed pins) → Scheduled. Only those that are ready; Rejected with the
     * first reason when none is. */
    void schedule(const QList<PinId> &pins, QObject *context, Done<EditOutcome> done);
    /**
     * Each pin, in this order, takes the next free time slot of its account from `from` on (a
     * passed moment, or nullopt: from now on); where there are no slots, a time spread evenly in
     * the daily window. Found and taken in one transaction, so that two programs never get the
     * same one. Ready pins are scheduled, others become drafts with that time. Locked pins stay;
     * Rejected when all are.
     */
    void scheduleToNextSlots(const QList<PinId> &pins, std::optional<UtcTime> from,
                             QObject *context, Done<EditOutcome> done);
    /** The same for pins that a hand puts there, as with move(): locked ones too, and drafts that
     * had a time stay drafts. */
    void putOnNextSlots(const QList<PinId> &pins, std::optional<UtcTime> from, QObject *context,
                        Done<EditOutcome> done);
    /** Another time alone: the next free slot after the pin's own time. Never arms a draft. */
    void moveToNextSlot(PinId pin, QObject *context, Done<EditOutcome> done);
    /** A new pin with this content at the next free slot from `from` on: scheduled if it is ready,
     * else a draft with that time. */
    void addPinToNextSlot(const PinContent &content, std::optional<UtcTime> from, QObject *context,
                          Done<EditOutcome> done);
    /** The same for several, in their order and in one step. */
    void addPinsToNextSlots(const QList<PinContent> &contents, std::optional<UtcTime> from,
                            QObject *context, Done<EditOutcome> done);
    /** The times that scheduleToNextSlots() would give the pins, locked ones left out, in order;
     * nothing is taken. The pins are of one account. */
    void previewNextSlots(const QList<PinId> &pins, std::optional<UtcTime> from, QObject *context,
                          Done<QList<WallTime>> done) const;
    /** The times that `count` new images would get at a target with nextSlots. */
    void previewNextSlots(const DropTarget &target, int count, QObject *context,
                          Done<QList<WallTime>> done) const;
    /** The times that addPinsToNextSlots() would give; all are of one account. */
    void previewNextSlots(const QList<PinContent> &contents, std::optional<UtcTime> from,
                          QObject *context, Done<QList<WallTime>> done) const;
    /** Back to drafts that keep their time, so that they aren't sent; one whose time has passed
     * shows as missed.
     * @param stepName  what the user did by that; empty: "Hold" */
    void holdBack(const QList<PinId> &pins, QObject *context, Done<EditOutcome> done,
                  const QString &stepName = {});
    /** Takes the time away: back to Unscheduled, as drafts. */
    void unschedule(const QList<PinId> &pins, QObject *context, Done<EditOutcome> done);
    /** Copies as drafts (never published twice by accident); at `to` if given (ready ones with a
     * time to come are scheduled as by a drop), else Unscheduled. */
    void duplicate(const QList<PinId> &pins, const std::optional<QList<WallTime>> &to,
                   QObject *context, Done<EditOutcome> done);
    /** Copies, each at the next free slot from `from` on. */
    void duplicateToNextSlots(const QList<PinId> &pins, std::optional<UtcTime> from,
                              QObject *context, Done<EditOutcome> done);
    void setBoard(const QList<PinId> &pins, BoardId board, SectionId section, QObject *context,
                  Done<EditOutcome> done);
    /** An invalid one: none. */
    void setCampaign(const QList<PinId> &pins, CampaignId campaign, QObject *context,
                     Done<EditOutcome> done);
    /** PinContent::utm. */
    void setUtm(const QList<PinId> &pins, std::optional<UtmRecipeId> recipe, QObject *context,
                Done<EditOutcome> done);
    void setLocked(const QList<PinId> &pins, bool locked, QObject *context, Done<EditOutcome> done);
    /**
     * What is made of pictures when they are sent, for one pin or many as one step of this name.
     * Pins that can't be changed any more are left as they are, and so are pictures that are others
     * by now; Rejected when no pin can be changed, or a fit can't be (checkFit).
     */
    void setFits(const QList<PlacedFit> &fits, const QString &stepName, QObject *context,
                 Done<EditOutcome> done);
    /** The image starts afresh: as it is, without a fit. A video keeps a cover that is a file of
     * the user's; a frame of the former video goes with it. */
    void replaceImage(PinId pin, const QString &path, QObject *context, Done<EditOutcome> done);
    void replaceImageData(PinId pin, const QByteArray &bytes, const QString &name, QObject *context,
                          Done<EditOutcome> done);
    /** Sets the time to now and schedules; the publisher takes it at once. */
    void publishNow(const QList<PinId> &pins, QObject *context, Done<EditOutcome> done);
    /** Off the calendar (undoable). Published pins stay at Pinterest. Pins being published are
     * refused. */
    void remove(const QList<PinId> &pins, QObject *context, Done<EditOutcome> done);
    /**
     * Brings removed pins back as they were (PinStore::recentlyDeleted). What would go out in the
     * past, or can't be sent as it is, comes back as a draft with its time (turnedDraft); a board
     * that is another account's by now is taken away. NotFound if one of them is not removed (any
     * more); then nothing is brought back.
     */
    void restore(const QList<PinId> &pins, QObject *context, Done<EditOutcome> done);

    void undo(QObject *context, Done<UndoOutcome> done);
    void redo(QObject *context, Done<UndoOutcome> done);

    /** The checks of a pin as the composer and the cards show them. */
    [[nodiscard]] QList<PinCheck> check(const PinContent &content) const;
    [[nodiscard]] QList<PinCheck> missing(const PinContent &content) const;
    /** Drops the cached boards, accounts and media that checks use; wired to Store::changed. */
    void forgetCache();
    /** The words of a check, for reasons in errors (text/texts.h is a layer above). */
    void setCheckText(std::function<QString(PinCheck)> describe);

signals:
    void importProgress(int done, int total);
    /** A large file is being copied: bytes so far, of all. */
    void importCopying(qint64 done, qint64 total);

private:
    struct Private;
    void addItems(const QList<IntakeItem> &items, const DropTarget &target, QObject *context,
                  Done<EditOutcome> done);
    void addAssets(const QList<MediaAsset> &assets, const QStringList &refused,
                   const DropTarget &target, QObject *context, Done<EditOutcome> done);
    void replaceImageItem(PinId pin, const IntakeItem &item, QObject *context,
                          Done<EditOutcome> done);
    [[nodiscard]] PinChange restored(const Pin &pin) const;
    /** What becomes of pins that can't be changed any more. */
    enum class Frozen
    {
        Refuse,
        LeaveOut
    };
    void changeEach(const QList<PinId> &pins, const QString &name,
                    const std::function<void(PinChange &)> &adjust, QObject *context,
                    Done<EditOutcome> done, Frozen frozen = Frozen::Refuse,
                    const QString &joinKey = {}, const Disarmed &bringBack = {});
    /** Why a pin can't be scheduled; empty if it can. */
    [[nodiscard]] QString unreadyReason(const Pin &pin) const;

    std::unique_ptr<Private> d;
    std::function<QString(PinCheck)> m_describe;
};

} // namespace pinweek
