// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/boards/boardchoices.h"

#include <algorithm>

namespace pinweek {

namespace {

BoardChoice choiceOf(const Board &board)
{
    return {BoardChoice::Kind::Board,
            board.id,
            {},
            board.name,
            board.colourIndex,
            board.privacy == BoardPrivacy::Secret,
            false};
}

BoardChoice choiceOf(const Board &board, const BoardSection &section)
{
    return {BoardChoice::Kind::Section, board.id, section.id, section.name,
            board.colourIndex,          false,    false};
}

void appendWithSections(QList<BoardChoice> &choices, const Board &board)
{
    choices.append(choiceOf(board));
    for (const BoardSection &section : board.sections)
        choices.append(choiceOf(board, section));
}

QList<BoardChoice> allChoices(const QList<Board> &boards, const QList<BoardId> &recent)
{
    QList<BoardChoice> choices{BoardChoice{}};
    // A handful of boards is seen at a glance; only a longer list needs the recent ones twice.
    constexpr int fewBoards = 6;
    if (boards.size() > fewBoards) {
        for (const BoardId id : recent) {
            const auto found = std::find_if(boards.begin(), boards.end(),
                                            [id](const Board &b) { return b.id == id; });
            if (found != boards.end())
                choices.append(choiceOf(*found));
        }
        if (choices.size() > 1)
            choices.last().endsRecent = true;
    }
    for (const Board &board : boards)
        appendWithSections(choices, board);
    return choices;
}

} // namespace

QList<BoardChoice> boardChoices(const QList<Board> &boards, const QList<BoardId> &recent,
                                const QString &search)
{
    const QString wanted = search.simplified();
    if (wanted.isEmpty())
        return allChoices(boards, recent);

    QList<BoardChoice> first;
    QList<BoardChoice> later;
    bool exists = false;
    for (const Board &board : boards) {
        exists = exists || board.name.compare(wanted, Qt::CaseInsensitive) == 0;
        if (board.name.startsWith(wanted, Qt::CaseInsensitive)) {
            appendWithSections(first, board);
        } else if (board.name.contains(wanted, Qt::CaseInsensitive)) {
            appendWithSections(later, board);
        } else {
            bool boardListed = false;
            for (const BoardSection &section : board.sections) {
                if (!section.name.contains(wanted, Qt::CaseInsensitive))
                    continue;
                if (!boardListed)
                    later.append(choiceOf(board));
                boardListed = true;
                later.append(choiceOf(board, section));
            }
        }
    }
    QList<BoardChoice> choices = first + later;
    if (!exists)
        choices.append({BoardChoice::Kind::Create, {}, {}, wanted, 0, false, false});
    return choices;
}

void BoardChoiceModel::setChoices(const QList<BoardChoice> &choices)
{
    beginResetModel();
    m_choices = choices;
    endResetModel();
}

const BoardChoice &BoardChoiceModel::choice(int row) const
{
    return m_choices.at(row);
}

bool BoardChoiceModel::startsWithRecent() const
{
    return std::any_of(m_choices.begin(), m_choices.end(),
                       [](const BoardChoice &c) { return c.endsRecent; });
}

int BoardChoiceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_choices.size());
}

QVariant BoardChoiceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) ||
        (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    const BoardChoice &choice = m_choices.at(index.row());
    switch (choice.kind) {
    case BoardChoice::Kind::None:
        return tr("No board");
    case BoardChoice::Kind::Create:
        return tr("Create board “%1”").arg(choice.name);
    case BoardChoice::Kind::Section:
        return role == Qt::AccessibleTextRole ? tr("Section %1").arg(choice.name) : choice.name;
    case BoardChoice::Kind::Board:
        break;
    }
    return choice.name;
}

} // namespace pinweek
