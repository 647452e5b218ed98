// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/planfilter.h"

#include "store/boardstore.h"
#include "store/campaignstore.h"
#include "store/store.h"
#include "ui/accounts/accountscope.h"
#include "ui/boards/boardpanel.h"
#include "ui/campaigns/campaignpanel.h"
#include "ui/filterrow.h"

namespace pinweek {

PlanFilter::PlanFilter(Store &store, const AccountScope &scope, BoardPanel &boards,
                       CampaignPanel &campaigns, FilterRow &row, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_scope(scope)
    , m_boards(boards)
    , m_campaigns(campaigns)
    , m_row(row)
{
    connect(&m_boards, &BoardPanel::filterChanged, this, &PlanFilter::setBoard);
    connect(&m_campaigns, &CampaignPanel::filterChanged, &m_row, &FilterRow::setCampaign);
    connect(&m_row, &FilterRow::changed, this, [this] {
        m_campaigns.setCampaign(m_row.campaign());
        apply();
        emit nameChanged(name());
    });
}

PinFilter PlanFilter::place() const
{
    return {m_scope.shown(), m_board, m_section};
}

void PlanFilter::setBoard(BoardId board, SectionId section)
{
    m_board = board;
    m_section = section;
    apply();
    emit nameChanged(name());
}

void PlanFilter::clear()
{
    m_boards.clearFilter();
    m_row.clear();
}

void PlanFilter::apply()
{
    PinFilter filter = place();
    filter.states = m_row.states();
    filter.campaign = m_row.campaign();
    filter.text = m_row.text();
    emit changed(filter);
}

void PlanFilter::readCampaigns()
{
    m_row.setCampaigns(m_store.campaigns().campaigns().value_or(QList<Campaign>()));
}

QString PlanFilter::name() const
{
    QStringList names;
    if (const Result<Board> chosen = m_store.boards().board(m_board); m_board.isValid() && chosen) {
        QString name = chosen->name;
        for (const BoardSection &part : chosen->sections) {
            if (part.id == m_section)
                //: board › section
                name = tr("%1 › %2").arg(chosen->name, part.name);
        }
        names += name;
    }
    if (const QString campaign = m_campaigns.campaignName(); !campaign.isEmpty())
        names += campaign;
    return names.join(QStringLiteral(", "));
}

} // namespace pinweek
