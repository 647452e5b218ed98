// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QByteArray>
#include <QHash>
#include <QList>

namespace pinweek {

/** A time in which this computer was on and a publisher of the workspace was at work. */
struct AwakeSpan
{
    UtcTime from{};
    UtcTime to{};
    friend bool operator==(const AwakeSpan &, const AwakeSpan &) = default;
};

/** How far back a computer's past says something about its habits. */
constexpr std::chrono::days habitsFrom{6 * 7};

/**
 * At which quarters of an hour of the week this computer is usually off, by its own past: off in at
 * least two thirds of the last six weeks, by the wall clock of its zone. Weeks in which it was
 * never on say nothing (a holiday), and with less than two weeks of history, or two of use, nothing
 * is said at all. Main thread (answers are kept).
 */
class UsualHours
{
public:
    /** Says nothing of any time. */
    UsualHours() = default;
    /**
     * @param spans  in any order; they may overlap
     * @param zone   the computer's, IANA
     */
    UsualHours(QList<AwakeSpan> spans, QByteArray zone, UtcTime now);

    /** Whether the computer is usually off at that time of the week; false where too little is
     * known. Any moment, also in a week far ahead. */
    [[nodiscard]] bool isUsuallyOff(UtcTime at) const;

private:
    [[nodiscard]] bool wasAwake(UtcTime from, UtcTime to) const;
    [[nodiscard]] bool isOffAt(int day, int quarter) const;

    QList<AwakeSpan> m_spans; // by time, apart from each other
    QByteArray m_zone;
    UtcTime m_now{};
    mutable QHash<int, bool> m_known; // by day and quarter
};

} // namespace pinweek
