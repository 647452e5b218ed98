// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekview_p.h"
#include "text/timetext.h"

#include <QPainter>

#include <algorithm>

namespace pinweek {

namespace {

constexpr int ghostGap = 2; // px between ghosts
constexpr int leastGhostHeight = 22;
constexpr int cueWidth = 28; // px, as far as the edge that turns the week reaches
constexpr int cueIcon = 20;

/** The ghosts of one minute. */
struct Group
{
    WallTime at;
    QString title;
    int count = 0;
};

QList<Group> groupsOf(const QList<PlannedGhost> &ghosts, QDate first, QDate last)
{
    QList<Group> groups;
    for (const PlannedGhost &ghost : ghosts) {
        if (ghost.at.date < first || ghost.at.date > last)
            continue;
        if (!groups.isEmpty() && groups.last().at == ghost.at)
            ++groups.last().count;
        else
            groups.append({ghost.at, ghost.title, 1});
    }
    return groups;
}

} // namespace

void WeekView::Private::paintPlanned(QPainter &painter) const
{
    if (ghosts.isEmpty())
        return;
    const Theme &theme = themeManager.theme();
    const QList<Group> groups = groupsOf(ghosts, grid.dateOf(0), grid.dateOf(WeekGrid::days - 1));
    QPen edge(theme.accent, 1);
    edge.setDashPattern({3, 3});
    const QFont bold = paintedFont(TextStyle::Meta, true);
    const QFont plain = paintedFont(TextStyle::Meta);
    const int line = QFontMetrics(plain).lineSpacing();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (qsizetype i = 0; i < groups.size(); ++i) {
        const Group &group = groups.at(i);
        const auto day = grid.dayOf(group.at.date);
        if (!day || grid.isFolded(minuteOf(group.at.time)))
            continue;
        const int top = grid.yOf(group.at.time);
        int height = qMin(greatestCardHeight(hourHeight), 64);
        if (i + 1 < groups.size() && groups.at(i + 1).at.date == group.at.date)
            height = qMin(height, grid.yOf(groups.at(i + 1).at.time) - top);
        QRect rect = inset(toViewport(grid.rectOf(*day)), 6, 6);
        rect.setTop(origin().y() + top);
        rect.setHeight(qMax(leastGhostHeight, height - ghostGap));
        painter.setPen(edge);
        painter.setBrush(theme.selection); // opaque: two texts in one place are none
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), metrics::controlRadius,
                                metrics::controlRadius);
        const QRect inner = rect.adjusted(metrics::space2, 3, -metrics::space2, -3);
        const QString time =
            group.count > 1 ? tr("%1 · %n pins", nullptr, group.count).arg(clockText(group.at.time))
                            : clockText(group.at.time);
        painter.setFont(bold);
        painter.setPen(theme.text);
        const QRect timeRect(inner.left(), inner.top(), inner.width(), line);
        painter.drawText(timeRect, int(Qt::AlignVCenter | Qt::AlignLeft), time);
        // Beside the time where there is no second line.
        QRect words(inner.left(), timeRect.bottom() + 1, inner.width(), line);
        if (words.bottom() > rect.bottom() - 2) {
            const int used = QFontMetrics(bold).horizontalAdvance(time) + metrics::space2;
            words = inset(timeRect, used, 0);
        }
        painter.setFont(plain);
        painter.setPen(theme.secondary);
        if (group.count == 1 && words.width() > 24)
            painter.drawText(
                words, int(Qt::AlignVCenter | Qt::AlignLeft),
                QFontMetrics(plain).elidedText(group.title, Qt::ElideRight, words.width()));
    }
    painter.restore();
}

/** While a drag waits at a side: where the week will turn to. */
void WeekView::Private::paintSideCue(QPainter &painter) const
{
    const int side = drag.active ? sideAt(drag.pos) : 0;
    if (side == 0)
        return;
    const Theme &theme = themeManager.theme();
    const QRect view = q->viewport()->rect();
    const bool atLeft = (side < 0) != rightToLeft();
    QRect edge(atLeft ? 0 : view.right() - cueWidth + 1, bodyRect().top(), cueWidth,
               bodyRect().height());
    QColor ground = theme.accent;
    ground.setAlphaF(0.16F);
    painter.fillRect(edge, ground);
    painter.fillRect(QRect(atLeft ? edge.left() : edge.right() - 1, edge.top(), 2, edge.height()),
                     theme.accent);
    QRect place(0, 0, cueIcon, cueIcon);
    place.moveCenter(edge.center());
    drawIcon(painter, atLeft ? QStringLiteral("chevron-left") : QStringLiteral("chevron-right"),
             theme.accent, place);
}

} // namespace pinweek
