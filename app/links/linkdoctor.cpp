// SPDX-License-Identifier: GPL-3.0-or-later
#include "links/linkdoctor.h"

#include "core/clock.h"
#include "core/network.h"
#include "links/linkvisit.h"
#include "model/weblink.h"

#include <QNetworkAccessManager>

#include <algorithm>

namespace pinweek {

LinkDoctor::LinkDoctor(const Clock &clock, const LinkLimits &limits, QObject *parent)
    : QObject(parent), m_clock(clock), m_limits(limits)
{
}

LinkDoctor::~LinkDoctor()
{
    // Without an answer: nobody is told of what ends with the program.
    qDeleteAll(m_underWay.keyBegin(), m_underWay.keyEnd());
}

void LinkDoctor::check(const QString &link, QObject *context, Done<LinkReport> done)
{
    m_waiting.append(
        {link, networkHost(link), context, [done = std::move(done)](const Result<LinkLook> &found) {
             if (found)
                 done(found->report);
             else
                 done(fail(found.error()));
         }});
    QMetaObject::invokeMethod(
        this, [this] { next(); }, Qt::QueuedConnection);
}

void LinkDoctor::look(const QString &link, QObject *context, Done<LinkLook> done)
{
    m_waiting.append({link, networkHost(link), context, std::move(done), true});
    QMetaObject::invokeMethod(
        this, [this] { next(); }, Qt::QueuedConnection);
}

void LinkDoctor::cancel(const QObject *context)
{
    const auto isMeant = [context](const Job &job) {
        return !context || job.context.data() == context;
    };
    QList<Job> left;
    QList<Job> waiting;
    for (const Job &job : std::exchange(m_waiting, {}))
        (isMeant(job) ? waiting : left).append(job);
    m_waiting = left;
    const QList<LinkVisit *> underWay = m_underWay.keys();
    for (LinkVisit *visit : underWay) {
        if (isMeant(m_underWay.value(visit)))
            end(visit, fail(ErrorKind::Cancelled, QStringLiteral("The check was cancelled.")));
    }
    for (const Job &job : waiting) {
        if (job.context)
            job.done(fail(ErrorKind::Cancelled, QStringLiteral("The check was cancelled.")));
    }
}

/** Links of a host one after the other, several hosts beside each other. */
void LinkDoctor::next()
{
    for (qsizetype i = 0; i < m_waiting.size() && m_underWay.size() < m_limits.hostsAtOnce;) {
        const QString &host = m_waiting.at(i).host;
        const bool isBusy = std::any_of(m_underWay.cbegin(), m_underWay.cend(),
                                        [&host](const Job &other) { return other.host == host; });
        if (isBusy)
            ++i;
        else
            begin(m_waiting.takeAt(i));
    }
}

void LinkDoctor::begin(const Job &job)
{
    if (!job.context) {
        QMetaObject::invokeMethod(
            this, [this] { next(); }, Qt::QueuedConnection);
        return;
    }
    auto *visit = new LinkVisit(
        job.link, network(), m_limits,
        [this](LinkVisit *asking, const QString &host) { return turn(asking, host); }, this);
    if (job.reads)
        visit->readPage();
    m_underWay.insert(visit, job);
    connect(visit, &LinkVisit::ended, this, [this, visit](const LinkReport &found) {
        LinkLook look{found, visit->takeBody()};
        look.report.checkedAt = m_clock.now();
        if (look.report.verdict != LinkVerdict::Good)
            look.body.reset();
        end(visit, look);
    });
    visit->start();
}

/** How long the host wants to be left alone yet; 0: it is the visit's turn now. */
std::chrono::milliseconds LinkDoctor::turn(LinkVisit *visit, const QString &host)
{
    m_underWay[visit].asking.clear();
    const bool isAsked = std::any_of(m_underWay.cbegin(), m_underWay.cend(),
                                     [&host](const Job &job) { return job.asking == host; });
    if (isAsked)
        return m_limits.gap;
    const auto now = std::chrono::steady_clock::now();
    const auto asked = m_askedAt.constFind(host);
    if (asked != m_askedAt.constEnd() && *asked + m_limits.gap > now)
        return std::chrono::ceil<std::chrono::milliseconds>(*asked + m_limits.gap - now);
    m_askedAt.insert(host, now);
    m_underWay[visit].asking = host;
    return std::chrono::milliseconds(0);
}

void LinkDoctor::end(LinkVisit *visit, const Result<LinkLook> &result)
{
    const Job job = m_underWay.take(visit);
    visit->disconnect(this);
    visit->stop();
    visit->deleteLater();
    if (m_underWay.isEmpty() && m_waiting.isEmpty())
        m_askedAt.removeIf([now = std::chrono::steady_clock::now(), this](const auto &entry) {
            return entry.value() + m_limits.gap <= now;
        });
    if (job.context)
        job.done(result);
    next();
}

QNetworkAccessManager &LinkDoctor::network()
{
    if (!m_network) {
        m_network = std::make_unique<QNetworkAccessManager>();
        hardenNetwork(*m_network);
    }
    return *m_network;
}

} // namespace pinweek
