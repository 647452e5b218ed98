// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/picturecheck.h"

#include "core/network.h"
#include "core/transport.h"
#include "media/carouselimages.h"
#include "media/fittedpicture.h"
#include "media/libraryfile.h"
#include "media/samepicture.h"
#include "media/thumbnail.h"
#include "model/account.h"

#include <QFutureWatcher>
#include <QPointer>
#include <QtConcurrent>

namespace pinweek {

namespace {

constexpr qint64 largestPicture = 8 * 1024 * 1024; // bytes
constexpr std::chrono::seconds slowestPicture{20};
constexpr int shownWidth = 240;         // px
constexpr int leastComparedWidth = 100; // px

/** As it was sent, at least some hundred px wide where the library's picture is. */
QImage sentPicture(const MediaAsset &asset, const PictureFit &fit,
                   std::optional<CarouselShape> shape, const QString &workspace)
{
    // A thumbnail has too little of a small part.
    const bool isSmallPart = fit.kind == FitKind::Crop &&
                             fit.part.width() * thumbnailWidth < leastComparedWidth;
    QImage ours = isSmallPart ? QImage() : readThumbnail(asset.sha256, workspace);
    if (ours.isNull()) {
        const int width = isSmallPart ? int(thumbnailWidth / fit.part.width()) : thumbnailWidth;
        if (const Result<QByteArray> bytes = readLibraryFile(asset, workspace))
            ours = decodeForeignPicture(*bytes, width);
    }
    ours = fittedPicture(ours, fit);
    return shape && !ours.isNull() ? cutToShape(ours, *shape, focusWithin(fit)) : ours;
}

std::optional<bool> isShownBy(const MediaAsset &asset, const PictureFit &fit,
                              std::optional<CarouselShape> shape, const QByteArray &picture,
                              const QString &workspace)
{
    const QImage theirs = decodeForeignPicture(picture, thumbnailWidth);
    const QImage ours = sentPicture(asset, fit, shape, workspace);
    if (ours.isNull() || theirs.isNull())
        return std::nullopt;
    return isSamePicture(ours, theirs);
}

} // namespace

struct PictureCheck::Fetch
{
    QStringList left;
    QHash<QString, QByteArray> pictures;
    QPointer<QObject> context;
    std::function<void(const QHash<QString, QByteArray> &)> done;
};

PictureCheck::PictureCheck(const QString &workspace) : m_workspace(workspace)
{
    hardenNetwork(m_network);
    m_pool.setMaxThreadCount(1);
}

PictureCheck::~PictureCheck()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void PictureCheck::fetch(const QStringList &addresses, QObject *context,
                         std::function<void(const QHash<QString, QByteArray> &)> done)
{
    auto fetch = std::make_shared<Fetch>();
    fetch->left = addresses;
    fetch->context = context;
    fetch->done = std::move(done);
    fetchNext(fetch);
}

void PictureCheck::fetchNext(const std::shared_ptr<Fetch> &fetch)
{
    if (fetch->left.isEmpty()) {
        if (fetch->context)
            fetch->done(fetch->pictures);
        return;
    }
    const QString address = fetch->left.takeFirst();
    HttpRequest request;
    request.verb = "GET";
    request.url = QUrl(address);
    request.timeLimit = slowestPicture;
    request.largestAnswer = largestPicture;
    // The same rule as for the API itself: https, or plain http to this machine only.
    if (!isAllowedApiBase(request.url)) {
        fetchNext(fetch);
        return;
    }
    sendHttp(m_network, request, this, [this, fetch, address](const Result<HttpAnswer> &answer) {
        if (answer && answer->status == 200)
            fetch->pictures.insert(address, answer->body);
        fetchNext(fetch);
    });
}

/** Runs `job` on the pool; `done` stays on this thread and gets the result. */
template<typename Result, typename Job>
void PictureCheck::onPool(Job job, QObject *context, std::function<void(const Result &)> done)
{
    auto *watcher = new QFutureWatcher<Result>(this);
    connect(watcher, &QFutureWatcherBase::finished, context,
            [watcher, done = std::move(done)] { done(watcher->result()); });
    connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(QtConcurrent::run(&m_pool, std::move(job)));
}

void PictureCheck::compare(const MediaAsset &asset, const PictureFit &fit,
                           std::optional<CarouselShape> shape, const QByteArray &picture,
                           QObject *context,
                           std::function<void(std::optional<bool>)> done)
{
    onPool<std::optional<bool>>(
        [asset, fit, shape, picture, workspace = m_workspace] {
            return isShownBy(asset, fit, shape, picture, workspace);
        },
        context, std::move(done));
}

void PictureCheck::shrink(const QHash<QString, QByteArray> &pictures, QObject *context,
                          std::function<void(const QHash<QString, QByteArray> &)> done)
{
    onPool<QHash<QString, QByteArray>>(
        [pictures] {
            QHash<QString, QByteArray> small;
            for (auto picture = pictures.begin(); picture != pictures.end(); ++picture)
                small.insert(
                    picture.key(),
                    smallJpeg(decodeForeignPicture(picture.value(), shownWidth), shownWidth));
            return small;
        },
        context, std::move(done));
}

} // namespace pinweek
