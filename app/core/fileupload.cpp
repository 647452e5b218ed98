// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fileupload.h"

#include "core/openfile.h"
#include "core/writeexchange.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QRandomGenerator>

#include <algorithm>

namespace pinweek {

namespace {

constexpr std::chrono::minutes longestStandstill{2};
constexpr qint64 largestAnswer = 256 * 1024;
constexpr qint64 progressEvery = 100; // ms

/** That it is nowhere in a file is a matter of chance, and of 128 bits. */
QByteArray newBoundary()
{
    QByteArray boundary = "pinweek";
    for (int i = 0; i < 4; ++i)
        boundary +=
            QByteArray::number(QRandomGenerator::system()->generate(), 16).rightJustified(8, '0');
    return boundary;
}

QByteArray partHead(const QByteArray &boundary, const QByteArray &name)
{
    return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + '"';
}

RequestBody formOf(const FormFile &file, std::shared_ptr<const OpenFile> open,
                   const QByteArray &boundary)
{
    QByteArray before;
    for (const auto &[name, value] : file.fields)
        before += partHead(boundary, name) + "\r\n\r\n" + value + "\r\n";
    before += partHead(boundary, "file") + "; filename=\"" + file.name +
              "\"\r\nContent-Type: " + file.contentType + "\r\n\r\n";
    return RequestBody(before)
        .followedBy(RequestBody::ofFile(std::move(open)))
        .followedBy(QByteArray("\r\n--" + boundary + "--\r\n"));
}

/** A field that would end its own part's head. */
bool isBroken(const QByteArray &name)
{
    return name.isEmpty() || name.contains('"') || name.contains('\r') || name.contains('\n');
}

/** Tells how far it got, but not at each piece. */
class Progress
{
public:
    Progress(FileUpload *upload, qint64 total) : m_upload(upload), m_total(total) {}

    void operator()(qint64 sent)
    {
        const bool isTime = !m_timer.isValid() || m_timer.elapsed() >= progressEvery;
        if (!isTime)
            return;
        m_timer.start();
        QMetaObject::invokeMethod(
            m_upload,
            [upload = m_upload, sent, total = m_total] { emit upload->progressed(sent, total); },
            Qt::QueuedConnection);
    }

private:
    FileUpload *m_upload; // outlives the thread
    qint64 m_total;
    QElapsedTimer m_timer;
};

void begin(FileUpload *upload, QObject *worker, const FormFile &file, const Done<HttpAnswer> &done)
{
    const auto unusable = [](const auto &field) { return isBroken(field.first); };
    if (std::any_of(file.fields.begin(), file.fields.end(), unusable) || isBroken(file.name)) {
        done(fail(ErrorKind::Server, QStringLiteral("a field of the form can't be sent")));
        return;
    }
    Result<std::shared_ptr<const OpenFile>> open = OpenFile::open(file.path);
    if (!open) {
        done(fail(open.error()));
        return;
    }
    const QByteArray boundary = newBoundary();
    HttpRequest request;
    request.verb = "POST";
    request.url = file.url;
    request.headers = {{"Content-Type", "multipart/form-data; boundary=" + boundary},
                       {"Accept", "*/*"}};
    request.body = formOf(file, *std::move(open), boundary);
    request.write = true;
    request.timeLimit = longestStandstill;
    request.limitsStandstill = true;
    request.largestAnswer = largestAnswer;
    request.sent = Progress(upload, request.body.size());
    new WriteExchange(request, worker, worker, done);
}

} // namespace

FileUpload::FileUpload(const FormFile &file, QObject *context, Done<HttpAnswer> done,
                       QObject *parent)
    : QObject(parent)
{
    m_thread.setObjectName(QStringLiteral("upload"));
    auto *worker = new QObject;
    worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, worker, &QObject::deleteLater);
    // The answer comes by way of this object: it is gone when nobody wants it any more.
    const auto answer = [context = QPointer<QObject>(context),
                         done = std::move(done)](const Result<HttpAnswer> &result) {
        if (context)
            done(result);
    };
    m_thread.start();
    QMetaObject::invokeMethod(worker, [this, worker, file, answer] {
        begin(this, worker, file, [this, answer](const Result<HttpAnswer> &result) {
            QMetaObject::invokeMethod(
                this, [answer, result] { answer(result); }, Qt::QueuedConnection);
        });
    });
}

FileUpload::~FileUpload()
{
    m_thread.quit();
    m_thread.wait();
}

} // namespace pinweek
