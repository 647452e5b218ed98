// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planner/folderwatch.h"

#include <QDialog>

class QLabel;
class QStackedWidget;
class QVBoxLayout;

namespace pinweek {

class ThemeManager;
class Workspace;

/** The watched folders: how each of them is, and for which board. Says what is wanted, changes
 * nothing itself. */
class WatchedFoldersDialog : public QDialog
{
    Q_OBJECT

public:
    WatchedFoldersDialog(Workspace &workspace, ThemeManager &theme, FolderWatch &watch,
                         QWidget *parent);

signals:
    void addWanted();
    void removeWanted(const pinweek::WatchedFolder &folder);
    void boardWanted(const pinweek::WatchedFolder &folder, pinweek::BoardId board,
                     pinweek::SectionId section);

private:
    void show(const QList<FolderState> &states);
    QWidget *rowOf(const WatchedFolder &folder, QWidget *parent);

    Workspace &m_workspace;
    ThemeManager &m_theme;
    FolderWatch &m_watch;
    QStackedWidget *m_pages;
    QList<WatchedFolder> m_shown;
    QWidget *m_rows = nullptr;
    QList<QLabel *> m_states;
};

} // namespace pinweek
