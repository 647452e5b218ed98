// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/imagepreview.h"

#include "media/thumbnail.h"
#include "media/thumbnailcache.h"
#include "text/texts.h"
#include "text/videotexts.h"
#include "ui/pins/pinmime.h"
#include "ui/theme/theme.h"
#include "ui/widgets/playmark.h"
#include "workspace/workspace.h"

#include <QContextMenuEvent>
#include <QDragEnterEvent>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QToolButton>

namespace pinweek {

namespace {
constexpr QSize previewSize(120, 180); // px, 2:3
constexpr int markSize = 20;
constexpr int cropSide = 30;
} // namespace

ImagePreview::ImagePreview(QWidget *parent) : QAbstractButton(parent), m_crop(new QToolButton(this))
{
    m_crop->setObjectName(QStringLiteral("cropToolButton"));
    m_crop->setIcon(themeIcon(QStringLiteral("crop")));
    m_crop->setAccessibleName(tr("Crop the image"));
    m_crop->setToolTip(tr("Crop, or fit into a shape (Ctrl+K)"));
    m_crop->setCursor(Qt::ArrowCursor);
    m_crop->resize(cropSide, cropSide);
    connect(m_crop, &QToolButton::clicked, this, &ImagePreview::cropWanted);
    connect(this, &QAbstractButton::clicked, this,
            [this] { emit(m_video ? playWanted() : replaceWanted()); });
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

void ImagePreview::setMedia(const std::optional<MediaAsset> &media, const PictureFit &fit)
{
    m_media = media;
    m_video.reset();
    m_look = {};
    m_fit = fit;
    describe();
    showCropButton();
    update();
}

void ImagePreview::setVideo(const MediaAsset &video, const std::optional<MediaAsset> &cover)
{
    setMedia(cover);
    m_video = video;
    describe();
    showCropButton();
}

void ImagePreview::setLook(const QImage &frame)
{
    m_look = m_video ? frame : QImage();
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
    if (m_video) {
        setAccessibleName(tr("Play %1, %2, %3 by %4 pixels")
                              .arg(m_video->fileName, spokenVideo(m_video))
                              .arg(m_video->size.width())
                              .arg(m_video->size.height()));
        setToolTip(tr("Play “%1”").arg(m_video->fileName) + QLatin1Char('\n') +
                   videoFactsText(*m_video));
        return;
    }
    if (!m_media) {
        setAccessibleName(tr("No image yet. Choose an image or a video"));
        setToolTip(tr("Choose an image or a video, or drop one here"));
        return;
    }
    const QSize size = fittedSize(m_fit, m_media->size);
    QString spoken =
        tr("Image %1, %2 by %3 pixels").arg(m_media->fileName).arg(size.width()).arg(size.height());
    if (const QString fit = fitText(m_fit); !fit.isEmpty())
        spoken += QStringLiteral(", ") + fit;
    setAccessibleName(m_count < fewestPictures
                          ? spoken
                          : tr("%1, picture %2 of %3").arg(spoken).arg(m_place + 1).arg(m_count));
    setToolTip(tr("%1\n%2 × %3 px").arg(m_media->fileName).arg(size.width()).arg(size.height()));
}

QRect ImagePreview::imageRect() const
{
    const bool isOne = m_count < fewestPictures;
    if (m_video && !m_video->size.isEmpty()) { // whole, as it is played
        QRect frame({},
                    m_video->size.scaled(rect().size(), Qt::KeepAspectRatio).expandedTo({1, 1}));
        frame.moveCenter(rect().center());
        return frame;
    }
    if (isOne && (!m_media || !m_fit.changes()))
        return rect();
    const QSize shape = !isOne                    ? QSize(2, 2)
                        : m_media->size.isEmpty() ? rect().size()
                                                  : fittedSize(m_fit, m_media->size);
    if (!isOne && m_shape == CarouselShape::Tall)
        return rect();
    QRect image({}, shape.scaled(rect().size(), Qt::KeepAspectRatio).expandedTo({1, 1}));
    image.moveCenter(rect().center());
    return image;
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
    showCropButton();
}

void ImagePreview::showCropButton()
{
    const bool isRight = layoutDirection() == Qt::LeftToRight;
    m_crop->move(isRight ? width() - cropSide - metrics::space1 : metrics::space1, metrics::space1);
    m_crop->setVisible(m_media && !m_video && !m_readOnly);
}

void ImagePreview::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LayoutDirectionChange)
        showCropButton();
    QAbstractButton::changeEvent(event);
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
        image =
            m_workspace->thumbnails().thumbnail(m_media->sha256, m_media->format, wanted, 0, m_fit);
        broken = m_workspace->thumbnails().isBroken(m_media->sha256);
    }
    if (!m_look.isNull())
        image = coverCropped(m_look, (QSizeF(imageRect().size()) * devicePixelRatioF()).toSize());
    if (!image.isNull()) {
        image.setDevicePixelRatio(devicePixelRatioF());
        painter.setClipPath(shape);
        painter.drawImage(imageRect().topLeft(), image);
        if (m_dropping || m_busy)
            painter.fillPath(
                shape, QColor(theme.window.red(), theme.window.green(), theme.window.blue(), 190));
        painter.setClipping(false);
        if (m_crop->isVisible()) {
            QColor shade = theme.surface;
            shade.setAlphaF(theme.highContrast ? 1.0F : 0.85F);
            painter.setPen(Qt::NoPen);
            painter.setBrush(shade);
            painter.drawRoundedRect(m_crop->geometry(), metrics::controlRadius,
                                    metrics::controlRadius);
            painter.setBrush(Qt::NoBrush); // the frame comes over it
        }
        if (m_video && m_look.isNull() && !m_dropping && !m_busy)
            paintPlayMark(painter, imageRect());
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
                                           : tr("Drop an image or a video, or click to choose");
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

void ImagePreview::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_readOnly)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("imageMenu"));
    if (m_media && !m_video) {
        menu->addAction(themeIcon(QStringLiteral("crop")), tr("&Crop…"), this,
                        &ImagePreview::cropWanted);
        QAction *original =
            menu->addAction(tr("Send as it &is"), this, &ImagePreview::originalWanted);
        original->setEnabled(m_fit.changes());
        menu->addSeparator();
    }
    if (m_video)
        menu->addAction(themeIcon(QStringLiteral("play")), tr("&Play video"), this,
                        &ImagePreview::playWanted);
    menu->addAction(themeIcon(QStringLiteral("image")),
                    m_video   ? tr("&Replace video…")
                    : m_media ? tr("&Replace image…")
                              : tr("C&hoose image…"),
                    this, &ImagePreview::replaceWanted);
    menu->popup(event->reason() == QContextMenuEvent::Mouse ? event->globalPos()
                                                            : mapToGlobal(rect().center()));
}

void ImagePreview::setDropping(bool dropping)
{
    if (m_dropping == dropping)
        return;
    m_dropping = dropping;
    update();
}

} // namespace pinweek
