// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/account.h"
#include "ui/settings/settingspage.h"

class QCheckBox;
class QVBoxLayout;

namespace pinweek {

class Workspace;

/** What nobody promises to work: carousels, and handing pins over to Pinterest, by account. Off
 * unless asked for; handing over is confirmed. */
class ExperimentalPage : public SettingsPage
{
    Q_OBJECT

public:
    ExperimentalPage(Workspace &workspace, QWidget *parent);

private:
    void addHeading(const QString &text, const QString &name);
    void addCarousels();
    void fill();
    void ask(const Account &account, QCheckBox *box);
    void setDelivery(AccountId account, DeliveryMode mode);

    Workspace &m_workspace;
    QCheckBox *m_carousels;
    QWidget *m_list;
    QVBoxLayout *m_rows;
};

} // namespace pinweek
