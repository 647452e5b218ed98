// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QRadioButton;

namespace pinweek {

/** Which pins go into a calendar file: those that are shown, or all. */
class CalendarDialog : public QDialog
{
    Q_OBJECT

public:
    /** @param shown  "16 – 22 Nov 2026"; empty where the view shows no range
     *  @param isFiltered  some pins are left out by the filter */
    CalendarDialog(const QString &shown, bool isFiltered, QWidget *parent);

signals:
    void chosen(bool onlyShown);

private:
    QRadioButton *m_shown;
};

} // namespace pinweek
