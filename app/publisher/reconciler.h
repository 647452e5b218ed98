// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/error.h"
#include "core/result.h"
#include "model/board.h"
#include "publisher/boardlook.h"
#include "publisher/judge.h"
#include "publisher/lookschedule.h"
#include "publisher/picturecheck.h"
#include "publisher/publisherevent.h"
#include "store/checkstore.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace pinweek {

class Settings;
class Store;

namespace pinterest {
class Client;
}

/**
 * Finds out about unconfirmed pins: looks for them at Pinterest, and adopts, sends again or asks
 * (protocols.md 1.C, 1.D). One look at a time for each account, and one serves all pins of a board.
 * What the looks said is stored, so that a restart goes on where the last one stopped. Main thread;
 * the publisher runs it and arms its timer for it.
 */
class Reconciler : public QObject
{
    Q_OBJECT

public:
    /** What the publisher lends it. */
    struct Ways
    {
        std::function<pinterest::Client *(AccountId)> clientFor;
        /** The account may ask Pinterest now. */
        std::function<bool(AccountId)> mayLook;
        /** A pin is being sent to the board: what it shows then proves nothing. */
        std::function<bool(BoardId)> isSendingTo;
        /** Pinterest no longer takes the account's token. */
        std::function<void(AccountId, const Error &)> refused;
    };

    Reconciler(Store &store, Settings &settings, const Clock &clock, Ways ways);
    ~Reconciler() override;

    /** Begins the looks that are due; nextLook() is up to date then. */
    void round(UtcTime now);
    /** When round() has something to do by itself; nullopt: never. */
    [[nodiscard]] std::optional<UtcTime> nextLook() const;
    /** When a pin is looked for next; now, while that is under way; nullopt: not by itself. */
    [[nodiscard]] std::optional<UtcTime> nextLookFor(PinId pin) const;
    /** The last look for the pin could not be made: no network, Pinterest down. */
    [[nodiscard]] bool isHeldUp(PinId pin) const;
    [[nodiscard]] bool isLooking() const;
    /** A verdict is on its way to the disk. */
    [[nodiscard]] bool isStoring() const;
    /** A request that changes the board begins: a look that is under way does not count. */
    void noteSend(BoardId board);
    /** Looks again at once where the last look could not be made. */
    void wake();
    /** Drops the looks under way. What is being stored still is. */
    void cancel();

signals:
    void told(const pinweek::PublisherEvent &event);
    /** A look is over, whatever came of it. */
    void ended();

private:
    struct Look;
    using LookPtr = std::shared_ptr<Look>;
    using Pictures = QHash<QString, QByteArray>;

    // --- when
    void plan(BoardId board, const QList<PinToFind> &pins, UtcTime now);
    void begin(const Board &board, const QList<PinToFind> &pins);
    // --- looking
    void looked(const LookPtr &look, const Result<BoardContent> &content);
    void lookFailed(const LookPtr &look, const Error &error);
    void tryLater(const LookPtr &look, bool failed,
                  std::chrono::seconds wait = std::chrono::seconds(0));
    // --- judging
    [[nodiscard]] SentPin sentPin(const Look &look, const PinToFind &find) const;
    void judgeContent(const LookPtr &look, const QList<pinterest::RemotePin> &pins);
    [[nodiscard]] Result<void> leaveOutKnown(Look &look) const;
    void comparePictures(const LookPtr &look, const QList<PinPair> &pairs);
    void compareNext(const LookPtr &look, const Pictures &pictures, QList<PinPair> left,
                     QHash<PinPair, bool> results);
    void conclude(const LookPtr &look, const Judgement &judgement);
    void addPictures(const LookPtr &look, QList<LookVerdict> verdicts);
    // --- storing
    void blockAll(const QList<PinToFind> &pins, const QString &why);
    void store(const LookPtr &look, const QList<LookVerdict> &verdicts);
    void stored(const LookPtr &look, const QList<LookVerdict> &verdicts,
                const QList<PinId> &followed);
    void tell(const LookVerdict &verdict);
    void end(const LookPtr &look);
    [[nodiscard]] bool isCurrent(const LookPtr &look) const;

    Store &m_store;
    Settings &m_settings;
    const Clock &m_clock;
    Ways m_ways;
    LookSchedule m_schedule;
    PictureCheck m_pictures;
    /** One at a time for each account. */
    QHash<AccountId, LookPtr> m_looks;
    int m_storing = 0;
    // As of the last round:
    QHash<PinId, UtcTime> m_next;
    QHash<PinId, BoardId> m_boards;
};

} // namespace pinweek
