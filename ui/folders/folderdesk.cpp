// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/folders/folderdesk.h"

#include "planner/folderscan.h"
#include "publisher/publisher.h"
#include "store/folderstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/folders/watchedfoldersdialog.h"
#include "ui/folders/watchfolderdialog.h"
#include "workspace/workspace.h"

#include <QDir>
#include <QFileDialog>
#include <QStandardPaths>
#include <QTimer>

namespace pinweek {

namespace {

using namespace std::chrono_literals;

/** The window's first seconds are for what is on it. */
constexpr auto startAfter = 2s;

QFileDialog *newFolderDialog(const char *name, const QString &title, QWidget *window)
{
    auto *dialog = new QFileDialog(
        window, title, QStandardPaths::writableLocation(QStandardPaths::PicturesLocation));
    dialog->setObjectName(QString::fromLatin1(name));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    return dialog;
}

} // namespace

FolderDesk::FolderDesk(Workspace &workspace, ThemeManager &theme, QWidget *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_window(window)
    , m_watch(workspace.store())
{
    connect(&m_watch, &FolderWatch::broughtIn, this, [this](int pins, const QString &folder) {
        emit message(tr("%n new draft(s) from “%1”, in Unscheduled.", nullptr, pins).arg(folder),
                     true);
    });
    connect(
        &m_watch, &FolderWatch::refused, this,
        [this](const QStringList &lines, int pins, const QString &folder) {
            QString said =
                tr("%n file(s) of “%1” left out.", nullptr, int(lines.size())).arg(folder);
            if (pins > 0)
                said = tr("%n new draft(s) from “%1”, in Unscheduled.", nullptr, pins).arg(folder) +
                       u' ' + said;
            emit refused(said, lines);
        });
    connect(&m_watch, &FolderWatch::failed, this,
            [this](const QString &problem) { emit message(problem, false); });
    connect(&m_watch, &FolderWatch::statesChanged, this, &FolderDesk::statesChanged);
    const auto rest = [this] {
        m_watch.setResting(m_workspace.publisher().state() == PublisherState::Waiting);
    };
    connect(&workspace.publisher(), &Publisher::stateChanged, this, rest);
    rest();
    QTimer::singleShot(startAfter, this, [this] { m_watch.start(); });
}

FolderDesk::~FolderDesk()
{
    m_pool.waitForDone();
}

void FolderDesk::open(AccountId account)
{
    m_account = account;
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    m_watch.start(); // perhaps before its time
    m_dialog = new WatchedFoldersDialog(m_workspace, m_theme, m_watch, m_window);
    connect(m_dialog, &WatchedFoldersDialog::addWanted, this, &FolderDesk::askForFolder);
    connect(m_dialog, &WatchedFoldersDialog::removeWanted, this, &FolderDesk::stopWatching);
    connect(m_dialog, &WatchedFoldersDialog::boardWanted, this,
            [this](const WatchedFolder &folder, BoardId board, SectionId section) {
                m_workspace.store().folders().setBoard(
                    folder.id, board, section, foldersteps::otherBoard(folder.path), this,
                    [this](const Result<void> &set) {
                        if (!set)
                            emit message(errorText(set.error()), false);
                    });
            });
    m_dialog->open();
}

void FolderDesk::stopWatching(const WatchedFolder &folder)
{
    m_workspace.store().folders().remove(
        folder.id, foldersteps::notWatched(folder.path), this,
        [this, folder](const Result<void> &removed) {
            emit message(removed ? tr("“%1” is no longer watched.").arg(QDir(folder.path).dirName())
                                 : errorText(removed.error()),
                         removed.has_value());
        });
}

void FolderDesk::chooseFolder(std::function<void(const QString &)> chosen)
{
    QFileDialog *dialog =
        newFolderDialog("addFolderFileDialog", tr("Add the images of a folder"), m_window);
    connect(dialog, &QFileDialog::fileSelected, this, chosen);
    dialog->open();
}

void FolderDesk::askForFolder()
{
    QFileDialog *dialog = newFolderDialog("watchFolderFileDialog", tr("Watch a folder"),
                                          m_dialog ? m_dialog.data() : m_window);
    connect(dialog, &QFileDialog::fileSelected, this, &FolderDesk::askAbout);
    dialog->open();
}

void FolderDesk::askAbout(const QString &chosen)
{
    const QString folder = QDir::cleanPath(chosen);
    const QString own = QDir::cleanPath(m_workspace.directory());
    if (folder == own || folder.startsWith(own + QLatin1Char('/'))) {
        emit message(tr("That is Pinweek's own folder. Choose one with your pictures."), false);
        return;
    }
    m_pool.start([this, folder] {
        QMetaObject::invokeMethod(
            this,
            [this, folder, files = lookIntoFolder(folder)] {
                if (!files) {
                    emit message(errorText(files.error()), false);
                    return;
                }
                QWidget *parent = m_dialog ? m_dialog.data() : m_window;
                auto *dialog =
                    new WatchFolderDialog(m_workspace, m_theme, {{}, folder, m_account, {}, {}},
                                          int(files->size()), parent);
                connect(dialog, &WatchFolderDialog::chosen, this,
                        [this, files](const WatchedFolder &wanted, bool withPresent) {
                            add(wanted, withPresent ? QList<FolderFile>() : *files);
                        });
                dialog->open();
            },
            Qt::QueuedConnection);
    });
}

void FolderDesk::add(const WatchedFolder &folder, const QList<FolderFile> &known)
{
    m_workspace.store().folders().add(
        folder, known, foldersteps::watched(folder.path), this,
        [this](const Result<WatchedFolder> &added) {
            emit message(added ? tr("“%1” is watched now.").arg(QDir(added->path).dirName())
                               : errorText(added.error()),
                         added.has_value());
        });
}

} // namespace pinweek
