// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/list/listview.h"

#include "media/thumbnailcache.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "ui/list/listdelegate.h"
#include "ui/list/listdrop.h"
#include "ui/list/listghosts.h"
#include "ui/list/pinlistmodel.h"
#include "ui/list/replacedialog.h"
#include "ui/list/shiftdialog.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/rowspeech.h"
#include "workspace/workspace.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QMouseEvent>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace pinweek {

namespace {

constexpr int rowHeight = 44;
constexpr int wordsFrom = 680; // px of width from which the tools have words
constexpr std::array columnWidths{44, 180, 136, 240, 240, 150, 110, 220, 110, 180};
/** So many pins are changed at once: a step keeps what each was before, so that it can be undone.
 */
constexpr int mostAtOnce = ReplaceDialog::mostPins;
constexpr int mostCopied = 2000; // lines

/** Words on the clipboard are for cells; pins, images and files are not. */
bool hasCells()
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    return data && data->hasText() && !data->hasUrls() && !data->hasImage() &&
           !pinmime::isPins(data);
}

} // namespace

ListView::ListView(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_model(new PinListModel(workspace, this))
    , m_delegate(new ListDelegate(workspace, theme, *m_model, this))
    , m_table(new QTableView(this))
    , m_empty(new EmptyState(QStringLiteral("list"), QStringLiteral("images"), this))
    , m_ghosts(new ListGhosts(theme, this))
    , m_count(metaLabel({}, QStringLiteral("listCountLabel"), this))
{
    setObjectName(QStringLiteral("listView"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(metrics::panelPadding, metrics::space1, metrics::panelPadding,
                              metrics::space1);
    tools->setSpacing(metrics::space1);
    column->addLayout(tools);
    m_group = tool("groupByLink", tr("Group by link"), QStringLiteral("link"));
    m_group->setCheckable(true);
    QToolButton *fill = tool("fillDown", tr("Fill down"), QStringLiteral("chevron-down"));
    QToolButton *replace = tool("findReplace", tr("Find and replace…"), QStringLiteral("replace"));
    QToolButton *shift = tool("shiftTimes", tr("Move by days…"), QStringLiteral("calendar-days"));
    for (QToolButton *button : {m_group, fill, replace, shift})
        tools->addWidget(button);
    tools->addStretch(1);
    tools->addWidget(m_count);
    makeTable();
    column->addWidget(m_ghosts);
    column->addWidget(m_table, 1);
    column->addWidget(m_empty, 1);
    m_empty->hide();
    connect(m_empty, &EmptyState::firstPressed, this,
            [this] { emit chooseImagesWanted(soonest()); });
    auto *drop = new ListDrop(workspace, theme, this);
    connect(drop, &ListDrop::imagesDropped, this,
            [this](const DroppedContent &content) { emit imagesDropped(content, soonest()); });
    connect(drop, &ListDrop::refused, this, &ListView::refused);
    setFocusProxy(m_table);

    connect(m_group, &QToolButton::toggled, this, &ListView::setGrouped);
    connect(fill, &QToolButton::clicked, this, &ListView::fillDown);
    connect(replace, &QToolButton::clicked, this, &ListView::openReplace);
    connect(shift, &QToolButton::clicked, this, &ListView::openShift);
    connect(m_delegate, &ListDelegate::textEntered, this,
            [this](const TextEdit &edit) { emit textsEdited({edit}, tr("Edit a text")); });
    connect(m_delegate, &ListDelegate::timeEntered, this,
            [this](PinId pin, const WallTime &at) { emit pinsMoved({pin}, {at}, false); });
    connect(m_delegate, &ListDelegate::boardPicked, this,
            [this](PinId pin, BoardId board, SectionId section) {
                // Several selected rows with the one that was edited among them are meant together.
                const QList<PinId> pins = selection();
                emit boardChosen(pins.contains(pin) ? pins : QList<PinId>{pin}, board, section);
            });
    connect(m_model, &PinListModel::listed, this, &ListView::listed);
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        if (!m_restoring && m_wanted.isEmpty())
            m_wanted = selection();
        m_restoring = true;
    });
    connect(&workspace.thumbnails(), &ThumbnailCache::ready, m_table->viewport(),
            qOverload<>(&QWidget::update));
    connect(&theme, &ThemeManager::themeChanged, m_table->viewport(),
            qOverload<>(&QWidget::update));
}

QToolButton *ListView::tool(const char *name, const QString &text, const QString &icon)
{
    auto *button = new QToolButton(this);
    button->setObjectName(QString::fromLatin1(name) + QStringLiteral("ToolButton"));
    button->setText(besideIcon(text));
    button->setIcon(themeIcon(icon));
    button->setIconSize(QSize(16, 16));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    button->setMinimumHeight(metrics::rowHeight);
    button->setAccessibleName(QString(text).remove(QStringLiteral("…")));
    button->setToolTip(button->accessibleName());
    m_tools += button;
    return button;
}

void ListView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    for (QToolButton *button : std::as_const(m_tools))
        button->setToolButtonStyle(width() < wordsFrom ? Qt::ToolButtonIconOnly
                                                       : Qt::ToolButtonTextBesideIcon);
}

void ListView::makeTable()
{
    m_table->setObjectName(QStringLiteral("pinTableView"));
    m_table->setAccessibleName(tr("Pins"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setModel(m_model);
    m_table->setItemDelegate(m_delegate);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                             QAbstractItemView::AnyKeyPressed);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setTabKeyNavigation(false); // Tab leaves the table
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignVCenter | Qt::AlignLeading);
    header->setMinimumSectionSize(44);
    header->setSortIndicator(int(PinColumn::Time), Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    for (int i = 0; i < int(columnWidths.size()); ++i)
        m_table->setColumnWidth(i, columnWidths[size_t(i)]);
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
    const auto keyOf = [](const QModelIndex &index) {
        const auto pin = index.data(PinListModel::PinRole).value<PinId>();
        return pin.isValid() ? QString::number(pin.value) : QString();
    };
    new RowSpeech(m_table, keyOf, int(PinColumn::State));
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_restoring)
            emit selectionChanged();
    });
    connect(m_table, &QWidget::customContextMenuRequested, this,
            [this](QPoint pos) { emit menuWanted(m_table->viewport()->mapToGlobal(pos)); });
}

// --- what is shown

void ListView::setFilter(const PinFilter &filter)
{
    PinFilter own = filter;
    own.account = m_model->filter().account;
    m_model->setFilter(own);
}

void ListView::setAccount(AccountId account)
{
    PinFilter filter = m_model->filter();
    filter.account = account;
    m_model->setFilter(filter);
}

void ListView::setZone(const QByteArray &zone)
{
    m_model->setZone(zone);
}

void ListView::setGrouped(bool grouped)
{
    m_group->setChecked(grouped);
    // A group's order is that of the addresses.
    m_table->setSortingEnabled(!grouped);
    m_model->setGrouped(grouped);
    emit groupedByLink(grouped);
}

void ListView::listed()
{
    m_table->clearSpans();
    if (m_model->isGrouped()) {
        for (int row = 0; row < m_model->rowCount(); ++row) {
            if (m_model->groupLink(row))
                m_table->setSpan(row, 0, 1, m_model->columnCount());
        }
    }
    restoreSelection();
    showEmpty();
    showCount();
    if (m_day.isValid() && m_wanted.isEmpty() && selection().isEmpty())
        showDay(m_day);
}

void ListView::showEmpty()
{
    const bool empty = m_model->rowCount() == 0 && m_model->isWhole();
    const bool filtered = m_model->filter().narrows();
    m_empty->setText(filtered ? tr("No pin fits the search or the filter")
                              : tr("No pins yet: drop images here"));
    m_empty->setButtons(filtered ? QString() : tr("Choose images or videos…"));
    m_empty->setVisible(empty);
    m_table->setVisible(!empty);
}

WallTime ListView::soonest() const
{
    // On a quarter of an hour, as everything that is dropped.
    const auto quarter = std::chrono::minutes(15);
    const auto now = m_workspace.clock().now().time_since_epoch();
    return WallTime::fromUtc(UtcTime((now / quarter + 1) * std::chrono::seconds(quarter)),
                             m_model->zone());
}

void ListView::setGhosts(const QList<PlannedGhost> &ghosts)
{
    m_ghosts->setGhosts(ghosts);
}

void ListView::setCutPins(const QList<PinId> &pins)
{
    m_delegate->setCutPins(QSet<PinId>(pins.begin(), pins.end()));
    m_table->viewport()->update();
}

void ListView::showCount()
{
    const QString count = QLocale().toString(m_model->pinCount());
    m_count->setText(m_model->isWhole() ? tr("%n pin(s)", nullptr, m_model->pinCount())
                                        //: the first ones of a list, of which more follow
                                        : tr("%1 and more…").arg(count));
}

void ListView::showDay(QDate day)
{
    m_day = day;
    if (m_model->rowCount() == 0 || m_model->isGrouped())
        return;
    const QHeaderView *header = m_table->horizontalHeader();
    if (header->sortIndicatorSection() != int(PinColumn::Time) ||
        header->sortIndicatorOrder() != Qt::AscendingOrder)
        return;
    // The rows are in order of time: halved until the first one of the day is found.
    const UtcTime from = WallTime{day, QTime(0, 0), m_model->zone()}.resolve().utc;
    int low = 0;
    int high = m_model->rowCount();
    while (low < high) {
        const int middle = low + (high - low) / 2;
        const std::optional<Pin> pin = m_model->pin(middle);
        if (pin && pin->dueAt && *pin->dueAt < from)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < m_model->rowCount())
        m_table->scrollTo(m_model->index(low, 0), QAbstractItemView::PositionAtTop);
    if (m_model->isWhole())
        m_day = {};
}

QDate ListView::focusDay() const
{
    std::optional<Pin> pin = m_model->pin(m_table->currentIndex().row());
    if (!pin || !pin->dueAt)
        pin = m_model->pin(m_table->rowAt(0));
    if (pin && pin->dueAt)
        return WallTime::fromUtc(*pin->dueAt, m_model->zone()).date;
    return m_day.isValid() ? m_day
                           : WallTime::fromUtc(m_workspace.clock().now(), m_model->zone()).date;
}

void ListView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model->setActive(true);
}

void ListView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_wanted.isEmpty())
        m_wanted = selection();
    m_model->setActive(false);
}

// --- selection

QList<PinId> ListView::selection() const
{
    if (!m_wanted.isEmpty())
        return m_wanted;
    QList<int> rows;
    const QItemSelection ranges = m_table->selectionModel()->selection();
    QSet<int> seen;
    for (const QItemSelectionRange &range : ranges) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            if (!seen.contains(row)) {
                seen.insert(row);
                rows += row;
            }
        }
    }
    std::sort(rows.begin(), rows.end());
    QList<PinId> pins;
    for (const int row : std::as_const(rows)) {
        if (const PinId pin = m_model->pinId(row); pin.isValid())
            pins += pin;
    }
    return pins;
}

void ListView::setSelection(const QList<PinId> &pins)
{
    m_wanted = pins;
    m_restoring = true;
    if (m_model->rowCount() > 0 || pins.isEmpty())
        restoreSelection();
}

void ListView::clearSelection()
{
    if (selection().isEmpty())
        return;
    setSelection({});
    emit selectionChanged();
}

/** After a reset, and once what is to be selected is listed. */
void ListView::restoreSelection()
{
    if (!m_restoring)
        return;
    const QList<PinId> wanted = std::exchange(m_wanted, {});
    QItemSelection ranges;
    QModelIndex first;
    QList<PinId> missing;
    for (const PinId pin : wanted) {
        const int row = m_model->rowOf(pin);
        if (row < 0) {
            missing += pin;
            continue;
        }
        ranges.select(m_model->index(row, 0), m_model->index(row, m_model->columnCount() - 1));
        if (!first.isValid() || row < first.row())
            first = m_model->index(row, int(PinColumn::Title));
    }
    if (!m_model->isWhole() && !missing.isEmpty()) {
        m_wanted = wanted; // they may be in the rest
        return;
    }
    if (first.isValid()) {
        m_table->setCurrentIndex(first);
        m_table->scrollTo(first);
    }
    m_table->selectionModel()->select(ranges, QItemSelectionModel::ClearAndSelect);
    m_restoring = false;
    if (!missing.isEmpty())
        emit selectionChanged();
}

void ListView::showPin(PinId pin)
{
    setSelection({pin});
    emit selectionChanged();
}

void ListView::focusPin(PinId pin)
{
    const int row = m_model->rowOf(pin);
    if (row >= 0)
        m_table->selectionModel()->setCurrentIndex(m_model->index(row, int(PinColumn::Title)),
                                                   QItemSelectionModel::NoUpdate);
    m_table->setFocus();
}

// --- keys and mouse

bool ListView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const QModelIndex index = m_table->indexAt(mouse->position().toPoint());
        // A click on the picture opens the pin; on words it is the beginning of an edit.
        if (mouse->button() == Qt::LeftButton && mouse->modifiers() == Qt::NoModifier &&
            index.isValid() && index.column() == int(PinColumn::Picture)) {
            const auto link = m_model->groupLink(index.row());
            const QRect offer =
                ListDelegate::addPinRect(m_table->visualRect(index),
                                         index.data(Qt::DisplayRole).toString(), layoutDirection());
            if (!link)
                emit pinOpened(m_model->pinId(index.row()));
            else if (offer.contains(mouse->position().toPoint()))
                emit newPinForLinkWanted(*link);
        }
    }
    if (watched == m_table && event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        // These mean cells here; elsewhere in the window they mean pins.
        if (key->matches(QKeySequence::Copy) ||
            (key->matches(QKeySequence::Paste) && hasCells()) ||
            (key->key() == Qt::Key_F2 && key->modifiers() == Qt::NoModifier)) {
            event->accept();
            return true;
        }
    }
    if (watched == m_table && event->type() == QEvent::KeyPress &&
        keyPressed(*static_cast<QKeyEvent *>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

bool ListView::keyPressed(const QKeyEvent &event)
{
    if (event.matches(QKeySequence::Copy)) {
        copyCells();
        return true;
    }
    if (event.matches(QKeySequence::Paste) && hasCells()) {
        pasteCells();
        return true;
    }
    const QModelIndex current = m_table->currentIndex();
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (event.modifiers() != Qt::NoModifier || !current.isValid())
            return false;
        if (const auto link = m_model->groupLink(current.row()))
            emit newPinForLinkWanted(*link);
        else
            emit pinOpened(m_model->pinId(current.row()));
        return true;
    case Qt::Key_Delete:
        if (!selection().isEmpty())
            emit deleteWanted();
        return true;
    case Qt::Key_Escape:
        clearSelection();
        return true;
    default:
        return false;
    }
}

// --- like a spreadsheet

void ListView::copyCells() const
{
    const QItemSelection ranges = m_table->selectionModel()->selection();
    if (ranges.isEmpty())
        return;
    int top = ranges.first().top(), bottom = ranges.first().bottom();
    int left = ranges.first().left(), right = ranges.first().right();
    for (const QItemSelectionRange &range : ranges) {
        top = qMin(top, range.top());
        bottom = qMax(bottom, range.bottom());
        left = qMin(left, range.left());
        right = qMax(right, range.right());
    }
    QStringList lines;
    for (int row = top; row <= bottom && lines.size() < mostCopied; ++row) {
        QStringList cells;
        for (int column = left; column <= right; ++column) {
            const QModelIndex index = m_model->index(row, column);
            // A line of a table holds no line breaks.
            cells += m_table->selectionModel()->isSelected(index)
                         ? index.data(Qt::EditRole).toString().simplified()
                         : QString();
        }
        lines += cells.join(QLatin1Char('\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void ListView::pasteCells()
{
    const QModelIndex current = m_table->currentIndex();
    QString text = QGuiApplication::clipboard()->text();
    if (!current.isValid() || text.isEmpty())
        return;
    text.remove(QLatin1Char('\r'));
    if (text.endsWith(QLatin1Char('\n')))
        text.chop(1);
    QList<TextEdit> edits;
    const QStringList lines = text.split(QLatin1Char('\n'));
    int row = current.row();
    // One value fills what is selected; a table is laid down from the current cell on.
    const QModelIndexList selected = m_table->selectionModel()->selectedIndexes();
    if (lines.size() == 1 && !text.contains(QLatin1Char('\t')) && selected.size() > 1) {
        for (const QModelIndex &index : selected) {
            const auto field = textOfColumn(PinColumn(index.column()));
            if (const PinId pin = m_model->pinId(index.row()); field && pin.isValid())
                edits += {pin, *field, text};
        }
    } else {
        const QHeaderView *header = m_table->horizontalHeader();
        for (const QString &line : lines) {
            int visual = header->visualIndex(current.column());
            for (const QString &cell : line.split(QLatin1Char('\t'))) {
                if (visual >= m_model->columnCount() || row >= m_model->rowCount())
                    break;
                const QModelIndex index = m_model->index(row, header->logicalIndex(visual));
                const auto field = textOfColumn(PinColumn(index.column()));
                if (const PinId pin = m_model->pinId(row); field && pin.isValid())
                    edits += {pin, *field, cell};
                ++visual;
            }
            ++row;
        }
    }
    if (edits.isEmpty())
        emit refused(tr("Texts can be pasted into title, description, link and alt text of pins "
                        "that are not published yet."));
    else if (!isTooMuch(edits.size()))
        emit textsEdited(edits, tr("Paste into %n cell(s)", nullptr, int(edits.size())));
}

void ListView::fillDown()
{
    // The topmost selected cell of each column is the source of those below it.
    QHash<int, QList<int>> rowsOf;
    const QModelIndexList selected = m_table->selectionModel()->selectedIndexes();
    for (const QModelIndex &index : selected)
        rowsOf[index.column()] += index.row();
    QList<TextEdit> edits;
    QList<PinId> toBoard;
    QSet<PinId> boarded;
    std::optional<Pin> boardSource;
    for (auto it = rowsOf.begin(); it != rowsOf.end(); ++it) {
        QList<int> &rows = it.value();
        std::sort(rows.begin(), rows.end());
        const auto column = PinColumn(it.key());
        const auto field = textOfColumn(column);
        const std::optional<Pin> source = m_model->pin(rows.first());
        if (!source || rows.size() < 2)
            continue;
        for (const int row : std::as_const(rows)) {
            const PinId pin = m_model->pinId(row);
            if (row == rows.first() || !pin.isValid())
                continue;
            if (field) {
                edits += {pin, *field, textOf(source->content, *field)};
            } else if ((column == PinColumn::Board || column == PinColumn::Section) &&
                       m_model->flags(m_model->index(row, it.key())).testFlag(Qt::ItemIsEditable)) {
                boardSource = source;
                if (!boarded.contains(pin))
                    toBoard += pin;
                boarded += pin;
            }
        }
    }
    if (!edits.isEmpty()) {
        if (!isTooMuch(edits.size()))
            emit textsEdited(edits, tr("Fill down"));
        return;
    }
    if (boardSource) {
        emit boardChosen(toBoard, boardSource->content.board, boardSource->content.section);
        return;
    }
    emit refused(tr("Select a title, text, link or board and the cells below it first."));
}

bool ListView::isTooMuch(qsizetype pins)
{
    if (pins <= mostAtOnce)
        return false;
    emit refused(tr("These are more than %1 changes at once. Select fewer pins.")
                     .arg(QLocale().toString(mostAtOnce)));
    return true;
}

void ListView::openReplace()
{
    auto *dialog = new ReplaceDialog(m_workspace, m_model->filter(), selection(), this);
    connect(dialog, &ReplaceDialog::replaceWanted, this, &ListView::textsEdited);
    dialog->open();
}

void ListView::openShift()
{
    const QList<PinId> pins = selection();
    if (isTooMuch(pins.size()))
        return;
    if (pins.isEmpty()) {
        emit refused(tr("Select pins with a time that can still be moved first."));
        return;
    }
    auto *dialog = new ShiftDialog(int(pins.size()), this);
    connect(dialog, &ShiftDialog::shiftWanted, this, [this, pins](int days, int minutes) {
        emit shiftWanted(pins, days, minutes, m_model->zone());
    });
    dialog->open();
}

} // namespace pinweek
