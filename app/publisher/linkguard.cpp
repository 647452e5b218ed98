// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/linkguard.h"

#include "core/settings.h"
#include "links/linkchecks.h"
#include "model/weblink.h"
#include "store/accountstore.h"
#include "store/pinstore.h"
#include "store/store.h"

#include <algorithm>

namespace pinweek {

namespace {

constexpr int mostPins = 100;
/** What was found is true for so long: for all of `ahead`, and a pin that waits a little. */
constexpr std::chrono::minutes freshFor = LinkGuard::ahead + std::chrono::minutes(5);

} // namespace

LinkGuard::LinkGuard(Store &store, const Settings &settings, LinkChecks *checks)
    : m_store(store), m_settings(settings), m_checks(checks)
{
    if (checks)
        connect(checks, &LinkChecks::changed, this, [this](const QString &link) {
            if (!m_checks->isChecking(link))
                emit checked();
        });
}

bool LinkGuard::isAtWork() const
{
    if (!m_checks || m_settings.linkRule() == LinkRule::Off)
        return false;
    if (!m_hasAccount) {
        const QList<Account> accounts = m_store.accounts().accounts().value_or(QList<Account>());
        m_hasAccount =
            std::any_of(accounts.begin(), accounts.end(), [this](const Account &account) {
                return m_checks->looksByItself(account.id);
            });
    }
    return *m_hasAccount;
}

void LinkGuard::look(UtcTime now)
{
    m_held.clear();
    m_isWaiting = false;
    if (!isAtWork())
        return;
    m_askedAt.removeIf([now](const auto &entry) {
        return entry.value() + freshFor <= now || entry.value() > now;
    });
    const QList<Pin> pins = m_store.pins().toSend(now + ahead, mostPins).value_or(QList<Pin>());
    for (const Pin &pin : pins) {
        if (isWebAddress(pin.content.link) && m_checks->looksByItself(pin.content.account))
            lookAt(pin, now);
    }
}

void LinkGuard::lookAt(const Pin &pin, UtcTime now)
{
    const QString link = pin.content.link.trimmed();
    const std::optional<LinkReport> report = m_checks->report(link);
    // One that a person let go again is looked at anew: its site may be mended.
    const bool isAgain = m_told.value(pin.id, pin.revision) != pin.revision;
    if (isAgain) {
        m_told.remove(pin.id);
        m_askedAt.remove(link);
    }
    const bool isFresh =
        report && !isAgain && report->checkedAt + freshFor > now && report->checkedAt <= now;
    if (!isFresh && !m_askedAt.contains(link)) {
        m_askedAt.insert(link, now);
        m_checks->check(link);
    }
    if (m_settings.linkRule() != LinkRule::Hold)
        return;
    if (m_checks->isChecking(link)) {
        m_held.insert(pin.id);
        m_isWaiting |= pin.sendAt().value_or(now) <= now;
    } else if (isFresh && isBroken(report->verdict) && !report->accepted) {
        m_held.insert(pin.id);
        if (m_told.contains(pin.id))
            return; // being stored
        m_told.insert(pin.id, pin.revision);
        emit broken(
            pin.id, pin.revision,
            Error{ErrorKind::BrokenLink, QStringLiteral("The link is broken: %1, HTTP status %2.")
                                             .arg(linkVerdictName(report->verdict))
                                             .arg(report->status())});
    }
}

bool LinkGuard::holdsPin(PinId pin, UtcTime) const
{
    return m_held.contains(pin);
}

std::optional<UtcTime> LinkGuard::nextRelease(UtcTime now) const
{
    if (!isAtWork())
        return std::nullopt;
    const auto next = m_store.pins().nextSendTime(now + ahead).value_or(std::nullopt);
    return next ? std::optional(std::max(now + std::chrono::seconds(1), *next - ahead))
                : std::nullopt;
}

void LinkGuard::storeChanged(const ChangeSet &changes)
{
    if (changes.everything || !changes.accounts.isEmpty())
        m_hasAccount.reset();
}

} // namespace pinweek
