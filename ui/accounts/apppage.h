// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/accounts/connectpage.h"

class QCheckBox;
class QSpinBox;

namespace pinweek {

class Settings;

/** The user's app at Pinterest: a guide with the redirect address to register, its id and secret.
 */
class AppPage : public ConnectPage
{
    Q_OBJECT

public:
    AppPage(Settings &settings, QWidget *parent);
    [[nodiscard]] QString appId() const;
    void setAppId(const QString &id);
    [[nodiscard]] QString appSecret() const;
    void setAppSecret(const QString &secret);
    [[nodiscard]] bool includesSecretBoards() const;
    /** Exactly as it has to be registered. */
    [[nodiscard]] QString redirectAddress() const;
    [[nodiscard]] bool isComplete() const override;
    [[nodiscard]] QWidget *firstField() const override;

private:
    void addGuide();
    void addRedirectRow();
    void showRedirect();

    Settings &m_settings;
    QLineEdit *m_redirect = nullptr;
    QSpinBox *m_port = nullptr;
    QLineEdit *m_appId;
    QLineEdit *m_appSecret;
    QCheckBox *m_secretBoards;
};

} // namespace pinweek
