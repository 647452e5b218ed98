// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/webvisit.h"

#include "core/network.h"
#include "web/weblog.h"

#include <QHostInfo>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <algorithm>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 readBufferBytes = 256 * 1024;
constexpr qint64 mostOfRange = 1024 * 1024; // pages are asked for without, as browsers do

bool isWeb(const QUrl &address)
{
    return address.isValid() && !address.host().isEmpty() &&
           (address.scheme() == "http"_L1 || address.scheme() == "https"_L1);
}

QString reasonOfStatus(int status)
{
    switch (status) {
    case 401:
        return u"the website asks for a sign-in."_s;
    case 403:
        return u"the website gives it to browsers only (403)."_s;
    case 404:
    case 410:
        return u"the website doesn't have it (any more)."_s;
    case 429:
        return u"the website is asked too often. Try again in some minutes."_s;
    default:
        return status >= 500
                   ? u"the website has trouble of its own (%1). Try again later."_s.arg(status)
                   : u"the website answered with error %1."_s.arg(status);
    }
}

} // namespace

WebVisit::WebVisit(const WebQuestion &question, const TypedSite &site, const WebLimits &limits,
                   QNetworkAccessManager &network, QObject *parent)
    : QObject(parent), m_question(question), m_site(site), m_limits(limits), m_network(network)
{
    m_whole.setSingleShot(true);
    connect(&m_whole, &QTimer::timeout, this, [this] { refuse(u"the website is too slow."_s); });
}

WebVisit::~WebVisit()
{
    stop();
}

void WebVisit::start()
{
    m_whole.start(m_limits.whole);
    QMetaObject::invokeMethod(
        this, [this] { visit(m_question.address); }, Qt::QueuedConnection);
}

void WebVisit::stop()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
    m_lookup = -1;
    m_whole.stop();
    letGo();
}

void WebVisit::visit(const QUrl &address)
{
    m_address = address;
    m_hosts.clear();
    if (!isWeb(address)) {
        refuse(u"only addresses with http or https can be opened."_s);
        return;
    }
    const QHostAddress literal(address.host());
    if (!literal.isNull()) {
        QHostInfo info;
        info.setAddresses({literal});
        foundHost(info);
        return;
    }
    m_lookup = QHostInfo::lookupHost(address.host(QUrl::FullyEncoded), this,
                                     [this](const QHostInfo &info) {
                                         m_lookup = -1;
                                         foundHost(info);
                                     });
}

void WebVisit::foundHost(const QHostInfo &info)
{
    m_hosts = info.addresses();
    if (m_hosts.isEmpty()) {
        if (info.error() == QHostInfo::HostNotFound || info.error() == QHostInfo::NoError)
            refuse(
                u"there is no website at this address. Is it spelled right, and is this computer online?"_s);
        else
            end(fail(ErrorKind::Offline,
                     u"The website can't be reached. Is this computer online?"_s));
        return;
    }
    if (!m_site.mayAsk(m_address, m_hosts)) {
        refuse(u"it lies in a private network, where no website may lead."_s);
        return;
    }
    // Not every network that has names for IPv6 can send to it.
    std::stable_partition(m_hosts.begin(), m_hosts.end(), [](const QHostAddress &host) {
        return host.protocol() == QAbstractSocket::IPv4Protocol;
    });
    ask();
}

void WebVisit::ask()
{
    QNetworkRequest request = requestTo(m_address, m_hosts.constFirst());
    request.setHeader(QNetworkRequest::UserAgentHeader,
                      u"Mozilla/5.0 (compatible; Pinweek/" PINWEEK_VERSION ")"_s);
    request.setRawHeader("Accept", m_question.accept);
    // A packed answer could grow beyond its limit while Qt unpacks it.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setRawHeader("Accept-Language", "*");
    if (m_question.mostBytes <= mostOfRange)
        request.setRawHeader("Range", "bytes=0-" + QByteArray::number(m_question.mostBytes - 1));
    request.setTransferTimeout(int(m_limits.idle.count()));
    m_bytes.clear();
    m_reply = m_network.get(request);
    m_reply->setReadBufferSize(readBufferBytes);
    connect(m_reply, &QNetworkReply::readyRead, this, [this, reply = m_reply] {
        if (m_reply == reply)
            read();
    });
    connect(m_reply, &QNetworkReply::finished, this, [this, reply = m_reply] {
        if (m_reply == reply)
            finished();
    });
}

void WebVisit::read()
{
    m_bytes += m_reply->read(m_question.mostBytes + 1 - m_bytes.size());
    if (m_bytes.size() <= m_question.mostBytes)
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status >= 300)
        m_bytes.clear(); // the text of an error, of which nothing is kept
    else if (m_question.beginning)
        finished();
    else
        refuse(u"it is larger than %1 MB."_s.arg(m_question.mostBytes / (1024 * 1024)));
}

void WebVisit::finished()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // Not Qt's own reading of the header, which knows no relative address.
    const QUrl target = QUrl::fromEncoded(m_reply->rawHeader("Location").trimmed());
    if (status >= 300 && status < 400 && !target.isEmpty()) {
        letGo();
        redirect(m_address.resolved(target));
        return;
    }
    if (status >= 400) {
        refuse(reasonOfStatus(status));
        return;
    }
    const bool isEnough = m_question.beginning && m_bytes.size() >= m_question.mostBytes;
    if (m_reply->error() != QNetworkReply::NoError && !isEnough) {
        failed();
        return;
    }
    if (!isEnough && m_reply->bytesAvailable() > 0)
        m_bytes += m_reply->read(m_question.mostBytes + 1 - m_bytes.size());
    const QByteArray type = m_reply->rawHeader("Content-Type");
    const QVariant length = m_reply->header(QNetworkRequest::ContentLengthHeader);
    if (status != 200 && status != 206) {
        refuse(u"the website answered with nothing."_s);
        return;
    }
    if (!isEnough && length.isValid() && m_bytes.size() < length.toLongLong()) {
        refuse(u"it did not arrive whole."_s);
        return;
    }
    WebAnswer answer;
    answer.address = m_address;
    answer.type =
        type.left(type.indexOf(';') < 0 ? type.size() : type.indexOf(';')).trimmed().toLower();
    answer.charset = charsetIn(type);
    answer.isWhole = m_bytes.size() <= m_question.mostBytes &&
                     (status == 200 || m_bytes.size() < m_question.mostBytes);
    answer.bytes = m_bytes.left(m_question.mostBytes);
    end(answer);
}

void WebVisit::failed()
{
    const QNetworkReply::NetworkError error = m_reply->error();
    qCDebug(logWeb) << "a website could not be read:" << error;
    switch (error) {
    case QNetworkReply::OperationCanceledError: // Qt's word for our own transfer timeout
    case QNetworkReply::TimeoutError:
        refuse(u"the website does not answer."_s);
        return;
    case QNetworkReply::SslHandshakeFailedError:
        refuse(u"the website's certificate is not valid."_s);
        return;
    case QNetworkReply::RemoteHostClosedError:
        refuse(u"it did not arrive whole."_s);
        return;
    default:
        break;
    }
    letGo();
    if (m_hosts.size() > 1) {
        m_hosts.removeFirst();
        ask();
    } else {
        refuse(u"the website can't be reached."_s);
    }
}

void WebVisit::redirect(const QUrl &to)
{
    if (++m_redirects > m_limits.redirects)
        refuse(u"the address leads on and on to others."_s);
    else if (m_address.scheme() == "https"_L1 && to.scheme() != "https"_L1)
        refuse(u"the address leads to one that is not safe."_s);
    else
        visit(to);
}

void WebVisit::refuse(const QString &why)
{
    end(fail(ErrorKind::Media, m_question.subject + u" could not be loaded: "_s + why));
}

void WebVisit::end(const Result<WebAnswer> &answer)
{
    stop();
    emit ended(answer);
}

void WebVisit::letGo()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    // Its end ends the transfer. After abort() Qt would complain of an error that is on its way.
    m_reply->deleteLater();
    m_reply = nullptr;
}

} // namespace pinweek
