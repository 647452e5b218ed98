// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/pagevisit.h"

#include <QAbstractListModel>
#include <QHash>

namespace pinweek {

/** The pictures of a page as they are found, the fittest first. Thumbnails are loaded for those
 * that are asked for. */
class WebModel : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit WebModel(PageVisit &visit, QObject *parent = nullptr);

    void clear();
    [[nodiscard]] const PageImage &image(int row) const { return m_images.at(row); }
    /** -1: it is not there. */
    [[nodiscard]] int rowOf(const QUrl &address) const;
    /** Null until it is there; it is loaded then, and dataChanged() comes. */
    [[nodiscard]] QImage thumbnail(int row) const;
    [[nodiscard]] bool isBroken(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    /** DisplayRole: the file's name; AccessibleTextRole, ToolTipRole: "Cake on a plate, 1000 × 1500
     * px. Size and shape are right for a pin." */
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Thumbnail
    {
        QImage image;
        bool broken = false;
    };
    void insert(const PageImage &image);

    PageVisit &m_visit;
    QList<PageImage> m_images;
    mutable QHash<QUrl, Thumbnail> m_thumbnails; // asked for, or there
};

} // namespace pinweek
