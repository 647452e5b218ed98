// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/accounts/connectpage.h"

namespace pinweek {

/** Takes an access token that was made elsewhere. */
class TokenPage : public ConnectPage
{
    Q_OBJECT

public:
    explicit TokenPage(QWidget *parent);
    [[nodiscard]] QString token() const;
    /** Forgets what was pasted. */
    void clear();
    void refresh() override;
    [[nodiscard]] bool isComplete() const override;
    [[nodiscard]] QWidget *firstField() const override;

private:
    QLineEdit *m_token;
    QPushButton *m_clearClipboard;
};

} // namespace pinweek
