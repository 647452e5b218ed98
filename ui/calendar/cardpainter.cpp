// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/cardpainter.h"

#include "campaigns/campaignmark.h"
#include "media/thumbnailcache.h"
#include "theme/iconengine.h"
#include "widgets/picturecount.h"

#include <QPainter>
#include <QPainterPath>

#include <array>
#include <cmath>

namespace pinweek {

namespace {

constexpr int keptKilobytes = 32 * 1024;
/** As if, so that there are not too many of those without a pixmap. */
constexpr int recordKilobytes = 16;
constexpr int keptTexts = 1000; // at rest
constexpr int mostTexts = 3000;
constexpr int stripeWidth = 3;
constexpr int cornerSide = metrics::cardRadius + 1; // px in which a frame's corner is round
constexpr int iconSize = 14;
constexpr int mediumFrom = 40; // px of height for a picture beside text
constexpr int fullMediumFrom = 64;
constexpr int largeFrom = 96; // px of height for a picture across
constexpr int footerHeight = 24;
constexpr int chipHeight = 17;
constexpr int countWidth = 28; // of a carousel's pictures, beside the chips
constexpr int mediumLeft = stripeWidth + metrics::space1;
constexpr int mediumGap = 6;   // between picture and words
constexpr int mediumRight = 6; // free at the end
constexpr std::array<int, 3> pictureHeights{160, 112, 72};

qreal radiusOf(QSize size)
{
    return size.height() < mediumFrom ? 5 : metrics::cardRadius;
}

/** The largest of the few heights of pictures across a card, so that few thumbnails are made. */
int pictureHeight(int cardHeight)
{
    for (int height : pictureHeights) {
        if (cardHeight >= height + footerHeight)
            return height;
    }
    return pictureHeights.back();
}

} // namespace

QString stateIconName(const CardContent &content)
{
    if (content.missed)
        return QStringLiteral("triangle-alert");
    return content.isUploading ? QStringLiteral("upload") : Theme::statusIconName(content.status);
}

CardPainter::CardPainter(ThumbnailCache &thumbnails)
    : m_thumbnails(thumbnails), m_theme(Theme::light()), m_kept(keptKilobytes)
{
    m_lines.setRoom(mostTexts);
    setTheme(m_theme);
}

void CardPainter::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_meta = paintedFont(TextStyle::Meta);
    m_metaBold = paintedFont(TextStyle::Meta, true);
    m_bodyBold = paintedFont(TextStyle::Body, true);
    clear();
}

void CardPainter::setRightToLeft(bool on)
{
    if (std::exchange(m_rightToLeft, on) == on)
        return;
    m_lines.setRightToLeft(on);
    clear();
}

void CardPainter::clear()
{
    m_kept.clear();
    m_lines.clear();
    m_frames.clear();
    m_awaited.clear();
}

void CardPainter::forget(PinId pin)
{
    m_kept.remove(pin);
}

void CardPainter::settle()
{
    m_lines.trim(keptTexts);
}

QSet<PinId> CardPainter::pictureReady(const QString &sha256)
{
    const QSet<PinId> pins = m_awaited.take(sha256);
    for (const PinId pin : pins)
        m_kept.remove(pin);
    return pins;
}

bool CardPainter::isSame(const Kept &kept, QSize size, qreal ratio, const CardContent &content,
                         const CardLook &look)
{
    return kept.size == size && kept.ratio == ratio && kept.revision == content.revision &&
           kept.generation == content.generation && kept.upload == content.upload &&
           kept.look == look;
}

std::unique_ptr<CardPainter::Kept>
CardPainter::makeKept(QSize size, qreal ratio, const CardContent &content, const CardLook &look)
{
    auto kept = std::make_unique<Kept>();
    kept->size = size;
    kept->ratio = ratio;
    kept->revision = content.revision;
    kept->generation = content.generation;
    kept->upload = content.upload;
    kept->look = look;
    return kept;
}

void CardPainter::paint(QPainter &painter, QPoint at, QSize size, const CardContent &content,
                        const CardLook &look)
{
    const qreal ratio = painter.device()->devicePixelRatio();
    // An outline is all that a filter leaves for a while: the card itself stays kept.
    if (content.outline) {
        Frame frame;
        frame.size = size;
        frame.ratio = ratio;
        frame.radius = radiusOf(size);
        frame.outline = true;
        painter.drawPixmap(at, made(frame));
        return;
    }
    // At a broken ratio the view's px are not the pixmap's, and words would jump a little between
    // the two; half transparent, what lies under the words would show through.
    const bool straight = ratio == std::floor(ratio) && painter.opacity() >= 1;
    const Kept *kept = m_kept.object(content.pin);
    const bool again = kept && isSame(*kept, size, ratio, content, look);
    if (straight && (!again || (kept->pixmap.isNull() && kept->awaits)))
        return paintStraight(painter, at, size, content, look);
    painter.drawPixmap(at, pixmap(size, ratio, content, look));
}

void CardPainter::paintStraight(QPainter &painter, QPoint at, QSize size,
                                const CardContent &content, const CardLook &look)
{
    const qreal ratio = painter.device()->devicePixelRatio();
    auto kept = makeKept(size, ratio, content, look);
    painter.save();
    painter.translate(at);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    Job job{painter, size, ratio, content, look, kept->awaits, kept->icon};
    draw(job);
    painter.restore();
    m_kept.insert(content.pin, kept.release(), recordKilobytes);
}

QPixmap CardPainter::pixmap(QSize size, qreal ratio, const CardContent &content,
                            const CardLook &look)
{
    if (const Kept *known = m_kept.object(content.pin);
        known && !known->pixmap.isNull() && isSame(*known, size, ratio, content, look))
        return known->pixmap;

    QImage image(size * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    auto kept = makeKept(size, ratio, content, look);
    {
        QPainter painter(&image);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        painter.setLayoutDirection(m_rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
        Job job{painter, size, ratio, content, look, kept->awaits, kept->icon};
        draw(job);
    }
    kept->pixmap = QPixmap::fromImage(std::move(image));
    QPixmap result = kept->pixmap;
    const int cost = qMax(recordKilobytes, result.width() * result.height() * 4 / 1024);
    m_kept.insert(content.pin, kept.release(), cost);
    return result;
}

QRect CardPainter::placed(const Job &job, QRect rect) const
{
    if (m_rightToLeft)
        rect.moveLeft(job.size.width() - rect.left() - rect.width());
    return rect;
}

void CardPainter::draw(Job &job)
{
    drawFrame(job);
    if (job.size.height() >= largeFrom)
        drawLarge(job);
    else if (job.size.height() >= mediumFrom)
        drawMedium(job);
    else
        drawSmall(job);
    if (job.content.missed)
        drawHatch(job);
}

void CardPainter::drawFrame(Job &job)
{
    const CardContent &content = job.content;
    Frame frame;
    frame.size = job.size;
    frame.radius = radiusOf(job.size);
    frame.ratio = job.ratio;
    frame.draft = content.status == PinStatus::Draft;
    frame.look = job.look;
    frame.board = content.boardColour.value_or(-1);
    drawFrame(job, {0, 0}, frame);
}

/** Where a picture will be. */
void CardPainter::drawPlace(Job &job, QRect place)
{
    Frame frame;
    frame.size = place.size();
    frame.radius = metrics::thumbnailRadius;
    frame.ratio = job.ratio;
    frame.picture = true;
    drawFrame(job, place.topLeft(), frame);
}

void CardPainter::drawFrame(Job &job, QPoint at, const Frame &frame)
{
    const bool wholePixels = job.ratio == std::floor(job.ratio);
    const bool dashed = edgePen(frame).style() != Qt::SolidLine && !frame.picture;
    const QRect place(at, frame.size);
    if (wholePixels && !dashed && place.width() >= 2 * cornerSide &&
        place.height() >= 2 * cornerSide)
        drawStretched(job, place, frame);
    else
        job.painter.drawPixmap(at, made(frame));
}

/**
 * Copies the corners of a small frame, and fills what lies between them, which is of few colours.
 * A picture of each whole frame would be faster to copy but is megabytes to fill first.
 */
void CardPainter::drawStretched(Job &job, const QRect &place, const Frame &frame)
{
    QPainter &painter = job.painter;
    constexpr int side = cornerSide;
    Frame small = frame;
    small.size = {2 * side, 2 * side};
    const QPixmap &corners = made(small);
    const int step = qRound(side * frame.ratio); // device pixels
    const QPoint middle(place.right() + 1 - side, place.bottom() + 1 - side);
    painter.drawPixmap(place.topLeft(), corners, QRect(0, 0, step, step));
    painter.drawPixmap(QPoint(middle.x(), place.top()), corners, QRect(step, 0, step, step));
    painter.drawPixmap(QPoint(place.left(), middle.y()), corners, QRect(0, step, step, step));
    painter.drawPixmap(middle, corners, QRect(step, step, step, step));

    painter.setRenderHint(QPainter::Antialiasing, false);
    const QRect tall = place.adjusted(side, 0, -side, 0);
    const QRect wide = place.adjusted(0, side, 0, -side);
    const QColor ground = groundColour(frame);
    painter.fillRect(QRect(tall.left(), place.top(), tall.width(), side), ground);
    painter.fillRect(wide, ground);
    painter.fillRect(QRect(tall.left(), middle.y(), tall.width(), side), ground);
    if (!frame.picture) {
        if (frame.board >= 0) {
            const int left = m_rightToLeft ? wide.right() + 1 - stripeWidth : wide.left();
            painter.fillRect(QRect(left, wide.top(), stripeWidth, wide.height()),
                             m_theme.boardColour(frame.board));
        }
        const QPen edge = edgePen(frame);
        const int width = edge.width();
        painter.fillRect(QRect(tall.left(), tall.top(), tall.width(), width), edge.color());
        painter.fillRect(QRect(tall.left(), tall.bottom() + 1 - width, tall.width(), width),
                         edge.color());
        painter.fillRect(QRect(wide.left(), wide.top(), width, wide.height()), edge.color());
        painter.fillRect(QRect(wide.right() + 1 - width, wide.top(), width, wide.height()),
                         edge.color());
    }
    painter.setRenderHint(QPainter::Antialiasing);
}

/** Good until the next one is made. */
const QPixmap &CardPainter::made(const Frame &frame)
{
    return m_frames.of(frame.size, frame.ratio, frame,
                       [&](QPainter &painter) { paintFrame(painter, frame); });
}

QColor CardPainter::groundColour(const Frame &frame) const
{
    return frame.picture         ? m_theme.past
           : frame.look.selected ? m_theme.selection
           : frame.look.hovered  ? m_theme.hover()
                                 : m_theme.surface;
}

QPen CardPainter::edgePen(const Frame &frame) const
{
    if (frame.look.selected)
        return {m_theme.accent, 2};
    QPen pen(frame.draft ? m_theme.controlEdge : m_theme.hairline, 1);
    if (frame.draft)
        pen.setDashPattern({3, 3});
    return pen;
}

void CardPainter::paintFrame(QPainter &painter, const Frame &frame) const
{
    const QRectF whole(QPointF(), QSizeF(frame.size));
    if (frame.outline) {
        QColor edge = m_theme.controlEdge;
        edge.setAlphaF(m_theme.highContrast ? 1.0F : 0.45F);
        painter.setPen(QPen(edge, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(whole.adjusted(.5, .5, -.5, -.5), frame.radius, frame.radius);
        return;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(groundColour(frame));
    painter.drawRoundedRect(whole, frame.radius, frame.radius);
    if (frame.picture)
        return;
    if (frame.board >= 0) {
        const int left = m_rightToLeft ? frame.size.width() - stripeWidth : 0;
        QPainterPath shape;
        shape.addRoundedRect(whole, frame.radius, frame.radius);
        QPainterPath stripe;
        stripe.addRect(QRect(left, 0, stripeWidth, frame.size.height()));
        painter.fillPath(shape.intersected(stripe), m_theme.boardColour(frame.board));
    }
    const QPen pen = edgePen(frame);
    const qreal half = pen.widthF() / 2;
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(whole.adjusted(half, half, -half, -half), frame.radius, frame.radius);
}

void CardPainter::drawHatch(Job &job) const
{
    QPainterPath shape;
    shape.addRoundedRect(QRectF(QPointF(), QSizeF(job.size)), radiusOf(job.size),
                         radiusOf(job.size));
    job.painter.save();
    job.painter.setClipPath(shape);
    QColor line = m_theme.secondary;
    line.setAlphaF(0.22F);
    job.painter.setPen(QPen(line, 1));
    for (int x = -job.size.height(); x < job.size.width(); x += 8)
        job.painter.drawLine(x, job.size.height(), x + job.size.height(), 0);
    job.painter.restore();
}

void CardPainter::drawPicture(Job &job, QRect whole, int covered)
{
    drawThumbnail(job, whole);
    drawCampaign(job, whole);
    drawAccount(job, whole);
    const QRect rect = whole.adjusted(0, 0, 0, -qBound(0, covered, whole.height() - iconSize));
    if (job.content.pictures > 0)
        paintPictureCount(job.painter, placed(job, rect), job.content.pictures, m_theme,
                          m_rightToLeft);
    if (job.content.video.count() > 0)
        paintVideoLength(job.painter, placed(job, rect), job.content.video, m_theme, m_rightToLeft);
}

/** A diamond on the picture's upper edge, where every card has room for it. */
void CardPainter::drawCampaign(Job &job, QRect picture) const
{
    if (!job.content.campaignColour)
        return;
    const int side = picture.width() < 24 ? 8 : 10;
    const QRect place(picture.left() + 2, picture.top() + 2, side, side);
    paintCampaignMark(job.painter, placed(job, place),
                      m_theme.boardColour(*job.content.campaignColour), m_theme.surface);
}

/** Whose pin it is, on the picture's lower edge. */
void CardPainter::drawAccount(Job &job, QRect picture) const
{
    if (!job.content.account)
        return;
    const int side = picture.width() < 24 ? 12 : 16;
    const QRect place(picture.left() + 1, picture.bottom() - side, side, side);
    paintAvatar(job.painter, placed(job, place), *job.content.account, m_theme);
}

void CardPainter::drawThumbnail(Job &job, QRect rect)
{
    QPainter &painter = job.painter;
    const QRect place = placed(job, rect);
    const auto mark = [&](const QString &icon) {
        drawPlace(job, place);
        const int side = qMin(16, place.width() - 2);
        const QRect middle(place.center() - QPoint(side / 2, side / 2), QSize(side, side));
        painter.drawPixmap(middle, renderIcon(icon, m_theme.secondary, middle.size() * job.ratio));
    };
    if (job.content.sha256.isEmpty())
        return mark(QStringLiteral("image"));
    const QSize device(qRound(place.width() * job.ratio), qRound(place.height() * job.ratio));
    const QImage image = m_thumbnails.thumbnail(job.content.sha256, job.content.format, device,
                                                metrics::thumbnailRadius * job.ratio,
                                                job.content.fit);
    if (image.isNull()) {
        if (m_thumbnails.isBroken(job.content.sha256))
            return mark(QStringLiteral("image-off"));
        job.awaits = true;
        m_awaited[job.content.sha256].insert(job.content.pin);
        return drawPlace(job, place);
    }
    painter.drawImage(QRectF(place), image); // its own pixels: nothing is scaled
}

void CardPainter::drawStateIcon(Job &job, QRect rect) const
{
    job.icon = placed(job, rect);
    // What is being published turns; the view draws it over the card.
    if (job.content.status == PinStatus::Publishing)
        return;
    const QColor colour =
        job.content.missed ? m_theme.retrying : m_theme.statusColour(job.content.status);
    drawIconAt(job, stateIconName(job.content), colour, rect);
}

void CardPainter::drawIconAt(Job &job, const QString &name, const QColor &colour, QRect rect) const
{
    job.painter.drawPixmap(placed(job, rect), renderIcon(name, colour, rect.size() * job.ratio));
}

QRect CardPainter::iconRect(PinId pin) const
{
    const Kept *kept = m_kept.object(pin);
    return kept ? kept->icon : QRect();
}

QColor CardPainter::noticeColour(const CardContent &content) const
{
    if (content.missed)
        return m_theme.retrying;
    return m_theme.statusColour(content.status);
}

void CardPainter::drawLine(Job &job, QRect rect, const QString &words, const QFont &font,
                           const QColor &colour)
{
    if (rect.width() < 8)
        return;
    job.painter.setPen(colour);
    m_lines.draw(job.painter, placed(job, rect), words, font);
}

void CardPainter::drawTitle(Job &job, QRect rect, int lines)
{
    const bool untitled = job.content.title.isEmpty();
    const QString words = untitled ? tr("Untitled") : job.content.title.simplified();
    const QColor colour = untitled ? m_theme.secondary : m_theme.text;
    const int height = QFontMetrics(m_meta).lineSpacing();
    if (lines < 2 || rect.width() < 8)
        return drawLine(job, {rect.left(), rect.top(), rect.width(), height}, words, m_meta,
                        colour);
    job.painter.setPen(colour);
    m_lines.drawTwo(job.painter, placed(job, {rect.left(), rect.top(), rect.width(), 2 * height}),
                    words, m_meta);
}

int CardPainter::drawSandbox(Job &job, QRect line)
{
    if (!job.content.sandbox)
        return 0;
    const QString word = QStringLiteral("SANDBOX");
    const int width = m_lines.advance(word, m_metaBold) + 8;
    if (width > line.width())
        return 0;
    const QRect chip = placed(job, {line.left(), line.top(), width, line.height()});
    job.painter.setPen(QPen(m_theme.checking, 1));
    job.painter.setBrush(m_theme.surface);
    job.painter.drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    job.painter.setFont(m_metaBold);
    job.painter.setPen(m_theme.checking);
    job.painter.drawText(chip, Qt::AlignCenter, word);
    return width + metrics::space1;
}

void CardPainter::drawSmall(Job &job)
{
    const int height = job.size.height();
    int left = stripeWidth + 1;
    const int thumb = 16;
    // In the narrowest lanes the picture and the state are what is left.
    drawPicture(job, {left, 1, thumb, qMin(height - 2, 24)});
    left += thumb + metrics::space1;
    int right = job.size.width() - metrics::space1;
    if (right - left >= iconSize) {
        right -= iconSize;
        drawStateIcon(job, {right, (height - iconSize) / 2, iconSize, iconSize});
        right -= metrics::space1;
    }
    const int timeWidth = m_lines.advance(job.content.time, m_metaBold) + 1;
    if (right - left < timeWidth)
        return;
    drawLine(job, {left, 0, timeWidth, height}, job.content.time, m_metaBold, m_theme.text);
    left += timeWidth + metrics::space1;
    left += drawSandbox(job, {left, 4, right - left, height - 8});
    if (right - left >= 24)
        drawLine(job, {left, 0, right - left, height},
                 job.content.title.isEmpty() ? tr("Untitled") : job.content.title.simplified(),
                 m_meta, job.content.title.isEmpty() ? m_theme.secondary : m_theme.text);
}

/** The largest picture that leaves the time and the state beside it whole; nullopt: too narrow for
 * words. */
std::optional<QSize> CardPainter::mediumPicture(const Job &job, QFont &timeFont)
{
    const bool full = job.size.height() >= fullMediumFrom;
    const auto fits = [&](QSize picture, const QFont &font) {
        const int words = job.size.width() - mediumLeft - picture.width() - mediumGap - mediumRight;
        const int time = m_lines.advance(job.content.time, font);
        return words >= time + 3 + iconSize;
    };
    timeFont = m_bodyBold;
    for (const QSize picture : {QSize(40, 56), QSize(32, 48), QSize(24, 36)}) {
        if ((full || picture.height() == 36) && fits(picture, timeFont))
            return picture;
    }
    timeFont = m_metaBold;
    if (fits(QSize(24, 36), timeFont))
        return QSize(24, 36);
    return std::nullopt;
}

void CardPainter::drawMedium(Job &job)
{
    QFont timeFont;
    const auto picture = mediumPicture(job, timeFont);
    if (!picture)
        return drawNarrow(job);
    const bool full = job.size.height() >= fullMediumFrom;
    const int left = mediumLeft + picture->width() + mediumGap;
    const int right = job.size.width() - mediumRight;
    const int width = right - left;
    const QString &notice = job.content.notice;
    const bool noticeFits = m_lines.advance(notice, m_meta) <= width;
    const bool chips = job.content.sandbox || (!notice.isEmpty() && !noticeFits);
    const QRect place(QPoint(mediumLeft, full ? 4 : (job.size.height() - picture->height()) / 2),
                      *picture);
    const int chipsTop = job.size.height() - 4 - chipHeight;
    drawPicture(job, place, chips && full ? place.bottom() + 1 - chipsTop : 0);
    const int timeHeight = QFontMetrics(m_bodyBold).height();
    const int lineHeight = QFontMetrics(m_meta).lineSpacing();
    int y = full ? 4 : qMax(2, (job.size.height() - timeHeight - lineHeight) / 2);

    int iconLeft = right - iconSize;
    drawStateIcon(job, {iconLeft, y + (timeHeight - iconSize) / 2, iconSize, iconSize});
    const int timeWidth = m_lines.advance(job.content.time, timeFont) + 1;
    if (job.content.locked && iconLeft - left > timeWidth + 14) {
        iconLeft -= 14;
        drawIconAt(job, QStringLiteral("lock"), m_theme.secondary,
                   {iconLeft, y + (timeHeight - 12) / 2, 12, 12});
    }
    drawLine(job, {left, y, qMin(timeWidth, iconLeft - left - 2), timeHeight}, job.content.time,
             timeFont, m_theme.text);
    drawLine(job, {left + timeWidth + 3, y + 1, iconLeft - left - timeWidth - 5, timeHeight},
             job.content.ownTime, m_meta, m_theme.secondary);
    y += timeHeight + (full ? 2 : 0);

    if (!full) {
        if (chips)
            return drawChips(job, {left, y, width, lineHeight + 1});
        if (!notice.isEmpty())
            return drawLine(job, {left, y, width, lineHeight}, notice, m_meta,
                            noticeColour(job.content));
        return drawTitle(job, {left, y, width, lineHeight}, 1);
    }
    drawTitle(job, {left, y, width, 2 * lineHeight}, chips || !notice.isEmpty() ? 1 : 2);
    if (chips)
        drawChips(job, {mediumLeft, chipsTop, job.size.width() - mediumLeft - mediumRight + 2,
                        chipHeight});
    else
        drawLine(job, {left, y + lineHeight + 1, width, lineHeight}, notice, m_meta,
                 noticeColour(job.content));
}

/** A lane too narrow for words: the picture over all of it, with the time and the state on it. */
void CardPainter::drawNarrow(Job &job)
{
    const QRect place(stripeWidth + 2, 3, job.size.width() - stripeWidth - 5,
                      job.size.height() - 6);
    const int timeWidth = m_lines.advance(job.content.time, m_metaBold) + 6;
    const bool showsTime = timeWidth <= place.width() - 2;
    // What is counted on the picture stands above the time where both don't fit beside each other.
    const int beside = job.content.video.count() > 0
                           ? videoLengthWidth(place.width(), job.content.video)
                           : countWidth;
    drawPicture(job, place, showsTime && timeWidth + beside + 4 > place.width() ? 17 : 0);
    if (showsTime) {
        const QRect chip(place.left() + 1, place.bottom() - 16, timeWidth, 16);
        drawGround(job, chip);
        drawLine(job, chip.adjusted(3, 0, -2, 0), job.content.time, m_metaBold, m_theme.text);
    }
    const QRect icon(place.right() - iconSize - 1, place.top() + 2, iconSize, iconSize);
    if (icon.left() > place.left()) {
        drawGround(job, icon.adjusted(-1, -1, 1, 1));
        drawStateIcon(job, icon);
    }
}

/** A ground for words and marks on a picture. */
void CardPainter::drawGround(Job &job, QRect rect) const
{
    job.painter.setPen(Qt::NoPen);
    job.painter.setBrush(m_theme.surface);
    job.painter.drawRoundedRect(placed(job, rect), metrics::thumbnailRadius,
                                metrics::thumbnailRadius);
}

/** SANDBOX and what there is to say, over whatever lies below. */
void CardPainter::drawChips(Job &job, QRect line)
{
    line.setLeft(line.left() + drawSandbox(job, line));
    if (job.content.notice.isEmpty() || line.width() < 24)
        return;
    const int words = m_lines.advance(job.content.notice, m_meta);
    const QRect chip(line.left(), line.top(), qMin(line.width(), words + 10), line.height());
    job.painter.setPen(QPen(m_theme.controlEdge, 1));
    job.painter.setBrush(m_theme.surface);
    job.painter.drawRoundedRect(QRectF(placed(job, chip)).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    drawLine(job, chip.adjusted(5, 0, -4, 0), job.content.notice, m_meta,
             noticeColour(job.content));
}

void CardPainter::drawLarge(Job &job)
{
    const int picture = pictureHeight(job.size.height());
    const int inset = metrics::space1;
    const QRect place(stripeWidth + inset, inset, job.size.width() - stripeWidth - 2 * inset,
                      picture - inset);
    drawPicture(job, place);
    const int counted = job.content.pictures > 0 ? countWidth
                        : job.content.video.count() > 0
                            ? videoLengthWidth(place.width(), job.content.video) + metrics::space1
                            : 0;
    drawChips(job, {place.left() + inset, place.bottom() - chipHeight - inset + 1,
                    place.width() - 2 * inset - counted, chipHeight});
    const int y = picture;
    const int right = job.size.width() - metrics::space1 - 2;
    int left = stripeWidth + metrics::space1 + 2;
    drawStateIcon(job, {right - iconSize, y + (footerHeight - iconSize) / 2, iconSize, iconSize});
    const int timeWidth = m_lines.advance(job.content.time, m_bodyBold) + 1;
    drawLine(job, {left, y, qMin(timeWidth, right - iconSize - left), footerHeight},
             job.content.time, m_bodyBold, m_theme.text);
    left += timeWidth + 6;
    drawLine(job, {left, y, right - iconSize - 4 - left, footerHeight},
             job.content.title.isEmpty() ? tr("Untitled") : job.content.title.simplified(), m_meta,
             job.content.title.isEmpty() ? m_theme.secondary : m_theme.text);
}

} // namespace pinweek
