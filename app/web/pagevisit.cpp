// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pagevisit.h"

#include "media/imagedecode.h"
#include "media/imagesweep.h"
#include "web/pickedpage.h"
#include "web/webpools.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QFuture>
#include <QtConcurrentRun>

#include <algorithm>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 mostPageBytes = 8 * 1024 * 1024;
constexpr qint64 mostImageBytes = 40 * 1024 * 1024;
constexpr qint64 firstLook = 48 * 1024;
constexpr qint64 secondLook = 1024 * 1024; // after a long colour profile, or a preview in EXIF
constexpr int mostLookedAt = 300;
constexpr int leastSide = 100; // px; smaller ones are icons
constexpr int keptBytes = 64 * 1024 * 1024;

const QByteArray acceptPage("text/html,application/xhtml+xml,image/*;q=0.5,*/*;q=0.1");
const QByteArray acceptImage("image/jpeg,image/png,image/webp,image/gif,image/*;q=0.5");

bool isPage(const WebAnswer &answer)
{
    if (answer.type == "text/html" || answer.type == "application/xhtml+xml")
        return true;
    // Servers that don't know say nothing, or what is for anything.
    return (answer.type.isEmpty() || answer.type == "application/octet-stream" ||
            answer.type == "text/plain") &&
           answer.bytes.left(1024).toLower().contains("<html");
}

bool isPicture(const WebAnswer &answer)
{
    const bool isUnsaid = answer.type.isEmpty() || answer.type == "application/octet-stream";
    return answer.type.startsWith("image/") ||
           (isUnsaid &&
            imageSuffixes().contains(QFileInfo(answer.address.path()).suffix().toLower()));
}

QByteArray bytesOfData(const QUrl &address)
{
    const QByteArray text = address.toEncoded();
    const qsizetype comma = text.indexOf(',');
    if (comma < 0)
        return {};
    const QByteArray body = QByteArray::fromPercentEncoding(text.mid(comma + 1));
    return text.left(comma).toLower().endsWith(";base64") ? QByteArray::fromBase64(body) : body;
}

QSize sizeOfImage(const QByteArray &bytes)
{
    const Result<ImageHead> head = readImageHead(bytes, QString());
    return head ? head->upright() : QSize();
}

Result<QImage> decoded(const QByteArray &bytes, const QString &name, int width)
{
    const Result<ImageHead> head = readImageHead(bytes, name);
    if (!head)
        return fail(head.error());
    return decodeImage(bytes, *head, name, width);
}

} // namespace

QString nameOfImage(const QUrl &address)
{
    const QString name = address.scheme() == "data"_L1
                             ? QString()
                             : oneLineName(QFileInfo(address.path()).fileName());
    return name.isEmpty() ? u"image"_s : name;
}

PageVisit::PageVisit(const WebLimits &limits, QObject *parent)
    : QObject(parent), m_get(limits), m_files(keptBytes)
{
}

PageVisit::~PageVisit()
{
    leave();
}

/** The reading of a page ends soon, since it would keep the next one waiting. */
void PageVisit::leave()
{
    if (m_isLeft)
        *m_isLeft = true;
    m_isLeft.reset();
}

void PageVisit::begin()
{
    ++m_visit;
    leave();
    m_get.cancel();
    m_get.setSite(m_site);
    m_page = {};
    m_seen.clear();
    m_files.clear();
    m_left = 0;
    m_leftOut = 0;
    m_isFile = false;
    m_isReading = true;
}

void PageVisit::open(const QUrl &typed)
{
    m_site = TypedSite(typed);
    begin();
    const WebQuestion question{typed, acceptPage, mostPageBytes, true, u"The page"_s};
    m_get.get(question, this, [this, visit = m_visit](const Result<WebAnswer> &answer) {
        if (visit != m_visit)
            return;
        if (answer) {
            answered(*answer);
        } else {
            m_isReading = false;
            emit failed(answer.error());
        }
    });
}

void PageVisit::take(const PickedPage &picked)
{
    if (m_site.isEmpty())
        m_site = TypedSite(picked.address);
    begin();
    parse([picked](const HtmlPatience &patience) { return webPageOf(picked, patience); });
}

void PageVisit::stop()
{
    if (!isBusy())
        return;
    ++m_visit;
    leave();
    m_get.cancel();
    m_isReading = false;
    m_left = 0;
    emit finished();
}

void PageVisit::answered(const WebAnswer &answer)
{
    if (!isPage(answer) && isPicture(answer)) {
        WebPage page;
        page.isPicture = true;
        page.address = answer.address;
        PageImage image;
        image.address = answer.address;
        page.images.append(image);
        take(page);
    } else if (isPage(answer)) {
        parse([answer](const HtmlPatience &patience) -> Result<WebPage> {
            const Result<HtmlPage> html = readHtml(answer.bytes, answer.charset, patience);
            if (!html)
                return fail(html.error());
            return webPageOf(*html, answer.address);
        });
    } else {
        m_isReading = false;
        m_isFile = true;
        emit failed(
            {ErrorKind::Media, u"This address leads to no web page, but to a file (%1)."_s.arg(
                                   answer.type.isEmpty() ? u"of no known type"_s
                                                         : QString::fromLatin1(answer.type))});
    }
}

void PageVisit::parse(std::function<Result<WebPage>(const HtmlPatience &)> reader)
{
    m_isLeft = std::make_shared<std::atomic_bool>(false);
    HtmlPatience patience;
    patience.left = m_isLeft;
    QtConcurrent::run(&pagePool(), std::move(reader), patience)
        .then(this, [this, visit = m_visit](const Result<WebPage> &page) {
            if (visit != m_visit)
                return;
            if (page) {
                take(*page);
            } else {
                m_isReading = false;
                emit failed(page.error());
            }
        });
}

void PageVisit::take(const WebPage &page)
{
    m_page = page;
    m_isReading = false;
    const qsizetype looked = std::min<qsizetype>(page.images.size(), mostLookedAt);
    m_leftOut = int(page.images.size() - looked);
    m_left = int(looked);
    emit pageRead();
    if (looked == 0) {
        emit finished();
        return;
    }
    for (qsizetype i = 0; i < looked; ++i) {
        m_page.images[i].place = int(i);
        look(m_page.images.at(i), 0, false);
    }
}

// --- the size of each picture

/** @param which  0: its address, else of its others */
void PageVisit::look(const PageImage &image, qsizetype which, bool more)
{
    const QUrl address = which == 0 ? image.address : image.others.at(which - 1);
    if (address.scheme() == "data"_L1) {
        const WebAnswer answer{address, {}, {}, bytesOfData(address), true};
        QMetaObject::invokeMethod(
            this,
            [this, visit = m_visit, image, which, answer] {
                if (visit == m_visit)
                    judge(image, which, true, answer);
            },
            Qt::QueuedConnection);
        return;
    }
    const WebQuestion question{address, acceptImage, more ? secondLook : firstLook, true,
                               u"The image"_s};
    m_get.get(question, this,
              [this, visit = m_visit, image, which, more](const Result<WebAnswer> &answer) {
                  if (visit != m_visit)
                      return;
                  if (answer)
                      judge(image, which, more, *answer);
                  else
                      next(image, which);
              });
}

void PageVisit::judge(const PageImage &image, qsizetype which, bool more, const WebAnswer &answer)
{
    // A HEIC or AVIF is asked of another process.
    QtConcurrent::run(&pagePicturePool(), [bytes = answer.bytes] {
        return sizeOfImage(bytes);
    }).then(this, [this, visit = m_visit, image, which, more, answer](QSize size) {
        if (visit != m_visit)
            return;
        if (size.isEmpty() && !answer.isWhole && !more) {
            look(image, which, true);
            return;
        }
        if (size.isEmpty()) {
            next(image, which);
            return;
        }
        PageImage seen = image;
        seen.address = which == 0 ? image.address : image.others.at(which - 1);
        seen.size = size;
        if (answer.isWhole)
            m_files.insert(seen.address, new QByteArray(answer.bytes), answer.bytes.size());
        tell(seen, answer.bytes);
        lookedAt();
    });
}

/** It does not answer under this address. */
void PageVisit::next(const PageImage &image, qsizetype which)
{
    if (which < image.others.size())
        look(image, which + 1, false);
    else
        lookedAt();
}

void PageVisit::tell(const PageImage &image, const QByteArray &beginning)
{
    if (image.size.width() < leastSide || image.size.height() < leastSide)
        return;
    const QByteArray same =
        QCryptographicHash::hash(beginning.left(firstLook), QCryptographicHash::Sha1);
    if (m_seen.contains(same))
        return;
    m_seen.insert(same);
    emit found(image);
}

void PageVisit::lookedAt()
{
    if (--m_left == 0)
        emit finished();
}

// --- whole pictures

void PageVisit::load(const QUrl &image, QObject *context, Done<QByteArray> done)
{
    if (const QByteArray file = kept(image); !file.isEmpty()) {
        deliver<QByteArray>(context, std::move(done), file);
        return;
    }
    const WebQuestion question{image, acceptImage, mostImageBytes, false, u"The image"_s};
    m_get.get(question, this,
              [this, image, context = QPointer<QObject>(context),
               done = std::move(done)](const Result<WebAnswer> &answer) {
                  if (answer)
                      m_files.insert(image, new QByteArray(answer->bytes), answer->bytes.size());
                  if (!context)
                      return;
                  if (answer)
                      done(answer->bytes);
                  else
                      done(fail(answer.error()));
              });
}

QByteArray PageVisit::kept(const QUrl &image) const
{
    if (image.scheme() == "data"_L1)
        return bytesOfData(image);
    const QByteArray *file = m_files.object(image);
    return file ? *file : QByteArray();
}

void PageVisit::thumbnail(const QUrl &image, int width, QObject *context, Done<QImage> done)
{
    load(image, this,
         [image, width, context = QPointer<QObject>(context),
          done = std::move(done)](const Result<QByteArray> &bytes) {
             if (!context)
                 return;
             if (!bytes) {
                 done(fail(bytes.error()));
                 return;
             }
             QtConcurrent::run(&pagePicturePool(), [bytes = *bytes, image, width] {
                 return decoded(bytes, nameOfImage(image), width);
             }).then(context.data(), [done](const Result<QImage> &picture) { done(picture); });
         });
}

} // namespace pinweek
