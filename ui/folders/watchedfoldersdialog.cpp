// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/folders/watchedfoldersdialog.h"

#include "ui/boards/boardpicker.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/labels.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {

constexpr QSize dialogSize(520, 400); // px
constexpr int boardWidth = 180;       // px

QString stateText(const FolderState &state)
{
    if (state.isElsewhere)
        return WatchedFoldersDialog::tr("Watched by the program that publishes this plan");
    if (!state.problem.isEmpty())
        return state.problem;
    if (state.coming > 0)
        return WatchedFoldersDialog::tr("%n file(s) coming in…", nullptr, state.coming);
    return WatchedFoldersDialog::tr("Watching");
}

} // namespace

WatchedFoldersDialog::WatchedFoldersDialog(Workspace &workspace, ThemeManager &theme,
                                           FolderWatch &watch, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_watch(watch)
    , m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("watchedFoldersDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Watched folders"));
    resize(dialogSize);
    QLabel *intro =
        bodyLabel(tr("New images and videos in these folders become drafts in Unscheduled, while "
                     "Pinweek runs or at its next start. The files stay where they are."),
                  QStringLiteral("watchedFoldersIntroLabel"), this);
    auto *empty = new EmptyState(QStringLiteral("folders"), QStringLiteral("folder-sync"), this);
    empty->setText(tr("No folder is watched yet."));
    empty->setButtons(tr("&Watch a folder…"));
    connect(empty, &EmptyState::firstPressed, this, &WatchedFoldersDialog::addWanted);
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("foldersScrollArea"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_pages->addWidget(empty);
    m_pages->addWidget(scroll);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *add = buttons->addButton(tr("&Watch a folder…"), QDialogButtonBox::ActionRole);
    add->setObjectName(QStringLiteral("addFolderPushButton"));
    connect(add, &QPushButton::clicked, this, &WatchedFoldersDialog::addWanted);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space5, metrics::space5, metrics::space5, metrics::space4);
    layout->setSpacing(metrics::space3);
    layout->addWidget(intro);
    layout->addWidget(m_pages, 1);
    layout->addWidget(buttons);
    connect(&watch, &FolderWatch::statesChanged, this, [this] { show(m_watch.states()); });
    show(watch.states());
    add->setVisible(m_pages->currentIndex() == 1);
    connect(m_pages, &QStackedWidget::currentChanged, add,
            [add](int page) { add->setVisible(page == 1); });
}

/** Rows stay while only their states change: the keyboard may be in one of them. */
void WatchedFoldersDialog::show(const QList<FolderState> &states)
{
    QList<WatchedFolder> folders;
    for (const FolderState &state : states)
        folders += state.folder;
    if (folders != m_shown) {
        m_shown = folders;
        m_states.clear();
        auto *scroll = qobject_cast<QScrollArea *>(m_pages->widget(1));
        m_rows = new QWidget(scroll);
        auto *rows = new QVBoxLayout(m_rows);
        rows->setContentsMargins(0, 0, metrics::space2, 0);
        rows->setSpacing(metrics::space4);
        for (const WatchedFolder &folder : folders)
            rows->addWidget(rowOf(folder, m_rows));
        rows->addStretch();
        scroll->setWidget(m_rows);
        m_pages->setCurrentIndex(folders.isEmpty() ? 0 : 1);
    }
    for (qsizetype i = 0; i < states.size(); ++i) {
        m_states.at(i)->setText(stateText(states.at(i)));
        setTone(m_states.at(i), states.at(i).problem.isEmpty() ? Tone::Secondary : Tone::Problem);
    }
}

QWidget *WatchedFoldersDialog::rowOf(const WatchedFolder &folder, QWidget *parent)
{
    auto *row = new QWidget(parent);
    const QString name = QDir(folder.path).dirName();
    QLabel *title = bodyLabel(name, QStringLiteral("folderNameLabel"), row);
    setTextStyle(title, TextStyle::Body, true);
    QLabel *path =
        metaLabel(QDir::toNativeSeparators(folder.path), QStringLiteral("folderPathLabel"), row);
    path->setWordWrap(true);
    QLabel *state = metaLabel({}, QStringLiteral("folderStateLabel"), row);
    state->setWordWrap(true);
    m_states += state;
    auto *board = new BoardPicker(m_workspace, m_theme, row);
    board->setObjectName(QStringLiteral("rowBoardPicker"));
    //: %1 is a folder
    board->setAccessibleName(tr("Board for “%1”").arg(name));
    board->setEmptyText(tr("No board yet"));
    board->setAccount(folder.account);
    board->setChoice(folder.board, folder.section);
    board->setFixedWidth(boardWidth);
    connect(board, &BoardPicker::picked, this,
            [this, folder](BoardId to, SectionId in) { emit boardWanted(folder, to, in); });
    QToolButton *remove = panelButton(QStringLiteral("removeFolderToolButton"), QStringLiteral("x"),
                                      tr("Stop watching “%1”").arg(name), row);
    connect(remove, &QToolButton::clicked, this, [this, folder] { emit removeWanted(folder); });
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(title);
    texts->addWidget(path);
    texts->addWidget(state);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::space2);
    layout->addLayout(texts, 1);
    layout->addWidget(board, 0, Qt::AlignTop);
    layout->addWidget(remove, 0, Qt::AlignTop);
    return row;
}

} // namespace pinweek
