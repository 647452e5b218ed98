// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QSpinBox;

namespace pinweek {

/** Asks by how many days and hours pins are to be moved, forward or back. Deletes itself. */
class ShiftDialog : public QDialog
{
    Q_OBJECT

public:
    ShiftDialog(int pins, QWidget *parent);

signals:
    void shiftWanted(int days, int minutes);

private:
    QSpinBox *m_days;
    QSpinBox *m_hours;
};

} // namespace pinweek
