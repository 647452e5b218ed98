// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>

class QPainter;

namespace pinweek {

struct Theme;

/** Which account something is of, where several are shown: the first letter of its name, in one of
 * the colours of boards. */
struct AccountMark
{
    QString letter;
    int colour = 0; // 0 to 7
    friend bool operator==(const AccountMark &, const AccountMark &) = default;
};

/** A disc with the letter. */
void paintAvatar(QPainter &painter, const QRectF &place, const AccountMark &mark,
                 const Theme &theme);

} // namespace pinweek
