// SPDX-License-Identifier: GPL-3.0-or-later
#include "pinterest/videoupload.h"

#include "model/account.h"

#include <QPointer>
#include <QXmlStreamReader>

namespace pinweek::pinterest {

namespace {

QByteArray typeOf(const QString &format)
{
    if (format == QLatin1String("mov"))
        return QByteArrayLiteral("video/quicktime");
    if (format == QLatin1String("m4v"))
        return QByteArrayLiteral("video/x-m4v");
    return QByteArrayLiteral("video/mp4");
}

/** The user's own name for the file is nobody else's business. */
QByteArray nameOf(const QString &format)
{
    const bool isOther = format == QLatin1String("mov") || format == QLatin1String("m4v");
    return isOther ? "video." + format.toLatin1() : QByteArrayLiteral("video.mp4");
}

/** `<Error><Code>…</Code>…`; empty if it is something else. */
QString codeOf(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    if (!reader.readNextStartElement() || reader.name() != QLatin1String("Error"))
        return {};
    while (reader.readNextStartElement()) {
        if (reader.name() == QLatin1String("Code"))
            return reader.readElementText().left(100);
        reader.skipCurrentElement();
    }
    return {};
}

} // namespace

std::optional<Error> errorOfUpload(const HttpAnswer &answer)
{
    if (answer.status >= 200 && answer.status < 300)
        return std::nullopt;
    Error error;
    const bool isRefused =
        answer.status >= 400 && answer.status < 500 && answer.status != 408 && answer.status != 429;
    error.kind = isRefused ? ErrorKind::Rejected : ErrorKind::Server;
    error.httpStatus = answer.status;
    error.apiMessage = codeOf(answer.body);
    error.detail = QStringLiteral("the upload was answered with HTTP %1").arg(answer.status);
    error.delivery = Delivery::Answered;
    return error;
}

VideoUpload::VideoUpload(const MediaRegistration &registration, const QString &path,
                         const QString &format, qint64 bytes, QObject *context, Done<void> done,
                         QObject *parent)
    : QObject(parent)
{
    if (!isAllowedApiBase(registration.uploadUrl)) {
        deliver<void>(
            this,
            [context = QPointer<QObject>(context), done](const Result<void> &result) {
                if (context)
                    done(result);
            },
            fail(ErrorKind::Server, QStringLiteral("the address for uploads is not secure")));
        return;
    }
    const FormFile file{registration.uploadUrl, registration.parameters, path,
                        nameOf(format),         typeOf(format),          bytes};
    m_upload = std::make_unique<FileUpload>(
        file, context, [done = std::move(done)](const Result<HttpAnswer> &answer) {
            if (!answer)
                done(fail(answer.error()));
            else if (const std::optional<Error> error = errorOfUpload(*answer))
                done(fail(*error));
            else
                done({});
        });
    connect(m_upload.get(), &FileUpload::progressed, this, &VideoUpload::progressed);
}

} // namespace pinweek::pinterest
