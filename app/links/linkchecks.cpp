// SPDX-License-Identifier: GPL-3.0-or-later
#include "links/linkchecks.h"

#include "core/logging.h"
#include "model/weblink.h"
#include "store/accountstore.h"
#include "store/linkstore.h"
#include "store/store.h"

#include <QHostAddress>

namespace pinweek {

LinkChecks::LinkChecks(Store &store, const Clock &clock, const LinkLimits &limits, QObject *parent)
    : QObject(parent), m_store(store), m_doctor(clock, limits)
{
}

bool LinkChecks::looksByItself(AccountId id) const
{
    const Result<Account> account = m_store.accounts().account(id);
    if (!account || account->environment == Environment::Local)
        return false;
    const QString host = account->endpoints.apiBase.host();
    const bool isHere = host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
    return !isHere || !m_doctor.limits().alsoAllowed.isEmpty();
}

std::optional<LinkReport> LinkChecks::report(const QString &link) const
{
    return m_store.links().report(link).value_or(std::nullopt);
}

bool LinkChecks::isChecking(const QString &link) const
{
    return m_asked.contains(link.trimmed());
}

void LinkChecks::check(const QString &given)
{
    const QString link = given.trimmed();
    if (!isWebAddress(link) || m_asked.contains(link))
        return;
    m_asked.insert(link);
    m_doctor.check(link, this,
                   [this, link](const Result<LinkReport> &found) { finished(link, found); });
    emit changed(link);
}

void LinkChecks::cancel()
{
    m_doctor.cancel(this);
}

void LinkChecks::finished(const QString &link, const Result<LinkReport> &found)
{
    if (!found) {
        done(link);
        return;
    }
    m_store.links().keep(*found, this, [this, link](const Result<void> &kept) {
        if (!kept)
            qCWarning(logLinks) << "what was found of a link can't be kept:" << kept.error().detail;
        done(link);
    });
}

void LinkChecks::done(const QString &link)
{
    m_asked.remove(link);
    emit changed(link);
}

} // namespace pinweek
