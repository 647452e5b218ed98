// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planner/pinpictures.h"

#include <QAbstractListModel>
#include <QListView>

namespace pinweek {

class ThemeManager;
class Workspace;

/** Pictures as they will be sent, with the title of their pin and their size. F2 or a double click
 * wants one to be edited by itself. */
class FitGrid : public QListView
{
    Q_OBJECT

public:
    FitGrid(Workspace &workspace, ThemeManager &theme, const QList<PinPicture> &pictures,
            QWidget *parent = nullptr);

    [[nodiscard]] const QList<PinPicture> &pictures() const;
    void setFit(int row, const PictureFit &fit);
    void setWish(const FitWish &wish);

signals:
    void editWanted(int row);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    class Model;
    Model *m_model;
};

} // namespace pinweek
