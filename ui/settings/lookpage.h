// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspage.h"

class QComboBox;

namespace pinweek {

class Settings;

/** The theme. */
class LookPage : public SettingsPage
{
    Q_OBJECT

public:
    LookPage(Settings &settings, QWidget *parent);

private:
    Settings &m_settings;
    QComboBox *m_theme;
};

} // namespace pinweek
