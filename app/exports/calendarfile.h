// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace pinweek {

/** One planned pin, as a calendar shows it. */
struct CalendarEvent
{
    QString uid; // the same in every export
    UtcTime at{};
    UtcTime changed{};
    QString title; // not empty
    QString description;
    QString link;
    QString board;
    bool isFirm = false; // goes out, or went out, at its time; else a draft
};

/**
 * Writes events as iCalendar (RFC 5545), piece by piece, by libical, which is loaded for this
 * alone. Times are in UTC, so that each calendar shows them in its own zone, clock changes and all,
 * and no definition of a zone can be wrong. Main thread.
 */
class CalendarFile
{
public:
    explicit CalendarFile(UtcTime now);
    ~CalendarFile();
    Q_DISABLE_COPY_MOVE(CalendarFile)

    /** Storage, with what to install, where the library can't be loaded. */
    [[nodiscard]] Result<void> found() const;
    [[nodiscard]] QByteArray begin() const;
    [[nodiscard]] QByteArray event(const CalendarEvent &event) const;
    [[nodiscard]] QByteArray end() const;

private:
    struct Library;
    std::unique_ptr<Library> m_library;
    UtcTime m_now;
};

} // namespace pinweek
