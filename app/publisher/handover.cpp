// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/handover.h"

#include "core/logging.h"
#include "pinterest/client.h"
#include "publisher/limitkeeper.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"

#include <QTimer>

#include <algorithm>

namespace pinweek {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

// Within the window by this much, so that the upload's own time does not lead out of it.
constexpr minutes margin{2};
// A list may lag behind; then once more.
constexpr minutes secondLook{2};
constexpr minutes lookAfterDue{2};
constexpr minutes lookPause{5};
// So long after its date a pin must show.
constexpr minutes longestDelay{30};
constexpr minutes restAfterError{15};
constexpr int mostPins = 20;

PinError pinError(const Error &error)
{
    return {error.kind, error.httpStatus > 0 ? error.apiMessage : error.detail, error.httpStatus,
            error.apiCode};
}

} // namespace

HandOver::HandOver(Store &store, Settings &settings, const Clock &clock, ClientFor clientFor,
                   const LimitKeeper &limits, MaySend maySend)
    : m_store(store)
    , m_clock(clock)
    , m_clientFor(std::move(clientFor))
    , m_limits(limits)
    , m_maySend(std::move(maySend))
    , m_preparer(store, settings, PinPreparer::Date::Sent)
{
    connect(&m_preparer, &PinPreparer::ready, this, &HandOver::ended);
    connect(&m_preparer, &PinPreparer::failed, this, [this](PinId pin) {
        m_unfit.insert(pin);
        emit ended();
    });
}

HandOver::~HandOver()
{
    m_alive->store(false);
}

void HandOver::round()
{
    if (isBusy())
        return;
    const UtcTime now = m_clock.now();
    for (const Pin &pin : m_store.pins().toLookFor(now, mostPins).value_or(QList<Pin>())) {
        if (m_restsUntil.value(pin.content.account, now) <= now &&
            m_clientFor(pin.content.account)) {
            look(pin);
            return;
        }
    }
    const Result<QList<Pin>> ahead = m_store.pins().toHandOver(
        now + handOverLeast + margin, now + handOverMost - margin, mostPins);
    for (const Pin &pin : ahead.value_or(QList<Pin>())) {
        const AccountId account = pin.content.account;
        // Its video would have to be there long before it is shown: it goes out from here.
        const Result<MediaAsset> media = m_store.media().asset(pin.content.media);
        if (media && media->isVideo())
            m_unfit.insert(pin.id);
        if (m_unfit.contains(pin.id) || m_restsUntil.value(account, now) > now ||
            !m_maySend(account))
            continue;
        if (m_preparer.prepared(pin))
            begin(pin);
        else
            m_preparer.prepare(pin);
        return;
    }
}

std::optional<UtcTime> HandOver::nextWake(UtcTime now) const
{
    std::optional<UtcTime> next =
        m_store.pins().nextHandOver(now, handOverMost - margin).value_or(std::nullopt);
    for (const UtcTime at : m_restsUntil) {
        if (at > now && (!next || at < *next))
            next = at;
    }
    return next;
}

void HandOver::begin(const Pin &pin)
{
    m_account = pin.content.account;
    m_clientFor(m_account)->ensureToken(this, [this, pin](const Result<void> &token) {
        if (token) {
            claim(pin);
            return;
        }
        rest(pin.content.account);
        finish();
    });
}

void HandOver::claim(const Pin &pin)
{
    const PreparedPin *prepared = m_preparer.prepared(pin);
    pinterest::Client *client = m_clientFor(pin.content.account);
    if (!prepared || !client || !m_maySend(pin.content.account)) {
        finish();
        return;
    }
    Claim claim;
    claim.pin = pin.id;
    claim.expectedRevision = pin.revision;
    claim.fingerprint = pinFingerprint(pin.content);
    claim.bodySha256 = prepared->sha256;
    claim.link = prepared->link;
    claim.bootId = QByteArrayLiteral("hand-over");
    claim.serverSkew = client->serverSkew();
    claim.publishAt = pin.dueAt;
    claim.limits = m_limits.limitsOf(pin.content.account);
    claim.isPublisher = [alive = m_alive] { return alive->load(); };
    m_store.pins().claim(claim, this,
                         [this, pin, body = prepared->body](const Result<AttemptId> &attempt) {
                             m_preparer.forget(pin.id);
                             if (attempt) {
                                 send(pin, *attempt, body);
                                 return;
                             }
                             notClaimed(pin, attempt.error());
                         });
}

void HandOver::notClaimed(const Pin &pin, const Error &error)
{
    qCInfo(logPublisher) << "not handed over:" << error.detail;
    const Result<Pin> now = m_store.pins().pin(pin.id);
    // Its twin is not settled: it goes out from here at its time, and keeps no other from
    // Pinterest.
    if (now && now->revision == pin.revision && error.kind == ErrorKind::Conflict)
        m_unfit.insert(pin.id);
    else if (!now || now->revision == pin.revision)
        rest(pin.content.account);
    finish();
}

void HandOver::send(const Pin &pin, AttemptId attempt, const RequestBody &body)
{
    pinterest::Client *client = m_clientFor(pin.content.account);
    if (!client) {
        refused(pin, attempt,
                Error{ErrorKind::Offline, QStringLiteral("There is no token for the account.")});
        return;
    }
    client->createPin(body, this, [this, pin, attempt](const Result<pinterest::RemotePin> &answer) {
        answered(pin, attempt, answer);
    });
}

void HandOver::answered(const Pin &pin, AttemptId attempt,
                        const Result<pinterest::RemotePin> &answer)
{
    if (!answer) {
        refused(pin, attempt, answer.error());
        return;
    }
    // The id alone proves neither that the date was taken nor that it was not.
    const PublishedAs as{answer->id, answer->createdAt,
                         QStringLiteral("handed over, to be published at %1")
                             .arg(toIso(pin.dueAt.value_or(UtcTime())))};
    keep([this, attempt, as](Done<void> done) {
        m_store.pins().markHandedOver(
            attempt, as, m_clock.now(), this,
            [this, attempt, done = std::move(done)](const Result<void> &kept) {
                // What the store would not take is a person's to look into.
                if (!kept && kept.error().kind != ErrorKind::Storage)
                    m_store.pins().markBlocked(attempt, handOverLost(), this, done);
                else
                    done(kept);
            });
    });
}

/** The outcome of a request is stored whatever it takes, unless the program ends: then the next
 * start finds it interrupted. */
void HandOver::keep(const std::function<void(Done<void>)> &write,
                    const std::optional<PublisherEvent> &event)
{
    write([this, write, event](const Result<void> &kept) {
        if (kept || kept.error().kind != ErrorKind::Storage || m_isEnding) {
            stored(event)(kept);
            return;
        }
        qCCritical(logPublisher) << "an outcome can't be stored:" << kept.error().detail;
        QTimer::singleShot(storeRetry, this, [this, write, event] { keep(write, event); });
    });
}

void HandOver::refused(const Pin &pin, AttemptId attempt, const Error &error)
{
    qCWarning(logPublisher) << "pin" << pin.id.value << "was not handed over:" << error.httpStatus
                            << error.detail;
    const UtcTime due = pin.dueAt.value_or(m_clock.now());
    rest(pin.content.account);
    if (error.delivery == Delivery::MaybeSent) {
        switchOff(pin, HandOverEnd::NoClearAnswer);
        keep(
            [this, attempt](Done<void> done) {
                m_store.pins().markBlocked(attempt, handOverLost(), this, std::move(done));
            },
            PublisherEvent{PublisherEvent::Kind::Blocked, pin.id, error});
        return;
    }
    // Back into the local queue, for its own time.
    const PinError why = pinError(error);
    if (error.delivery == Delivery::NotSent) {
        keep([this, attempt, why, due](Done<void> done) {
            m_store.pins().markNotSent(attempt, why, due, this, std::move(done));
        });
        return;
    }
    if (error.kind == ErrorKind::Rejected)
        switchOff(pin, HandOverEnd::DateRefused);
    keep([this, attempt, why, due](Done<void> done) {
        m_store.pins().markFailed(attempt, why, due, this, std::move(done));
    });
}

void HandOver::look(const Pin &pin)
{
    const Result<Board> board = m_store.boards().board(pin.content.board);
    QString section;
    if (board) {
        for (const BoardSection &each : board->sections) {
            if (each.id == pin.content.section)
                section = each.remoteId;
        }
    }
    m_looking = pin.id;
    const QString boardId = board ? board->remoteId : QString();
    m_clientFor(pin.content.account)
        ->pins(boardId, section, this,
               [this, pin](const Result<QList<pinterest::RemotePin>> &list) {
                   if (!list) {
                       m_store.pins().lookAgain(pin.id, pin.revision, m_clock.now() + lookPause,
                                                this, stored());
                       return;
                   }
                   const auto found = std::find_if(list->begin(), list->end(),
                                                   [&pin](const pinterest::RemotePin &remote) {
                                                       return remote.id == pin.remoteId;
                                                   });
                   if (found == list->end())
                       notSeen(pin);
                   else
                       seen(pin, *found);
               });
}

void HandOver::seen(const Pin &pin, const pinterest::RemotePin &remote)
{
    const UtcTime now = m_clock.now();
    const UtcTime due = pin.dueAt.value_or(now);
    m_lookedOnce.remove(pin.id);
    const bool early = now < due;
    if (early)
        switchOff(pin, HandOverEnd::PublishedAtOnce);
    m_store.pins().markHandedOverPublished(
        pin.id, pin.revision, early ? remote.createdAt.value_or(now) : due,
        early ? QStringLiteral("Pinterest published it at once, not at %1").arg(toIso(due))
              : QStringLiteral("published by Pinterest"),
        this, stored(PublisherEvent{PublisherEvent::Kind::Published, pin.id}));
}

void HandOver::notSeen(const Pin &pin)
{
    const UtcTime now = m_clock.now();
    const UtcTime due = pin.dueAt.value_or(now);
    if (now > due + longestDelay) {
        const PinError error{
            ErrorKind::Unclear,
            QStringLiteral("Pinterest took it with its date and has not published it. Look on "
                           "Pinterest, also at what is scheduled there, before it is sent again."),
            0, 0};
        switchOff(pin, HandOverEnd::NotPublished);
        m_store.pins().blockHandedOver(pin.id, pin.revision, error, this,
                                       stored(PublisherEvent{PublisherEvent::Kind::Blocked, pin.id,
                                                             Error{error.kind, error.message}}));
        return;
    }
    const bool isFirst = now < due && !m_lookedOnce.contains(pin.id);
    m_lookedOnce.insert(pin.id);
    const UtcTime next = isFirst     ? now + secondLook
                         : now < due ? due + lookAfterDue
                                     : now + lookPause;
    m_store.pins().lookAgain(pin.id, pin.revision, next, this, stored());
}

void HandOver::switchOff(const Pin &pin, HandOverEnd why)
{
    qCWarning(logPublisher) << "handing over is switched off after pin" << pin.id.value;
    m_store.accounts().setDelivery(pin.content.account, DeliveryMode::Automatic, this, {});
    emit switchedOff(pin.id, why);
}

void HandOver::rest(AccountId account)
{
    m_restsUntil.insert(account, m_clock.now() + restAfterError);
}

void HandOver::finish()
{
    m_account = {};
    m_looking = {};
    emit ended();
}

/** What ends a step: an outcome that can't be stored leaves the pin Publishing, to be settled as
 * interrupted, or HandedOver, to be looked for again. */
Done<void> HandOver::stored(const std::optional<PublisherEvent> &event)
{
    return [this, event, account = m_account](const Result<void> &kept) {
        if (!kept) {
            qCCritical(logPublisher) << "an outcome can't be stored:" << kept.error().detail;
            if (account.isValid())
                rest(account);
        } else if (event) {
            emit told(*event);
        }
        finish();
    };
}

} // namespace pinweek
