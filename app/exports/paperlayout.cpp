// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/paperlayout.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace pinweek {

namespace {

// The window's light colours (interaction.md section 2): paper has no dark side.
constexpr QRgb inkColour = 0xFF1D1D1B;
constexpr QRgb secondaryInk = 0xFF5C5C57;
constexpr QRgb hairlineColour = 0xFFE2E2DD;
constexpr QRgb groundColour = 0xFFF5F5F3;

constexpr int daysAWeek = 7;
constexpr qreal margin = 32;
constexpr qreal columnGap = 6;
constexpr qreal weekGap = 12;
constexpr qreal cardGap = 6;
constexpr qreal cardPadding = 6;
constexpr qreal cardRadius = 6;
constexpr qreal stripeWidth = 3;
constexpr qreal dayHeaderHeight = 24;
constexpr qreal footerHeight = 20;
constexpr qreal leastDayHeight = 30;
/** Less of a page than this is not begun with a week that goes on on the next one. */
constexpr qreal leastPiece = 220;
/** A week of more pins a day than this has smaller pictures. */
constexpr qsizetype roomyCards = 2;
constexpr qreal roomyPicture = 210;
constexpr qreal closePicture = 120;
constexpr QSizeF monthPicture(34, 51);

enum class Weight
{
    Plain,
    Bold
};

/** A text that is broken into lines already. */
struct Text
{
    std::shared_ptr<QTextLayout> lines;
    QColor colour;
    QPointF at;
    QSizeF size;
};

struct Card
{
    const PaperCard *card = nullptr;
    qreal height = 0;
    QRectF picture; // within the card
    QRectF ground;  // what the picture stands on; empty: the picture itself
    std::vector<Text> texts;
    QPointF dot; // middle of the state's dot
};

struct Placed
{
    const Card *card = nullptr;
    QPointF at;
};

struct Day
{
    const PaperDay *day = nullptr;
    QRectF rect;
    bool goesOn = false; // began on the page before
};

struct Page
{
    qreal height = 0;
    std::vector<Text> texts;
    std::vector<Day> days;
    std::vector<Placed> cards;
};

} // namespace

struct PaperLayout::Private
{
    Private(const PaperPlan &given, qreal height, bool tight)
        : plan(given), pageHeight(height), isTight(tight)
    {
    }

    [[nodiscard]] Text text(const QString &what, qreal px, Weight weight, QRgb colour,
                            qreal width) const;
    [[nodiscard]] Card monthCard(const PaperCard &card) const;
    [[nodiscard]] Card weekCard(const PaperCard &card, qreal tallest) const;
    void addTimeAndState(Card &made, QPointF at, qreal width, qreal px, qreal &y) const;
    void stack(Card &made, QPointF at, qreal width, const QString &what, qreal px, Weight weight,
               QRgb colour, qreal &y) const;
    void flow();
    void flowWeek(const QList<PaperDay> &week, std::array<std::vector<Card> *, daysAWeek> cards);
    void begin();
    void end(qreal y);
    [[nodiscard]] qreal columnWidth() const
    {
        return (paperPage.width() - 2 * margin - (daysAWeek - 1) * columnGap) / daysAWeek;
    }
    [[nodiscard]] qreal columnX(int column) const
    {
        const int place = plan.isRightToLeft ? daysAWeek - 1 - column : column;
        return margin + place * (columnWidth() + columnGap);
    }
    [[nodiscard]] qreal bottom() const { return pageHeight - margin - footerHeight; }
    void paintDay(QPainter &painter, const Day &day) const;
    void paintCard(QPainter &painter, const Placed &placed, qreal scale,
                   const Pictures &pictures) const;

    const PaperPlan plan;
    const qreal pageHeight;
    const bool isTight;
    std::vector<std::vector<Card>> days; // the cards of each day, of all weeks
    std::vector<Page> pages;
    qreal reached = 0;   // of the page that is filled
    bool isFresh = true; // nothing is on the page but its head
};

Text PaperLayout::Private::text(const QString &what, qreal px, Weight weight, QRgb colour,
                                qreal width) const
{
    QFont font = plan.font;
    font.setPixelSize(int(px));
    font.setWeight(weight == Weight::Bold ? QFont::DemiBold : QFont::Normal);
    // The same widths on every device: what fits here fits there.
    font.setHintingPreference(QFont::PreferNoHinting);
    auto lines = std::make_shared<QTextLayout>(what, font);
    // A text layout takes "leading" for the left side, whatever the direction.
    QTextOption option(plan.isRightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(plan.isRightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    lines->setTextOption(option);
    lines->beginLayout();
    qreal height = 0;
    qreal widest = 0;
    for (QTextLine line = lines->createLine(); line.isValid(); line = lines->createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
        widest = std::max(widest, line.naturalTextWidth());
    }
    lines->endLayout();
    return {lines, QColor::fromRgba(colour), {}, {widest, height}};
}

void PaperLayout::Private::stack(Card &made, QPointF at, qreal width, const QString &what, qreal px,
                                 Weight weight, QRgb colour, qreal &y) const
{
    if (what.isEmpty())
        return;
    Text line = text(what, px, weight, colour, width);
    line.at = {at.x(), y};
    y += line.size.height() + 2;
    made.texts.push_back(std::move(line));
}

/** The time; the state beside it where there is room, else below. */
void PaperLayout::Private::addTimeAndState(Card &made, QPointF at, qreal width, qreal px,
                                           qreal &y) const
{
    constexpr qreal dotWidth = 10;
    Text time = text(made.card->time, px, Weight::Bold, inkColour, width);
    time.at = {at.x(), y};
    Text state = text(made.card->state, px - 1, Weight::Plain, made.card->stateColour.rgba(),
                      width - dotWidth);
    const bool isBeside = time.size.width() + 8 + dotWidth + std::ceil(state.size.width()) <= width;
    const qreal stateX =
        isBeside ? at.x() + width - dotWidth - std::ceil(state.size.width()) : at.x();
    const qreal stateY =
        isBeside ? y + (time.size.height() - state.size.height()) / 2 : y + time.size.height() + 1;
    const bool mirrored = plan.isRightToLeft;
    const qreal lineHeight = QFontMetricsF(state.lines->font()).height();
    // The text's own room ends where the card's does: for right to left the dot is at its right.
    if (mirrored) {
        const qreal right =
            isBeside ? at.x() + dotWidth + std::ceil(state.size.width()) : at.x() + width;
        state.at = {right - dotWidth - (width - dotWidth), stateY};
        made.dot = {right - 4, stateY + lineHeight / 2};
    } else {
        state.at = {stateX + dotWidth, stateY};
        made.dot = {stateX + 4, stateY + lineHeight / 2};
    }
    y = std::max(y + time.size.height(), stateY + state.size.height()) + 2;
    made.texts.push_back(std::move(time));
    made.texts.push_back(std::move(state));
}

Card PaperLayout::Private::weekCard(const PaperCard &card, qreal tallest) const
{
    Card made;
    made.card = &card;
    const qreal width = columnWidth();
    qreal y = 0;
    if (card.picture) {
        const QSize sent = fittedSize(card.fit, card.picture->size);
        const qreal shape = sent.isEmpty() ? 1 : qreal(sent.height()) / sent.width();
        const qreal height = std::min(width * shape, tallest);
        const qreal pictureWidth = std::min(width, height / shape);
        made.ground = QRectF(0, 0, width, height);
        made.picture = QRectF((width - pictureWidth) / 2, 0, pictureWidth, height);
        y = height;
    }
    y += cardPadding;
    const QPointF at(cardPadding + stripeWidth, y);
    const qreal textWidth = width - 2 * cardPadding - stripeWidth;
    addTimeAndState(made, at, textWidth, 12, y);
    stack(made, at, textWidth, card.title, 12, Weight::Bold, inkColour, y);
    stack(made, at, textWidth, card.kind, 11, Weight::Plain, secondaryInk, y);
    stack(made, at, textWidth, card.board, 11, Weight::Plain, secondaryInk, y);
    made.height = y + cardPadding - 2;
    return made;
}

Card PaperLayout::Private::monthCard(const PaperCard &card) const
{
    Card made;
    made.card = &card;
    const qreal left = cardPadding + stripeWidth;
    qreal textX = left;
    qreal y = cardPadding;
    qreal pictureEnd = 0;
    if (card.picture) {
        const QSize sent = fittedSize(card.fit, card.picture->size);
        const QSizeF size = QSizeF(sent).scaled(monthPicture, Qt::KeepAspectRatio);
        const qreal x =
            plan.isRightToLeft ? columnWidth() - cardPadding - monthPicture.width() : left;
        made.picture = QRectF({x + (monthPicture.width() - size.width()) / 2, y}, size);
        pictureEnd = y + size.height();
        if (!plan.isRightToLeft)
            textX += monthPicture.width() + cardPadding;
    }
    const qreal taken = card.picture ? monthPicture.width() + cardPadding : 0;
    const qreal width = columnWidth() - left - cardPadding - taken;
    const QPointF at(textX, y);
    addTimeAndState(made, at, width, 10, y);
    stack(made, at, width, card.title, 10, Weight::Bold, inkColour, y);
    stack(made, at, width, card.kind, 9, Weight::Plain, secondaryInk, y);
    stack(made, at, width, card.board, 9, Weight::Plain, secondaryInk, y);
    made.height = std::max(y - 2, pictureEnd) + cardPadding;
    return made;
}

/** A new page with its head. */
void PaperLayout::Private::begin()
{
    Page page;
    page.height = pageHeight;
    const qreal width = paperPage.width() - 2 * margin;
    qreal top = margin;
    const auto add = [&](const QString &what, qreal px, Weight weight, QRgb colour) {
        if (what.isEmpty())
            return;
        Text line = text(what, px, weight, colour, width);
        line.at = {margin, top};
        top += line.size.height();
        page.texts.push_back(std::move(line));
    };
    if (pages.empty()) {
        add(plan.title, 13, Weight::Bold, secondaryInk);
        add(plan.range, 24, Weight::Bold, inkColour);
        top += 2;
        add(plan.about, 12, Weight::Plain, secondaryInk);
        top += 14;
    } else {
        add(QStringLiteral("%1 · %2").arg(plan.title, plan.range), 13, Weight::Bold, secondaryInk);
        top += 8;
    }
    pages.push_back(std::move(page));
    isFresh = true;
    reached = top;
}

void PaperLayout::Private::end(qreal bottomOfContent)
{
    Page &page = pages.back();
    const qreal needed = bottomOfContent + footerHeight + margin;
    page.height = isTight ? needed : std::max(pageHeight, needed);
}

/** Puts a week below what is on the page, and on as many further pages as its days need. */
void PaperLayout::Private::flowWeek(const QList<PaperDay> &week,
                                    std::array<std::vector<Card> *, daysAWeek> cards)
{
    std::array<size_t, daysAWeek> next{};
    bool isFirst = true;
    for (;;) {
        qreal rest = leastDayHeight;
        qreal tallestNext = 0;
        for (int column = 0; column < daysAWeek; ++column) {
            qreal height = cardGap;
            if (next[column] < cards[column]->size())
                tallestNext = std::max(tallestNext, (*cards[column])[next[column]].height);
            for (size_t i = next[column]; i < cards[column]->size(); ++i)
                height += (*cards[column])[i].height + cardGap;
            rest = std::max(rest, height);
        }
        const qreal space = bottom() - reached - dayHeaderHeight;
        // A week is kept together where a page can hold it.
        const qreal wholePage = bottom() - margin - 30 - dayHeaderHeight;
        const bool isPoorPiece = space < leastPiece || tallestNext + 2 * cardGap > space;
        if (rest > space && !isFresh && (rest <= wholePage || isPoorPiece)) {
            end(reached);
            begin();
            continue;
        }
        qreal height = leastDayHeight;
        bool isLeft = false;
        const size_t firstDay = pages.back().days.size();
        for (int column = 0; column < daysAWeek; ++column) {
            qreal top = cardGap;
            bool isPlaced = false;
            std::vector<Card> &own = *cards[column];
            const bool goesOn = !isFirst && next[column] < own.size();
            while (next[column] < own.size()) {
                const Card &card = own[next[column]];
                // What no page would hold makes this one longer.
                const bool mustFit = isFresh && !isPlaced;
                if (!mustFit && top + card.height + cardGap > space)
                    break;
                pages.back().cards.push_back(
                    {&card, {columnX(column), reached + dayHeaderHeight + top}});
                top += card.height + cardGap;
                ++next[column];
                isPlaced = true;
            }
            height = std::max(height, top);
            isLeft = isLeft || next[column] < own.size();
            pages.back().days.push_back(
                {&week.at(column), QRectF(columnX(column), reached, columnWidth(), 0), goesOn});
        }
        for (size_t i = firstDay; i < pages.back().days.size(); ++i)
            pages.back().days[i].rect.setHeight(dayHeaderHeight + height);
        reached += dayHeaderHeight + height + weekGap;
        isFresh = false;
        isFirst = false;
        if (!isLeft)
            return;
        end(reached - weekGap);
        begin();
    }
}

void PaperLayout::Private::flow()
{
    qsizetype busiest = 0;
    for (const QList<PaperDay> &week : plan.weeks) {
        for (const PaperDay &day : week)
            busiest = std::max(busiest, day.cards.size());
    }
    const qreal tallest = busiest > roomyCards ? closePicture : roomyPicture;
    for (const QList<PaperDay> &week : plan.weeks) {
        for (const PaperDay &day : week) {
            std::vector<Card> &cards = days.emplace_back();
            for (const PaperCard &card : day.cards)
                cards.push_back(plan.isMonth ? monthCard(card) : weekCard(card, tallest));
        }
    }
    begin();
    for (qsizetype week = 0; week < plan.weeks.size(); ++week) {
        std::array<std::vector<Card> *, daysAWeek> cards{};
        for (int column = 0; column < daysAWeek; ++column)
            cards[column] = &days[size_t(week * daysAWeek + column)];
        flowWeek(plan.weeks.at(week), cards);
    }
    end(reached - weekGap);
    for (size_t i = 0; i < pages.size(); ++i) {
        const QString number =
            pages.size() == 1
                ? plan.footer
                //: The last line of a page: when it was made; number of the page, of how many.
                : QCoreApplication::translate("pinweek::PlanPicture", "%1 · Page %2 of %3")
                      .arg(plan.footer)
                      .arg(i + 1)
                      .arg(pages.size());
        Text line = text(number, 11, Weight::Plain, secondaryInk, paperPage.width() - 2 * margin);
        line.at = {margin, pages[i].height - margin - line.size.height() + 4};
        pages[i].texts.push_back(std::move(line));
    }
}

void PaperLayout::Private::paintDay(QPainter &painter, const Day &day) const
{
    if (!day.day->isPart)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor::fromRgba(groundColour));
    painter.drawRoundedRect(day.rect, cardRadius, cardRadius);
    const QLocale locale;
    const QString name = locale.standaloneDayName(day.day->date.dayOfWeek(), QLocale::ShortFormat);
    //: A day that began on the page before.
    const QString more = QCoreApplication::translate("pinweek::PlanPicture", "%1 (goes on)");
    QString title = QStringLiteral("%1 %2").arg(name).arg(day.day->date.day());
    if (day.goesOn)
        title = more.arg(title);
    const Text line = text(title, 12, Weight::Bold, inkColour, day.rect.width() - 2 * cardPadding);
    painter.setPen(line.colour);
    line.lines->draw(&painter,
                     day.rect.topLeft() +
                         QPointF(cardPadding, (dayHeaderHeight - line.size.height()) / 2 + 1));
}

void PaperLayout::Private::paintCard(QPainter &painter, const Placed &placed, qreal scale,
                                     const Pictures &pictures) const
{
    const Card &card = *placed.card;
    const QRectF rect(placed.at, QSizeF(columnWidth(), card.height));
    painter.save();
    QPainterPath outline;
    outline.addRoundedRect(rect, cardRadius, cardRadius);
    painter.fillPath(outline, Qt::white);
    painter.setClipPath(outline);
    if (card.card->picture) {
        if (!card.ground.isEmpty())
            painter.fillRect(card.ground.translated(placed.at), QColor::fromRgba(hairlineColour));
        const QRectF target = card.picture.translated(placed.at);
        const QImage picture = pictures(*card.card, (target.size() * scale).toSize());
        if (picture.isNull())
            painter.fillRect(target, QColor::fromRgba(hairlineColour));
        else
            painter.drawImage(target, picture);
    }
    const qreal stripeX = plan.isRightToLeft ? rect.right() - stripeWidth : rect.left();
    const qreal stripeTop = plan.isMonth ? rect.top() : rect.top() + card.ground.height();
    painter.fillRect(QRectF(stripeX, stripeTop, stripeWidth, rect.bottom() - stripeTop),
                     card.card->boardColour);
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor::fromRgba(hairlineColour), 1));
    painter.drawPath(outline);
    for (const Text &line : card.texts) {
        painter.setPen(line.colour);
        line.lines->draw(&painter, placed.at + line.at);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(card.card->stateColour);
    painter.drawEllipse(placed.at + card.dot, 3, 3);
}

PaperLayout::PaperLayout(const PaperPlan &plan, qreal pageHeight, bool isTight)
    : d(std::make_unique<Private>(plan, pageHeight, isTight))
{
    d->flow();
}

PaperLayout::~PaperLayout() = default;

int PaperLayout::pageCount() const
{
    return int(d->pages.size());
}

QSizeF PaperLayout::pageSize(int page) const
{
    return {paperPage.width(), std::ceil(d->pages.at(size_t(page)).height)};
}

QList<int> PaperLayout::cardsOfPages() const
{
    QList<int> counts;
    for (const Page &page : d->pages)
        counts.append(int(page.cards.size()));
    return counts;
}

bool PaperLayout::isWhole() const
{
    for (const Page &page : d->pages) {
        const QRectF paper(0, 0, paperPage.width(), page.height - margin);
        for (size_t i = 0; i < page.cards.size(); ++i) {
            const QRectF rect(page.cards[i].at,
                              QSizeF(d->columnWidth(), page.cards[i].card->height));
            if (!paper.contains(rect))
                return false;
            for (const Text &text : page.cards[i].card->texts) {
                for (int line = 0; line < text.lines->lineCount(); ++line) {
                    const QRectF words =
                        text.lines->lineAt(line).naturalTextRect().translated(text.at);
                    if (!QRectF(0, 0, rect.width(), rect.height()).contains(words))
                        return false;
                }
            }
            for (size_t other = 0; other < i; ++other) {
                if (rect.intersects({page.cards[other].at,
                                     QSizeF(d->columnWidth(), page.cards[other].card->height)}))
                    return false;
            }
        }
    }
    return true;
}

void PaperLayout::paint(int number, QPainter &painter, qreal scale, const Pictures &pictures,
                        const Painted &painted) const
{
    const Page &page = d->pages.at(size_t(number));
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform |
                           QPainter::TextAntialiasing);
    painter.fillRect(QRectF({}, pageSize(number)), Qt::white);
    for (const Text &line : page.texts) {
        painter.setPen(line.colour);
        line.lines->draw(&painter, line.at);
    }
    for (const Day &day : page.days)
        d->paintDay(painter, day);
    for (const Placed &card : page.cards) {
        d->paintCard(painter, card, scale, pictures);
        if (!painted())
            return;
    }
}

} // namespace pinweek
