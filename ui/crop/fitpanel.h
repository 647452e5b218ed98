// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planner/pinpictures.h"

#include <QHash>
#include <QList>
#include <QRgb>
#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QColor;
class QGridLayout;

namespace pinweek {

/** The choices of what is made of pictures: a shape or none, cropped to it or fitted inside it, and
 * then the background: blurred, or a colour. */
class FitPanel : public QWidget
{
    Q_OBJECT

public:
    enum class Shapes
    {
        Fixed,
        WithFree // a crop of any shape too
    };

    explicit FitPanel(Shapes shapes, QWidget *parent = nullptr);

    /** Colours to offer beside white and black: those that the picture has. */
    void setColours(const QList<QRgb> &colours);
    void showFit(const PictureFit &fit);
    [[nodiscard]] FitWish wish() const;

signals:
    /** By the user; wish() is another. */
    void chosen();

private:
    void buildShapes(Shapes shapes);
    void buildGround();
    void addSwatch(const QString &spoken, std::optional<quint32> colour);
    void choose();
    void showWish();
    void takeColour(const QColor &colour);
    void askColour();

    QButtonGroup *m_shapes;
    QButtonGroup *m_kinds;
    QButtonGroup *m_grounds;
    QWidget *m_ground;
    QGridLayout *m_swatches;
    QHash<QAbstractButton *, std::optional<quint32>> m_colours;
    FitWish m_wish;
};

} // namespace pinweek
