// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/list/pinlistmodel.h"

#include "core/walltime.h"
#include "store/boardstore.h"
#include "store/campaignstore.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "text/timetext.h"
#include "ui/theme/theme.h"
#include "workspace/workspace.h"

#include <QLocale>

#include <algorithm>

namespace pinweek {

std::optional<PinText> textOfColumn(PinColumn column)
{
    switch (column) {
    case PinColumn::Title:
        return PinText::Title;
    case PinColumn::Description:
        return PinText::Description;
    case PinColumn::Link:
        return PinText::Link;
    case PinColumn::AltText:
        return PinText::AltText;
    default:
        return std::nullopt;
    }
}

namespace {

/** What is said of a pin's picture: whose it is, and how many there are. */
QString spokenPicture(const Pin &pin)
{
    const QString title =
        pin.content.title.isEmpty() ? PinListModel::tr("untitled") : pin.content.title;
    const QString carousel = carouselText(pin.content);
    return carousel.isEmpty() ? title : QStringLiteral("%1, %2").arg(title, carousel);
}

PinOrder orderOf(PinColumn column)
{
    switch (column) {
    case PinColumn::State:
        return PinOrder::State;
    case PinColumn::Title:
        return PinOrder::Title;
    case PinColumn::Description:
        return PinOrder::Description;
    case PinColumn::Board:
        return PinOrder::Board;
    case PinColumn::Section:
        return PinOrder::Section;
    case PinColumn::Link:
        return PinOrder::Link;
    case PinColumn::Campaign:
        return PinOrder::Campaign;
    case PinColumn::AltText:
        return PinOrder::AltText;
    default:
        return PinOrder::Time;
    }
}

QString dayOf(UtcTime at, const QByteArray &zone)
{
    return QLocale().toString(WallTime::fromUtc(at, zone).date, QLocale::ShortFormat);
}

} // namespace

PinListModel::PinListModel(Workspace &workspace, QObject *parent)
    : SteadyRows(parent), m_workspace(workspace), m_search(workspace.store())
{
    connect(&m_search, &PinSearch::found, this, &PinListModel::takeFound);
    connect(&m_search, &PinSearch::grouped, this, &PinListModel::takeGroups);
    connect(&workspace.store(), &Store::changed, this, &PinListModel::takeChanges);
}

PinListModel::~PinListModel() = default;

// --- what is listed

void PinListModel::setFilter(const PinFilter &filter)
{
    if (m_query.filter == filter)
        return;
    m_query.filter = filter;
    askAnew();
}

void PinListModel::setZone(const QByteArray &zone)
{
    if (m_zone == zone)
        return;
    m_zone = zone;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void PinListModel::setGrouped(bool grouped)
{
    if (m_grouped == grouped)
        return;
    m_grouped = grouped;
    askAnew();
}

void PinListModel::sort(int column, Qt::SortOrder order)
{
    const PinOrder by = orderOf(PinColumn(column));
    const bool descending = order == Qt::DescendingOrder;
    if (m_query.order == by && m_query.descending == descending)
        return;
    m_query.order = by;
    m_query.descending = descending;
    askAnew();
}

void PinListModel::setActive(bool active)
{
    if (m_active == active)
        return;
    m_active = active;
    if (active) {
        if (m_stale)
            askAnew();
        return;
    }
    m_stale = true;
    m_namesRead = false;
    m_sameQuestion = false;
    m_pages.clear();
    take({});
}

void PinListModel::askAnew()
{
    m_sameQuestion = false;
    ask();
}

void PinListModel::ask()
{
    m_stale = true;
    if (!m_active)
        return;
    m_stale = false;
    m_whole = false;
    if (m_grouped)
        m_search.group(m_query.filter);
    else
        m_search.find(m_query);
}

void PinListModel::takeFound(const QList<PinId> &pins, bool whole)
{
    if (m_grouped || !m_active)
        return;
    // While the rest is awaited a longer list of before stays: it flickers less, and what has the
    // focus may be in the rest.
    const bool beginning =
        !whole && m_rows.size() > pins.size() && m_groups.isEmpty() &&
        (m_sameQuestion || std::equal(pins.cbegin(), pins.cend(), m_rows.cbegin(),
                                      [](PinId pin, const Row &row) { return row.pin == pin; }));
    m_whole = whole;
    if (!beginning) {
        QList<Row> rows;
        rows.reserve(pins.size());
        for (const PinId pin : pins)
            rows += Row{pin, -1};
        m_groups.clear();
        m_pinCount = int(pins.size());
        take(rows);
    }
    emit listed();
}

void PinListModel::takeGroups(const QList<LinkGroup> &groups)
{
    if (!m_grouped || !m_active)
        return;
    QList<Row> rows;
    m_pinCount = 0;
    renumberGroups(groups);
    m_groups = groups;
    for (int i = 0; i < groups.size(); ++i) {
        rows += Row{{}, i};
        for (const PinId pin : groups[i].pins)
            rows += Row{pin, -1};
        m_pinCount += int(groups[i].pins.size());
    }
    m_whole = true;
    take(rows);
    emit listed();
}

/** The rows that there are get the numbers of their groups among these. */
void PinListModel::renumberGroups(const QList<LinkGroup> &groups)
{
    QHash<QString, int> places;
    for (int i = 0; i < groups.size(); ++i)
        places.insert(groups[i].link, i);
    int gone = int(groups.size());
    for (Row &row : m_rows) {
        if (row.group >= 0)
            row.group = places.value(m_groups[row.group].link, gone++);
    }
}

/** What only grew keeps its place on the screen, and an answer to the same question all rows that
 * stay; else the list is shown anew. */
void PinListModel::take(const QList<Row> &rows)
{
    if (rows == m_rows) {
        if (!rows.isEmpty() && m_grouped) // the groups may say something else
            emit dataChanged(index(0, 0), index(rowCount() - 1, 0));
        return;
    }
    m_places.clear();
    const bool grew = !m_rows.isEmpty() && rows.size() > m_rows.size() &&
                      std::equal(m_rows.cbegin(), m_rows.cend(), rows.cbegin());
    if (grew) {
        beginInsertRows({}, int(m_rows.size()), int(rows.size()) - 1);
        m_rows = rows;
        m_pages.clear(); // the last one was not full
        endInsertRows();
        return;
    }
    m_pages.clear();
    const auto keyOf = [](const Row &row) {
        return row.group < 0 ? row.pin.value : -1 - qint64(row.group);
    };
    if (m_sameQuestion && turnInto(m_rows, rows, keyOf)) {
        m_places.clear(); // who was told meanwhile may have asked
        m_pages.clear();
        if (!m_rows.isEmpty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    m_pages.clear();
    endResetModel();
}

void PinListModel::takeChanges(const ChangeSet &changes)
{
    if (changes.everything || !changes.boards.isEmpty() || !changes.campaigns.isEmpty())
        m_namesRead = false;
    const bool pins = changes.everything || !changes.pins.isEmpty();
    const bool names = !changes.boards.isEmpty() || !changes.campaigns.isEmpty();
    if (!pins && !names)
        return;
    m_pages.clear();
    if (m_active && !m_rows.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    if (pins) {
        m_sameQuestion = m_sameQuestion || m_whole;
        ask(); // another order may follow, or another end
    }
}

// --- reading

int PinListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PinListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(PinColumn::Count);
}

PinId PinListModel::pinId(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows[row].pin : PinId();
}

int PinListModel::rowOf(PinId pin) const
{
    if (m_places.isEmpty()) {
        for (int row = 0; row < m_rows.size(); ++row) {
            if (m_rows[row].pin.isValid())
                m_places.insert(m_rows[row].pin, row);
        }
    }
    return m_places.value(pin, -1);
}

std::optional<QString> PinListModel::groupLink(int row) const
{
    if (row < 0 || row >= m_rows.size() || m_rows[row].group < 0)
        return std::nullopt;
    return m_groups[m_rows[row].group].link;
}

const PinListModel::Page *PinListModel::page(int row) const
{
    const int number = row / pageSize;
    if (const Page *known = m_pages.object(number))
        return known;
    QList<PinId> ids;
    for (const Row &each : m_rows.mid(number * pageSize, pageSize)) {
        if (each.pin.isValid())
            ids += each.pin;
    }
    auto read = std::make_unique<Page>();
    const auto pins = m_workspace.store().pins().pins(ids);
    if (!pins)
        return nullptr; // a busy database: the next look reads again
    QList<MediaId> media;
    for (const Pin &pin : *pins) {
        read->pins.insert(pin.id, pin);
        media += shownMedia(pin.content);
    }
    read->media = m_workspace.store().media().shown(media).value_or(MediaAssets());
    const Page *made = read.get();
    m_pages.insert(number, read.release());
    return made;
}

std::optional<Pin> PinListModel::pin(int row) const
{
    const PinId id = pinId(row);
    const Page *held = id.isValid() ? page(row) : nullptr;
    if (!held)
        return std::nullopt;
    const auto found = held->pins.constFind(id);
    return found == held->pins.constEnd() ? std::nullopt : std::optional(*found);
}

std::optional<MediaAsset> PinListModel::picture(int row) const
{
    const std::optional<Pin> shown = pin(row);
    const Page *held = shown ? page(row) : nullptr;
    if (!held)
        return std::nullopt;
    return pictureOf(shown->content, held->media);
}

std::optional<MediaAsset> PinListModel::video(int row) const
{
    const std::optional<Pin> shown = pin(row);
    const Page *held = shown ? page(row) : nullptr;
    return held ? videoOf(shown->content, held->media) : std::nullopt;
}

PictureFit PinListModel::fit(int row) const
{
    const std::optional<Pin> shown = pin(row);
    return shown ? shown->content.fit : PictureFit();
}

void PinListModel::readNames() const
{
    if (m_namesRead)
        return;
    m_namesRead = true;
    m_boards.clear();
    m_campaigns.clear();
    const auto boards = m_workspace.store().boards().boards({});
    for (const Board &board : boards.value_or(QList<Board>()))
        m_boards.insert(board.id, board);
    const auto campaigns = m_workspace.store().campaigns().campaigns();
    for (const Campaign &campaign : campaigns.value_or(QList<Campaign>()))
        m_campaigns.insert(campaign.id, campaign);
}

// --- words

QString PinListModel::timeWords(const Pin &pin) const
{
    if (!pin.dueAt)
        return {};
    const WallTime local = WallTime::fromUtc(*pin.dueAt, m_zone);
    //: a date and a time of day
    return tr("%1 %2").arg(QLocale().toString(local.date, QStringLiteral("ddd d MMM yyyy")),
                           clockText(local.time));
}

QString PinListModel::words(const Pin &pin, PinColumn column) const
{
    const PinContent &content = pin.content;
    if (const auto text = textOfColumn(column))
        return textOf(content, *text);
    readNames();
    switch (column) {
    case PinColumn::Time:
        return timeWords(pin);
    case PinColumn::State:
        if (pin.isMissed(m_workspace.clock().now()))
            return tr("Missed");
        return statusText(pin, m_zone);
    case PinColumn::Board:
        return m_boards.value(content.board).name;
    case PinColumn::Section: {
        const QList<BoardSection> sections = m_boards.value(content.board).sections;
        for (const BoardSection &section : sections) {
            if (section.id == content.section)
                return section.name;
        }
        return {};
    }
    case PinColumn::Campaign:
        return m_campaigns.value(content.campaign).name;
    default:
        return {};
    }
}

QString PinListModel::groupWords(int group) const
{
    if (group >= m_groups.size())
        return {}; // it is about to go
    const LinkGroup &of = m_groups[group];
    QStringList parts{of.link.isEmpty() ? tr("No link") : of.link,
                      tr("%n pin(s)", nullptr, int(of.pins.size()))};
    if (of.lastPublished)
        parts += tr("last published %1").arg(dayOf(*of.lastPublished, m_zone));
    if (of.nextPlanned)
        parts += tr("next planned %1").arg(dayOf(*of.nextPlanned, m_zone));
    return parts.join(QStringLiteral(" · "));
}

QVariant PinListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Row &row = m_rows[index.row()];
    const auto column = PinColumn(index.column());
    if (role == PinRole)
        return QVariant::fromValue(row.pin);
    if (row.group >= 0) {
        const bool speaks = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
        return speaks && index.column() == 0 ? QVariant(groupWords(row.group)) : QVariant();
    }
    const std::optional<Pin> shown = pin(index.row());
    if (!shown)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return words(*shown, column).simplified();
    case Qt::EditRole:
        return words(*shown, column);
    case Qt::ToolTipRole:
        return words(*shown, column);
    case Qt::AccessibleTextRole:
        if (column == PinColumn::Picture)
            return spokenPicture(*shown);
        return words(*shown, column);
    case StatusRole:
        return int(shown->status);
    case StateIconRole:
        return Theme::stateIconName(*shown);
    case ColourRole:
        readNames();
        if (column == PinColumn::Board && m_boards.contains(shown->content.board))
            return m_boards[shown->content.board].colourIndex;
        if (column == PinColumn::Campaign && m_campaigns.contains(shown->content.campaign))
            return m_campaigns[shown->content.campaign].colourIndex;
        return {};
    default:
        return {};
    }
}

QVariant PinListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal ||
        (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    switch (PinColumn(section)) {
    case PinColumn::Picture:
        return role == Qt::DisplayRole ? QString() : tr("Picture");
    case PinColumn::Time:
        return tr("Time");
    case PinColumn::State:
        return tr("State");
    case PinColumn::Title:
        return tr("Title");
    case PinColumn::Description:
        return tr("Description");
    case PinColumn::Board:
        return tr("Board");
    case PinColumn::Section:
        return tr("Section");
    case PinColumn::Link:
        return tr("Link");
    case PinColumn::Campaign:
        return tr("Campaign");
    case PinColumn::AltText:
        return tr("Alt text");
    case PinColumn::Count:
        break;
    }
    return {};
}

Qt::ItemFlags PinListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (m_rows[index.row()].group >= 0)
        return Qt::ItemIsEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const auto column = PinColumn(index.column());
    const bool edits = textOfColumn(column) || column == PinColumn::Time ||
                       column == PinColumn::Board || column == PinColumn::Section;
    if (!edits)
        return flags;
    const std::optional<Pin> shown = pin(index.row());
    if (shown && isEditable(shown->status))
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace pinweek
