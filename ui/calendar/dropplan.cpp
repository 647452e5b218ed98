// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/dropplan.h"

#include "media/imageimport.h"
#include "media/imagesweep.h"
#include "media/videoimport.h"
#include "media/videoprobe.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace pinweek {

namespace {

constexpr int snapPixels = 6;
constexpr int mostFilesLookedAt = 50;

struct Drop
{
    Q_DECLARE_TR_FUNCTIONS(pinweek::Drop)
};

/** A name on one line, short enough for a ghost. */
QString shown(const QString &name)
{
    const QString line = name.simplified();
    return line.size() > 40 ? line.left(39) + QChar(0x2026) : line;
}

QString titleOf(const Pin &pin)
{
    return pin.content.title.isEmpty() ? Drop::tr("This pin")
                                       : Drop::tr("“%1”").arg(shown(pin.content.title));
}

QString refusalOfFile(const QString &path)
{
    const QFileInfo file(path);
    const QString name = shown(file.fileName());
    if (file.isDir())
        return {}; // what is in it is looked at by a worker, once it is dropped
    if (isOtherVideoName(file.fileName()))
        return Drop::tr("“%1” is a video of a kind that Pinterest does not take. Export it as MP4, "
                        "MOV or M4V.")
            .arg(name);
    if (!hasMediaName(file.fileName()))
        return Drop::tr("“%1” is not an image or a video.").arg(name);
    if (!file.exists())
        return Drop::tr("“%1” can't be found.").arg(name);
    if (hasVideoName(file.fileName()))
        return file.size() > largestVideoBytes
                   ? Drop::tr("“%1” is larger than 2 GB, which is all that Pinterest takes.")
                         .arg(name)
                   : QString();
    if (file.size() > largestFileBytes)
        return Drop::tr("“%1” is larger than %2 MB.")
            .arg(name)
            .arg(largestFileBytes / (1024 * 1024));
    return {};
}

QString refusalOfFiles(const QStringList &paths)
{
    // Of thousands only some: each may lie on a slow disk, and the hand waits for the ghost.
    QString first;
    for (const QString &path : paths.mid(0, mostFilesLookedAt)) {
        const QString why = refusalOfFile(path);
        if (why.isEmpty())
            return {};
        if (first.isEmpty())
            first = why;
    }
    if (paths.size() > mostFilesLookedAt)
        return {};
    return paths.size() == 1 ? first
                             : Drop::tr("None of these %n files is an image or a video.", nullptr,
                                        int(paths.size()));
}

/** Wall-clock arithmetic, free of any zone's rules. */
QDateTime wallClock(const WallTime &time)
{
    return QDateTime(time.date, time.time, Qt::UTC);
}

WallTime shifted(const WallTime &from, qint64 seconds)
{
    if (seconds == 0)
        return from;
    const QDateTime moved = wallClock(from).addSecs(seconds);
    return {moved.date(), moved.time(), from.zone};
}

WallTime localTime(const Pin &pin, const QByteArray &zone)
{
    return WallTime::fromUtc(*pin.dueAt, zone);
}

/** The time at a point: that of a free slot near it, else the grid's. */
WallTime timeAt(const DropScene &scene, QPoint point)
{
    const WallTime at = scene.grid.timeAt(point, scene.step);
    const auto day = scene.grid.dayOf(at.date);
    const SnapPlace *nearest = nullptr;
    for (const SnapPlace &place : scene.snaps) {
        const int away = qAbs(place.y - point.y());
        if (day == place.day && away < snapPixels &&
            (!nearest || away < qAbs(nearest->y - point.y())))
            nearest = &place;
    }
    return nearest ? nearest->at : at;
}

bool isSlot(const DropScene &scene, const WallTime &at)
{
    return std::any_of(scene.snaps.begin(), scene.snaps.end(),
                       [&at](const SnapPlace &place) { return place.at == at; });
}

/** Where the card under the pointer would go. */
WallTime grabbedTarget(const Pin &pin, const DroppedContent &content, const DropScene &scene,
                       QPoint point)
{
    if (!pin.dueAt)
        return timeAt(scene, point);
    const QPoint top = point - QPoint(0, content.grabOffset);
    const WallTime old = localTime(pin, scene.grid.options().zone);
    const WallTime target = timeAt(scene, top);
    const bool sameDay = old.date == target.date;
    if (sameDay && qAbs(scene.grid.yOf(old.time) - top.y()) < snapPixels)
        return old;
    return target;
}

DropPlan refused(const QString &why, const WallTime &at)
{
    DropPlan plan;
    plan.why = why;
    plan.at = at;
    return plan;
}

DropPlan planPins(const DroppedContent &content, const QList<Pin> &pins, const DropScene &scene,
                  QPoint point)
{
    if (pins.isEmpty())
        return refused(Drop::tr("These pins are no longer there."),
                       scene.grid.timeAt(point, scene.step));
    const auto found = std::find_if(pins.begin(), pins.end(),
                                    [&](const Pin &pin) { return pin.id == content.grabbed; });
    const Pin &grabbed = found == pins.end() ? pins.first() : *found;
    DropPlan plan;
    plan.kind = DropPlan::Kind::Pins;
    plan.copy = scene.copy;
    plan.at = grabbedTarget(grabbed, content, scene, point);
    plan.inSlot = isSlot(scene, plan.at);
    plan.nextFree = needNextFree(pins);
    if (!plan.nextFree)
        plan.to = timesAfterMove(pins, grabbed, plan.at);
    for (const Pin &pin : pins)
        plan.pins.append(pin.id);
    if (!scene.copy) {
        if (grabbed.dueAt && plan.at == localTime(grabbed, plan.at.zone)) {
            plan.kind = DropPlan::Kind::Unchanged;
            return plan;
        }
        for (const Pin &pin : pins) {
            if (const QString why = refusalToMove(pin); !why.isEmpty())
                return refused(why, plan.at);
        }
    }
    const QList<WallTime> &times = plan.nextFree ? QList<WallTime>{plan.at} : plan.to;
    if (const QString why = refusalOfTimes(times, scene.now); !why.isEmpty())
        return refused(why, plan.at);
    return plan;
}

} // namespace

QString refusalOf(const DroppedContent &content)
{
    switch (content.kind) {
    case DroppedContent::Kind::Files:
        return refusalOfFiles(content.paths);
    case DroppedContent::Kind::ForeignPins:
        return Drop::tr("These pins belong to another workspace.");
    case DroppedContent::Kind::Nothing:
        return Drop::tr("Only images can be dropped here.");
    case DroppedContent::Kind::Pins:
    case DroppedContent::Kind::ImageData:
    case DroppedContent::Kind::Address:
        return {};
    }
    return {};
}

bool needNextFree(const QList<Pin> &pins)
{
    return pins.size() > 1 && std::any_of(pins.begin(), pins.end(),
                                          [](const Pin &pin) { return !pin.dueAt.has_value(); });
}

QList<WallTime> timesAfterMove(const QList<Pin> &pins, const Pin &grabbed, const WallTime &target)
{
    if (!grabbed.dueAt)
        return {target};
    QList<WallTime> times;
    const qint64 by = wallClock(localTime(grabbed, target.zone)).secsTo(wallClock(target));
    for (const Pin &pin : pins)
        times.append(shifted(localTime(pin, target.zone), by));
    return times;
}

QString refusalToMove(const Pin &pin)
{
    switch (pin.status) {
    case PinStatus::Published:
    case PinStatus::HandedOver:
        return Drop::tr("%1 is published and doesn't move. Hold Ctrl to make a copy.")
            .arg(titleOf(pin));
    case PinStatus::Publishing:
        return Drop::tr("%1 is being published.").arg(titleOf(pin));
    case PinStatus::Unconfirmed:
        return Drop::tr("%1 is being looked for at Pinterest.").arg(titleOf(pin));
    default:
        return {};
    }
}

QString refusalOfTimes(const QList<WallTime> &times, UtcTime now)
{
    const auto past = std::count_if(times.begin(), times.end(), [now](const WallTime &time) {
        return time.resolve().utc < now;
    });
    if (past == 0)
        return {};
    if (times.size() == 1)
        return Drop::tr("This time is past.");
    //: %1 is a number of pins, %2 the number of all pins that are moved.
    return Drop::tr("%1 of %2 would be past.").arg(past).arg(times.size());
}

DropPlan planDrop(const DroppedContent &content, const QList<Pin> &pins, const DropScene &scene,
                  QPoint point)
{
    const WallTime at = timeAt(scene, point);
    switch (content.kind) {
    case DroppedContent::Kind::Nothing:
    case DroppedContent::Kind::ForeignPins:
        return refused(refusalOf(content), at);
    case DroppedContent::Kind::Pins:
        return planPins(content, pins, scene, point);
    case DroppedContent::Kind::Files:
    case DroppedContent::Kind::ImageData:
    case DroppedContent::Kind::Address:
        break;
    }
    if (const QString why = refusalOfTimes({at}, scene.now); !why.isEmpty())
        return refused(why, at);
    DropPlan plan;
    plan.kind =
        content.kind == DroppedContent::Kind::Files ? DropPlan::Kind::Files : DropPlan::Kind::Image;
    plan.at = at;
    plan.inSlot = isSlot(scene, at);
    return plan;
}

} // namespace pinweek
