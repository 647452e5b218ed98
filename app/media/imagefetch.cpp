// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/imagefetch.h"

#include "core/logging.h"
#include "core/network.h"
#include "media/imagedecode.h"

#include <QFileInfo>
#include <QHash>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

#include <optional>
#include <utility>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 readBufferBytes = 1024 * 1024;

bool isWeb(const QUrl &address)
{
    return address.isValid() && !address.host().isEmpty() &&
           (address.scheme() == "http"_L1 || address.scheme() == "https"_L1);
}

Error notLoaded(const QString &why)
{
    return {ErrorKind::Media, u"The image could not be loaded: "_s + why};
}

QString tooLarge(qint64 most)
{
    return u"it is larger than %1 MB."_s.arg(most / (1024 * 1024));
}

QString reasonOfStatus(int status)
{
    switch (status) {
    case 401:
    case 403:
        return u"the website gives it to its own pages only. Save it in the browser, then drop the file."_s;
    case 404:
    case 410:
        return u"the website doesn't have it (any more)."_s;
    case 429:
        return u"the website is asked too often. Try again later."_s;
    default:
        return u"the website answered with error %1."_s.arg(status);
    }
}

/** True for what may be an image; servers that don't know say "octet-stream" or nothing. */
bool mayBeImage(const QString &contentType)
{
    const QString type = contentType.section(QLatin1Char(';'), 0, 0).trimmed().toLower();
    return type.isEmpty() || type.startsWith("image/"_L1) ||
           type == "application/octet-stream"_L1 || type == "binary/octet-stream"_L1;
}

bool isWebPage(const QString &contentType)
{
    return contentType.startsWith("text/html"_L1, Qt::CaseInsensitive) ||
           contentType.startsWith("application/xhtml+xml"_L1, Qt::CaseInsensitive);
}

QString nameOf(const QUrl &address)
{
    const QString name = oneLineName(QFileInfo(address.path()).fileName());
    return name.isEmpty() ? address.host() : name;
}

} // namespace

/** One image after the other or several at once, each over its redirects. */
class ImageFetch::Worker : public QObject
{
public:
    Worker(ImageFetch &owner, const FetchLimits &limits) : m_owner(owner), m_limits(limits) {}

    void start(int number, const QUrl &address, Pages pages)
    {
        Job &job = m_jobs[number];
        job.pages = pages;
        job.left = m_limits.redirects;
        job.whole = new QTimer(this);
        job.whole->setSingleShot(true);
        connect(job.whole, &QTimer::timeout, this,
                [this, number] { end(number, fail(notLoaded(u"the website is too slow."_s))); });
        job.whole->start(m_limits.whole);
        request(number, address);
    }

    void cancel()
    {
        const QList<int> numbers = m_jobs.keys();
        for (const int number : numbers)
            end(number, fail(ErrorKind::Cancelled, u"Loading the image was cancelled."_s));
    }

private:
    struct Job
    {
        int left = 0; // redirects
        Pages pages = Pages::Refuse;
        bool isPage = false;
        QUrl address;
        QNetworkReply *reply = nullptr;
        QTimer *whole = nullptr;
        QByteArray bytes;
        std::optional<Error> refusal; // by the head of the answer
    };

    void request(int number, const QUrl &address)
    {
        Job &job = m_jobs[number];
        job.address = address;
        job.bytes.clear();
        if (!isWeb(address)) {
            end(number, fail(notLoaded(u"only addresses with http or https can be loaded."_s)));
            return;
        }
        if (!m_network) {
            m_network = std::make_unique<QNetworkAccessManager>();
            hardenNetwork(*m_network);
        }
        QNetworkRequest wanted(address);
        hardenRequest(wanted);
        wanted.setHeader(QNetworkRequest::UserAgentHeader, u"Pinweek/" PINWEEK_VERSION ""_s);
        // A packed answer could grow beyond its limit while Qt unpacks it.
        wanted.setRawHeader("Accept-Encoding", "identity");
        wanted.setRawHeader("Accept", "image/jpeg,image/png,image/webp,image/gif,image/*;q=0.5");
        wanted.setTransferTimeout(int(m_limits.idle.count()));
        QNetworkReply *reply = m_network->get(wanted);
        job.reply = reply;
        reply->setReadBufferSize(readBufferBytes);
        connect(reply, &QNetworkReply::metaDataChanged, this, [this, number] { judge(number); });
        connect(reply, &QNetworkReply::readyRead, this, [this, number] { read(number); });
        connect(reply, &QNetworkReply::finished, this, [this, number] { finish(number); });
    }

    [[nodiscard]] static int statusOf(const QNetworkReply *reply)
    {
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

    /** What the head of the answer says already. */
    void judge(int number)
    {
        Job &job = m_jobs[number];
        if (statusOf(job.reply) != 200)
            return; // decided at its end
        const QString type = job.reply->header(QNetworkRequest::ContentTypeHeader).toString();
        const QVariant length = job.reply->header(QNetworkRequest::ContentLengthHeader);
        job.isPage = isWebPage(type);
        if (!mayBeImage(type))
            job.refusal =
                notLoaded(job.isPage ? u"the address leads to a web page, not to an image."_s
                                     : u"the address leads to no image."_s);
        else if (length.isValid() && length.toLongLong() > m_limits.bytes)
            job.refusal = notLoaded(tooLarge(m_limits.bytes));
        // Qt is amid telling of the head: it can't be broken off before that is done.
        if (job.refusal)
            QMetaObject::invokeMethod(
                this, [this, number] { endRefused(number); }, Qt::QueuedConnection);
    }

    void endRefused(int number)
    {
        if (!m_jobs.contains(number))
            return;
        const Job &job = m_jobs[number];
        if (job.isPage && job.pages == Pages::Tell)
            end(number, FetchedImage{{}, {}, true});
        else
            end(number, fail(*job.refusal));
    }

    void read(int number)
    {
        Job &job = m_jobs[number];
        if (job.refusal)
            return;
        job.bytes += job.reply->readAll();
        if (job.bytes.size() > m_limits.bytes) {
            end(number, fail(notLoaded(tooLarge(m_limits.bytes))));
            return;
        }
        const QVariant length = job.reply->header(QNetworkRequest::ContentLengthHeader);
        const qint64 total = length.isValid() ? length.toLongLong() : -1;
        QMetaObject::invokeMethod(
            &m_owner,
            [owner = &m_owner, received = job.bytes.size(), total] {
                emit owner->progress(received, total);
            },
            Qt::QueuedConnection);
    }

    void finish(int number)
    {
        Job &job = m_jobs[number];
        if (job.refusal) {
            endRefused(number);
            return;
        }
        const int status = statusOf(job.reply);
        const QUrl target =
            job.reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
        if (status >= 300 && status < 400 && !target.isEmpty()) {
            redirect(number, job.address.resolved(target));
            return;
        }
        if (status >= 400) {
            end(number, fail(notLoaded(reasonOfStatus(status))));
            return;
        }
        if (job.reply->error() != QNetworkReply::NoError) {
            end(number, fail(networkError(*job.reply)));
            return;
        }
        read(number);
        if (!m_jobs.contains(number))
            return;
        const QVariant length = job.reply->header(QNetworkRequest::ContentLengthHeader);
        if (status != 200 || (length.isValid() && job.bytes.size() < length.toLongLong()))
            end(number, fail(notLoaded(u"it did not arrive whole."_s)));
        else if (job.bytes.isEmpty())
            end(number, fail(notLoaded(u"the address leads to no image."_s)));
        else
            end(number, FetchedImage{job.bytes, nameOf(job.address)});
    }

    void redirect(int number, const QUrl &to)
    {
        Job &job = m_jobs[number];
        letGo(job);
        if (job.left-- == 0) {
            end(number, fail(notLoaded(u"the address leads on and on to others."_s)));
            return;
        }
        if (!isWeb(to) || (job.address.scheme() == "https"_L1 && to.scheme() != "https"_L1)) {
            end(number, fail(notLoaded(u"the address leads to one that is not safe."_s)));
            return;
        }
        request(number, to);
    }

    [[nodiscard]] Error networkError(const QNetworkReply &reply) const
    {
        qCDebug(logMedia) << "an image could not be loaded:" << reply.error();
        switch (reply.error()) {
        case QNetworkReply::OperationCanceledError:
        case QNetworkReply::TimeoutError:
            return notLoaded(u"the website does not answer."_s);
        case QNetworkReply::HostNotFoundError:
            return notLoaded(u"there is no website at this address."_s);
        case QNetworkReply::SslHandshakeFailedError:
            return notLoaded(u"the website's certificate is not valid."_s);
        case QNetworkReply::RemoteHostClosedError:
            return notLoaded(u"it did not arrive whole."_s);
        default:
            return notLoaded(u"the website can't be reached."_s);
        }
    }

    void letGo(Job &job)
    {
        QNetworkReply *reply = std::exchange(job.reply, nullptr);
        if (!reply)
            return;
        reply->disconnect(this);
        // Its end ends the transfer. After abort() Qt would complain of an error that is on its way already.
        reply->deleteLater();
    }

    void end(int number, const Result<FetchedImage> &result)
    {
        Job job = m_jobs.take(number);
        letGo(job);
        if (job.whole)
            job.whole->deleteLater();
        QMetaObject::invokeMethod(
            &m_owner, [owner = &m_owner, number, result] { owner->finished(number, result); },
            Qt::QueuedConnection);
    }

    ImageFetch &m_owner;
    FetchLimits m_limits;
    std::unique_ptr<QNetworkAccessManager> m_network;
    QHash<int, Job> m_jobs;
};

ImageFetch::ImageFetch(const FetchLimits &limits, QObject *parent)
    : QObject(parent), m_limits(limits)
{
    m_thread.setObjectName(QStringLiteral("imagefetch"));
}

ImageFetch::~ImageFetch()
{
    // The worker is deleted on its thread, and that is waited for: it never calls an owner that is
    // gone, as what it has posted to us dies with us.
    m_thread.quit();
    m_thread.wait();
}

void ImageFetch::fetch(const QUrl &address, QObject *context, Done<FetchedImage> done, Pages pages)
{
    if (!m_worker) {
        m_worker = new Worker(*this, m_limits);
        m_worker->moveToThread(&m_thread);
        connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
        m_thread.start();
    }
    const int number = ++m_next;
    m_waiting.insert(number, {context, std::move(done)});
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, number, address, pages] { worker->start(number, address, pages); },
        Qt::QueuedConnection);
}

void ImageFetch::cancel()
{
    if (m_worker)
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker] { worker->cancel(); }, Qt::QueuedConnection);
}

void ImageFetch::finished(int number, const Result<FetchedImage> &result)
{
    const Waiting waiting = m_waiting.take(number);
    if (waiting.context)
        waiting.done(result);
}

} // namespace pinweek
