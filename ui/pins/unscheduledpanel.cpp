// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/unscheduledpanel.h"

#include "ui/pins/thumbnaillist.h"
#include "ui/pins/unscheduledmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/rowspeech.h"
#include "ui/widgets/searchfield.h"

#include <QActionGroup>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace pinweek {

namespace {

/** Lies over the panel while something can be dropped, and lets the mouse through. */
class DropFrame : public QWidget
{
public:
    DropFrame(ThemeManager &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
        hide();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.theme().accent, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(3, 3, -3, -3), metrics::cardRadius,
                                metrics::cardRadius);
    }

private:
    ThemeManager &m_theme;
};

/** Passes drops on the empty state on to the list that it stands for. */
class EmptyDropPage : public EmptyState
{
public:
    EmptyDropPage(ThumbnailList *list, QWidget *parent)
        : EmptyState(QStringLiteral("unscheduled"), QStringLiteral("images"), parent), m_list(list)
    {
        setAcceptDrops(true);
    }

protected:
    bool event(QEvent *event) override
    {
        return m_list->takeDragEvent(event) || EmptyState::event(event);
    }

private:
    ThumbnailList *m_list;
};

} // namespace

struct UnscheduledPanel::Private
{
    UnscheduledPanel *q;
    UnscheduledModel model;
    PinFilter filter;
    QList<PinId> selected;
    bool restoring = false;
    QLabel *count = nullptr;
    QStackedWidget *pages = nullptr;
    ThumbnailList *list = nullptr;
    EmptyState *empty = nullptr;
    DropFrame *dropFrame = nullptr;
    QToolButton *searchButton = nullptr;
    QToolButton *orderButton = nullptr;
    QToolButton *wideButton = nullptr;
    QWidget *searchRow = nullptr;
    SearchField *search = nullptr;
    QWidget *verbs = nullptr;
    QPushButton *nextSlots = nullptr;
    bool wide = false;
    /** All of them are to be selected; the rest is being read. */
    bool selectingAll = false;

    Private(UnscheduledPanel *panel, Workspace &workspace) : q(panel), model(workspace) {}

    void build(Workspace &workspace, ThemeManager &theme);
    void wire();
    void showPage();
    void restoreSelection();
    void selectionTouched();
    void take(const DroppedContent &content, bool copy);
    void applyFilter();
    void buildHead(QVBoxLayout *layout);
    void buildSearch(QVBoxLayout *layout);
    void buildVerbs(QVBoxLayout *layout);
    void showSearch(bool on);
    void showVerbs();
    void showEmpty();
    [[nodiscard]] bool isNarrowed() const;
    void fillOrders();
    void selectAll();
    void selectRest();
};

UnscheduledPanel::UnscheduledPanel(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(this, workspace))
{
    d->build(workspace, theme);
    d->wire();
    d->model.reload();
}

UnscheduledPanel::~UnscheduledPanel() = default;

void UnscheduledPanel::setAccount(AccountId account)
{
    d->filter.account = account;
    d->applyFilter();
}

void UnscheduledPanel::setFilter(const PinFilter &filter)
{
    d->filter = filter;
    d->applyFilter();
}

QList<PinId> UnscheduledPanel::selection() const
{
    return d->selected;
}

void UnscheduledPanel::clearSelection()
{
    d->list->clearSelection();
}

void UnscheduledPanel::focusPin(PinId pin)
{
    const int row = d->model.rowOf(pin);
    if (row >= 0)
        d->list->selectionModel()->setCurrentIndex(d->model.index(row, 0),
                                                   QItemSelectionModel::NoUpdate);
    d->list->setFocus();
}

void UnscheduledPanel::setCutPins(const QList<PinId> &pins)
{
    d->list->setCutPins(pins);
}

void UnscheduledPanel::Private::build(Workspace &workspace, ThemeManager &theme)
{
    q->setObjectName(QStringLiteral("unscheduledPanel"));
    auto *layout = new QVBoxLayout(q);
    layout->setContentsMargins(0, metrics::space2, 0, 0);
    layout->setSpacing(metrics::space1);
    buildHead(layout);
    buildSearch(layout);

    list = new ThumbnailList(workspace, theme, model, q);
    auto *listPage = new QWidget(q);
    auto *listLayout = new QVBoxLayout(listPage);
    listLayout->setContentsMargins(metrics::panelPadding - 3, 0, 0, 0);
    listLayout->addWidget(list);
    empty = new EmptyDropPage(list, q);
    pages = new QStackedWidget(q);
    pages->setObjectName(QStringLiteral("unscheduledStackedWidget"));
    pages->addWidget(listPage);
    pages->addWidget(empty);
    layout->addWidget(pages, 1);
    buildVerbs(layout);
    dropFrame = new DropFrame(theme, q);
    q->setFocusProxy(list);
}

void UnscheduledPanel::Private::buildHead(QVBoxLayout *layout)
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::panelPadding, 0, metrics::space2, 0);
    head->setSpacing(0);
    auto *title = new QLabel(tr("Unscheduled"), q);
    title->setObjectName(QStringLiteral("unscheduledTitleLabel"));
    setTextStyle(title, TextStyle::Body, true);
    count = metaLabel({}, QStringLiteral("unscheduledCountLabel"), q);
    const auto button = [this](const QString &name, const QString &icon, const QString &text) {
        return panelButton(name, icon, text, q);
    };
    searchButton = button(QStringLiteral("searchUnscheduledToolButton"), QStringLiteral("search"),
                          tr("Search Unscheduled"));
    searchButton->setCheckable(true);
    orderButton = button(QStringLiteral("orderUnscheduledToolButton"),
                         QStringLiteral("arrow-up-down"), tr("Sort Unscheduled"));
    wideButton = button(QStringLiteral("widenUnscheduledToolButton"), QStringLiteral("maximize-2"),
                        tr("Make Unscheduled wide (Ctrl+U)"));
    wideButton->setCheckable(true);
    head->addWidget(title);
    head->addSpacing(metrics::space2);
    head->addWidget(count);
    head->addStretch();
    for (QToolButton *each : {searchButton, orderButton, wideButton})
        head->addWidget(each);
    layout->addLayout(head);
    QObject::connect(searchButton, &QToolButton::clicked, q, [this](bool on) { showSearch(on); });
    QObject::connect(orderButton, &QToolButton::clicked, q, [this] { fillOrders(); });
    QObject::connect(wideButton, &QToolButton::clicked, q, &UnscheduledPanel::wideWanted);
}

void UnscheduledPanel::Private::buildSearch(QVBoxLayout *layout)
{
    searchRow = new QWidget(q);
    auto *row = new QHBoxLayout(searchRow);
    row->setContentsMargins(metrics::panelPadding, 0, metrics::panelPadding, metrics::space1);
    search = new SearchField(searchRow);
    search->setObjectName(QStringLiteral("unscheduledSearchLineEdit"));
    search->setPlaceholderText(tr("Search Unscheduled…"));
    search->setAccessibleName(tr("Search Unscheduled"));
    row->addWidget(search);
    searchRow->hide();
    layout->addWidget(searchRow);
    QObject::connect(search, &SearchField::wordsChanged, q, [this] { applyFilter(); });
    QObject::connect(search, &SearchField::left, q, [this] { list->setFocus(); });
    QObject::connect(search, &SearchField::closed, q, [this] {
        showSearch(false);
        list->setFocus();
    });
}

/** Closed it leaves nothing out. */
void UnscheduledPanel::Private::showSearch(bool on)
{
    searchButton->setChecked(on);
    searchRow->setVisible(on || wide);
    if (on)
        search->setFocus();
    else
        search->forget();
}

/** What to do with many at once. */
void UnscheduledPanel::Private::buildVerbs(QVBoxLayout *layout)
{
    verbs = new QWidget(q);
    auto *row = new QHBoxLayout(verbs);
    row->setContentsMargins(metrics::panelPadding, metrics::space1, metrics::panelPadding,
                            metrics::space2);
    nextSlots = new QPushButton(verbs);
    nextSlots->setObjectName(QStringLiteral("scheduleToSlotsPushButton"));
    nextSlots->setMinimumHeight(metrics::controlHeight);
    row->addWidget(nextSlots);
    verbs->hide();
    layout->addWidget(verbs);
    QObject::connect(nextSlots, &QPushButton::clicked, q,
                     [this] { emit q->scheduleToNextSlotsWanted(selected); });
}

void UnscheduledPanel::Private::showVerbs()
{
    const int chosen = int(selected.size());
    verbs->setVisible(chosen > 1 || (wide && model.total() > 0));
    nextSlots->setEnabled(chosen > 0);
    nextSlots->setText(chosen > 0 ? tr("Schedule %n to next slots", nullptr, chosen)
                                  : tr("Schedule to next slots"));
}

bool UnscheduledPanel::Private::isNarrowed() const
{
    return filter.narrows() || !search->words().isEmpty();
}

void UnscheduledPanel::Private::showEmpty()
{
    if (!search->words().isEmpty())
        empty->setText(tr("No unscheduled pin has “%1”").arg(search->words()));
    else
        empty->setText(isNarrowed() ? tr("No unscheduled pin fits the filter")
                                    : tr("Drop images or videos here to keep them for later"));
    empty->setButtons(isNarrowed() ? tr("Show all") : tr("Choose images or videos…"));
}

void UnscheduledPanel::Private::fillOrders()
{
    auto *menu = new QMenu(orderButton);
    menu->setObjectName(QStringLiteral("unscheduledOrderMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *group = new QActionGroup(menu);
    const auto add = [&](const QString &text, UnscheduledOrder order) {
        QAction *action = menu->addAction(text);
        action->setObjectName(QStringLiteral("order%1Action").arg(int(order)));
        action->setCheckable(true);
        action->setChecked(model.order() == order);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, q, [this, order] { model.setOrder(order); });
    };
    add(tr("&Newest first"), UnscheduledOrder::NewestFirst);
    add(tr("&Oldest first"), UnscheduledOrder::OldestFirst);
    add(tr("By &title"), UnscheduledOrder::ByTitle);
    add(tr("By &board"), UnscheduledOrder::ByBoard);
    menu->addSeparator();
    QAction *all = menu->addAction(tr("Select &all"));
    all->setObjectName(QStringLiteral("selectAllUnscheduledAction"));
    all->setShortcut(QKeySequence::SelectAll);
    QObject::connect(all, &QAction::triggered, q, [this] { selectAll(); });
    menu->popup(orderButton->mapToGlobal(QPoint(0, orderButton->height())));
}

/** The rest is read page by page, so that the window stays alive. */
void UnscheduledPanel::Private::selectAll()
{
    selectingAll = true;
    selectRest();
}

void UnscheduledPanel::Private::selectRest()
{
    if (!selectingAll)
        return;
    if (model.canFetchMore({})) {
        model.fetchMore({});
        QTimer::singleShot(0, q, [this] { selectRest(); });
        return;
    }
    selectingAll = false;
    list->selectAll();
}

void UnscheduledPanel::Private::wire()
{
    new RowSpeech(list, [](const QModelIndex &index) {
        return index.data(UnscheduledModel::PinIdRole).toString();
    });
    auto *all = new QShortcut(QKeySequence(QKeySequence::SelectAll), list, nullptr, nullptr,
                              Qt::WidgetShortcut);
    QObject::connect(all, &QShortcut::activated, q, [this] { selectAll(); });
    QObject::connect(&model, &QAbstractItemModel::modelAboutToBeReset, q,
                     [this] { restoring = true; });
    QObject::connect(&model, &UnscheduledModel::reloaded, q, [this] {
        if (restoring)
            restoreSelection();
        showPage();
    });
    QObject::connect(list->selectionModel(), &QItemSelectionModel::selectionChanged, q,
                     [this] { selectionTouched(); });
    QObject::connect(list, &QListView::doubleClicked, q, [this](const QModelIndex &index) {
        emit q->pinOpened(model.pin(index.row()).id);
    });
    for (const int key : {int(Qt::Key_Return), int(Qt::Key_Enter)}) {
        auto *shortcut =
            new QShortcut(QKeySequence(key), list, nullptr, nullptr, Qt::WidgetShortcut);
        QObject::connect(shortcut, &QShortcut::activated, q, [this] {
            if (list->currentIndex().isValid())
                emit q->pinOpened(model.pin(list->currentIndex().row()).id);
        });
    }
    QObject::connect(list, &QListView::customContextMenuRequested, q, [this](const QPoint &at) {
        // The menu key has no mouse position: the menu opens at the pin.
        const QPoint point = list->indexAt(at).isValid() || !list->currentIndex().isValid()
                                 ? at
                                 : list->visualRect(list->currentIndex()).center();
        emit q->menuWanted(list->viewport()->mapToGlobal(point));
    });
    QObject::connect(empty, &EmptyState::firstPressed, q, [this] {
        if (!isNarrowed()) {
            emit q->chooseImagesWanted();
            return;
        }
        const bool byWindow = filter.narrows();
        showSearch(false);
        if (byWindow)
            emit q->clearFilterWanted();
    });
    QObject::connect(list, &ThumbnailList::dropped, q,
                     [this](const DroppedContent &content, bool copy) { take(content, copy); });
    QObject::connect(list, &ThumbnailList::dropHovers, q, [this](bool on) {
        dropFrame->setGeometry(q->rect());
        dropFrame->raise();
        dropFrame->setVisible(on);
    });
}

void UnscheduledPanel::setWide(bool wide)
{
    d->wide = wide;
    d->wideButton->setChecked(wide);
    d->wideButton->setIcon(
        themeIcon(wide ? QStringLiteral("minimize-2") : QStringLiteral("maximize-2")));
    d->searchButton->setVisible(!wide);
    d->searchRow->setVisible(wide || d->searchButton->isChecked());
    if (!wide && !d->searchButton->isChecked())
        d->search->forget(); // what is not seen leaves nothing out
    d->showVerbs();
}

void UnscheduledPanel::Private::applyFilter()
{
    PinFilter shown = filter;
    // All words count, whichever box they were typed in.
    shown.text = QStringList{filter.text, search->words()}.join(QLatin1Char(' ')).simplified();
    if (shown == model.filter())
        showEmpty();
    else
        model.setFilter(shown);
}

void UnscheduledPanel::Private::showPage()
{
    showEmpty();
    pages->setCurrentIndex(model.total() > 0 ? 0 : 1);
    showVerbs();
    count->setText(model.total() > 0 ? q->locale().toString(model.total()) : QString());
    count->setAccessibleName(tr("%n unscheduled pin(s)", nullptr, model.total()));
}

/** After a reset. Selection goes by pin, not by row. */
void UnscheduledPanel::Private::restoreSelection()
{
    QItemSelection rows;
    QList<PinId> left;
    for (const PinId id : std::as_const(selected)) {
        const int row = model.rowOf(id);
        if (row < 0)
            continue;
        rows.select(model.index(row, 0), model.index(row, 0));
        left.append(id);
    }
    list->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
    if (!left.isEmpty())
        list->selectionModel()->setCurrentIndex(model.index(model.rowOf(left.first()), 0),
                                                QItemSelectionModel::NoUpdate);
    restoring = false;
    if (left != selected) {
        selected = left;
        showVerbs();
        emit q->selectionChanged();
    }
}

void UnscheduledPanel::Private::selectionTouched()
{
    if (restoring)
        return;
    const QList<PinId> now = list->selectedPins();
    if (now == selected)
        return;
    selected = now;
    showVerbs();
    emit q->selectionChanged();
}

void UnscheduledPanel::Private::take(const DroppedContent &content, bool copy)
{
    if (content.kind == DroppedContent::Kind::Pins)
        emit q->pinsDropped(content.pins, copy);
    else if (content.kind != DroppedContent::Kind::Nothing)
        emit q->imagesDropped(content);
}

} // namespace pinweek
