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
