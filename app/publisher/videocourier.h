// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "pinterest/wiretypes.h"
#include "publisher/settlingguard.h"
#include "store/videostore.h"

#include <QHash>
#include <QList>

#include <functional>
#include <memory>
#include <optional>

namespace pinweek {

class Clock;

namespace pinterest {
class Client;
}

/**
 * Brings the videos of pins to Pinterest ahead of their time: registers, uploads, and asks until
 * they are processed (pinterest-api.md 9). Each step is stored, so that a restart goes on where it
 * was (protocols.md 1.E): nothing of it can make a pin, and a registration that is lost is
 * harmless. A pin is held until its video is ready; then it goes the way of all pins. One upload of
 * an account at a time, in the order of the pins: one that would be late takes the place of a later
 * one's. Pins of pictures go out meanwhile. An upload that comes to nothing is begun again after
 * waits that grow, and not for ever. Main thread; the bytes have a thread of their own.
 */
class VideoCourier : public SettlingGuard
{
    Q_OBJECT

public:
    using ClientFor = std::function<pinterest::Client *(AccountId)>;
    using MayAsk = std::function<bool(AccountId)>;

    VideoCourier(Store &store, const Clock &clock, ClientFor clientFor);
    ~VideoCourier() override;

    /** What a publisher that was killed left as under way is not: nobody else publishes now. */
    void start();
    /** Goes on with every video that it is time for. */
    void round(const MayAsk &mayAsk, UtcTime now);
    /** Gives up what is under way; it begins again from what is stored. */
    void stop();
    /** Something is being registered, uploaded or asked for. */
    [[nodiscard]] bool isAtWork() const;
    /** Of this pin. */
    [[nodiscard]] bool isAtWork(PinId pin) const;

    /** Its video is not ready. */
    [[nodiscard]] bool holdsPin(PinId pin, UtcTime now) const override;
    [[nodiscard]] std::optional<UtcTime> nextRelease(UtcTime now) const override;
    void storeChanged(const ChangeSet &changes) override;
    void wake() override;

signals:
    /** A step has ended: there may be another one to do. */
    void moved();
    /** The pin can't be published as it is. */
    void unusable(pinweek::PinId pin, qint64 revision, const pinweek::Error &error);
    /** Pinterest could not be asked in the account's name. */
    void unreached(pinweek::AccountId account, const pinweek::Error &error);

private:
    struct Job;
    using JobPtr = std::shared_ptr<Job>;

    bool read(UtcTime now);
    void giveUpOthers();
    void goOn(const VideoPin &each, UtcTime now);
    void checkHeld(const VideoPin &each, UtcTime now);
    [[nodiscard]] JobPtr uploadOf(AccountId account) const;
    [[nodiscard]] bool takeLane(const VideoPin &each, UtcTime now);
    void makeWay(const JobPtr &job);
    void waitForLane(const VideoPin &each, UtcTime now);
    void sendNow(const VideoPin &each, UtcTime now);
    [[nodiscard]] bool isCurrent(const JobPtr &job) const;
    [[nodiscard]] bool rests(PinId pin, UtcTime now) const;
    void settleLate(const VideoPin &each, UtcTime now);
    void postpone(const VideoPin &each, UtcTime until);
    void postpone(const Pin &pin, const Error &error, UtcTime until, bool say);
    [[nodiscard]] bool isBeingTold(PinId pin, qint64 revision);
    void refuse(const Pin &pin, const Error &error);

    JobPtr begin(const VideoPin &each);
    void registerVideo(const VideoPin &each);
    void registered(const JobPtr &job, const pinterest::MediaRegistration &registration);
    void upload(const JobPtr &job, const pinterest::MediaRegistration &registration);
    void noteProgress(const JobPtr &job, qint64 sent, qint64 total);
    void uploaded(const JobPtr &job, const Result<void> &result);
    void uploadFailed(const JobPtr &job, const Error &error);
    void cameToNothing(const JobPtr &job, int most, const QString &history, const Error &atLast);
    void giveUp(const JobPtr &job, const QString &history, const Error &why);
    void ask(const VideoPin &each);
    void answered(const JobPtr &job, pinterest::MediaStatus status);
    void stillProcessing(const JobPtr &job, const QString &history);
    void askingFailed(const JobPtr &job, Error error);
    void keep(const JobPtr &job, const QString &history, std::function<void()> then = {},
              VideoBytes bytes = VideoBytes::Resting);
    void end(const JobPtr &job);

    const Clock &m_clock;
    ClientFor m_clientFor;
    QList<VideoPin> m_videos; // of the pins of the next day, by their time
    std::optional<UtcTime> m_readAt;
    std::optional<UtcTime> m_nextAfter; // the first pin after those
    std::optional<bool> m_hasVideos;
    QHash<PinId, JobPtr> m_jobs;
    QSet<PinId> m_held;
    QHash<PinId, UtcTime> m_restUntil;
    QHash<PinId, Error> m_why;    // the last step of a video that goes on later came to nothing
    QHash<PinId, int> m_failures; // in a row, to ask Pinterest
    struct Told
    {
        qint64 revision;
        UtcTime at;
    };
    QHash<PinId, Told> m_told;
};

} // namespace pinweek
