// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/walltime.h"

#include <QCryptographicHash>
#include <QTimeZone>

#include <date/tz.h>

#include <exception>

namespace pinweek {

namespace {

// The library throws for unknown names; the exception stops here.
const date::time_zone *findZone(const QByteArray &zone)
{
    try {
        // Here, so that whichever thread asks first has read all of it for the others to see.
        [[maybe_unused]] static const date::tzdb &all = date::get_tzdb();
        return date::locate_zone(zone.toStdString());
    } catch (const std::exception &) {
        return nullptr;
    }
}

date::local_seconds toLocal(const QDate &day, const QTime &time)
{
    const qint64 days = day.toJulianDay() - QDate(1970, 1, 1).toJulianDay();
    return date::local_seconds(std::chrono::seconds(days * 86400 + time.msecsSinceStartOfDay() / 1000));
}

} // namespace

ResolvedTime WallTime::resolve() const
{
    const date::local_seconds local = toLocal(date, time);
    const date::time_zone *tz = findZone(zone);
    if (!tz)
        return {UtcTime(local.time_since_epoch()), WallTimeKind::Unique};
    const date::local_info info = tz->get_info(local);
    const auto moment = [&local](const date::sys_info &rules) {
        return UtcTime(local.time_since_epoch() - rules.offset);
    };
    switch (info.result) {
    case date::local_info::nonexistent:
        return {info.second.begin, WallTimeKind::Gap};
    case date::local_info::ambiguous:
        return {moment(repeated == RepeatedHour::First ? info.first : info.second),
                WallTimeKind::Repeated};
    default:
        return {moment(info.first), WallTimeKind::Unique};
    }
}

WallTime WallTime::fromUtc(UtcTime utc, const QByteArray &zone)
{
    std::chrono::seconds offset{0};
    bool second = false;
    if (const date::time_zone *tz = findZone(zone)) {
        offset = tz->get_info(utc).offset;
        const date::local_seconds local(utc.time_since_epoch() + offset);
        const date::local_info info = tz->get_info(local);
        second = info.result == date::local_info::ambiguous && offset == info.second.offset;
    }
    const qint64 seconds = (utc.time_since_epoch() + offset).count();
    qint64 days = seconds / 86400;
    qint64 rest = seconds % 86400;
    if (rest < 0) {
        rest += 86400;
        --days;
    }
    return {QDate(1970, 1, 1).addDays(days), QTime::fromMSecsSinceStartOfDay(int(rest) * 1000), zone,
            second ? RepeatedHour::Second : RepeatedHour::First};
}

QByteArray zoneRules(const QByteArray &zone)
{
    using namespace date::literals;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (const date::time_zone *tz = findZone(zone)) {
        const date::sys_seconds last = date::sys_days(2045_y / 1 / 1);
        date::sys_seconds at = date::sys_days(2020_y / 1 / 1);
        while (at < last) {
            const date::sys_info info = tz->get_info(at);
            hash.addData(QByteArray::number(qint64(at.time_since_epoch().count())) + ' ' +
                         QByteArray::number(qint64(info.offset.count())) + '\n');
            at = info.end;
        }
    }
    return hash.result().toHex();
}

bool isKnownZone(const QByteArray &zone)
{
    return findZone(zone) != nullptr;
}

QByteArray systemZone()
{
    const QByteArray zone = QTimeZone::systemTimeZoneId();
    return isKnownZone(zone) ? zone : QByteArrayLiteral("Etc/UTC");
}

QList<QByteArray> knownZones()
{
    QList<QByteArray> names;
    for (const QByteArray &name : QTimeZone::availableTimeZoneIds()) {
        if (isKnownZone(name))
            names.append(name);
    }
    return names;
}

} // namespace pinweek
