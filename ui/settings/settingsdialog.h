// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <memory>

namespace pinweek {

class Workspace;

/** Theme, daily window and cap, redirect port, image size, accounts (default board, zone, what is
 * required, disconnect). Takes effect at once. */
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SettingsDialog(Workspace &workspace, QWidget *parent = nullptr);
    ~SettingsDialog() override;

signals:
    void connectWanted();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
