// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/webget.h"

#include "core/network.h"
#include "core/publicaddress.h"
#include "web/webvisit.h"

#include <QNetworkAccessManager>

#include <algorithm>

namespace pinweek {

namespace {

int portOf(const QUrl &address)
{
    return address.port(address.scheme() == QLatin1String("https") ? 443 : 80);
}

} // namespace

TypedSite::TypedSite(const QUrl &typed)
    : m_host(typed.host())
    , m_port(portOf(typed))
    , m_first(std::make_shared<std::optional<QList<QHostAddress>>>())
{
}

bool TypedSite::isOf(const QUrl &address) const
{
    return !m_host.isEmpty() && address.host() == m_host && portOf(address) == m_port;
}

bool TypedSite::isKnownPublic() const
{
    return m_first && *m_first && !(*m_first)->isEmpty() &&
           std::all_of((*m_first)->begin(), (*m_first)->end(), isPublicAddress);
}

bool TypedSite::mayAsk(const QUrl &address, const QList<QHostAddress> &hosts) const
{
    const bool isTyped = isOf(address);
    if (isTyped && !*m_first)
        *m_first = hosts;
    return std::all_of(hosts.begin(), hosts.end(), [this, isTyped](const QHostAddress &host) {
        return isPublicAddress(host) || (isTyped && (*m_first)->contains(host));
    });
}

WebGet::WebGet(const WebLimits &limits, QObject *parent) : QObject(parent), m_limits(limits) {}

WebGet::~WebGet()
{
    const QList<WebVisit *> visits = m_underWay.keys();
    for (WebVisit *visit : visits) {
        visit->disconnect(this);
        delete visit; // its answer belongs to a manager that goes with us
    }
}

void WebGet::get(const WebQuestion &question, QObject *context, Done<WebAnswer> done)
{
    m_waiting.append({question, context, std::move(done)});
    next();
}

void WebGet::cancel()
{
    const QList<Job> waiting = std::exchange(m_waiting, {});
    for (const Job &job : waiting) {
        if (job.context)
            deliver<WebAnswer>(job.context, job.done,
                               fail(ErrorKind::Cancelled, QStringLiteral("Stopped.")));
    }
    const QList<WebVisit *> visits = m_underWay.keys();
    for (WebVisit *visit : visits) {
        const Job job = m_underWay.take(visit);
        visit->disconnect(this);
        visit->stop();
        visit->deleteLater();
        if (job.context)
            deliver<WebAnswer>(job.context, job.done,
                               fail(ErrorKind::Cancelled, QStringLiteral("Stopped.")));
    }
}

int WebGet::underWayOf(const QString &host) const
{
    return int(std::count_if(m_underWay.cbegin(), m_underWay.cend(), [&host](const Job &job) {
        return job.question.address.host() == host;
    }));
}

void WebGet::next()
{
    for (qsizetype i = 0; i < m_waiting.size() && m_underWay.size() < m_limits.atOnce;) {
        if (underWayOf(m_waiting.at(i).question.address.host()) >= m_limits.atOnceOfHost)
            ++i;
        else
            begin(m_waiting.takeAt(i));
    }
}

void WebGet::begin(const Job &job)
{
    auto *visit = new WebVisit(job.question, m_site, m_limits, network(), this);
    m_underWay.insert(visit, job);
    connect(visit, &WebVisit::ended, this,
            [this, visit](const Result<WebAnswer> &answer) { end(visit, answer); });
    visit->start();
}

void WebGet::end(WebVisit *visit, Result<WebAnswer> result)
{
    const Job job = m_underWay.take(visit);
    visit->disconnect(this);
    visit->deleteLater();
    next();
    if (job.context)
        job.done(std::move(result));
}

QNetworkAccessManager &WebGet::network()
{
    if (!m_network) {
        m_network = std::make_unique<QNetworkAccessManager>();
        hardenNetwork(*m_network);
    }
    return *m_network;
}

} // namespace pinweek
