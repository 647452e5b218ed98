// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/previewpicture.h"

#include "media/thumbnailcache.h"
#include "model/carousel.h"
#include "text/videotexts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/playmark.h"
#include "workspace/workspace.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

namespace pinweek {

namespace {
constexpr int cornerRadius = 16;
constexpr int dotSize = 6;
constexpr int dotStep = 12;
constexpr int mostHigh = 3; // times the width: a strip would fill the screen
} // namespace

PreviewPicture::PreviewPicture(Workspace &workspace, ThemeManager &theme, Shape shape, int width,
                               QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_theme(theme), m_shape(shape), m_width(width)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&workspace.thumbnails(), &ThumbnailCache::ready, this, qOverload<>(&QWidget::update));
    connect(&theme, &ThemeManager::themeChanged, this, qOverload<>(&QWidget::update));
    describe();
}

void PreviewPicture::setPictures(const QList<PinPicture> &pictures)
{
    m_pictures = pictures;
    m_place = qBound(0, m_place, qMax(0, int(pictures.size()) - 1));
    setFocusPolicy(pictures.size() > 1 ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(pictures.size() > 1 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    describe();
    updateGeometry();
    update();
}

void PreviewPicture::setPlace(int place)
{
    if (place == m_place || place < 0 || place >= m_pictures.size())
        return;
    m_place = place;
    describe();
    update();
    emit placeChanged(place);
}

double PreviewPicture::cutInFeed(QSize picture)
{
    if (picture.isEmpty())
        return 0;
    const double shown = picture.width() * 1.5;
    return qMax(0.0, 1 - shown / picture.height());
}

QSize PreviewPicture::sizeHint() const
{
    if (m_pictures.isEmpty())
        return {m_width, m_width * 3 / 2};
    // A carousel has the shape of its first picture throughout.
    const PinPicture &one = m_pictures.constFirst();
    const QSize first = fittedSize(one.fit, one.asset.size);
    const QSize shape = m_pictures.size() > 1 ? cutTo(carouselShape(first), first) : first;
    const int height = qRound(m_width * double(shape.height()) / qMax(1, shape.width()));
    const int most = m_shape == Shape::Feed ? m_width * 3 / 2 : m_width * mostHigh;
    return {m_width, qBound(dotStep, height, most)};
}

void PreviewPicture::describe()
{
    if (m_pictures.isEmpty())
        setAccessibleName(tr("No image yet"));
    else if (m_pictures.size() > 1)
        setAccessibleName(tr("Picture %1 of %2").arg(m_place + 1).arg(m_pictures.size()));
    else if (const auto &video = m_pictures.constFirst().video)
        setAccessibleName(tr("%1, %2").arg(spokenVideo(video), video->fileName));
    else
        setAccessibleName(m_pictures.constFirst().asset.fileName);
    QAccessibleEvent changed(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&changed);
}

void PreviewPicture::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_theme.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(rect(), cornerRadius, cornerRadius);
    painter.fillPath(shape, theme.past);
    if (!m_pictures.isEmpty()) {
        const PinPicture &picture = m_pictures.at(m_place);
        const MediaAsset &asset = picture.asset;
        const qreal ratio = devicePixelRatioF();
        QImage image = m_workspace.thumbnails().thumbnail(asset.sha256, asset.format,
                                                          (QSizeF(size()) * ratio).toSize(),
                                                          cornerRadius * ratio, picture.fit);
        if (!image.isNull()) {
            image.setDevicePixelRatio(ratio);
            painter.drawImage(QPoint(0, 0), image);
            if (picture.video)
                paintPlayMark(painter, rect());
        } else if (m_workspace.thumbnails().isBroken(asset.sha256)) {
            QRect mark(0, 0, 24, 24);
            mark.moveCenter(rect().center());
            themeIcon(QStringLiteral("image-off"), theme.needsYou).paint(&painter, mark);
        }
    } else {
        painter.setPen(theme.secondary);
        painter.setFont(themeFont(TextStyle::Body));
        painter.drawText(rect(), Qt::AlignCenter, tr("No image yet"));
    }
    if (m_pictures.size() > 1)
        paintDots(painter);
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), cornerRadius - 1,
                                cornerRadius - 1);
    }
}

void PreviewPicture::paintDots(QPainter &painter) const
{
    const int count = int(m_pictures.size());
    const int wide = (count - 1) * dotStep + dotSize;
    QRect row(0, height() - dotStep - dotSize, wide, dotSize);
    row.moveLeft((width() - wide) / 2);
    painter.setPen(Qt::NoPen);
    // Readable on any picture.
    painter.setBrush(QColor(0, 0, 0, 120));
    painter.drawRoundedRect(row.adjusted(-6, -5, 6, 5), 8, 8);
    for (int i = 0; i < count; ++i) {
        const int at = layoutDirection() == Qt::RightToLeft ? count - 1 - i : i;
        painter.setBrush(QColor(255, 255, 255, i == m_place ? 255 : 130));
        painter.drawEllipse(row.left() + at * dotStep, row.top(), dotSize, dotSize);
    }
}

void PreviewPicture::mouseReleaseEvent(QMouseEvent *)
{
    if (m_pictures.size() > 1)
        setPlace((m_place + 1) % int(m_pictures.size()));
}

void PreviewPicture::keyPressEvent(QKeyEvent *event)
{
    const bool rightToLeft = layoutDirection() == Qt::RightToLeft;
    const int key = event->key();
    if (key == Qt::Key_Right || key == Qt::Key_Left)
        setPlace(m_place + ((key == Qt::Key_Right) == rightToLeft ? -1 : 1));
    else
        QWidget::keyPressEvent(event);
}

} // namespace pinweek
