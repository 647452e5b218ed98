// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/board.h"

#include <QObject>

class QMenu;
class QWidget;

namespace pinweek {

class PullDesk;
class ThemeManager;
class Workspace;

/** What a person does to a board or section that is there: edit, colour, rename, delete, bring in
 * what it holds at Pinterest, each with its dialog. Main thread. */
class BoardVerbs : public QObject
{
    Q_OBJECT

public:
    /** @param window  the dialogs' parent */
    BoardVerbs(Workspace &workspace, ThemeManager &theme, QWidget *window);

    /** Adds what can be done to the board. */
    void fillMenu(QMenu *menu, const Board &board);
    void fillMenu(QMenu *menu, const BoardSection &section);

    void editBoard(BoardId board);
    void deleteBoard(BoardId board);
    void renameSection(const BoardSection &section);
    void deleteSection(const BoardSection &section);

signals:
    /** One sentence for the status bar. */
    void message(const QString &text);

private:
    void setColour(BoardId board, int colour);
    /** Whose board it is, if that is somebody else than its account. */
    [[nodiscard]] QString otherOwner(const Board &board) const;
    bool saysWhoseItIs(const Board &board);

    Workspace &m_workspace;
    ThemeManager &m_theme;
    QWidget *m_window;
    PullDesk *m_pulls;
};

} // namespace pinweek
