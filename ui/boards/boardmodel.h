// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walltime.h"
#include "model/account.h"
#include "model/board.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/steadyrows.h"

#include <QAbstractItemModel>
#include <QHash>

namespace pinweek {

/** "All boards", then boards with their sections, cut down to those that hold a search text. */
class BoardModel : public SteadyRows<QAbstractItemModel>
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
        DefaultRole,                // bool: its account's default board
        AccountRole,                // AccountMark; no value where all are of one account
        NextDaysRole,               // int: pins that go out in the next seven days; -1: a section
        LastPinRole,                // int: days since the last pin; -1: a section, or not known
    };
    using Paces = QHash<BoardId, BoardPace>;

    using SteadyRows::SteadyRows;
    /** @param accounts  whose boards they are: one, or several */
    void setBoards(const QList<Board> &boards, const QList<Account> &accounts);
    /** @param zone  in which days are counted */
    void setPaces(const Paces &paces, UtcTime now, const QByteArray &zone);
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
    void show(const QList<Board> &boards);
    /** Of a board that is shown. */
    [[nodiscard]] int rowOf(BoardId id) const;
    /** Index in m_accounts; -1: unknown. */
    [[nodiscard]] int accountOf(const Board &board) const;
    [[nodiscard]] bool isGroup(const Board &board) const;
    [[nodiscard]] bool isDefault(const Board &board) const;
    [[nodiscard]] QString spoken(const QModelIndex &index) const;
    [[nodiscard]] int nextDays(const Board *board) const;
    [[nodiscard]] int daysSinceLastPin(const Board *board) const;

    QList<Board> m_all;
    QList<Board> m_boards; // those that are shown
    QString m_search;
    QList<Account> m_accounts;
    Paces m_paces;
    QDate m_today;
    QByteArray m_zone;
    int m_total = 0;
};

} // namespace pinweek

Q_DECLARE_METATYPE(pinweek::AccountMark)
