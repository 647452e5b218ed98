// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/pinsender.h"

#include "core/logging.h"
#include "pinterest/client.h"
#include "publisher/limitkeeper.h"
#include "publisher/pinoutcomes.h"
#include "publisher/pinpreparer.h"
#include "publisher/sendguard.h"
#include "store/pinstore.h"
#include "store/store.h"

#include <QFile>

#include <algorithm>

namespace pinweek {

namespace {

QByteArray bootId()
{
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArrayLiteral("unknown");
}

} // namespace

PinSender::PinSender(Store &store, const Clock &clock, ClientFor clientFor, PinPreparer &preparer,
                     PinOutcomes &outcomes, AccountRest &rest, TwinGuard &twins,
                     const LimitKeeper &limits, MayClaim mayClaim)
    : m_store(store)
    , m_clock(clock)
    , m_clientFor(std::move(clientFor))
    , m_preparer(preparer)
    , m_outcomes(outcomes)
    , m_rest(rest)
    , m_twins(twins)
    , m_limits(limits)
    , m_mayClaim(std::move(mayClaim))
    , m_boot(bootId())
{
    connect(&m_outcomes, &PinOutcomes::settled, this, &PinSender::finish);
}

PinSender::~PinSender()
{
    m_alive->store(false);
}

bool PinSender::isBusy() const
{
    return !m_sending.isEmpty();
}

PinId PinSender::underWay(AccountId account) const
{
    return m_sending.value(account).id;
}

bool PinSender::isUnderWay(PinId id) const
{
    return std::any_of(m_sending.begin(), m_sending.end(),
                       [id](const Pin &pin) { return pin.id == id; });
}

bool PinSender::isSendingTo(BoardId board) const
{
    return std::any_of(m_sending.begin(), m_sending.end(),
                       [board](const Pin &pin) { return pin.content.board == board; });
}

/** The token is at hand before the claim, so that a locked keychain or a slow renewal never leaves
 * a pin claimed. */
void PinSender::begin(const Pin &pin)
{
    m_sending.insert(pin.content.account, pin);
    m_clientFor(pin.content.account)->ensureToken(this, [this, pin](const Result<void> &token) {
        if (token)
            claim(pin);
        else
            m_outcomes.tokenMissing(pin, token.error());
    });
}

void PinSender::claim(const Pin &pin)
{
    const PreparedPin *prepared = m_preparer.prepared(pin);
    pinterest::Client *client = m_clientFor(pin.content.account);
    // Paused, edited, held back, asleep or disconnected while the token was fetched.
    if (!m_mayClaim(pin) || !prepared || !client) {
        finish(pin);
        return;
    }
    m_outcomes.tokenFound(pin.content.account);
    Claim claim;
    claim.pin = pin.id;
    claim.expectedRevision = pin.revision;
    claim.fingerprint = pinFingerprint(pin.content);
    claim.bodySha256 = prepared->sha256;
    claim.link = prepared->link;
    claim.bootId = m_boot;
    claim.serverSkew = client->serverSkew();
    claim.limits = m_limits.limitsOf(pin.content.account);
    claim.isPublisher = [alive = m_alive] { return alive->load(); };
    m_store.pins().claim(claim, this,
                         [this, pin, body = prepared->body](const Result<AttemptId> &attempt) {
                             if (!attempt) {
                                 // Changed meanwhile, a twin is under way, or the disk is full: in
                                 // no case was anything sent.
                                 notClaimed(pin, attempt.error());
                                 return;
                             }
                             send(pin, *attempt, body);
                         });
}

void PinSender::notClaimed(const Pin &pin, const Error &error)
{
    qCInfo(logPublisher) << "pin" << pin.id.value << "was not claimed:" << error.detail;
    const Result<Pin> now = m_store.pins().pin(pin.id);
    if (now && now->revision == pin.revision) {
        if (error.kind == ErrorKind::Conflict)
            m_twins.hold(pin.id);
        else
            m_rest.restUntil(pin.content.account,
                             m_clock.now() + error.retryAfter.value_or(storeRetry));
        emit told({PublisherEvent::Kind::Waiting, pin.id, error});
    } else if (!now && now.error().kind == ErrorKind::Storage) {
        m_rest.restUntil(pin.content.account, m_clock.now() + storeRetry);
    }
    m_preparer.forget(pin.id);
    finish(pin);
}

void PinSender::send(const Pin &pin, AttemptId attempt, const RequestBody &body)
{
    m_preparer.forget(pin.id);
    pinterest::Client *client = m_clientFor(pin.content.account);
    if (!client) {
        m_outcomes.answered(
            pin, attempt,
            fail(Error{ErrorKind::Keychain, QStringLiteral("There is no token for the account.")}));
        return;
    }
    client->createPin(body, this, [this, pin, attempt](const Result<pinterest::RemotePin> &answer) {
        m_outcomes.answered(pin, attempt, answer);
    });
}

void PinSender::finish(const Pin &pin)
{
    m_sending.remove(pin.content.account);
    emit ended();
}

} // namespace pinweek
