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
    if (media) {
        setAccessibleName(tr("Image %1, %2 by %3 pixels")
                              .arg(media->fileName)
                              .arg(media->size.width())
                              .arg(media->size.height()));
        setToolTip(tr("%1\n%2 × %3 px")
                       .arg(media->fileName)
                       .arg(media->size.width())
                       .arg(media->size.height()));
    } else {
        setAccessibleName(tr("No image yet. Choose an image"));
        setToolTip(tr("Choose an image, or drop one here"));
    }
    update();
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
        const QSize wanted = (QSizeF(size()) * devicePixelRatioF()).toSize();
        image = m_workspace->thumbnails().thumbnail(m_media->sha256, m_media->format, wanted);
        broken = m_workspace->thumbnails().isBroken(m_media->sha256);
    }
    if (!image.isNull()) {
        image.setDevicePixelRatio(devicePixelRatioF());
        painter.setClipPath(shape);
        painter.drawImage(QPointF(0, 0), image);
        if (m_dropping || m_busy)
            painter.fillPath(
                shape, QColor(theme.window.red(), theme.window.green(), theme.window.blue(), 190));
        painter.setClipping(false);
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
        emit refused(tr("A pin has one image: drop a single file here."));
}

void ImagePreview::setDropping(bool dropping)
{
    if (m_dropping == dropping)
        return;
    m_dropping = dropping;
    update();
}

} // namespace pinweek
