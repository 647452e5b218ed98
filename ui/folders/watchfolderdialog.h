// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/watchedfolder.h"

#include <QDialog>

class QCheckBox;

namespace pinweek {

class BoardPicker;
class ThemeManager;
class Workspace;

/** What becomes of the images of a folder that is to be watched: for which board, and whether those
 * that are there now come in too. */
class WatchFolderDialog : public QDialog
{
    Q_OBJECT

public:
    /** @param folder  its path and account  @param present  images that are there now */
    WatchFolderDialog(Workspace &workspace, ThemeManager &theme, const WatchedFolder &folder,
                      int present, QWidget *parent);

signals:
    void chosen(const pinweek::WatchedFolder &folder, bool withPresent);

private:
    WatchedFolder m_folder;
    BoardPicker *m_board;
    QCheckBox *m_present;
};

} // namespace pinweek
