// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/imagepreview.h"

#include "media/thumbnailcache.h"
#include "ui/pins/pinmime.h"
#include "ui/theme/theme.h"
#include "workspace/workspace.h"

#include <QDragEnterEvent>
#include <QPainter>
#include <QPainterPath>

namespace pinweek {

namespace {
constexpr QSize previewSize(120, 180); // px, 2:3
constexpr int markSize = 20;
} // namespace

ImagePreview::ImagePreview(QWidget *parent) : QAbstractButton(parent)
{
    setAcceptDrops(true);
    setFixedSize(previewSize);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setMedia(std::nullopt);
}

void ImagePreview::setUp(Workspace &workspace, ThemeManager &theme)
{
    m_workspace = &workspace;
    m_theme = &theme;
    connect(&workspace.thumbnails(), &ThumbnailCache::ready, this, [this](const QString &sha256) {
        if (m_media && m_media->sha256 == sha256)
            update();
    });
    connect(&theme, &ThemeManager::themeChanged, this, [this] { update(); });
}

void ImagePreview::setMedia(const std::optional<MediaAsset> &media)
{
    m_media = media;
    describe();
    update();
}

void ImagePreview::setPlace(int place, int count, CarouselShape shape)
{
    m_place = place;
    m_count = count;
    m_shape = shape;
    describe();
    update();
}

void ImagePreview::describe()
{
    if (!m_media) {
        setAccessibleName(tr("No image yet. Choose an image"));
        setToolTip(tr("Choose an image, or drop one here"));
        return;
    }
    const QString spoken = tr("Image %1, %2 by %3 pixels")
                               .arg(m_media->fileName)
                               .arg(m_media->size.width())
                               .arg(m_media->size.height());
    setAccessibleName(m_count < fewestPictures
                          ? spoken
                          : tr("%1, picture %2 of %3").arg(spoken).arg(m_place + 1).arg(m_count));
    setToolTip(tr("%1\n%2 × %3 px")
                   .arg(m_media->fileName)
                   .arg(m_media->size.width())
                   .arg(m_media->size.height()));
}

QRect ImagePreview::imageRect() const
{
    if (m_count < fewestPictures || m_shape == CarouselShape::Tall)
        return rect();
    QRect square(0, 0, width(), width());
    square.moveCenter(rect().center());
    return square;
}

/** As Pinterest shows that there are more pictures, and which one this is. */
void ImagePreview::paintDots(QPainter &painter, const QRect &image) const
{
    constexpr int dot = 6;
    constexpr int gap = 4;
    const int width = m_count * dot + (m_count - 1) * gap;
    const QRect ground(image.center().x() - width / 2 - 6, image.bottom() - 17, width + 12, 12);
    const Theme &theme = m_theme->theme();
    QColor shade = theme.surface;
    shade.setAlphaF(theme.highContrast ? 1.0F : 0.85F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(shade);
    painter.drawRoundedRect(ground, 6, 6);
    for (int i = 0; i < m_count; ++i) {
        const int at = layoutDirection() == Qt::RightToLeft ? m_count - 1 - i : i;
        painter.setBrush(i == m_place ? theme.accent : theme.controlEdge);
        painter.drawEllipse(ground.left() + 6 + at * (dot + gap), ground.top() + 3, dot, dot);
    }
}

void ImagePreview::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    setEnabled(!readOnly);
    setAcceptDrops(!readOnly);
    setCursor(readOnly ? Qt::ArrowCursor : Qt::PointingHandCursor);
}

void ImagePreview::setBusy(bool busy)
{
    m_busy = busy;
    update();
}

QSize ImagePreview::sizeHint() const
{
    return previewSize;
}

void ImagePreview::paintEvent(QPaintEvent *)
{
    if (!m_theme)
        return;
    const Theme &theme = m_theme->theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::cardRadius,
                         metrics::cardRadius);
    painter.fillPath(shape, underMouse() && isEnabled() ? theme.hover() : theme.past);

    QImage image;
    bool broken = false;
    if (m_media) {
        const QSize wanted = (QSizeF(imageRect().size()) * devicePixelRatioF()).toSize();
        image = m_workspace->thumbnails().thumbnail(m_media->sha256, m_media->format, wanted);
        broken = m_workspace->thumbnails().isBroken(m_media->sha256);
    }
    if (!image.isNull()) {
        image.setDevicePixelRatio(devicePixelRatioF());
        painter.setClipPath(shape);
        painter.drawImage(imageRect().topLeft(), image);
        if (m_dropping || m_busy)
            painter.fillPath(
                shape, QColor(theme.window.red(), theme.window.green(), theme.window.blue(), 190));
        painter.setClipping(false);
        if (m_count >= fewestPictures) {
            paintDots(painter, imageRect());
            painter.setBrush(Qt::NoBrush); // the frame comes over it
        }
    }
    const bool showHint = image.isNull() || m_dropping || m_busy;
    if (showHint) {
        const bool waiting = m_busy || (m_media && !broken && !m_dropping);
        const QString icon = broken    ? QStringLiteral("image-off")
                             : waiting ? QStringLiteral("loader-circle")
                                       : QStringLiteral("upload");
        const QString words = broken       ? tr("The image file is missing")
                              : m_busy     ? tr("Reading…")
                              : waiting    ? QString()
                              : m_media    ? tr("Drop to replace")
                              : m_dropping ? tr("Drop it here")
                                           : tr("Drop an image\nor click to choose");
        const QColor ink = m_dropping ? theme.accent : broken ? theme.needsYou : theme.secondary;
        const int middle = height() / 2;
        themeIcon(icon, ink).paint(
            &painter, QRect(width() / 2 - markSize / 2, middle - markSize - 4, markSize, markSize));
        painter.setPen(ink);
        painter.setFont(themeFont(TextStyle::Meta));
        painter.drawText(QRect(metrics::space2, middle + 4, width() - 2 * metrics::space2,
                               height() - middle - 8),
                         int(Qt::AlignHCenter | Qt::AlignTop) | Qt::TextWordWrap, words);
    }
    QPen edge(m_dropping       ? theme.accent
              : image.isNull() ? theme.controlEdge
                               : theme.hairline,
              m_dropping ? 2 : 1);
    if (image.isNull() && !m_dropping)
        edge.setStyle(Qt::DashLine);
    painter.setPen(edge);
    painter.drawPath(shape);
    if (hasFocus()) {
        // On a ground of its own: an image can have the frame's colour.
        painter.setPen(QPen(theme.surface, 8));
        painter.drawRoundedRect(rect(), metrics::cardRadius, metrics::cardRadius);
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::cardRadius,
                                metrics::cardRadius);
    }
}

void ImagePreview::dragEnterEvent(QDragEnterEvent *event)
{
    const DroppedContent content = pinmime::decode(event->mimeData(), m_workspace->directory());
    const bool takes = content.kind == DroppedContent::Kind::Files ||
                       content.kind == DroppedContent::Kind::ImageData;
    if (!takes) {
        event->ignore();
        return;
    }
    // A Move would let the other program delete the user's file (interaction.md 8).
    event->setDropAction(Qt::CopyAction);
    event->accept();
    setDropping(true);
}

void ImagePreview::dragMoveEvent(QDragMoveEvent *event)
{
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void ImagePreview::dragLeaveEvent(QDragLeaveEvent *)
{
    setDropping(false);
}

void ImagePreview::dropEvent(QDropEvent *event)
{
    setDropping(false);
    const DroppedContent content = pinmime::decode(event->mimeData(), m_workspace->directory());
    event->setDropAction(Qt::CopyAction);
    event->accept();
    if (content.kind == DroppedContent::Kind::ImageData)
        emit imageDropped(content.image, content.name);
    else if (content.kind == DroppedContent::Kind::Files && content.paths.size() == 1)
        emit fileDropped(content.paths.first());
    else if (content.kind == DroppedContent::Kind::Files)
        emit filesDropped(content.paths);
}

void ImagePreview::setDropping(bool dropping)
{
    if (m_dropping == dropping)
        return;
    m_dropping = dropping;
    update();
}

} // namespace pinweek
