// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planner/pinpictures.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace pinweek {

class FitGrid;
class FitPanel;
class ThemeManager;
class Workspace;

/**
 * Many pictures brought to one shape at once, each around its own focus, and what becomes of each
 * before anything is changed; one can be edited by itself. Accepted, fits() says what is wished.
 */
class FitManyDialog : public QDialog
{
    Q_OBJECT

public:
    /** @param pictures  those that can be changed; `left` pins of the selection can't be any more
     */
    FitManyDialog(Workspace &workspace, ThemeManager &theme, const QList<PinPicture> &pictures,
                  int left, QWidget *parent = nullptr);

    [[nodiscard]] QList<PlacedFit> fits() const;

private:
    void editOne(int row);
    void showState();

    Workspace &m_workspace;
    ThemeManager &m_theme;
    QList<PinPicture> m_before;
    FitPanel *m_panel;
    FitGrid *m_grid;
    QLabel *m_small;
    QPushButton *m_apply;
};

} // namespace pinweek
