// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/pinpreparer.h"

#include "core/settings.h"
#include "media/preparedimage.h"
#include "pinterest/client.h"
#include "store/boardstore.h"
#include "store/mediastore.h"
#include "store/store.h"

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
    request.link = pin.content.link.trimmed();
    request.altText = pin.content.altText.trimmed();
    return request;
}

Result<PreparedPin> build(const pinterest::PinCreate &request, const MediaAsset &asset,
                          const QString &workspace, qint64 targetBytes, qint64 revision)
{
    const Result<PreparedImage> image = prepareImage(asset, workspace, targetBytes);
    if (!image)
        return fail(image.error());
    PreparedPin prepared;
    prepared.revision = revision;
    prepared.body = pinterest::encodePinCreate(request, image->bytes, image->contentType);
    prepared.sha256 = prepared.body.sha256();
    if (prepared.sha256.isEmpty())
        return fail(ErrorKind::Storage, QStringLiteral("There is no memory for the request."));
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
    return found != m_ready.constEnd() && found->revision == pin.revision ? &*found : nullptr;
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
    m_underWay.insert(pin.id);
    Result<pinterest::PinCreate> request = requestOf(pin, m_store);
    if (request && m_date == Date::Sent)
        request->publishAt = pin.dueAt;
    const Result<MediaAsset> asset = m_store.media().asset(pin.content.media);
    m_pool.start([this, id = pin.id, revision = pin.revision, request, asset,
                  workspace = m_store.workspace(), target = m_settings.imageTargetBytes()] {
        Result<PreparedPin> result =
            !request ? Result<PreparedPin>(fail(request.error()))
            : !asset ? Result<PreparedPin>(
                           fail(ErrorKind::Media, QStringLiteral("The pin has no image.")))
                     : build(*request, *asset, workspace, target, revision);
        // The destructor waits for this function, so `this` is alive here.
        QMetaObject::invokeMethod(
            this,
            [this, id, revision, result = std::move(result)] {
                m_underWay.remove(id);
                if (!result) {
                    emit failed(id, revision, result.error());
                    return;
                }
                m_ready.insert(id, *result);
                emit ready(id);
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
