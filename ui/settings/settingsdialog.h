// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QListWidget;
class QStackedWidget;

namespace pinweek {

class SettingsPage;
class Workspace;

/** Theme, daily window and cap, redirect port, image size, accounts (default board, zone, what is
 * required, disconnect). Takes effect at once. */
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SettingsDialog(Workspace &workspace, QWidget *parent = nullptr);
    /** Turns to its page, and gives it the focus. */
    void showControl(const QString &objectName);

signals:
    void connectWanted();

private:
    void addPages(Workspace &workspace);
    void addPage(SettingsPage *page);

    QListWidget *m_sections;
    QStackedWidget *m_pages;
};

} // namespace pinweek
