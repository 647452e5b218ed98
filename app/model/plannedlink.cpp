// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/plannedlink.h"

#include "model/weblink.h"

#include <QHash>
#include <QUrl>

#include <algorithm>

namespace pinweek {

namespace {

void add(LinkRow &row, const PlannedLink &link)
{
    const QString written = link.link.trimmed();
    if (!row.links.contains(written))
        row.links.append(written);
    row.pins += link.pins;
    if (link.firstDue && (!row.firstDue || *link.firstDue < *row.firstDue))
        row.firstDue = link.firstDue;
    if (link.report && (!row.report || row.report->checkedAt < link.report->checkedAt))
        row.report = link.report;
    if (link.page && (!row.page || row.page->readAt < link.page->readAt))
        row.page = link.page;
}

bool isEarlier(const LinkRow &row, const LinkRow &other)
{
    if (row.firstDue.has_value() != other.firstDue.has_value())
        return row.firstDue.has_value();
    if (row.firstDue != other.firstDue)
        return *row.firstDue < *other.firstDue;
    return row.address < other.address;
}

} // namespace

QString askedAddress(const QString &link)
{
    const QString written = link.trimmed();
    if (!isWebAddress(written))
        return written;
    // QUrl writes scheme and host in lower case; all else stays as it is written.
    QUrl url(written, QUrl::StrictMode);
    url.setFragment({});
    if (url.path().isEmpty())
        url.setPath(QStringLiteral("/"));
    return QString::fromLatin1(url.toEncoded());
}

QList<LinkRow> linkRows(const QList<PlannedLink> &links)
{
    QList<LinkRow> rows;
    QHash<QString, qsizetype> places;
    for (const PlannedLink &link : links) {
        const QString address = askedAddress(link.link);
        if (address.isEmpty())
            continue;
        const auto place = places.constFind(address);
        if (place == places.constEnd()) {
            places.insert(address, rows.size());
            rows.append(LinkRow());
            rows.last().address = address;
            add(rows.last(), link);
        } else {
            add(rows[*place], link);
        }
    }
    for (LinkRow &row : rows)
        row.state = linkStateOf(row);
    std::sort(rows.begin(), rows.end(), isEarlier);
    return rows;
}

LinkReport reportOf(const LinkReport &asked, const QString &link)
{
    LinkReport report = asked;
    report.link = link;
    if (report.hops.isEmpty())
        return report;
    report.hops.first().address = link;
    // As browsers have it: the part after "#" goes along.
    const QString part = QUrl(link, QUrl::StrictMode).fragment(QUrl::FullyEncoded);
    for (qsizetype i = 1; !part.isEmpty() && i < report.hops.size(); ++i) {
        QUrl hop(report.hops.at(i).address, QUrl::StrictMode);
        if (hop.hasFragment())
            continue;
        hop.setFragment(part, QUrl::StrictMode);
        report.hops[i].address = QString::fromLatin1(hop.toEncoded());
    }
    return report;
}

LinkState linkStateOf(const LinkRow &row)
{
    if (!isWebAddress(row.address))
        return LinkState::Broken;
    if (row.report && isBroken(row.report->verdict))
        return row.report->accepted ? LinkState::Warning : LinkState::Broken;
    if (isShortener(row.address) || isUnencrypted(row.address) || looksLikeAnotherSite(row.address))
        return LinkState::Warning;
    if (!row.report || row.report->verdict == LinkVerdict::Unchecked)
        return LinkState::Unknown;
    const bool isPlain = row.report->verdict == LinkVerdict::Good && row.report->hops.size() < 2;
    return isPlain ? LinkState::Good : LinkState::Warning;
}

bool lacksRichPin(const LinkRow &row)
{
    return row.page && !row.page->richPin.isComplete();
}

} // namespace pinweek
