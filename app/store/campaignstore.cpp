// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/campaignstore.h"

#include "store/storecore.h"

#include <QCollator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace pinweek {

namespace {

using Write = StoreCore::Context;

constexpr int colours = 8;

QString selectCampaigns()
{
    return QStringLiteral("SELECT id, name, colour_index, (SELECT count(*) FROM pin WHERE "
                          "campaign_id = campaign.id AND removed_at IS NULL) FROM campaign ");
}

Campaign readCampaign(const Query &query)
{
    return {query.id<CampaignId>(0), query.text(1), int(query.integer(2)), int(query.integer(3))};
}

std::optional<Campaign> findCampaign(Database &db, CampaignId id)
{
    Query query(db, selectCampaigns() + QStringLiteral("WHERE id = ?"));
    query.bind(id);
    if (!query.next())
        return std::nullopt;
    return readCampaign(query);
}

Error noSuch(CampaignId id)
{
    return {ErrorKind::NotFound, QStringLiteral("There is no campaign %1.").arg(id.toString())};
}

/** SQLite's own NOCASE knows A to Z only. */
bool isTaken(Database &db, const QString &name, CampaignId but)
{
    Query query(db, QStringLiteral("SELECT id, name FROM campaign"));
    while (query.next()) {
        if (query.id<CampaignId>(0) != but && query.text(1).compare(name, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

Result<QString> checkedName(Database &db, const QString &given, CampaignId but)
{
    const QString name = given.simplified();
    if (name.isEmpty())
        return fail(ErrorKind::Rejected, QStringLiteral("A campaign needs a name."));
    if (name.toUcs4().size() > longestCampaignName)
        return fail(ErrorKind::Rejected,
                    QStringLiteral("A campaign's name has at most %1 characters.")
                        .arg(longestCampaignName));
    if (isTaken(db, name, but))
        return fail(ErrorKind::Rejected,
                    QStringLiteral("There is a campaign “%1” already.").arg(name));
    return name;
}

/** The first of those that the fewest campaigns have. */
int freeColour(Database &db)
{
    std::array<int, colours> used{};
    Query query(db, QStringLiteral("SELECT colour_index FROM campaign"));
    while (query.next())
        ++used.at(size_t(query.integer(0)));
    return int(std::min_element(used.begin(), used.end()) - used.begin());
}

/** What a user did to a campaign, as a step. */
void addStepOf(const Write &write, const QString &name, CampaignId id, const RowValues &before,
               QList<RowChange> more = {})
{
    if (name.isEmpty())
        return;
    more.prepend({QString::fromLatin1(campaignKind), id.value, before,
                  readCampaignValues(write.db, id.value)});
    addRowStep(write.db, name, more, write.now, write.origin);
}

Result<Campaign> createCampaign(Database &db, const QString &given)
{
    const Result<QString> name = checkedName(db, given, {});
    if (!name)
        return fail(name.error());
    const int colour = freeColour(db);
    Query query(db, QStringLiteral("INSERT INTO campaign (name, colour_index) VALUES (?, ?)"));
    query.bind(*name).bind(colour).run();
    return Campaign{CampaignId{query.insertedId()}, *name, colour, 0};
}

Result<Campaign> saveCampaign(Database &db, Campaign campaign)
{
    const std::optional<Campaign> known = findCampaign(db, campaign.id);
    if (!known)
        return fail(noSuch(campaign.id));
    if (campaign.colourIndex < 0 || campaign.colourIndex >= colours)
        return fail(ErrorKind::Rejected, QStringLiteral("There is no such colour."));
    const Result<QString> name = checkedName(db, campaign.name, campaign.id);
    if (!name)
        return fail(name.error());
    campaign.name = *name;
    campaign.pins = known->pins;
    if (campaign != *known)
        Query(db, QStringLiteral("UPDATE campaign SET name = ?, colour_index = ? WHERE id = ?"))
            .bind(campaign.name)
            .bind(campaign.colourIndex)
            .bind(campaign.id)
            .run();
    return campaign;
}

} // namespace

RowValues readCampaignValues(Database &db, qint64 id)
{
    Query query(db, QStringLiteral("SELECT name, colour_index FROM campaign WHERE id = ?"));
    query.bind(id);
    if (!query.next())
        return std::nullopt;
    return QJsonDocument(QJsonObject{{QStringLiteral("name"), query.text(0)},
                                     {QStringLiteral("colour"), query.integer(1)}})
        .toJson(QJsonDocument::Compact);
}

bool writeCampaignValues(Database &db, qint64 id, const RowValues &values)
{
    if (!values) {
        Query(db, QStringLiteral("DELETE FROM campaign WHERE id = ?")).bind(id).run();
        return true;
    }
    const QJsonObject json = QJsonDocument::fromJson(*values).object();
    const QString name = json.value(QLatin1String("name")).toString();
    if (isTaken(db, name, CampaignId{id}))
        return false;
    Query(db, QStringLiteral("INSERT INTO campaign (id, name, colour_index) VALUES (?, ?, ?) "
                             "ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
                             "colour_index = excluded.colour_index"))
        .bind(id)
        .bind(name)
        .bind(json.value(QLatin1String("colour")).toInteger())
        .run();
    return true;
}

RowValues readCampaignPins(Database &db, qint64 id)
{
    Query query(db, QStringLiteral("SELECT id FROM pin WHERE campaign_id = ? ORDER BY id"));
    query.bind(id);
    QJsonArray pins;
    while (query.next())
        pins += query.integer(0);
    return pins.isEmpty() ? RowValues()
                          : RowValues(QJsonDocument(pins).toJson(QJsonDocument::Compact));
}

bool writeCampaignPins(Database &db, qint64 id, const RowValues &values)
{
    if (!values || !findCampaign(db, CampaignId{id}))
        return false;
    const QJsonArray pins = QJsonDocument::fromJson(*values).array();
    for (const QJsonValue &pin : pins)
        Query(db, QStringLiteral("UPDATE pin SET campaign_id = ? WHERE id = ? AND campaign_id IS "
                                 "NULL"))
            .bind(id)
            .bind(pin.toInteger())
            .run();
    return true;
}

CampaignStore::CampaignStore(StoreCore &core) : m_core(core) {}

Result<QList<Campaign>> CampaignStore::campaigns() const
{
    return m_core.read<QList<Campaign>>([](Database &db) -> Result<QList<Campaign>> {
        QList<Campaign> campaigns;
        Query query(db, selectCampaigns() + QStringLiteral("ORDER BY id"));
        while (query.next())
            campaigns += readCampaign(query);
        QCollator collator;
        collator.setNumericMode(true);
        std::stable_sort(
            campaigns.begin(), campaigns.end(), [&collator](const Campaign &a, const Campaign &b) {
                return collator.compare(a.name.toCaseFolded(), b.name.toCaseFolded()) < 0;
            });
        return campaigns;
    });
}

Result<Campaign> CampaignStore::campaign(CampaignId id) const
{
    return m_core.read<Campaign>([id](Database &db) -> Result<Campaign> {
        if (const auto campaign = findCampaign(db, id))
            return *campaign;
        return fail(noSuch(id));
    });
}

void CampaignStore::create(const QString &name, const QString &stepName, QObject *context,
                           Done<Campaign> done)
{
    m_core.write<Campaign>(context, std::move(done), [name, stepName](const Write &write) {
        const Result<Campaign> made = createCampaign(write.db, name);
        if (made)
            addStepOf(write, stepName, made->id, std::nullopt);
        return made;
    });
}

void CampaignStore::save(const Campaign &campaign, const QString &stepName, QObject *context,
                         Done<Campaign> done)
{
    m_core.write<Campaign>(context, std::move(done), [campaign, stepName](const Write &write) {
        const RowValues before = readCampaignValues(write.db, campaign.id.value);
        const Result<Campaign> saved = saveCampaign(write.db, campaign);
        if (saved)
            addStepOf(write, stepName, campaign.id, before);
        return saved;
    });
}

void CampaignStore::remove(CampaignId id, const QString &stepName, QObject *context,
                           Done<int> done)
{
    m_core.write<int>(context, std::move(done), [id, stepName](const Write &write) -> Result<int> {
        const std::optional<Campaign> known = findCampaign(write.db, id);
        if (!known)
            return fail(noSuch(id));
        const RowValues before = readCampaignValues(write.db, id.value);
        const RowChange pins{QString::fromLatin1(campaignPinsKind), id.value,
                             readCampaignPins(write.db, id.value), std::nullopt};
        Query(write.db, QStringLiteral("DELETE FROM campaign WHERE id = ?")).bind(id).run();
        addStepOf(write, stepName, id, before, {pins});
        return known->pins;
    });
}

} // namespace pinweek
