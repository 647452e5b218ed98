// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/pin.h"
#include "pinterest/wiretypes.h"
#include "publisher/publisherevent.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>

namespace pinweek {

class AccountRest;
class Clock;
class PauseGuard;
struct RetryDecision;
class Store;

/**
 * What follows when a pin's request has ended, or could not begin: the state that is stored, and
 * how long its account rests (protocols.md 1.B). An outcome is stored whatever it takes: a full
 * disk does not lose it. Main thread.
 */
class PinOutcomes : public QObject
{
    Q_OBJECT

public:
    PinOutcomes(Store &store, const Clock &clock, AccountRest &rest, PauseGuard &pauses);

    /** The publisher stops: an outcome that the disk does not take now is left to the next start,
     * which finds the request interrupted and looks for the pin. */
    void setEnding(bool ending) { m_isEnding = ending; }
    /** `settled` follows once the outcome is stored. */
    void answered(const Pin &pin, AttemptId attempt, const Result<pinterest::RemotePin> &answer);
    /** Nothing was claimed or sent; `settled` comes at once. */
    void tokenMissing(const Pin &pin, const Error &error);
    /** Nothing could be asked in the account's name: it rests. */
    void unreached(AccountId account, const Error &error);
    void tokenFound(AccountId account);
    /** The pin can't be sent as it is (PinPreparer::failed); `unsent` follows. */
    void unsendable(PinId pin, qint64 revision, const Error &error);
    /** Pinterest could not be reached the last time. */
    [[nodiscard]] bool isOffline() const;

signals:
    void told(const pinweek::PublisherEvent &event);
    /** All is done about what was being sent for this pin. */
    void settled(const pinweek::Pin &pin);
    void unsent();
    /** The pin's board or section is not at Pinterest: what is known of its boards is old. */
    void boardGone(pinweek::AccountId account);

private:
    void published(const Pin &pin, AttemptId attempt, const pinterest::RemotePin &remote);
    void refused(const Pin &pin, AttemptId attempt, const Error &answer);
    [[nodiscard]] bool isAboutCarousels(const Pin &pin, const Error &error) const;
    /** Some pin of the account was published from here. */
    [[nodiscard]] bool hasPublished(AccountId account) const;
    /** Two tokens that are refused in a row end the sign-in. */
    void countRefusal(AccountId account, Error &error);
    /** How often in a row it has come to this error, this time included. */
    int triesLikeThis(const Pin &pin, const Error &error);
    void follow(AccountId account, const RetryDecision &decision, const Error &error);
    void tryAgain(const Pin &pin, AttemptId attempt, const Error &error, UtcTime next);
    void store(const Pin &pin, AttemptId attempt, std::function<void(Done<void>)> write,
               const PublisherEvent &event);
    void storeUnclear(const Pin &pin, AttemptId attempt, const PinError &error);

    Store &m_store;
    const Clock &m_clock;
    AccountRest &m_rest;
    PauseGuard &m_pauses;
    bool m_offline = false;
    bool m_isEnding = false;
    /** How often in a row an account's token was not to be had. */
    QHash<AccountId, int> m_tokenFailures;
    /** How often in a row an account's requests did not get to Pinterest. */
    QHash<AccountId, int> m_unreached;
    /** The account's last request was refused, though it has got another token since. */
    QSet<AccountId> m_renewed;
};

} // namespace pinweek
