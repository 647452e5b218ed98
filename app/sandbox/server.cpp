// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/server.h"

#include "core/sha256.h"

#include <QRandomGenerator>

#include <algorithm>

namespace pinweek {

using sandbox::Fault;
using sandbox::HttpReply;
using sandbox::HttpRequest;

namespace {

// The journal of a long demo must not grow without end.
constexpr qsizetype mostEntries = 20000;
constexpr qint64 mostBodyBytes = 64LL * 1024 * 1024;

QByteArray sha256WithHashedFiles(const QByteArray &body)
{
    // Within a text of JSON its quotes have a backslash before them.
    constexpr QByteArrayView name = R"(data":")"; // of a cover too
    Sha256 hash;
    qsizetype at = 0;
    while (true) {
        const qsizetype found = body.indexOf(name, at);
        const qsizetype begin = found + name.size();
        const qsizetype end = found < 0 ? -1 : body.indexOf('"', begin);
        if (end < 0)
            break;
        hash.add(QByteArrayView(body).sliced(at, begin - at));
        const auto letters = QByteArray::fromRawData(body.constData() + begin, end - begin);
        const auto file =
            QByteArray::fromBase64Encoding(letters, QByteArray::AbortOnBase64DecodingErrors);
        hash.add(file ? sha256Hex(file.decoded) : letters);
        at = end;
    }
    hash.add(QByteArrayView(body).sliced(at));
    return hash.hex();
}

QUrl urlOf(quint16 port, const QString &path)
{
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(port);
    url.setPath(path);
    return url;
}

QByteArray newRequestId()
{
    return QByteArray::number(QRandomGenerator::global()->generate64() % 9000000000000000ULL +
                              1000000000000000ULL);
}

/** A fault without words of its own speaks as the host that it strikes. */
HttpReply replyOf(const Fault &fault, const HttpRequest &request, const HttpReply &right)
{
    if (fault.kind != Fault::Kind::Answer || !fault.body.isEmpty() ||
        !sandbox::UploadHost::isUpload(request))
        return fault.replyInsteadOf(right);
    return sandbox::UploadHost::refusal(fault.status,
                                        fault.status < 500 ? "AccessDenied" : "InternalError",
                                        "A fault of the stand-in.");
}

bool isTokenEndpoint(const HttpRequest &request)
{
    return request.path == QLatin1String("/v5/oauth/token");
}

} // namespace

QByteArray RecordedRequest::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

SandboxServer::SandboxServer(QObject *parent, const Clock *clock)
    : QObject(parent)
    , m_clock(clock)
    , m_state(m_clock)
    , m_api(m_state)
    , m_oauth(m_state)
    , m_listener(m_clock)
    , m_uploads(m_state, m_clock)
{
    m_state.signedInUserId = m_state.addUser(QStringLiteral("tester")).id;
    setApp(QStringLiteral("1500001"), QStringLiteral("app-secret-of-the-stand-in"),
           QStringLiteral("http://localhost:8085/"));
    connect(&m_listener, &sandbox::HttpListener::headArrived, this, &SandboxServer::recordHead);
    connect(&m_listener, &sandbox::HttpListener::requestArrived, this, &SandboxServer::handle);
    connect(&m_uploads, &sandbox::UploadHost::headArrived, this, &SandboxServer::recordHead);
    connect(&m_uploads, &sandbox::UploadHost::requestArrived, this, &SandboxServer::handle);
}

Result<quint16> SandboxServer::start(quint16 port)
{
    if (!m_listener.listen(port) || !m_uploads.listen()) {
        return fail(
            ErrorKind::Offline,
            QStringLiteral("port %1 of 127.0.0.1: %2").arg(port).arg(m_listener.errorString()));
    }
    m_api.setOrigin(urlOf(this->port(), {}).toString());
    m_api.setUploadAddress(m_uploads.address());
    return this->port();
}

void SandboxServer::stop()
{
    m_listener.close();
    m_uploads.close();
}

quint16 SandboxServer::port() const
{
    return m_listener.port();
}

QUrl SandboxServer::apiBase() const
{
    return urlOf(port(), QStringLiteral("/v5"));
}

QUrl SandboxServer::authorizeUrl() const
{
    return urlOf(port(), QStringLiteral("/oauth/"));
}

QUrl SandboxServer::tokenUrl() const
{
    return urlOf(port(), QStringLiteral("/v5/oauth/token"));
}

QString SandboxServer::username() const
{
    return m_state.users.at(m_state.signedInUserId).username;
}

QString SandboxServer::appSecret() const
{
    return m_state.apps.at(m_appId).secret;
}

QString SandboxServer::redirectUri() const
{
    return m_state.apps.at(m_appId).redirectUris.constFirst();
}

void SandboxServer::setApp(const QString &id, const QString &secret, const QString &redirectUri)
{
    m_state.apps.clear();
    m_state.apps.emplace(id, sandbox::App{id, secret, {redirectUri}});
    m_appId = id;
    setAccessToken({});
}

void SandboxServer::setAccessToken(const QString &access, const QStringList &scopes)
{
    m_state.tokens.removeIf(
        [this](const sandbox::Token &token) { return token.access == m_accessToken; });
    const sandbox::Token &token = m_state.addToken(m_appId, m_state.signedInUserId, scopes, access);
    m_accessToken = token.access;
    m_refreshToken = token.refresh;
}

QString SandboxServer::addToken(const QStringList &scopes)
{
    return m_state.addToken(m_appId, m_state.signedInUserId, scopes).access;
}

QString SandboxServer::addBoard(const QString &name, const QString &privacy)
{
    sandbox::Board &board = m_state.addBoard(m_state.signedInUserId, name);
    board.privacy = privacy;
    return board.id;
}

QString SandboxServer::addSection(const QString &boardId, const QString &name)
{
    return m_state.addSection(boardId, name).id;
}

QList<sandbox::Pin> SandboxServer::pins() const
{
    QList<sandbox::Pin> all;
    for (const auto &[id, pin] : m_state.pins)
        all.append(pin);
    return all;
}

QList<sandbox::Media> SandboxServer::media() const
{
    QList<sandbox::Media> all;
    for (const auto &[id, media] : m_state.media)
        all.append(media);
    return all;
}

QList<sandbox::Pin> SandboxServer::pinsOf(const QString &boardId) const
{
    return m_state.pinsOf(boardId);
}

QList<sandbox::Board> SandboxServer::boards() const
{
    QList<sandbox::Board> all;
    for (const auto &[id, board] : m_state.boards)
        all.append(board);
    return all;
}

QList<sandbox::Section> SandboxServer::sections(const QString &boardId) const
{
    return m_state.sectionsOf(boardId);
}

QByteArray SandboxServer::imageBytes(const sandbox::Pin &pin) const
{
    return m_state.images.value(pin.imageSha256).bytes;
}

QList<RecordedRequest> SandboxServer::requests(const QByteArray &method,
                                               const QString &pathPrefix) const
{
    QList<RecordedRequest> found;
    std::copy_if(m_journal.begin(), m_journal.end(), std::back_inserter(found),
                 [&](const RecordedRequest &entry) {
                     return (method.isEmpty() || entry.method == method) &&
                            entry.path.startsWith(pathPrefix);
                 });
    return found;
}

int SandboxServer::postCount(const QString &path) const
{
    return int(std::count_if(m_journal.begin(), m_journal.end(), [&](const RecordedRequest &entry) {
        return entry.method == "POST" && entry.path == path;
    }));
}

void SandboxServer::addFault(const Fault &fault)
{
    m_faults.append(fault);
}

void SandboxServer::addFault(Fault::Kind kind, const QByteArray &method, const QString &pathPrefix,
                             bool commits, qint64 bytes, int delayMs)
{
    Fault fault;
    fault.kind = kind;
    fault.method = method;
    fault.pathPrefix = pathPrefix;
    fault.commits = commits;
    fault.bytes = bytes;
    fault.delayMs = delayMs;
    addFault(fault);
}

void SandboxServer::answerNextWith(int status, const sandbox::HeaderList &headers,
                                   const QByteArray &body, int times)
{
    answerNextWith({}, {}, status, headers, body, times);
}

void SandboxServer::answerNextWith(const QByteArray &method, const QString &pathPrefix, int status,
                                   const sandbox::HeaderList &headers, const QByteArray &body,
                                   int times)
{
    Fault fault;
    fault.times = times;
    fault.method = method;
    fault.pathPrefix = pathPrefix;
    fault.status = status;
    fault.headers = headers;
    fault.body = body;
    addFault(fault);
}

void SandboxServer::delayNext(int ms, const QByteArray &method, const QString &pathPrefix)
{
    addFault(Fault::Kind::Delay, method, pathPrefix, true, 0, ms);
}

void SandboxServer::hangNext(const QByteArray &method, const QString &pathPrefix)
{
    addFault(Fault::Kind::Hang, method, pathPrefix, false);
}

void SandboxServer::dropNextAfterCommit(const QByteArray &method, const QString &pathPrefix)
{
    addFault(Fault::Kind::Drop, method, pathPrefix, true);
}

void SandboxServer::dropNextBeforeCommit(const QByteArray &method, const QString &pathPrefix)
{
    addFault(Fault::Kind::Drop, method, pathPrefix, false);
}

void SandboxServer::cutNextAnswerAfter(qint64 bytes, const QByteArray &method,
                                       const QString &pathPrefix)
{
    addFault(Fault::Kind::Cut, method, pathPrefix, true, bytes);
}

void SandboxServer::garbageNext(const QByteArray &method, const QString &pathPrefix)
{
    addFault(Fault::Kind::Garbage, method, pathPrefix, true);
}

void SandboxServer::hugeNext(qint64 bytes, const QByteArray &method, const QString &pathPrefix)
{
    addFault(Fault::Kind::Huge, method, pathPrefix, true, bytes);
}

void SandboxServer::neverEndNext(const QByteArray &method, const QString &pathPrefix)
{
    addFault(Fault::Kind::NeverEnding, method, pathPrefix, true);
}

void SandboxServer::cutNextBodyAfter(qint64 bytes, const QString &pathPrefix)
{
    addFault(Fault::Kind::CutBody, "POST", pathPrefix, false, bytes);
}

void SandboxServer::expireAccessTokens()
{
    for (sandbox::Token &token : m_state.tokens)
        token.accessExpires = m_clock.now() - std::chrono::seconds(1);
}

void SandboxServer::revokeRefreshTokens()
{
    for (sandbox::Token &token : m_state.tokens)
        token.refreshRevoked = true;
}

void SandboxServer::recordHead(HttpRequest &request)
{
    if (request.path.startsWith(QLatin1String("/_control/")))
        return;
    request.number = ++m_lastNumber;
    RecordedRequest entry;
    entry.number = request.number;
    entry.method = request.method;
    entry.path = request.path;
    entry.rawQuery = request.rawQuery;
    entry.headers = request.headers;
    entry.firstByteAt = request.firstByteAt;
    m_journal.append(entry);
    if (m_journal.size() > mostEntries)
        m_journal.removeFirst();
    if (const std::optional<Fault> fault = takeFault(request, false))
        request.cutAfter = fault->bytes;
}

RecordedRequest *SandboxServer::recorded(int number)
{
    const auto entry = std::find_if(m_journal.rbegin(), m_journal.rend(),
                                    [&](const auto &one) { return one.number == number; });
    return entry == m_journal.rend() ? nullptr : &*entry;
}

void SandboxServer::recordBody(RecordedRequest &entry, const HttpRequest &request)
{
    entry.complete = true;
    entry.body = request.body;
    entry.bodySize = request.bodySize;
    entry.bodySha256 = request.sink ? QByteArray() : sha256WithHashedFiles(request.body);
    m_journalBytes += request.body.size();
    for (RecordedRequest &old : m_journal) {
        if (m_journalBytes <= mostBodyBytes)
            break;
        m_journalBytes -= old.body.size();
        old.body.clear();
    }
}

void SandboxServer::handle(sandbox::HttpConnection *connection, const HttpRequest &request)
{
    if (request.path.startsWith(QLatin1String("/_control/"))) {
        connection->answer(control(request), {});
        return;
    }
    RecordedRequest entry;
    if (RecordedRequest *inJournal = recorded(request.number))
        recordBody(*inJournal, request);
    const std::optional<Fault> fault = takeFault(request, true);
    HttpReply reply;
    if (!fault || fault->commits)
        reply = rightReply(request);
    sandbox::Sending sending;
    if (fault) {
        reply = replyOf(*fault, request, reply);
        sending = fault->sending();
    }
    sending.delayMs += m_latency;
    reply.headers.append({"x-pinterest-rid", newRequestId()});
    const bool answered = sending.way == sandbox::Sending::Way::Whole;
    if (RecordedRequest *inJournal = recorded(request.number)) {
        inJournal->status = answered ? reply.status : 0;
        entry = *inJournal;
    }
    connection->answer(reply, sending);
    emit requestHandled(entry);
}

HttpReply SandboxServer::rightReply(const HttpRequest &request)
{
    if (isTokenEndpoint(request) && m_tokenEndpointDown)
        return sandbox::refusalReply({503, 503, QStringLiteral("The token endpoint is down.")});
    if (isTokenEndpoint(request))
        return m_oauth.token(request);
    if (request.path == QLatin1String("/v5/oauth/token/revoke"))
        return m_oauth.revoke(request);
    if (sandbox::UploadHost::isUpload(request))
        return m_uploads.answer(request);
    if (request.path.startsWith(QLatin1String("/v5/")))
        return m_api.answer(request);
    if (request.path.startsWith(QLatin1String("/oauth/")))
        return m_oauth.page(request);
    if (request.path.startsWith(QLatin1String("/media/")))
        return m_api.media(request);
    return sandbox::refusalReply({404, 404, QStringLiteral("There is nothing at this address.")});
}

/** Whether the body is cut has to be known before it comes. */
std::optional<Fault> SandboxServer::takeFault(const HttpRequest &request, bool bodyIsHere)
{
    for (qsizetype i = 0; i < m_faults.size(); ++i) {
        Fault &fault = m_faults[i];
        if ((fault.kind == Fault::Kind::CutBody) == bodyIsHere || !fault.fits(request))
            continue;
        if (fault.skip > 0) {
            --fault.skip;
            continue;
        }
        const Fault struck = fault;
        if (fault.times > 0 && --fault.times == 0)
            m_faults.removeAt(i);
        return struck;
    }
    return std::nullopt;
}

} // namespace pinweek
