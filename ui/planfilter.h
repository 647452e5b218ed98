// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "store/pinfilter.h"

#include <QObject>

namespace pinweek {

class AccountScope;
class BoardPanel;
class CampaignPanel;
class FilterRow;
class Store;

/**
 * What of the plan the window shows: the account, the board chosen at the left, and what the filter
 * row says, as one filter. Keeps the campaign chosen at the left and that of the row in step. Main
 * thread.
 */
class PlanFilter : public QObject
{
    Q_OBJECT

public:
    PlanFilter(Store &store, const AccountScope &scope, BoardPanel &boards,
               CampaignPanel &campaigns, FilterRow &row, QObject *parent);

    /** Invalid: all boards. */
    [[nodiscard]] BoardId board() const { return m_board; }
    [[nodiscard]] SectionId section() const { return m_section; }
    /** By account, board and section alone. */
    [[nodiscard]] PinFilter place() const;
    void setBoard(BoardId board, SectionId section);
    /** Nothing is left out but the pins of other accounts. */
    void clear();
    /** Says changed(), as after another account was chosen. */
    void apply();
    /** Reads again which campaigns can be chosen in the row. */
    void readCampaigns();

signals:
    void changed(const pinweek::PinFilter &filter);
    /** Of the board and the campaign chosen; empty: of neither. */
    void nameChanged(const QString &name);

private:
    [[nodiscard]] QString name() const;

    Store &m_store;
    const AccountScope &m_scope;
    BoardPanel &m_boards;
    CampaignPanel &m_campaigns;
    FilterRow &m_row;
    BoardId m_board;
    SectionId m_section;
};

} // namespace pinweek
