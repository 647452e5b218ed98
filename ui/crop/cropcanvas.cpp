// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/crop/cropcanvas.h"

#include "media/fittedpicture.h"
#include "ui/theme/theme.h"

#include <QAccessibleWidget>
#include <QGestureEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPinchGesture>

#include <algorithm>
#include <cmath>

namespace pinweek {

namespace {

using cropframe::Grip;

constexpr int margin = 24;          // px around what is shown
constexpr double reach = 12;        // px from an edge or the focus that still takes it
constexpr double focusRadius = 11;  // px
constexpr double handleLength = 18; // px
constexpr int mostKept = 4096;      // px of a scaled picture that is kept
constexpr int groundSide = 400;     // px of a blurred ground while it is looked at
constexpr double keyStep = 0.01;    // of the picture's side
constexpr double keyLeap = 0.1;

/** What a screen reader hears of it. */
class CropCanvasAccessible : public QAccessibleWidget
{
public:
    explicit CropCanvasAccessible(CropCanvas *canvas)
        : QAccessibleWidget(canvas, QAccessible::Graphic)
    {
    }

    [[nodiscard]] QString text(QAccessible::Text what) const override
    {
        if (what == QAccessible::Value)
            return static_cast<CropCanvas *>(widget())->spoken();
        return QAccessibleWidget::text(what);
    }
};

QAccessibleInterface *makeAccessible(const QString &, QObject *object)
{
    auto *canvas = qobject_cast<CropCanvas *>(object);
    return canvas ? new CropCanvasAccessible(canvas) : nullptr;
}

Qt::CursorShape cursorOf(Grip grip)
{
    switch (grip) {
    case Grip::Left:
    case Grip::Right:
        return Qt::SizeHorCursor;
    case Grip::Top:
    case Grip::Bottom:
        return Qt::SizeVerCursor;
    case Grip::TopLeft:
    case Grip::BottomRight:
        return Qt::SizeFDiagCursor;
    case Grip::TopRight:
    case Grip::BottomLeft:
        return Qt::SizeBDiagCursor;
    case Grip::Inside:
        return Qt::SizeAllCursor;
    case Grip::None:
        break;
    }
    return Qt::ArrowCursor;
}

int percent(double part)
{
    return int(std::lround(part * 100));
}

} // namespace

CropCanvas::CropCanvas(ThemeManager &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    static const bool installed = (QAccessible::installFactory(makeAccessible), true);
    Q_UNUSED(installed)
    setObjectName(QStringLiteral("cropCanvas"));
    setAccessibleName(tr("Picture"));
    setAccessibleDescription(
        tr("Arrows move the frame, with Shift farther; with Ctrl they make it larger or smaller; "
           "with Alt they move the focus point. Plus and minus zoom."));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    grabGesture(Qt::PinchGesture);
    connect(&theme, &ThemeManager::themeChanged, this, [this] { update(); });
}

QSize CropCanvas::sizeHint() const
{
    return {560, 560};
}

QSize CropCanvas::minimumSizeHint() const
{
    return {240, 240};
}

void CropCanvas::setPicture(const QImage &picture, QSize full)
{
    m_picture = picture;
    m_full = full;
    m_words.clear();
    m_scaled = {};
    m_blurred = {};
    m_centre = stage().center();
    place();
}

void CropCanvas::setWords(const QString &words)
{
    m_words = words;
    update();
}

void CropCanvas::setFit(const PictureFit &fit)
{
    const QRectF before = stage();
    m_fit = fit;
    if (stage() != before)
        m_centre = stage().center();
    place();
    tellScreenReader();
}

void CropCanvas::tellScreenReader()
{
    if (!QAccessible::isActive())
        return;
    QAccessibleValueChangeEvent news(this, spoken());
    QAccessible::updateAccessibility(&news);
}

QString CropCanvas::spoken() const
{
    const QSize size = fittedSize(m_fit, m_full);
    const QString pixels = tr("%1 by %2 pixels").arg(size.width()).arg(size.height());
    switch (m_fit.kind) {
    case FitKind::Original:
        //: %1 is "600 by 900 pixels"
        return tr("as it is, %1").arg(pixels);
    case FitKind::Pad:
        return tr("all of it in %1, %2").arg(fitShapeName(m_fit.shape), pixels);
    case FitKind::Crop:
        break;
    }
    const QString where = tr("%1 % from the left, %2 % from the top")
                              .arg(percent(m_fit.part.x()))
                              .arg(percent(m_fit.part.y()));
    if (m_fit.shape == FitShape::Free)
        return tr("cropped freely, %1, %2").arg(pixels, where);
    return tr("cropped to %1, %2, %3").arg(fitShapeName(m_fit.shape), pixels, where);
}

// --- where things are

bool CropCanvas::hasFrame() const
{
    return m_fit.kind == FitKind::Crop && !m_picture.isNull();
}

double CropCanvas::ratio() const
{
    return fitRatio(m_fit.shape);
}

QRectF CropCanvas::stage() const
{
    const QRectF picture({}, m_full);
    if (m_fit.kind != FitKind::Pad || m_full.isEmpty())
        return picture;
    const double wanted = ratio();
    QRectF ground = picture;
    if (picture.width() / picture.height() > wanted)
        ground.setHeight(picture.width() / wanted);
    else
        ground.setWidth(picture.height() * wanted);
    ground.moveCenter(picture.center());
    return ground;
}

QRectF CropCanvas::framePx() const
{
    return croppedRect(m_fit, m_full).toRectF();
}

void CropCanvas::setFramePx(const QRectF &frame)
{
    PictureFit fit = m_fit;
    fit.part = QRectF(frame.x() / m_full.width(), frame.y() / m_full.height(),
                      frame.width() / m_full.width(), frame.height() / m_full.height());
    m_fit = settledFit(fit);
    update();
    tellScreenReader();
}

/** A focus in the middle goes along with the frame; any other stays, as far as it is in it. */
void CropCanvas::moveFrameFrom(const PictureFit &before, const QRectF &frame)
{
    const QPointF off = before.focus - before.part.center();
    const bool isMiddle =
        std::abs(off.x()) * m_full.width() < 2 && std::abs(off.y()) * m_full.height() < 2;
    setFramePx(frame);
    const QRectF &part = m_fit.part;
    if (isMiddle)
        m_fit.focus = part.center();
    else
        m_fit.focus = {std::clamp(before.focus.x(), part.left(), part.right()),
                       std::clamp(before.focus.y(), part.top(), part.bottom())};
    m_fit = settledFit(m_fit);
}

void CropCanvas::setFocusPx(QPointF at)
{
    PictureFit fit = m_fit;
    fit.focus = {std::clamp(at.x() / m_full.width(), 0.0, 1.0),
                 std::clamp(at.y() / m_full.height(), 0.0, 1.0)};
    m_fit = settledFit(fit);
    if (hasFrame()) {
        const QPointF middle(m_fit.focus.x() * m_full.width(), m_fit.focus.y() * m_full.height());
        setFramePx(cropframe::centred(framePx(), middle, m_full));
    }
    update();
}

QPointF CropCanvas::toView(QPointF px) const
{
    return (px - m_centre) * m_scale + QPointF(width() / 2.0, height() / 2.0);
}

QRectF CropCanvas::toView(const QRectF &px) const
{
    return {toView(px.topLeft()), px.size() * m_scale};
}

QPointF CropCanvas::toPicture(QPointF view) const
{
    return (view - QPointF(width() / 2.0, height() / 2.0)) / m_scale + m_centre;
}

QRectF CropCanvas::frameRect() const
{
    return toView(framePx());
}

QPointF CropCanvas::focusPoint() const
{
    return toView(QPointF(m_fit.focus.x() * m_full.width(), m_fit.focus.y() * m_full.height()));
}

/** Works out the scale, and keeps the picture in the view. */
void CropCanvas::place()
{
    const QRectF shown = stage();
    if (shown.isEmpty())
        return;
    const double across = std::max(1, width() - 2 * margin) / shown.width();
    const double down = std::max(1, height() - 2 * margin) / shown.height();
    m_scale = std::min(across, down) * m_zoom;
    const auto kept = [this](double at, double begin, double end, int view) {
        const double half = (view / 2.0 - margin) / m_scale;
        return end - begin <= 2 * half ? (begin + end) / 2
                                       : std::clamp(at, begin + half, end - half);
    };
    m_centre = {kept(m_centre.x(), shown.left(), shown.right(), width()),
                kept(m_centre.y(), shown.top(), shown.bottom(), height())};
    update();
}

void CropCanvas::setZoom(double zoom)
{
    zoomAround(zoom, QPointF(width() / 2.0, height() / 2.0));
}

void CropCanvas::zoomAround(double zoom, QPointF at)
{
    zoom = std::clamp(zoom, 1.0, mostZoom);
    if (m_picture.isNull() || qFuzzyCompare(zoom, m_zoom))
        return;
    const QPointF under = toPicture(at);
    m_zoom = zoom;
    place();
    m_centre += under - toPicture(at);
    place();
    emit zoomChanged();
}

void CropCanvas::resizeEvent(QResizeEvent *)
{
    place();
}

// --- hands

CropCanvas::Hold CropCanvas::holdAt(QPointF at, Grip &grip) const
{
    grip = Grip::None;
    if (m_picture.isNull())
        return Hold::None;
    const QPointF toFocus = focusPoint() - at;
    if (m_fit.kind != FitKind::Pad && std::hypot(toFocus.x(), toFocus.y()) <= reach)
        return Hold::Focus;
    if (hasFrame())
        grip = cropframe::gripAt(frameRect(), at, reach);
    if (grip != Grip::None)
        return Hold::Frame;
    return m_zoom > 1 ? Hold::View : Hold::None;
}

void CropCanvas::showCursor(QPointF at)
{
    Grip grip = Grip::None;
    switch (holdAt(at, grip)) {
    case Hold::Frame:
        setCursor(cursorOf(grip));
        break;
    case Hold::Focus:
        setCursor(Qt::CrossCursor);
        break;
    case Hold::View:
        setCursor(m_hold == Hold::View ? Qt::ClosedHandCursor : Qt::OpenHandCursor);
        break;
    case Hold::None:
        unsetCursor();
        break;
    }
}

void CropCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::MiddleButton && m_zoom > 1)
        m_hold = Hold::View;
    else if (event->button() == Qt::LeftButton)
        m_hold = holdAt(event->position(), m_grip);
    m_heldAt = event->position();
    m_heldFrame = framePx();
    m_heldCentre = m_centre;
    m_before = m_fit;
    showCursor(event->position());
    update();
}

void CropCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF by = (event->position() - m_heldAt) / m_scale;
    switch (m_hold) {
    case Hold::Frame:
        moveFrameFrom(m_before, cropframe::resized(m_heldFrame, m_grip, by, ratio(), m_full));
        emit changed(m_fit);
        return;
    case Hold::Focus:
        setFocusPx(toPicture(event->position()));
        emit changed(m_fit);
        return;
    case Hold::View:
        m_centre = m_heldCentre - by;
        place();
        return;
    case Hold::None:
        showCursor(event->position());
        return;
    }
}

void CropCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    const bool isEdit = m_hold == Hold::Frame || m_hold == Hold::Focus;
    m_hold = Hold::None;
    showCursor(event->position());
    update();
    if (isEdit && m_fit != m_before)
        emit edited(m_fit, {});
}

void CropCanvas::wheelEvent(QWheelEvent *event)
{
    const int turned = event->angleDelta().y();
    if (turned != 0)
        zoomAround(m_zoom * std::pow(zoomStep, turned / 120.0), event->position());
    event->accept();
}

bool CropCanvas::event(QEvent *event)
{
    if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomAround(m_zoom * (1 + gesture->value()), gesture->position());
            return true;
        }
    }
    if (event->type() == QEvent::Gesture) {
        auto *gestures = static_cast<QGestureEvent *>(event);
        if (auto *pinch = static_cast<QPinchGesture *>(gestures->gesture(Qt::PinchGesture))) {
            zoomAround(m_zoom * pinch->scaleFactor(), mapFromGlobal(pinch->centerPoint()));
            gestures->accept(pinch);
            return true;
        }
    }
    return QWidget::event(event);
}

// --- keys

bool CropCanvas::moveByKey(const QKeyEvent &key)
{
    const bool isFar = key.modifiers().testFlag(Qt::ShiftModifier);
    const double step = isFar ? keyLeap : keyStep;
    QPointF way;
    switch (key.key()) {
    case Qt::Key_Left:
        way = {-step, 0};
        break;
    case Qt::Key_Right:
        way = {step, 0};
        break;
    case Qt::Key_Up:
        way = {0, -step};
        break;
    case Qt::Key_Down:
        way = {0, step};
        break;
    default:
        return false;
    }
    const PictureFit before = m_fit;
    QString joinKey;
    if (key.modifiers().testFlag(Qt::AltModifier) && m_fit.kind != FitKind::Pad) {
        joinKey = QStringLiteral("focus");
        setFocusPx({(m_fit.focus.x() + way.x()) * m_full.width(),
                    (m_fit.focus.y() + way.y()) * m_full.height()});
    } else if (!hasFrame()) {
        return false;
    } else if (key.modifiers().testFlag(Qt::ControlModifier)) {
        joinKey = QStringLiteral("size");
        moveFrameFrom(before, cropframe::grown(framePx(), {way.x(), way.y()}, ratio(), m_full));
    } else {
        joinKey = QStringLiteral("move");
        moveFrameFrom(
            before, cropframe::moved(
                        framePx(), {way.x() * m_full.width(), way.y() * m_full.height()}, m_full));
    }
    if (m_fit != before)
        emit edited(m_fit, joinKey);
    return true;
}

void CropCanvas::keyPressEvent(QKeyEvent *event)
{
    if (m_picture.isNull() || moveByKey(*event))
        return;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        setZoom(m_zoom * zoomStep);
        return;
    case Qt::Key_Minus:
        setZoom(m_zoom / zoomStep);
        return;
    case Qt::Key_0:
        setZoom(1);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

// --- painting

void CropCanvas::paintPicture(QPainter &painter)
{
    const QRectF place = toView(QRectF({}, m_full));
    const qreal fine = devicePixelRatioF();
    const QSize wanted = (place.size() * fine).toSize();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (std::max(wanted.width(), wanted.height()) > mostKept ||
        wanted.width() > m_picture.width()) {
        painter.drawImage(place, m_picture);
        return;
    }
    if (m_scaled.size() != wanted)
        m_scaled = QPixmap::fromImage(
            m_picture.scaled(wanted, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    painter.drawPixmap(place, m_scaled, QRectF(m_scaled.rect()));
}

void CropCanvas::paintGround(QPainter &painter)
{
    const QRectF ground = toView(stage());
    if (!m_fit.blurred) {
        painter.fillRect(ground, QColor::fromRgb(m_fit.colour));
        return;
    }
    if (m_blurred.isNull() || m_blurredShape != m_fit.shape) {
        const QSize size =
            stage().size().scaled(groundSide, groundSide, Qt::KeepAspectRatio).toSize();
        m_blurred = QPixmap::fromImage(
            blurredGround(m_picture.scaled(groundSide, groundSide, Qt::KeepAspectRatio), size));
        m_blurredShape = m_fit.shape;
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(ground, m_blurred, QRectF(m_blurred.rect()));
}

void CropCanvas::paintFrame(QPainter &painter) const
{
    const QRectF frame = frameRect();
    QPainterPath outside;
    outside.addRect(toView(QRectF({}, m_full)));
    QPainterPath inside;
    inside.addRect(frame);
    painter.fillPath(outside - inside, QColor(0, 0, 0, m_theme.theme().highContrast ? 200 : 140));
    painter.setBrush(Qt::NoBrush);
    const auto line = [&painter](QPointF from, QPointF to) { painter.drawLine(from, to); };
    painter.setPen(QPen(QColor(255, 255, 255, 120), 1));
    for (int i = 1; i < 3; ++i) {
        const QPointF at = frame.topLeft() + QPointF(frame.width(), frame.height()) * i / 3;
        line({at.x(), frame.top()}, {at.x(), frame.bottom()});
        line({frame.left(), at.y()}, {frame.right(), at.y()});
    }
    // White on a dark edge is seen on any picture.
    painter.setPen(QPen(QColor(0, 0, 0, 160), 3));
    painter.drawRect(frame);
    painter.setPen(QPen(Qt::white, 1));
    painter.drawRect(frame);

    const double across = std::min(handleLength, frame.width() / 3);
    const double down = std::min(handleLength, frame.height() / 3);
    QPainterPath handles;
    for (const int x : {0, 1}) {
        for (const int y : {0, 1}) {
            const QPointF corner(x ? frame.right() : frame.left(),
                                 y ? frame.bottom() : frame.top());
            handles.moveTo(corner + QPointF(x ? -across : across, 0));
            handles.lineTo(corner);
            handles.lineTo(corner + QPointF(0, y ? -down : down));
        }
        handles.moveTo(x ? frame.right() : frame.left(), frame.center().y() - down / 2);
        handles.lineTo(x ? frame.right() : frame.left(), frame.center().y() + down / 2);
        handles.moveTo(frame.center().x() - across / 2, x ? frame.bottom() : frame.top());
        handles.lineTo(frame.center().x() + across / 2, x ? frame.bottom() : frame.top());
    }
    painter.setPen(QPen(QColor(0, 0, 0, 160), 6, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawPath(handles);
    painter.setPen(QPen(Qt::white, 4, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawPath(handles);
}

void CropCanvas::paintFocus(QPainter &painter) const
{
    const QPointF at = focusPoint();
    const auto mark = [&](const QColor &colour, double width) {
        painter.setPen(QPen(colour, width));
        painter.drawEllipse(at, focusRadius, focusRadius);
        painter.drawLine(at - QPointF(4, 0), at + QPointF(4, 0));
        painter.drawLine(at - QPointF(0, 4), at + QPointF(0, 4));
    };
    painter.setBrush(QColor(0, 0, 0, m_hold == Hold::Focus ? 120 : 60));
    mark(QColor(0, 0, 0, 180), 4);
    painter.setBrush(Qt::NoBrush);
    mark(Qt::white, 2);
}

void CropCanvas::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_theme.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::cardRadius,
                         metrics::cardRadius);
    painter.fillPath(shape, theme.past);
    painter.save();
    painter.setClipPath(shape);
    if (m_picture.isNull()) {
        painter.setPen(theme.secondary);
        painter.setFont(themeFont(TextStyle::Body));
        painter.drawText(rect().adjusted(margin, margin, -margin, -margin),
                         int(Qt::AlignCenter) | Qt::TextWordWrap, m_words);
    } else {
        if (m_fit.kind == FitKind::Pad)
            paintGround(painter);
        paintPicture(painter);
        if (m_fit.kind == FitKind::Pad && theme.past == QColor::fromRgb(m_fit.colour)) {
            painter.setPen(theme.hairline);
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(toView(stage()));
        }
        if (hasFrame())
            paintFrame(painter);
        if (m_fit.kind != FitKind::Pad)
            paintFocus(painter);
    }
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(hasFocus() ? QPen(theme.accent, 2) : QPen(theme.hairline, 1));
    const double inset = hasFocus() ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset),
                            metrics::cardRadius, metrics::cardRadius);
}

} // namespace pinweek
