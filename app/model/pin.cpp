// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/pin.h"

#include <QStringList>

#include <array>
#include <initializer_list>

namespace pinweek {

namespace {

constexpr std::array<const char *, 8> statusNames{"draft",       "scheduled",  "publishing",
                                                  "unconfirmed", "published",  "failed",
                                                  "blocked",     "handed_over"};

constexpr std::array<const char *, 7> lateCauseNames{"",      "away",  "paused", "account",
                                                     "limit", "clock", "video"};

bool oneOf(PinStatus status, std::initializer_list<PinStatus> list)
{
    for (PinStatus candidate : list) {
        if (candidate == status)
            return true;
    }
    return false;
}

} // namespace

QString pinStatusName(PinStatus status)
{
    return QString::fromLatin1(statusNames.at(size_t(status)));
}

std::optional<PinStatus> pinStatusFromName(const QString &name)
{
    for (size_t i = 0; i < statusNames.size(); ++i) {
        if (name == QLatin1String(statusNames[i]))
            return PinStatus(i);
    }
    return std::nullopt;
}

QString lateCauseName(LateCause cause)
{
    return QString::fromLatin1(lateCauseNames.at(size_t(cause)));
}

LateCause lateCauseFromName(const QString &name)
{
    for (size_t i = 0; i < lateCauseNames.size(); ++i) {
        if (name == QLatin1String(lateCauseNames[i]))
            return LateCause(i);
    }
    return LateCause::None;
}

bool canMove(PinStatus from, PinStatus to)
{
    using enum PinStatus;
    switch (from) {
    case Draft:
        return oneOf(to, {Scheduled});
    case Scheduled:
        // Failed: put off, unsent. Published: posted by hand. Unconfirmed: in a copy.
        return oneOf(to, {Draft, Publishing, Failed, Blocked, HandedOver, Published, Unconfirmed});
    case Publishing:
        return oneOf(to, {Published, Failed, Blocked, Unconfirmed, HandedOver});
    case Unconfirmed:
        return oneOf(to, {Published, Failed, Blocked});
    case Published:
        return false;
    case Failed:
        return oneOf(to, {Publishing, Scheduled, Draft, Blocked, Published, Unconfirmed});
    case Blocked:
        return oneOf(to, {Scheduled, Draft, Published});
    case HandedOver:
        return oneOf(to, {Published, Scheduled, Blocked});
    }
    return false;
}

bool isEditable(PinStatus status)
{
    return oneOf(status,
                 {PinStatus::Draft, PinStatus::Scheduled, PinStatus::Failed, PinStatus::Blocked});
}

bool mayBeAtPinterest(const Pin &pin)
{
    return pin.status == PinStatus::Unconfirmed ||
           (pin.status == PinStatus::Blocked && pin.lastError &&
            pin.lastError->kind == ErrorKind::Unclear);
}

} // namespace pinweek
