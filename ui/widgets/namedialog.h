// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace pinweek {

/** Asks for one name. It stays open while the name is stored, and says why it could not be. */
class NameDialog : public QDialog
{
    Q_OBJECT

public:
    /** What it says, in the user's language. */
    struct Words
    {
        QString title;
        QString button;
        QString hint; // under the field; may be empty
    };
    /** @param longest  code points */
    NameDialog(const Words &words, int longest, QWidget *parent);
    [[nodiscard]] QString name() const;
    /** Selected, so that typing replaces it. */
    void setName(const QString &name);
    void setBusy(bool busy);
    void showProblem(const QString &text);

signals:
    /** The button was pressed with a name of 1 to `longest` characters. */
    void nameWanted(const QString &name);

private:
    void check();

    int m_longest;
    QLineEdit *m_name;
    QLabel *m_problem;
    QDialogButtonBox *m_buttons;
    QPushButton *m_accept;
};

} // namespace pinweek
