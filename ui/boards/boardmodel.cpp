// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/boards/boardmodel.h"

#include "text/texts.h"

#include <QLocale>

#include <algorithm>

namespace pinweek {

namespace {
constexpr quintptr topLevel = 0; // internal id; a section's is its board's number
}

int BoardModel::accountOf(const Board &board) const
{
    for (int i = 0; i < m_accounts.size(); ++i) {
        if (m_accounts.at(i).id == board.account)
            return i;
    }
    return -1;
}

bool BoardModel::isGroup(const Board &board) const
{
    const int owner = accountOf(board);
    return owner >= 0 && board.isGroup(m_accounts.at(owner).username);
}

bool BoardModel::isDefault(const Board &board) const
{
    const int owner = accountOf(board);
    return owner >= 0 && m_accounts.at(owner).defaultBoard == board.id;
}

void BoardModel::setBoards(const QList<Board> &boards, const QList<Account> &accounts)
{
    m_all = boards;
    m_accounts = accounts;
    m_total = 0;
    for (const Board &board : boards)
        m_total += board.plannedCount;
    filter();
}

void BoardModel::setPaces(const Paces &paces, UtcTime now, const QByteArray &zone)
{
    const QDate today = WallTime::fromUtc(now, zone).date;
    if (paces == m_paces && today == m_today && zone == m_zone)
        return;
    m_paces = paces;
    m_today = today;
    m_zone = zone;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, 0));
}

int BoardModel::nextDays(const Board *board) const
{
    if (board)
        return m_paces.value(board->id).nextDays;
    int all = 0;
    for (const BoardPace &pace : m_paces)
        all += pace.nextDays;
    return all;
}

int BoardModel::daysSinceLastPin(const Board *board) const
{
    std::optional<UtcTime> last;
    if (board)
        last = m_paces.value(board->id).lastPinAt;
    for (auto pace = m_paces.begin(); !board && pace != m_paces.end(); ++pace)
        last = std::max(last, pace->lastPinAt);
    if (!last)
        return -1;
    return int(qMax<qint64>(0, WallTime::fromUtc(*last, m_zone).date.daysTo(m_today)));
}

void BoardModel::setSearch(const QString &text)
{
    if (text.simplified() == m_search)
        return;
    m_search = text.simplified();
    filter();
}

void BoardModel::filter()
{
    QList<Board> shown;
    for (const Board &board : std::as_const(m_all)) {
        if (m_search.isEmpty() || board.name.contains(m_search, Qt::CaseInsensitive)) {
            shown.append(board);
            continue;
        }
        Board part = board;
        part.sections.removeIf([this](const BoardSection &s) {
            return !s.name.contains(m_search, Qt::CaseInsensitive);
        });
        if (!part.sections.isEmpty())
            shown.append(part);
    }
    show(shown);
}

/** Rows that stay are the same ones to the view: open boards stay open, and what has the focus
 * keeps it. */
void BoardModel::show(const QList<Board> &boards)
{
    QHash<BoardId, const Board *> wanted;
    for (const Board &board : boards)
        wanted.insert(board.id, &board);
    bool steady = true;
    const auto sectionKey = [](const BoardSection &section) { return section.id; };
    for (int row = 0; steady && row < m_boards.size(); ++row) {
        if (const Board *board = wanted.value(m_boards[row].id))
            steady =
                turnInto(m_boards[row].sections, board->sections, sectionKey, index(row + 1, 0));
    }
    const auto boardKey = [](const Board &board) { return board.id; };
    if (!steady || !turnInto(m_boards, boards, boardKey, {}, 1)) {
        beginResetModel();
        m_boards = boards;
        endResetModel();
        return;
    }
    emit dataChanged(index(0, 0), index(rowCount() - 1, 0));
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex board = index(row, 0);
        if (const int sections = rowCount(board); sections > 0)
            emit dataChanged(index(0, 0, board), index(sections - 1, 0, board));
    }
}

int BoardModel::rowOf(BoardId id) const
{
    const auto found = std::find_if(m_boards.cbegin(), m_boards.cend(),
                                    [id](const Board &board) { return board.id == id; });
    return int(found - m_boards.cbegin());
}

bool BoardModel::isEmpty() const
{
    return m_all.isEmpty();
}

const Board *BoardModel::board(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    const int row = index.internalId() == topLevel ? index.row() - 1
                                                   : rowOf(BoardId{qint64(index.internalId())});
    return row < 0 || row >= m_boards.size() ? nullptr : &m_boards.at(row);
}

const BoardSection *BoardModel::section(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == topLevel)
        return nullptr;
    return &board(index)->sections.at(index.row());
}

QModelIndex BoardModel::indexOf(BoardId id, SectionId section) const
{
    if (!id.isValid())
        return index(0, 0);
    for (int row = 0; row < m_boards.size(); ++row) {
        const Board &board = m_boards.at(row);
        if (board.id != id)
            continue;
        const QModelIndex top = index(row + 1, 0);
        if (!section.isValid())
            return top;
        for (int child = 0; child < board.sections.size(); ++child) {
            if (board.sections.at(child).id == section)
                return index(child, 0, top);
        }
    }
    return {};
}

QModelIndex BoardModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Board *of = board(parent);
    return createIndex(row, column, of ? quintptr(of->id.value) : topLevel);
}

QModelIndex BoardModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == topLevel)
        return {};
    return createIndex(rowOf(BoardId{qint64(index.internalId())}) + 1, 0, topLevel);
}

int BoardModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_boards.size()) + 1;
    if (parent.internalId() != topLevel || parent.column() > 0)
        return 0;
    const Board *of = board(parent);
    return of ? int(of->sections.size()) : 0;
}

int BoardModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant BoardModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Board *of = board(index);
    const BoardSection *part = section(index);
    switch (role) {
    case Qt::DisplayRole:
        return !of ? tr("All boards") : part ? part->name : of->name;
    case Qt::AccessibleTextRole:
        return spoken(index);
    case Qt::ToolTipRole:
        return of ? spoken(index) : QVariant();
    case BoardIdRole:
        return of ? of->id.value : qint64(0);
    case SectionIdRole:
        return part ? part->id.value : qint64(0);
    case CountRole:
        return !of ? m_total : part ? -1 : of->plannedCount;
    case ColourRole:
        return of && !part ? of->colourIndex : -1;
    case SecretRole:
        return of && !part && of->privacy == BoardPrivacy::Secret;
    case GroupRole:
        return of && !part && isGroup(*of);
    case LocalRole:
        return of && (part ? part->remoteId : of->remoteId).isEmpty();
    case DefaultRole:
        return of && !part && isDefault(*of);
    case AccountRole: {
        const int owner = of && !part && m_accounts.size() > 1 ? accountOf(*of) : -1;
        if (owner < 0)
            return {};
        return QVariant::fromValue(
            AccountMark{accountName(m_accounts.at(owner)).left(1).toUpper(), owner % 8});
    }
    case NextDaysRole:
        return part ? -1 : nextDays(of);
    case LastPinRole:
        return part ? -1 : daysSinceLastPin(of);
    default:
        return {};
    }
}

/** "Recipes, 42 pins, secret, not at Pinterest yet" */
QString BoardModel::spoken(const QModelIndex &index) const
{
    const Board *of = board(index);
    if (!of)
        return tr("All boards, %n pin(s)", nullptr, m_total);
    if (const BoardSection *part = section(index))
        return tr("Section %1").arg(part->name);
    QStringList words{of->name, tr("%n pin(s)", nullptr, of->plannedCount)};
    if (const int next = nextDays(of); next > 0)
        words.append(tr("%n planned in the next 7 days", nullptr, next));
    if (const int days = daysSinceLastPin(of); days == 0)
        words.append(tr("last pin today"));
    else if (days > 0)
        words.append(tr("last pin %n day(s) ago", nullptr, days));
    if (const int owner = accountOf(*of); owner >= 0 && m_accounts.size() > 1)
        words.append(tr("account %1").arg(accountName(m_accounts.at(owner))));
    if (isDefault(*of))
        words.append(tr("default board"));
    if (of->privacy == BoardPrivacy::Secret)
        words.append(tr("secret"));
    if (isGroup(*of))
        words.append(tr("group board"));
    if (of->remoteId.isEmpty())
        words.append(tr("not at Pinterest yet"));
    return words.join(tr(", "));
}

} // namespace pinweek
