// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QSize>
#include <QThreadPool>

namespace pinweek {

/**
 * Thumbnails for painting, at the exact device size, cropped to fill ("cover"). Main thread; decoding runs on a pool.
 * Kept in memory up to a limit in bytes (default 32 MiB); made from the 480 px file in thumbnails/, which is made again from media/ when missing.
 */
class ThumbnailCache : public QObject
{
    Q_OBJECT

public:
    explicit ThumbnailCache(const QString &workspace, QObject *parent = nullptr);
    ~ThumbnailCache() override;

    /**
     * The thumbnail if it is ready, else a null image; then it is made and `ready(sha256)` follows.
     * @param size  device px (logical size × device pixel ratio), at most 1200×1800
     */
    QImage thumbnail(const QString &sha256, const QString &format, QSize size);
    /** True if the asset's file could not be read lately: paint the "missing" mark. */
    [[nodiscard]] bool isBroken(const QString &sha256) const;
    void clear();

signals:
    void ready(const QString &sha256);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
