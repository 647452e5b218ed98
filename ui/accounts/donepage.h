// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/account.h"
#include "ui/accounts/connectpage.h"

class QLabel;

namespace pinweek {

class ThemeManager;
class Workspace;

/** The account is connected; its boards arrive. */
class DonePage : public ConnectPage
{
    Q_OBJECT

public:
    DonePage(Workspace &workspace, ThemeManager &theme, QWidget *parent);
    void setAccount(const Account &account, Environment environment);

private:
    /** @param problem  why they could not be read; empty: they were */
    void showBoards(const QString &problem);

    Workspace &m_workspace;
    AccountId m_account;
    QString m_unread; // which sections could not be read, and why
    QLabel *m_text;
    QLabel *m_boards;
};

} // namespace pinweek
