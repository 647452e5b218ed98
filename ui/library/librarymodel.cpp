// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/library/librarymodel.h"

#include "store/store.h"
#include "text/videotexts.h"
#include "workspace/workspace.h"

#include <utility>

namespace pinweek {

namespace {
constexpr int pageSize = 200;  // protocols.md 3.4
constexpr int lookDelay = 100; // ms
} // namespace

LibraryModel::LibraryModel(Workspace &workspace, QObject *parent)
    : SteadyRows(parent), m_search(workspace.store()), m_wanted(pageSize)
{
    connect(&m_search, &LibrarySearch::found, this, &LibraryModel::take);
    connect(&m_search, &LibrarySearch::failed, this, &LibraryModel::failed);
    m_soon.setSingleShot(true);
    m_soon.setInterval(lookDelay);
    connect(&m_soon, &QTimer::timeout, this, &LibraryModel::ask);
    connect(&workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        if ((changes.everything || changes.media || !changes.pins.isEmpty()) && !m_soon.isActive())
            m_soon.start();
        if (changes.everything || changes.media)
            emit mediaChanged();
    });
}

void LibraryModel::setQuery(const LibraryQuery &query)
{
    m_query = query;
    m_wanted = pageSize;
    m_anew = true;
    ask();
}

void LibraryModel::setFaults(const QHash<MediaId, LibraryFault> &faults)
{
    m_faults = faults;
    if (!m_pictures.isEmpty())
        emit dataChanged(index(0), index(rowCount() - 1));
}

std::optional<LibraryFault> LibraryModel::fault(MediaId media) const
{
    const auto found = m_faults.constFind(media);
    return found == m_faults.cend() ? std::nullopt : std::optional(*found);
}

int LibraryModel::rowOf(MediaId media) const
{
    for (int row = 0; row < m_pictures.size(); ++row) {
        if (m_pictures.at(row).asset.id == media)
            return row;
    }
    return -1;
}

int LibraryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_pictures.size());
}

QVariant LibraryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LibraryPicture &picture = m_pictures.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return picture.asset.fileName;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return spoken(picture);
    case MediaIdRole:
        return picture.asset.id.value;
    default:
        return {};
    }
}

Qt::ItemFlags LibraryModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags base = QAbstractListModel::flags(index);
    return index.isValid() ? base | Qt::ItemIsDragEnabled : base;
}

bool LibraryModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_pictures.size() < m_total && m_wanted <= m_pictures.size();
}

void LibraryModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_wanted = int(m_pictures.size()) + pageSize;
    ask();
}

void LibraryModel::readAll()
{
    m_wanted = qMax(m_wanted, m_total);
    ask();
}

void LibraryModel::ask()
{
    m_soon.stop();
    m_search.find(m_query, m_wanted);
}

void LibraryModel::take(const LibraryPage &page)
{
    const auto keyOf = [](const LibraryPicture &picture) { return picture.asset.id; };
    m_total = page.total;
    m_bytes = page.bytes;
    if (std::exchange(m_anew, false) || !turnInto(m_pictures, page.pictures, keyOf)) {
        beginResetModel();
        m_pictures = page.pictures;
        endResetModel();
    } else if (!m_pictures.isEmpty()) {
        emit dataChanged(index(0), index(rowCount() - 1));
    }
    emit read();
}

QString LibraryModel::spoken(const LibraryPicture &picture) const
{
    QStringList words{picture.asset.fileName, picture.pins > 0
                                                  ? tr("used in %n pin(s)", nullptr, picture.pins)
                                                  : tr("not used")};
    if (picture.asset.isVideo())
        words.insert(1, spokenVideo(picture.asset));
    if (const std::optional<LibraryFault> wrong = fault(picture.asset.id))
        words.append(*wrong == LibraryFault::Missing ? tr("its file is missing")
                                                     : tr("its file is damaged"));
    return words.join(tr(", "));
}

} // namespace pinweek
