// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspage.h"

class QComboBox;
class QFormLayout;
class QSpinBox;

namespace pinweek {

class Settings;

/** The size of images that are sent, and the rule for pins whose time passed while nothing could be
 * published. */
class PublishingPage : public SettingsPage
{
    Q_OBJECT

public:
    PublishingPage(Settings &settings, QWidget *parent);

private:
    void addLateRows(QFormLayout *form);
    void addLostRow(QFormLayout *form);
    void addLinkRow(QFormLayout *form);
    void showLateLimit();

    Settings &m_settings;
    QSpinBox *m_imageTarget;
    QComboBox *m_latePolicy;
    QSpinBox *m_lateHours;
};

} // namespace pinweek
