// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/board.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace pinweek {

/**
 * Asks before a board is deleted, and says what goes with it. One that is at Pinterest has to be
 * named: its pins there can't be brought back by anybody.
 */
class DeleteBoardDialog : public QDialog
{
    Q_OBJECT

public:
    DeleteBoardDialog(const Board &board, const BoardUse &use, QWidget *parent);
    void setBusy(bool busy);
    void showProblem(const QString &text);

signals:
    void deleteWanted();

private:
    void check();

    QString m_boardName;
    QLineEdit *m_name = nullptr; // null: needn't be named
    QLabel *m_problem;
    QDialogButtonBox *m_buttons;
    QPushButton *m_delete;
};

} // namespace pinweek
