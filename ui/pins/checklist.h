// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planner/readiness.h"

#include <QWidget>

class QGridLayout;

namespace pinweek {

class ThemeManager;

/** What the checks found, a line each: errors first, then hints, told apart by icon and word (for
 * screen readers), not by colour alone; with a button where one click mends it. */
class CheckList : public QWidget
{
    Q_OBJECT

public:
    explicit CheckList(QWidget *parent = nullptr);
    void setUp(ThemeManager &theme);
    void setChecks(const QList<PinCheck> &checks);

signals:
    /** One click that does what mendText() says. */
    void mendWanted(pinweek::PinCheck check);

private:
    void rebuild();
    void addMend(PinCheck check, int row);

    ThemeManager *m_theme = nullptr;
    QList<PinCheck> m_checks;
    QGridLayout *m_layout;
};

} // namespace pinweek
