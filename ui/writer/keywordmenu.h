// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QStringList>

namespace pinweek {

/** Keywords to choose from. Each is taken out of the menu when it is chosen by a click, which stays
 * open for more; Enter chooses one and closes it. Main thread. */
class KeywordMenu : public QMenu
{
    Q_OBJECT

public:
    KeywordMenu(const QStringList &keywords, QWidget *parent);

signals:
    void chosen(const QString &keyword);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
};

} // namespace pinweek
