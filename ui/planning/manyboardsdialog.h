// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/board.h"
#include "model/boardgroup.h"
#include "planner/planeditor.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace pinweek {

class WhenEdit;
class Workspace;

/**
 * One pin to many boards: which ones (also by a board group, which are made, renamed and deleted
 * here), the first time, the days between, and the dates that follow from it before anything is
 * made.
 */
class ManyBoardsDialog : public QDialog
{
    Q_OBJECT

public:
    ManyBoardsDialog(Workspace &workspace, const Pin &pin, QWidget *parent = nullptr);

    /** What was chosen, in order of time. */
    [[nodiscard]] QList<BoardDate> dates() const;

private:
    void buildBoards(QVBoxLayout *column);
    void buildTimes(QVBoxLayout *column);
    void readGroups();
    void chooseGroup();
    void boardToggled(BoardId board, bool on);
    void filterBoards(const QString &text);
    void showChosen();
    void showDates();
    void saveGroup();
    void renameGroup();
    void removeGroup();
    void groupStored(const Result<BoardGroupId> &stored);
    void askName(const QString &title, const QString &name,
                 const std::function<void(const QString &)> &then);
    [[nodiscard]] std::optional<BoardGroup> currentGroup() const;
    [[nodiscard]] QString boardName(BoardId board) const;

    Workspace &m_workspace;
    Pin m_pin;
    QList<Board> m_boards;
    QList<BoardGroup> m_groups;
    /** In the order in which they were chosen. */
    QList<BoardId> m_chosen;
    QComboBox *m_groupBox;
    QToolButton *m_groupMenu;
    QLineEdit *m_search;
    QListWidget *m_list;
    WhenEdit *m_first;
    QSpinBox *m_days;
    QLabel *m_advice;
    QListWidget *m_dates;
    QLabel *m_problem;
    QPushButton *m_make;
};

} // namespace pinweek
