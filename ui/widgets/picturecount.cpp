// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/picturecount.h"

#include "ui/theme/iconengine.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace pinweek {

namespace {

constexpr int narrow = 36; // px; below: the number alone
constexpr int inset = 2;   // from the picture's edge
constexpr int icon = 12;

} // namespace

void paintPictureCount(QPainter &painter, const QRect &picture, int count, const Theme &theme,
                       bool rightToLeft)
{
    paintCount(painter, picture, QStringLiteral("images"), count, theme, rightToLeft);
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
    QRect chip(QPoint(picture.right() + 1 - inset - size.width(),
                      picture.bottom() + 1 - inset - size.height()),
               size);
    if (rightToLeft)
        chip.moveLeft(picture.left() + inset);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.surface);
    painter.drawRoundedRect(chip, metrics::thumbnailRadius, metrics::thumbnailRadius);
    painter.setPen(theme.text);
    painter.setFont(themeFont(TextStyle::Meta, true));
    QRect digit = chip;
    if (!small) {
        QRect mark(0, 0, icon, icon);
        mark.moveCenter(chip.center());
        mark.moveLeft(rightToLeft ? chip.right() - icon - 1 : chip.left() + inset);
        painter.drawPixmap(mark, renderIcon(iconName, theme.text,
                                            mark.size() * painter.device()->devicePixelRatio()));
        digit = rightToLeft ? chip.adjusted(inset, 0, -icon - 1, 0)
                            : chip.adjusted(icon + 1, 0, -inset, 0);
    }
    painter.drawText(digit, int(Qt::AlignCenter), number);
    painter.restore();
}

} // namespace pinweek
