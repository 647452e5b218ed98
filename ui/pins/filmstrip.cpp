// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/filmstrip.h"

#include "text/videotexts.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>
#include <QTimerEvent>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

namespace pinweek {

namespace {

constexpr int filmHeight = 48; // px
constexpr int overhang = 4;    // of the handle, above and below the film
constexpr int handleWidth = 10;
constexpr int restsAfter = 400; // ms without a key
constexpr int shortStep = 100;  // ms

} // namespace

FilmStrip::FilmStrip(QWidget *parent) : QAbstractSlider(parent), m_frames(frameCount)
{
    setOrientation(Qt::Horizontal);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setObjectName(QStringLiteral("coverFilmStrip"));
    describe();
}

void FilmStrip::setUp(ThemeManager &theme)
{
    m_theme = &theme;
    connect(&theme, &ThemeManager::themeChanged, this, [this] { update(); });
}

void FilmStrip::setLength(std::chrono::milliseconds length)
{
    m_frames = QList<QImage>(frameCount);
    m_byHand = false;
    m_setting = true;
    const int last = int(std::max<qint64>(length.count() - 1, 0));
    setRange(0, last);
    setSingleStep(std::max(shortStep, last / 300));
    setPageStep(std::max(shortStep, last / frameCount));
    m_setting = false;
    update();
}

void FilmStrip::setFrame(int index, const QImage &frame)
{
    if (index < 0 || index >= m_frames.size())
        return;
    m_frames[index] = frame;
    update();
}

bool FilmStrip::isFilled() const
{
    return std::none_of(m_frames.cbegin(), m_frames.cend(),
                        [](const QImage &frame) { return frame.isNull(); });
}

void FilmStrip::setMoment(std::chrono::milliseconds moment)
{
    if (m_byHand)
        return;
    m_setting = true;
    setValue(int(moment.count()));
    m_setting = false;
    describe();
    update();
}

std::chrono::milliseconds FilmStrip::moment() const
{
    return std::chrono::milliseconds(value());
}

QSize FilmStrip::frameBox() const
{
    constexpr int widest = 2; // times its height
    const int height = qRound(filmHeight * devicePixelRatioF());
    return {height * widest, height};
}

QSize FilmStrip::sizeHint() const
{
    return {frameCount * filmHeight * 2 / 3, filmHeight + 2 * overhang};
}

QSize FilmStrip::minimumSizeHint() const
{
    return {120, filmHeight + 2 * overhang};
}

QRect FilmStrip::film() const
{
    return rect().adjusted(0, overhang, 0, -overhang);
}

QRect FilmStrip::track() const
{
    return film().adjusted(handleWidth / 2, 0, -handleWidth / 2, 0);
}

int FilmStrip::handleX() const
{
    const QRect strip = track();
    return strip.left() + QStyle::sliderPositionFromValue(minimum(), maximum(), sliderPosition(),
                                                          strip.width() - 1,
                                                          layoutDirection() == Qt::RightToLeft);
}

void FilmStrip::describe()
{
    //: Of a slider that chooses a frame of a video; both are times such as 0:03.2.
    setAccessibleName(
        tr("Cover frame at %1 of %2")
            .arg(momentText(moment()), lengthText(std::chrono::milliseconds(maximum()))));
    setToolTip(tr("Drag to the frame that shows the video best. Left and Right move it too."));
}

void FilmStrip::sliderChange(SliderChange change)
{
    QAbstractSlider::sliderChange(change);
    if (change == SliderValueChange && !m_setting) {
        m_byHand = true;
        describe();
        emit movedTo(moment());
    }
    update();
}

/** By hand a frame is chosen when the pointer lets go, by keys when they rest. */
void FilmStrip::rest()
{
    if (m_restTimer != 0)
        killTimer(std::exchange(m_restTimer, 0));
    if (std::exchange(m_byHand, false))
        emit chosen(moment());
}

void FilmStrip::moveTo(int x)
{
    const QRect strip = track();
    setSliderPosition(QStyle::sliderValueFromPosition(minimum(), maximum(), x - strip.left(),
                                                      strip.width() - 1,
                                                      layoutDirection() == Qt::RightToLeft));
}

void FilmStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    setSliderDown(true);
    moveTo(event->position().toPoint().x());
}

void FilmStrip::mouseMoveEvent(QMouseEvent *event)
{
    if (isSliderDown())
        moveTo(event->position().toPoint().x());
}

void FilmStrip::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !isSliderDown())
        return;
    setSliderDown(false);
    rest();
}

void FilmStrip::keyPressEvent(QKeyEvent *event)
{
    const int before = value();
    QAbstractSlider::keyPressEvent(event);
    if (value() == before)
        return;
    if (m_restTimer != 0)
        killTimer(m_restTimer);
    m_restTimer = startTimer(restsAfter);
}

/** The composer scrolls under the pointer; no cover is chosen by that. */
void FilmStrip::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

void FilmStrip::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_restTimer)
        rest();
    else
        QAbstractSlider::timerEvent(event);
}

void FilmStrip::focusOutEvent(QFocusEvent *event)
{
    QAbstractSlider::focusOutEvent(event);
    if (!isSliderDown())
        rest();
    update();
}

void FilmStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::EnabledChange)
        setCursor(isEnabled() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (event->type() == QEvent::LayoutDirectionChange)
        update();
    QAbstractSlider::changeEvent(event);
}

void FilmStrip::paintEvent(QPaintEvent *)
{
    if (!m_theme)
        return;
    const Theme &theme = m_theme->theme();
    const bool rightToLeft = layoutDirection() == Qt::RightToLeft;
    const QRect strip = film();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    QPainterPath outline;
    outline.addRoundedRect(strip, metrics::thumbnailRadius, metrics::thumbnailRadius);
    painter.setClipPath(outline);
    painter.fillRect(strip, theme.past);
    for (int i = 0; i < frameCount; ++i) {
        const int left = strip.left() + strip.width() * i / frameCount;
        const int right = strip.left() + strip.width() * (i + 1) / frameCount;
        QRect cell(left, strip.top(), right - left, strip.height());
        if (rightToLeft)
            cell.moveLeft(strip.left() + strip.right() - cell.right());
        const QImage &frame = m_frames.at(i);
        if (frame.isNull())
            continue;
        // The middle of the frame fills its cell.
        const QSizeF part = QSizeF(cell.size()).scaled(frame.size(), Qt::KeepAspectRatio);
        QRectF source({}, part);
        source.moveCenter(QRectF(frame.rect()).center());
        painter.drawImage(QRectF(cell), frame, source);
    }
    painter.setClipping(false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.hairline, 1));
    painter.drawRoundedRect(QRectF(strip).adjusted(0.5, 0.5, -0.5, -0.5), metrics::thumbnailRadius,
                            metrics::thumbnailRadius);
    if (!isEnabled())
        return;
    QRectF handle(0, 0.5, handleWidth, height() - 1);
    handle.moveLeft(handleX() - handleWidth / 2.0);
    // On a ground of its own: a frame can have the handle's colour.
    painter.setPen(QPen(theme.surface, 2));
    painter.setBrush(theme.accent);
    painter.drawRoundedRect(handle.adjusted(1, 1, -1, -1), 4, 4);
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::controlRadius,
                                metrics::controlRadius);
    }
}

} // namespace pinweek
