// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/unscheduledmodel.h"

#include "planner/pineditor.h"
#include "store/mediastore.h"
#include "store/store.h"
#include "text/texts.h"
#include "text/videotexts.h"
#include "workspace/workspace.h"

#include <utility>

namespace pinweek {

namespace {
constexpr int pageSize = 200;    // protocols.md 3.4
constexpr int mostAtOnce = 1000; // rows a read; protocols.md 3.1
} // namespace

UnscheduledModel::UnscheduledModel(Workspace &workspace, QObject *parent)
    : SteadyRows(parent), m_workspace(workspace)
{
    connect(&workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        if (changes.everything || !changes.pins.isEmpty() || !changes.accounts.isEmpty() ||
            !changes.boards.isEmpty())
            reload();
    });
}

void UnscheduledModel::setFilter(const PinFilter &filter)
{
    m_filter = filter;
    readAnew();
}

const PinFilter &UnscheduledModel::filter() const
{
    return m_filter;
}

void UnscheduledModel::setOrder(UnscheduledOrder order)
{
    if (std::exchange(m_order, order) == order)
        return;
    readAnew();
}

int UnscheduledModel::total() const
{
    return m_total;
}

const Pin &UnscheduledModel::pin(int row) const
{
    return m_pins.at(row);
}

std::optional<MediaAsset> UnscheduledModel::media(int row) const
{
    return pictureOf(m_pins.at(row).content, m_media);
}

std::optional<MediaAsset> UnscheduledModel::video(int row) const
{
    return videoOf(m_pins.at(row).content, m_media);
}

int UnscheduledModel::rowOf(PinId pin) const
{
    for (int row = 0; row < m_pins.size(); ++row) {
        if (m_pins.at(row).id == pin)
            return row;
    }
    return -1;
}

int UnscheduledModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_pins.size());
}

QVariant UnscheduledModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Pin &pin = m_pins.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return pin.content.title.isEmpty() ? tr("Untitled") : pin.content.title;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return spoken(pin);
    case PinIdRole:
        return pin.id.value;
    default:
        return {};
    }
}

Qt::ItemFlags UnscheduledModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags base = QAbstractListModel::flags(index);
    return index.isValid() ? base | Qt::ItemIsDragEnabled : base;
}

bool UnscheduledModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_pins.size() < m_total;
}

void UnscheduledModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    const auto page =
        m_workspace.store().pins().unscheduled(m_filter, pageSize, int(m_pins.size()), m_order);
    if (!page || page->isEmpty()) {
        m_total = int(m_pins.size());
        return;
    }
    readMedia(*page);
    beginInsertRows({}, int(m_pins.size()), int(m_pins.size() + page->size()) - 1);
    m_pins += *page;
    endInsertRows();
}

QList<Pin> UnscheduledModel::read(int wanted)
{
    const PinStore &store = m_workspace.store().pins();
    const QList<Pin> pins = store.unscheduled(m_filter, wanted, 0, m_order).value_or(QList<Pin>{});
    readMedia(pins);
    return pins;
}

void UnscheduledModel::count()
{
    const auto all = m_workspace.store().pins().unscheduledCount(m_filter);
    m_total = qMax(int(m_pins.size()), all.value_or(0));
}

/** Another list. */
void UnscheduledModel::readAnew()
{
    const QList<Pin> pins = read(pageSize);
    beginResetModel();
    m_pins = pins;
    count();
    endResetModel();
    emit reloaded();
}

void UnscheduledModel::reload()
{
    const QList<Pin> pins = read(qBound(pageSize, int(m_pins.size()) + 1, mostAtOnce));
    m_total = 0; // a view that is told of rows asks for more of them at once
    if (!turnInto(m_pins, pins, [](const Pin &pin) { return pin.id; })) {
        beginResetModel();
        m_pins = pins;
        count();
        endResetModel();
    } else if (!m_pins.isEmpty()) {
        emit dataChanged(index(0), index(rowCount() - 1));
    }
    count();
    emit reloaded();
}

void UnscheduledModel::readMedia(const QList<Pin> &pins)
{
    QList<MediaId> missing;
    for (const Pin &pin : pins) {
        for (const MediaId id : shownMedia(pin.content)) {
            if (!m_media.contains(id))
                missing.append(id);
        }
    }
    if (missing.isEmpty())
        return;
    m_media.insert(m_workspace.store().media().shown(missing).value_or(MediaAssets()));
}

QString UnscheduledModel::spoken(const Pin &pin) const
{
    QStringList words{pin.content.title.isEmpty() ? tr("Untitled") : pin.content.title,
                      statusText(pin.status)};
    if (const QString carousel = carouselText(pin.content); !carousel.isEmpty())
        words.append(carousel);
    if (const QString video = spokenVideo(videoOf(pin.content, m_media)); !video.isEmpty())
        words.append(video);
    const QString needs = needsText(m_workspace.editor().missing(pin.content));
    if (!needs.isEmpty())
        words.append(needs);
    return words.join(tr(", "));
}

} // namespace pinweek
