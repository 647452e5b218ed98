// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QPainter>
#include <QPixmap>
#include <QSize>

#include <memory>

namespace pinweek {

/** Small drawings that come again on many cards, each made once. `Key` holds all that one depends
 * on, its size and device pixel ratio too. */
template<typename Key>
class MadePixmaps
{
public:
    /**
     * Good until the next one is asked for. `make` draws it, into a transparent pixmap and with
     * smooth edges.
     * @param size  logical px, not empty
     */
    template<typename Make>
    const QPixmap &of(QSize size, qreal ratio, const Key &key, const Make &make)
    {
        if (const QPixmap *known = m_made.object(key))
            return *known;
        auto made = std::make_unique<QPixmap>(size * ratio);
        made->setDevicePixelRatio(ratio);
        made->fill(Qt::transparent);
        QPainter painter(made.get());
        painter.setRenderHint(QPainter::Antialiasing);
        make(painter);
        painter.end();
        const QPixmap &result = *made;
        // The newest one stays, however large it is.
        const int kilobytes = result.width() * result.height() * 4 / 1024 + 1;
        m_made.insert(key, made.release(), qMin(roomKilobytes / 2, kilobytes));
        return result;
    }
    void clear() { m_made.clear(); }

private:
    static constexpr int roomKilobytes = 4 * 1024;

    QCache<Key, QPixmap> m_made{roomKilobytes};
};

} // namespace pinweek
