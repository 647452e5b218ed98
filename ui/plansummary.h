// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"

#include <QDate>
#include <QList>
#include <QString>

#include <optional>

namespace pinweek {

class Workspace;

/** What the status bar, the toolbar and the tray say about the plan of one account. */
struct PlanSummary
{
    /** "Next pin 14:30 “Lemon cake” · 12 scheduled this week · 4 of 10 pins planned today" */
    QString text;
    /** "Next pin today 14:30: “Lemon cake”", or that there is none. */
    QString next;
    /** Drafts of the week that could be scheduled at once, in order of time. */
    QList<PinId> ready;
    /** When the next draft's time passes, so that it counts as missed; nullopt: none within a day.
     */
    std::optional<UtcTime> nextMiss;
};

/** Reads small ranges of the store. @param account invalid: all. @param firstDay of the shown week,
 * in `zone`. */
PlanSummary readPlanSummary(Workspace &workspace, AccountId account, const QByteArray &zone,
                            QDate firstDay);

/** The next pins that go out, of all accounts. */
QList<Pin> nextPins(Workspace &workspace, int most);
/** What failed last and is not settled: blocked and retrying pins, the last first. */
QList<Pin> lastFailures(Workspace &workspace, int most);

/** Pins that are due within the next 24 hours, of all accounts. */
QList<Pin> dueWithinADay(Workspace &workspace);

} // namespace pinweek
