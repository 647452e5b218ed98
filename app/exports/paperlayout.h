// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exports/paperplan.h"

#include <QImage>
#include <QRectF>
#include <QSizeF>

#include <functional>
#include <memory>

class QPainter;

namespace pinweek {

/** All sizes of a page are in these: 1/96 inch. A4 on its side. */
constexpr QSizeF paperPage(1123, 794);

/**
 * Lays a plan out on pages and paints them, always in light colours. No text is cut: cards grow
 * with theirs, days that don't fit go on on the next page, and a page grows with a card that no
 * page would hold. A value without a widget; worker threads (QTextLayout takes milliseconds).
 */
class PaperLayout
{
public:
    /** Gives a pin's picture as it is sent, made for so many device px; null: it can't be read. */
    using Pictures = std::function<QImage(const PaperCard &card, QSize size)>;
    /** Asked after each card; false ends the painting. */
    using Painted = std::function<bool()>;

    /** @param pageHeight  usual height; pages end with their content where `isTight` */
    PaperLayout(const PaperPlan &plan, qreal pageHeight, bool isTight);
    ~PaperLayout();
    Q_DISABLE_COPY_MOVE(PaperLayout)

    [[nodiscard]] int pageCount() const;
    [[nodiscard]] QSizeF pageSize(int page) const;
    /** How often each pin is on a page, in the order of days: once, for tests. */
    [[nodiscard]] QList<int> cardsOfPages() const;
    /** No text leaves its card, and no card its page or another's place. */
    [[nodiscard]] bool isWhole() const;
    /** @param scale  device px for each unit: how finely pictures are made */
    void paint(int page, QPainter &painter, qreal scale, const Pictures &pictures,
               const Painted &painted) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
