// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/account.h"
#include "model/pin.h"
#include "ui/settings/settingspage.h"

#include <functional>

namespace pinweek {

class Workspace;

/** The accounts: default board, zone, what is required, disconnect. */
class AccountsPage : public SettingsPage
{
    Q_OBJECT

public:
    AccountsPage(Workspace &workspace, QWidget *parent);

signals:
    void connectWanted();

private:
    void fillAccounts();
    void addTarget(const QList<Account> &accounts);
    QWidget *accountWidget(const Account &account);
    void addPause(QVBoxLayout *layout, const Account &account);
    void addAccountFields(QFormLayout *form, const Account &account);
    void addDelivery(QFormLayout *form, const Account &account);
    void addLimits(QFormLayout *form, const Account &account);
    void setDelivery(AccountId id, DeliveryMode mode);
    void saveAccount(AccountId id, std::function<void(Account &)> adjust);
    void showProblem(const QString &title, const Error &problem);
    void changeZone(AccountId id, const QByteArray &zone);
    void askAboutPins(const QByteArray &zone, const QList<Pin> &pins);
    void disconnectAccount(const Account &account);
    [[nodiscard]] QList<Pin> plannedPins(AccountId id, const QByteArray &otherThan) const;

    Workspace &m_workspace;
    QWidget *m_list;
    QVBoxLayout *m_layout;
};

} // namespace pinweek
