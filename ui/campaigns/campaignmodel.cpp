// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/campaignmodel.h"

#include "ui/campaigns/campaignmark.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <QPainter>

namespace pinweek {

namespace {
constexpr int diamond = 10; // px
}

void CampaignModel::setCampaigns(const QList<Campaign> &campaigns)
{
    if (campaigns == m_campaigns)
        return;
    const auto sameRows = [&] {
        return std::equal(campaigns.begin(), campaigns.end(), m_campaigns.begin(),
                          m_campaigns.end(),
                          [](const Campaign &a, const Campaign &b) { return a.id == b.id; });
    };
    if (sameRows()) { // counts change often, and the selection stays
        m_campaigns = campaigns;
        emit dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_campaigns = campaigns;
    endResetModel();
}

QModelIndex CampaignModel::indexOf(CampaignId campaign) const
{
    for (int row = 0; row < m_campaigns.size(); ++row) {
        if (m_campaigns.at(row).id == campaign)
            return index(row);
    }
    return {};
}

int CampaignModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_campaigns.size());
}

QVariant CampaignModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Campaign &campaign = m_campaigns.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return campaign.name;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return tr("%1, %n pin(s)", nullptr, campaign.pins).arg(campaign.name);
    case CampaignIdRole:
        return campaign.id.value;
    case CountRole:
        return campaign.pins;
    case ColourRole:
        return campaign.colourIndex;
    default:
        return {};
    }
}

CampaignDelegate::CampaignDelegate(ThemeManager &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

QSize CampaignDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, metrics::rowHeight};
}

void CampaignDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    const Theme &theme = m_theme.theme();
    const bool rtl = option.direction == Qt::RightToLeft;
    const auto mirrored = [&](const QRect &rect) {
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(option.rect).adjusted(1, 1, -1, -1);
    painter->setPen(Qt::NoPen);
    if (option.state & QStyle::State_Selected)
        painter->setBrush(theme.selection);
    else if (option.state & QStyle::State_MouseOver)
        painter->setBrush(theme.hover());
    painter->drawRoundedRect(box, metrics::controlRadius, metrics::controlRadius);
    if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_Active)) {
        painter->setPen(QPen(theme.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(box, metrics::controlRadius, metrics::controlRadius);
    }
    QRect line = option.rect.adjusted(metrics::space2, 0, -metrics::space2, 0);
    const QRect mark(line.left(), line.center().y() - diamond / 2 + 1, diamond, diamond);
    paintCampaignMark(*painter, mirrored(mark),
                      theme.boardColour(index.data(CampaignModel::ColourRole).toInt()),
                      Qt::transparent);
    line.setLeft(mark.right() + metrics::space2);
    const QFont meta = themeFont(TextStyle::Meta);
    const QString count = option.locale.toString(index.data(CampaignModel::CountRole).toInt());
    const int width = QFontMetrics(meta).horizontalAdvance(count);
    painter->setFont(meta);
    painter->setPen(theme.secondary);
    painter->drawText(mirrored({line.right() - width + 1, line.top(), width, line.height()}),
                      int(Qt::AlignVCenter | (rtl ? Qt::AlignLeft : Qt::AlignRight)), count);
    line.setRight(line.right() - width - metrics::space2);
    painter->setFont(themeFont(TextStyle::Body));
    painter->setPen(theme.text);
    painter->drawText(
        mirrored(line), int(Qt::AlignVCenter | (rtl ? Qt::AlignRight : Qt::AlignLeft)),
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, line.width()));
    painter->restore();
}

} // namespace pinweek
