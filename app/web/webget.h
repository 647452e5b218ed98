// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

class QNetworkAccessManager;

namespace pinweek {

class WebVisit;

struct WebLimits
{
    int redirects = 8;
    std::chrono::milliseconds idle = std::chrono::seconds(15);  // nothing came for so long
    std::chrono::milliseconds whole = std::chrono::seconds(60); // of one address
    int atOnce = 6;
    int atOnceOfHost = 4;
};

/** What is asked for, and how much of it. */
struct WebQuestion
{
    QUrl address;
    QByteArray accept;
    qint64 mostBytes = 0;
    /** The first `mostBytes` are enough: the rest is left (and, up to 1 MB, not even asked for).
     * Else more is an error. */
    bool beginning = false;
    /** Called by its first word in errors: "The page", "The image". */
    QString subject;
};

struct WebAnswer
{
    QUrl address;       // after all redirects
    QByteArray type;    // of content, lower case, without parameters
    QByteArray charset; // as the server says it; may be empty
    QByteArray bytes;
    bool isWhole = true;
    friend bool operator==(const WebAnswer &, const WebAnswer &) = default;
};

/**
 * Which addresses of private networks may be asked: those that the site which a user typed had when
 * it was looked up first, and no other, whatever a page names and a name server says later. Copies
 * share what they know of that. Main thread.
 */
class TypedSite
{
public:
    TypedSite() = default;
    /** Its host and port. */
    explicit TypedSite(const QUrl &typed);
    [[nodiscard]] bool isEmpty() const { return m_host.isEmpty(); }
    /** Its host and port are those that were typed. */
    [[nodiscard]] bool isOf(const QUrl &address) const;
    /** It was looked up, and lies in no private network. */
    [[nodiscard]] bool isKnownPublic() const;
    /** @param hosts  what the name in `address` led to by a look-up made just now, or the number
     * that it is. One that may not be asked refuses all: among public ones it is no accident. */
    [[nodiscard]] bool mayAsk(const QUrl &address, const QList<QHostAddress> &hosts) const;

private:
    QString m_host;
    int m_port = -1;
    std::shared_ptr<std::optional<QList<QHostAddress>>> m_first;
};

/**
 * Gets pages and images for a user who looks at a page: no cookie, no credential, no address of
 * where one comes from. Only http and https; hosts are looked up here and then asked by number, so
 * that neither a redirect nor a name server leads into networks that only this computer can reach.
 * Main thread; answers come in pieces, and of many addresses a few are asked at once.
 *
 * Errors: Media with a sentence that can be shown; Offline (not reached at all); Cancelled.
 */
class WebGet : public QObject
{
    Q_OBJECT

public:
    explicit WebGet(const WebLimits &limits = {}, QObject *parent = nullptr);
    ~WebGet() override;

    /** What may be asked from now on. */
    void setSite(const TypedSite &site) { m_site = site; }
    void get(const WebQuestion &question, QObject *context, Done<WebAnswer> done);
    /** Everything under way and waiting ends with Cancelled. */
    void cancel();

private:
    struct Job
    {
        WebQuestion question;
        QPointer<QObject> context;
        Done<WebAnswer> done;
    };
    void next();
    void begin(const Job &job);
    void end(WebVisit *visit, Result<WebAnswer> result);
    [[nodiscard]] int underWayOf(const QString &host) const;
    QNetworkAccessManager &network();

    WebLimits m_limits;
    TypedSite m_site;
    std::unique_ptr<QNetworkAccessManager> m_network;
    QList<Job> m_waiting;
    QHash<WebVisit *, Job> m_underWay;
};

} // namespace pinweek
