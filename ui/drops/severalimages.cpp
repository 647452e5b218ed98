// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drops/severalimages.h"

#include "model/filenames.h"
#include "text/timetext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMap>
#include <QUrl>

#include <algorithm>

namespace pinweek {

namespace {

struct Several
{
    Q_DECLARE_TR_FUNCTIONS(pinweek::Several)
};

/** "Tue 17", with the month where two of them are meant. */
QString dayText(QDate date, bool month)
{
    const QLocale locale;
    const QString day = locale.dayName(date.dayOfWeek(), QLocale::ShortFormat);
    return month ? QStringLiteral("%1 %2").arg(day, locale.toString(date, QStringLiteral("d MMM")))
                 : QStringLiteral("%1 %2").arg(day).arg(date.day());
}

} // namespace

QString titleOf(const SeveralChoice &choice, const QString &fileName)
{
    switch (choice.titles) {
    case TitleSource::FileName:
        return titleFromFileName(fileName);
    case TitleSource::Same:
        return choice.title.simplified();
    case TitleSource::None:
        break;
    }
    return {};
}

QString completedLink(const QString &typed)
{
    const QString link = typed.trimmed();
    if (link.isEmpty() || link.contains(QLatin1String("://")) || !link.contains(QLatin1Char('.')))
        return link;
    return QStringLiteral("https://") + link;
}

QString carouselSummary(int count, const QList<WallTime> &time)
{
    const QString carousel = Several::tr("Carousel of %1").arg(count);
    if (time.isEmpty())
        return carousel;
    const WallTime &at = time.constFirst();
    return QStringLiteral("%1, %2").arg(carousel, dayClockText(at.date, at.time));
}

QString severalSummary(int count, const QList<WallTime> &times)
{
    const QString pins = Several::tr("%n pin(s)", nullptr, count);
    if (times.isEmpty())
        return pins;
    QMap<QDate, int> perDay;
    for (const WallTime &time : times)
        ++perDay[time.date];
    const QDate first = perDay.firstKey();
    const QDate last = perDay.lastKey();
    const bool months = first.year() != last.year() || first.month() != last.month();
    // Not always the first: what a pin shows can keep it from an early time.
    const auto earliest =
        std::min_element(times.begin(), times.end(), [](const WallTime &a, const WallTime &b) {
            return a.resolve().utc < b.resolve().utc;
        });
    if (first == last)
        //: number of pins, day, time of the first
        return Several::tr("%1, %2, from %3")
            .arg(pins, dayText(first, months), clockText(earliest->time));
    const int most = *std::max_element(perDay.cbegin(), perDay.cend());
    const bool even =
        std::all_of(perDay.cbegin(), perDay.cend(), [most](int each) { return each == most; });
    //: number of pins, first day, last day, how many a day
    return Several::tr("%1, %2 – %3, %4")
        .arg(pins, dayText(first, months), dayText(last, months),
             even ? Several::tr("%1 a day").arg(most) : Several::tr("up to %1 a day").arg(most));
}

} // namespace pinweek
