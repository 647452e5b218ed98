// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QFont>
#include <QRect>
#include <QString>
#include <QTextLayout>

#include <memory>

class QPainter;

namespace pinweek {

/**
 * Draws short texts, elided to their place, and keeps how they are laid out: shaping is most of a
 * card's cost, times and notices come again on many cards, and a card is drawn again when its
 * picture comes. Widths are logical px.
 */
class TextLines
{
public:
    /** Where in its place a line stands, from top to bottom always in the middle. */
    enum class Side { Leading, Centre, Trailing };

    void setRightToLeft(bool on);
    /** Of the whole text in one line. */
    [[nodiscard]] int advance(const QString &words, const QFont &font);
    /** One line in the painter's pen. */
    void draw(QPainter &painter, const QRect &rect, const QString &words, const QFont &font,
              Side side = Side::Leading);
    /** Broken into two lines of half of `rect` each, the second elided. */
    void drawTwo(QPainter &painter, const QRect &rect, const QString &words, const QFont &font);
    void clear();
    /** So many texts are kept at most. */
    void setRoom(int texts) { m_laid.setMaxCost(texts); }
    /** Lets go of the least used ones beyond this number. */
    void trim(int texts);

private:
    struct Key
    {
        QString words;
        int width;
        int lines;
        int fontSize;
        int fontWeight;
        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.words, key.width, key.lines, key.fontSize, key.fontWeight);
        }
    };
    struct Laid
    {
        std::unique_ptr<QTextLayout> first;  // with one line or two
        std::unique_ptr<QTextLayout> second; // the second line where it is elided
    };

    [[nodiscard]] std::unique_ptr<QTextLayout> layOut(const QString &words, const QFont &font,
                                                      int width, int lines) const;
    const Laid &keep(const Key &key, std::unique_ptr<QTextLayout> first,
                     std::unique_ptr<QTextLayout> second);
    /** All of it in one line, however wide. */
    const Laid &whole(const QString &words, const QFont &font);
    const Laid &oneLine(const QString &words, const QFont &font, int width);
    const Laid &twoLines(const QString &words, const QFont &font, int width);

    QCache<Key, Laid> m_laid{1000}; // texts
    bool m_rightToLeft = false;
};

} // namespace pinweek
