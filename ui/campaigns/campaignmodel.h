// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/campaign.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace pinweek {

class ThemeManager;

/** The campaigns by name. */
class CampaignModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        CampaignIdRole = Qt::UserRole, // qint64
        CountRole,                     // int: our pins of it
        ColourRole,                    // int 0 to 7
    };

    using QAbstractListModel::QAbstractListModel;
    void setCampaigns(const QList<Campaign> &campaigns);
    [[nodiscard]] const QList<Campaign> &campaigns() const { return m_campaigns; }
    /** Invalid when it isn't there. */
    [[nodiscard]] QModelIndex indexOf(CampaignId campaign) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    /** AccessibleTextRole: the name with the number of pins. */
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<Campaign> m_campaigns;
};

/** Paints a row: the diamond, the name, the number of pins. */
class CampaignDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    CampaignDelegate(ThemeManager &theme, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    ThemeManager &m_theme;
};

} // namespace pinweek
