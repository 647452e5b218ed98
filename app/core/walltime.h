// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QByteArray>
#include <QDate>
#include <QList>
#include <QTime>

namespace pinweek {

/** Which of the two moments is meant when a clock change repeats an hour. */
enum class RepeatedHour { First, Second };

/** How a wall time meets the rules of its zone. */
enum class WallTimeKind {
    Unique,
    Gap,      // skipped by a clock change: the moment the clocks jump to is used
    Repeated, // happens twice: `RepeatedHour` chooses
};

struct ResolvedTime
{
    UtcTime utc;
    WallTimeKind kind = WallTimeKind::Unique;
};

/**
 * A planned local time: date and time of day in an IANA zone ("Europe/Berlin"). It stays as the user
 * planned it when the machine travels; its UTC moment follows from the zone's rules.
 */
struct WallTime
{
    QDate date;
    QTime time; // whole seconds
    QByteArray zone;
    RepeatedHour repeated = RepeatedHour::First;

    /**
     * The UTC moment: the only conversion from local to UTC in the program. In a gap the first moment
     * after it. An unknown zone counts as UTC. Thread-safe.
     */
    [[nodiscard]] ResolvedTime resolve() const;

    /** The wall time of a moment in a zone, with `repeated` set so that resolve() gives it back. */
    static WallTime fromUtc(UtcTime utc, const QByteArray &zone);

    friend bool operator==(const WallTime &, const WallTime &) = default;
};

/** A hash of the zone's clock changes from 2020 to 2045, by which new rules are noticed. Thread-safe. */
QByteArray zoneRules(const QByteArray &zone);
/** True if the zone data of this machine knows the IANA name. */
bool isKnownZone(const QByteArray &zone);
/** IANA name of this machine's zone, "Etc/UTC" when it can't be found. */
QByteArray systemZone();
/** Every IANA name, sorted. */
QList<QByteArray> knownZones();

} // namespace pinweek
