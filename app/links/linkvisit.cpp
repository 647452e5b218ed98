// SPDX-License-Identifier: GPL-3.0-or-later
#include "links/linkvisit.h"

#include "core/logging.h"
#include "core/network.h"
#include "core/publicaddress.h"
#include "model/weblink.h"

#include <QHostInfo>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <algorithm>

namespace pinweek {

namespace {

constexpr qint64 readBufferBytes = 16 * 1024; // where no page is read, no more is kept of one
constexpr qint64 pageBufferBytes = 256 * 1024;

/** A server that does not know HEAD, or gives other answers to it than to a browser. */
bool isWorthAskingAgain(int status)
{
    return status >= 400 && status != 401 && status != 410 && status != 429;
}

LinkVerdict verdictOf(int status)
{
    if (status >= 200 && status < 300)
        return LinkVerdict::Good;
    switch (status) {
    case 401:
        return LinkVerdict::SignIn;
    case 403:
        return LinkVerdict::Forbidden;
    case 404:
    case 410:
        return LinkVerdict::NotFound;
    case 429:
        return LinkVerdict::Unchecked;
    default:
        return status >= 500 ? LinkVerdict::ServerTrouble : LinkVerdict::Refused;
    }
}

LinkVerdict verdictOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
        return LinkVerdict::BadCertificate;
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError: // Qt's word for our own transfer timeout
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolInvalidOperationError:
        return LinkVerdict::NoAnswer;
    default:
        return LinkVerdict::Unchecked;
    }
}

/** Servers that don't know say nothing, or what is for anything. */
bool mayBePage(const QByteArray &type)
{
    return type.isEmpty() || type == "text/html" || type == "application/xhtml+xml" ||
           type == "text/plain" || type == "application/octet-stream";
}

QString shown(const QUrl &address)
{
    return QString::fromLatin1(address.toEncoded());
}

} // namespace

LinkVisit::LinkVisit(const QString &link, QNetworkAccessManager &network, const LinkLimits &limits,
                     Turn turn, QObject *parent)
    : QObject(parent), m_network(network), m_limits(limits), m_turn(std::move(turn))
{
    m_report.link = link;
    m_pause.setSingleShot(true);
    m_whole.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &LinkVisit::waitForTurn);
    connect(&m_whole, &QTimer::timeout, this, [this] {
        if (m_body) // it answered; what came of the page has to do
            judge(m_report.status());
        else
            end(LinkVerdict::NoAnswer);
    });
}

LinkVisit::~LinkVisit()
{
    stop();
}

void LinkVisit::start()
{
    m_whole.start(m_limits.whole);
    QMetaObject::invokeMethod(
        this, [this] { visit(QUrl(m_report.link.trimmed(), QUrl::StrictMode)); },
        Qt::QueuedConnection);
}

void LinkVisit::stop()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
    m_lookup = -1;
    m_pause.stop();
    m_whole.stop();
    letGo();
}

void LinkVisit::visit(const QUrl &address)
{
    m_address = address;
    m_hosts.clear();
    m_verb = m_reads ? QByteArrayLiteral("GET") : QByteArrayLiteral("HEAD");
    m_report.hops.append({m_report.hops.isEmpty() ? m_report.link : shown(address), 0});
    if (!isWebAddress(shown(address))) {
        end(LinkVerdict::UnsafeRedirect);
        return;
    }
    waitForTurn();
}

void LinkVisit::waitForTurn()
{
    const std::chrono::milliseconds left = m_turn(this, m_address.host());
    if (left.count() > 0)
        m_pause.start(left);
    else if (m_hosts.isEmpty())
        lookUp();
    else
        ask();
}

void LinkVisit::lookUp()
{
    const QHostAddress literal(m_address.host());
    if (!literal.isNull()) {
        QHostInfo info;
        info.setAddresses({literal});
        foundHost(info);
        return;
    }
    m_lookup = QHostInfo::lookupHost(m_address.host(QUrl::FullyEncoded), this,
                                     [this](const QHostInfo &info) {
                                         m_lookup = -1;
                                         foundHost(info);
                                     });
}

void LinkVisit::foundHost(const QHostInfo &info)
{
    if (info.error() != QHostInfo::NoError) {
        end(info.error() == QHostInfo::HostNotFound ? LinkVerdict::NoSite : LinkVerdict::Unchecked);
        return;
    }
    m_hosts = info.addresses();
    if (m_hosts.isEmpty()) {
        end(LinkVerdict::NoSite);
        return;
    }
    // One private address among public ones is no accident either.
    const bool mayBeAsked =
        std::all_of(m_hosts.begin(), m_hosts.end(), [this](const QHostAddress &host) {
            return isPublicAddress(host) || m_limits.alsoAllowed.contains(host);
        });
    if (!mayBeAsked) {
        end(LinkVerdict::Private);
        return;
    }
    // Not every network that has names for IPv6 can send to it.
    std::stable_partition(m_hosts.begin(), m_hosts.end(), [](const QHostAddress &host) {
        return host.protocol() == QAbstractSocket::IPv4Protocol;
    });
    ask();
}

void LinkVisit::ask()
{
    QNetworkRequest request = requestTo(m_address, m_hosts.constFirst());
    request.setHeader(QNetworkRequest::UserAgentHeader,
                      QStringLiteral("Pinweek/" PINWEEK_VERSION " (link check)"));
    request.setRawHeader("Accept", "text/html,*/*;q=0.5");
    request.setRawHeader("Accept-Encoding", "identity");
    request.setRawHeader("Connection", "close");
    if (m_verb == "GET" && !m_reads)
        request.setRawHeader("Range", "bytes=0-0");
    request.setTransferTimeout(int(m_limits.idle.count()));
    m_reply = m_verb == "HEAD" ? m_network.head(request) : m_network.get(request);
    m_reply->setReadBufferSize(m_reads ? pageBufferBytes : readBufferBytes);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this, reply = m_reply] {
        // The head says all; Qt is amid telling of it, so it is left before it is let go of.
        QMetaObject::invokeMethod(
            this,
            [this, reply] {
                if (m_reply == reply)
                    answered();
            },
            Qt::QueuedConnection);
    });
    connect(m_reply, &QNetworkReply::finished, this, [this, reply = m_reply] {
        if (m_reply != reply)
            return;
        if (m_body)
            readBody(true);
        else
            answered();
    });
}

void LinkVisit::answered()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status < 200) {
        failed();
        return;
    }
    if (m_body) // told of once more
        return;
    // Not Qt's own reading of the header, which knows no relative address.
    const QUrl target = QUrl::fromEncoded(m_reply->rawHeader("Location").trimmed());
    m_report.hops.last().status = status;
    if (beginsBody(status))
        return;
    letGo();
    if (status < 400 && status >= 300 && status != 304 && !target.isEmpty()) {
        redirect(m_address.resolved(target));
    } else if (m_verb == "HEAD" && isWorthAskingAgain(status)) {
        m_verb = QByteArrayLiteral("GET");
        waitForTurn();
    } else {
        judge(status);
    }
}

/** False: nobody wants to read what comes, or it is of no page. */
bool LinkVisit::beginsBody(int status)
{
    if (!m_reads || verdictOf(status) != LinkVerdict::Good)
        return false;
    const QByteArray content = m_reply->rawHeader("Content-Type");
    m_body = LinkBody{content.split(';').constFirst().trimmed().toLower(), charsetIn(content), {}};
    if (!mayBePage(m_body->type))
        return false;
    connect(m_reply, &QNetworkReply::readyRead, this, [this, reply = m_reply] {
        if (m_reply == reply)
            readBody(false);
    });
    readBody(m_reply->isFinished());
    return true;
}

/** A page that is cut off, or longer than anyone needs, is judged by what came of it. */
void LinkVisit::readBody(bool isEnd)
{
    if (m_reply->isOpen())
        m_body->bytes += m_reply->read(m_limits.pageBytes - m_body->bytes.size());
    if (!isEnd && m_body->bytes.size() < m_limits.pageBytes)
        return;
    letGo();
    judge(m_report.status());
}

void LinkVisit::failed()
{
    const QNetworkReply::NetworkError error = m_reply->error();
    qCDebug(logLinks) << "a link could not be looked at:" << error;
    letGo();
    const LinkVerdict verdict = verdictOf(error);
    if (verdict == LinkVerdict::BadCertificate || error == QNetworkReply::OperationCanceledError ||
        error == QNetworkReply::TimeoutError) {
        end(verdict);
    } else if (m_verb == "HEAD" && error == QNetworkReply::RemoteHostClosedError) {
        m_verb = QByteArrayLiteral("GET");
        waitForTurn();
    } else if (m_hosts.size() > 1) {
        m_hosts.removeFirst();
        waitForTurn();
    } else {
        end(verdict);
    }
}

void LinkVisit::judge(int status)
{
    const LinkVerdict verdict = verdictOf(status);
    const bool isSignIn = m_report.hops.size() > 1 && looksLikeSignIn(shown(m_address)) &&
                          !looksLikeSignIn(m_report.link);
    end(verdict == LinkVerdict::Good && isSignIn ? LinkVerdict::SignIn : verdict);
}

void LinkVisit::redirect(const QUrl &to)
{
    QUrl next = to;
    if (!next.hasFragment() && m_address.hasFragment())
        next.setFragment(m_address.fragment(QUrl::FullyEncoded), QUrl::StrictMode);
    const QString address = shown(next);
    const bool wasThere =
        std::any_of(m_report.hops.begin(), m_report.hops.end(),
                    [&address](const LinkHop &hop) { return hop.address == address; });
    if (wasThere || m_report.hops.size() > m_limits.redirects)
        end(LinkVerdict::EndlessRedirects);
    else
        visit(next);
}

void LinkVisit::end(LinkVerdict verdict)
{
    stop();
    m_report.verdict = verdict;
    emit ended(m_report);
}

void LinkVisit::letGo()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    // Its end ends the transfer. After abort() Qt would complain of an error that is on its way.
    m_reply->deleteLater();
    m_reply = nullptr;
}

} // namespace pinweek
