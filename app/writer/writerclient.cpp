// SPDX-License-Identifier: GPL-3.0-or-later
#include "writer/writerclient.h"

#include "core/publicaddress.h"
#include "core/serverwait.h"
#include "core/writeexchange.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr std::chrono::minutes longestAnswer{15};
constexpr qsizetype longestNamed = 200; // characters of an address
constexpr qint64 mostBytes = qint64(4) * 1024 * 1024;

QUrl urlOf(const QString &address)
{
    return QUrl(address.trimmed(), QUrl::StrictMode);
}

/** A name that no name server of the internet knows, or a number of such a network. */
bool isPrivate(const QString &host)
{
    const QHostAddress number(host);
    if (!number.isNull())
        return !isPublicAddress(number);
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1) || host.endsWith(".local"_L1) ||
           host.endsWith(".lan"_L1) || host.endsWith(".home.arpa"_L1) ||
           host.endsWith(".internal"_L1) || !host.contains(u'.');
}

QByteArray bodyOf(const QString &model, const QString &prompt, const QByteArray &jpeg)
{
    QJsonValue content = prompt;
    if (!jpeg.isEmpty()) {
        const QString picture = u"data:image/jpeg;base64,"_s + QString::fromLatin1(jpeg.toBase64());
        content = QJsonArray{QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, prompt}},
                             QJsonObject{{u"type"_s, u"image_url"_s},
                                         {u"image_url"_s, QJsonObject{{u"url"_s, picture}}}}};
    }
    const QJsonObject body{
        {u"model"_s, model},
        {u"stream"_s, true},
        {u"messages"_s, QJsonArray{QJsonObject{{u"role"_s, u"user"_s}, {u"content"_s, content}}}}};
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

/** Of a question that got no answer. */
WriterProblem problemOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Tls:
        return WriterProblem::BadCertificate;
    case ErrorKind::Server:
        return WriterProblem::Garbage;
    case ErrorKind::Forbidden:
        return WriterProblem::UnsafeAddress;
    default:
        return WriterProblem::NoConnection;
    }
}

} // namespace

std::optional<WriterProblem> writerAddressProblem(const QString &address)
{
    const QUrl url = urlOf(address);
    const bool isHttp = url.scheme() == "http"_L1;
    if (!url.isValid() || url.host().isEmpty() || (!isHttp && url.scheme() != "https"_L1) ||
        !url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return WriterProblem::BadAddress;
    if (isHttp && !isPrivate(url.host().toLower()))
        return WriterProblem::UnsafeAddress;
    return std::nullopt;
}

WriterClient::WriterClient(const Clock &clock, std::chrono::milliseconds silence, QObject *parent)
    : QObject(parent), m_clock(clock), m_silence(silence)
{
    m_quiet.setSingleShot(true);
    connect(&m_quiet, &QTimer::timeout, this, [this] { fail({WriterProblem::TooSlow}); });
}

WriterClient::~WriterClient()
{
    cancel();
}

void WriterClient::cancel()
{
    m_quiet.stop();
    ++m_run;
    m_answer.reset();
    if (m_exchange) {
        m_exchange->disconnect(this);
        delete m_exchange; // its sockets go with it
    }
}

bool WriterClient::begin(const WriterServer &server, HttpRequest request, const char *path,
                         Done<HttpAnswer> done)
{
    cancel();
    if (const auto problem = writerAddressProblem(server.address)) {
        soon([this, problem = *problem] { fail({problem}); });
        return false;
    }
    request.url = urlOf(server.address);
    QString whole = request.url.path(QUrl::FullyEncoded);
    while (whole.endsWith(u'/'))
        whole.chop(1);
    m_path = QString::fromLatin1(path);
    request.url.setPath(whole + m_path, QUrl::StrictMode);
    m_url = request.url;
    if (const QByteArray key = server.key.trimmed().toUtf8(); !key.isEmpty())
        request.headers.emplaceBack("Authorization", "Bearer " + key);
    request.write = true;
    request.timeLimit = longestAnswer;
    request.largestAnswer = mostBytes;
    m_quiet.start(m_silence);
    m_exchange =
        new WriteExchange(request, this, this,
                          [this, run = m_run, done = std::move(done)](Result<HttpAnswer> answer) {
                              if (run == m_run)
                                  done(std::move(answer));
                          });
    if (request.url.scheme() == "http"_L1) // a private name may stand for a public computer
        m_exchange->setPeerRule([](const QHostAddress &peer) { return !isPublicAddress(peer); });
    return true;
}

void WriterClient::soon(std::function<void()> what)
{
    QMetaObject::invokeMethod(
        this,
        [this, run = m_run, what = std::move(what)] {
            if (run == m_run)
                what();
        },
        Qt::QueuedConnection);
}

void WriterClient::write(const WriterServer &server, const QString &model, const QString &prompt,
                         const QByteArray &jpeg)
{
    HttpRequest request;
    request.verb = "POST";
    request.headers = {{"Content-Type", "application/json"},
                       {"Accept", "text/event-stream, application/json"}};
    request.body = bodyOf(model, prompt, jpeg);
    request.received = [this](const HttpAnswer &soFar) { received(soFar); };
    if (begin(server, std::move(request), "/chat/completions",
              [this](const Result<HttpAnswer> &answer) { answered(answer); }))
        m_answer = std::make_unique<WriterAnswer>();
}

void WriterClient::readModels(const WriterServer &server)
{
    HttpRequest request;
    request.verb = "GET";
    request.headers = {{"Accept", "application/json"}};
    begin(server, std::move(request), "/models",
          [this](const Result<HttpAnswer> &answer) { modelsAnswered(answer); });
}

void WriterClient::received(const HttpAnswer &soFar)
{
    if (!m_answer)
        return;
    m_quiet.start(m_silence);
    if (soFar.status != 200)
        return;
    if (const QString piece = m_answer->take(soFar); !piece.isEmpty())
        soon([this, piece] { emit wrote(piece); });
    if (m_answer->isDone()) // not every server ends the connection then
        soon([this] { complete(); });
}

void WriterClient::answered(const Result<HttpAnswer> &answer)
{
    m_quiet.stop();
    if (answer && answer->status != 200) {
        fail(errorOf(*answer));
        return;
    }
    // A part of a text is one that can be used; that it is a part is said.
    if (!answer && m_answer->text().trimmed().isEmpty()) {
        fail({problemOf(answer.error())});
        return;
    }
    if (answer) {
        const QString piece = m_answer->end(*answer);
        if (!piece.isEmpty())
            emit wrote(piece);
    }
    complete();
}

void WriterClient::complete()
{
    m_quiet.stop();
    if (!m_answer) // whoever was told of a piece has cancelled
        return;
    if (!m_answer->problem().isEmpty()) {
        WriterError error{WriterProblem::ServerTrouble};
        error.said = m_answer->problem();
        fail(std::move(error));
    } else if (m_answer->isGarbage()) {
        fail({WriterProblem::Garbage});
    } else if (m_answer->text().trimmed().isEmpty()) {
        fail({WriterProblem::Nothing});
    } else {
        const QString text = m_answer->text();
        const bool isCut = m_answer->isCut();
        cancel();
        emit finished(text, isCut);
    }
}

void WriterClient::modelsAnswered(const Result<HttpAnswer> &answer)
{
    m_quiet.stop();
    if (!answer) {
        fail({problemOf(answer.error())});
        return;
    }
    if (answer->status != 200) {
        fail(errorOf(*answer));
        return;
    }
    const QJsonDocument json = QJsonDocument::fromJson(answer->body);
    const QJsonArray list =
        json[u"data"_s].isArray() ? json[u"data"_s].toArray() : json[u"models"_s].toArray();
    QStringList models;
    for (const QJsonValue entry : list) {
        const QString name = entry[u"id"_s].toString(entry[u"name"_s].toString()).simplified();
        if (!name.isEmpty())
            models += name;
    }
    if (models.isEmpty()) {
        fail({json.isObject() ? WriterProblem::Nothing : WriterProblem::Garbage});
        return;
    }
    models.sort(Qt::CaseInsensitive);
    models.removeDuplicates();
    cancel();
    emit modelsRead(models);
}

void WriterClient::fail(WriterError error)
{
    cancel();
    emit failed(error);
}

/** As it would be entered: without what is asked of it. */
QString WriterClient::namedAddress(const HttpAnswer &answer) const
{
    const QByteArray location = answer.header("location");
    if (location.isEmpty())
        return {};
    const QUrl url = m_url.resolved(QUrl(QString::fromUtf8(location)));
    QString address = url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment |
                                   QUrl::FullyEncoded);
    if (address.endsWith(m_path))
        address.chop(m_path.size());
    return address.size() > longestNamed ? address.left(longestNamed - 1) + u'…' : address;
}

WriterError WriterClient::errorOf(const HttpAnswer &answer) const
{
    WriterError error{WriterProblem::Refused, answer.status};
    error.said = writerErrorMessage(answer.body);
    if (answer.status >= 300 && answer.status < 400)
        error.problem = WriterProblem::LeadsElsewhere;
    else if (answer.status == 401 || answer.status == 403)
        error.problem = WriterProblem::BadKey;
    else if (answer.status == 404)
        error.problem = WriterProblem::NotFound;
    else if (answer.status == 429)
        error.problem = WriterProblem::TooMany;
    else if (answer.status >= 500)
        error.problem = WriterProblem::ServerTrouble;
    else if (answer.status < 300)
        error.problem = WriterProblem::Garbage;
    if (error.problem == WriterProblem::LeadsElsewhere)
        error.said = namedAddress(answer);
    if (error.problem == WriterProblem::TooMany)
        error.retryAfter = serverWait(answer, m_clock.now());
    return error;
}

} // namespace pinweek
