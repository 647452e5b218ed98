// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/lookalikes.h"

#include "core/logging.h"
#include "media/picturehash.h"
#include "media/thumbnail.h"
#include "store/database.h"
#include "store/mediastore.h"
#include "store/picturehashes.h"
#include "store/readthread.h"
#include "store/store.h"

#include <QHash>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace pinweek {

namespace {

constexpr int comparedPictures = 24;
constexpr int shownPins = 4;
constexpr int hashedAtOnce = 50;

} // namespace

/** On the search thread only. */
struct LookAlikes::Index
{
    PictureHashes hashes;

    Result<QList<LookAlike>> find(Database &db, const QList<MediaAsset> &own,
                                  const QString &workspace)
    {
        if (const Result<void> read = hashes.refresh(db); !read)
            return fail(read.error());
        QHash<MediaId, MediaAsset> like; // by the picture that looks like one of `own`
        for (const MediaAsset &each : own) {
            if (const Result<void> added = addLike(db, each, own, workspace, like); !added)
                return fail(added.error());
        }
        if (like.isEmpty())
            return QList<LookAlike>();
        const Result<QList<Pin>> pins = pinsWithPictures(db, like.keys(), shownPins);
        if (!pins)
            return fail(pins.error());
        QList<LookAlike> found;
        for (const Pin &pin : *pins) {
            const Result<QList<MediaAsset>> pictures = picturesOfPin(db, pin.content);
            if (!pictures)
                return fail(pictures.error());
            const auto meant =
                std::find_if(pictures->cbegin(), pictures->cend(),
                             [&like](const MediaAsset &each) { return like.contains(each.id); });
            if (meant != pictures->cend())
                found.append({pin, *meant, like.value(meant->id)});
        }
        return found;
    }

private:
    Result<void> addLike(Database &db, const MediaAsset &media, const QList<MediaAsset> &own,
                         const QString &workspace, QHash<MediaId, MediaAsset> &like)
    {
        const QImage picture = readThumbnail(media.sha256, workspace);
        if (picture.isNull())
            return {};
        QList<MediaId> near =
            hashes.nearTo(searchHashes(picture), nearHash, comparedPictures + int(own.size()));
        for (const MediaAsset &each : own)
            near.removeAll(each.id);
        const Result<QList<MediaAsset>> pictures = picturesOf(db, near);
        if (!pictures)
            return fail(pictures.error());
        for (const MediaAsset &each : *pictures) {
            if (!like.contains(each.id) &&
                looksAlike(picture, readThumbnail(each.sha256, workspace)))
                like.insert(each.id, media);
        }
        return {};
    }
};

LookAlikes::LookAlikes(Store &store, const QString &workspace, QObject *parent)
    : QObject(parent), m_store(store), m_workspace(workspace), m_index(std::make_shared<Index>())
{
}

LookAlikes::~LookAlikes() = default;

void LookAlikes::find(const QList<MediaAsset> &pictures, QObject *context,
                      Done<QList<LookAlike>> done)
{
    makeHashes();
    m_store.reads().post([index = m_index, pictures, workspace = m_workspace,
                          receiver = QPointer<QObject>(&m_store),
                          target = QPointer<QObject>(context),
                          done = std::move(done)](Database &db) mutable {
        Result<QList<LookAlike>> found = index->find(db, pictures, workspace);
        QMetaObject::invokeMethod(
            receiver,
            [target, done = std::move(done), found = std::move(found)] {
                if (target)
                    done(found);
            },
            Qt::QueuedConnection);
    });
}

/** A few at a time, so that a question comes in between. */
void LookAlikes::makeHashes()
{
    if (std::exchange(m_making, true))
        return;
    m_store.reads().post([index = m_index, workspace = m_workspace,
                          receiver = QPointer<QObject>(&m_store),
                          self = QPointer<LookAlikes>(this)](Database &db) {
        const Result<QList<MediaAsset>> pictures = picturesWithoutHash(db, hashedAtOnce);
        if (!pictures)
            qCWarning(logStore).noquote()
                << "pictures without a hash can't be read:" << pictures.error().detail;
        if (!pictures || pictures->isEmpty())
            return;
        QList<std::pair<MediaId, quint64>> hashes;
        for (const MediaAsset &each : *pictures)
            hashes.append({each.id, pictureHash(readThumbnail(each.sha256, workspace))});
        QMetaObject::invokeMethod(
            receiver,
            [index, hashes, self] {
                if (!self)
                    return;
                self->m_store.media().setPictureHashes(
                    hashes, self, [self, index](const Result<void> &stored) {
                        if (!stored)
                            return; // asked again at the next start
                        // They are between those that were read.
                        self->m_store.reads().post([index](Database &) { index->hashes.forget(); });
                        self->m_making = false;
                        emit self->hashesMade();
                        self->makeHashes();
                    });
            },
            Qt::QueuedConnection);
    });
}

} // namespace pinweek
