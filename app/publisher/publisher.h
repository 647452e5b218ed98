// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "model/account.h"
#include "model/pin.h"
#include "publisher/publisherevent.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace pinweek {

class LinkChecks;
class Settings;
class Store;

namespace pinterest {
class Client;
}

enum class PublisherState
{
    Stopped,
    Waiting, // another process publishes this workspace
    Idle,    // armed for the next due pin
    Sending,
    Paused,     // by the user
    Offline,    // due pins wait for the network
    ClockWrong, // this computer's clock: clockAhead() says by how much
    Failed,     // the lock can't be had: problem() says why
};

/**
 * Sends due pins, in order, each once, and finds out about those whose answer got lost
 * (protocols.md 1.A to 1.D, 1.F). Main thread; image work runs on a worker.
 *
 * One publisher per workspace: the lock file `publisher.lock` is held while it runs; another
 * process waits for it without polling. A single-shot timer is armed for the next due moment and
 * re-armed at every change; nothing is polled.
 */
class Publisher : public QObject
{
    Q_OBJECT

public:
    /** Gives the client of an account; null: no token to be had now (its pins wait). */
    using ClientFor = std::function<pinterest::Client *(AccountId)>;

    /** @param links  looks at links before their pins go out (Settings::linkRule); null: nobody
     * does
     */
    Publisher(Store &store, Settings &settings, const Clock &clock, ClientFor clientFor,
              LinkChecks *links = nullptr, QObject *parent = nullptr);
    ~Publisher() override;

    /** Waits for the lock, settles what was interrupted, then publishes as pins come due. */
    void start();
    /** Lets the request under way end, then stops and frees the lock; `stopped` follows. */
    void stop();
    [[nodiscard]] PublisherState state() const;
    /** Who holds the lock, for messages ("pinweek, process 4711"); empty if it is us or nobody. */
    [[nodiscard]] QString otherPublisher() const;
    /** In state Failed why nothing is published, as a sentence for the user. It is tried again by
     * itself. Errors: Storage. */
    [[nodiscard]] std::optional<Error> problem() const;
    /** Whether a publisher could work here: the lock file can be opened. Takes no lock. */
    [[nodiscard]] Result<void> checkLock() const;
    /** How far this computer's clock is ahead of Pinterest's (below 0: behind), while nothing is
     * sent because of that: here, or by another process that publishes or was the last to. It goes
     * on by itself once the clock is right. */
    [[nodiscard]] std::optional<std::chrono::seconds> clockAhead() const;
    /** By this computer's own past it is usually off at that time of the week (UsualHours), so that
     * a pin planned for it would go out late. */
    [[nodiscard]] bool isUsuallyOff(UtcTime at) const;
    [[nodiscard]] std::optional<UtcTime> nextDue() const;

    /** Until when an account's pins wait: nullopt if they may go; UtcTime::max() until a person
     * acts (connect, try again). */
    [[nodiscard]] std::optional<UtcTime> holdOf(AccountId account) const;

    /** True for a due pin that is not sent before one with the same content is settled. */
    [[nodiscard]] bool waitsForTwin(PinId pin) const;

    /** When an unconfirmed pin is looked for at Pinterest next (now, while that is under way);
     * nullopt: not by itself, as its account or the publisher rests. */
    [[nodiscard]] std::optional<UtcTime> nextLook(PinId pin) const;
    /** The last look for it could not be made (no network, Pinterest down). */
    [[nodiscard]] bool isLookHeldUp(PinId pin) const;

    /** Only pins of this account are sent (PINWEEK_ACCESS_TOKEN); invalid: of all. Before start().
     */
    void restrictTo(AccountId account);
    /** Late pins go out at once in this run, in place of the workspace's rule. Before start(). */
    void catchUpAtOnce();
    /**
     * Keeps a pin of this process's queue from being sent before `until`, whatever its due time:
     * somebody is writing in it right now (interaction.md 1). Its account's other pins go out
     * meanwhile, and wake() does not end it. Nothing is stored: it ends with release(), with
     * `until`, or with the program. A pin that is being sent already is not stopped.
     */
    void holdBack(PinId pin, UtcTime until);
    /** Ends holdBack(); a due pin goes out at once. Nothing for a pin that isn't held back. */
    void release(PinId pin);
    /** nullopt: it is not held back. */
    [[nodiscard]] std::optional<UtcTime> heldBackUntil(PinId pin) const;
    /** What the system says about the network. Down: due pins wait, and use up no attempts; back:
     * those that could not be sent go out at once. */
    void setNetworkDown(bool down);
    /** Looks at the queue again now: a token came back, the network is there, the clock jumped. */
    void wake();

signals:
    void stateChanged();
    void happened(const pinweek::PublisherEvent &event);
    /** Nothing is being sent or looked for, and the next pin to send (if any) is later. Comes after
     * each round.
     */
    void idle();
    void stopped();
    /** Pinterest doesn't know the board or section of a pin: the account's boards should be read
     * again. */
    void boardsOutdated(pinweek::AccountId account);
    /** Pins of this one's account are no longer handed over, because of what happened to it. */
    void handOverStopped(pinweek::PinId pin, pinweek::HandOverEnd why);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
