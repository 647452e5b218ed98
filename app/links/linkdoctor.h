// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/linkreport.h"

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSet>

#include <chrono>
#include <memory>
#include <optional>

class QNetworkAccessManager;

namespace pinweek {

class Clock;
class LinkVisit;

struct LinkLimits
{
    int redirects = 8;
    std::chrono::milliseconds idle = std::chrono::seconds(10);  // nothing came for so long
    std::chrono::milliseconds whole = std::chrono::seconds(25); // of a link, once it is its turn
    /** Between two requests to the same host. */
    std::chrono::milliseconds gap = std::chrono::milliseconds(500);
    int hostsAtOnce = 4;
    qint64 pageBytes = qint64(2) * 1024 * 1024; // of a page that is read
    /** Asked though they are not of the public internet: the peers of tests. */
    QList<QHostAddress> alsoAllowed = {};
};

/** The beginning of a page as it came, for those who read it. */
struct LinkBody
{
    QByteArray type;    // of content, lower case, without parameters; may be empty
    QByteArray charset; // as the server says it; may be empty
    QByteArray bytes;   // at most LinkLimits::pageBytes; empty where `type` is of no page
};

/** What one visit found: where the link leads, and what is there. */
struct LinkLook
{
    LinkReport report;
    std::optional<LinkBody> body = {}; // only where the verdict is Good
};

/**
 * Looks where links lead. It asks like a polite stranger: one request at a time and with a pause
 * for each host, HEAD first and no page read unless it is asked for, no cookie, no credential, a
 * name of its own. Only http and https, only addresses of the public internet, looked up by us and
 * then asked by number, so that neither a redirect nor a name server can lead it into networks that
 * only we can reach. Main thread.
 *
 * Errors: Cancelled; everything else that goes wrong is what the report says.
 */
class LinkDoctor : public QObject
{
    Q_OBJECT

public:
    LinkDoctor(const Clock &clock, const LinkLimits &limits, QObject *parent = nullptr);
    ~LinkDoctor() override;

    [[nodiscard]] const LinkLimits &limits() const { return m_limits; }
    void check(const QString &link, QObject *context, Done<LinkReport> done);
    /** The same with the page: each address on the way is asked once, by GET. */
    void look(const QString &link, QObject *context, Done<LinkLook> done);
    /** Everything under way and waiting ends with Cancelled; with a `context`, only what was asked
     * for it. */
    void cancel(const QObject *context = nullptr);

private:
    struct Job
    {
        QString link;
        QString host;
        QPointer<QObject> context;
        Done<LinkLook> done;
        bool reads = false;
        QString asking = {}; // the host that it asks now
    };
    void next();
    void begin(const Job &job);
    std::chrono::milliseconds turn(LinkVisit *visit, const QString &host);
    void end(LinkVisit *visit, const Result<LinkLook> &result);
    QNetworkAccessManager &network();

    const Clock &m_clock;
    LinkLimits m_limits;
    std::unique_ptr<QNetworkAccessManager> m_network;
    QList<Job> m_waiting;
    QHash<LinkVisit *, Job> m_underWay;
    QHash<QString, std::chrono::steady_clock::time_point> m_askedAt; // by host
};

} // namespace pinweek
