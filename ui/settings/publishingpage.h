// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspage.h"

class QSpinBox;

namespace pinweek {

class Settings;

/** The size of images that are sent. */
class PublishingPage : public SettingsPage
{
    Q_OBJECT

public:
    PublishingPage(Settings &settings, QWidget *parent);

private:
    Settings &m_settings;
    QSpinBox *m_imageTarget;
};

} // namespace pinweek
