// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fileupload.h"

#include "core/openfile.h"
#include "core/writeexchange.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSet>
#include <QThread>

#include <algorithm>
#include <functional>
#include <mutex>

namespace pinweek {

namespace {

constexpr std::chrono::minutes longestStandstill{2};
constexpr qint64 largestAnswer = 256 * 1024;
constexpr qint64 progressEvery = 100; // ms
constexpr std::chrono::milliseconds longestGoodbye{500}; // of all of them, at the program's end

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

} // namespace

/** The way back from the thread, which may end long after the upload was given up. */
class FileUpload::Way
{
public:
    explicit Way(FileUpload *upload) : m_upload(upload) {}

    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_upload = nullptr;
    }

    /** Runs `what` on the upload's thread, if there still is an upload then. */
    void tell(std::function<void(FileUpload &)> what)
    {
        const std::lock_guard lock(m_mutex);
        if (m_upload)
            QMetaObject::invokeMethod(
                m_upload, [upload = m_upload, what = std::move(what)] { what(*upload); },
                Qt::QueuedConnection);
    }

private:
    std::mutex m_mutex;
    FileUpload *m_upload;
};

namespace {

/**
 * The threads that have not ended. One that a disk holds up goes on after its upload was given up,
 * and deletes itself; only the program's end waits for them, and not for long. Main thread.
 */
class UploadThreads : public QObject
{
public:
    static UploadThreads &all()
    {
        static QPointer<UploadThreads> threads;
        if (!threads) {
            threads = new UploadThreads;
            qAddPostRoutine([] { delete threads.data(); });
        }
        return *threads;
    }

    QThread *begin()
    {
        auto *thread = new QThread;
        thread->setObjectName(QStringLiteral("upload"));
        m_threads.insert(thread);
        connect(thread, &QThread::finished, this, [this, thread] {
            m_threads.remove(thread);
            thread->wait(); // it has nothing left to do
            delete thread;
        });
        thread->start();
        return thread;
    }

    ~UploadThreads() override
    {
        QDeadlineTimer patience(longestGoodbye);
        for (QThread *thread : std::as_const(m_threads)) {
            thread->quit();
            // What does not end is left to the system: to delete it now would be to crash.
            if (thread->wait(patience))
                delete thread;
        }
    }

private:
    QSet<QThread *> m_threads;
};

/** Tells how far it got, but not at each piece. */
class Progress
{
public:
    Progress(std::function<void(qint64 sent, qint64 total)> tell, qint64 total)
        : m_tell(std::move(tell)), m_total(total)
    {
    }

    void operator()(qint64 sent)
    {
        const bool isTime = !m_timer.isValid() || m_timer.elapsed() >= progressEvery;
        if (!isTime)
            return;
        m_timer.start();
        m_tell(sent, m_total);
    }

private:
    std::function<void(qint64, qint64)> m_tell;
    qint64 m_total;
    QElapsedTimer m_timer;
};

void begin(QObject *worker, const FormFile &file,
           std::function<void(qint64 sent, qint64 total)> progress, const Done<HttpAnswer> &done)
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
    if (file.bytes >= 0 && (*open)->size() != file.bytes) {
        done(fail(ErrorKind::Storage, QStringLiteral("%1 is cut, or another one").arg(file.path)));
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
    request.sent = Progress(std::move(progress), request.body.size());
    new WriteExchange(request, worker, worker, done);
}

} // namespace

FileUpload::FileUpload(const FormFile &file, QObject *context, Done<HttpAnswer> done,
                       QObject *parent)
    : QObject(parent)
    , m_way(std::make_shared<Way>(this))
    , m_thread(UploadThreads::all().begin())
    , m_context(context)
    , m_done(std::move(done))
{
    auto *worker = new QObject;
    worker->moveToThread(m_thread);
    connect(m_thread, &QThread::finished, worker, &QObject::deleteLater);
    QMetaObject::invokeMethod(worker, [way = m_way, worker, file] {
        begin(
            worker, file,
            [way](qint64 sent, qint64 total) {
                way->tell(
                    [sent, total](FileUpload &upload) { emit upload.progressed(sent, total); });
            },
            [way](const Result<HttpAnswer> &result) {
                way->tell([result](FileUpload &upload) { upload.end(result); });
            });
    });
}

FileUpload::~FileUpload()
{
    m_way->close();
    if (m_thread)
        m_thread->quit();
}

void FileUpload::end(const Result<HttpAnswer> &result)
{
    // Whoever is told may delete this.
    if (const Done<HttpAnswer> done = std::move(m_done); done && m_context)
        done(result);
}

} // namespace pinweek
