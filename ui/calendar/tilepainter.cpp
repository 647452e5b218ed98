// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/tilepainter.h"

#include "campaigns/campaignmark.h"
#include "media/thumbnailcache.h"
#include "theme/iconengine.h"
#include "widgets/picturecount.h"

#include <QPainter>

#include <utility>

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
constexpr int edgeMargin = 2; // around a picture: a selected one's edge reaches out

/** The look of a line in a picture: half a pixel in, so that it is sharp. */
void strokeRounded(QPainter &painter, const QRect &rect, const QPen &pen, int radius)
{
    const qreal half = pen.widthF() / 2;
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius);
}

} // namespace

TilePainter::TilePainter(ThumbnailCache &thumbnails) : m_thumbnails(thumbnails) {}

void TilePainter::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_meta = paintedFont(TextStyle::Meta);
    m_metaBold = paintedFont(TextStyle::Meta, true);
    m_lines.clear();
    m_parts.clear();
}

void TilePainter::setRightToLeft(bool on)
{
    if (std::exchange(m_rightToLeft, on) != on)
        m_parts.clear();
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
        Part outline;
        outline.kind = Part::Outline;
        outline.size = picture.size();
        return paintPart(painter, picture.topLeft(), outline);
    }
    paintPicture(painter, picture, content);
    paintEdge(painter, picture, content, look);
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

/** Copies what many tiles have in common; its ratio is the painter's. */
void TilePainter::paintPart(QPainter &painter, QPoint at, const Part &part)
{
    Part key = part;
    key.ratio = painter.device()->devicePixelRatio();
    if (!key.size.isEmpty())
        painter.drawPixmap(at, m_parts.of(key.size, key.ratio, key,
                                          [&](QPainter &inside) { makePart(inside, key); }));
}

void TilePainter::makePart(QPainter &painter, const Part &part) const
{
    const QRect whole(QPoint(), part.size);
    switch (part.kind) {
    case Part::Place:
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.past);
        painter.drawRoundedRect(whole, metrics::thumbnailRadius, metrics::thumbnailRadius);
        return;
    case Part::Outline:
        strokeRounded(painter, whole, QPen(m_theme.hairline, 1), metrics::thumbnailRadius);
        return;
    case Part::State: {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.surface);
        painter.drawEllipse(whole);
        const int inset = (disc - icon) / 2;
        paintIcon(painter, part.icon, QColor::fromRgba(part.colour),
                  whole.adjusted(inset, inset, -inset, -inset));
        return;
    }
    case Part::Edge:
        break;
    }
    const QRect picture = whole.adjusted(edgeMargin, edgeMargin, -edgeMargin, -edgeMargin);
    if (part.board >= 0)
        painter.fillRect(
            mirrored({picture.left(), picture.top() + 4, stripe, picture.height() - 8}, picture),
            m_theme.boardColour(part.board));
    QPen pen(part.look.hovered ? m_theme.secondary : m_theme.hairline, 1);
    if (part.draft) {
        pen.setColor(m_theme.controlEdge);
        pen.setDashPattern({3, 3});
    }
    if (part.look.selected)
        pen = QPen(m_theme.accent, 2);
    strokeRounded(painter, part.look.selected ? picture.adjusted(-1, -1, 1, 1) : picture, pen,
                  metrics::thumbnailRadius);
}

void TilePainter::paintEdge(QPainter &painter, const QRect &picture, const CardContent &content,
                            const CardLook &look)
{
    const QRect place = picture.adjusted(-edgeMargin, -edgeMargin, edgeMargin, edgeMargin);
    Part edge;
    edge.kind = Part::Edge;
    edge.size = place.size();
    edge.look = look;
    edge.draft = content.status == PinStatus::Draft;
    edge.board = content.boardColour.value_or(-1);
    paintPart(painter, place.topLeft(), edge);
}

void TilePainter::paintPicture(QPainter &painter, const QRect &rect, const CardContent &content)
{
    const qreal ratio = painter.device()->devicePixelRatio();
    QImage image;
    if (!content.sha256.isEmpty())
        image =
            m_thumbnails.thumbnail(content.sha256, content.format,
                                   {qRound(rect.width() * ratio), qRound(rect.height() * ratio)},
                                   metrics::thumbnailRadius * ratio, content.fit);
    if (image.isNull()) {
        Part place;
        place.size = rect.size();
        paintPart(painter, rect.topLeft(), place);
        const bool broken = m_thumbnails.isBroken(content.sha256);
        if (!content.sha256.isEmpty() && !broken) {
            m_awaited[content.sha256].insert(content.pin);
            return;
        }
        const int side = qMin(16, rect.width() - 4);
        paintIcon(painter, broken ? QStringLiteral("image-off") : QStringLiteral("image"),
                  m_theme.secondary,
                  {rect.center().x() - side / 2, rect.center().y() - side / 2, side, side});
        return;
    }
    painter.drawImage(QRectF(rect), image); // its own pixels: nothing is scaled
}

void TilePainter::paintState(QPainter &painter, const QRect &picture, const CardContent &content)
{
    if (picture.width() < disc + 4 || picture.height() < disc + 4)
        return;
    const QRect ground =
        mirrored({picture.right() - disc - 1, picture.top() + 2, disc, disc}, picture);
    Part state;
    state.kind = Part::State;
    state.size = ground.size();
    state.icon = stateIconName(content);
    const QColor colour = content.missed ? m_theme.retrying : m_theme.statusColour(content.status);
    state.colour = colour.rgba();
    paintPart(painter, ground.topLeft(), state);
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
    if (content.pictures > 0)
        paintPictureCount(painter, picture, content.pictures, m_theme, m_rightToLeft);
    if (content.video.count() > 0)
        paintVideoLength(painter, picture, content.video, m_theme, m_rightToLeft);
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
    painter.drawPixmap(rect, renderIcon(name, colour, rect.size() * ratio));
}

} // namespace pinweek
