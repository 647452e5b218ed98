// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/monthdrop.h"

#include <QCoreApplication>

#include <algorithm>

namespace pinweek {

namespace {

QString dayIsOver()
{
    return QCoreApplication::translate("pinweek::MonthDrop", "This day has passed.");
}

DropPlan refused(const QString &why)
{
    DropPlan plan;
    plan.why = why;
    return plan;
}

/** By how many days a drop on `day` moves: the card under the pointer lands there. */
qint64 daysMoved(const QList<Pin> &pins, PinId grabbed, const QByteArray &zone, QDate day)
{
    auto pin = std::find_if(pins.cbegin(), pins.cend(), [grabbed](const Pin &each) {
        return each.id == grabbed && each.dueAt;
    });
    if (pin == pins.cend())
        pin = std::find_if(pins.cbegin(), pins.cend(),
                           [](const Pin &each) { return each.dueAt.has_value(); });
    return pin == pins.cend() ? 0 : WallTime::fromUtc(*pin->dueAt, zone).date.daysTo(day);
}

/** Several without a time: from the day's first free time on. */
DropPlan planNextFree(const QList<Pin> &pins, const MonthDropScene &scene, QDate day)
{
    const std::optional<WallTime> at = scene.freeTime(day);
    if (!at)
        return refused(dayIsOver());
    DropPlan plan;
    plan.kind = DropPlan::Kind::Pins;
    plan.copy = scene.copy;
    plan.nextFree = true;
    plan.at = *at;
    for (const Pin &pin : pins) {
        const QString why = scene.copy ? QString() : refusalToMove(pin);
        if (!why.isEmpty())
            return refused(why);
        plan.pins += pin.id;
    }
    return plan;
}

DropPlan planPins(const DroppedContent &content, const QList<Pin> &pins,
                  const MonthDropScene &scene, QDate day)
{
    DropPlan plan;
    plan.copy = scene.copy;
    if (needNextFree(pins))
        return planNextFree(pins, scene, day);
    const qint64 days = daysMoved(pins, content.grabbed, scene.zone, day);
    bool same = !scene.copy;
    for (const Pin &pin : pins) {
        if (!scene.copy) {
            if (const QString why = refusalToMove(pin); !why.isEmpty())
                return refused(why);
        }
        std::optional<WallTime> to;
        if (pin.dueAt) {
            to = WallTime::fromUtc(*pin.dueAt, scene.zone);
            to->date = to->date.addDays(days);
            same = same && days == 0;
        } else {
            to = scene.freeTime(day);
            same = false;
        }
        if (!to)
            return refused(dayIsOver());
        plan.pins += pin.id;
        plan.to += *to;
        if (pin.id == content.grabbed || plan.pins.size() == 1)
            plan.at = *to;
    }
    if (plan.pins.isEmpty())
        return refused(
            QCoreApplication::translate("pinweek::MonthDrop", "The pin is not there any more."));
    plan.kind = same ? DropPlan::Kind::Unchanged : DropPlan::Kind::Pins;
    if (same)
        return plan;
    if (const QString why = refusalOfTimes(plan.to, scene.now); !why.isEmpty())
        return refused(why);
    return plan;
}

} // namespace

DropPlan planMonthDrop(const DroppedContent &content, const QList<Pin> &pins,
                       const MonthDropScene &scene, QDate day)
{
    if (content.kind == DroppedContent::Kind::Pins)
        return planPins(content, pins, scene, day);
    if (content.kind == DroppedContent::Kind::Nothing ||
        content.kind == DroppedContent::Kind::ForeignPins)
        return refused(refusalOf(content));
    const std::optional<WallTime> at = scene.freeTime(day);
    if (!at)
        return refused(dayIsOver());
    DropPlan plan;
    plan.kind = content.kind == DroppedContent::Kind::Files ? DropPlan::Kind::Files
                                                            : DropPlan::Kind::Image;
    plan.at = *at;
    return plan;
}

} // namespace pinweek
