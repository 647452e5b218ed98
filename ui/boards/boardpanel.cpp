// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/boards/boardpanel.h"

#include "core/settings.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/boards/boardmodel.h"
#include "ui/boards/boardtree.h"
#include "ui/boards/boardverbs.h"
#include "ui/boards/newboarddialog.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/rowspeech.h"
#include "workspace/workspace.h"

#include <QAction>
#include <QEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {
constexpr auto paceDelay = std::chrono::milliseconds(300);
}

struct BoardPanel::Private
{
    BoardPanel *q;
    Workspace &workspace;
    ThemeManager &theme;
    AccountId accountId;
    BoardId board;
    SectionId section;
    QString problem;
    bool syncing = false;
    QString unread; // which sections could not be read, and why
    bool restoring = false;

    BoardModel model;
    QLineEdit *search = nullptr;
    QToolButton *refreshButton = nullptr;
    QToolButton *addButton = nullptr;
    QProgressBar *progress = nullptr;
    QStackedWidget *pages = nullptr;
    BoardTree *tree = nullptr;
    EmptyState *empty = nullptr;
    QLabel *stateLabel = nullptr;
    BoardVerbs *verbs = nullptr;
    QTimer paceTimer;

    Private(BoardPanel *panel, Workspace &space, ThemeManager &manager)
        : q(panel), workspace(space), theme(manager)
    {
    }

    void build();
    void wire();
    void reload();
    void readPaces();
    void restoreSelection();
    void showPage();
    void showState();
    void choose(const QModelIndex &index);
    void refresh();
    void showMenu(const QPoint &at);
    void newBoard();
    void newSection(BoardId of);
    void createAtPinterest(const QModelIndex &row);
    void setDefaultBoard(BoardId id);
    [[nodiscard]] std::optional<Account> account() const;
    [[nodiscard]] QList<Account> connectedAccounts() const;
    [[nodiscard]] bool isLocal() const;
};

BoardPanel::BoardPanel(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(this, workspace, theme))
{
    d->build();
    d->wire();
    d->reload();
}

BoardPanel::~BoardPanel() = default;

void BoardPanel::setAccount(AccountId account)
{
    if (account == d->accountId)
        return;
    d->accountId = account;
    d->board = {};
    d->section = {};
    d->problem.clear();
    d->reload();
}

BoardId BoardPanel::board() const
{
    return d->board;
}

SectionId BoardPanel::section() const
{
    return d->section;
}

bool BoardPanel::event(QEvent *event)
{
    // Days go by while nothing changes.
    if (event->type() == QEvent::WindowActivate)
        d->readPaces();
    return QWidget::event(event);
}

void BoardPanel::clearFilter()
{
    d->tree->setCurrentIndex(d->model.index(0, 0));
    d->choose(d->model.index(0, 0));
}

void BoardPanel::Private::build()
{
    q->setObjectName(QStringLiteral("boardPanel"));
    auto *layout = new QVBoxLayout(q);
    layout->setContentsMargins(0, metrics::space2, 0, 0);
    layout->setSpacing(0);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::panelPadding, 0, metrics::space2, metrics::space1);
    head->setSpacing(0);
    QLabel *title = new QLabel(tr("Boards"), q);
    title->setObjectName(QStringLiteral("boardsTitleLabel"));
    setTextStyle(title, TextStyle::Body, true);
    const auto button = [this](const QString &name, const QString &icon, const QString &text) {
        return panelButton(name, icon, text, q);
    };
    addButton =
        button(QStringLiteral("newBoardToolButton"), QStringLiteral("plus"), tr("New board…"));
    refreshButton = button(QStringLiteral("refreshBoardsToolButton"), QStringLiteral("refresh-cw"),
                           tr("Read boards from Pinterest"));
    head->addWidget(title, 1);
    head->addWidget(addButton);
    head->addWidget(refreshButton);
    layout->addLayout(head);

    search = new QLineEdit(q);
    search->setObjectName(QStringLiteral("searchBoardsLineEdit"));
    search->setPlaceholderText(tr("Search boards"));
    search->setAccessibleName(tr("Search boards"));
    // Qt's own clear button looks through all icon themes of the machine first: 4 ms of the start.
    QAction *clear = search->addAction(themeIcon(QStringLiteral("x")), QLineEdit::TrailingPosition);
    clear->setObjectName(QStringLiteral("clearSearchAction"));
    clear->setToolTip(tr("Clear the search"));
    clear->setVisible(false);
    QObject::connect(clear, &QAction::triggered, search, &QLineEdit::clear);
    QObject::connect(search, &QLineEdit::textChanged, clear,
                     [clear](const QString &text) { clear->setVisible(!text.isEmpty()); });
    search->addAction(themeIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    auto *searchRow = new QHBoxLayout;
    searchRow->setContentsMargins(metrics::panelPadding, 0, metrics::panelPadding, metrics::space1);
    searchRow->addWidget(search);
    layout->addLayout(searchRow);

    progress = new QProgressBar(q);
    progress->setObjectName(QStringLiteral("boardsProgressBar"));
    progress->setAccessibleName(tr("Reading boards"));
    progress->setRange(0, 0);
    progress->setTextVisible(false);
    progress->setFixedHeight(2);
    QSizePolicy keep = progress->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    progress->setSizePolicy(keep);
    progress->hide();
    layout->addWidget(progress);

    tree = new BoardTree(theme, workspace, q);
    tree->setModel(&model);
    auto *treePage = new QWidget(q);
    auto *treeLayout = new QVBoxLayout(treePage);
    treeLayout->setContentsMargins(metrics::space1, metrics::space1, metrics::space1, 0);
    treeLayout->setSpacing(0);
    treeLayout->addWidget(new BoardColumns(q));
    treeLayout->addWidget(tree);
    empty = new EmptyState(QStringLiteral("boards"), QStringLiteral("folder"), q);
    pages = new QStackedWidget(q);
    pages->setObjectName(QStringLiteral("boardsStackedWidget"));
    pages->addWidget(treePage);
    pages->addWidget(empty);
    layout->addWidget(pages, 1);

    stateLabel = metaLabel({}, QStringLiteral("boardsStateLabel"), q);
    stateLabel->setWordWrap(true);
    stateLabel->setContentsMargins(metrics::panelPadding, metrics::space1, metrics::panelPadding,
                                   metrics::space2);
    stateLabel->hide();
    layout->addWidget(stateLabel);
}

void BoardPanel::Private::wire()
{
    new RowSpeech(tree, [](const QModelIndex &index) {
        return QStringLiteral("%1.%2")
            .arg(index.data(BoardModel::BoardIdRole).toLongLong())
            .arg(index.data(BoardModel::SectionIdRole).toLongLong());
    });
    verbs = new BoardVerbs(workspace, theme, q);
    QObject::connect(verbs, &BoardVerbs::message, q, &BoardPanel::message);
    QObject::connect(tree, &BoardTree::renameWanted, q, [this](const QModelIndex &row) {
        if (const BoardSection *part = model.section(row))
            verbs->renameSection(*part);
        else if (const Board *of = model.board(row))
            verbs->editBoard(of->id);
    });
    QObject::connect(tree, &BoardTree::deleteWanted, q, [this](const QModelIndex &row) {
        if (const BoardSection *part = model.section(row))
            verbs->deleteSection(*part);
        else if (const Board *of = model.board(row))
            verbs->deleteBoard(of->id);
    });
    paceTimer.setSingleShot(true);
    paceTimer.setInterval(paceDelay);
    QObject::connect(&paceTimer, &QTimer::timeout, q, [this] { readPaces(); });
    QObject::connect(search, &QLineEdit::textChanged, q, [this](const QString &text) {
        restoring = true;
        model.setSearch(text);
        if (!text.trimmed().isEmpty())
            tree->expandAll();
        restoreSelection();
    });
    QObject::connect(tree->selectionModel(), &QItemSelectionModel::currentChanged, q,
                     [this](const QModelIndex &current) {
                         if (!restoring)
                             choose(current);
                     });
    QObject::connect(tree, &QTreeView::customContextMenuRequested, q,
                     [this](const QPoint &at) { showMenu(at); });
    QObject::connect(tree, &BoardTree::pinsDropped, q,
                     [this](const QList<PinId> &pins, const QModelIndex &row, bool copy) {
                         emit q->pinsDropped(pins, {row.data(BoardModel::BoardIdRole).toLongLong()},
                                             {row.data(BoardModel::SectionIdRole).toLongLong()},
                                             copy);
                     });
    QObject::connect(tree, &BoardTree::imagesDropped, q,
                     [this](const DroppedContent &content, const QModelIndex &row) {
                         emit q->imagesDropped(content,
                                               {row.data(BoardModel::BoardIdRole).toLongLong()},
                                               {row.data(BoardModel::SectionIdRole).toLongLong()});
                     });
    QObject::connect(refreshButton, &QToolButton::clicked, q, [this] { refresh(); });
    QObject::connect(addButton, &QToolButton::clicked, q, [this] { newBoard(); });
    QObject::connect(empty, &EmptyState::firstPressed, q, [this] {
        if (isLocal())
            emit q->connectWanted();
        else
            refresh();
    });
    QObject::connect(empty, &EmptyState::secondPressed, q, [this] { newBoard(); });
    QObject::connect(&workspace.store(), &Store::changed, q, [this](const ChangeSet &changes) {
        if (changes.everything || !changes.boards.isEmpty() || !changes.accounts.isEmpty())
            reload();
        else if (!changes.pins.isEmpty() && !paceTimer.isActive())
            paceTimer.start(); // many changes, one look
    });
    QObject::connect(&workspace, &Workspace::syncStarted, q, [this](AccountId account) {
        if (accountId.isValid() && account != accountId)
            return;
        syncing = true;
        unread.clear();
        showState();
        showPage();
    });
    QObject::connect(&workspace, &Workspace::sectionsUnread, q,
                     [this](AccountId account, const QString &which) {
                         if (!accountId.isValid() || account == accountId)
                             unread = which;
                     });
    QObject::connect(&workspace, &Workspace::syncFinished, q,
                     [this](AccountId account, const QString &trouble) {
                         if (trouble.isEmpty())
                             workspace.settings().setBoardsReadAt(account, workspace.clock().now());
                         if (accountId.isValid() && account != accountId)
                             return;
                         syncing = false;
                         problem = trouble;
                         reload();
                     });
}

void BoardPanel::Private::reload()
{
    // A model that has become quite another one begins anew: what was open is opened again.
    QSet<qint64> expanded;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        if (tree->isExpanded(index))
            expanded.insert(index.data(BoardModel::BoardIdRole).toLongLong());
    }
    QList<Account> owners = workspace.store().accounts().accounts().value_or(QList<Account>{});
    if (accountId.isValid())
        owners.removeIf([this](const Account &each) { return each.id != accountId; });
    const auto boards = workspace.store().boards().boards(accountId);
    restoring = true; // a neighbour of what is gone is not what the user chose
    if (boards)
        model.setBoards(*boards, owners);
    else
        problem = errorText(boards.error());
    readPaces();
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        if (expanded.contains(index.data(BoardModel::BoardIdRole).toLongLong()))
            tree->setExpanded(index, true);
    }
    restoreSelection();
    showPage();
    showState();
}

void BoardPanel::Private::readPaces()
{
    const UtcTime now = workspace.clock().now();
    const std::optional<Account> owner = account();
    model.setPaces(workspace.store().boards().paces(accountId, now).value_or(BoardModel::Paces()),
                   now, owner && !owner->zone.isEmpty() ? owner->zone : systemZone());
}

/** A board that is gone must not filter any more. */
void BoardPanel::Private::restoreSelection()
{
    QModelIndex index = model.indexOf(board, section);
    const bool searching = !search->text().trimmed().isEmpty();
    restoring = true;
    tree->setCurrentIndex(index);
    restoring = false;
    if (!index.isValid() && !searching && board.isValid())
        q->clearFilter();
}

void BoardPanel::Private::showPage()
{
    const bool none = model.isEmpty();
    pages->setCurrentIndex(none ? 1 : 0);
    search->setVisible(!none);
    refreshButton->setEnabled(!isLocal() && !syncing);
    refreshButton->setVisible(!isLocal());
    addButton->setVisible(accountId.isValid()); // with all accounts shown, a new board has no owner
    if (!none)
        return;
    if (isLocal()) {
        empty->setText(tr(
            "Connect Pinterest to bring your boards here, or plan with boards of your own first."));
        empty->setButtons(tr("Connect Pinterest…"),
                          accountId.isValid() ? tr("New board…") : QString());
    } else if (syncing) {
        empty->setText(tr("Reading your boards from Pinterest…"));
        empty->setButtons({});
    } else {
        empty->setText(tr("This account has no boards here yet."));
        empty->setButtons(tr("Read from Pinterest"),
                          accountId.isValid() ? tr("New board…") : QString());
    }
}

void BoardPanel::Private::showState()
{
    progress->setVisible(syncing);
    QString text = syncing ? QString() : problem;
    if (!syncing && text.isEmpty())
        text = unread;
    else if (!text.isEmpty() && !model.isEmpty()) {
        if (const auto at = workspace.settings().boardsReadAt(accountId)) {
            const QDateTime local = toDateTime(*at).toLocalTime();
            text = tr("%1 This list is from %2.")
                       .arg(text, QLocale().toString(local, QLocale::ShortFormat));
        } else {
            text = tr("%1 This is the list as it was last read.").arg(text);
        }
    }
    stateLabel->setText(text);
    stateLabel->setVisible(!text.isEmpty());
}

void BoardPanel::Private::choose(const QModelIndex &index)
{
    const BoardId nextBoard{index.data(BoardModel::BoardIdRole).toLongLong()};
    const SectionId nextSection{index.data(BoardModel::SectionIdRole).toLongLong()};
    if (nextBoard == board && nextSection == section)
        return;
    board = nextBoard;
    section = nextSection;
    emit q->filterChanged(board, section);
}

void BoardPanel::Private::refresh()
{
    if (syncing)
        return;
    problem.clear();
    for (const Account &each : connectedAccounts()) {
        workspace.syncBoards(each.id, q, [this](const Result<int> &count) {
            if (count)
                emit q->message(tr("%n board(s) read from Pinterest.", nullptr, *count));
        });
    }
}

void BoardPanel::Private::showMenu(const QPoint &at)
{
    const QModelIndex row = tree->indexAt(at);
    const BoardId id{row.data(BoardModel::BoardIdRole).toLongLong()};
    auto *menu = new QMenu(q);
    menu->setObjectName(QStringLiteral("boardMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &name, const QString &text,
                         const std::function<void()> &act) {
        QAction *action = menu->addAction(text);
        action->setObjectName(name);
        QObject::connect(action, &QAction::triggered, q, act);
        return action;
    };
    add(QStringLiteral("newBoardAction"), tr("New &board…"), [this] {
        newBoard();
    })->setEnabled(accountId.isValid());
    if (id.isValid()) {
        add(QStringLiteral("newSectionAction"), tr("New &section…"),
            [this, id] { newSection(id); });
        menu->addSeparator();
        if (!isLocal() && row.data(BoardModel::LocalRole).toBool()) {
            const QPersistentModelIndex kept(row);
            add(QStringLiteral("createAtPinterestAction"), tr("&Create at Pinterest"),
                [this, kept] { createAtPinterest(kept); });
        }
        if (account() && row.data(BoardModel::SectionIdRole).toLongLong() == 0) {
            const bool isDefault = row.data(BoardModel::DefaultRole).toBool();
            QAction *action =
                add(QStringLiteral("defaultBoardAction"), tr("&Default board of new pins"),
                    [this, id, isDefault] { setDefaultBoard(isDefault ? BoardId{} : id); });
            action->setCheckable(true);
            action->setChecked(isDefault);
        }
    }
    if (const BoardSection *part = model.section(row)) {
        verbs->fillMenu(menu, *part);
    } else if (const Board *of = model.board(row)) {
        menu->addSeparator();
        verbs->fillMenu(menu, *of);
    }
    menu->popup(tree->viewport()->mapToGlobal(at));
}

void BoardPanel::Private::newBoard()
{
    const QString where =
        isLocal() ? tr("Planned here; it can be made at Pinterest when you have connected.")
                  : tr("Made at Pinterest at once.");
    auto *dialog = new NewBoardDialog(NewBoardDialog::Kind::Board, where, q);
    dialog->setName(model.rowCount() == 1 ? search->text().simplified() : QString());
    QObject::connect(dialog, &NewBoardDialog::createWanted, q, [this, dialog] {
        dialog->setBusy(true);
        workspace.createBoard(accountId, dialog->name(), dialog->privacy(), dialog,
                              [this, dialog](const Result<Board> &made) {
                                  dialog->setBusy(false);
                                  if (!made) {
                                      dialog->showProblem(errorText(made.error()));
                                      return;
                                  }
                                  emit q->message(tr("The board “%1” is there.").arg(made->name));
                                  search->clear();
                                  dialog->accept();
                              });
    });
    dialog->open();
}

void BoardPanel::Private::newSection(BoardId of)
{
    const auto parentBoard = workspace.store().boards().board(of);
    if (!parentBoard)
        return;
    auto *dialog = new NewBoardDialog(NewBoardDialog::Kind::Section,
                                      tr("In the board “%1”.").arg(parentBoard->name), q);
    QObject::connect(dialog, &NewBoardDialog::createWanted, q, [this, dialog, of] {
        dialog->setBusy(true);
        workspace.createSection(of, dialog->name(), dialog,
                                [this, dialog, of](const Result<BoardSection> &made) {
                                    dialog->setBusy(false);
                                    if (!made) {
                                        dialog->showProblem(errorText(made.error()));
                                        return;
                                    }
                                    tree->setExpanded(model.indexOf(of, {}), true);
                                    dialog->accept();
                                });
    });
    dialog->open();
}

void BoardPanel::Private::createAtPinterest(const QModelIndex &row)
{
    if (!row.isValid())
        return;
    if (const BoardSection *part = model.section(row)) {
        workspace.createSection(
            part->board, part->name, q, [this](const Result<BoardSection> &made) {
                emit q->message(made ? tr("The section “%1” is at Pinterest now.").arg(made->name)
                                     : errorText(made.error()));
            });
        return;
    }
    const Board *of = model.board(row);
    if (!of)
        return;
    workspace.createBoard(of->account, of->name, of->privacy, q, [this](const Result<Board> &made) {
        emit q->message(made ? tr("The board “%1” is at Pinterest now.").arg(made->name)
                             : errorText(made.error()));
    });
}

void BoardPanel::Private::setDefaultBoard(BoardId id)
{
    workspace.store().accounts().change(
        accountId, [id](Account &account) { account.defaultBoard = id; }, q,
        [this](const Result<Account> &saved) {
            if (!saved)
                emit q->message(errorText(saved.error()));
        });
}

std::optional<Account> BoardPanel::Private::account() const
{
    const Result<Account> found = workspace.store().accounts().account(accountId);
    return accountId.isValid() && found ? std::optional(*found) : std::nullopt;
}

/** The connected accounts that are shown: the one chosen, or all. */
QList<Account> BoardPanel::Private::connectedAccounts() const
{
    QList<Account> connected = workspace.store().accounts().accounts().value_or(QList<Account>{});
    connected.removeIf([this](const Account &each) {
        return each.environment == Environment::Local ||
               (accountId.isValid() && each.id != accountId);
    });
    return connected;
}

bool BoardPanel::Private::isLocal() const
{
    return connectedAccounts().isEmpty();
}

} // namespace pinweek
