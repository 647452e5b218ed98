// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/pinpreparer.h"

#include "core/settings.h"
#include "media/carouselimages.h"
#include "media/preparedimage.h"
#include "pinterest/client.h"
#include "store/boardstore.h"
#include "store/mediastore.h"
#include "store/store.h"
#include "store/utmstore.h"
#include "store/videostore.h"

#include <QCryptographicHash>

namespace pinweek {

namespace {

// Pictures of a megabyte or more each. The next one of each account is made in any case.
constexpr int mostBodies = 2;

QString normalised(const QString &text)
{
    return text.normalized(QString::NormalizationForm_C).simplified();
}

Result<pinterest::PinCreate> requestOf(const Pin &pin, Store &store)
{
    const Result<Board> board = store.boards().board(pin.content.board);
    if (!board && pin.content.board.isValid())
        return fail(board.error());
    if (!board || board->remoteId.isEmpty())
        return fail(ErrorKind::NotFound, QStringLiteral("The pin's board is not at Pinterest."));
    pinterest::PinCreate request;
    request.boardId = board->remoteId;
    if (pin.content.section.isValid()) {
        for (const BoardSection &section : board->sections) {
            if (section.id == pin.content.section)
                request.sectionId = section.remoteId;
        }
        if (request.sectionId.isEmpty())
            return fail(ErrorKind::NotFound,
                        QStringLiteral("The pin's board section is not at Pinterest."));
    }
    request.title = pin.content.title.trimmed();
    request.description = pin.content.description.trimmed();
    const Result<QString> link = store.utm().linkOf(pin.id, pin.content);
    if (!link)
        return fail(link.error());
    request.link = *link;
    request.altText = pin.content.altText.trimmed();
    return request;
}

/** The pictures of a carousel with their own links as Pinterest gets them. */
Pin withTaggedPictures(Pin pin, Store &store)
{
    PinContent one = pin.content;
    for (CarouselPicture &picture : pin.content.pictures) {
        one.link = picture.link;
        picture.link = store.utm().linkOf(pin.id, one).value_or(picture.link);
    }
    return pin;
}

/** The images of a pin, in order: one, or those of a carousel. */
Result<QList<MediaAsset>> imagesOf(const PinContent &content, Store &store)
{
    QList<MediaId> ids;
    for (const CarouselPicture &picture : picturesOf(content))
        ids.append(picture.media);
    Result<QList<MediaAsset>> assets = store.media().assets(ids);
    if (assets && (assets->isEmpty() || assets->size() != ids.size()))
        return fail(ErrorKind::Media, QStringLiteral("The pin has no image."));
    return assets;
}

Result<RequestBody> carouselBody(const pinterest::PinCreate &request,
                                 const QList<CarouselPicture> &pictures,
                                 const QList<MediaAsset> &assets, const QString &workspace,
                                 qint64 targetBytes)
{
    QList<PictureFit> fits;
    for (const CarouselPicture &picture : pictures)
        fits.append(picture.fit);
    const Result<QList<PreparedImage>> images =
        prepareCarousel(assets, workspace, targetBytes, fits);
    if (!images)
        return fail(images.error());
    QList<pinterest::CarouselItem> items;
    for (qsizetype i = 0; i < pictures.size(); ++i) {
        const CarouselPicture &picture = pictures.at(i);
        items.append({images->at(i).bytes, images->at(i).contentType, picture.title.trimmed(),
                      picture.description.trimmed(), picture.link.trimmed()});
    }
    return pinterest::encodePinCreate(request, items);
}

/** A video's cover is a picture as any other. */
Result<RequestBody> videoBody(const pinterest::PinCreate &request, const QString &video,
                              const MediaAsset &cover, const PictureFit &fit,
                              const QString &workspace, qint64 targetBytes)
{
    const Result<PreparedImage> image = prepareImage(cover, workspace, targetBytes, fit);
    if (!image)
        return fail(image.error());
    return pinterest::encodePinCreate(
        request, pinterest::VideoSource{video, image->bytes, image->contentType});
}

Result<RequestBody> imageBody(const pinterest::PinCreate &request, const MediaAsset &asset,
                              const PictureFit &fit, const QString &workspace, qint64 targetBytes)
{
    const Result<PreparedImage> image = prepareImage(asset, workspace, targetBytes, fit);
    if (!image)
        return fail(image.error());
    return pinterest::encodePinCreate(request, image->bytes, image->contentType, image->sha256);
}

Result<PreparedPin> build(const pinterest::PinCreate &request, const Pin &pin,
                          const QList<MediaAsset> &assets, const QString &video,
                          const QString &workspace, qint64 targetBytes)
{
    Result<RequestBody> body =
        !video.isEmpty() ? videoBody(request, video, assets.constFirst(), pin.content.fit,
                                     workspace, targetBytes)
        : pin.content.isCarousel()
            ? carouselBody(request, pin.content.pictures, assets, workspace, targetBytes)
            : imageBody(request, assets.constFirst(), pin.content.fit, workspace, targetBytes);
    if (!body)
        return fail(body.error());
    PreparedPin prepared;
    prepared.revision = pin.revision;
    prepared.body = *std::move(body);
    prepared.sha256 = prepared.body.sha256();
    prepared.link = request.link;
    prepared.video = video;
    return prepared;
}

} // namespace

QByteArray pinFingerprint(const PinContent &content)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const QStringList parts{content.account.toString(),      content.board.toString(),
                            content.section.toString(),      normalised(content.title),
                            normalised(content.description), normalised(content.link),
                            normalised(content.altText)};
    for (const QString &part : parts) {
        const QByteArray bytes = part.toUtf8();
        hash.addData(QByteArray::number(bytes.size()) + ':' + bytes);
    }
    return hash.result().toHex();
}

PinPreparer::PinPreparer(Store &store, Settings &settings, Date date, QObject *parent)
    : QObject(parent), m_store(store), m_settings(settings), m_date(date)
{
    m_pool.setMaxThreadCount(2);
}

PinPreparer::~PinPreparer()
{
    m_pool.clear();
    m_pool.waitForDone();
}

const PreparedPin *PinPreparer::prepared(const Pin &pin) const
{
    const auto found = m_ready.constFind(pin.id);
    if (found == m_ready.constEnd() || found->revision != pin.revision ||
        found->link != m_store.utm().linkOf(pin.id, pin.content).value_or(QString()))
        return nullptr;
    if (!found->video.isEmpty() && found->video != remoteVideoOf(pin)) // it was uploaded anew
        return nullptr;
    return &*found;
}

/** Pinterest's id of the pin's video, once it is ready there. */
QString PinPreparer::remoteVideoOf(const Pin &pin) const
{
    const auto course = m_store.videos().course(pin.id).value_or(std::nullopt);
    const bool isReady = course && course->step == VideoStep::Succeeded &&
                         course->media == pin.content.media &&
                         course->account == pin.content.account;
    return isReady ? course->remoteId : QString();
}

bool PinPreparer::hasRoom() const
{
    return m_ready.size() + m_underWay.size() < mostBodies;
}

void PinPreparer::prepare(const Pin &pin)
{
    if (prepared(pin) || m_underWay.contains(pin.id))
        return;
    m_ready.remove(pin.id);
    QString video;
    Result<QList<MediaAsset>> assets = imagesOf(pin.content, m_store);
    if (assets && assets->constFirst().isVideo()) {
        video = remoteVideoOf(pin);
        if (video.isEmpty())
            return;
        const std::optional<MediaAsset> cover = m_store.media().picture(pin.content);
        if (cover)
            assets = QList<MediaAsset>{*cover};
        else
            assets = fail(ErrorKind::Media,
                          QStringLiteral("The video has no cover picture. Choose one."));
    }
    m_underWay.insert(pin.id);
    Result<pinterest::PinCreate> request = requestOf(pin, m_store);
    if (request && m_date == Date::Sent)
        request->publishAt = pin.dueAt;
    if (pin.content.isCarousel() && !m_settings.carousels())
        request = fail(ErrorKind::Carousel, QStringLiteral("Carousels are switched off."));
    m_pool.start([this, pin = withTaggedPictures(pin, m_store), request, assets, video,
                  workspace = m_store.workspace(), target = m_settings.imageTargetBytes()] {
        Result<PreparedPin> result = !request ? Result<PreparedPin>(fail(request.error()))
                                     : !assets
                                         ? Result<PreparedPin>(fail(assets.error()))
                                         : build(*request, pin, *assets, video, workspace, target);
        // The destructor waits for this function, so `this` is alive here.
        QMetaObject::invokeMethod(
            this,
            [this, id = pin.id, account = pin.content.account, revision = pin.revision,
             result = std::move(result)] {
                m_underWay.remove(id);
                if (!result) {
                    emit failed(id, revision, result.error());
                    return;
                }
                m_ready.insert(id, *result);
                emit ready(id, account);
            },
            Qt::QueuedConnection);
    });
}

void PinPreparer::forget(PinId pin)
{
    m_ready.remove(pin);
}

void PinPreparer::keepOnly(const QSet<PinId> &pins)
{
    m_ready.removeIf([&pins](const auto &entry) { return !pins.contains(entry.key()); });
}

} // namespace pinweek
