// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspage.h"

class QCheckBox;
class QLabel;
class QSpinBox;

namespace pinweek {

class Settings;

/** How signing in works: the redirect port, and what is asked for. */
class ConnectionPage : public SettingsPage
{
    Q_OBJECT

public:
    ConnectionPage(Settings &settings, QWidget *parent);

private:
    void showRedirect();

    Settings &m_settings;
    QSpinBox *m_port;
    QLabel *m_redirect;
    QCheckBox *m_continuous;
};

} // namespace pinweek
