// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planner/folderwatch.h"

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QThreadPool>

#include <functional>

class QWidget;

namespace pinweek {

class ThemeManager;
class WatchedFoldersDialog;
class Workspace;

/**
 * Folders as a source of pins, from the window: watches those that are to be watched, asks which,
 * and says what came in. Main thread; folders are read by workers.
 */
class FolderDesk : public QObject
{
    Q_OBJECT

public:
    FolderDesk(Workspace &workspace, ThemeManager &theme, QWidget *window);
    /** Waits for the folder that is being read. */
    ~FolderDesk() override;

    /** The watched folders; new ones are for this account. */
    void open(AccountId account);
    /** Asks for a folder whose images are to be added once; not called on Cancel. */
    void chooseFolder(std::function<void(const QString &folder)> chosen);
    /** After the window was away: a disk may have been connected. */
    void look() { m_watch.look(); }
    [[nodiscard]] QList<FolderState> states() const { return m_watch.states(); }
    /** Asks nothing: it can be undone. */
    void stopWatching(const WatchedFolder &folder);
    /** Asks what becomes of what is in there. */
    void askAbout(const QString &folder);

signals:
    void message(const QString &text, bool undoable);
    void refused(const QString &text, const QStringList &lines);
    void statesChanged();

private:
    void askForFolder();
    void add(const WatchedFolder &folder, const QList<FolderFile> &known);

    Workspace &m_workspace;
    ThemeManager &m_theme;
    QWidget *m_window;
    FolderWatch m_watch;
    AccountId m_account;
    QPointer<WatchedFoldersDialog> m_dialog;
    QThreadPool m_pool; // last: its end waits
};

} // namespace pinweek
