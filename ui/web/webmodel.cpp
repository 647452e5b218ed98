// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/web/webmodel.h"

#include "text/webtexts.h"

#include <algorithm>

namespace pinweek {

namespace {
constexpr int thumbnailWidth = 320; // px of the screen: a cell at twice the density
}

WebModel::WebModel(PageVisit &visit, QObject *parent) : QAbstractListModel(parent), m_visit(visit)
{
    connect(&visit, &PageVisit::found, this, &WebModel::insert);
}

void WebModel::clear()
{
    beginResetModel();
    m_images.clear();
    m_thumbnails.clear();
    endResetModel();
}

int WebModel::rowOf(const QUrl &address) const
{
    for (int row = 0; row < m_images.size(); ++row) {
        if (m_images.at(row).address == address)
            return row;
    }
    return -1;
}

void WebModel::insert(const PageImage &image)
{
    // Of equally fit ones that which the page has first, whichever answers first.
    const auto rank = [](const PageImage &each) {
        return std::pair(-fitnessScore(each.size), each.place);
    };
    const auto place = std::upper_bound(
        m_images.cbegin(), m_images.cend(), image,
        [rank](const PageImage &a, const PageImage &b) { return rank(a) < rank(b); });
    const int row = int(place - m_images.cbegin());
    beginInsertRows({}, row, row);
    m_images.insert(row, image);
    endInsertRows();
}

QImage WebModel::thumbnail(int row) const
{
    const QUrl address = m_images.at(row).address;
    if (const auto known = m_thumbnails.constFind(address); known != m_thumbnails.constEnd())
        return known->image;
    m_thumbnails.insert(address, {});
    auto *self = const_cast<WebModel *>(this);
    m_visit.thumbnail(address, thumbnailWidth, self, [self, address](const Result<QImage> &image) {
        const int at = self->rowOf(address);
        if (at < 0)
            return;
        if (!image && image.error().kind == ErrorKind::Cancelled) {
            self->m_thumbnails.remove(address); // asked for again when it is looked at
            return;
        }
        self->m_thumbnails.insert(address, {image.value_or(QImage()), !image});
        emit self->dataChanged(self->index(at), self->index(at), {Qt::DecorationRole});
    });
    return {};
}

bool WebModel::isBroken(int row) const
{
    return m_thumbnails.value(m_images.at(row).address).broken;
}

int WebModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_images.size());
}

QVariant WebModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const PageImage &image = m_images.at(index.row());
    const QString name = image.altText.isEmpty() ? nameOfImage(image.address) : image.altText;
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("%1, %2 × %3 px. %4")
            .arg(name)
            .arg(image.size.width())
            .arg(image.size.height())
            .arg(fitnessAdvice(fitnessOf(image.size)));
    default:
        return {};
    }
}

Qt::ItemFlags WebModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled |
                                 Qt::ItemNeverHasChildren
                           : Qt::ItemFlags();
}

} // namespace pinweek
