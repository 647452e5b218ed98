// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/pineditor.h"

#include "core/settings.h"
#include "model/videoway.h"
#include "planner/imageintake.h"
#include "planner/planrules.h"
#include "planner/slices.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/mediastore.h"
#include "store/pausestore.h"
#include "store/pinstore.h"
#include "store/slotstore.h"
#include "store/store.h"
#include "store/utmstore.h"

#include <QPointer>

#include <algorithm>

namespace pinweek {

namespace {

constexpr auto pastSentence = "The time has passed. Choose a later one.";
/** Pins that are read, checked and changed in one turn of the event loop: a few ms. */
constexpr qsizetype sliceOfPins = 200;

QString shortTitle(const Pin &pin)
{
    const QString title = pin.content.title.simplified();
    return title.isEmpty() ? PinEditor::tr("This pin") : QStringLiteral("“%1”").arg(title.left(60));
}

/** Why a pin can't be changed any more; empty if it can. */
QString frozenReason(const Pin &pin)
{
    switch (pin.status) {
    case PinStatus::Publishing:
        return PinEditor::tr("%1 is being published right now.").arg(shortTitle(pin));
    case PinStatus::Unconfirmed:
        return PinEditor::tr("%1 may be at Pinterest already; that is cleared up first.")
            .arg(shortTitle(pin));
    case PinStatus::Published:
        return PinEditor::tr("%1 is published.").arg(shortTitle(pin));
    case PinStatus::HandedOver:
        return PinEditor::tr("%1 was handed over to Pinterest.").arg(shortTitle(pin));
    default:
        return {};
    }
}

/** Sent again without a look it could be there twice; empty for any other pin. */
QString unclearReason(const Pin &pin)
{
    if (!mayBeAtPinterest(pin))
        return {};
    return PinEditor::tr("%1 may be at Pinterest already. Look there, and say whether it is.")
        .arg(shortTitle(pin));
}

/** Why none of them is moved by anything but a hand. */
QString lockedReason(const QList<Pin> &pins)
{
    return pins.size() == 1
               ? PinEditor::tr("%1 is locked. Unlock it, or drag it yourself.")
                     .arg(shortTitle(pins.constFirst()))
               : PinEditor::tr("All of these pins are locked. Unlock them, or drag them yourself.");
}

/** Of the step that makes new pins. */
QString addingName(const QList<PinContent> &contents)
{
    if (contents.size() == 1 && contents.constFirst().isCarousel())
        return PinEditor::tr("Add carousel");
    return PinEditor::tr("Add %n pin(s)", nullptr, int(contents.size()));
}

/** What code that answers later can call in any case. */
Done<EditOutcome> orNobody(Done<EditOutcome> done)
{
    return done ? std::move(done) : [](const Result<EditOutcome> &) {};
}

bool isArmed(PinStatus status)
{
    return status == PinStatus::Scheduled || status == PinStatus::Failed;
}

PinChange changeOf(const Pin &pin)
{
    PinChange change;
    change.id = pin.id;
    change.expectedRevision = pin.revision;
    change.content = pin.content;
    change.status = pin.status;
    return change;
}

} // namespace

struct PinEditor::Private
{
    Store &store;
    Settings &settings;
    const Clock &clock;
    ImageIntake intake;
    // What checks need to know; forgotten whenever the store says that something changed.
    mutable QHash<AccountId, Account> accounts;
    mutable QHash<BoardId, Board> boards;
    mutable QHash<MediaId, MediaAsset> media;

    Private(Store &s, Settings &set, const Clock &c) : store(s), settings(set), clock(c), intake(s)
    {
    }

    template<typename Key, typename Value, typename Read>
    static std::optional<Value> cached(QHash<Key, Value> &cache, Key key, Read read)
    {
        if (!key.isValid())
            return std::nullopt;
        const auto found = cache.constFind(key);
        if (found != cache.constEnd())
            return *found;
        const Result<Value> value = read(key);
        if (!value)
            return std::nullopt;
        if (cache.size() > 5000)
            cache.clear();
        cache.insert(key, *value);
        return *value;
    }

    std::optional<Account> account(AccountId id) const
    {
        return cached<AccountId, Account>(
            accounts, id, [this](AccountId key) { return store.accounts().account(key); });
    }

    std::optional<MediaAsset> asset(MediaId id) const
    {
        return cached<MediaId, MediaAsset>(
            media, id, [this](MediaId key) { return store.media().asset(key); });
    }

    /** Where this takes the place of the pin's video. */
    bool keepsCover(const PinContent &content, const MediaAsset &next) const
    {
        const std::optional<MediaAsset> cover = asset(content.cover);
        const bool isFile = cover && cover->kind == MediaKind::Image;
        return next.id == content.media || (next.isVideo() && isFile);
    }

    CheckContext contextOf(const PinContent &content) const
    {
        CheckContext context;
        context.account = account(content.account);
        context.board = cached<BoardId, Board>(
            boards, content.board, [this](BoardId id) { return store.boards().board(id); });
        context.media = asset(content.media);
        if (context.media && context.media->isVideo())
            context.cover = asset(content.cover.isValid() ? content.cover : context.media->poster);
        for (const CarouselPicture &picture : content.pictures)
            context.pictures.append(asset(picture.media));
        context.carouselsOn = settings.carousels();
        if (!content.link.isEmpty())
            context.sentLink = store.utm().linkOf({}, content).value_or(content.link);
        context.now = clock.now();
        return context;
    }

    QByteArray zoneOf(const PinContent &content) const
    {
        if (content.planned)
            return content.planned->zone;
        const std::optional<Account> owner = account(content.account);
        return owner && !owner->zone.isEmpty() ? owner->zone : systemZone();
    }

    bool isPast(const WallTime &time) const { return time.resolve().utc < clock.now(); }

    /** A draft of these is armed again; whoever calls checks what it lacks. */
    void bringBack(PinChange &change, const Disarmed &former) const
    {
        const auto found = former.constFind(change.id);
        if (change.status != PinStatus::Draft || found == former.cend() || !change.content.planned)
            return;
        if (change.content.planned == found->planned) {
            change.status = found->status;
            change.rearm = *found;
        } else if (!isPast(*change.content.planned)) {
            change.status = PinStatus::Scheduled;
        }
    }

    /** What isn't ready can't stay armed; and of what is no longer armed the outcome tells. */
    static void disarm(PinChange &change, const Pin &pin, bool isReady, const Disarmed &former,
                       EditOutcome &outcome)
    {
        const bool stayedDraft = pin.status == PinStatus::Draft && former.contains(pin.id);
        if (isArmed(change.status) ? isReady : !stayedDraft)
            return;
        change.status = PinStatus::Draft;
        outcome.turnedDraft.append(pin.id);
        const std::optional<Arming> arming =
            stayedDraft ? std::optional(former.value(pin.id)) : armingOf(pin);
        if (arming)
            outcome.disarmed.insert(pin.id, *arming);
    }

    /** Draft, or Scheduled for what is ready and still to come. */
    PinStatus statusForDrop(const PinContent &content) const
    {
        return content.planned && !isPast(*content.planned) &&
                       missingForReady(content, contextOf(content)).isEmpty()
                   ? PinStatus::Scheduled
                   : PinStatus::Draft;
    }

    /** What is ready will be scheduled by the slot that it gets, which is always to come. */
    void askForSlot(PinChange &change, std::optional<UtcTime> from) const
    {
        change.nextSlotFrom = std::max(from.value_or(clock.now()), clock.now());
        change.status = missingForReady(change.content, contextOf(change.content)).isEmpty()
                            ? PinStatus::Scheduled
                            : PinStatus::Draft;
    }

    Result<QList<Pin>> readEditable(const QList<PinId> &ids) const
    {
        Result<QList<Pin>> pins = store.pins().pins(ids);
        if (!pins)
            return pins;
        if (pins->size() != ids.size())
            return fail(ErrorKind::NotFound, PinEditor::tr("A pin is no longer there."));
        for (const Pin &pin : *pins) {
            const QString reason = frozenReason(pin);
            if (!reason.isEmpty())
                return fail(ErrorKind::Rejected, reason);
        }
        return pins;
    }

    /** As far as checks would ask for them one by one. */
    void readMedia(const QList<Pin> &pins)
    {
        QList<MediaId> unknown;
        for (const Pin &pin : pins) {
            for (const CarouselPicture &picture : picturesOf(pin.content)) {
                if (!media.contains(picture.media))
                    unknown += picture.media;
            }
        }
        if (unknown.size() < 2)
            return;
        for (const MediaAsset &asset : store.media().assets(unknown).value_or(QList<MediaAsset>()))
            media.insert(asset.id, asset);
    }

    /** The changes of a step while its pins are gone over. */
    struct Gathered
    {
        QList<PinChange> changes;
        EditOutcome outcome;
        qsizetype past = 0; // of the new times
        QString joinKey;
    };
    using Gather = std::function<Result<void>(Gathered &all, qsizetype begin, qsizetype end)>;

    /** Gathers the changes of `count` pins slice by slice, and stores them as one step. */
    void applyInSlices(const QString &name, qsizetype count, PinEditor *editor, QObject *context,
                       Gather gather, Done<EditOutcome> done)
    {
        // With nobody waiting for the answer the pins are changed all the same.
        const QPointer<QObject> asker(context ? context : editor);
        auto all = std::make_shared<Gathered>();
        inSlices(
            count, sliceOfPins, editor,
            [all, gather = std::move(gather)](qsizetype begin, qsizetype end) {
                return gather(*all, begin, end);
            },
            [this, all, name, count, asker, done = std::move(done)](const Result<void> &gathered) {
                if (!asker)
                    return;
                if (!gathered)
                    deliver<EditOutcome>(asker, done, fail(gathered.error()));
                else if (all->past > 0)
                    deliver<EditOutcome>(asker, done,
                                         fail(ErrorKind::Rejected, pastReason(all->past, count)));
                else
                    apply(name, all->changes, all->joinKey, all->outcome, asker, done);
            });
    }

    static QString pastReason(qsizetype past, qsizetype count)
    {
        return count == 1 ? PinEditor::tr(pastSentence)
                          : PinEditor::tr("%1 of %2 would be past. Nothing was moved.")
                                .arg(past)
                                .arg(count);
    }

    /** A pin at another time. */
    void gatherMove(Gathered &all, const Pin &pin, const WallTime &to) const
    {
        all.past += isPast(to);
        PinChange change = changeOf(pin);
        change.content.planned = to;
        if (pin.status == PinStatus::Draft && !pin.content.planned)
            change.status = statusForDrop(change.content);
        else if (pin.status == PinStatus::Failed)
            change.status = PinStatus::Scheduled;
        if (change.content != pin.content)
            all.changes.append(change);
    }

    /** Each takes the next free slot from `from` on, found when the step is stored. */
    void insertAtSlots(const QString &name, const QList<PinContent> &contents,
                       std::optional<UtcTime> from, EditOutcome outcome, QObject *context,
                       Done<EditOutcome> done)
    {
        QList<PinChange> changes;
        for (const PinContent &content : contents) {
            PinChange change;
            change.content = content;
            askForSlot(change, from);
            changes.append(change);
        }
        apply(name, changes, {}, std::move(outcome), context, std::move(done));
    }

    void insert(const QList<PinContent> &contents, const EditOutcome &outcome, QObject *context,
                Done<EditOutcome> done)
    {
        QList<PinChange> changes;
        for (const PinContent &content : contents) {
            PinChange change;
            change.content = content;
            change.status = statusForDrop(content);
            changes.append(change);
        }
        apply(addingName(contents), changes, {}, outcome, context, std::move(done));
    }

    void apply(const QString &name, const QList<PinChange> &changes, const QString &joinKey,
               EditOutcome outcome, QObject *context, Done<EditOutcome> done)
    {
        if (changes.isEmpty()) {
            deliver<EditOutcome>(context, std::move(done), std::move(outcome));
            return;
        }
        for (const PinChange &change : changes) {
            if (change.status == PinStatus::Scheduled && !change.removed)
                ++outcome.scheduled;
        }
        PinStep step{name, changes, joinKey};
        step.rules = planRules(settings);
        store.pins().apply(step, context,
                           [outcome = std::move(outcome), done = orNobody(std::move(done))](
                               const Result<StepOutcome> &stored) mutable {
                               if (!stored) {
                                   done(fail(stored.error()));
                                   return;
                               }
                               outcome.pins = stored->pins;
                               done(std::move(outcome));
                           });
    }
};

namespace {

/** Who tries a pin again that Pinterest refused because of its account says "go on" of the account.
 */
QHash<AccountId, QSet<PauseReason>> pausesEndedBy(const QList<Pin> &pins)
{
    static const QHash<ErrorKind, PauseReason> reasons{
        {ErrorKind::Spam, PauseReason::Spam},
        {ErrorKind::AccessTier, PauseReason::AccessTier},
        {ErrorKind::Forbidden, PauseReason::Permission}};
    QHash<AccountId, QSet<PauseReason>> ended;
    for (const Pin &pin : pins) {
        if (pin.status == PinStatus::Blocked && pin.lastError &&
            reasons.contains(pin.lastError->kind))
            ended[pin.content.account].insert(reasons.value(pin.lastError->kind));
    }
    return ended;
}

} // namespace

PinEditor::PinEditor(Store &store, Settings &settings, const Clock &clock, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(store, settings, clock))
{
    connect(&d->intake, &ImageIntake::progress, this, &PinEditor::importProgress);
    connect(&d->intake, &ImageIntake::copying, this, &PinEditor::importCopying);
    connect(&store, &Store::changed, this, [this](const ChangeSet &changes) {
        if (changes.everything || !changes.boards.isEmpty() || !changes.accounts.isEmpty())
            forgetCache();
    });
}

PinEditor::~PinEditor() = default;

void PinEditor::forgetCache()
{
    d->accounts.clear();
    d->boards.clear();
}

void PinEditor::addImages(const QStringList &paths, const DropTarget &target, QObject *context,
                          Done<EditOutcome> done)
{
    QList<IntakeItem> items;
    for (const QString &path : paths)
        items.append({path, {}, {}});
    addItems(items, target, context, std::move(done));
}

void PinEditor::addImageData(const QByteArray &bytes, const QString &name, const DropTarget &target,
                             QObject *context, Done<EditOutcome> done)
{
    addItems({{{}, bytes, name}}, target, context, std::move(done));
}

void PinEditor::addItems(const QList<IntakeItem> &items, const DropTarget &target, QObject *context,
                         Done<EditOutcome> done)
{
    if (target.at && !target.nextSlots && d->isPast(*target.at)) {
        deliver<EditOutcome>(context, std::move(done), fail(ErrorKind::Rejected, tr(pastSentence)));
        return;
    }
    // With nobody waiting for the answer the images are taken in all the same.
    if (!done)
        context = this;
    d->intake.take(items, this,
                   [this, target, guard = QPointer<QObject>(context),
                    done = orNobody(std::move(done))](const Result<IntakeResult> &taken) mutable {
                       if (!guard)
                           return;
                       if (!taken) {
                           done(fail(taken.error()));
                           return;
                       }
                       addAssets(taken->assets, taken->refused, target, guard, std::move(done));
                   });
}

void PinEditor::addAssets(const QList<MediaAsset> &assets, const QStringList &refused,
                          const DropTarget &target, QObject *context, Done<EditOutcome> done)
{
    QList<PinContent> contents;
    for (int i = 0; i < assets.size(); ++i) {
        PinContent content;
        content.account = target.account;
        content.board = target.board;
        content.section = target.section;
        content.media = assets.at(i).id;
        content.link = target.link;
        if (target.at && !target.nextSlots) {
            const UtcTime utc =
                target.at->resolve().utc + std::chrono::minutes(i * target.minutesApart);
            content.planned = i == 0 ? *target.at : WallTime::fromUtc(utc, target.at->zone);
        }
        contents.append(content);
    }
    EditOutcome outcome;
    outcome.refused = refused;
    if (target.nextSlots)
        d->insertAtSlots(tr("Add %n pin(s)", nullptr, int(contents.size())), contents,
                         target.at ? std::optional(target.at->resolve().utc) : std::nullopt,
                         outcome, context, std::move(done));
    else
        d->insert(contents, outcome, context, std::move(done));
}

void PinEditor::takeImages(const QList<IntakeItem> &items, QObject *context,
                           Done<IntakeResult> done)
{
    d->intake.take(items, context, std::move(done));
}

void PinEditor::addPins(const QList<PinContent> &contents, QObject *context, Done<EditOutcome> done)
{
    d->insert(contents, {}, context, std::move(done));
}

void PinEditor::cancelImport()
{
    d->intake.cancel();
}

void PinEditor::addPin(const PinContent &content, QObject *context, Done<EditOutcome> done,
                       const QString &joinKey)
{
    PinChange change;
    change.content = content;
    d->apply(tr("New pin"), {change}, joinKey, {}, context, std::move(done));
}

void PinEditor::edit(const Pin &seen, const PinContent &content, const QString &stepName,
                     const QString &joinKey, QObject *context, Done<EditOutcome> done,
                     const Disarmed &bringBack)
{
    const QString reason = frozenReason(seen);
    if (!reason.isEmpty()) {
        deliver<EditOutcome>(context, std::move(done), fail(ErrorKind::Rejected, reason));
        return;
    }
    PinChange change = changeOf(seen);
    change.content = content;
    EditOutcome outcome;
    d->bringBack(change, bringBack);
    if (isArmed(change.status)) {
        const bool newPastTime = content.planned && content.planned != seen.content.planned &&
                                 d->isPast(*content.planned);
        if (newPastTime) {
            deliver<EditOutcome>(context, std::move(done),
                                 fail(ErrorKind::Rejected, tr(pastSentence)));
            return;
        }
    }
    const bool isReady = isArmed(change.status) && content.planned && missing(content).isEmpty();
    Private::disarm(change, seen, isReady, bringBack, outcome);
    if (change.content == seen.content && change.status == seen.status) {
        outcome.pins = {seen.id};
        deliver<EditOutcome>(context, std::move(done), std::move(outcome));
        return;
    }
    d->apply(stepName, {change}, joinKey, outcome, context, std::move(done));
}

void PinEditor::editTexts(const QList<TextEdit> &edits, const QString &stepName, QObject *context,
                          Done<EditOutcome> done, const QString &joinKey, const Disarmed &bringBack)
{
    QHash<PinId, QList<TextEdit>> byPin;
    QList<PinId> pins;
    for (const TextEdit &edit : edits) {
        if (!byPin.contains(edit.pin))
            pins += edit.pin;
        byPin[edit.pin] += edit;
    }
    changeEach(
        pins, stepName,
        [byPin](PinChange &change) {
            for (const TextEdit &edit : byPin.value(change.id))
                textOf(change.content, edit.field) = edit.value;
        },
        context, std::move(done), Frozen::LeaveOut, joinKey, bringBack);
}

void PinEditor::move(const QList<PinId> &pins, const QList<WallTime> &to, QObject *context,
                     Done<EditOutcome> done)
{
    Q_ASSERT(pins.size() == to.size());
    d->applyInSlices(
        tr("Move %n pin(s)", nullptr, int(pins.size())), pins.size(), this, context,
        [this, pins, to](Private::Gathered &all, qsizetype begin, qsizetype end) -> Result<void> {
            const Result<QList<Pin>> found = d->readEditable(pins.mid(begin, end - begin));
            if (!found)
                return fail(found.error());
            d->readMedia(*found);
            for (qsizetype i = 0; i < found->size(); ++i)
                d->gatherMove(all, found->at(i), to.at(begin + i));
            return {};
        },
        std::move(done));
}

void PinEditor::shift(const QList<PinId> &pins, int days, std::chrono::minutes minutes,
                      const QByteArray &zone, QObject *context, Done<EditOutcome> done)
{
    d->applyInSlices(
        tr("Move %n pin(s)", nullptr, int(pins.size())), pins.size(), this, context,
        [this, pins, days, minutes, zone](Private::Gathered &all, qsizetype begin,
                                          qsizetype end) -> Result<void> {
            const Result<QList<Pin>> found = d->store.pins().pins(pins.mid(begin, end - begin));
            if (!found)
                return fail(found.error());
            for (const Pin &pin : *found) {
                if (!pin.dueAt || !frozenReason(pin).isEmpty())
                    continue;
                WallTime to = WallTime::fromUtc(*pin.dueAt + minutes, zone);
                to.date = to.date.addDays(days);
                d->gatherMove(all, pin, to);
            }
            if (end == pins.size() && all.changes.isEmpty() && (days != 0 || minutes.count() != 0))
                return fail(ErrorKind::Rejected,
                            tr("None of these pins has a time that can still be moved."));
            return {};
        },
        std::move(done));
}

void PinEditor::schedule(const QList<PinId> &pins, QObject *context, Done<EditOutcome> done)
{
    const Result<QList<Pin>> found = d->readEditable(pins);
    if (!found) {
        deliver<EditOutcome>(context, std::move(done), fail(found.error()));
        return;
    }
    QList<PinChange> changes;
    QString firstReason;
    for (const Pin &pin : *found) {
        if (pin.status == PinStatus::Scheduled)
            continue;
        const QString reason = unreadyReason(pin);
        if (!reason.isEmpty()) {
            if (firstReason.isEmpty())
                firstReason = reason;
            continue;
        }
        PinChange change = changeOf(pin);
        change.status = PinStatus::Scheduled;
        changes.append(change);
    }
    if (changes.isEmpty() && !firstReason.isEmpty()) {
        deliver<EditOutcome>(context, std::move(done), fail(ErrorKind::Rejected, firstReason));
        return;
    }
    d->apply(tr("Schedule %n pin(s)", nullptr, int(changes.size())), changes, {}, {}, context,
             [&store = d->store, ended = pausesEndedBy(*found),
              done = orNobody(std::move(done))](const Result<EditOutcome> &outcome) {
                 // Only now: ending a pause changes pins of its own, maybe these.
                 for (auto it = ended.begin(); outcome && it != ended.end(); ++it)
                     store.pauses().goOn(it.key(), it.value(), &store, {});
                 done(outcome);
             });
}

void PinEditor::scheduleToNextSlots(const QList<PinId> &pins, std::optional<UtcTime> from,
                                    QObject *context, Done<EditOutcome> done)
{
    const Result<QList<Pin>> found = d->readEditable(pins);
    if (!found) {
        deliver<EditOutcome>(context, std::move(done), fail(found.error()));
        return;
    }
    QList<PinChange> changes;
    EditOutcome outcome;
    for (const Pin &pin : *found) {
        if (const QString unclear = unclearReason(pin); !unclear.isEmpty()) {
            deliver<EditOutcome>(context, std::move(done), fail(ErrorKind::Rejected, unclear));
            return;
        }
        if (pin.content.locked)
            continue;
        PinChange change = changeOf(pin);
        d->askForSlot(change, from);
        if (pin.status == PinStatus::Scheduled && change.status == PinStatus::Draft)
            outcome.turnedDraft.append(pin.id);
        changes.append(change);
    }
    if (changes.isEmpty() && !found->isEmpty()) {
        deliver<EditOutcome>(context, std::move(done),
                             fail(ErrorKind::Rejected, lockedReason(*found)));
        return;
    }
    d->apply(tr("Schedule %n pin(s) to next slots", nullptr, int(changes.size())), changes, {},
             outcome, context, std::move(done));
}

void PinEditor::putOnNextSlots(const QList<PinId> &pins, std::optional<UtcTime> from,
                               QObject *context, Done<EditOutcome> done)
{
    const Result<QList<Pin>> found = d->readEditable(pins);
    if (!found) {
        deliver<EditOutcome>(context, std::move(done), fail(found.error()));
        return;
    }
    QList<PinChange> changes;
    for (const Pin &pin : *found) {
        PinChange change = changeOf(pin);
        d->askForSlot(change, from);
        if (pin.status != PinStatus::Draft || pin.content.planned)
            change.status = pin.status == PinStatus::Failed ? PinStatus::Scheduled : pin.status;
        changes.append(change);
    }
    d->apply(tr("Move %n pin(s)", nullptr, int(changes.size())), changes, {}, {}, context,
             std::move(done));
}

void PinEditor::moveToNextSlot(PinId id, QObject *context, Done<EditOutcome> done)
{
    const Result<QList<Pin>> found = d->readEditable({id});
    if (!found) {
        deliver<EditOutcome>(context, std::move(done), fail(found.error()));
        return;
    }
    const Pin &pin = found->constFirst();
    PinChange change = changeOf(pin);
    if (pin.status == PinStatus::Failed)
        change.status = PinStatus::Scheduled;
    const UtcTime now = d->clock.now();
    change.nextSlotFrom =
        pin.dueAt && *pin.dueAt >= now ? *pin.dueAt + std::chrono::seconds(1) : now;
    d->apply(tr("Move to next slot"), {change}, {}, {}, context, std::move(done));
}

void PinEditor::addPinToNextSlot(const PinContent &content, std::optional<UtcTime> from,
                                 QObject *context, Done<EditOutcome> done)
{
    d->insertAtSlots(addingName({content}), {content}, from, {}, context, std::move(done));
}

void PinEditor::addPinsToNextSlots(const QList<PinContent> &contents, std::optional<UtcTime> from,
                                   QObject *context, Done<EditOutcome> done)
{
    d->insertAtSlots(addingName(contents), contents, from, {}, context, std::move(done));
}

void PinEditor::previewNextSlots(const QList<PinId> &pins, std::optional<UtcTime> from,
                                 QObject *context, Done<QList<WallTime>> done) const
{
    const Result<QList<Pin>> found = d->store.pins().pins(pins);
    if (!found) {
        deliver<QList<WallTime>>(context, std::move(done), fail(found.error()));
        return;
    }
    SlotQuestion question;
    question.rules = planRules(d->settings);
    for (const Pin &pin : *found) {
        if (pin.content.locked)
            continue;
        question.account = pin.content.account;
        question.moving.insert(pin.id);
        question.wishes.append({spacedPin(pin.content), from.value_or(d->clock.now())});
    }
    d->store.timeSlots().preview(question, context, std::move(done));
}

void PinEditor::previewNextSlots(const DropTarget &target, int count, QObject *context,
                                 Done<QList<WallTime>> done) const
{
    SlotQuestion question;
    question.account = target.account;
    question.rules = planRules(d->settings);
    question.wishes.fill({SpacedPin{target.board, {}, linkKey(target.link)},
                          target.at ? target.at->resolve().utc : d->clock.now()},
                         count);
    d->store.timeSlots().preview(question, context, std::move(done));
}

void PinEditor::previewNextSlots(const QList<PinContent> &contents, std::optional<UtcTime> from,
                                 QObject *context, Done<QList<WallTime>> done) const
{
    SlotQuestion question;
    question.rules = planRules(d->settings);
    for (const PinContent &content : contents) {
        question.account = content.account;
        question.wishes.append({spacedPin(content), from.value_or(d->clock.now())});
    }
    d->store.timeSlots().preview(question, context, std::move(done));
}

QString PinEditor::unreadyReason(const Pin &pin) const
{
    if (const QString unclear = unclearReason(pin); !unclear.isEmpty())
        return unclear;
    const QList<PinCheck> lacks = missing(pin.content);
    if (!lacks.isEmpty())
        return m_describe ? m_describe(lacks.first()) : tr("%1 is not ready.").arg(shortTitle(pin));
    if (!pin.content.planned)
        return m_describe ? m_describe(PinCheck::TimeMissing)
                          : tr("%1 has no time.").arg(shortTitle(pin));
    // A pin that failed or was blocked keeps its planned time: trying again means now.
    const bool retried = pin.status == PinStatus::Failed || pin.status == PinStatus::Blocked;
    if (!retried && d->isPast(*pin.content.planned))
        return tr(pastSentence);
    return {};
}

void PinEditor::setCheckText(std::function<QString(PinCheck)> describe)
{
    m_describe = std::move(describe);
}

void PinEditor::changeEach(const QList<PinId> &pins, const QString &name,
                           const std::function<void(PinChange &)> &adjust, QObject *context,
                           Done<EditOutcome> done, Frozen frozen, const QString &joinKey,
                           const Disarmed &bringBack)
{
    d->applyInSlices(
        name, pins.size(), this, context,
        [this, pins, adjust, frozen, joinKey, bringBack](Private::Gathered &all, qsizetype begin,
                                                         qsizetype end) -> Result<void> {
            all.joinKey = joinKey;
            const QList<PinId> slice = pins.mid(begin, end - begin);
            Result<QList<Pin>> found =
                frozen == Frozen::Refuse ? d->readEditable(slice) : d->store.pins().pins(slice);
            if (!found)
                return fail(found.error());
            d->readMedia(*found);
            QString reason;
            for (const Pin &pin : std::as_const(*found)) {
                if (frozen == Frozen::LeaveOut) {
                    const QString own = frozenReason(pin);
                    reason = reason.isEmpty() ? own : reason;
                    if (!own.isEmpty())
                        continue;
                }
                PinChange change = changeOf(pin);
                adjust(change);
                d->bringBack(change, bringBack);
                const bool isReady = isArmed(change.status) && change.content.planned &&
                                     missing(change.content).isEmpty();
                Private::disarm(change, pin, isReady, bringBack, all.outcome);
                if (change.content != pin.content || change.status != pin.status || change.removed)
                    all.changes.append(change);
            }
            if (end == pins.size() && all.changes.isEmpty() && !reason.isEmpty())
                return fail(ErrorKind::Rejected, reason);
            return {};
        },
        std::move(done));
}

void PinEditor::holdBack(const QList<PinId> &pins, QObject *context, Done<EditOutcome> done,
                         const QString &stepName)
{
    changeEach(
        pins, stepName.isEmpty() ? tr("Hold") : stepName,
        [](PinChange &change) { change.status = PinStatus::Draft; }, context, std::move(done));
}

void PinEditor::unschedule(const QList<PinId> &pins, QObject *context, Done<EditOutcome> done)
{
    for (const Pin &pin : d->store.pins().pins(pins).value_or(QList<Pin>())) {
        // As a draft it would look like any other, to be scheduled again.
        if (const QString unclear = unclearReason(pin); !unclear.isEmpty()) {
            deliver<EditOutcome>(context, std::move(done), fail(ErrorKind::Rejected, unclear));
            return;
        }
    }
    changeEach(
        pins, tr("Unschedule %n pin(s)", nullptr, int(pins.size())),
        [](PinChange &change) {
            change.content.planned.reset();
            change.status = PinStatus::Draft;
        },
        context, std::move(done));
}

namespace {

QString nameOfCopies(const QList<Pin> &pins)
{
    const bool areOut = std::all_of(pins.begin(), pins.end(), [](const Pin &pin) {
        return pin.status == PinStatus::Published;
    });
    return areOut ? PinEditor::tr("Use %n pin(s) again", nullptr, int(pins.size()))
                  : PinEditor::tr("Duplicate %n pin(s)", nullptr, int(pins.size()));
}

} // namespace

void PinEditor::duplicate(const QList<PinId> &pins, const std::optional<QList<WallTime>> &to,
                          QObject *context, Done<EditOutcome> done)
{
    const Result<QList<Pin>> found = d->store.pins().pins(pins);
    if (!found) {
        deliver<EditOutcome>(context, std::move(done), fail(found.error()));
        return;
    }
    QList<PinChange> changes;
    for (int i = 0; i < found->size(); ++i) {
        PinChange change;
        change.content = found->at(i).content;
        change.content.locked = false;
        change.content.planned.reset();
        if (to && i < to->size()) {
            if (d->isPast(to->at(i))) {
                deliver<EditOutcome>(context, std::move(done),
                                     fail(ErrorKind::Rejected, tr(pastSentence)));
                return;
            }
            change.content.planned = to->at(i);
        }
        change.status = d->statusForDrop(change.content);
        changes.append(change);
    }
    d->apply(nameOfCopies(*found), changes, {}, {}, context, std::move(done));
}

void PinEditor::duplicateToNextSlots(const QList<PinId> &pins, std::optional<UtcTime> from,
                                     QObject *context, Done<EditOutcome> done)
{
    const Result<QList<Pin>> found = d->store.pins().pins(pins);
    if (!found) {
        deliver<EditOutcome>(context, std::move(done), fail(found.error()));
        return;
    }
    QList<PinContent> copies;
    for (const Pin &pin : *found) {
        copies.append(pin.content);
        copies.last().locked = false;
        copies.last().planned.reset();
    }
    d->insertAtSlots(nameOfCopies(*found), copies, from, {}, context, std::move(done));
}

void PinEditor::setBoard(const QList<PinId> &pins, BoardId board, SectionId section,
                         QObject *context, Done<EditOutcome> done)
{
    const Result<Board> target = d->store.boards().board(board);
    if (board.isValid() && !target) {
        deliver<EditOutcome>(context, std::move(done), fail(target.error()));
        return;
    }
    changeEach(
        pins, tr("Change board"),
        [board, section, account = target ? target->account : AccountId()](PinChange &change) {
            change.content.board = board;
            change.content.section = section;
            if (account.isValid())
                change.content.account = account;
        },
        context, std::move(done));
}

void PinEditor::setCampaign(const QList<PinId> &pins, CampaignId campaign, QObject *context,
                            Done<EditOutcome> done)
{
    changeEach(
        pins, tr("Change campaign"),
        [campaign](PinChange &change) { change.content.campaign = campaign; }, context,
        std::move(done));
}

void PinEditor::setUtm(const QList<PinId> &pins, std::optional<UtmRecipeId> recipe,
                       QObject *context, Done<EditOutcome> done)
{
    changeEach(
        pins, tr("Change UTM tags"), [recipe](PinChange &change) { change.content.utm = recipe; },
        context, std::move(done));
}

void PinEditor::setLocked(const QList<PinId> &pins, bool locked, QObject *context,
                          Done<EditOutcome> done)
{
    changeEach(
        pins, locked ? tr("Lock") : tr("Unlock"),
        [locked](PinChange &change) { change.content.locked = locked; }, context, std::move(done));
}

void PinEditor::setFits(const QList<PlacedFit> &fits, const QString &stepName, QObject *context,
                        Done<EditOutcome> done)
{
    QList<PinId> pins;
    QHash<PinId, QList<PlacedFit>> ofPin;
    for (const PlacedFit &each : fits) {
        const std::optional<MediaAsset> asset = d->asset(each.media);
        if (asset && asset->isVideo()) {
            deliver<EditOutcome>(context, std::move(done),
                                 fail(ErrorKind::Rejected, tr("A video can't be cropped.")));
            return;
        }
        if (const Result<void> can = checkFit(each.fit, asset ? asset->size : QSize()); !can) {
            deliver<EditOutcome>(context, std::move(done), fail(can.error()));
            return;
        }
        if (!ofPin.contains(each.pin))
            pins.append(each.pin);
        ofPin[each.pin].append(each);
    }
    changeEach(
        pins, stepName,
        [ofPin](PinChange &change) {
            QList<CarouselPicture> pictures = picturesOf(change.content);
            for (const PlacedFit &each : ofPin.value(change.id)) {
                if (each.place < pictures.size() && pictures.at(each.place).media == each.media)
                    pictures[each.place].fit = settledFit(each.fit);
            }
            setPictures(change.content, pictures);
        },
        context, std::move(done), Frozen::LeaveOut);
}

void PinEditor::replaceImage(PinId pin, const QString &path, QObject *context,
                             Done<EditOutcome> done)
{
    replaceImageItem(pin, {path, {}, {}}, context, std::move(done));
}

void PinEditor::replaceImageData(PinId pin, const QByteArray &bytes, const QString &name,
                                 QObject *context, Done<EditOutcome> done)
{
    replaceImageItem(pin, {{}, bytes, name}, context, std::move(done));
}

void PinEditor::replaceImageItem(PinId pin, const IntakeItem &item, QObject *context,
                                 Done<EditOutcome> done)
{
    if (!done)
        context = this;
    d->intake.take({item}, this,
                   [this, pin, guard = QPointer<QObject>(context),
                    done = orNobody(std::move(done))](const Result<IntakeResult> &taken) mutable {
                       if (!guard)
                           return;
                       if (!taken) {
                           done(fail(taken.error()));
                           return;
                       }
                       const MediaAsset media = taken->assets.first();
                       changeEach(
                           {pin}, media.isVideo() ? tr("Replace video") : tr("Replace image"),
                           [this, media](PinChange &change) {
                               if (!d->keepsCover(change.content, media))
                                   change.content.cover = {};
                               change.content.media = media.id;
                               change.content.fit = {};
                           },
                           guard, std::move(done));
                   });
}

void PinEditor::publishNow(const QList<PinId> &pins, QObject *context, Done<EditOutcome> done)
{
    const Result<QList<Pin>> found = d->readEditable(pins);
    if (!found) {
        deliver<EditOutcome>(context, std::move(done), fail(found.error()));
        return;
    }
    QList<PinChange> changes;
    for (const Pin &pin : *found) {
        PinChange change = changeOf(pin);
        const QList<PinCheck> lacks = missing(pin.content);
        QString reason = unclearReason(pin);
        if (reason.isEmpty() && !lacks.isEmpty())
            reason = m_describe ? m_describe(lacks.first())
                                : tr("%1 is not ready.").arg(shortTitle(pin));
        if (reason.isEmpty() && waitsForVideo(pin, d->clock.now()))
            reason = tr("%1 is due: it goes out by itself as soon as its video is ready.")
                         .arg(shortTitle(pin));
        if (!reason.isEmpty()) {
            deliver<EditOutcome>(context, std::move(done), fail(ErrorKind::Rejected, reason));
            return;
        }
        change.content.planned = WallTime::fromUtc(d->clock.now(), d->zoneOf(pin.content));
        change.status = PinStatus::Scheduled;
        changes.append(change);
    }
    d->apply(tr("Publish now"), changes, {}, {}, context, std::move(done));
}

void PinEditor::remove(const QList<PinId> &pins, QObject *context, Done<EditOutcome> done)
{
    const Result<QList<Pin>> found = d->store.pins().pins(pins);
    if (!found) {
        deliver<EditOutcome>(context, std::move(done), fail(found.error()));
        return;
    }
    QList<PinChange> changes;
    for (const Pin &pin : *found) {
        if (pin.status != PinStatus::Published && !frozenReason(pin).isEmpty()) {
            deliver<EditOutcome>(context, std::move(done),
                                 fail(ErrorKind::Rejected, frozenReason(pin)));
            return;
        }
        PinChange change = changeOf(pin);
        change.removed = true;
        changes.append(change);
    }
    d->apply(tr("Delete %n pin(s)", nullptr, int(pins.size())), changes, {}, {}, context,
             std::move(done));
}

void PinEditor::restore(const QList<PinId> &pins, QObject *context, Done<EditOutcome> done)
{
    const Result<QList<RemovedPin>> found = d->store.pins().removed(pins);
    if (!found) {
        deliver<EditOutcome>(context, std::move(done), fail(found.error()));
        return;
    }
    if (found->size() != pins.size()) {
        deliver<EditOutcome>(
            context, std::move(done),
            fail(ErrorKind::NotFound,
                 tr("A pin was brought back already, or can't be brought back any more.")));
        return;
    }
    QList<PinChange> changes;
    EditOutcome outcome;
    for (const RemovedPin &each : *found) {
        changes.append(restored(each.pin));
        if (changes.last().status != each.pin.status)
            outcome.turnedDraft.append(each.pin.id);
    }
    d->apply(tr("Bring back %n pin(s)", nullptr, int(changes.size())), changes, {}, outcome,
             context, std::move(done));
}

PinChange PinEditor::restored(const Pin &pin) const
{
    PinChange change = changeOf(pin);
    if (!isEditable(pin.status))
        return change;
    const Result<Board> board = d->store.boards().board(pin.content.board);
    if (pin.content.board.isValid() && (!board || board->account != pin.content.account)) {
        change.content.board = {};
        change.content.section = {};
    }
    const bool armed = pin.status == PinStatus::Scheduled || pin.status == PinStatus::Failed;
    const std::optional<UtcTime> &at =
        pin.status == PinStatus::Failed ? pin.nextAttemptAt : pin.dueAt;
    if (armed && (!at || *at <= d->clock.now() || !missing(change.content).isEmpty()))
        change.status = PinStatus::Draft;
    return change;
}

void PinEditor::undo(QObject *context, Done<UndoOutcome> done)
{
    d->store.undo().undo(context, std::move(done));
}

void PinEditor::redo(QObject *context, Done<UndoOutcome> done)
{
    d->store.undo().redo(context, std::move(done));
}

QList<PinCheck> PinEditor::check(const PinContent &content) const
{
    return checkPin(content, d->contextOf(content));
}

QList<PinCheck> PinEditor::missing(const PinContent &content) const
{
    return missingForReady(content, d->contextOf(content));
}

} // namespace pinweek
