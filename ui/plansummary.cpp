// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plansummary.h"

#include "core/settings.h"
#include "planner/pineditor.h"
#include "publisher/publisher.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/videostore.h"
#include "text/texts.h"
#include "ui/pinverbs.h"
#include "workspace/offhours.h"
#include "workspace/workspace.h"

#include <QCoreApplication>

#include <algorithm>

namespace pinweek {

namespace {

constexpr auto aDay = std::chrono::hours(24);
constexpr int mostNamed = 100;

QString say(const char *text)
{
    return QCoreApplication::translate("PlanSummary", text);
}

UtcTime midnight(QDate day, const QByteArray &zone)
{
    return WallTime{day, QTime(0, 0), zone}.resolve().utc;
}

/** What waits because as many requests were made as may be, and until when the first of it. */
QString limitText(Workspace &workspace, AccountId account, const QByteArray &zone)
{
    int count = 0;
    UtcTime first = UtcTime::max();
    for (const Pin &pin : workspace.store().pins().deferred().value_or(QList<Pin>())) {
        if (pin.lateCause != LateCause::Limit ||
            (account.isValid() && pin.content.account != account))
            continue;
        ++count;
        first = std::min(first, *pin.nextAttemptAt);
    }
    if (count == 0)
        return {};
    const QDate today = WallTime::fromUtc(workspace.clock().now(), zone).date;
    //: %1 a time, %n a number of pins
    return QCoreApplication::translate(
               "PlanSummary", "%n pin(s) waiting for Pinterest's limit until %1", nullptr, count)
        .arg(shortWhen(WallTime::fromUtc(first, zone), today));
}

/** Videos on their way to Pinterest: the first one by name, of several how many. */
QString videosText(Workspace &workspace, AccountId account)
{
    QList<Pin> pins = workspace.store().videos().underWay().value_or(QList<Pin>());
    if (account.isValid())
        pins.removeIf([account](const Pin &pin) { return pin.content.account != account; });
    if (pins.isEmpty())
        return {};
    if (pins.size() > 1)
        return QCoreApplication::translate("PlanSummary", "%n video(s) on their way to Pinterest",
                                           nullptr, int(pins.size()));
    //: %1 a title in quotation marks, %2 what is done: "Uploading 42 %"
    return say("%1: %2").arg(quotedTitle(pins.first()), videoText(pins.first()));
}

} // namespace

PlanSummary readPlanSummary(Workspace &workspace, AccountId account, const QByteArray &zone,
                            QDate firstDay)
{
    PlanSummary summary;
    PinStore &pins = workspace.store().pins();
    const PinFilter filter{account, {}, {}};
    const UtcTime now = workspace.clock().now();
    const QDate today = WallTime::fromUtc(now, zone).date;

    const QList<Pin> upcoming = pins.upcoming(filter, now, 1).value_or(QList<Pin>());
    summary.next = say("No pin is scheduled");
    if (!upcoming.isEmpty()) {
        const QString when =
            shortWhen(WallTime::fromUtc(upcoming.first().sendAt().value_or(now), zone), today);
        //: %1 a time, %2 a title in quotation marks
        summary.next = say("Next pin %1 %2").arg(when, quotedTitle(upcoming.first()));
    }

    const UtcTime weekStart = midnight(firstDay, zone);
    const UtcTime weekEnd = midnight(firstDay.addDays(7), zone);
    const PlanCounts week = pins.counts(filter, weekStart, weekEnd).value_or(PlanCounts());
    const PlanCounts day =
        pins.counts(filter, midnight(today, zone), midnight(today.addDays(1), zone))
            .value_or(PlanCounts());
    const bool thisWeek = firstDay <= today && today < firstDay.addDays(7);
    const QString inWeek =
        thisWeek ? say("%1 scheduled this week") : say("%1 scheduled in the week shown");
    summary.text = QStringLiteral("%1 · %2 · %3")
                       .arg(summary.next, inWeek.arg(week.scheduled),
                            say("%1 of %2 pins planned today")
                                .arg(day.scheduled + day.published)
                                .arg(workspace.settings().dayCap()));

    if (const auto ahead = workspace.publisher().clockAhead())
        summary.text = QStringLiteral("%1 · %2").arg(clockText(*ahead), summary.next);
    if (const QString videos = videosText(workspace, account); !videos.isEmpty())
        summary.text += QStringLiteral(" · ") + videos;
    if (const QString waiting = limitText(workspace, account, zone); !waiting.isEmpty())
        summary.text += QStringLiteral(" · ") + waiting;

    const QList<Pin> toCome =
        pins.due(filter, std::max(weekStart, now), weekEnd).value_or(QList<Pin>());
    if (const int off = countForOffHours(workspace, toCome); off > 0)
        summary.text += QStringLiteral(" · ") +
                        QCoreApplication::translate("PlanSummary",
                                                    "%n planned when this computer is usually off",
                                                    nullptr, off);
    for (const Pin &pin : toCome) {
        if (pin.status == PinStatus::Draft && workspace.editor().missing(pin.content).isEmpty())
            summary.ready.append(pin.id);
    }
    for (const Pin &pin : pins.due({}, now, now + aDay).value_or(QList<Pin>())) {
        if (pin.status == PinStatus::Draft) {
            summary.nextMiss = pin.dueAt;
            break;
        }
    }
    return summary;
}

QList<Pin> nextPins(Workspace &workspace, int most)
{
    QList<Pin> pins =
        workspace.store().pins().upcoming({}, workspace.clock().now(), most).value_or(QList<Pin>());
    return pins;
}

QList<Pin> lastFailures(Workspace &workspace, int most)
{
    const PinStore &store = workspace.store().pins();
    QList<Pin> pins = store.needingYou(workspace.clock().now()).value_or(QList<Pin>());
    pins.removeIf([](const Pin &pin) { return pin.status != PinStatus::Blocked; });
    pins += store.lastFailed(most).value_or(QList<Pin>());
    std::stable_sort(pins.begin(), pins.end(),
                     [](const Pin &a, const Pin &b) { return a.updatedAt > b.updatedAt; });
    return pins.mid(0, most);
}

QList<Pin> dueWithinADay(Workspace &workspace)
{
    const UtcTime now = workspace.clock().now();
    QList<Pin> due = workspace.store().pins().toSend(now + aDay, mostNamed).value_or(QList<Pin>());
    return due;
}

} // namespace pinweek
