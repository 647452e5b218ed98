// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/cardpainter.h"
#include "calendar/madepixmaps.h"
#include "theme/theme.h"

#include <QHash>
#include <QRect>
#include <QSet>

class QPainter;

namespace pinweek {

class ThumbnailCache;

/**
 * Draws the pins of the month view: the picture at the exact device size with the board's stripe
 * and the state, the time below it; a tile wide enough has the title beside the picture.
 */
class TilePainter
{
public:
    explicit TilePainter(ThumbnailCache &thumbnails);

    void setTheme(const Theme &theme);
    void setRightToLeft(bool on);
    void paint(QPainter &painter, const QRect &rect, const CardContent &content,
               const CardLook &look);
    /** True while pictures that were asked for are not there yet. */
    [[nodiscard]] bool awaitsPictures() const { return !m_awaited.isEmpty(); }
    /** A picture is there. Gives the pins that showed its place and have to be painted again. */
    QSet<PinId> pictureReady(const QString &sha256) { return m_awaited.take(sha256); }

private:
    /** A part that many tiles share. */
    struct Part
    {
        enum Kind
        {
            Place,   // of a picture
            Outline, // of what is left out
            Edge,    // of a picture, with the board's stripe
            State,   // a disc with the icon
        };
        Kind kind = Place;
        QSize size;
        qreal ratio = 1;
        CardLook look;
        bool draft = false;
        int board = -1; // colour index; -1: no stripe
        QString icon;
        QRgb colour = 0;
        friend bool operator==(const Part &, const Part &) = default;
        friend size_t qHash(const Part &part, size_t seed = 0)
        {
            return qHashMulti(seed, int(part.kind), part.size.width(), part.size.height(),
                              part.ratio, part.look.selected, part.look.hovered, part.draft,
                              part.board, part.icon, part.colour);
        }
    };

    void paintPart(QPainter &painter, QPoint at, const Part &part);
    void makePart(QPainter &painter, const Part &part) const;
    void paintEdge(QPainter &painter, const QRect &picture, const CardContent &content,
                   const CardLook &look);
    [[nodiscard]] QRect mirrored(QRect part, const QRect &whole) const;
    void paintPicture(QPainter &painter, const QRect &rect, const CardContent &content);
    void paintState(QPainter &painter, const QRect &picture, const CardContent &content);
    void paintMarks(QPainter &painter, const QRect &picture, const CardContent &content) const;
    void paintWords(QPainter &painter, const QRect &rect, const CardContent &content) const;
    void paintIcon(QPainter &painter, const QString &name, const QColor &colour, QRect rect) const;

    ThumbnailCache &m_thumbnails;
    Theme m_theme;
    bool m_rightToLeft = false;
    TextLines m_lines;
    QFont m_meta, m_metaBold;
    MadePixmaps<Part> m_parts;
    QHash<QString, QSet<PinId>> m_awaited; // by SHA-256: pins without that picture
};

} // namespace pinweek
