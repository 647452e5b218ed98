// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDate>
#include <QString>
#include <QTime>

namespace pinweek {

/** "10:15" or "10:15 AM", by the locale, never with seconds. */
QString clockText(QTime time);
/** "Tue 17 10:15": a ghost's and a tooltip's time. */
QString dayClockText(QDate date, QTime time);
/** "Tuesday 14:00": how a time is spoken. */
QString spokenDayClock(QDate date, QTime time);
/** "Berlin" of "Europe/Berlin". */
QString zoneName(const QByteArray &zone);

/** The first day, by the locale, of the week that this day is in. */
QDate firstOfWeek(QDate day);
/** "16 – 22 Nov 2026": a week by its first day, with month and year said once where they are the
 * same. */
QString weekTitle(QDate firstDay);
/** "November 2026". */
QString monthTitle(QDate month);

} // namespace pinweek
