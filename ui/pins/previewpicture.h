// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planner/pinpictures.h"

#include <QList>
#include <QWidget>

namespace pinweek {

class ThemeManager;
class Workspace;

/** The picture of a preview, with round corners; of a carousel one after the other, by click, arrow
 * keys and dots. */
class PreviewPicture : public QWidget
{
    Q_OBJECT

public:
    enum class Shape
    {
        Feed,  // what is taller than 2:3 loses its ends
        Whole, // all of it
    };

    /** @param width  px, of every picture; the height follows */
    PreviewPicture(Workspace &workspace, ThemeManager &theme, Shape shape, int width,
                   QWidget *parent);
    void setPictures(const QList<PinPicture> &pictures);
    [[nodiscard]] int place() const { return m_place; }
    void setPlace(int place);
    /** How much of a picture of this size the feed cuts off, 0 to 1. */
    [[nodiscard]] static double cutInFeed(QSize picture);
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void placeChanged(int place);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void paintDots(QPainter &painter) const;
    void describe();

    Workspace &m_workspace;
    ThemeManager &m_theme;
    const Shape m_shape;
    const int m_width;
    QList<PinPicture> m_pictures;
    int m_place = 0;
};

} // namespace pinweek
