// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/textlines.h"

#include <QFontMetrics>
#include <QPainter>

namespace pinweek {

namespace {

constexpr int unlimited = 1 << 20;

void drawAt(QPainter &painter, const QTextLayout &layout, const QRect &rect)
{
    const qreal height = layout.lineAt(0).height();
    layout.draw(&painter, QPointF(rect.left(), rect.top() + (rect.height() - height) / 2));
}

} // namespace

void TextLines::setRightToLeft(bool on)
{
    m_rightToLeft = on;
    clear();
}

void TextLines::clear()
{
    m_laid.clear();
}

std::unique_ptr<QTextLayout> TextLines::line(const QString &words, const QFont &font,
                                             int width) const
{
    auto layout = std::make_unique<QTextLayout>(words, font);
    QTextOption option;
    option.setTextDirection(m_rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setWrapMode(QTextOption::NoWrap);
    layout->setTextOption(option);
    layout->setCacheEnabled(true);
    layout->beginLayout();
    QTextLine line = layout->createLine();
    if (line.isValid())
        line.setLineWidth(width);
    layout->endLayout();
    return layout;
}

const TextLines::Laid &TextLines::laid(const QString &words, const QFont &font, int width,
                                       int lines)
{
    const Key key{words, width, lines, font.pixelSize(), font.weight()};
    if (const Laid *known = m_laid.object(key))
        return *known;
    auto made = std::make_unique<Laid>();
    made->first = line(words, font, width);
    const bool fits = made->first->lineAt(0).naturalTextWidth() <= width;
    if (!fits && lines == 2) {
        QTextLayout &first = *made->first;
        QTextOption option = first.textOption();
        option.setWrapMode(QTextOption::WordWrap);
        first.setTextOption(option);
        first.beginLayout();
        QTextLine line = first.createLine();
        line.setLineWidth(width);
        first.endLayout(); // the rest of the text belongs to no line of this layout
        const QString rest = words.mid(line.textLength()).trimmed();
        if (!rest.isEmpty())
            made->second = this->line(
                QFontMetrics(font).elidedText(rest, Qt::ElideRight, width), font, width);
    } else if (!fits) {
        made->first =
            line(QFontMetrics(font).elidedText(words, Qt::ElideRight, width), font, width);
    }
    const Laid &result = *made;
    m_laid.insert(key, made.release());
    return result;
}

int TextLines::advance(const QString &words, const QFont &font)
{
    return words.isEmpty()
               ? 0
               : qRound(laid(words, font, unlimited, 1).first->lineAt(0).naturalTextWidth());
}

void TextLines::draw(QPainter &painter, const QRect &rect, const QString &words, const QFont &font)
{
    if (!words.isEmpty() && rect.width() > 0)
        drawAt(painter, *laid(words, font, rect.width(), 1).first, rect);
}

void TextLines::drawTwo(QPainter &painter, const QRect &rect, const QString &words,
                        const QFont &font)
{
    if (words.isEmpty() || rect.width() <= 0)
        return;
    const Laid &text = laid(words, font, rect.width(), 2);
    const int height = rect.height() / 2;
    drawAt(painter, *text.first, {rect.left(), rect.top(), rect.width(), height});
    if (text.second)
        drawAt(painter, *text.second, {rect.left(), rect.top() + height, rect.width(), height});
}

} // namespace pinweek
