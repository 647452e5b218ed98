// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/heldupnotice.h"

#include "publisher/publisher.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "workspace/workspace.h"

#include <algorithm>
#include <utility>

namespace pinweek {

namespace {

constexpr int mostHeld = 1000;
/** A shorter wait that the server asks for is not worth a word. */
constexpr std::chrono::minutes longWait{5};
constexpr std::chrono::hours sayAgain{12};

bool passesByItself(const PublisherEvent &event, UtcTime now)
{
    if (!event.error)
        return false;
    switch (event.error->kind) {
    case ErrorKind::Offline:
    case ErrorKind::Tls:
    case ErrorKind::Server:
    case ErrorKind::Storage:
    case ErrorKind::Keychain:
        return true;
    case ErrorKind::RateLimited:
        return event.kind == PublisherEvent::Kind::Retry && event.nextAttemptAt &&
               *event.nextAttemptAt - now >= longWait;
    default:
        return false;
    }
}

} // namespace

HeldUpNotice::HeldUpNotice(Workspace &workspace, std::chrono::milliseconds after,
                           std::chrono::milliseconds afterCheck)
    : m_workspace(workspace), m_afterCheck(afterCheck)
{
    m_checkTimer.setSingleShot(true);
    connect(&m_checkTimer, &QTimer::timeout, this, &HeldUpNotice::tellUnclear);
    m_timer.setSingleShot(true);
    m_timer.setInterval(after);
    connect(&m_timer, &QTimer::timeout, this, &HeldUpNotice::tell);
}

void HeldUpNotice::happened(const PublisherEvent &event)
{
    const Result<Pin> pin = m_workspace.store().pins().pin(event.pin);
    if (!pin)
        return;
    switch (event.kind) {
    case PublisherEvent::Kind::Retry:
    case PublisherEvent::Kind::Waiting:
        if (passesByItself(event, m_workspace.clock().now()))
            hold(*pin, eventText(event));
        break;
    case PublisherEvent::Kind::Published:
    case PublisherEvent::Kind::Adopted:
        release(pin->content.account);
        break;
    case PublisherEvent::Kind::Unconfirmed:
        check(pin->id);
        [[fallthrough]];
    case PublisherEvent::Kind::Blocked:
        m_order.removeAll(pin->id);
        m_held.remove(pin->id);
        break;
    }
}

void HeldUpNotice::stateChanged()
{
    checkEarlier();
    if (m_workspace.publisher().state() != PublisherState::Offline)
        return;
    Error offline;
    offline.kind = ErrorKind::Offline;
    const QList<Pin> due = m_workspace.store()
                               .pins()
                               .toSend(m_workspace.clock().now(), mostHeld)
                               .value_or(QList<Pin>());
    if (!due.isEmpty())
        hold(due.first(), errorText(offline));
}

void HeldUpNotice::hold(const Pin &pin, const QString &why)
{
    m_why = why;
    add(pin);
    for (const Pin &due : m_workspace.store()
                              .pins()
                              .toSend(m_workspace.clock().now(), mostHeld)
                              .value_or(QList<Pin>())) {
        if (due.content.account == pin.content.account)
            add(due);
    }
}

void HeldUpNotice::add(const Pin &pin)
{
    if (!m_held.contains(pin.id)) {
        m_order.append(pin.id);
        m_held.insert(pin.id, {pin.content.account, std::nullopt});
    }
    if (isNews(m_held.value(pin.id)) && !m_timer.isActive())
        m_timer.start();
}

void HeldUpNotice::release(AccountId account)
{
    m_held.removeIf([account](auto held) { return held->account == account; });
    m_order.removeIf([this](PinId pin) { return !m_held.contains(pin); });
}

bool HeldUpNotice::isNews(const Held &held) const
{
    return !held.toldAt || m_workspace.clock().now() - *held.toldAt >= sayAgain;
}

bool HeldUpNotice::isWaiting(const Pin &pin) const
{
    return pin.status == PinStatus::Failed || pin.status == PinStatus::Publishing ||
           (pin.status == PinStatus::Scheduled && pin.dueAt &&
            *pin.dueAt <= m_workspace.clock().now());
}

void HeldUpNotice::tell()
{
    QList<Pin> waiting;
    bool isAnyNews = false;
    for (const PinId id : std::exchange(m_order, {})) {
        const Result<Pin> pin = m_workspace.store().pins().pin(id);
        if (!pin || !isWaiting(*pin)) {
            m_held.remove(id);
            continue;
        }
        m_order.append(id);
        waiting.append(*pin);
        isAnyNews |= isNews(m_held.value(id));
    }
    if (!isAnyNews)
        return;
    for (Held &held : m_held)
        held.toldAt = m_workspace.clock().now();
    emit heldUp(waiting, m_why);
}

void HeldUpNotice::check(PinId pin)
{
    const auto isIt = [pin](const Check &check) { return check.pin == pin; };
    if (std::any_of(m_checks.cbegin(), m_checks.cend(), isIt))
        return;
    m_checks.append({pin, QDeadlineTimer(m_afterCheck)});
    armCheck();
}

void HeldUpNotice::checkEarlier()
{
    const PublisherState state = m_workspace.publisher().state();
    if (m_isEarlierKnown || state == PublisherState::Stopped || state == PublisherState::Waiting)
        return;
    m_isEarlierKnown = true;
    for (const Pin &pin :
         m_workspace.store().pins().needingYou(m_workspace.clock().now()).value_or(QList<Pin>())) {
        if (pin.status == PinStatus::Unconfirmed)
            check(pin.id);
    }
}

void HeldUpNotice::tellUnclear()
{
    QList<Pin> unclearPins;
    bool isAnyNews = false;
    for (Check &check : std::exchange(m_checks, {})) {
        const Result<Pin> pin = m_workspace.store().pins().pin(check.pin);
        if (!pin || pin->status != PinStatus::Unconfirmed)
            continue;
        if (check.until.hasExpired()) {
            isAnyNews = true;
            check.isTold = true;
            check.until = QDeadlineTimer(sayAgain);
        }
        if (check.isTold)
            unclearPins.append(*pin);
        m_checks.append(check);
    }
    armCheck();
    if (isAnyNews)
        emit unclear(unclearPins, problemText(unclearPins.first()));
}

void HeldUpNotice::armCheck()
{
    const auto first = std::min_element(
        m_checks.cbegin(), m_checks.cend(),
        [](const Check &one, const Check &other) { return one.until < other.until; });
    if (first == m_checks.cend())
        m_checkTimer.stop();
    else
        m_checkTimer.start(std::chrono::milliseconds(first->until.remainingTime() + 1));
}

} // namespace pinweek
