// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/recentlydeleted.h"

#include "media/thumbnailcache.h"
#include "planner/pineditor.h"
#include "store/boardstore.h"
#include "store/mediastore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/localeformats.h"
#include "workspace/workspace.h"

#include <QHeaderView>
#include <QIcon>
#include <QPixmap>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace pinweek {

namespace {

constexpr int pageSize = 200;    // protocols.md 3.4
constexpr int mostAtOnce = 1000; // rows a read; protocols.md 3.1
constexpr QSize pictureSize(24, 36);
constexpr int rowHeight = 44; // px
constexpr QSize dialogSize(640, 480);

QString dateText(UtcTime time)
{
    const WallTime local = WallTime::fromUtc(time, systemZone());
    const QLocale locale;
    return RecentlyDeletedDialog::tr("%1, %2").arg(
        locale.toString(local.date, QLocale::ShortFormat),
        locale.toString(local.time, shortTimeFormat(locale)));
}

} // namespace

// --- the model

RecentlyDeletedModel::RecentlyDeletedModel(Workspace &workspace, QObject *parent)
    : QAbstractTableModel(parent), m_workspace(workspace)
{
    connect(&workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        if (changes.everything || !changes.pins.isEmpty() || !changes.boards.isEmpty())
            reload();
    });
    connect(&workspace.thumbnails(), &ThumbnailCache::ready, this, [this] {
        if (!m_pins.isEmpty())
            emit dataChanged(index(0, TitleColumn), index(int(m_pins.size()) - 1, TitleColumn),
                             {Qt::DecorationRole});
    });
}

PinId RecentlyDeletedModel::pin(int row) const
{
    return m_pins.at(row).pin.id;
}

int RecentlyDeletedModel::rowOf(PinId pin) const
{
    const auto found = std::find_if(m_pins.begin(), m_pins.end(),
                                    [pin](const RemovedPin &each) { return each.pin.id == pin; });
    return found == m_pins.end() ? -1 : int(found - m_pins.begin());
}

void RecentlyDeletedModel::reload()
{
    const int wanted = qBound(pageSize, int(m_pins.size()), mostAtOnce);
    const QList<RemovedPin> pins = read(wanted, 0);
    beginResetModel();
    m_boards.clear();
    readNames(pins);
    m_pins = pins;
    m_hasMore = pins.size() == wanted;
    endResetModel();
}

int RecentlyDeletedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_pins.size());
}

int RecentlyDeletedModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RecentlyDeletedModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RemovedPin &removed = m_pins.at(index.row());
    const bool isTitle = index.column() == TitleColumn;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(removed, index.column());
    case Qt::AccessibleTextRole:
        if (!isTitle)
            return text(removed, index.column());
        return tr("%1, %2, %3, deleted %4")
            .arg(text(removed, TitleColumn), text(removed, BoardColumn),
                 text(removed, StatusColumn), text(removed, DeletedColumn));
    case Qt::DecorationRole:
        return isTitle ? picture(removed.pin) : QVariant();
    case Qt::SizeHintRole:
        return isTitle ? QVariant(QSize(0, rowHeight)) : QVariant();
    default:
        return {};
    }
}

QVariant RecentlyDeletedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TitleColumn:
        return tr("Pin");
    case BoardColumn:
        return tr("Board");
    case StatusColumn:
        return tr("Was");
    case DeletedColumn:
        return tr("Deleted");
    default:
        return {};
    }
}

bool RecentlyDeletedModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore;
}

void RecentlyDeletedModel::fetchMore(const QModelIndex &)
{
    const QList<RemovedPin> page = read(pageSize, int(m_pins.size()));
    m_hasMore = page.size() == pageSize;
    if (page.isEmpty())
        return;
    readNames(page);
    beginInsertRows({}, int(m_pins.size()), int(m_pins.size() + page.size()) - 1);
    m_pins += page;
    endInsertRows();
}

QList<RemovedPin> RecentlyDeletedModel::read(int limit, int offset) const
{
    const UtcTime since = m_workspace.clock().now() - removedKeptFor;
    return m_workspace.store()
        .pins()
        .recentlyDeleted(since, limit, offset)
        .value_or(QList<RemovedPin>{});
}

void RecentlyDeletedModel::readNames(const QList<RemovedPin> &pins)
{
    QList<MediaId> missing;
    for (const RemovedPin &each : pins) {
        const PinContent &content = each.pin.content;
        for (const MediaId id : shownMedia(content)) {
            if (!m_media.contains(id))
                missing.append(id);
        }
        if (content.board.isValid() && !m_boards.contains(content.board)) {
            const Result<Board> board = m_workspace.store().boards().board(content.board);
            m_boards.insert(content.board, board ? board->name : QString());
        }
    }
    if (missing.isEmpty())
        return;
    m_media.insert(m_workspace.store().media().shown(missing).value_or(MediaAssets()));
}

QString RecentlyDeletedModel::text(const RemovedPin &removed, int column) const
{
    switch (column) {
    case TitleColumn: {
        const QString title = removed.pin.content.title.simplified();
        return title.isEmpty() ? tr("Untitled") : title;
    }
    case BoardColumn: {
        const QString board = m_boards.value(removed.pin.content.board);
        return board.isEmpty() ? tr("No board") : board;
    }
    case StatusColumn:
        return statusText(removed.pin.status);
    case DeletedColumn:
        return dateText(removed.at);
    default:
        return {};
    }
}

QVariant RecentlyDeletedModel::picture(const Pin &pin) const
{
    const auto media = pictureOf(pin.content, m_media);
    if (!media)
        return themeIcon(QStringLiteral("image"));
    ThumbnailCache &cache = m_workspace.thumbnails();
    // Sharp on every screen: the view scales it down where the screen is coarse.
    constexpr int finest = 2;
    QImage image =
        cache.thumbnail(media->sha256, media->format, pictureSize * finest, 0, pin.content.fit);
    if (image.isNull())
        return themeIcon(cache.isBroken(media->sha256) ? QStringLiteral("image-off")
                                                       : QStringLiteral("image"));
    image.setDevicePixelRatio(finest);
    return QPixmap::fromImage(image);
}

// --- the dialog

RecentlyDeletedDialog::RecentlyDeletedDialog(Workspace &workspace, QWidget *parent)
    : QDialog(parent), m_workspace(workspace), m_model(workspace)
{
    setObjectName(QStringLiteral("recentlyDeletedDialog"));
    setWindowTitle(tr("Recently deleted"));
    build();
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        select(m_selected, m_row);
        showState();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_selected = selectedPins();
        m_row = qMax(0, m_list->currentIndex().row());
        showState();
    });
    connect(m_list, &QTreeView::activated, this, &RecentlyDeletedDialog::restore);
    connect(m_restore, &QPushButton::clicked, this, &RecentlyDeletedDialog::restore);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    m_model.reload();
    m_list->setFocus();
}

void RecentlyDeletedDialog::build()
{
    m_list = new QTreeView(this);
    m_list->setObjectName(QStringLiteral("recentlyDeletedTreeView"));
    m_list->setAccessibleName(windowTitle());
    m_list->setModel(&m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setIconSize(pictureSize);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(QHeaderView::Interactive);
    m_list->header()->setSectionResizeMode(RecentlyDeletedModel::TitleColumn, QHeaderView::Stretch);
    m_list->setColumnWidth(RecentlyDeletedModel::BoardColumn, 130);
    m_list->setColumnWidth(RecentlyDeletedModel::StatusColumn, 90);
    m_list->setColumnWidth(RecentlyDeletedModel::DeletedColumn, 156);
    auto *empty =
        new EmptyState(QStringLiteral("recentlyDeleted"), QStringLiteral("trash-2"), this);
    empty->setText(tr("What you delete stays here for 30 days."));
    m_pages = new QStackedWidget(this);
    m_pages->setObjectName(QStringLiteral("recentlyDeletedStackedWidget"));
    m_pages->addWidget(m_list);
    m_pages->addWidget(empty);

    m_message = bodyLabel({}, QStringLiteral("recentlyDeletedMessageLabel"), this);
    m_restore = new QPushButton(tr("&Restore"), this);
    m_restore->setObjectName(QStringLiteral("restorePushButton"));
    setPrimary(m_restore);
    m_restore->setDefault(true);
    m_close = new QPushButton(tr("&Close"), this);
    m_close->setObjectName(QStringLiteral("closePushButton"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_message, 1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_restore);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::space4, metrics::space4, metrics::space4, metrics::space4);
    column->addWidget(m_pages, 1);
    column->addLayout(buttons);
    resize(dialogSize);
}

void RecentlyDeletedDialog::showState()
{
    m_pages->setCurrentIndex(m_model.rowCount() > 0 ? 0 : 1);
    m_restore->setEnabled(!m_selected.isEmpty());
}

QList<PinId> RecentlyDeletedDialog::selectedPins() const
{
    QList<int> rows;
    const QModelIndexList indexes = m_list->selectionModel()->selectedRows();
    for (const QModelIndex &index : indexes)
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    QList<PinId> pins;
    for (const int row : std::as_const(rows))
        pins.append(m_model.pin(row));
    return pins;
}

/** Those of `pins` that are still there; the keys go on from `row`. */
void RecentlyDeletedDialog::select(const QList<PinId> &pins, int row)
{
    QItemSelection rows;
    for (const PinId pin : pins) {
        const int at = m_model.rowOf(pin);
        if (at >= 0)
            rows.select(m_model.index(at, 0), m_model.index(at, 0));
    }
    QItemSelectionModel *selection = m_list->selectionModel();
    if (m_model.rowCount() > 0) {
        const int current = qMin(row, m_model.rowCount() - 1);
        selection->setCurrentIndex(m_model.index(current, 0), QItemSelectionModel::NoUpdate);
    }
    selection->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    // A reset empties the selection without a signal.
    m_selected = selectedPins();
}

void RecentlyDeletedDialog::restore()
{
    const QList<PinId> pins = m_selected;
    if (pins.isEmpty())
        return;
    m_workspace.editor().restore(pins, this, [this, pins](const Result<EditOutcome> &outcome) {
        if (outcome)
            restored(pins, *outcome);
        else
            m_message->setText(errorText(outcome.error()));
    });
}

void RecentlyDeletedDialog::restored(const QList<PinId> &wanted, const EditOutcome &outcome)
{
    QString text = tr("%n pin(s) brought back.", nullptr, int(wanted.size()));
    if (!outcome.turnedDraft.isEmpty())
        text += QLatin1Char(' ') + tr("%n of them as drafts: their time has passed, or something "
                                      "is missing.",
                                      nullptr, int(outcome.turnedDraft.size()));
    m_message->setText(text);
}

} // namespace pinweek
