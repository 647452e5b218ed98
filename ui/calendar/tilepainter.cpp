// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/tilepainter.h"

#include "campaigns/campaignmark.h"
#include "media/thumbnailcache.h"
#include "theme/iconengine.h"

#include <QPainter>

namespace pinweek {

namespace {

constexpr int timeHeight = 15; // below the picture
constexpr int roomForTime = 58;
constexpr int timeOverhang = 4; // into the gaps beside it
constexpr int stripe = 3;
constexpr int disc = 16; // the ground of the state's icon
constexpr int icon = 12;
constexpr int mark = 10;   // of the campaign
constexpr int avatar = 14; // of the account
constexpr int wordsGap = 6;
constexpr int leastWords = 40;

/** The look of a line in a picture: half a pixel in, so that it is sharp. */
void strokeRounded(QPainter &painter, const QRect &rect, const QPen &pen, int radius)
{
    const qreal half = pen.widthF() / 2;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

TilePainter::TilePainter(ThumbnailCache &thumbnails) : m_thumbnails(thumbnails) {}

void TilePainter::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_meta = paintedFont(TextStyle::Meta);
    m_metaBold = paintedFont(TextStyle::Meta, true);
    m_lines.clear();
}

void TilePainter::setRightToLeft(bool on)
{
    m_rightToLeft = on;
    m_lines.setRightToLeft(on);
}

QRect TilePainter::mirrored(QRect part, const QRect &whole) const
{
    if (m_rightToLeft)
        part.moveLeft(whole.left() + whole.right() - part.right());
    return part;
}

void TilePainter::paint(QPainter &painter, const QRect &rect, const CardContent &content,
                        const CardLook &look)
{
    const int timeWidth = m_lines.advance(content.time, m_meta);
    const bool withTime = rect.height() >= roomForTime && timeWidth <= rect.width() + timeOverhang;
    const int height = withTime ? rect.height() - timeHeight : rect.height();
    const int ideal = height * 2 / 3;
    const bool wide = rect.width() >= ideal + wordsGap + leastWords;
    // Beside words the picture may be as high as the tile.
    const int pictureHeight = wide ? rect.height() : height;
    const int pictureWidth = wide ? qMin(pictureHeight * 2 / 3, rect.width() * 2 / 3)
                                  : qMin(rect.width(), qMax(ideal, 1));
    const QRect picture = mirrored({rect.left(), rect.top(), pictureWidth, pictureHeight}, rect);
    if (content.outline) {
        strokeRounded(painter, picture, QPen(m_theme.hairline, 1), metrics::thumbnailRadius);
        return;
    }
    paintPicture(painter, picture, content);
    if (content.boardColour) {
        const QRect edge =
            mirrored({picture.left(), picture.top() + 4, stripe, picture.height() - 8}, picture);
        painter.fillRect(edge, m_theme.boardColour(*content.boardColour));
    }
    QPen pen(look.hovered ? m_theme.secondary : m_theme.hairline, 1);
    if (content.status == PinStatus::Draft) {
        pen.setColor(m_theme.controlEdge);
        pen.setDashPattern({3, 3});
    }
    if (look.selected)
        pen = QPen(m_theme.accent, 2);
    strokeRounded(painter, look.selected ? picture.adjusted(-1, -1, 1, 1) : picture, pen,
                  metrics::thumbnailRadius);
    paintState(painter, picture, content);
    paintMarks(painter, picture, content);
    if (wide) {
        const int left = pictureWidth + wordsGap;
        paintWords(
            painter,
            mirrored({rect.left() + left, rect.top(), rect.width() - left, rect.height()}, rect),
            content);
        return;
    }
    if (!withTime)
        return;
    const QRect line(rect.left(), rect.bottom() + 1 - timeHeight, pictureWidth, timeHeight);
    const QRect place = mirrored(line, rect);
    const QFont &font = look.selected ? m_metaBold : m_meta;
    const int width = m_lines.advance(content.time, font);
    painter.setPen(m_theme.secondary);
    m_lines.draw(painter,
                 {place.center().x() - width / 2, place.top() + 1, width + 1, place.height()},
                 content.time, font);
}

void TilePainter::paintPicture(QPainter &painter, const QRect &rect, const CardContent &content)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const qreal ratio = painter.device()->devicePixelRatio();
    QImage image;
    if (!content.sha256.isEmpty())
        image =
            m_thumbnails.thumbnail(content.sha256, content.format,
                                   {qRound(rect.width() * ratio), qRound(rect.height() * ratio)});
    if (image.isNull()) {
        painter.setBrush(m_theme.past);
        painter.drawRoundedRect(rect, metrics::thumbnailRadius, metrics::thumbnailRadius);
        painter.setRenderHint(QPainter::Antialiasing, false);
        const bool broken = m_thumbnails.isBroken(content.sha256);
        if (!content.sha256.isEmpty() && !broken) {
            m_awaited.insert(content.sha256);
            return;
        }
        const int side = qMin(16, rect.width() - 4);
        paintIcon(painter, broken ? QStringLiteral("image-off") : QStringLiteral("image"),
                  m_theme.secondary,
                  {rect.center().x() - side / 2, rect.center().y() - side / 2, side, side});
        return;
    }
    QBrush brush(image);
    QTransform toLogical;
    toLogical.translate(rect.left(), rect.top());
    toLogical.scale(1 / ratio, 1 / ratio);
    brush.setTransform(toLogical);
    painter.setBrush(brush);
    painter.drawRoundedRect(rect, metrics::thumbnailRadius, metrics::thumbnailRadius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void TilePainter::paintState(QPainter &painter, const QRect &picture,
                             const CardContent &content) const
{
    if (picture.width() < disc + 4 || picture.height() < disc + 4)
        return;
    const QRect ground =
        mirrored({picture.right() - disc - 1, picture.top() + 2, disc, disc}, picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.surface);
    painter.drawEllipse(ground);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QString name =
        content.missed ? QStringLiteral("triangle-alert") : Theme::statusIconName(content.status);
    const QColor colour = content.missed ? m_theme.retrying : m_theme.statusColour(content.status);
    const int inset = (disc - icon) / 2;
    paintIcon(painter, name, colour, ground.adjusted(inset, inset, -inset, -inset));
}

/** As on the week's cards: the campaign above, and below whose pin it is. */
void TilePainter::paintMarks(QPainter &painter, const QRect &picture,
                             const CardContent &content) const
{
    const int left = picture.left() + stripe + 2;
    if (content.campaignColour)
        paintCampaignMark(painter, mirrored({left, picture.top() + 2, mark, mark}, picture),
                          m_theme.boardColour(*content.campaignColour), m_theme.surface);
    if (content.account)
        paintAvatar(painter,
                    mirrored({left, picture.bottom() - avatar - 1, avatar, avatar}, picture),
                    *content.account, m_theme);
}

void TilePainter::paintWords(QPainter &painter, const QRect &rect, const CardContent &content) const
{
    const QFontMetrics meta(m_meta);
    QRect line(rect.left(), rect.top(), rect.width(), meta.lineSpacing());
    painter.setPen(m_theme.text);
    painter.setFont(m_metaBold);
    painter.drawText(line, int(Qt::AlignLeft | Qt::AlignVCenter), content.time);
    const QRect words = rect.adjusted(0, line.height() + 1, 0, 0);
    const int lines = qMax(0, words.height() / meta.lineSpacing());
    if (lines == 0)
        return;
    painter.setFont(m_meta);
    const bool untitled = content.title.isEmpty();
    painter.setPen(untitled ? m_theme.secondary : m_theme.text);
    const QString title = untitled ? CardPainter::tr("Untitled") : content.title.simplified();
    QRect area = words;
    area.setHeight(qMin(lines, 4) * meta.lineSpacing());
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    painter.drawText(area, int(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap, title);
    painter.restore();
}

void TilePainter::paintIcon(QPainter &painter, const QString &name, const QColor &colour,
                            QRect rect) const
{
    const qreal ratio = painter.device()->devicePixelRatio();
    QPixmap drawn = renderIcon(name, colour, rect.size() * ratio);
    drawn.setDevicePixelRatio(ratio);
    painter.drawPixmap(rect.topLeft(), drawn);
}

} // namespace pinweek
