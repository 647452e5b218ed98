// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/library/librarydesk.h"

#include "ui/leftpanel.h"
#include "ui/library/librarypanel.h"

#include <QAction>

namespace pinweek {

LibraryDesk::LibraryDesk(Workspace &workspace, ThemeManager &theme, LeftPanel &left,
                         QAction *action, QObject *parent)
    : QObject(parent), m_workspace(workspace), m_theme(theme), m_left(left), m_action(action)
{
    connect(action, &QAction::triggered, this, &LibraryDesk::show);
    // Wide, Unscheduled takes the whole column.
    connect(&left, &LeftPanel::wideChanged, this, [this](bool wide) {
        if (wide)
            show(false);
    });
}

LibraryPanel *LibraryDesk::panel()
{
    if (m_panel)
        return m_panel;
    m_panel = new LibraryPanel(m_workspace, m_theme, m_left.column());
    connect(m_panel, &LibraryPanel::closeWanted, this, [this] { show(false); });
    connect(m_panel, &LibraryPanel::pinsWanted, this, &LibraryDesk::pinsWanted);
    connect(m_panel, &LibraryPanel::pinOpened, this, &LibraryDesk::pinOpened);
    connect(m_panel, &LibraryPanel::chooseImagesWanted, this, &LibraryDesk::chooseImagesWanted);
    connect(m_panel, &LibraryPanel::message, this, &LibraryDesk::message);
    return m_panel;
}

void LibraryDesk::show(bool on)
{
    m_action->setChecked(on);
    const bool had = m_panel && m_panel->isVisible();
    if (on) {
        m_left.showInstead(panel());
        emit opened();
        m_panel->focusSearch();
    } else {
        m_left.showInstead(nullptr);
        if (had)
            emit closed();
    }
}

} // namespace pinweek
