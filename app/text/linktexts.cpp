// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/linktexts.h"

#include "core/walltime.h"
#include "csv/csvwriter.h"
#include "model/weblink.h"
#include "text/texts.h"
#include "text/webtexts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("LinkTexts", text, nullptr, n);
}

QString capitalised(const QString &text)
{
    return text.left(1).toUpper() + text.mid(1);
}

QString timeText(const std::optional<UtcTime> &at, const QByteArray &zone)
{
    if (!at)
        return {};
    const WallTime wall = WallTime::fromUtc(*at, zone);
    return QDateTime(wall.date, wall.time).toString(u"yyyy-MM-dd HH:mm"_s);
}

} // namespace

QString linkStateText(LinkState health)
{
    switch (health) {
    case LinkState::Unknown:
        return tr("Not checked");
    case LinkState::Good:
        return tr("Good");
    case LinkState::Warning:
        return tr("Look at it");
    case LinkState::Broken:
        return tr("Broken");
    }
    return {};
}

QString linkRowText(const LinkRow &row)
{
    if (!isWebAddress(row.address))
        return checkText(PinCheck::LinkInvalid);
    QStringList sentences;
    if (row.report && row.report->verdict == LinkVerdict::Unchecked && row.report->status() > 0)
        sentences += tr("The site asks to wait. Check it again later.");
    else if (row.report)
        sentences += linkReportText(*row.report);
    if (row.report && row.report->accepted && isBroken(row.report->verdict))
        sentences += tr("You know of it.");
    if (isShortener(row.address))
        sentences += checkText(PinCheck::LinkShortened);
    else if (isUnencrypted(row.address))
        sentences += checkText(PinCheck::LinkUnencrypted);
    if (looksLikeAnotherSite(row.address))
        sentences += checkText(PinCheck::LinkLookAlike);
    if (sentences.isEmpty())
        sentences += tr("Nobody has looked yet.");
    return sentences.join(u' ');
}

QString linkRichPinText(const LinkRow &row)
{
    if (!row.page)
        return {};
    if (!row.page->isPage)
        return tr("Not a page");
    const RichPin &pin = row.page->richPin;
    if (pin.kind == RichPinKind::None)
        return tr("None");
    QStringList lacks;
    for (const RichPinGap &gap : pin.missing) {
        if (gap.needed)
            lacks += richPinFieldText(gap.field);
    }
    const QString kind = capitalised(richPinKindText(pin.kind));
    //: %1: Product, %2: what the page lacks
    return lacks.isEmpty() ? kind : tr("%1, lacks %2").arg(kind, lacks.join(u", "_s));
}

QString missingTags(const LinkRow &row)
{
    QStringList tags;
    if (row.page && row.page->isPage) {
        for (const RichPinGap &gap : row.page->richPin.missing)
            tags += gap.tag;
    }
    return tags.join(u'\n');
}

QString linkCountsText(const QList<LinkRow> &rows)
{
    const auto count = [&rows](auto &&isSo) {
        return int(std::count_if(rows.begin(), rows.end(), isSo));
    };
    const auto withHealth = [&count](LinkState health) {
        return count([health](const LinkRow &row) { return row.state == health; });
    };
    QStringList parts;
    if (const int broken = withHealth(LinkState::Broken))
        parts += tr("%n broken", broken);
    if (const int warned = withHealth(LinkState::Warning))
        parts += tr("%n to look at", warned);
    if (const int poor = count(lacksRichPin))
        parts += tr("%n without a complete rich pin", poor);
    if (const int unknown = withHealth(LinkState::Unknown))
        parts += tr("%n not checked", unknown);
    const QString all = tr("%n link(s)", int(rows.size()));
    return parts.isEmpty() ? tr("%1, all good.").arg(all)
                           : u"%1: %2."_s.arg(all, parts.join(u", "_s));
}

QString linksReportText(const QList<LinkRow> &rows, const QByteArray &zone)
{
    QStringList lines{linkCountsText(rows)};
    for (const LinkRow &row : rows) {
        lines += QString();
        lines += row.address;
        const QString pins = tr("%n pin(s)", row.pins);
        lines += u"  "_s + (row.firstDue
                                ? tr("%1, the first on %2").arg(pins, timeText(row.firstDue, zone))
                                : pins);
        lines += u"  %1: %2"_s.arg(linkStateText(linkStateOf(row)), linkRowText(row));
        if (const QString rich = linkRichPinText(row); !rich.isEmpty())
            lines += tr("  Rich pin: %1").arg(rich);
        const QStringList tags = missingTags(row).split(u'\n', Qt::SkipEmptyParts);
        for (const QString &tag : tags)
            lines += u"    "_s + tag;
    }
    return lines.join(u'\n') + u'\n';
}

QByteArray linksReportCsv(const QList<LinkRow> &rows, const QByteArray &zone)
{
    QByteArray file =
        csvLine({tr("Address"), tr("Pins"), tr("First"), tr("State"), tr("Found"), tr("Status"),
                 tr("Leads to"), tr("Rich pin"), tr("Page title"), tr("Tags to add")});
    for (const LinkRow &row : rows) {
        const int status = row.report ? row.report->status() : 0;
        file += csvLine({row.address, QString::number(row.pins), timeText(row.firstDue, zone),
                         linkStateText(linkStateOf(row)), linkRowText(row),
                         status > 0 ? QString::number(status) : QString(),
                         row.report ? row.report->finalAddress() : QString(), linkRichPinText(row),
                         row.page ? row.page->title : QString(), missingTags(row)});
    }
    return file;
}

} // namespace pinweek
