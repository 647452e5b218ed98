// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/drophint.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace pinweek {

namespace {

constexpr int mostWidth = 260; // px
constexpr QPoint besidePointer{14, 42}; // below the picture that is dragged
constexpr int shadow = 4;

} // namespace

DropHint::DropHint(ThemeManager &theme, QWidget *owner)
    : QWidget(owner), m_theme(theme), m_owner(owner)
{
    setObjectName(QStringLiteral("dropHint"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    hide();
}

void DropHint::showAt(QPoint pos, const QString &text, bool refused)
{
    m_text = text;
    m_refused = refused;
    QWidget *window = m_owner->window();
    if (parentWidget() != window)
        setParent(window);
    const QFontMetrics metrics(themeFont(TextStyle::Meta));
    const int pad = metrics::space2 + shadow;
    const QSize words =
        metrics.boundingRect(QRect(0, 0, mostWidth, 400), Qt::TextWordWrap, text).size();
    resize(words + QSize(2 * pad + 2, 2 * pad));
    const QPoint at = m_owner->mapTo(window, pos) + besidePointer;
    move(qBound(0, at.x(), qMax(0, window->width() - width())),
         qBound(0, at.y(), qMax(0, window->height() - height())));
    show();
    raise();
    update();
}

void DropHint::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_theme.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(shadow, shadow, -shadow, -shadow);
    painter.setPen(Qt::NoPen);
    for (int i = shadow; i >= 1; --i) {
        QColor colour = Qt::black;
        colour.setAlphaF(theme.dark ? 0.14F : 0.05F);
        painter.setBrush(colour);
        painter.drawRoundedRect(box.adjusted(-i, -i + 1, i, i), metrics::controlRadius + i,
                                metrics::controlRadius + i);
    }
    painter.setPen(QPen(m_refused ? theme.needsYou : theme.accent, 1));
    painter.setBrush(theme.surface);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), metrics::controlRadius,
                            metrics::controlRadius);
    painter.setPen(theme.text);
    painter.setFont(themeFont(TextStyle::Meta));
    painter.drawText(box.adjusted(metrics::space2, metrics::space2, -metrics::space2,
                                  -metrics::space2),
                     int(Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignVCenter), m_text);
}

} // namespace pinweek
