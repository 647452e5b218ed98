// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspage.h"

class QCheckBox;
class QLabel;

namespace pinweek {

class Workspace;

/** What Pinweek does with this computer: starts with it, keeps it awake. */
class ComputerPage : public SettingsPage
{
    Q_OBJECT

public:
    ComputerPage(Workspace &workspace, QWidget *parent);

private:
    void setStarts(bool on);

    Workspace &m_workspace;
    QCheckBox *m_starts;
    QLabel *m_problem;
    QCheckBox *m_awake;
    QCheckBox *m_onBattery;
};

} // namespace pinweek
