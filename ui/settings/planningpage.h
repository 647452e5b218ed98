// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspage.h"

class QLabel;
class QSpinBox;
class QTimeEdit;

namespace pinweek {

class Settings;

/** What shapes the times that Pinweek chooses: the cap and the hours of a day, the least gap. */
class PlanningPage : public SettingsPage
{
    Q_OBJECT

public:
    PlanningPage(Settings &settings, QWidget *parent);

private:
    void takeWindow();

    Settings &m_settings;
    QSpinBox *m_dayCap;
    QTimeEdit *m_windowStart;
    QTimeEdit *m_windowEnd;
    QLabel *m_windowProblem;
    QSpinBox *m_gap;
};

} // namespace pinweek
