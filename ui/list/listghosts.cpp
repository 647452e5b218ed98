// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/list/listghosts.h"

#include "text/timetext.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace pinweek {

namespace {

constexpr int mostRows = 5; // the last one says how many more there are
constexpr int rowHeight = 26;
constexpr int timeWidth = 136;

} // namespace

ListGhosts::ListGhosts(ThemeManager &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("listGhosts"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    hide();
}

void ListGhosts::setGhosts(const QList<PlannedGhost> &ghosts)
{
    m_ghosts = ghosts;
    std::stable_sort(m_ghosts.begin(), m_ghosts.end(),
                     [](const PlannedGhost &a, const PlannedGhost &b) {
                         return a.at.resolve().utc < b.at.resolve().utc;
                     });
    setAccessibleName(tr("%n new pin(s), not added yet", nullptr, int(ghosts.size())));
    setVisible(!ghosts.isEmpty());
    updateGeometry();
    update();
}

int ListGhosts::lines() const
{
    return qMin(int(m_ghosts.size()), mostRows);
}

QSize ListGhosts::sizeHint() const
{
    return {0, lines() * rowHeight + 2 * metrics::space1};
}

void ListGhosts::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_theme.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme.surface);
    QPen edge(theme.accent, 1);
    edge.setDashPattern({3, 3});
    for (int i = 0; i < lines(); ++i) {
        const QRect row(metrics::panelPadding, metrics::space1 + i * rowHeight,
                        width() - 2 * metrics::panelPadding, rowHeight - 2);
        painter.setPen(edge);
        painter.setBrush(theme.selection);
        painter.drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), metrics::controlRadius,
                                metrics::controlRadius);
        const QRect inner = row.adjusted(metrics::space2, 0, -metrics::space2, 0);
        const bool rest = i == mostRows - 1 && m_ghosts.size() > mostRows;
        if (rest) {
            painter.setPen(theme.secondary);
            painter.setFont(themeFont(TextStyle::Body));
            painter.drawText(inner, int(Qt::AlignVCenter | Qt::AlignLeft),
                             tr("and %n more", nullptr, int(m_ghosts.size()) - mostRows + 1));
            continue;
        }
        const PlannedGhost &ghost = m_ghosts.at(i);
        const QRect time = QStyle::visualRect(layoutDirection(), inner,
                                              QRect(inner.topLeft(), QSize(timeWidth, inner.height())));
        const QRect words = QStyle::visualRect(layoutDirection(), inner,
                                               inner.adjusted(timeWidth + metrics::space2, 0, 0, 0));
        painter.setPen(theme.text);
        painter.setFont(themeFont(TextStyle::Body, true));
        painter.drawText(time, int(Qt::AlignVCenter | Qt::AlignLeft),
                         dayClockText(ghost.at.date, ghost.at.time));
        painter.setPen(theme.secondary);
        painter.setFont(themeFont(TextStyle::Body));
        painter.drawText(words, int(Qt::AlignVCenter | Qt::AlignLeft),
                         QFontMetrics(painter.font())
                             .elidedText(ghost.title, Qt::ElideRight, words.width()));
    }
}

} // namespace pinweek
