// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvimporter.h"

#include "planner/pineditor.h"
#include "planner/slices.h"
#include "store/store.h"
#include "web/pagevisit.h"

#include <QFileInfo>
#include <QTimer>
#include <QUrl>

#include <algorithm>

namespace pinweek {

namespace {

/** Files that are looked into at once. */
constexpr int filesAtOnce = 4;
/** Rows of one transaction: under 10 ms, so that others come in between. */
constexpr qsizetype rowsAtOnce = 50;
/** One is stored while the next is made. */
constexpr int addsAtOnce = 2;

constexpr auto acceptPicture = "image/jpeg,image/png,image/webp,image/gif,image/*;q=0.5";

/** What may be a picture by what the server says; some say nothing, or only that these are bytes.
 */
bool mayBePicture(const QByteArray &type)
{
    return type.isEmpty() || type.startsWith("image/") || type.endsWith("/octet-stream");
}

} // namespace

CsvImporter::CsvImporter(Store &store, PinEditor &editor, const CsvWeb &web, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_editor(editor)
    , m_intake(store)
    , m_web(web)
    , m_get(web.limits)
{
    m_get.setSite(web.site);
}

CsvImporter::~CsvImporter() = default;

void CsvImporter::start(CsvPlan &plan, Done<CsvImportReport> done)
{
    Q_ASSERT(!m_plan);
    m_plan = &plan;
    m_done = std::move(done);
    Result<std::unique_ptr<FileLock>> lock = FileLock::tryLock(m_store.imports().lockPath());
    if (!lock || !*lock) {
        end(lock ? fail(ErrorKind::Rejected,
                        tr("Another import into this plan is under way. Wait until it is done."))
                 : fail(lock.error()));
        return;
    }
    m_lock = std::move(*lock);
    ++m_waits;
    m_store.imports().mend(this, [this](const Result<void> &mended) {
        --m_waits;
        if (!mended)
            giveUp(mended.error());
        else if (!isGivenUp())
            prepareRows();
    });
}

void CsvImporter::prepareRows()
{
    m_rows = m_plan->goodRows();
    if (m_rows.isEmpty()) {
        end(fail(ErrorKind::Rejected, tr("There is no row that can be imported.")));
        return;
    }
    m_sourceOf.fill(-1, m_rows.size());
    ++m_waits;
    inSlices(
        m_rows.size(), rowsAtOnce, this,
        [this](qsizetype from, qsizetype to) { return gatherMedia(from, to); },
        [this](const Result<void> &) {
            --m_waits;
            takeNext();
        });
}

Result<void> CsvImporter::gatherMedia(qsizetype from, qsizetype to)
{
    if (m_problem)
        return fail(*m_problem);
    for (qsizetype i = from; i < to; ++i) {
        const CsvDraft draft = m_plan->draft(m_rows.at(i));
        if (draft.isNextSlot)
            m_slotRows += i;
        if (draft.media.isEmpty())
            continue;
        auto known = m_numbers.constFind(draft.media);
        if (known == m_numbers.constEnd()) {
            known = m_numbers.insert(draft.media, int(m_sources.size()));
            m_sources += Source{draft.media, {}, {}};
            (isWebMedia(draft.media) ? m_webLeft : m_localLeft) += *known;
        }
        m_sourceOf[i] = *known;
    }
    return {};
}

void CsvImporter::takeNext()
{
    if (isGivenUp())
        return;
    while (m_underWay < filesAtOnce && !m_localLeft.isEmpty())
        takeLocal(m_localLeft.takeFirst());
    if (!m_isFetching && !m_webLeft.isEmpty())
        fetchNext();
    if (m_underWay == 0 && !m_isFetching && m_localLeft.isEmpty() && m_webLeft.isEmpty())
        mediaDone();
}

void CsvImporter::takeLocal(int source)
{
    ++m_underWay;
    m_intake.take({IntakeItem{m_sources.at(source).place, {}, {}}}, this,
                  [this, source](const Result<IntakeResult> &result) {
                      --m_underWay;
                      taken(source, result);
                      takeNext();
                  });
}

void CsvImporter::fetchNext()
{
    m_isFetching = true;
    const int source = m_webLeft.takeFirst();
    const QUrl address(m_sources.at(source).place);
    m_get.get({address, acceptPicture, m_web.mostBytes, false, tr("The picture")}, this,
              [this, source](const Result<WebAnswer> &answer) { fetched(source, answer); });
}

void CsvImporter::fetched(int source, const Result<WebAnswer> &answer)
{
    const auto end = [this, source](const Result<IntakeResult> &result) {
        taken(source, result);
        QTimer::singleShot(m_problem ? std::chrono::milliseconds(0) : m_web.pause, this, [this] {
            m_isFetching = false;
            takeNext();
        });
    };
    if (!answer) {
        end(fail(answer.error()));
    } else if (!mayBePicture(answer->type)) {
        end(fail(ErrorKind::Media,
                 answer->type.contains("html")
                     ? tr("The picture could not be loaded: the address leads to a web page.")
                     : tr("The picture could not be loaded: the address leads to no picture.")));
    } else {
        m_intake.take({IntakeItem{{}, answer->bytes, nameOfImage(answer->address)}}, this, end);
    }
}

void CsvImporter::taken(int source, const Result<IntakeResult> &result)
{
    if (m_problem)
        return;
    Source &known = m_sources[source];
    if (result && !result->assets.isEmpty()) {
        known.media = result->assets.constFirst().id;
    } else if (!result && result.error().kind == ErrorKind::Storage) {
        giveUp(result.error());
        return;
    } else if (!result) {
        known.refusal = result.error().detail;
    }
    emit takingPictures(++m_mediaTaken, int(m_sources.size()));
}

void CsvImporter::mediaDone()
{
    QList<int> rows;
    QList<int> sources;
    QList<qsizetype> slotRows;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const int source = m_sourceOf.at(i);
        if (source >= 0 && !m_sources.at(source).media.isValid()) {
            m_plan->noteRefused(m_rows.at(i), m_sources.at(source).refusal);
            continue;
        }
        if (m_slotRows.contains(i))
            slotRows += rows.size();
        rows += m_rows.at(i);
        sources += source;
    }
    m_rows = rows;
    m_sourceOf = sources;
    m_slotRows = QSet<qsizetype>(slotRows.begin(), slotRows.end());
    if (m_rows.isEmpty()) {
        end(fail(ErrorKind::Media,
                 tr("No row could be imported: none of the pictures could be taken in.")));
        return;
    }
    findSlots();
}

void CsvImporter::findSlots()
{
    QList<qsizetype> rows(m_slotRows.begin(), m_slotRows.end());
    std::sort(rows.begin(), rows.end());
    QList<PinContent> contents;
    for (const qsizetype i : std::as_const(rows))
        contents += contentOf(i, m_plan->draft(m_rows.at(i)));
    if (rows.isEmpty()) {
        begin();
        return;
    }
    ++m_waits;
    m_editor.previewNextSlots(contents, std::nullopt, this,
                              [this, rows](const Result<QList<WallTime>> &times) {
                                  --m_waits;
                                  if (!times)
                                      giveUp(times.error());
                                  if (isGivenUp())
                                      return;
                                  for (qsizetype i = 0; i < times->size() && i < rows.size(); ++i)
                                      m_slots.insert(rows.at(i), times->at(i));
                                  begin();
                              });
}

void CsvImporter::begin()
{
    const QString name = QFileInfo(m_plan->table().path()).fileName();
    ++m_waits;
    m_store.imports().begin(name, tr("Import “%1”").arg(name), this,
                            [this](const Result<ImportId> &import) {
                                --m_waits;
                                if (import)
                                    m_import = *import;
                                else
                                    giveUp(import.error());
                                addNext();
                            });
}

PinContent CsvImporter::contentOf(qsizetype i, const CsvDraft &draft) const
{
    PinContent content = draft.content;
    if (const int source = m_sourceOf.at(i); source >= 0)
        content.media = m_sources.at(source).media;
    return content;
}

ImportedRow CsvImporter::importedRow(qsizetype i) const
{
    const int row = m_rows.at(i);
    ImportedRow imported;
    imported.content = contentOf(i, m_plan->draft(row));
    if (const auto slot = m_slots.constFind(i); slot != m_slots.constEnd())
        imported.content.planned = *slot;
    const bool isReady = imported.content.planned &&
                         imported.content.planned->resolve().utc > m_store.now() &&
                         m_editor.missing(imported.content).isEmpty();
    imported.status = isReady ? PinStatus::Scheduled : PinStatus::Draft;
    imported.rowHash = m_plan->hash(row);
    return imported;
}

void CsvImporter::addNext()
{
    if (isGivenUp())
        return;
    while (m_addsUnderWay < addsAtOnce && m_next < m_rows.size()) {
        QList<ImportedRow> rows;
        const qsizetype until = std::min(m_next + rowsAtOnce, m_rows.size());
        for (; m_next < until; ++m_next)
            rows += importedRow(m_next);
        ++m_addsUnderWay;
        m_store.imports().add(m_import, rows, this,
                              [this](const Result<void> &result) { added(result); });
    }
    if (m_addsUnderWay == 0)
        finishImport();
}

void CsvImporter::added(const Result<void> &result)
{
    --m_addsUnderWay;
    if (!result)
        giveUp(result.error());
    else
        emit addingRows(int(m_next) - m_addsUnderWay * int(rowsAtOnce), int(m_rows.size()));
    addNext();
}

void CsvImporter::finishImport()
{
    m_isFinishing = true;
    m_store.imports().finish(m_import, this, [this](const Result<ImportOutcome> &outcome) {
        if (!outcome) {
            // What is decided is shown to its end when the workspace is opened next.
            end(fail(outcome.error()));
            return;
        }
        for (const int row : std::as_const(m_rows))
            m_plan->noteImported(row);
        end(CsvImportReport{outcome->pins, outcome->scheduled, int(m_plan->leftRows().size())});
    });
}

void CsvImporter::cancel()
{
    if (!m_plan || m_isFinishing || m_problem)
        return;
    giveUp(Error{ErrorKind::Cancelled, tr("The import was cancelled. Nothing was made.")});
}

void CsvImporter::giveUp(const Error &error)
{
    if (!m_plan || m_problem)
        return;
    m_problem = error;
    m_intake.cancel();
    m_get.cancel();
    isGivenUp();
}

bool CsvImporter::isGivenUp()
{
    if (!m_problem)
        return false;
    // Answers that are on their way come first.
    if (m_underWay > 0 || m_isFetching || m_addsUnderWay > 0 || m_waits > 0)
        return true;
    if (!m_import.isValid()) {
        end(fail(*m_problem));
        return true;
    }
    ++m_waits;
    m_store.imports().discard(m_import, this, [this](const Result<void> &) {
        // What could not be taken away now is when the next import begins, or the workspace.
        --m_waits;
        end(fail(*m_problem));
    });
    return true;
}

void CsvImporter::end(const Result<CsvImportReport> &result)
{
    m_lock.reset();
    m_plan = nullptr;
    m_rows.clear();
    m_sourceOf.clear();
    m_sources.clear();
    m_numbers.clear();
    m_slotRows.clear();
    m_slots.clear();
    m_mediaTaken = 0;
    m_localLeft.clear();
    m_webLeft.clear();
    m_import = {};
    m_next = 0;
    m_isFinishing = false;
    m_problem.reset();
    deliver<CsvImportReport>(this, std::exchange(m_done, nullptr), result);
}

} // namespace pinweek
