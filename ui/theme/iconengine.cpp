// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/iconengine.h"

#include "theme/iconpictures.h"

#include <QGuiApplication>
#include <QHash>
#include <QPainter>
#include <QPalette>
#include <QPicture>
#include <QPixmapCache>

#include <algorithm>

namespace pinweek {

namespace {

constexpr qreal pictureSide = 24; // units of an IconPicture

const IconPicture *pictureOf(const QString &name)
{
    const IconPicture *end = iconPictures + iconPictureCount;
    const IconPicture *found = std::lower_bound(
        iconPictures, end, name, [](const IconPicture &picture, const QString &sought) {
            return QLatin1String(picture.name) < sought;
        });
    return found != end && name == QLatin1String(found->name) ? found : nullptr;
}

/** Of an icon that was drawn. */
struct DrawnKey
{
    QString name;
    QRgb colour;
    QSize size;
    friend bool operator==(const DrawnKey &, const DrawnKey &) = default;
    friend size_t qHash(const DrawnKey &key, size_t seed = 0)
    {
        return qHashMulti(seed, key.name, key.colour, key.size.width(), key.size.height());
    }
};

/** The drawing's square in the middle of a rectangle of another ratio. */
QRectF squareIn(QSize size)
{
    const qreal side = qMin(size.width(), size.height());
    return {(size.width() - side) / 2, (size.height() - side) / 2, side, side};
}

QPixmap draw(const QString &name, const QColor &colour, QSize size)
{
    const IconPicture *drawing = pictureOf(name);
    if (!drawing)
        return {};
    QPicture picture;
    picture.setData(drawing->bytes.data(), uint(drawing->bytes.size()));
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF square = squareIn(size);
    painter.translate(square.topLeft());
    painter.scale(square.width() / pictureSide, square.height() / pictureSide);
    picture.play(&painter);
    if (!drawing->hasOwnColours) {
        painter.resetTransform();
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(image.rect(), colour);
    }
    painter.end();
    return QPixmap::fromImage(image);
}

} // namespace

QPixmap renderIcon(const QString &name, const QColor &colour, QSize size)
{
    if (size.isEmpty())
        return {};
    // Numbers, not names: hundreds are looked up in a frame.
    static QHash<DrawnKey, QPixmapCache::Key> drawn;
    QPixmapCache::Key &key = drawn[{name, colour.rgba(), size}];
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = draw(name, colour, size);
        key = QPixmapCache::insert(pixmap);
    }
    return pixmap;
}

ThemeIconEngine::ThemeIconEngine(QString name, QColor colour)
    : m_name(std::move(name)), m_colour(colour)
{
}

void ThemeIconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode,
                            QIcon::State state)
{
    const qreal ratio = painter->device()->devicePixelRatio();
    QPixmap image = scaledPixmap(rect.size() * ratio, mode, state, ratio);
    image.setDevicePixelRatio(ratio);
    painter->drawPixmap(rect.topLeft(), image);
}

QPixmap ThemeIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1.0);
}

QPixmap ThemeIconEngine::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                                      qreal scale)
{
    Q_UNUSED(state)
    Q_UNUSED(scale)
    const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
    QColor colour = m_colour;
    if (!colour.isValid() || mode == QIcon::Disabled)
        colour = QGuiApplication::palette().color(group, QPalette::ButtonText);
    return renderIcon(m_name, colour, size);
}

QSize ThemeIconEngine::actualSize(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    Q_UNUSED(mode)
    Q_UNUSED(state)
    const int side = qMin(size.width(), size.height());
    return {side, side};
}

QList<QSize> ThemeIconEngine::availableSizes(QIcon::Mode mode, QIcon::State state)
{
    Q_UNUSED(mode)
    Q_UNUSED(state)
    return {QSize(16, 16), QSize(20, 20)};
}

bool ThemeIconEngine::isNull()
{
    return !pictureOf(m_name);
}

QString ThemeIconEngine::key() const
{
    return QStringLiteral("ThemeIconEngine");
}

QIconEngine *ThemeIconEngine::clone() const
{
    return new ThemeIconEngine(m_name, m_colour);
}

} // namespace pinweek
