// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspage.h"

class QFormLayout;
class QLabel;
class QSpinBox;
class QTimeEdit;

namespace pinweek {

class Settings;

/** What shapes the times that Pinweek chooses: the cap and the hours of a day, the least gap,
 * the days between pins of one link or image. */
class PlanningPage : public SettingsPage
{
    Q_OBJECT

public:
    PlanningPage(Settings &settings, QWidget *parent);

private:
    void takeWindow();
    QSpinBox *addDays(QFormLayout *form, const char *name, const QString &label,
                      const QString &hint, int days);

    Settings &m_settings;
    QSpinBox *m_dayCap;
    QTimeEdit *m_windowStart;
    QTimeEdit *m_windowEnd;
    QLabel *m_windowProblem;
    QSpinBox *m_gap;
    QSpinBox *m_sameLink;
    QSpinBox *m_sameImage;
};

} // namespace pinweek
