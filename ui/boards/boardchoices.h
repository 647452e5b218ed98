// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/board.h"

#include <QAbstractListModel>

namespace pinweek {

/** One row of the board picker. */
struct BoardChoice
{
    enum class Kind
    {
        None,
        Board,
        Section,
        Create
    };
    Kind kind = Kind::None;
    BoardId board;
    SectionId section;
    QString name;
    int colourIndex = 0;
    bool secret = false;
    /** The last of the boards chosen lately: a line follows. */
    bool endsRecent = false;
};

/**
 * What the picker offers for a search text: without one, "No board", the recent boards, then all
 * with their sections; with one, boards and sections whose name holds it (those that begin with it
 * first), then "create" unless a board has exactly that name. Pure.
 */
QList<BoardChoice> boardChoices(const QList<Board> &boards, const QList<BoardId> &recent,
                                const QString &search);

/** The picker's list. */
class BoardChoiceModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;
    void setChoices(const QList<BoardChoice> &choices);
    [[nodiscard]] const BoardChoice &choice(int row) const;
    /** True if boards chosen lately come before all. */
    [[nodiscard]] bool startsWithRecent() const;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    /** DisplayRole: the words of the row; AccessibleTextRole: a section with its kind said. */
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<BoardChoice> m_choices;
};

} // namespace pinweek
