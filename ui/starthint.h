// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace pinweek {

class ThemeManager;

/** Said once, when the first pins are scheduled and nothing starts Pinweek at login: pins go out
 * while this computer is on. Offers to start it then (design.md section 3). */
class StartHint : public QWidget
{
    Q_OBJECT

public:
    StartHint(ThemeManager &theme, QWidget *parent = nullptr);

    /** Why it could not be done, in place of the hint. */
    void showProblem(const QString &text);

signals:
    void startWanted();
    void dismissed();

private:
    void applyTheme();

    ThemeManager &m_theme;
    QLabel *m_icon;
    QLabel *m_text;
};

} // namespace pinweek
