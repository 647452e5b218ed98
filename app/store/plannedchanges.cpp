// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/plannedchanges.h"

#include <QSet>

namespace pinweek {

namespace {

QString pinText(PinId id)
{
    return QStringLiteral("Pin %1").arg(id.toString());
}

Result<void> checkContent(Database &db, const PinContent &content)
{
    if (!findAccount(db, content.account))
        return fail(ErrorKind::Rejected, QStringLiteral("The pin's account is not there."));
    if (!boardFits(db, content))
        return fail(ErrorKind::Rejected,
                    QStringLiteral("The pin's board is not there, or is another account's."));
    if (!sectionFits(db, content))
        return fail(ErrorKind::Rejected,
                    QStringLiteral("The pin's section is not there, or is another board's."));
    if (!carouselFits(db, content))
        return fail(ErrorKind::Rejected,
                    QStringLiteral("A video is a pin of its own: it can't be part of a carousel."));
    if (!mediaFits(db, content))
        return fail(ErrorKind::Rejected,
                    QStringLiteral("The pin's image or video is not in the library."));
    const auto &planned = content.planned;
    if (planned &&
        (!planned->date.isValid() || !planned->time.isValid() || planned->zone.isEmpty()))
        return fail(ErrorKind::Rejected, QStringLiteral("The pin's time is no time."));
    return {};
}

/** `row` with the content put in; the moment is worked out again only when the plan changed. */
PinRow withContent(PinRow row, const PinContent &content)
{
    const bool samePlan = row.pin.content.planned == content.planned;
    row.pin.content = content;
    settlePictures(row.pin.content);
    if (content.planned) {
        // Whole seconds: that is what is stored.
        QTime &time = row.pin.content.planned->time;
        time = QTime(time.hour(), time.minute(), time.second());
        if (!samePlan)
            row.pin.dueAt = row.pin.content.planned->resolve().utc;
        // A new plan is on time again.
        if (!samePlan && row.pin.status == PinStatus::Scheduled) {
            row.pin.nextAttemptAt.reset();
            row.pin.lateCause = LateCause::None;
        }
    } else {
        row.pin.dueAt.reset();
    }
    return row;
}

Result<PinRow> newPin(const PinChange &change, UtcTime now)
{
    if (change.removed)
        return fail(ErrorKind::Rejected, QStringLiteral("A new pin can't be removed."));
    if (change.status != PinStatus::Draft && change.status != PinStatus::Scheduled)
        return fail(ErrorKind::Rejected, QStringLiteral("A new pin is a draft or scheduled."));
    PinRow row = withContent({}, change.content);
    row.pin.status = change.status;
    row.pin.createdAt = now;
    row.pin.updatedAt = now;
    return row;
}

Result<PinRow> removedPin(const PinRow &before, UtcTime now)
{
    const PinStatus status = before.pin.status;
    if (!isEditable(status) && status != PinStatus::Published) {
        return fail(ErrorKind::Conflict, QStringLiteral("%1 is %2 and cannot be deleted now.")
                                             .arg(pinText(before.pin.id), pinStatusName(status)));
    }
    PinRow after = before;
    if (!after.removedAt)
        after.removedAt = now;
    return after;
}

Result<PinRow> editedPin(const PinRow &before, const PinChange &change, UtcTime now)
{
    const PinStatus status = before.pin.status;
    PinRow after = withContent(before, change.content);
    after.removedAt.reset();
    if (!isEditable(status)) {
        // Bringing a published pin back is all that can be done to it.
        if (before.removedAt && after.pin.content == before.pin.content)
            return after;
        return fail(ErrorKind::Conflict, QStringLiteral("%1 is %2 and cannot be changed.")
                                             .arg(pinText(before.pin.id), pinStatusName(status)));
    }
    if (change.rearm && status == PinStatus::Draft && change.status == change.rearm->status &&
        after.pin.content.planned == change.rearm->planned) {
        after.pin.status = change.rearm->status;
        after.pin.nextAttemptAt = change.rearm->nextAttemptAt;
        after.pin.lateCause = change.rearm->lateCause;
        after.pin.lastError = change.rearm->lastError;
        return after;
    }
    if (change.status == status)
        return after;
    if (mayBeAtPinterest(before.pin)) {
        return fail(ErrorKind::Conflict,
                    QStringLiteral("%1 may be at Pinterest, and nobody has said whether it is.")
                        .arg(pinText(before.pin.id)));
    }
    if (change.status != PinStatus::Draft && change.status != PinStatus::Scheduled)
        return fail(ErrorKind::Rejected,
                    QStringLiteral("A person can only make a pin a draft or scheduled."));
    if (!canMove(status, change.status)) {
        return fail(ErrorKind::Conflict, QStringLiteral("%1 is %2 and cannot become %3.")
                                             .arg(pinText(before.pin.id), pinStatusName(status),
                                                  pinStatusName(change.status)));
    }
    after.pin.status = change.status;
    after.pin.nextAttemptAt.reset();
    after.pin.lastError.reset();
    after.pin.lateCause = LateCause::None;
    // A person who says "again" after its time means now: no rule for late pins comes between.
    if (change.status == PinStatus::Scheduled && after.pin.dueAt && *after.pin.dueAt < now)
        after.pin.nextAttemptAt = now;
    return after;
}

Result<StepPin> existingPin(Database &db, const PinChange &change, UtcTime now)
{
    const std::optional<PinRow> before = findPin(db, change.id);
    if (!before)
        return fail(ErrorKind::NotFound,
                    QStringLiteral("There is no pin %1.").arg(change.id.toString()));
    if (before->pin.revision != change.expectedRevision) {
        return fail(ErrorKind::Conflict,
                    QStringLiteral("%1 was changed meanwhile.").arg(pinText(change.id)));
    }
    Result<PinRow> after =
        change.removed ? removedPin(*before, now) : editedPin(*before, change, now);
    if (!after)
        return fail(after.error());
    return StepPin{*before, *after};
}

Result<StepPin> plannedChange(Database &db, const PinChange &change, UtcTime now)
{
    StepPin pin;
    if (change.id.isValid()) {
        Result<StepPin> existing = existingPin(db, change, now);
        if (!existing)
            return existing;
        pin = *existing;
    } else {
        Result<PinRow> added = newPin(change, now);
        if (!added)
            return fail(added.error());
        pin.after = *added;
    }
    if (change.removed)
        return pin;
    // A campaign that was deleted meanwhile takes nothing else with it.
    if (!campaignFits(db, pin.after.pin.content))
        pin.after.pin.content.campaign = {};
    // Without a cover a video shows its poster, and a picture itself.
    if (!coverFits(db, pin.after.pin.content) || hasFrameOfFormerVideo(db, pin))
        pin.after.pin.content.cover = {};
    if (auto checked = checkContent(db, pin.after.pin.content); !checked)
        return fail(checked.error());
    if (pin.after.pin.status == PinStatus::Scheduled && !pin.after.pin.dueAt)
        return fail(ErrorKind::Rejected,
                    QStringLiteral("A pin without a time can't be scheduled."));
    return pin;
}

} // namespace

Result<QList<StepPin>> plannedChanges(Database &db, const PinStep &step, UtcTime now)
{
    QList<StepPin> pins;
    QSet<PinId> seen;
    for (const PinChange &change : step.changes) {
        if (change.id.isValid() && seen.contains(change.id)) {
            return fail(ErrorKind::Rejected,
                        QStringLiteral("%1 is in this step twice.").arg(pinText(change.id)));
        }
        seen.insert(change.id);
        Result<StepPin> pin = plannedChange(db, change, now);
        if (!pin)
            return fail(pin.error());
        pins += *pin;
    }
    return pins;
}

} // namespace pinweek
