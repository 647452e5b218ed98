// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"

#include <QObject>

class QAction;

namespace pinweek {

class LeftPanel;
class LibraryPanel;
class ThemeManager;
class Workspace;

/** Opens the media library in the place of the panels at the left, and closes it again. It is made
 * when it is first opened. Main thread. */
class LibraryDesk : public QObject
{
    Q_OBJECT

public:
    /** @param action  "Media library", checked while it is open */
    LibraryDesk(Workspace &workspace, ThemeManager &theme, LeftPanel &left, QAction *action,
                QObject *parent);

signals:
    /** It opens: its column has to be shown. */
    void opened();
    /** The keyboard goes back to the calendar. */
    void closed();
    void pinsWanted(const QStringList &paths);
    void pinOpened(pinweek::PinId pin);
    void chooseImagesWanted();
    void message(const QString &text, bool undoable);

private:
    void show(bool on);
    LibraryPanel *panel();

    Workspace &m_workspace;
    ThemeManager &m_theme;
    LeftPanel &m_left;
    QAction *m_action;
    LibraryPanel *m_panel = nullptr;
};

} // namespace pinweek
