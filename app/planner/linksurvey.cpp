// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/linksurvey.h"

#include "core/clock.h"
#include "core/logging.h"
#include "model/weblink.h"
#include "store/database.h"
#include "store/linkstore.h"
#include "store/readthread.h"
#include "store/store.h"
#include "web/htmlpage.h"
#include "web/webpage.h"
#include "web/webpools.h"

#include <QFuture>
#include <QtConcurrentRun>

#include <utility>

namespace pinweek {

namespace {

bool isFile(const LinkBody &body)
{
    if (body.type == "text/html" || body.type == "application/xhtml+xml")
        return false;
    return !body.bytes.left(1024).toLower().contains("<html");
}

/** Any thread. */
Result<PageFacts> factsOf(const LinkBody &body, const QUrl &address, const HtmlPatience &patience)
{
    const Result<HtmlPage> html = readHtml(body.bytes, body.charset, patience);
    if (!html)
        return fail(html.error());
    const WebPage page = webPageOf(*html, address);
    return PageFacts{page.title, page.richPin, true, {}};
}

} // namespace

LinkSurvey::LinkSurvey(Store &store, LinkDoctor &doctor, const Clock &clock, QObject *parent)
    : QObject(parent), m_store(store), m_doctor(&doctor), m_clock(clock)
{
    connect(&m_network, &NetworkWatch::changed, this, &LinkSurvey::setNetworkDown);
}

LinkSurvey::~LinkSurvey()
{
    ++*m_reading;
    *m_isLeaving = true;
    // Nobody is told of what ends with the list.
    m_left.clear();
    m_asked.clear();
    ++m_run;
    if (m_doctor)
        m_doctor->cancel(this);
}

// --- the list

void LinkSurvey::load()
{
    m_store.reads().post([number = ++*m_reading, newest = m_reading,
                          target = QPointer<LinkSurvey>(this), receiver = &m_store](Database &db) {
        if (*newest != number)
            return;
        const Result<QList<LinkRow>> rows = db.read<QList<LinkRow>>([](Database &reader) {
            return Result<QList<LinkRow>>(linkRows(readPlannedLinks(reader)));
        });
        QMetaObject::invokeMethod(
            receiver,
            [target, newest, number, rows] {
                if (!target || *newest != number)
                    return;
                if (rows)
                    target->take(*rows);
                else
                    emit target->failed(rows.error());
            },
            Qt::QueuedConnection);
    });
}

void LinkSurvey::take(const QList<LinkRow> &rows)
{
    m_rows = rows;
    m_places.clear();
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        m_places.insert(m_rows.at(i).address, int(i));
    m_isLoaded = true;
    emit loaded();
}

// --- looking

void LinkSurvey::checkAll()
{
    QStringList addresses;
    for (const LinkRow &row : std::as_const(m_rows))
        addresses.append(row.address);
    check(addresses);
}

void LinkSurvey::check(const QStringList &addresses)
{
    const bool wasBusy = isBusy();
    QStringList added;
    for (const QString &address : addresses) {
        if (isWebAddress(address) && m_places.contains(address) && !m_left.contains(address)) {
            m_left.insert(address);
            added.append(address);
        }
    }
    if (added.isEmpty())
        return;
    m_total = (wasBusy ? m_total : 0) + int(added.size());
    if (!wasBusy)
        m_isLeaving = std::make_shared<std::atomic_bool>(false);
    for (const QString &address : std::as_const(added)) {
        if (!m_isDown)
            ask(address);
        emit rowChanged(rowOf(address));
    }
    emit progressed();
}

void LinkSurvey::ask(const QString &address)
{
    m_asked.insert(address);
    if (!m_doctor)
        return;
    m_doctor->look(address, this, [this, run = m_run, address](const Result<LinkLook> &found) {
        if (run == m_run)
            looked(address, found);
    });
}

void LinkSurvey::cancel()
{
    if (!isBusy())
        return;
    ++m_run;
    *m_isLeaving = true;
    if (m_doctor)
        m_doctor->cancel(this);
    m_asked.clear();
    const QSet<QString> left = std::exchange(m_left, {});
    m_total = 0;
    for (const QString &address : left) {
        if (const int row = rowOf(address); row >= 0)
            emit rowChanged(row);
    }
    emit progressed();
    emit finished();
}

void LinkSurvey::setNetworkDown(bool down)
{
    if (std::exchange(m_isDown, down) == down)
        return;
    if (down) {
        ++m_run; // what was asked is asked again
        if (m_doctor)
            m_doctor->cancel(this);
        m_asked.clear();
    } else {
        const QSet<QString> left = m_left;
        for (const QString &address : left) {
            if (!m_asked.contains(address))
                ask(address);
        }
    }
    emit progressed();
}

void LinkSurvey::looked(const QString &address, const Result<LinkLook> &found)
{
    if (!found) {
        end(address);
        return;
    }
    const LinkReport &report = found->report;
    if (report.verdict == LinkVerdict::Unchecked && report.status() == 0) {
        m_network.start(); // setNetworkDown() follows at once where the system knows
        if (m_isDown)
            return;
    }
    if (!found->body)
        keep(address, report, std::nullopt);
    else if (isFile(*found->body))
        keep(address, report, PageFacts{{}, {}, false, m_clock.now()});
    else
        readPage(address, *found);
}

void LinkSurvey::readPage(const QString &address, const LinkLook &look)
{
    HtmlPatience patience;
    patience.left = m_isLeaving;
    QtConcurrent::run(&pagePool(), [body = *look.body, at = QUrl(look.report.finalAddress()),
                                    patience] { return factsOf(body, at, patience); })
        .then(this,
              [this, run = m_run, address, report = look.report](const Result<PageFacts> &facts) {
                  if (run != m_run)
                      return;
                  std::optional<PageFacts> page;
                  if (facts) {
                      page = *facts;
                      page->readAt = m_clock.now();
                  } else {
                      qCInfo(logLinks) << "a page could not be read:" << facts.error().detail;
                  }
                  keep(address, report, page);
              });
}

void LinkSurvey::keep(const QString &address, const LinkReport &report,
                      const std::optional<PageFacts> &page)
{
    const int place = rowOf(address);
    if (place < 0) { // its last pin went meanwhile
        end(address);
        return;
    }
    LinkRow &row = m_rows[place];
    // What could not be looked at now takes nothing from what is known.
    const bool isNews = report.verdict != LinkVerdict::Unchecked || !row.report;
    row.report = reportOf(report, row.links.constFirst());
    if (isNews)
        row.page = page;
    row.state = linkStateOf(row);
    if (!isNews) {
        end(address);
        return;
    }
    QList<LinkReport> reports;
    for (const QString &link : std::as_const(row.links))
        reports.append(reportOf(report, link));
    m_store.links().keep(reports, page, this,
                         [this, run = m_run, address](const Result<void> &kept) {
                             if (!kept)
                                 qCWarning(logLinks) << "what was found of a link can't be kept:"
                                                     << kept.error().detail;
                             if (run == m_run)
                                 end(address);
                         });
}

void LinkSurvey::end(const QString &address)
{
    m_asked.remove(address);
    m_left.remove(address);
    if (const int row = rowOf(address); row >= 0)
        emit rowChanged(row);
    emit progressed();
    if (m_left.isEmpty()) {
        m_total = 0;
        emit finished();
    }
}

} // namespace pinweek
