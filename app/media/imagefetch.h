// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "media/imageimport.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QThread>
#include <QUrl>

#include <chrono>
#include <memory>

namespace pinweek {

/** An image as a web server sent it; that it is one shows when it is taken in. */
struct FetchedImage
{
    QByteArray bytes;
    QString name; // from the address that answered: "lemon.jpg"
    /** There is no image but a web page at the address, which was left unread. */
    bool isPage = false;
};

struct FetchLimits
{
    int redirects = 5;
    qint64 bytes = largestFileBytes;
    std::chrono::milliseconds idle = std::chrono::seconds(30); // nothing came for so long
    std::chrono::milliseconds whole = std::chrono::minutes(10);
};

/**
 * Loads images from web addresses that were dropped or pasted. It knows no account: no token, no
 * cookie and no address of a page is ever sent. A thread of its own does it, which begins with the
 * first address. Main thread.
 *
 * Only http and https, at most `redirects` redirects, never from https to http nor to another
 * scheme. Errors: Media with a sentence that can be shown (no image, too large, gone, leads
 * nowhere), Offline, Tls, Cancelled.
 */
class ImageFetch : public QObject
{
    Q_OBJECT

public:
    explicit ImageFetch(const FetchLimits &limits = {}, QObject *parent = nullptr);
    /** Ends what is under way without an answer. */
    ~ImageFetch() override;

    /** What is said of an address that leads to a web page. */
    enum class Pages
    {
        Refuse, // an error
        Tell,   // FetchedImage::isPage
    };
    void fetch(const QUrl &address, QObject *context, Done<FetchedImage> done,
               Pages pages = Pages::Refuse);
    /** Everything under way ends with Cancelled. */
    void cancel();

    /** The loader, on the thread. */
    class Worker;

signals:
    /** `total` is -1 while the server doesn't say it. */
    void progress(qint64 received, qint64 total);

private:
    void finished(int number, const Result<FetchedImage> &result);

    struct Waiting
    {
        QPointer<QObject> context;
        Done<FetchedImage> done;
    };

    FetchLimits m_limits;
    QThread m_thread;
    Worker *m_worker = nullptr; // lives on the thread, which ends it
    QHash<int, Waiting> m_waiting;
    int m_next = 0;
};

} // namespace pinweek
