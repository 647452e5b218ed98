// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/board.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace pinweek {

/** Asks for the name and privacy of a new board, or the name of a new section. It stays open until
 * finish() or a problem is cleared up. */
class NewBoardDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Kind
    {
        Board,
        Section
    };
    /** @param where  said under the title: "At Pinterest and here" or the board's name */
    NewBoardDialog(Kind kind, const QString &where, QWidget *parent);
    [[nodiscard]] QString name() const;
    [[nodiscard]] BoardPrivacy privacy() const;
    void setName(const QString &name);
    /** While Pinterest is asked. */
    void setBusy(bool busy);
    void showProblem(const QString &text);

signals:
    /** Create was pressed, with a name of 1 to 180 characters. */
    void createWanted();

private:
    void check();

    QLineEdit *m_name;
    QComboBox *m_privacy;
    QLabel *m_problem;
    QDialogButtonBox *m_buttons;
};

} // namespace pinweek
