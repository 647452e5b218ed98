// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/textlines.h"

#include <QFontMetrics>
#include <QPainter>

#include <utility>

namespace pinweek {

namespace {

constexpr int unlimited = 1 << 20;

/** The line alone, wherever its layout has it: a layout puts it on the left whatever the direction.
 */
void drawAt(QPainter &painter, const QTextLine &line, const QRect &rect, bool rightToLeft,
            TextLines::Side side = TextLines::Side::Leading)
{
    const qreal spare = rect.width() - line.naturalTextWidth();
    const qreal before = side == TextLines::Side::Leading  ? 0
                         : side == TextLines::Side::Centre ? spare / 2
                                                           : spare;
    const qreal left = rect.left() + (rightToLeft ? spare - before : before);
    const qreal top = rect.top() + (rect.height() - line.height()) / 2;
    line.draw(&painter, QPointF(left, top) - line.position());
}

} // namespace

void TextLines::setRightToLeft(bool on)
{
    if (std::exchange(m_rightToLeft, on) != on)
        clear();
}

void TextLines::clear()
{
    m_laid.clear();
}

void TextLines::trim(int texts)
{
    const auto room = m_laid.maxCost();
    m_laid.setMaxCost(texts);
    m_laid.setMaxCost(room);
}

std::unique_ptr<QTextLayout> TextLines::layOut(const QString &words, const QFont &font, int width,
                                               int lines) const
{
    auto layout = std::make_unique<QTextLayout>(words, font);
    QTextOption option;
    option.setTextDirection(m_rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setWrapMode(lines > 1 ? QTextOption::WordWrap : QTextOption::NoWrap);
    layout->setTextOption(option);
    layout->setCacheEnabled(true);
    layout->beginLayout();
    for (int i = 0; i < lines; ++i) {
        QTextLine line = layout->createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
    }
    layout->endLayout(); // the rest of the text belongs to no line of this layout
    return layout;
}

const TextLines::Laid &TextLines::keep(const Key &key, std::unique_ptr<QTextLayout> first,
                                       std::unique_ptr<QTextLayout> second)
{
    auto made = std::make_unique<Laid>();
    made->first = std::move(first);
    made->second = std::move(second);
    const Laid &result = *made;
    m_laid.insert(key, made.release());
    return result;
}

const TextLines::Laid &TextLines::whole(const QString &words, const QFont &font)
{
    const Key key{words, unlimited, 1, font.pixelSize(), font.weight()};
    if (const Laid *known = m_laid.object(key))
        return *known;
    return keep(key, layOut(words, font, unlimited, 1), {});
}

const TextLines::Laid &TextLines::oneLine(const QString &words, const QFont &font, int width)
{
    const Key key{words, width, 1, font.pixelSize(), font.weight()};
    if (const Laid *known = m_laid.object(key))
        return *known;
    // Shaping is dear: what fits is laid out once, whatever the widths of its places.
    const Laid &all = whole(words, font);
    if (all.first->lineAt(0).naturalTextWidth() <= width)
        return all;
    return keep(key,
                layOut(QFontMetrics(font).elidedText(words, Qt::ElideRight, width), font, width, 1),
                {});
}

const TextLines::Laid &TextLines::twoLines(const QString &words, const QFont &font, int width)
{
    const Key key{words, width, 2, font.pixelSize(), font.weight()};
    if (const Laid *known = m_laid.object(key))
        return *known;
    auto first = layOut(words, font, width, 2);
    std::unique_ptr<QTextLayout> second;
    const int firstLength = first->lineAt(0).textLength();
    const int taken = firstLength + (first->lineCount() > 1 ? first->lineAt(1).textLength() : 0);
    // A word alone can be too long for its line.
    const bool firstIsWide = first->lineAt(0).naturalTextWidth() > width;
    const bool secondIsWide = first->lineCount() > 1 && first->lineAt(1).naturalTextWidth() > width;
    const QString rest = words.mid(firstLength).trimmed();
    const auto cut = [&](const QString &text) {
        return layOut(QFontMetrics(font).elidedText(text, Qt::ElideRight, width), font, width, 1);
    };
    if (!rest.isEmpty() && (taken < words.size() || firstIsWide || secondIsWide))
        second = cut(rest);
    if (firstIsWide)
        first = cut(words.left(firstLength).trimmed());
    return keep(key, std::move(first), std::move(second));
}

int TextLines::advance(const QString &words, const QFont &font)
{
    return words.isEmpty() ? 0 : qRound(whole(words, font).first->lineAt(0).naturalTextWidth());
}

void TextLines::draw(QPainter &painter, const QRect &rect, const QString &words, const QFont &font,
                     Side side)
{
    if (words.isEmpty() || rect.width() <= 0)
        return;
    drawAt(painter, oneLine(words, font, rect.width()).first->lineAt(0), rect, m_rightToLeft, side);
}

void TextLines::drawTwo(QPainter &painter, const QRect &rect, const QString &words,
                        const QFont &font)
{
    if (words.isEmpty() || rect.width() <= 0)
        return;
    const Laid &text = twoLines(words, font, rect.width());
    const int height = rect.height() / 2;
    drawAt(painter, text.first->lineAt(0), {rect.left(), rect.top(), rect.width(), height},
           m_rightToLeft);
    const QTextLine second = text.second                   ? text.second->lineAt(0)
                             : text.first->lineCount() > 1 ? text.first->lineAt(1)
                                                           : QTextLine();
    if (second.isValid())
        drawAt(painter, second, {rect.left(), rect.top() + height, rect.width(), height},
               m_rightToLeft);
}

} // namespace pinweek
