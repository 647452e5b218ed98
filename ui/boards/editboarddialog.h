// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/board.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace pinweek {

/** Name, description and privacy of a board that is there. It stays open while they are stored, and
 * says why they could not be. */
class EditBoardDialog : public QDialog
{
    Q_OBJECT

public:
    EditBoardDialog(const Board &board, QWidget *parent);
    void setBusy(bool busy);
    void showProblem(const QString &text);

signals:
    /** Save was pressed, and something is different. */
    void changeWanted(const pinweek::BoardChange &change);

private:
    void build();
    void fillPrivacy();
    void check();
    [[nodiscard]] BoardChange change() const;

    Board m_board;
    QLineEdit *m_name;
    QPlainTextEdit *m_description;
    QComboBox *m_privacy;
    QLabel *m_hint;
    QLabel *m_problem;
    QDialogButtonBox *m_buttons;
    QPushButton *m_save;
};

} // namespace pinweek
