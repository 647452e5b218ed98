// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"

#include "store/boardstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "workspace/workspace.h"

namespace pinweek {

QString pinLine(const Pin &pin, Workspace &workspace)
{
    const Board board = workspace.store().boards().board(pin.content.board).value_or(Board());
    const QString when = pin.content.planned ? QDateTime(pin.content.planned->date,
                                                         pin.content.planned->time, Qt::UTC)
                                                   .toString(QStringLiteral("yyyy-MM-dd HH:mm"))
                                             : QStringLiteral("-");
    return QStringLiteral("%1  %2  %3  %4  %5")
        .arg(pin.id.toString(), -6)
        .arg(when, -16)
        .arg(videoText(pin).isEmpty() ? statusText(pin.status) : videoText(pin), -11)
        .arg(board.name.left(24), -24)
        .arg(pin.content.title.simplified());
}

} // namespace pinweek
