// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/webget.h"
#include "web/webpage.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QSet>

#include <atomic>
#include <memory>

namespace pinweek {

struct PickedPage;

/**
 * A page that a user looks at for pictures: read, then each of its pictures is looked at for its
 * real size, by its first bytes, a few at once and at most 300. Main thread; pages are read and
 * pictures decoded by workers.
 *
 * Errors, also in failed(): those of WebGet, readHtml() and decodeImage(), and Media for what is no
 * page.
 */
class PageVisit : public QObject
{
    Q_OBJECT

public:
    explicit PageVisit(const WebLimits &limits = {}, QObject *parent = nullptr);
    ~PageVisit() override;

    /** Leaves what was there. pageRead() or failed() follows. An address of an image is a page that
     * has only this. */
    void open(const QUrl &typed);
    /** The same with a page that was shown in pinweek-webpicker. */
    void take(const PickedPage &picked);
    /** What was found until then stays; finished() follows where something was under way. */
    void stop();

    [[nodiscard]] bool isBusy() const { return m_isReading || m_left > 0; }
    /** The one that was read last. */
    [[nodiscard]] const WebPage &page() const { return m_page; }
    /** What was typed, and which addresses it was found at. */
    [[nodiscard]] const TypedSite &site() const { return m_site; }
    /** It failed because the address leads to a file, which no browser could show either. */
    [[nodiscard]] bool isFile() const { return m_isFile; }
    /** Pictures that are still to be looked at. */
    [[nodiscard]] int left() const { return m_left; }
    /** Pictures beyond those that are looked at. */
    [[nodiscard]] int leftOut() const { return m_leftOut; }

    /** The whole file, at most 40 MB. What was loaded lately is kept. */
    void load(const QUrl &image, QObject *context, Done<QByteArray> done);
    /** Empty, unless it was loaded lately. */
    [[nodiscard]] QByteArray kept(const QUrl &image) const;
    /** Upright, at most that wide. */
    void thumbnail(const QUrl &image, int width, QObject *context, Done<QImage> done);

signals:
    void pageRead();
    /** In no order; its size is known. Pictures of which a side is under 100 px, and those that
     * don't answer, never come. */
    void found(const pinweek::PageImage &image);
    void finished();
    void failed(const pinweek::Error &error);

private:
    void begin();
    void leave();
    void answered(const WebAnswer &answer);
    void parse(std::function<Result<WebPage>(const HtmlPatience &)> reader);
    void take(const WebPage &page);
    void look(const PageImage &image, qsizetype which, bool more);
    void judge(const PageImage &image, qsizetype which, bool more, const WebAnswer &answer);
    void next(const PageImage &image, qsizetype which);
    void tell(const PageImage &image, const QByteArray &beginning);
    void lookedAt();

    WebGet m_get;
    TypedSite m_site;
    std::shared_ptr<std::atomic_bool> m_isLeft; // the page that is read now
    WebPage m_page;
    QCache<QUrl, QByteArray> m_files; // cost: bytes
    QSet<QByteArray> m_seen;          // the same file by two addresses
    quint64 m_visit = 0;              // answers to an earlier one are too late
    bool m_isReading = false;
    bool m_isFile = false;
    int m_left = 0;
    int m_leftOut = 0;
};

/** What an image of the web is called: the name in its address. */
QString nameOfImage(const QUrl &address);

} // namespace pinweek
