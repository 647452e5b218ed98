// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspage.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace pinweek {

class Workspace;

/** The daily backups: whether, how many, where. */
class BackupsPage : public SettingsPage
{
    Q_OBJECT

public:
    BackupsPage(Workspace &workspace, QWidget *parent);

private:
    void chooseFolder();
    void setFolder(const QString &folder);
    void showSettings();

    Workspace &m_workspace;
    QCheckBox *m_daily;
    QSpinBox *m_kept;
    QLineEdit *m_folder;
    QLabel *m_problem;
    QLabel *m_last;
};

} // namespace pinweek
