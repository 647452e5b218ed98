// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/account.h"
#include "ui/accounts/connectpage.h"

#include <optional>

class QFormLayout;
class QLabel;
class QRadioButton;

namespace pinweek {

/** Where the pins go: Pinterest, its sandbox, or an address of the user's own. */
class PlacePage : public ConnectPage
{
    Q_OBJECT

public:
    explicit PlacePage(QWidget *parent);
    /** Shows an account's place. */
    void setPlace(Environment environment, const Endpoints &endpoints);
    [[nodiscard]] Environment environment() const;
    /** Reads the page. nullopt: its addresses can't be used, and the page says why. */
    [[nodiscard]] std::optional<Endpoints> takeEndpoints();
    void refresh() override;
    [[nodiscard]] bool isComplete() const override;
    [[nodiscard]] QWidget *firstField() const override;

private:
    QRadioButton *addChoice(const QString &text, const QString &hint, const QString &name);
    void addCustomFields();
    QLineEdit *addAddress(QFormLayout *form, const QString &text, const QString &name);

    QRadioButton *m_production;
    QRadioButton *m_sandbox;
    QRadioButton *m_custom;
    QWidget *m_customFields = nullptr;
    QLineEdit *m_apiBase = nullptr;
    QLineEdit *m_authorizeAddress = nullptr;
    QLineEdit *m_tokenAddress = nullptr;
    QLabel *m_problem;
};

} // namespace pinweek
