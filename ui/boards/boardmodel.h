// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/board.h"

#include <QAbstractItemModel>

namespace pinweek {

/** "All boards", then boards with their sections, cut down to those that hold a search text. */
class BoardModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role
    {
        BoardIdRole = Qt::UserRole, // qint64; 0 for "All boards"
        SectionIdRole,              // qint64; 0 for a board
        CountRole,                  // int: our pins on the board; -1 for a section
        ColourRole,                 // int 0 to 7; -1: no stripe
        SecretRole,                 // bool
        GroupRole,                  // bool: others pin here too
        LocalRole,                  // bool: Pinterest doesn't have it yet
        DefaultRole,                // bool: the account's default board
    };

    using QAbstractItemModel::QAbstractItemModel;
    /** @param username  the account's, to tell group boards */
    void setBoards(const QList<Board> &boards, const QString &username, BoardId defaultBoard);
    void setSearch(const QString &text);
    [[nodiscard]] bool isEmpty() const;
    /** Null for "All boards". */
    [[nodiscard]] const Board *board(const QModelIndex &index) const;
    [[nodiscard]] const BoardSection *section(const QModelIndex &index) const;
    /** Invalid when it isn't shown. */
    [[nodiscard]] QModelIndex indexOf(BoardId board, SectionId section) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void filter();
    [[nodiscard]] QString spoken(const QModelIndex &index) const;

    QList<Board> m_all;
    QList<Board> m_boards; // those that are shown
    QString m_search;
    QString m_username;
    BoardId m_default;
    int m_total = 0;
};

} // namespace pinweek
