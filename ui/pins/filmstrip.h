// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSlider>
#include <QImage>
#include <QList>

#include <chrono>

namespace pinweek {

class ThemeManager;

/**
 * Frames of a video in a row, with a handle at the one that is chosen. Its value is a moment in ms.
 * A drag, Left and Right, Page Up and Down, Home and End move it; chosen() comes when that rests.
 */
class FilmStrip : public QAbstractSlider
{
    Q_OBJECT

public:
    static constexpr int frameCount = 9;

    explicit FilmStrip(QWidget *parent = nullptr);
    void setUp(ThemeManager &theme);
    /** Forgets the frames of the one before. */
    void setLength(std::chrono::milliseconds length);
    void setFrame(int index, const QImage &frame);
    /** All frames are there. */
    [[nodiscard]] bool isFilled() const;
    /** Moves the handle without saying so; not while a hand moves it. */
    void setMoment(std::chrono::milliseconds moment);
    [[nodiscard]] std::chrono::milliseconds moment() const;
    /** The largest that a frame is drawn, device px. */
    [[nodiscard]] QSize frameBox() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /** A person moves it; chosen() will follow. */
    void movedTo(std::chrono::milliseconds moment);
    void chosen(std::chrono::milliseconds moment);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void sliderChange(SliderChange change) override;
    void timerEvent(QTimerEvent *event) override;

private:
    void moveTo(int x);
    void rest();
    void describe();
    [[nodiscard]] QRect film() const;
    /** Where the middle of the handle can be. */
    [[nodiscard]] QRect track() const;
    [[nodiscard]] int handleX() const;

    ThemeManager *m_theme = nullptr;
    QList<QImage> m_frames;
    bool m_byHand = false;  // not set by the program
    bool m_setting = false; // set by the program just now
    int m_restTimer = 0;
};

} // namespace pinweek
