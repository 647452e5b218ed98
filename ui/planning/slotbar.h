// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace pinweek {

class ThemeManager;

/** The strip above the calendar while time slots are edited: whose they are, what the mouse does,
 * "How many a day? 3 / 5 / 10", Done. */
class SlotBar : public QWidget
{
    Q_OBJECT

public:
    SlotBar(ThemeManager &theme, QWidget *parent = nullptr);
    /** Empty: the slots are for every board. */
    void setBoardName(const QString &name);

signals:
    void perDayWanted(int slotsADay);
    void doneWanted();

private:
    void applyTheme();

    ThemeManager &m_theme;
    QLabel *m_icon;
    QLabel *m_text;
};

} // namespace pinweek
