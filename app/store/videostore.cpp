// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/videostore.h"

#include "store/pinqueries.h"
#include "store/rows.h"
#include "store/storecore.h"

namespace pinweek {

namespace {

using Write = StoreCore::Context;

QString selectCourses()
{
    return QStringLiteral("SELECT pin_id, account_id, media_id, step, remote_id, percent, tries, "
                          "polls, next_at, begun_at, changed_at FROM video_upload ");
}

VideoCourse readCourse(const Query &query)
{
    VideoCourse course;
    course.pin = query.id<PinId>(0);
    course.account = query.id<AccountId>(1);
    course.media = query.id<MediaId>(2);
    course.step = videoStepFromName(query.text(3));
    course.remoteId = query.text(4);
    course.percent = int(query.integer(5));
    course.tries = int(query.integer(6));
    course.polls = int(query.integer(7));
    course.nextAt = query.time(8);
    course.begunAt = fromEpoch(query.integer(9));
    course.changedAt = fromEpoch(query.integer(10));
    return course;
}

std::optional<VideoCourse> findCourse(Database &db, PinId pin)
{
    Query query(db, selectCourses() + QStringLiteral("WHERE pin_id = ?"));
    query.bind(pin);
    return query.next() ? std::optional(readCourse(query)) : std::nullopt;
}

std::optional<MediaAsset> findMedia(Database &db, MediaId id)
{
    Query query(db, selectMedia() + QStringLiteral("WHERE id = ?"));
    query.bind(id);
    return query.next() ? std::optional(readMedia(query)) : std::nullopt;
}

Result<void> keepCourse(const Write &write, const VideoCourse &course, VideoBytes bytes,
                        const QString &history)
{
    const std::optional<PinRow> row = findPin(write.db, course.pin);
    if (!row || row->removedAt || row->pin.content.media != course.media ||
        row->pin.content.account != course.account)
        return fail(ErrorKind::Conflict,
                    QStringLiteral("Pin %1 has another video by now.").arg(course.pin.toString()));
    Query(
        write.db,
        QStringLiteral("INSERT INTO video_upload (pin_id, account_id, media_id, step, remote_id, "
                       "percent, tries, polls, next_at, begun_at, changed_at, "
                       "uploading_at) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (pin_id) DO UPDATE "
                       "SET account_id = excluded.account_id, media_id = excluded.media_id, "
                       "step = excluded.step, remote_id = excluded.remote_id, "
                       "percent = excluded.percent, tries = excluded.tries, "
                       "polls = excluded.polls, next_at = excluded.next_at, "
                       "begun_at = excluded.begun_at, changed_at = excluded.changed_at, "
                       "uploading_at = excluded.uploading_at"))
        .bind(course.pin)
        .bind(course.account)
        .bind(course.media)
        .bind(videoStepName(course.step))
        .bind(course.remoteId)
        .bind(course.percent)
        .bind(course.tries)
        .bind(course.polls)
        .bind(course.nextAt)
        .bind(course.begunAt)
        .bind(course.changedAt)
        .bind(bytes == VideoBytes::Leaving ? std::optional(write.now) : std::nullopt)
        .run();
    if (!history.isEmpty())
        addHistory(write.db, course.pin, write.now, row->pin.status, row->pin.status, write.origin,
                   history);
    return {};
}

/** A program that was killed leaves its mark behind, but no lock. */
QString isLeavingSql()
{
    return QStringLiteral("video_upload.uploading_at IS NOT NULL AND has_publisher()");
}

} // namespace

QString videoColumn()
{
    // NULL for nearly all.
    return QStringLiteral("(SELECT step || ' ' || percent FROM video_upload WHERE pin_id = pin.id "
                          "AND (step <> 'registered' OR %1)) AS video")
        .arg(isLeavingSql());
}

std::optional<VideoProgress> readVideoProgress(const QString &column)
{
    if (column.isEmpty())
        return std::nullopt;
    const QStringList parts = column.split(QLatin1Char(' '));
    return VideoProgress{videoStepFromName(parts.value(0)), parts.value(1).toInt()};
}

QString videosToSendSql()
{
    return selectPins() +
           QStringLiteral("WHERE id IN (%1) AND (SELECT kind FROM media_asset WHERE id = "
                          "pin.media_id) = 'video' ORDER BY due_at, id")
               .arg(idsToSendSql());
}

VideoStore::VideoStore(StoreCore &core) : m_core(core) {}

Result<QList<VideoPin>> VideoStore::toSend(UtcTime until, int limit) const
{
    return m_core.read<QList<VideoPin>>([&](Database &db) -> Result<QList<VideoPin>> {
        QList<VideoPin> pins;
        {
            Query query(db, videosToSendSql());
            query.bind(until).bind(until).bind(until).bind(limit);
            while (query.next())
                pins.append({readPin(query).pin, {}, {}});
        }
        for (VideoPin &each : pins) {
            each.video = findMedia(db, each.pin.content.media).value_or(MediaAsset());
            each.course = findCourse(db, each.pin.id);
        }
        return pins;
    });
}

Result<std::optional<UtcTime>> VideoStore::nextAfter(UtcTime after) const
{
    return m_core.read<std::optional<UtcTime>>(
        [after](Database &db) -> Result<std::optional<UtcTime>> {
            // From the few videos to their pins.
            Query query(db, QStringLiteral(
                                "SELECT min(coalesce(pin.next_attempt_at, pin.due_at)) FROM "
                                "media_asset CROSS JOIN pin ON pin.media_id = media_asset.id WHERE "
                                "media_asset.kind = 'video' AND pin.status IN ('scheduled', "
                                "'failed') AND pin.removed_at IS NULL AND "
                                "coalesce(pin.next_attempt_at, pin.due_at) > ?"));
            query.bind(after);
            return query.next() ? query.time(0) : std::nullopt;
        });
}

Result<std::optional<VideoCourse>> VideoStore::course(PinId pin) const
{
    return m_core.read<std::optional<VideoCourse>>(
        [pin](Database &db) -> Result<std::optional<VideoCourse>> { return findCourse(db, pin); });
}

Result<QList<Pin>> VideoStore::underWay() const
{
    return m_core.read<QList<Pin>>([](Database &db) -> Result<QList<Pin>> {
        Query query(
            db, selectPins(QStringLiteral("video_upload CROSS JOIN pin ")) +
                    QStringLiteral("WHERE ((video_upload.step IN ('uploaded', 'processing') AND "
                                   "pin.status = 'scheduled') OR (video_upload.step = "
                                   "'registered' AND pin.status IN ('scheduled', 'failed') "
                                   "AND %1)) AND pin.id = video_upload.pin_id AND "
                                   "pin.removed_at IS NULL "
                                   "ORDER BY pin.due_at, pin.id LIMIT 100")
                        .arg(isLeavingSql()));
        QList<Pin> pins;
        while (query.next())
            pins.append(readPin(query).pin);
        return pins;
    });
}

Result<bool> VideoStore::isUploading() const
{
    return m_core.read<bool>([](Database &db) -> Result<bool> {
        return Query(db, QStringLiteral("SELECT 1 FROM video_upload WHERE %1 LIMIT 1")
                             .arg(isLeavingSql()))
            .next();
    });
}

Result<bool> VideoStore::hasVideos() const
{
    return m_core.read<bool>([](Database &db) -> Result<bool> {
        return Query(db, QStringLiteral("SELECT 1 FROM media_asset WHERE kind = 'video' LIMIT 1"))
            .next();
    });
}

void VideoStore::keep(const VideoCourse &course, VideoBytes bytes, const QString &history,
                      QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [course, bytes, history](const Write &write) {
        return keepCourse(write, course, bytes, history);
    });
}

void VideoStore::endUpload(PinId pin, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [pin](const Write &write) -> Result<void> {
        QString sql = QStringLiteral(
            "UPDATE video_upload SET uploading_at = NULL WHERE uploading_at IS NOT NULL");
        if (pin.isValid())
            sql += QStringLiteral(" AND pin_id = ?");
        Query query(write.db, sql);
        if (pin.isValid())
            query.bind(pin);
        query.run();
        return {};
    });
}

void VideoStore::forget(PinId pin, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [pin](const Write &write) -> Result<void> {
        Query(write.db, QStringLiteral("DELETE FROM video_upload WHERE pin_id = ?"))
            .bind(pin)
            .run();
        return {};
    });
}

} // namespace pinweek
