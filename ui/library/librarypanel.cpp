// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/library/librarypanel.h"

#include "media/thumbnailcache.h"
#include "store/librarystore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/library/librarylist.h"
#include "ui/library/librarymodel.h"
#include "ui/library/pictureuses.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/imagedialog.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/rowspeech.h"
#include "ui/widgets/searchfield.h"
#include "workspace/workspace.h"

#include <QActionGroup>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace pinweek {

namespace {

enum class Shown // as the choices are listed
{
    All,
    Used,
    Unused,
    Faulty,
    Videos
};

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

} // namespace

struct LibraryPanel::Private
{
    LibraryPanel *q;
    Workspace &workspace;
    LibraryModel model;
    LibraryFiles files;
    bool isChecked = false; // the files were looked at
    bool isRecheck = false; // only those that were faulty, without a word
    bool selectingAll = false;
    bool cleared = false; // the search, by the same Esc
    QLabel *count = nullptr;
    SearchField *search = nullptr;
    QComboBox *shown = nullptr;
    QToolButton *more = nullptr;
    QWidget *checkBar = nullptr;
    QLabel *checkText = nullptr;
    QStackedWidget *pages = nullptr;
    LibraryList *list = nullptr;
    EmptyState *empty = nullptr;
    PictureUses *uses = nullptr;
    QWidget *verbs = nullptr;
    QPushButton *make = nullptr;
    QPushButton *remove = nullptr;
    QList<MediaId> selected;
    bool restoring = false;

    Private(LibraryPanel *panel, Workspace &w)
        : q(panel), workspace(w), model(w), files(w.store(), w.directory())
    {
    }

    void build(ThemeManager &theme);
    void buildHead(QVBoxLayout *layout);
    void buildSearch(QVBoxLayout *layout);
    void buildCheckBar(QVBoxLayout *layout);
    void buildVerbs(QVBoxLayout *layout);
    void wire();
    void fillMenu();
    void ask();
    void showPage();
    void showEmpty();
    void restoreSelection();
    void selectionTouched();
    void showSelection();
    void check();
    void checked(const QHash<MediaId, LibraryFault> &faults);
    void makePins();
    void removeSelected();
    void cleanUp();
    void takeOut(const QList<MediaId> &among);
    void mend(const MediaAsset &asset);
    void popUpMenu(const QPoint &at);
    [[nodiscard]] Shown choice() const { return Shown(shown->currentIndex()); }
};

LibraryPanel::LibraryPanel(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(this, workspace))
{
    d->build(theme);
    d->wire();
    d->ask();
}

LibraryPanel::~LibraryPanel() = default;

void LibraryPanel::focusSearch()
{
    d->search->setFocus(Qt::ShortcutFocusReason);
}

void LibraryPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closeWanted();
    else
        QWidget::keyPressEvent(event);
}

void LibraryPanel::Private::build(ThemeManager &theme)
{
    q->setObjectName(QStringLiteral("libraryPanel"));
    auto *layout = new QVBoxLayout(q);
    layout->setContentsMargins(0, metrics::space2, 0, 0);
    layout->setSpacing(metrics::space1);
    buildHead(layout);
    buildSearch(layout);
    buildCheckBar(layout);
    list = new LibraryList(workspace, theme, model, q);
    auto *listPage = new QWidget(q);
    auto *listLayout = new QVBoxLayout(listPage);
    listLayout->setContentsMargins(metrics::panelPadding - 3, 0, 0, 0);
    listLayout->addWidget(list);
    empty = new EmptyState(QStringLiteral("library"), QStringLiteral("images"), q);
    pages = new QStackedWidget(q);
    pages->setObjectName(QStringLiteral("libraryStackedWidget"));
    pages->addWidget(listPage);
    pages->addWidget(empty);
    layout->addWidget(pages, 1);
    uses = new PictureUses(workspace, q);
    uses->hide();
    layout->addWidget(uses);
    buildVerbs(layout);
}

void LibraryPanel::Private::buildHead(QVBoxLayout *layout)
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::panelPadding, 0, metrics::space2, 0);
    head->setSpacing(0);
    auto *title = new QLabel(tr("Media library"), q);
    title->setObjectName(QStringLiteral("libraryTitleLabel"));
    setTextStyle(title, TextStyle::Body, true);
    count = metaLabel({}, QStringLiteral("libraryCountLabel"), q);
    const auto button = [this](const QString &name, const QString &icon, const QString &text) {
        return panelButton(name, icon, text, q);
    };
    more = button(QStringLiteral("libraryMenuToolButton"), QStringLiteral("ellipsis"),
                  tr("Sort and clean up the library"));
    auto *close = button(QStringLiteral("closeLibraryToolButton"), QStringLiteral("x"),
                         tr("Close the library (Esc)"));
    head->addWidget(title);
    head->addSpacing(metrics::space2);
    head->addWidget(count);
    head->addStretch();
    head->addWidget(more);
    head->addWidget(close);
    layout->addLayout(head);
    QObject::connect(more, &QToolButton::clicked, q, [this] { fillMenu(); });
    QObject::connect(close, &QToolButton::clicked, q, &LibraryPanel::closeWanted);
}

void LibraryPanel::Private::buildSearch(QVBoxLayout *layout)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(metrics::panelPadding, 0, metrics::panelPadding, metrics::space1);
    row->setSpacing(metrics::space2);
    search = new SearchField(q);
    search->setObjectName(QStringLiteral("librarySearchField"));
    search->setPlaceholderText(tr("Name or title…"));
    search->setAccessibleName(tr("Search the library"));
    shown = new QComboBox(q);
    shown->setObjectName(QStringLiteral("libraryShownComboBox"));
    shown->setAccessibleName(tr("Which pictures"));
    shown->addItems({tr("All"), tr("Used"), tr("Unused"), tr("Faulty files"), tr("Videos")});
    shown->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    shown->setMinimumContentsLength(8);
    row->addWidget(search, 1);
    row->addWidget(shown);
    layout->addLayout(row);
    QObject::connect(search, &SearchField::wordsChanged, q, [this] { ask(); });
    QObject::connect(search, &SearchField::left, q, [this] { list->setFocus(); });
    QObject::connect(search, &QLineEdit::textChanged, q,
                     [this, had = QString()](const QString &text) mutable {
                         cleared = text.isEmpty() && !had.isEmpty();
                         had = text;
                     });
    // A first Esc empties it, a second one closes.
    QObject::connect(search, &SearchField::closed, q, [this] {
        if (!std::exchange(cleared, false))
            emit q->closeWanted();
    });
    QObject::connect(shown, &QComboBox::activated, q, [this] {
        if (choice() == Shown::Faulty && !isChecked)
            check();
        ask();
    });
}

void LibraryPanel::Private::buildCheckBar(QVBoxLayout *layout)
{
    checkBar = new QWidget(q);
    auto *row = new QHBoxLayout(checkBar);
    row->setContentsMargins(metrics::panelPadding, 0, metrics::panelPadding, metrics::space1);
    checkText = metaLabel({}, QStringLiteral("checkFilesLabel"), checkBar);
    auto *cancel = new QPushButton(tr("Cancel"), checkBar);
    cancel->setObjectName(QStringLiteral("cancelCheckPushButton"));
    row->addWidget(checkText, 1);
    row->addWidget(cancel);
    checkBar->hide();
    layout->addWidget(checkBar);
    QObject::connect(cancel, &QPushButton::clicked, q, [this] {
        files.cancel();
        checkBar->hide();
        showPage();
    });
}

void LibraryPanel::Private::buildVerbs(QVBoxLayout *layout)
{
    verbs = new QWidget(q);
    auto *row = new QHBoxLayout(verbs);
    row->setContentsMargins(metrics::panelPadding, metrics::space2, metrics::panelPadding,
                            metrics::space2);
    make = new QPushButton(verbs);
    make->setObjectName(QStringLiteral("makePinsPushButton"));
    remove = new QPushButton(tr("&Remove"), verbs);
    remove->setObjectName(QStringLiteral("removePicturesPushButton"));
    for (QPushButton *each : {make, remove})
        each->setMinimumHeight(metrics::controlHeight);
    row->addWidget(make);
    row->addWidget(remove);
    row->addStretch();
    verbs->hide();
    layout->addWidget(verbs);
    QObject::connect(make, &QPushButton::clicked, q, [this] { makePins(); });
    QObject::connect(remove, &QPushButton::clicked, q, [this] { removeSelected(); });
}

void LibraryPanel::Private::wire()
{
    new RowSpeech(list, [](const QModelIndex &index) {
        return index.data(LibraryModel::MediaIdRole).toString();
    });
    QObject::connect(&model, &QAbstractItemModel::modelAboutToBeReset, q,
                     [this] { restoring = true; });
    auto *all = new QShortcut(QKeySequence(QKeySequence::SelectAll), list, nullptr, nullptr,
                              Qt::WidgetShortcut);
    QObject::connect(all, &QShortcut::activated, q, [this] {
        selectingAll = true;
        model.readAll();
    });
    QObject::connect(&model, &LibraryModel::failed, q,
                     [this](const Error &error) { emit q->message(errorText(error), false); });
    QObject::connect(&model, &LibraryModel::mediaChanged, q, [this] {
        // One of them may have been brought in again.
        if (!model.faulty().isEmpty() && !files.isChecking()) {
            isRecheck = true;
            files.check(model.faulty());
        }
    });
    QObject::connect(&model, &LibraryModel::read, q, [this] {
        if (restoring)
            restoreSelection();
        if (std::exchange(selectingAll, false))
            list->selectAll();
        showPage();
        showSelection();
    });
    QObject::connect(list->selectionModel(), &QItemSelectionModel::selectionChanged, q,
                     [this] { selectionTouched(); });
    QObject::connect(list, &QListView::doubleClicked, q, [this] { makePins(); });
    for (const int key : {int(Qt::Key_Return), int(Qt::Key_Enter)}) {
        auto *shortcut =
            new QShortcut(QKeySequence(key), list, nullptr, nullptr, Qt::WidgetShortcut);
        QObject::connect(shortcut, &QShortcut::activated, q, [this] { makePins(); });
    }
    auto *removing =
        new QShortcut(QKeySequence(Qt::Key_Delete), list, nullptr, nullptr, Qt::WidgetShortcut);
    QObject::connect(removing, &QShortcut::activated, q, [this] { removeSelected(); });
    QObject::connect(list, &QListView::customContextMenuRequested, q,
                     [this](const QPoint &at) { popUpMenu(at); });
    QObject::connect(empty, &EmptyState::firstPressed, q, [this] {
        if (search->words().isEmpty() &&
            (choice() == Shown::All || choice() == Shown::Videos)) {
            emit q->chooseImagesWanted();
            return;
        }
        shown->setCurrentIndex(int(Shown::All));
        search->forget();
        ask();
    });
    QObject::connect(uses, &PictureUses::pinOpened, q, &LibraryPanel::pinOpened);
    QObject::connect(uses, &PictureUses::mendWanted, q,
                     [this](const MediaAsset &asset) { mend(asset); });
    QObject::connect(&files, &LibraryFiles::progress, q, [this](int done, int total) {
        checkText->setText(tr("Checking %1 of %2 files…")
                               .arg(q->locale().toString(done), q->locale().toString(total)));
    });
    QObject::connect(&files, &LibraryFiles::checked, q,
                     [this](const QHash<MediaId, LibraryFault> &faults) { checked(faults); });
}

void LibraryPanel::Private::fillMenu()
{
    auto *menu = new QMenu(more);
    menu->setObjectName(QStringLiteral("libraryMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *group = new QActionGroup(menu);
    const auto add = [&](const QString &text, LibraryOrder order) {
        QAction *action = menu->addAction(text);
        action->setObjectName(QStringLiteral("libraryOrder%1Action").arg(int(order)));
        action->setCheckable(true);
        action->setChecked(model.query().order == order);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, q, [this, order] {
            LibraryQuery query = model.query();
            query.order = order;
            model.setQuery(query);
        });
    };
    add(tr("&Newest first"), LibraryOrder::NewestFirst);
    add(tr("&Oldest first"), LibraryOrder::OldestFirst);
    add(tr("By file &name"), LibraryOrder::ByName);
    add(tr("&Largest first"), LibraryOrder::LargestFirst);
    add(tr("Most &used first"), LibraryOrder::MostUsed);
    menu->addSeparator();
    QAction *clean =
        menu->addAction(themeIcon(QStringLiteral("trash-2")), tr("&Clean up unused pictures…"));
    clean->setObjectName(QStringLiteral("cleanUpLibraryAction"));
    QObject::connect(clean, &QAction::triggered, q, [this] { cleanUp(); });
    QAction *look =
        menu->addAction(themeIcon(QStringLiteral("refresh-cw")), tr("Chec&k all files"));
    look->setObjectName(QStringLiteral("checkLibraryAction"));
    QObject::connect(look, &QAction::triggered, q, [this] { check(); });
    menu->popup(more->mapToGlobal(QPoint(0, more->height())));
}

void LibraryPanel::Private::ask()
{
    LibraryQuery query{search->words(), PictureUse::Any, model.query().order, {}};
    if (choice() == Shown::Used)
        query.use = PictureUse::Used;
    else if (choice() == Shown::Unused)
        query.use = PictureUse::Unused;
    else if (choice() == Shown::Videos)
        query.videosOnly = true;
    else if (choice() == Shown::Faulty)
        query.only = model.faulty().isEmpty() ? QList<MediaId>{MediaId{}} : model.faulty();
    model.setQuery(query);
}

void LibraryPanel::Private::showPage()
{
    showEmpty();
    pages->setCurrentIndex(model.total() > 0 ? 0 : 1);
    count->setText(model.total() > 0 ? tr("%1, %2").arg(q->locale().toString(model.total()),
                                                        sizeText(model.bytes()))
                                     : QString());
    count->setAccessibleName(tr("%n picture(s)", nullptr, model.total()));
}

void LibraryPanel::Private::showEmpty()
{
    if (!search->words().isEmpty()) {
        empty->setText(tr("No picture has “%1”").arg(search->words()));
    } else if (choice() == Shown::Faulty) {
        empty->setText(files.isChecking() ? tr("Looking at every file of the library…")
                       : isChecked        ? tr("Every file is there and whole")
                                          : tr("The files were not looked at"));
    } else if (choice() == Shown::Videos) {
        empty->setText(tr("Videos that you bring in stay here, to be used again"));
        empty->setButtons(tr("Choose images or videos…"));
        return;
    } else if (choice() == Shown::All) {
        empty->setText(tr("Pictures that you bring in stay here, to be used again"));
        empty->setButtons(tr("Choose images or videos…"));
        return;
    } else {
        empty->setText(choice() == Shown::Unused ? tr("Every picture is used in a pin")
                                                 : tr("No pin has a picture yet"));
    }
    empty->setButtons(tr("Show all"));
}

/** After a reset. Selection goes by picture, not by row. */
void LibraryPanel::Private::restoreSelection()
{
    QItemSelection rows;
    QList<MediaId> left;
    for (const MediaId id : std::as_const(selected)) {
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
    selected = left;
    restoring = false;
}

void LibraryPanel::Private::selectionTouched()
{
    if (restoring)
        return;
    selected.clear();
    const QList<MediaAsset> pictures = list->selectedPictures();
    for (const MediaAsset &asset : pictures)
        selected.append(asset.id);
    showSelection();
}

void LibraryPanel::Private::showSelection()
{
    const QList<MediaAsset> pictures = list->selectedPictures();
    const int number = int(pictures.size());
    uses->setVisible(number > 0);
    verbs->setVisible(number > 0);
    if (number == 0)
        return;
    make->setText(tr("&Make %n pin(s)", nullptr, number));
    bool anyUnused = false;
    qint64 bytes = 0;
    for (const MediaAsset &asset : pictures) {
        const LibraryPicture &picture = model.picture(model.rowOf(asset.id));
        anyUnused |= picture.pins == 0 && !picture.keptUntil;
        bytes += asset.bytes;
    }
    remove->setEnabled(anyUnused);
    remove->setToolTip(anyUnused ? tr("Remove from the library (Del)")
                                 : tr("A picture that a pin uses stays in the library"));
    if (number == 1) {
        const LibraryPicture &one = model.picture(model.rowOf(pictures.constFirst().id));
        uses->showOne(one, model.fault(one.asset.id));
    } else {
        uses->showSeveral(number, bytes);
    }
}

void LibraryPanel::Private::check()
{
    isRecheck = false;
    checkText->setText(tr("Checking files…"));
    checkBar->show();
    files.check();
    showEmpty();
}

void LibraryPanel::Private::checked(const QHash<MediaId, LibraryFault> &faults)
{
    checkBar->hide();
    isChecked = true;
    model.setFaults(faults);
    if (std::exchange(isRecheck, false)) {
        ask();
        return;
    }
    if (!faults.isEmpty())
        shown->setCurrentIndex(int(Shown::Faulty));
    ask();
    emit q->message(faults.isEmpty() ? tr("Every file of the library is there and whole.")
                                     : tr("%n file(s) of the library are missing or damaged.",
                                          nullptr, int(faults.size())),
                    false);
}

void LibraryPanel::Private::makePins()
{
    if (const QStringList paths = list->selectedPaths(); !paths.isEmpty())
        emit q->pinsWanted(paths);
}

void LibraryPanel::Private::removeSelected()
{
    if (!selected.isEmpty())
        takeOut(selected);
}

void LibraryPanel::Private::takeOut(const QList<MediaId> &among)
{
    workspace.store().library().removeUnused(
        among, LibraryPanel::tr("Remove pictures"), q,
        [this](const Result<LibraryRemoval> &removed) {
            if (!removed) {
                emit q->message(errorText(removed.error()), false);
            } else if (removed->pictures == 0) {
                emit q->message(tr("Nothing was removed: a picture stays while a pin uses it, and "
                                   "for 30 days after its pin was deleted."),
                                false);
            } else {
                emit q->message(tr("Removed from the library: %n picture(s), %1. The files are "
                                   "deleted in 30 days.",
                                   nullptr, removed->pictures)
                                    .arg(sizeText(removed->bytes)),
                                true);
            }
        });
}

/** The question is asked once it is known how many there are. */
void LibraryPanel::Private::cleanUp()
{
    auto *look = new LibrarySearch(workspace.store(), q);
    QObject::connect(look, &LibrarySearch::found, q, [this, look](const LibraryPage &page) {
        look->deleteLater();
        if (page.total == 0) {
            emit q->message(tr("Every picture is used in a pin: there is nothing to clean up."),
                            false);
            return;
        }
        auto *box =
            new QMessageBox(QMessageBox::Question, tr("Clean up the library"),
                            tr("Remove %n picture(s) that no pin uses (%1)?", nullptr, page.total)
                                .arg(sizeText(page.bytes)),
                            QMessageBox::Cancel, q);
        box->setObjectName(QStringLiteral("cleanUpMessageBox"));
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->setInformativeText(
            tr("Pictures of pins deleted in the last 30 days stay. You can undo "
               "this; the files themselves are deleted in 30 days."));
        QPushButton *yes = box->addButton(tr("&Remove"), QMessageBox::AcceptRole);
        setPrimary(yes);
        box->setDefaultButton(yes);
        QObject::connect(yes, &QPushButton::clicked, q, [this] { takeOut({}); });
        box->open();
    });
    QObject::connect(look, &LibrarySearch::failed, q, [this, look](const Error &error) {
        look->deleteLater();
        emit q->message(errorText(error), false);
    });
    look->find({{}, PictureUse::Unused, LibraryOrder::NewestFirst, {}}, 0);
}

void LibraryPanel::Private::mend(const MediaAsset &asset)
{
    QFileDialog *dialog =
        newImageDialog("mendDialog", tr("Find %1").arg(asset.fileName), QFileDialog::ExistingFile,
                       q, WantedFiles::ImagesAndVideos);
    QObject::connect(dialog, &QFileDialog::fileSelected, q, [this, asset](const QString &path) {
        files.mend(asset, path, q, [this, name = asset.fileName](const Result<void> &mended) {
            if (!mended) {
                emit q->message(errorText(mended.error()), false);
                return;
            }
            emit q->message(tr("%1 is whole again.").arg(name), false);
            workspace.thumbnails().clear();
            isRecheck = true;
            files.check(model.faulty());
        });
    });
    dialog->open();
}

void LibraryPanel::Private::popUpMenu(const QPoint &at)
{
    if (selected.isEmpty())
        return;
    auto *menu = new QMenu(list);
    menu->setObjectName(QStringLiteral("pictureMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *pins = menu->addAction(themeIcon(QStringLiteral("plus")), make->text());
    QAction *copy = menu->addAction(themeIcon(QStringLiteral("copy")), tr("&Copy"));
    copy->setShortcut(QKeySequence::Copy);
    menu->addSeparator();
    QAction *away =
        menu->addAction(themeIcon(QStringLiteral("trash-2")), tr("&Remove from the library"));
    away->setEnabled(remove->isEnabled());
    QObject::connect(pins, &QAction::triggered, q, [this] { makePins(); });
    QObject::connect(copy, &QAction::triggered, q, [this] { list->copySelected(); });
    QObject::connect(away, &QAction::triggered, q, [this] { removeSelected(); });
    // The menu key has no mouse position: the menu opens at the picture.
    const QPoint point = list->indexAt(at).isValid() || !list->currentIndex().isValid()
                             ? at
                             : list->visualRect(list->currentIndex()).center();
    menu->popup(list->viewport()->mapToGlobal(point));
}

} // namespace pinweek
