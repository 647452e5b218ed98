// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/cardpainter.h"
#include "theme/theme.h"

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
    /** Pictures that were asked for and are not there yet (SHA-256). */
    [[nodiscard]] const QSet<QString> &awaited() const { return m_awaited; }
    void pictureReady(const QString &sha256) { m_awaited.remove(sha256); }

private:
    [[nodiscard]] QRect mirrored(QRect part, const QRect &whole) const;
    void paintPicture(QPainter &painter, const QRect &rect, const CardContent &content);
    void paintState(QPainter &painter, const QRect &picture, const CardContent &content) const;
    void paintMarks(QPainter &painter, const QRect &picture, const CardContent &content) const;
    void paintWords(QPainter &painter, const QRect &rect, const CardContent &content) const;
    void paintIcon(QPainter &painter, const QString &name, const QColor &colour, QRect rect) const;

    ThumbnailCache &m_thumbnails;
    Theme m_theme;
    bool m_rightToLeft = false;
    TextLines m_lines;
    QFont m_meta, m_metaBold;
    QSet<QString> m_awaited;
};

} // namespace pinweek
