// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/uploadhost.h"

#include "sandbox/uploadform.h"

#include <algorithm>

namespace pinweek::sandbox {

namespace {

constexpr qint64 largestFile = 2LL * 1024 * 1024 * 1024;
constexpr qint64 largestForm = largestFile + 1024 * 1024;
const char *const path = "/video-uploads/";

HttpReply refusedHead(int status, const QByteArray &reason)
{
    return UploadHost::refusal(status,
                               status == 411   ? "MissingContentLength"
                               : status == 413 ? "EntityTooLarge"
                                               : "BadRequest",
                               reason);
}

QByteArray fieldOf(const UploadForm &form, const QByteArray &name)
{
    for (const auto &[key, value] : form.fields()) {
        if (key == name)
            return value;
    }
    return {};
}

bool isSame(QList<QPair<QByteArray, QByteArray>> a, QList<QPair<QByteArray, QByteArray>> b)
{
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return a == b;
}

} // namespace

UploadHost::UploadHost(PinterestState &state, const Clock &clock)
    : m_state(state), m_listener(clock, {largestForm, refusedHead})
{
    connect(&m_listener, &HttpListener::headArrived, this, [this](HttpRequest &request) {
        if (request.contentType() == "multipart/form-data")
            request.sink = std::make_shared<UploadForm>(request.header("Content-Type"));
        emit headArrived(request);
    });
    connect(&m_listener, &HttpListener::requestArrived, this, &UploadHost::requestArrived);
}

bool UploadHost::listen()
{
    return m_listener.listen(0);
}

void UploadHost::close()
{
    m_listener.close();
}

QString UploadHost::address() const
{
    return QStringLiteral("http://127.0.0.1:%1%2").arg(m_listener.port()).arg(QLatin1String(path));
}

bool UploadHost::isUpload(const HttpRequest &request)
{
    return request.path.startsWith(QLatin1String(path));
}

void UploadHost::setPace(Pace pace)
{
    m_listener.setPace(pace);
}

HttpReply UploadHost::refusal(int status, const QByteArray &code, const QByteArray &message)
{
    return {status,
            {{"Content-Type", "application/xml"}},
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code +
                "</Code><Message>" + message + "</Message></Error>"};
}

HttpReply UploadHost::answer(const HttpRequest &request)
{
    if (request.method != "POST" || request.path != QLatin1String(path))
        return refusal(405, "MethodNotAllowed", "Only POST to the address that was given.");
    if (!request.header("Authorization").isEmpty())
        return refusal(400, "InvalidArgument", "Only one way of signing is allowed.");
    if (request.header("Content-Length").isEmpty())
        return refusal(411, "MissingContentLength", "You must provide the Content-Length header.");
    auto form = std::dynamic_pointer_cast<UploadForm>(request.sink);
    if (!form)
        return refusal(412, "PreconditionFailed", "The body must be multipart/form-data.");
    if (const QByteArray problem = form->problem(); !problem.isEmpty())
        return refusal(400, "MalformedPOSTRequest", problem);
    const QByteArray key = fieldOf(*form, "key");
    const auto found = std::find_if(m_state.media.begin(), m_state.media.end(), [&](auto &entry) {
        const auto &parameters = entry.second.parameters;
        return std::find(parameters.begin(), parameters.end(),
                         QPair<QByteArray, QByteArray>("key", key)) != parameters.end();
    });
    if (found == m_state.media.end())
        return refusal(403, "AccessDenied", "Invalid according to Policy: condition on key.");
    Media &media = found->second;
    if (!isSame(form->fields(), media.parameters))
        return refusal(403, "SignatureDoesNotMatch", "The fields are not those that were signed.");
    if (m_state.clock().now() > media.registeredAt + m_state.mediaCourse.signatureLife)
        return refusal(403, "AccessDenied", "Invalid according to Policy: Policy expired.");
    if (!form->hasFile())
        return refusal(400, "InvalidArgument",
                       "POST requires exactly one file upload per request.");
    if (form->fileBytes() == 0)
        return refusal(400, "EntityTooSmall", "The file is empty.");
    if (form->fileBytes() > largestFile)
        return refusal(400, "EntityTooLarge", "The file is larger than 2 GB.");
    media.uploadedAt = m_state.clock().now();
    media.looks = 0;
    ++media.uploads;
    media.sha256 = form->fileSha256();
    media.bytes = form->fileBytes();
    media.fileName = form->fileName();
    media.fileType = form->fileType();
    media.isVideo = form->isVideo();
    return {204, {}, {}};
}

} // namespace pinweek::sandbox
