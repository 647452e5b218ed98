// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/thumbnailcache.h"

#include "core/logging.h"
#include "media/fittedpicture.h"
#include "media/libraryfile.h"
#include "media/thumbnail.h"

#include <QCache>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QPainter>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace pinweek {

namespace {

using namespace std::chrono_literals;

constexpr QSize largestSize(1200, 1800);
constexpr int widestDecoded = 4096; // px: a small part is shown soft rather than late
constexpr auto retryAfter = 10s;
constexpr int poolThreads = 2; // the publisher and the user interface need the rest

struct Key
{
    QString sha256;
    QSize size;
    qreal radius = 0;
    PictureFit fit = {};

    friend bool operator==(const Key &, const Key &) = default;
    friend size_t qHash(const Key &key, size_t seed = 0)
    {
        // Of the fits nearly all are none; the part is what tells the others apart.
        return qHashMulti(seed, key.sha256, key.size.width(), key.size.height(), key.radius,
                          int(key.fit.kind), key.fit.part.x(), key.fit.part.y());
    }
};

struct Made
{
    QImage image;
    bool broken = false; // the file in media/ cannot be read
};

QImage decodeFromLibrary(const MediaAsset &asset, const QString &workspace, int width)
{
    // It is looked at, not sent: whether it is the very picture is asked then.
    return readLibraryPicture(asset, workspace, width).value_or(QImage());
}

/** Upright px of width that a picture of this shape needs so that what is made of it fills `size`
 * without being blown up. */
int widthToFill(QSize picture, QSize size, const PictureFit &fit)
{
    const QSize fitted = fittedSize(fit, picture);
    return int(qint64(fitted.scaled(size, Qt::KeepAspectRatioByExpanding).width()) *
               picture.width() / std::max(1, fitted.width()));
}

QImage withRoundCorners(const QImage &image, qreal radius)
{
    if (image.isNull() || radius <= 0)
        return image;
    QImage rounded(image.size(), QImage::Format_ARGB32_Premultiplied);
    rounded.fill(Qt::transparent);
    QPainter painter(&rounded);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QBrush(image));
    painter.drawRoundedRect(rounded.rect(), radius, radius);
    return rounded;
}

Made makeThumbnail(const MediaAsset &asset, const QString &workspace, QSize size, qreal radius,
                   const PictureFit &fit)
{
    const bool exists = QFileInfo(libraryPath(asset, workspace)).isReadable();
    QImage image = readThumbnail(asset.sha256, workspace);
    if (image.isNull() && exists) {
        image = decodeFromLibrary(asset, workspace, thumbnailWidth);
        if (image.isNull())
            return {{}, true};
        if (const Result<void> written = writeThumbnail(image, asset.sha256, workspace); !written)
            qCWarning(logMedia, "%s", qUtf8Printable(written.error().detail));
    }
    if (image.isNull())
        return {{}, true};
    const int width = std::min(widthToFill(image.size(), size, fit), widestDecoded);
    // A thumbnail as wide as can be has a larger picture behind it; a narrower one is the whole
    // picture.
    if (exists && width > image.width() && image.width() == thumbnailWidth) {
        if (const QImage larger = decodeFromLibrary(asset, workspace, width); !larger.isNull())
            image = larger;
    }
    return {withRoundCorners(coverCropped(fittedPicture(image, fit), size), radius), !exists};
}

} // namespace

struct ThumbnailCache::Private
{
    explicit Private(QString workspacePath, qsizetype limit)
        : workspace(std::move(workspacePath)), images(limit)
    {
        pool.setMaxThreadCount(poolThreads);
        pool.setObjectName(QStringLiteral("thumbnails"));
        clock.start();
    }

    [[nodiscard]] std::chrono::milliseconds now() const
    {
        return std::chrono::milliseconds(clock.elapsed());
    }

    [[nodiscard]] bool failedJustNow(const QString &sha256) const
    {
        const auto found = failedAt.constFind(sha256);
        return found != failedAt.cend() && now() - *found < retryAfter;
    }

    void keep(const Key &key, const Made &made)
    {
        wanted.remove(key);
        if (made.broken)
            broken.insert(key.sha256);
        else
            broken.remove(key.sha256);
        if (made.image.isNull()) {
            failedAt.insert(key.sha256, now());
            return;
        }
        failedAt.remove(key.sha256);
        images.insert(key, new QImage(made.image), made.image.sizeInBytes());
    }

    struct Wish
    {
        Key key;
        QString format;
    };

    void startAsked(ThumbnailCache *q);
    void start(ThumbnailCache *q, const Wish &wish);

    QString workspace;
    QList<Wish> asked; // started when the event that asks is over
    QCache<Key, QImage> images;
    QSet<Key> wanted;     // under way, so that a picture is made once
    QSet<QString> broken; // the file in media/ cannot be read; there may still be a thumbnail
    QHash<QString, std::chrono::milliseconds> failedAt; // no picture at all
    QElapsedTimer clock;
    int newest = 0;     // priority of the latest wish
    int generation = 0; // a wish from before clear() is not kept
    QThreadPool pool;   // last: its end waits for jobs
};

void ThumbnailCache::Private::startAsked(ThumbnailCache *q)
{
    for (const Wish &wish : std::exchange(asked, {}))
        start(q, wish);
}

void ThumbnailCache::Private::start(ThumbnailCache *q, const Wish &wish)
{
    MediaAsset asset;
    asset.sha256 = wish.key.sha256;
    asset.format = wish.format;
    asset.fileName = wish.key.sha256;
    pool.start(
        [this, q, asset, key = wish.key, path = workspace, wishedIn = generation] {
            const Made made = makeThumbnail(asset, path, key.size, key.radius, key.fit);
            QMetaObject::invokeMethod(
                q,
                [this, q, key, made, wishedIn] {
                    if (wishedIn != generation)
                        return;
                    keep(key, made);
                    emit q->ready(key.sha256);
                },
                Qt::QueuedConnection);
        },
        ++newest);
}

ThumbnailCache::ThumbnailCache(const QString &workspace, QObject *parent, qsizetype limit)
    : QObject(parent), d(std::make_unique<Private>(workspace, limit))
{
}

ThumbnailCache::~ThumbnailCache()
{
    // A job delivers to this object, so none may outlive it.
    d->pool.clear();
    d->pool.waitForDone();
}

QImage ThumbnailCache::thumbnail(const QString &sha256, const QString &format, QSize size,
                                 qreal radius, const PictureFit &fit)
{
    if (sha256.isEmpty() || size.isEmpty())
        return {};
    const Key key{sha256, size.boundedTo(largestSize), radius, fit};
    if (const QImage *image = d->images.object(key))
        return *image;
    if (d->wanted.contains(key) || d->failedJustNow(sha256))
        return {};

    d->wanted.insert(key);
    d->asked.append({key, format});
    // Decoding takes no processor from the frame that asks for the pictures: a timer comes after
    // what is posted, and so after the frame is sent to the screen.
    if (d->asked.size() == 1)
        QTimer::singleShot(0, this, [this] { d->startAsked(this); });
    return {};
}

bool ThumbnailCache::isBroken(const QString &sha256) const
{
    return d->broken.contains(sha256);
}

void ThumbnailCache::clear()
{
    d->pool.clear();
    ++d->generation;
    d->asked.clear();
    d->wanted.clear();
    d->images.clear();
    d->broken.clear();
    d->failedAt.clear();
}

} // namespace pinweek
