// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/videocourier.h"

#include "core/logging.h"
#include "pinterest/client.h"
#include "pinterest/videoupload.h"
#include "publisher/latekeeper.h"
#include "publisher/retrypolicy.h"
#include "publisher/videopolicy.h"
#include "store/accountstore.h"
#include "store/pinstore.h"
#include "store/store.h"

#include <QDir>
#include <QRandomGenerator>

#include <algorithm>

namespace pinweek {

namespace {

constexpr int mostVideos = 1000;
constexpr std::chrono::hours watched{24};
// What lies at Pinterest is asked for again so long before its pin.
constexpr std::chrono::minutes lookAhead{2};
// The list is read again by itself: a pin that nobody touched comes within its time.
constexpr std::chrono::minutes readFor{1};
// A due pin that waits for longer says why.
constexpr std::chrono::minutes longestSilence{1};
// After a file has arrived its registration may be told of as before for a moment.
constexpr int pollsOfArrival = 5;
constexpr std::chrono::seconds progressEvery{1};
// A due pin that waits for another's upload is looked at again.
constexpr std::chrono::minutes laneWait{5};

enum class Doing
{
    Registering,
    Uploading,
    Asking
};

Error videoError(const QString &sentence)
{
    return {ErrorKind::Video, sentence};
}

Error fileGone()
{
    return videoError(QStringLiteral("The video's file is missing from the media library, or can't "
                                     "be read. Bring the video in again, then schedule the pin."));
}

Error notUsable()
{
    return videoError(QStringLiteral(
        "Pinterest could not process the video. Save it again as MP4 (H.264 with AAC "
        "sound) and replace it, or try again."));
}

Error uploadRefused(const QString &code)
{
    const QString why = code.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(code);
    return videoError(QStringLiteral("Pinterest refused the upload of the video several times%1. "
                                     "Try again later, or replace the video.")
                          .arg(why));
}

Error processingEndless()
{
    return videoError(QStringLiteral("Pinterest has been preparing the video for more than a day. "
                                     "Try again to upload it once more, or replace it."));
}

Error processingLong()
{
    return videoError(QStringLiteral("Pinterest is still preparing the video. Pinweek looks again "
                                     "by itself, and publishes the pin when it is ready."));
}

Error uploadInterrupted()
{
    return videoError(QStringLiteral("The upload of the video was interrupted. Pinweek tries again "
                                     "by itself, and publishes the pin when it has arrived."));
}

Error uploadGivenUp()
{
    return videoError(QStringLiteral("The upload of the video came to nothing %1 times. Check the "
                                     "internet connection, then try again, or replace the video.")
                          .arg(mostInterruptedUploads));
}

Error laneTaken()
{
    return videoError(QStringLiteral("Another video of this account is being uploaded. This one "
                                     "follows by itself, and then the pin goes out."));
}

/** Of an answer only Pinterest's own words are kept: they are quoted as such. */
PinError pinError(const Error &error)
{
    return {error.kind, error.httpStatus > 0 ? error.apiMessage : error.detail, error.httpStatus,
            error.apiCode};
}

Error sandboxHasNoVideos()
{
    return videoError(
        QStringLiteral("Pinterest's sandbox takes no videos. Publish it with your own "
                       "account, or replace the video by a picture."));
}

/** In the order in which pins are to go out. */
bool isEarlier(const Pin &one, const Pin &other)
{
    const UtcTime at = one.dueAt.value_or(UtcTime());
    const UtcTime otherAt = other.dueAt.value_or(UtcTime());
    return at != otherAt ? at < otherAt : one.id < other.id;
}

/** Until an upload is tried again, of which `tries` in a row came to nothing. */
std::chrono::seconds waitAfter(int tries)
{
    return decideAfter({ErrorKind::Offline, {}}, tries,
                       QRandomGenerator::global()->generateDouble())
        .wait;
}

bool isOf(const VideoCourse &course, const Pin &pin)
{
    return course.media == pin.content.media && course.account == pin.content.account;
}

UtcTime sendTime(const Pin &pin)
{
    return pin.sendAt().value_or(UtcTime());
}

} // namespace

/** What is being done for one video. */
struct VideoCourier::Job
{
    Pin pin;
    MediaAsset video;
    VideoCourse course;
    Doing doing = Doing::Asking;
    std::unique_ptr<pinterest::VideoUpload> upload;
    std::chrono::milliseconds keptAt{0}; // Clock::steady()
};

VideoCourier::VideoCourier(Store &store, const Clock &clock, ClientFor clientFor)
    : SettlingGuard(store), m_clock(clock), m_clientFor(std::move(clientFor))
{
}

VideoCourier::~VideoCourier() = default;

bool VideoCourier::isAtWork() const
{
    return !m_jobs.isEmpty();
}

bool VideoCourier::isAtWork(PinId pin) const
{
    return m_jobs.contains(pin);
}

void VideoCourier::start()
{
    store().videos().endUpload({}, this, {});
}

void VideoCourier::stop()
{
    const bool wasUploading = std::any_of(m_jobs.begin(), m_jobs.end(), [](const JobPtr &job) {
        return job->doing != Doing::Asking;
    });
    m_jobs.clear();
    if (wasUploading)
        store().videos().endUpload({}, this, {});
}

bool VideoCourier::holdsPin(PinId pin, UtcTime now) const
{
    return m_held.contains(pin) || SettlingGuard::holdsPin(pin, now);
}

/** False: there is nothing to do, or it can't be told. */
bool VideoCourier::read(UtcTime now)
{
    if (!m_hasVideos)
        m_hasVideos = store().videos().hasVideos().value_or(true);
    if (!*m_hasVideos) {
        m_videos.clear();
        m_nextAfter.reset();
        return false;
    }
    if (m_readAt && *m_readAt <= now && now - *m_readAt < readFor)
        return true;
    const Result<QList<VideoPin>> videos = store().videos().toSend(now + watched, mostVideos);
    if (!videos) {
        qCWarning(logPublisher) << "videos can't be read:" << videos.error().detail;
        return false;
    }
    m_videos = *videos;
    m_nextAfter = store().videos().nextAfter(now + watched).value_or(std::nullopt);
    m_readAt = now;
    return true;
}

void VideoCourier::round(const MayAsk &mayAsk, UtcTime now)
{
    if (!read(now)) {
        if (m_hasVideos == false)
            m_held.clear();
        return;
    }
    giveUpOthers();
    m_restUntil.removeIf([now](const auto &entry) { return entry.value() <= now; });
    m_held.clear();
    for (const VideoPin &each : std::as_const(m_videos))
        checkHeld(each, now);
    for (const VideoPin &each : std::as_const(m_videos)) {
        if (!m_jobs.contains(each.pin.id) && !rests(each.pin.id, now) &&
            mayAsk(each.pin.content.account))
            goOn(each, now);
    }
}

/** Pins that got another video or account, or are no longer to be sent. */
void VideoCourier::giveUpOthers()
{
    m_jobs.removeIf([this](const auto &entry) {
        Job &job = *entry.value();
        const auto now =
            std::find_if(m_videos.begin(), m_videos.end(), [&job](const VideoPin &each) {
                return each.pin.id == job.pin.id && isOf(job.course, each.pin);
            });
        if (now != m_videos.end()) {
            job.pin = now->pin; // it may have got another time
            return false;
        }
        if (job.doing != Doing::Asking)
            store().videos().endUpload(job.pin.id, this, {});
        return true;
    });
}

void VideoCourier::checkHeld(const VideoPin &each, UtcTime now)
{
    const bool isReady = each.course && isOf(*each.course, each.pin) &&
                         each.course->step == VideoStep::Succeeded &&
                         now - each.course->changedAt < uploadTrustedFor;
    if (!isReady) {
        m_held.insert(each.pin.id);
        const UtcTime next = std::max(each.course ? each.course->nextAt.value_or(now) : now,
                                      m_restUntil.value(each.pin.id, now));
        // It would be waited for in silence.
        const bool hasFailed =
            each.course && each.course->step == VideoStep::Registered && each.course->tries > 1;
        const std::chrono::seconds silence = hasFailed ? std::chrono::seconds(0) : longestSilence;
        if (sendTime(each.pin) <= now && next - now > silence && !m_jobs.contains(each.pin.id))
            postpone(each, next);
        return;
    }
    sendNow(each, now);
    settleLate(each, now);
}

/** What is uploaded for the account, or registered for that. */
VideoCourier::JobPtr VideoCourier::uploadOf(AccountId account) const
{
    const auto job = std::find_if(m_jobs.begin(), m_jobs.end(), [account](const JobPtr &each) {
        return each->course.account == account && each->doing != Doing::Asking;
    });
    return job == m_jobs.end() ? JobPtr() : *job;
}

/** Whether the pin's upload may begin: the lane is free, or a later pin's upload makes way since
 * this one would be late. */
bool VideoCourier::takeLane(const VideoPin &each, UtcTime now)
{
    const JobPtr other = uploadOf(each.pin.content.account);
    if (!other)
        return true;
    const bool isInHaste = sendTime(each.pin) - now <= uploadNeeds(each.video.bytes);
    if (!isInHaste || !isEarlier(each.pin, other->pin) || other->course.percent >= nearlyUploaded)
        return false;
    makeWay(other);
    return true;
}

/** Its upload begins again when there is room; nothing of it has failed. */
void VideoCourier::makeWay(const JobPtr &job)
{
    m_jobs.remove(job->pin.id);
    m_readAt.reset();
    if (job->doing == Doing::Registering) {
        store().videos().endUpload(job->pin.id, this, {}); // that it begins may be on its way
        return;
    }
    job->course.percent = 0;
    store().videos().keep(job->course, VideoBytes::Resting,
                          QStringLiteral("the video's upload makes way for that of a pin that is "
                                         "due earlier; it begins again after it"),
                          this, {});
}

void VideoCourier::waitForLane(const VideoPin &each, UtcTime now)
{
    postpone(each.pin, laneTaken(), now + laneWait, each.pin.status == PinStatus::Scheduled);
}

/** The video of a pin that was put off for it is ready earlier than was thought. */
void VideoCourier::sendNow(const VideoPin &each, UtcTime now)
{
    const Pin &pin = each.pin;
    if (pin.status == PinStatus::Failed && pin.lastError &&
        pin.lastError->kind == ErrorKind::Video && sendTime(pin) > now)
        postpone(pin, videoError(pin.lastError->message), now, false);
}

bool VideoCourier::isCurrent(const JobPtr &job) const
{
    return m_jobs.value(job->pin.id) == job;
}

bool VideoCourier::rests(PinId pin, UtcTime now) const
{
    return m_restUntil.value(pin, now) > now;
}

/** The next thing to do for one video, if it is time for it. */
void VideoCourier::goOn(const VideoPin &each, UtcTime now)
{
    const std::chrono::seconds left = sendTime(each.pin) - now;
    const std::optional<VideoCourse> &course = each.course;
    if (course && isOf(*course, each.pin) && course->step == VideoStep::Failed) {
        refuse(each.pin, notUsable());
        return;
    }
    if (!course || !isOf(*course, each.pin) || course->remoteId.isEmpty()) {
        const bool isTime = left <= uploadAhead(each.video.bytes) &&
                            (!course || course->nextAt.value_or(now) <= now);
        if (isTime && takeLane(each, now))
            registerVideo(each);
        else if (isTime && left <= std::chrono::seconds(0))
            waitForLane(each, now);
        return;
    }
    switch (course->step) {
    case VideoStep::Registered:
    case VideoStep::Uploaded:
    case VideoStep::Processing:
        if (course->nextAt.value_or(now) <= now && left <= uploadMostAhead)
            ask(each);
        return;
    case VideoStep::Succeeded:
        if (m_held.contains(each.pin.id) && left <= lookAhead)
            ask(each);
        return;
    case VideoStep::Failed:
        return;
    }
}

std::optional<UtcTime> VideoCourier::nextRelease(UtcTime now) const
{
    std::optional<UtcTime> next;
    const auto consider = [&next, now](UtcTime at) {
        if (at > now && (!next || at < *next))
            next = at;
    };
    for (const VideoPin &each : m_videos) {
        if (m_jobs.contains(each.pin.id))
            continue;
        const UtcTime at = sendTime(each.pin);
        consider(m_restUntil.value(each.pin.id, now));
        if (const auto told = m_told.constFind(each.pin.id); told != m_told.constEnd())
            consider(told->at + storeRetry);
        if (!each.course || each.course->remoteId.isEmpty()) {
            consider(at - uploadAhead(each.video.bytes));
            consider(at - uploadNeeds(each.video.bytes)); // it may take the lane then
            consider(at);
            consider(each.course ? each.course->nextAt.value_or(now) : now);
        } else if (each.course->step == VideoStep::Succeeded) {
            consider(at - lookAhead);
        } else {
            consider(std::max(at - uploadMostAhead, each.course->nextAt.value_or(now)));
        }
    }
    if (m_nextAfter)
        consider(*m_nextAfter - watched + std::chrono::seconds(1));
    return next;
}

void VideoCourier::storeChanged(const ChangeSet &changes)
{
    if (changes.everything || changes.media)
        m_hasVideos.reset();
    if (changes.everything || !changes.pins.isEmpty() || !changes.accounts.isEmpty() ||
        changes.media)
        m_readAt.reset();
}

void VideoCourier::wake()
{
    m_restUntil.clear();
    m_told.clear();
    m_readAt.reset();
}

/** It goes out as soon as its video is ready, and says why it is late. */
void VideoCourier::settleLate(const VideoPin &each, UtcTime now)
{
    const Pin &pin = each.pin;
    const bool isLate = pin.status == PinStatus::Scheduled && pin.dueAt &&
                        *pin.dueAt < now - lateGrace && pin.lateCause == LateCause::None &&
                        each.course->changedAt > *pin.dueAt;
    if (!isLate || isSettling(pin.id))
        return;
    LateStep step;
    step.pin = pin.id;
    step.expectedRevision = pin.revision;
    step.cause = LateCause::Video;
    step.at = now;
    settle({step});
}

void VideoCourier::postpone(const VideoPin &each, UtcTime until)
{
    const bool isAtPinterest = each.course && each.course->step != VideoStep::Registered;
    postpone(each.pin,
             m_why.value(each.pin.id, isAtPinterest ? processingLong() : uploadInterrupted()),
             until, true);
}

void VideoCourier::postpone(const Pin &pin, const Error &error, UtcTime until, bool say)
{
    if (isBeingTold(pin.id, pin.revision))
        return;
    store().pins().postpone(pin.id, pin.revision, pinError(error), until, this,
                            [this, id = pin.id, error, until, say](const Result<void> &stored) {
                                if (stored && say)
                                    emit told({PublisherEvent::Kind::Retry, id, error, until});
                                emit moved();
                            });
}

/** What is said of a pin gets it another state; until that is stored it is not said again, unless
 * it takes so long that it can't have been. */
bool VideoCourier::isBeingTold(PinId pin, qint64 revision)
{
    const UtcTime now = m_clock.now();
    const auto told = m_told.constFind(pin);
    if (told != m_told.constEnd() && told->revision == revision && now >= told->at &&
        now - told->at < storeRetry)
        return true;
    m_told.insert(pin, {revision, now});
    return false;
}

/** A person has to do something about the pin; said once for each of its revisions. */
void VideoCourier::refuse(const Pin &pin, const Error &error)
{
    const Result<Pin> now = store().pins().pin(pin.id);
    const qint64 revision = now ? now->revision : pin.revision;
    if (!isBeingTold(pin.id, revision))
        emit unusable(pin.id, revision, error);
}

VideoCourier::JobPtr VideoCourier::begin(const VideoPin &each)
{
    auto job = std::make_shared<Job>();
    job->pin = each.pin;
    job->video = each.video;
    job->course = each.course.value_or(VideoCourse());
    job->course.pin = each.pin.id;
    job->course.account = each.pin.content.account;
    job->course.media = each.pin.content.media;
    m_jobs.insert(each.pin.id, job);
    return job;
}

void VideoCourier::registerVideo(const VideoPin &each)
{
    const AccountId id = each.pin.content.account;
    const Result<Account> account = store().accounts().account(id);
    if (account && account->environment == Environment::Sandbox) {
        refuse(each.pin, sandboxHasNoVideos());
        return;
    }
    pinterest::Client *client = m_clientFor(id);
    if (!client)
        return;
    const JobPtr job = begin(each);
    job->doing = Doing::Registering;
    client->registerMedia(this, [this, job](const Result<pinterest::MediaRegistration> &answer) {
        if (!isCurrent(job))
            return;
        if (answer)
            registered(job, *answer);
        else
            askingFailed(job, answer.error());
    });
}

void VideoCourier::registered(const JobPtr &job, const pinterest::MediaRegistration &registration)
{
    m_failures.remove(job->pin.id);
    VideoCourse &course = job->course;
    course.step = VideoStep::Registered;
    course.remoteId = registration.id;
    course.percent = 0;
    course.polls = 0;
    course.nextAt.reset();
    course.begunAt = m_clock.now();
    course.changedAt = course.begunAt;
    QString history =
        QStringLiteral("the video's upload begins, as %1 at Pinterest").arg(registration.id);
    if (course.tries > 1)
        history += QStringLiteral(" (try %1)").arg(course.tries);
    keep(
        job, history, [this, job, registration] { upload(job, registration); },
        VideoBytes::Leaving);
}

void VideoCourier::upload(const JobPtr &job, const pinterest::MediaRegistration &registration)
{
    const QString path =
        QDir(store().workspace()).filePath(mediaRelativePath(job->video.sha256, job->video.format));
    job->doing = Doing::Uploading;
    job->keptAt = m_clock.steady();
    // Who gives the job up ends its upload.
    const std::weak_ptr<Job> weak = job;
    job->upload = std::make_unique<pinterest::VideoUpload>(
        registration, path, job->video.format, job->video.bytes, this,
        [this, weak](const Result<void> &result) {
            const JobPtr mine = weak.lock();
            if (!mine || !isCurrent(mine))
                return;
            mine->upload.release()->deleteLater(); // this is called by it
            uploaded(mine, result);
        });
    connect(job->upload.get(), &pinterest::VideoUpload::progressed, this,
            [this, weak](qint64 sent, qint64 total) {
                const JobPtr mine = weak.lock();
                if (mine && isCurrent(mine))
                    noteProgress(mine, sent, total);
            });
}

/** Kept, so that every window and command line shows it. */
void VideoCourier::noteProgress(const JobPtr &job, qint64 sent, qint64 total)
{
    const int percent = total > 0 ? int(std::min<qint64>(99, sent * 100 / total)) : 0;
    const std::chrono::milliseconds now = m_clock.steady();
    if (now - job->keptAt < progressEvery || percent <= job->course.percent)
        return;
    job->keptAt = now;
    job->course.percent = percent;
    store().videos().keep(job->course, VideoBytes::Leaving, {}, this, {});
}

void VideoCourier::uploaded(const JobPtr &job, const Result<void> &result)
{
    if (!result) {
        uploadFailed(job, result.error());
        return;
    }
    m_why.remove(job->pin.id);
    VideoCourse &course = job->course;
    course.step = VideoStep::Uploaded;
    course.percent = 100;
    course.polls = 0;
    course.changedAt = m_clock.now();
    course.nextAt = course.changedAt + pollAfter(0).value_or(std::chrono::seconds(0));
    keep(job, QStringLiteral("the video is uploaded (%1 bytes)").arg(job->video.bytes),
         [this, job] { end(job); });
}

void VideoCourier::uploadFailed(const JobPtr &job, const Error &error)
{
    qCWarning(logPublisher) << "the video of pin" << job->pin.id.value
                            << "was not uploaded:" << errorKindName(error.kind) << error.httpStatus
                            << error.detail << error.apiMessage;
    if (error.kind == ErrorKind::Storage) {
        store().videos().forget(job->pin.id, this, {});
        refuse(job->pin, fileGone());
        end(job);
    } else if (error.kind == ErrorKind::Rejected) {
        // The registration has expired, or is used up: a new one.
        job->course.remoteId.clear();
        cameToNothing(job, mostRefusedUploads,
                      QStringLiteral("the video's upload was refused: HTTP %1 %2")
                          .arg(error.httpStatus)
                          .arg(error.apiMessage),
                      uploadRefused(error.apiMessage));
    } else {
        // It may have arrived all the same: Pinterest is asked.
        m_why.insert(job->pin.id, uploadInterrupted());
        cameToNothing(job, mostInterruptedUploads,
                      QStringLiteral("the video's upload was interrupted"), uploadGivenUp());
    }
}

/** Later once more, but not for ever: after `most` of them a person decides. */
void VideoCourier::cameToNothing(const JobPtr &job, int most, const QString &history,
                                 const Error &atLast)
{
    VideoCourse &course = job->course;
    const int tried = course.tries++;
    const QString line =
        QStringLiteral("%1 (try %2 of %3)").arg(history.trimmed()).arg(tried).arg(most);
    if (tried >= most) {
        giveUp(job, line, atLast);
        return;
    }
    course.nextAt = m_clock.now() + waitAfter(tried);
    keep(job, line, [this, job] { end(job); });
}

/** What happened comes before what follows, in the pin's history too. */
void VideoCourier::giveUp(const JobPtr &job, const QString &history, const Error &why)
{
    job->course.step = VideoStep::Failed;
    job->course.nextAt.reset();
    keep(job, history, [this, job, why] {
        refuse(job->pin, why);
        end(job);
    });
}

void VideoCourier::ask(const VideoPin &each)
{
    pinterest::Client *client = m_clientFor(each.pin.content.account);
    if (!client)
        return;
    const JobPtr job = begin(each);
    job->doing = Doing::Asking;
    client->media(job->course.remoteId, this,
                  [this, job](const Result<pinterest::RemoteMedia> &answer) {
                      if (!isCurrent(job))
                          return;
                      if (answer)
                          answered(job, answer->status);
                      else if (answer.error().kind == ErrorKind::NotFound)
                          answered(job, pinterest::MediaStatus::Registered);
                      else
                          askingFailed(job, answer.error());
                  });
}

void VideoCourier::answered(const JobPtr &job, pinterest::MediaStatus status)
{
    VideoCourse &course = job->course;
    const VideoStep before = course.step;
    const bool hasArrived = before == VideoStep::Uploaded && course.polls < pollsOfArrival;
    course.polls += 1;
    m_failures.remove(job->pin.id);
    m_why.remove(job->pin.id);
    switch (status) {
    case pinterest::MediaStatus::Registered:
        if (hasArrived) {
            stillProcessing(job, {});
            return;
        }
        // Nothing came, or it is no longer known: from the start.
        course.step = VideoStep::Registered;
        course.remoteId.clear();
        course.percent = 0;
        course.nextAt.reset();
        if (before == VideoStep::Registered)
            keep(job, {}, [this, job] { end(job); });
        else
            cameToNothing(job, mostInterruptedUploads,
                          QStringLiteral("Pinterest no longer has the video"), uploadGivenUp());
        return;
    case pinterest::MediaStatus::Processing:
        course.step = VideoStep::Processing;
        course.percent = 100;
        stillProcessing(job, before == VideoStep::Processing
                                 ? QString()
                                 : QStringLiteral("Pinterest is processing the video"));
        return;
    case pinterest::MediaStatus::Succeeded:
        course.step = VideoStep::Succeeded;
        course.percent = 100;
        course.tries = 1;
        course.changedAt = m_clock.now();
        course.nextAt.reset();
        keep(job,
             before == VideoStep::Succeeded ? QString()
                                            : QStringLiteral("the video is ready at Pinterest"),
             [this, job] { end(job); });
        return;
    case pinterest::MediaStatus::Failed:
        giveUp(job, QStringLiteral("Pinterest could not process the video"), notUsable());
        return;
    }
}

void VideoCourier::stillProcessing(const JobPtr &job, const QString &history)
{
    VideoCourse &course = job->course;
    const UtcTime now = m_clock.now();
    if (now - course.begunAt >= longestProcessing) {
        giveUp(job, history, processingEndless());
        return;
    }
    if (const auto wait = pollAfter(course.polls)) {
        course.nextAt = now + *wait;
    } else {
        course.polls = 0;
        course.nextAt = now + pollPause;
    }
    keep(job, history, [this, job] { end(job); });
}

/** Nothing was done, or nothing that counts: a registration that nobody knows of is harmless. */
void VideoCourier::askingFailed(const JobPtr &job, Error error)
{
    const PinId pin = job->pin.id;
    qCWarning(logPublisher) << "the video of pin" << pin.value << errorKindName(error.kind)
                            << error.httpStatus << error.apiCode << error.requestId << error.detail;
    error.delivery = error.httpStatus > 0 ? Delivery::Answered : Delivery::NotSent;
    const int failures = ++m_failures[pin];
    const RetryDecision decision =
        decideAfter(error, failures, QRandomGenerator::global()->generateDouble());
    m_restUntil.insert(pin, m_clock.now() + decision.wait);
    m_why.insert(pin, error);
    const bool isOwnLimit = error.kind == ErrorKind::RateLimited && error.httpStatus == 0;
    if ((decision.pause && !isOwnLimit) || decision.reconnect || error.kind == ErrorKind::Keychain)
        emit unreached(job->course.account, error);
    if (decision.what == AfterError::Block)
        refuse(job->pin, error);
    end(job);
}

/** Stores the course; then `then`, unless the pin has got another video meanwhile. */
void VideoCourier::keep(const JobPtr &job, const QString &history, std::function<void()> then,
                        VideoBytes bytes)
{
    store().videos().keep(job->course, bytes, history, this,
                          [this, job, then = std::move(then)](const Result<void> &kept) {
                              if (!isCurrent(job))
                                  return;
                              if (kept) {
                                  then();
                                  return;
                              }
                              qCWarning(logPublisher)
                                  << "the course of the video of pin" << job->pin.id.value
                                  << "can't be stored:" << kept.error().detail;
                              m_restUntil.insert(job->pin.id, m_clock.now() + storeRetry);
                              end(job);
                          });
}

void VideoCourier::end(const JobPtr &job)
{
    if (isCurrent(job))
        m_jobs.remove(job->pin.id);
    m_readAt.reset();
    emit moved();
}

} // namespace pinweek
