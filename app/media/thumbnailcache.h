// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/picturefit.h"

#include <QImage>
#include <QObject>
#include <QSize>
#include <QString>

#include <memory>

namespace pinweek {

/**
 * Thumbnails for painting, at the exact device size, cropped to fill ("cover"). Main thread;
 * decoding runs on a pool of its own, the newest wish first. Kept in memory up to a limit in bytes,
 * the least used go first. Made from the 480 px file in thumbnails/, which is made again from
 * media/ when missing or unreadable; larger sizes from media/ itself.
 */
class ThumbnailCache : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype defaultLimit = 32 * 1024 * 1024; // bytes of pixels

    explicit ThumbnailCache(const QString &workspace, QObject *parent = nullptr,
                            qsizetype limit = defaultLimit);
    /** Waits for the one or two pictures that are being decoded; wishes that have not begun are
     * dropped. */
    ~ThumbnailCache() override;

    /**
     * The thumbnail if it is ready, else a null image; then it is made and `ready(sha256)` follows,
     * once for any number of wishes for the same size. A picture that could not be read is tried
     * again after some seconds at the earliest.
     * @param size    device px (logical size × device pixel ratio), at most 1200×1800
     * @param radius  of its corners, device px: cut out while it is made, so that painting only
     * copies
     * @param fit  what is made of the picture first, so that it looks as it is sent
     */
    QImage thumbnail(const QString &sha256, const QString &format, QSize size, qreal radius = 0,
                     const PictureFit &fit = {});
    /** True if the asset's file in media/ could not be read lately: paint the "missing" mark. */
    [[nodiscard]] bool isBroken(const QString &sha256) const;
    /** Forgets all pictures, and what is known to be broken. */
    void clear();

signals:
    /** The picture is there now, or isBroken() has become known. */
    void ready(const QString &sha256);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
