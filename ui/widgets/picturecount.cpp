// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/picturecount.h"

#include "text/videotexts.h"
#include "ui/theme/iconengine.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace pinweek {

namespace {

constexpr int narrow = 36; // px; below: the number alone
constexpr int inset = 2;   // from the picture's edge
constexpr int icon = 12;

struct Chip
{
    QString icon;  // empty: none
    QString words; // empty: none
    QSize size;
};

void paintChip(QPainter &painter, const QRect &picture, const Chip &what, const Theme &theme,
               bool rightToLeft)
{
    QRect chip(QPoint(picture.right() + 1 - inset - what.size.width(),
                      picture.bottom() + 1 - inset - what.size.height()),
               what.size);
    if (rightToLeft)
        chip.moveLeft(picture.left() + inset);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.surface);
    painter.drawRoundedRect(chip, metrics::thumbnailRadius, metrics::thumbnailRadius);
    painter.setPen(theme.text);
    painter.setFont(themeFont(TextStyle::Meta, true));
    QRect words = chip;
    if (!what.icon.isEmpty()) {
        QRect mark(0, 0, icon, icon);
        mark.moveCenter(chip.center());
        if (!what.words.isEmpty())
            mark.moveLeft(rightToLeft ? chip.right() - icon - 1 : chip.left() + inset);
        painter.drawPixmap(mark, renderIcon(what.icon, theme.text,
                                            mark.size() * painter.device()->devicePixelRatio()));
        words = rightToLeft ? chip.adjusted(inset, 0, -icon - 1, 0)
                            : chip.adjusted(icon + 1, 0, -inset, 0);
    }
    painter.drawText(words, int(Qt::AlignCenter), what.words);
    painter.restore();
}

/** All of it where there is room, else what says most in the room that there is. */
Chip videoChip(int pictureWidth, std::chrono::milliseconds length)
{
    const QString words = lengthText(length);
    const int width = QFontMetrics(themeFont(TextStyle::Meta, true)).horizontalAdvance(words);
    const int room = pictureWidth - 2 * inset;
    const QString play = QStringLiteral("play");
    if (width + icon + 8 <= room)
        return {play, words, {width + icon + 8, 16}};
    return {play, {}, {16, 16}};
}

} // namespace

void paintPictureCount(QPainter &painter, const QRect &picture, int count, const Theme &theme,
                       bool rightToLeft)
{
    paintCount(painter, picture, QStringLiteral("images"), count, theme, rightToLeft);
}

void paintVideoLength(QPainter &painter, const QRect &picture, std::chrono::milliseconds length,
                      const Theme &theme, bool rightToLeft)
{
    paintChip(painter, picture, videoChip(picture.width(), length), theme, rightToLeft);
}

int videoLengthWidth(int pictureWidth, std::chrono::milliseconds length)
{
    return videoChip(pictureWidth, length).size.width();
}

void paintCount(QPainter &painter, const QRect &picture, const QString &iconName, int count,
                const Theme &theme, bool rightToLeft)
{
    const bool small = picture.width() < narrow;
    const QString number = QLocale().toString(count);
    const int more = // than one digit
        number.size() > 1
            ? QFontMetrics(themeFont(TextStyle::Meta, true)).horizontalAdvance(number.mid(1))
            : 0;
    const QSize size = small ? QSize(12 + more, 13) : QSize(27 + more, 16);
    paintChip(painter, picture, {small ? QString() : iconName, number, size}, theme, rightToLeft);
}

} // namespace pinweek
