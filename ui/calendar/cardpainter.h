// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/madepixmaps.h"
#include "calendar/textlines.h"
#include "core/id.h"
#include "model/pin.h"
#include "theme/theme.h"
#include "widgets/avatar.h"

#include <QCache>
#include <QColor>
#include <QCoreApplication>
#include <QFont>
#include <QFontMetrics>
#include <QHash>
#include <QPixmap>
#include <QSet>
#include <QSize>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>

class QPainter;

namespace pinweek {

class ThumbnailCache;

/** What a card says, ready to be painted. */
struct CardContent
{
    PinId pin;
    qint64 revision = 0;
    /** Grows when something changed that the revision does not count: board, account, the hour. */
    int generation = 0;
    QString time;    // "10:15"
    QString ownTime; // "04:15 New York", when planned in another zone
    QString title;   // empty: "Untitled"
    PinStatus status = PinStatus::Draft;
    bool missed = false;
    /** In place of the second title line: "Needs board, title", "Retrying 14:35", "Missed"; empty:
     * nothing to say. */
    QString notice;
    /** Of a pin's video on its way: it goes on without another revision of the pin. */
    std::optional<VideoProgress> upload = {};
    bool isUploading = false; // or its video is being prepared at Pinterest
    QString sha256; // empty: no picture
    QString format;
    PictureFit fit;
    std::optional<int> boardColour;
    std::optional<int> campaignColour;
    /** Where several accounts are shown. */
    std::optional<AccountMark> account;
    bool sandbox = false;
    bool locked = false;
    /** Of a carousel; 0: one image, or none. */
    int pictures = 0;
    /** The length of a video; 0: it is none. */
    std::chrono::milliseconds video{0};
    /** Only spoken, and in the tool tip: the computer is usually off then. */
    bool offHours = false;
    /** Left out by the filter: only its outline stays. */
    bool outline = false;
};

/** The mark of how a pin is: of its status, or of what that does not tell. */
QString stateIconName(const CardContent &content);

/** How it stands in the view. */
struct CardLook
{
    bool selected = false;
    bool hovered = false;
    friend bool operator==(const CardLook &, const CardLook &) = default;
};

/**
 * Draws cards (interaction.md section 2). A card is drawn straight to the view the first time,
 * since another week or zoom shows most of them once; what is shown again unchanged is drawn into a
 * pixmap that is kept, so that scrolling and dragging only copy. Text is laid out and elided once
 * per card and width, thumbnails come at the exact device size, so nothing is scaled while
 * painting.
 */
class CardPainter
{
    Q_DECLARE_TR_FUNCTIONS(pinweek::CardPainter)

public:
    explicit CardPainter(ThumbnailCache &thumbnails);

    void setTheme(const Theme &theme);
    void setRightToLeft(bool on);
    /** @param at  top left in the painter's px; `size` logical px */
    void paint(QPainter &painter, QPoint at, QSize size, const CardContent &content,
               const CardLook &look);
    /** The card as a pixmap of this device pixel ratio. */
    QPixmap pixmap(QSize size, qreal ratio, const CardContent &content, const CardLook &look);
    /** True while pictures that were asked for are not there yet. */
    [[nodiscard]] bool awaitsPictures() const { return !m_awaited.isEmpty(); }
    /** Where a card that was painted has its state, px from the card's upper left corner; null when
     * it had no room. */
    [[nodiscard]] QRect iconRect(PinId pin) const;
    /** A picture is there. Gives the cards that showed its place and have to be drawn again. */
    QSet<PinId> pictureReady(const QString &sha256);
    void forget(PinId pin);
    /** Lets go of laid out texts beyond those of a few weeks: after a paint, not during it. */
    void settle();
    void clear();

private:
    /** What was drawn of a card last. */
    struct Kept
    {
        QPixmap pixmap; // null: it went straight to the view
        QSize size;
        qreal ratio = 1;
        qint64 revision = 0;
        int generation = 0;
        std::optional<VideoProgress> upload;
        CardLook look;
        bool awaits = false; // its picture was not there
        QRect icon;          // of the state, card px
    };
    /** What is being drawn now. */
    struct Job
    {
        QPainter &painter;
        QSize size;
        qreal ratio;
        const CardContent &content;
        const CardLook &look;
        bool &awaits;
        QRect &icon;
    };

    /** What a card's ground and edge depend on: few of them serve many cards. */
    struct Frame
    {
        QSize size;
        qreal radius = 0; // of its corners
        qreal ratio = 1;
        bool draft = false;
        CardLook look;
        int board = -1;       // colour index; -1: no stripe
        bool picture = false; // the place of a picture, not a card
        bool outline = false; // what the filter leaves of a card
        friend bool operator==(const Frame &, const Frame &) = default;
        friend size_t qHash(const Frame &frame, size_t seed = 0)
        {
            return qHashMulti(seed, frame.size.width(), frame.size.height(), frame.radius,
                              frame.ratio, frame.draft, frame.look.selected, frame.look.hovered,
                              frame.board, frame.picture, frame.outline);
        }
    };

    [[nodiscard]] static bool isSame(const Kept &kept, QSize size, qreal ratio,
                                     const CardContent &content, const CardLook &look);
    [[nodiscard]] static std::unique_ptr<Kept>
    makeKept(QSize size, qreal ratio, const CardContent &content, const CardLook &look);
    void paintStraight(QPainter &painter, QPoint at, QSize size, const CardContent &content,
                       const CardLook &look);
    void draw(Job &job);
    void drawFrame(Job &job);
    void drawPlace(Job &job, QRect place);
    void drawFrame(Job &job, QPoint at, const Frame &frame);
    void drawStretched(Job &job, const QRect &place, const Frame &frame);
    const QPixmap &made(const Frame &frame);
    void paintFrame(QPainter &painter, const Frame &frame) const;
    [[nodiscard]] QColor groundColour(const Frame &frame) const;
    [[nodiscard]] QPen edgePen(const Frame &frame) const;
    void drawHatch(Job &job) const;
    void drawSmall(Job &job);
    void drawMedium(Job &job);
    void drawNarrow(Job &job);
    void drawLarge(Job &job);
    [[nodiscard]] std::optional<QSize> mediumPicture(const Job &job, QFont &timeFont);
    void drawGround(Job &job, QRect rect) const;
    void drawChips(Job &job, QRect line);
    void drawIconAt(Job &job, const QString &name, const QColor &colour, QRect rect) const;
    /** @param covered  px of it, from below, that something else lies over */
    void drawPicture(Job &job, QRect whole, int covered = 0);
    void drawCampaign(Job &job, QRect picture) const;
    void drawAccount(Job &job, QRect picture) const;
    void drawThumbnail(Job &job, QRect rect);
    void drawStateIcon(Job &job, QRect rect) const;
    int drawSandbox(Job &job, QRect line);
    void drawLine(Job &job, QRect rect, const QString &text, const QFont &font,
                  const QColor &colour);
    void drawTitle(Job &job, QRect rect, int lines);
    [[nodiscard]] QColor noticeColour(const CardContent &content) const;
    /** Mirrors a rectangle of a left-to-right card. */
    [[nodiscard]] QRect placed(const Job &job, QRect rect) const;

    ThumbnailCache &m_thumbnails;
    Theme m_theme;
    bool m_rightToLeft = false;
    TextLines m_lines;
    MadePixmaps<Frame> m_frames;
    QFont m_meta, m_metaBold, m_bodyBold;
    QCache<PinId, Kept> m_kept;            // cost in kB
    QHash<QString, QSet<PinId>> m_awaited; // by SHA-256: cards without that picture
};

} // namespace pinweek
