// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/avatar.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace pinweek {

void paintAvatar(QPainter &painter, const QRectF &place, const AccountMark &mark,
                 const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.surface, 1.5));
    painter.setBrush(theme.boardColour(mark.colour));
    painter.drawEllipse(place);
    QFont font = themeFont(TextStyle::Meta, true);
    font.setPixelSize(qMax(7, qRound(place.height() * 0.62)));
    painter.setFont(font);
    painter.setPen(theme.surface);
    painter.drawText(place, Qt::AlignCenter, mark.letter);
    painter.restore();
}

} // namespace pinweek
