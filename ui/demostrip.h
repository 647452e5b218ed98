// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace pinweek {

class ThemeManager;

/** The strip that stays above a demo: nothing reaches Pinterest; "Start my own" and "Reset"
 * (interaction.md 13). */
class DemoStrip : public QWidget
{
    Q_OBJECT

public:
    DemoStrip(ThemeManager &theme, QWidget *parent = nullptr);

signals:
    void startOwnWanted();
    void resetWanted();

private:
    void applyTheme();

    ThemeManager &m_theme;
    QLabel *m_icon;
};

} // namespace pinweek
