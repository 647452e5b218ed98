// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/spacing.h"

#include "model/pin.h"

#include <QStringList>

#include <algorithm>

namespace pinweek {

namespace {

/** "a=1&utm_source=pin&b=2" → "a=1&b=2" */
QString withoutTags(const QString &query)
{
    QStringList kept;
    for (const QString &part : query.split(QLatin1Char('&'), Qt::SkipEmptyParts)) {
        if (!part.startsWith(QLatin1String("utm_"), Qt::CaseInsensitive))
            kept += part;
    }
    return kept.join(QLatin1Char('&'));
}

} // namespace

QString linkKey(const QString &link)
{
    // By hand: QUrl takes ten times as long, and thousands of links are compared at once.
    QString rest = link.trimmed();
    for (const char *scheme : {"https://", "http://"}) {
        if (rest.startsWith(QLatin1String(scheme), Qt::CaseInsensitive)) {
            rest = rest.mid(qsizetype(qstrlen(scheme)));
            break;
        }
    }
    if (rest.startsWith(QLatin1String("www."), Qt::CaseInsensitive))
        rest = rest.mid(4);
    rest = rest.section(QLatin1Char('#'), 0, 0);
    const qsizetype mark = rest.indexOf(QLatin1Char('?'));
    QString path = mark < 0 ? rest : rest.left(mark);
    const QString query = mark < 0 ? QString() : withoutTags(rest.mid(mark + 1));
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    const qsizetype slash = path.indexOf(QLatin1Char('/'));
    const qsizetype host = slash < 0 ? path.size() : slash;
    path = path.left(host).toLower() + path.mid(host);
    return query.isEmpty() ? path : path + QLatin1Char('?') + query;
}

SpacedPin spacedPin(const PinContent &content)
{
    return {content.board, content.media, linkKey(content.link)};
}

int SpacingRules::longest() const
{
    int days = std::max(linkDays, imageDays);
    for (const int own : perLink)
        days = std::max(days, own);
    return days;
}

void Spacing::add(const SpacedPin &pin, QDate day)
{
    if (!pin.key.isEmpty())
        m_links[pin.key].insert(day);
    if (pin.media.isValid())
        m_images[pin.media].insert(day);
}

bool Spacing::isNear(const Days &days, QDate day, int least)
{
    const auto first = days.upper_bound(day.addDays(-least));
    return first != days.end() && *first < day.addDays(least);
}

SpacingBreak Spacing::breakOn(const SpacedPin &pin, QDate day) const
{
    if (!pin.key.isEmpty()) {
        const auto days = m_links.constFind(pin.key);
        if (days != m_links.constEnd() && isNear(*days, day, m_rules.daysFor(pin.key)))
            return SpacingBreak::Link;
    }
    if (pin.media.isValid()) {
        const auto days = m_images.constFind(pin.media);
        if (days != m_images.constEnd() && isNear(*days, day, m_rules.imageDays))
            return SpacingBreak::Image;
    }
    return SpacingBreak::None;
}

} // namespace pinweek
