// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/calendar/plannedghost.h"

#include <QList>
#include <QWidget>

namespace pinweek {

class ThemeManager;

/** The pins that a user is still asked about, as outlined rows above the list: the first few, and
 * how many more. Hidden while there are none. */
class ListGhosts : public QWidget
{
    Q_OBJECT

public:
    ListGhosts(ThemeManager &theme, QWidget *parent);
    void setGhosts(const QList<PlannedGhost> &ghosts);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int lines() const;

    ThemeManager &m_theme;
    QList<PlannedGhost> m_ghosts;
};

} // namespace pinweek
