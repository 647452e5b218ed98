// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/account.h"

#include <QDialog>

#include <memory>

namespace pinweek {

class ThemeManager;
class Workspace;

/**
 * Connects an account, page by page: environment (production, sandbox, custom) → app id and secret
 * with a guide and the exact redirect address to register → wait for the browser (Open again,
 * Cancel) → connected, or what went wrong and what to do. Also takes a ready-made token.
 */
class ConnectDialog : public QDialog
{
    Q_OBJECT

public:
    ConnectDialog(Workspace &workspace, ThemeManager &theme, QWidget *parent = nullptr);
    ~ConnectDialog() override;
    /** Fills in what is known of an account that has to be connected again. */
    void reconnect(const Account &account);

signals:
    void connected(pinweek::AccountId account);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
