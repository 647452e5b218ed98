// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/mediaasset.h"
#include "store/pinstore.h"
#include "ui/widgets/steadyrows.h"

#include <QAbstractListModel>
#include <QHash>

namespace pinweek {

class Workspace;

/** Drafts without a time, read in pages of 200 as the view asks for more. */
class UnscheduledModel : public SteadyRows<QAbstractListModel>
{
    Q_OBJECT

public:
    enum Role
    {
        PinIdRole = Qt::UserRole, // qint64
    };

    explicit UnscheduledModel(Workspace &workspace, QObject *parent = nullptr);
    void setFilter(const PinFilter &filter);
    [[nodiscard]] const PinFilter &filter() const;
    void setOrder(UnscheduledOrder order);
    [[nodiscard]] UnscheduledOrder order() const { return m_order; }
    /** How many there are in all, read or not. */
    [[nodiscard]] int total() const;
    [[nodiscard]] const Pin &pin(int row) const;
    /** nullopt: no image, or not known. */
    /** Which picture stands for the pin (pictureOf). */
    [[nodiscard]] std::optional<MediaAsset> media(int row) const;
    [[nodiscard]] std::optional<MediaAsset> video(int row) const;
    [[nodiscard]] int rowOf(PinId pin) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    /** DisplayRole: the title; AccessibleTextRole: "Lemon cake, draft, needs board"; ToolTipRole:
     * the same. */
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    /** Reads again, as many rows as there were. Rows that stay are the same ones to the view. */
    void reload();

signals:
    void reloaded();

private:
    [[nodiscard]] QList<Pin> read(int wanted);
    void readAnew();
    void count();
    void readMedia(const QList<Pin> &pins);
    [[nodiscard]] QString spoken(const Pin &pin) const;

    Workspace &m_workspace;
    PinFilter m_filter;
    UnscheduledOrder m_order = UnscheduledOrder::NewestFirst;
    QList<Pin> m_pins;
    MediaAssets m_media;
    int m_total = 0;
};

} // namespace pinweek
