// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/picturefit.h"
#include "ui/crop/cropframe.h"

#include <QImage>
#include <QPixmap>
#include <QWidget>

class QGestureEvent;

namespace pinweek {

class ThemeManager;

/**
 * A picture with what is made of it, for hands and keys: a crop's frame with handles and thirds, or
 * all of it on its ground; and the focus point. Drag inside moves, handles resize (with the shape
 * kept), the cross is the focus. Wheel, pinch, + and − zoom, 0 shows all; when zoomed a drag
 * outside of the frame moves the view. Arrows move the frame by 1 % of the picture, with Shift
 * 10 %; with Ctrl they make it larger (right, down) and smaller; with Alt they move the focus.
 */
class CropCanvas : public QWidget
{
    Q_OBJECT

public:
    explicit CropCanvas(ThemeManager &theme, QWidget *parent = nullptr);

    /** @param picture  upright, of any size. @param full  px that the whole picture has */
    void setPicture(const QImage &picture, QSize full);
    void setFit(const PictureFit &fit);
    [[nodiscard]] const PictureFit &fit() const { return m_fit; }
    /** Instead of a picture: that it is being read, or why there is none. */
    void setWords(const QString &words);
    [[nodiscard]] const QString &words() const { return m_words; }

    /** 1: all of it is seen. */
    [[nodiscard]] double zoom() const { return m_zoom; }
    void setZoom(double zoom);
    static constexpr double mostZoom = 8;
    static constexpr double zoomStep = 1.25;

    /** Where the frame is now, widget px; the whole picture where there is none. */
    [[nodiscard]] QRectF frameRect() const;
    [[nodiscard]] QPointF focusPoint() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    /** For screen readers: "2:3, 600 by 900 pixels, 10 % from the left, 5 % from the top". */
    [[nodiscard]] QString spoken() const;

signals:
    /** While a hand is at it. */
    void changed(const pinweek::PictureFit &fit);
    /** It let go, or a key was pressed. Edits with the same key, one after the other, are one.
     * @param joinKey  empty: one of its own */
    void edited(const pinweek::PictureFit &fit, const QString &joinKey);
    void zoomChanged();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Hold
    {
        None,
        Frame, // by m_grip
        Focus,
        View
    };

    [[nodiscard]] bool hasFrame() const;
    [[nodiscard]] double ratio() const;
    /** px of the picture: what is to be seen, with the ground around it. */
    [[nodiscard]] QRectF stage() const;
    [[nodiscard]] QRectF framePx() const;
    void setFramePx(const QRectF &frame);
    void moveFrameFrom(const PictureFit &before, const QRectF &frame);
    void setFocusPx(QPointF at);
    [[nodiscard]] QPointF toView(QPointF px) const;
    [[nodiscard]] QRectF toView(const QRectF &px) const;
    [[nodiscard]] QPointF toPicture(QPointF view) const;
    [[nodiscard]] Hold holdAt(QPointF at, cropframe::Grip &grip) const;
    void place();
    void zoomAround(double zoom, QPointF at);
    void showCursor(QPointF at);
    bool moveByKey(const QKeyEvent &key);
    void tellScreenReader();

    void paintPicture(QPainter &painter);
    void paintGround(QPainter &painter);
    void paintFrame(QPainter &painter) const;
    void paintFocus(QPainter &painter) const;

    ThemeManager &m_theme;
    QImage m_picture;
    QSize m_full;
    QString m_words;
    PictureFit m_fit;
    double m_zoom = 1;
    double m_scale = 1; // widget px for a px of the picture
    QPointF m_centre;   // px of the picture in the middle of the view
    QPixmap m_scaled;   // the picture at the scale that is shown
    QPixmap m_blurred;  // the ground
    FitShape m_blurredShape = FitShape::Free;
    Hold m_hold = Hold::None;
    cropframe::Grip m_grip = cropframe::Grip::None;
    QPointF m_heldAt; // widget px
    QRectF m_heldFrame;
    QPointF m_heldCentre;
    PictureFit m_before;
};

} // namespace pinweek
