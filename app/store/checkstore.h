// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/pin.h"

#include <QByteArray>
#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace pinweek {

struct StoreCore;

/** An unconfirmed pin, and how far the looks for it have come. */
struct PinToFind
{
    Pin pin;
    /** When its request ended or, after a crash, when that was found. */
    UtcTime quietSince{};
    /** Looks that counted; in `absent` of them nothing was like the pin. */
    int looks = 0;
    int absent = 0;
    std::optional<UtcTime> lookedAt; // the end of the last one
    /** When it may have been created, by our clock: from its first request without a clear answer
     * (its due time, if another machine may have sent it) on; nullopt: until now. */
    UtcTime sentFrom{};
    std::optional<UtcTime> sentUntil;
    /** Server clock minus ours at those requests, the least and the greatest. */
    std::chrono::seconds leastSkew{0};
    std::chrono::seconds mostSkew{0};
};

/** A pin at Pinterest that may be a blocked one of ours. */
struct Candidate
{
    QString remoteId; // digits
    QString title;
    QString description;
    QString link;
    std::optional<UtcTime> createdAt;
    QByteArray picture; // a small JPEG; empty if it could not be fetched
    friend bool operator==(const Candidate &, const Candidate &) = default;
};

/** What one look says about one pin. */
struct LookVerdict
{
    enum class What
    {
        Adopt,     // it is `remoteId`
        Absent,    // nothing was like it
        Like,      // something was like it: looked at once more
        SendAgain, // absent often enough
        Block      // a person decides
    };
    PinId pin;
    qint64 expectedRevision = 0;
    int expectedLooks = 0;
    What what = What::Absent;
    QString remoteId;                 // Adopt
    std::optional<UtcTime> createdAt; // Adopt
    UtcTime nextAttemptAt{};          // SendAgain
    PinError error;                   // SendAgain, Block
    QList<Candidate> candidates;      // Block
};

/**
 * What is remembered about pins that may be at Pinterest (protocols.md 1.C, 1.D). Reads answer at
 * once, on the main thread; writes go to the store thread. Errors: Storage.
 */
class CheckStore
{
public:
    explicit CheckStore(StoreCore &core);

    /** All unconfirmed pins, by id, at most 1,000. */
    [[nodiscard]] Result<QList<PinToFind>> toFind() const;
    /** Those of `ids` that are pins of ours already. */
    [[nodiscard]] Result<QSet<QString>> known(AccountId account, const QStringList &ids) const;
    /** What a blocked pin may be at Pinterest, by remote id. */
    [[nodiscard]] Result<QList<Candidate>> candidates(PinId pin) const;

    /**
     * Stores what a look said, as one durable transaction. A pin that was changed or looked for by
     * somebody else meanwhile, or whose remote id is another pin's by now, stays as it is. Gives
     * the pins whose verdicts were followed.
     */
    void settle(const QList<LookVerdict> &verdicts, QObject *context, Done<QList<PinId>> done);

private:
    StoreCore &m_core;
};

} // namespace pinweek
