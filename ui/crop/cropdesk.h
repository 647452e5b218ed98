// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planner/pineditor.h"

#include <QObject>

class QWidget;

namespace pinweek {

class ThemeManager;
class Workspace;

/**
 * From the wish to crop to what is stored: opens the editor for one picture, or the dialog for
 * many, and makes what was accepted one step. Main thread.
 */
class CropDesk : public QObject
{
    Q_OBJECT

public:
    /** @param window  parent of the dialogs */
    CropDesk(Workspace &workspace, ThemeManager &theme, QWidget *window);

    void open(const QList<PinId> &pins);
    /** @param place  which picture of a carousel */
    void openOne(PinId pin, int place);
    /** In one click, around its focus. */
    void cropTo(FitShape shape, PinId pin, int place);
    /** Back to the picture as it is. */
    void reset(PinId pin, int place);

signals:
    /** What happened, or why not. `undoable`: offer Undo beside it. */
    void message(const QString &text, bool undoable);

private:
    [[nodiscard]] QList<PinPicture> read(const QList<PinId> &pins);
    [[nodiscard]] std::optional<PinPicture> readOne(PinId pin, int place);
    void edit(const PinPicture &picture);
    void store(const QList<PlacedFit> &fits);

    Workspace &m_workspace;
    ThemeManager &m_theme;
    QWidget *m_window;
};

} // namespace pinweek
