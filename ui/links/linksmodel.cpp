// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/links/linksmodel.h"

#include "core/walltime.h"
#include "planner/linksurvey.h"
#include "text/linktexts.h"
#include "text/texts.h"
#include "text/timetext.h"
#include "text/webtexts.h"
#include "ui/theme/theme.h"

#include <QLocale>

#include <limits>

namespace pinweek {

namespace {

QString iconOf(LinkState health)
{
    switch (health) {
    case LinkState::Broken:
        return QStringLiteral("octagon-alert");
    case LinkState::Warning:
        return QStringLiteral("triangle-alert");
    case LinkState::Good:
        return QStringLiteral("circle-check");
    case LinkState::Unknown:
        break;
    }
    return QStringLiteral("circle-dashed");
}

/** Without "https://", which all have. */
QString shortAddress(const QString &address)
{
    const QLatin1String scheme("https://");
    return address.startsWith(scheme) ? address.mid(scheme.size()) : address;
}

} // namespace

LinksModel::LinksModel(LinkSurvey &survey, QByteArray zone, QObject *parent)
    : QAbstractTableModel(parent), m_survey(survey), m_zone(std::move(zone))
{
    m_count = int(survey.rows().size());
    connect(&survey, &LinkSurvey::loaded, this, [this] {
        beginResetModel();
        m_count = int(m_survey.rows().size());
        endResetModel();
    });
    connect(&survey, &LinkSurvey::rowChanged, this, [this](int row) {
        if (row < m_count)
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    });
}

const LinkRow &LinksModel::row(int row) const
{
    return m_survey.rows().at(row);
}

int LinksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int LinksModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString LinksModel::stateText(const LinkRow &row) const
{
    return m_survey.isLeft(row.address) ? tr("Checking…") : linkStateText(row.state);
}

QString LinksModel::textOf(const LinkRow &row, int column) const
{
    switch (column) {
    case StateColumn:
        return stateText(row);
    case AddressColumn:
        return shortAddress(row.address);
    case PinsColumn:
        return tr("%n pin(s)", nullptr, row.pins);
    case FirstColumn: {
        if (!row.firstDue)
            return tr("no time yet");
        const WallTime at = WallTime::fromUtc(*row.firstDue, m_zone);
        return tr("%1 %2", "day, time")
            .arg(QLocale().toString(at.date, QStringLiteral("ddd d MMM")), clockText(at.time));
    }
    case FoundColumn:
        return linkRowText(row);
    case RichPinColumn:
        return row.page ? linkRichPinText(row) : QStringLiteral("–");
    default:
        return {};
    }
}

QVariant LinksModel::sortKeyOf(const LinkRow &row, int column) const
{
    switch (column) {
    case StateColumn:
        return -int(row.state); // the worst first
    case PinsColumn:
        return -row.pins;
    case FirstColumn:
        return row.firstDue ? toEpoch(*row.firstDue) : std::numeric_limits<qint64>::max();
    default:
        return textOf(row, column);
    }
}

QVariant LinksModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LinkRow &row = m_survey.rows().at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row, index.column());
    case Qt::ToolTipRole:
        if (index.column() == AddressColumn)
            return row.address;
        if (index.column() == RichPinColumn && row.page && row.page->isPage)
            return richPinText(row.page->richPin);
        return index.column() == FoundColumn ? textOf(row, FoundColumn) : QVariant();
    case Qt::DecorationRole:
        if (index.column() != StateColumn)
            return {};
        return themeIcon(m_survey.isLeft(row.address) ? QStringLiteral("loader-circle")
                                                      : iconOf(row.state));
    case Qt::AccessibleTextRole:
        if (index.column() != StateColumn)
            return textOf(row, index.column());
        //: state, address, number of pins, what was found, rich pin
        return tr("%1: %2, %3. %4 Rich pin: %5")
            .arg(stateText(row), row.address, textOf(row, PinsColumn), textOf(row, FoundColumn),
                 row.page ? linkRichPinText(row) : tr("not known"));
    case SortRole:
        return sortKeyOf(row, index.column());
    default:
        return {};
    }
}

QVariant LinksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn:
        return tr("State");
    case AddressColumn:
        return tr("Link");
    case PinsColumn:
        return tr("Pins");
    case FirstColumn:
        return tr("First");
    case FoundColumn:
        return tr("Where it leads");
    case RichPinColumn:
        return tr("Rich pin");
    default:
        return {};
    }
}

// --- what is seen of them

ShownLinks::ShownLinks(LinksModel &links, QObject *parent)
    : QSortFilterProxyModel(parent), m_links(links)
{
    setSourceModel(&links);
    setSortRole(LinksModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void ShownLinks::setShown(Shown shown)
{
    m_shown = shown;
    invalidateFilter();
}

const LinkRow &ShownLinks::row(const QModelIndex &index) const
{
    return m_links.row(mapToSource(index).row());
}

bool ShownLinks::isShown(const LinkRow &row, Shown shown)
{
    switch (shown) {
    case Shown::All:
        break;
    case Shown::Problems:
        return row.state >= LinkState::Warning;
    case Shown::RichPins:
        return lacksRichPin(row);
    }
    return true;
}

bool ShownLinks::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    return !parent.isValid() && isShown(m_links.row(row), m_shown);
}

} // namespace pinweek
