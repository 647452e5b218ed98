// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"

#include <QObject>

class QWidget;

namespace pinweek {

class FolderDesk;
class HandPosting;
class NeedsYou;
class PinVerbs;
class ThemeManager;
class ToolRow;
class WindowDialogs;
class Workspace;

/**
 * Has the popover *Needs you* below its button in the tool row, which shows how many things wait,
 * and leads the mends that it offers to what carries them out. Main thread.
 */
class NeedsYouDesk : public QObject
{
    Q_OBJECT

public:
    NeedsYouDesk(Workspace &workspace, ThemeManager &theme, ToolRow &tools, QWidget *window);

    void leadTo(PinVerbs &verbs);
    void leadTo(HandPosting &posting);
    void leadTo(WindowDialogs &dialogs);
    void leadTo(FolderDesk &folders);

    /** Reads again what waits. */
    void refresh();
    [[nodiscard]] int count() const;
    void popUp();
    /** Once the window is on the screen; nothing if nothing waits. */
    void popUpSoon();

signals:
    void countChanged(int count);
    void openWanted(pinweek::PinId pin);
    /** A copied plan is to publish. */
    void resumeWanted();

private:
    ToolRow &m_tools;
    NeedsYou *m_popover;
};

} // namespace pinweek
