// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/linkstore.h"

#include "store/rows.h"
#include "store/storecore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace pinweek {

namespace {

using Write = StoreCore::Context;

constexpr int mostKept = 5000;
constexpr int mostBroken = 50;
constexpr int mostPins = 200;
constexpr std::chrono::hours brokenWithin{24};

QByteArray hopsJson(const QList<LinkHop> &hops)
{
    QJsonArray array;
    for (const LinkHop &hop : hops)
        array.append(QJsonObject{{QStringLiteral("address"), hop.address},
                                 {QStringLiteral("status"), hop.status}});
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QList<LinkHop> hopsOf(const QString &json)
{
    QList<LinkHop> hops;
    const QJsonArray array = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const QJsonValue &hop : array)
        hops.append(
            {hop[QLatin1String("address")].toString(), hop[QLatin1String("status")].toInt()});
    return hops;
}

QString pageJson(const PageFacts &page)
{
    QJsonArray found;
    for (const auto &[field, text] : page.richPin.found)
        found.append(QJsonArray{richPinFieldName(field), text});
    QJsonArray missing;
    for (const RichPinGap &gap : page.richPin.missing)
        missing.append(QJsonArray{richPinFieldName(gap.field), gap.needed, gap.tag});
    const QJsonObject json{{QStringLiteral("title"), page.title},
                           {QStringLiteral("kind"), richPinKindName(page.richPin.kind)},
                           {QStringLiteral("source"), richPinSourceName(page.richPin.source)},
                           {QStringLiteral("found"), found},
                           {QStringLiteral("missing"), missing},
                           {QStringLiteral("broken_scripts"), page.richPin.brokenScripts},
                           {QStringLiteral("is_page"), page.isPage},
                           {QStringLiteral("read_at"), toEpoch(page.readAt)}};
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

std::optional<PageFacts> pageOf(const QString &text)
{
    if (text.isEmpty())
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
    PageFacts page;
    page.title = json[QLatin1String("title")].toString();
    page.richPin.kind = richPinKindFromName(json[QLatin1String("kind")].toString());
    page.richPin.source = richPinSourceFromName(json[QLatin1String("source")].toString());
    for (const QJsonValue entry : json[QLatin1String("found")].toArray())
        page.richPin.found.append({richPinFieldFromName(entry[0].toString()), entry[1].toString()});
    for (const QJsonValue entry : json[QLatin1String("missing")].toArray())
        page.richPin.missing.append(
            {richPinFieldFromName(entry[0].toString()), entry[1].toBool(), entry[2].toString()});
    page.richPin.brokenScripts = json[QLatin1String("broken_scripts")].toInt();
    page.isPage = json[QLatin1String("is_page")].toBool(true);
    page.readAt = fromEpoch(json[QLatin1String("read_at")].toInteger());
    return page;
}

std::optional<LinkReport> findReport(Database &db, const QString &link)
{
    Query query(db, QStringLiteral("SELECT link, verdict, hops, checked_at, accepted FROM "
                                   "link_check WHERE link = ?"));
    query.bind(link);
    if (!query.next())
        return std::nullopt;
    return LinkReport{query.text(0), linkVerdictFromName(query.text(1)), hopsOf(query.text(2)),
                      fromEpoch(query.integer(3)), query.flag(4)};
}

Result<void> keepReport(const Write &write, LinkReport report)
{
    report.link = report.link.trimmed();
    const std::optional<LinkReport> known = findReport(write.db, report.link);
    report.accepted = known && known->accepted && known->verdict == report.verdict;
    Query(
        write.db,
        QStringLiteral("INSERT INTO link_check (link, verdict, broken, hops, checked_at, accepted) "
                       "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (link) DO UPDATE SET verdict = "
                       "excluded.verdict, broken = excluded.broken, hops = excluded.hops, "
                       "checked_at = excluded.checked_at, accepted = excluded.accepted"))
        .bind(report.link)
        .bind(linkVerdictName(report.verdict))
        .bind(isBroken(report.verdict))
        .bind(QString::fromUtf8(hopsJson(report.hops)))
        .bind(report.checkedAt)
        .bind(report.accepted)
        .run();
    Query(write.db, QStringLiteral("DELETE FROM link_check WHERE id IN (SELECT id FROM link_check "
                                   "ORDER BY checked_at DESC, id DESC LIMIT -1 OFFSET ?)"))
        .bind(mostKept)
        .run();
    return {};
}

Result<void> keepPage(const Write &write, const QString &link, const std::optional<PageFacts> &page)
{
    Query(write.db, QStringLiteral("UPDATE link_check SET page = ? WHERE link = ?"))
        .bind(page ? pageJson(*page) : QString())
        .bind(link.trimmed())
        .run();
    return {};
}

const auto isToCome = QLatin1String("pin.removed_at IS NULL AND pin.account_id IN (SELECT id FROM "
                                    "account) AND pin.status IN ('draft', 'scheduled', 'failed', "
                                    "'blocked')");

} // namespace

QString brokenLinksSql()
{
    // From the few broken links to their pins.
    return selectPins(QStringLiteral("link_check CROSS JOIN pin ")) +
           QStringLiteral("WHERE link_check.broken = 1 AND link_check.accepted = 0 AND "
                          "pin.account_id IN (SELECT id FROM account) AND pin.link = "
                          "link_check.link AND pin.link <> '' AND pin.removed_at IS NULL AND "
                          "((pin.status IN ('scheduled', 'failed') AND pin.due_at < ?) OR "
                          "(pin.status = 'published' AND pin.published_at > ?)) "
                          "ORDER BY pin.due_at, pin.id LIMIT ?");
}

QList<PlannedLink> readPlannedLinks(Database &db)
{
    QList<PlannedLink> links;
    Query query(db,
                QStringLiteral("SELECT TRIM(pin.link), COUNT(*), MIN(pin.due_at), "
                               "link_check.verdict, link_check.hops, link_check.checked_at, "
                               "link_check.accepted, link_check.page FROM pin LEFT JOIN link_check "
                               "ON link_check.link = TRIM(pin.link) WHERE pin.link <> '' AND ") +
                    isToCome + QStringLiteral(" GROUP BY TRIM(pin.link)"));
    while (query.next()) {
        PlannedLink link{query.text(0), int(query.integer(1)), query.time(2), {}, {}};
        if (!query.isNull(3)) {
            link.report =
                LinkReport{link.link, linkVerdictFromName(query.text(3)), hopsOf(query.text(4)),
                           fromEpoch(query.integer(5)), query.flag(6)};
            link.page = pageOf(query.text(7));
        }
        links.append(link);
    }
    return links;
}

LinkStore::LinkStore(StoreCore &core) : m_core(core) {}

Result<std::optional<LinkReport>> LinkStore::report(const QString &link) const
{
    return m_core.read<std::optional<LinkReport>>(
        [&](Database &db) -> Result<std::optional<LinkReport>> {
            return findReport(db, link.trimmed());
        });
}

Result<QList<BrokenLink>> LinkStore::broken(UtcTime now) const
{
    return m_core.read<QList<BrokenLink>>([now](Database &db) -> Result<QList<BrokenLink>> {
        QList<BrokenLink> broken;
        {
            Query query(db, brokenLinksSql());
            query.bind(now + brokenWithin).bind(now - brokenWithin).bind(mostBroken);
            while (query.next())
                broken.append({readPin(query).pin, {}});
        }
        for (BrokenLink &each : broken)
            each.report = findReport(db, each.pin.content.link).value_or(LinkReport());
        return broken;
    });
}

Result<std::optional<PageFacts>> LinkStore::page(const QString &link) const
{
    return m_core.read<std::optional<PageFacts>>(
        [&](Database &db) -> Result<std::optional<PageFacts>> {
            Query query(db, QStringLiteral("SELECT page FROM link_check WHERE link = ?"));
            query.bind(link.trimmed());
            return query.next() ? pageOf(query.text(0)) : std::nullopt;
        });
}

Result<QList<PinId>> LinkStore::pinsOf(const QStringList &links) const
{
    return m_core.read<QList<PinId>>([&](Database &db) -> Result<QList<PinId>> {
        QList<PinId> pins;
        for (const QString &link : links) {
            // By the index over accounts and links; a link with spaces around is one that was
            // never edited here.
            Query query(db, QStringLiteral("SELECT pin.id FROM pin WHERE pin.link = ? AND ") +
                                isToCome +
                                QStringLiteral(" ORDER BY pin.due_at IS NULL, pin.due_at, pin.id "
                                               "LIMIT ?"));
            query.bind(link).bind(mostPins - int(pins.size()));
            while (query.next())
                pins.append(query.id<PinId>(0));
        }
        return pins;
    });
}

void LinkStore::keep(const QList<LinkReport> &reports, const std::optional<PageFacts> &page,
                     QObject *context, Done<void> done)
{
    m_core.write<void>(
        context, std::move(done), [reports, page](const Write &write) -> Result<void> {
            for (const LinkReport &report : reports) {
                if (const Result<void> kept = keepReport(write, report); !kept)
                    return kept;
                if (const Result<void> kept = keepPage(write, report.link, page); !kept)
                    return kept;
            }
            return {};
        });
}

void LinkStore::keep(const LinkReport &report, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done),
                       [report](const Write &write) { return keepReport(write, report); });
}

void LinkStore::accept(const QString &link, QObject *context, Done<void> done)
{
    m_core.write<void>(
        context, std::move(done), [link = link.trimmed()](const Write &write) -> Result<void> {
            Query(write.db, QStringLiteral("UPDATE link_check SET accepted = 1 WHERE "
                                           "link = ?"))
                .bind(link)
                .run();
            return {};
        });
}

} // namespace pinweek
