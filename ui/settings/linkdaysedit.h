// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace pinweek {

class Settings;

/** Links whose pins keep a number of days of their own: a list that is edited in place, with Add
 * and Remove. What is no web address is left out of the settings. */
class LinkDaysEdit : public QWidget
{
    Q_OBJECT

public:
    explicit LinkDaysEdit(Settings &settings, QWidget *parent = nullptr);

private:
    QTreeWidgetItem *addRow(const QString &link, int days);
    void add();
    void remove();
    void store();

    Settings &m_settings;
    QTreeWidget *m_list;
    QPushButton *m_remove;
};

} // namespace pinweek
