// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvimporter.h"

#include "media/videoimport.h"
#include "planner/pineditor.h"
#include "planner/slices.h"
#include "planner/videostills.h"
#include "store/store.h"
#include "web/pagevisit.h"

#include <QFileInfo>
#include <QTemporaryDir>
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

constexpr auto acceptMedia =
    "image/jpeg,image/png,image/webp,image/gif,image/*;q=0.5,video/mp4,video/quicktime;q=0.5";

/** What may be a picture by what the server says; some say nothing, or only that these are bytes.
 */
bool mayBePicture(const QByteArray &type)
{
    return type.isEmpty() || type.startsWith("image/") || type.endsWith("/octet-stream");
}

/** Servers that say nothing are believed the name. */
bool mayBeVideo(const WebAnswer &answer)
{
    return answer.type.startsWith("video/") ||
           (!answer.type.startsWith("image/") && mayBePicture(answer.type) &&
            hasVideoName(answer.address.path()));
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
            mendPictures();
    });
}

void CsvImporter::mendPictures()
{
    ++m_waits;
    ImageIntake::mend(m_store, this, [this](const Result<void> &mended) {
        --m_waits;
        if (!mended)
            giveUp(mended.error());
        else if (!isGivenUp())
            prepareRows();
    });
}

void CsvImporter::prepareRows()
{
    m_intake.hold();
    const QList<int> good = m_plan->goodRows();
    m_rows.reserve(good.size());
    for (const int row : good)
        m_rows += Row{row};
    if (m_rows.isEmpty()) {
        end(fail(ErrorKind::Rejected, tr("There is no row that can be imported.")));
        return;
    }
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
        Row &row = m_rows[i];
        const CsvDraft draft = m_plan->draft(row.row);
        row.wantsSlot = draft.isNextSlot;
        row.source = sourceOf(draft.media);
        row.coverSource = sourceOf(draft.cover);
        row.coverAt = draft.coverAt;
    }
    return {};
}

/** -1 for none. Each is taken in once, however many rows name it. */
int CsvImporter::sourceOf(const QString &place)
{
    if (place.isEmpty())
        return -1;
    auto known = m_numbers.constFind(place);
    if (known == m_numbers.constEnd()) {
        known = m_numbers.insert(place, int(m_sources.size()));
        m_sources += Source{place};
        (isWebMedia(place) ? m_webLeft : m_localLeft) += *known;
    }
    return *known;
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
    m_get.get({address, acceptMedia, m_web.mostBytes, false, tr("The picture")}, this,
              [this, source](const Result<WebAnswer> &answer) { fetched(source, answer); });
}

void CsvImporter::fetched(int source, const Result<WebAnswer> &answer)
{
    if (!answer) {
        fetchedOne(source, fail(answer.error()));
    } else if (mayBeVideo(*answer)) {
        save(source, *answer);
    } else if (!mayBePicture(answer->type)) {
        fetchedOne(source, fail(ErrorKind::Media,
                                answer->type.contains("html")
                                    ? tr("The picture could not be loaded: the address leads to a "
                                         "web page.")
                                    : tr("The picture could not be loaded: the address leads to "
                                         "no picture.")));
    } else {
        m_intake.take(
            {IntakeItem{{}, answer->bytes, nameOfImage(answer->address)}}, this,
            [this, source](const Result<IntakeResult> &result) { fetchedOne(source, result); });
    }
}

void CsvImporter::fetchedOne(int source, const Result<IntakeResult> &result)
{
    taken(source, result);
    QTimer::singleShot(m_problem ? std::chrono::milliseconds(0) : m_web.pause, this, [this] {
        m_isFetching = false;
        takeNext();
    });
}

/** A video is looked into as a file. */
void CsvImporter::save(int source, const WebAnswer &answer)
{
    const auto folder = std::make_shared<QTemporaryDir>();
    const QString path = folder->filePath(nameOfImage(answer.address));
    m_saving = std::make_unique<BackgroundJob>();
    m_saving->run<void>(
        [path, bytes = answer.bytes](const BackgroundJob::GoOn &) -> Result<void> {
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() ||
                !file.flush())
                return fail(ErrorKind::Storage, file.errorString());
            return {};
        },
        [this, source, folder, path](const Result<void> &saved) {
            if (!saved || m_problem) {
                fetchedOne(source, fail(ErrorKind::Media, tr("The video could not be kept: %1")
                                                              .arg(saved ? m_problem->detail
                                                                         : saved.error().detail)));
                return;
            }
            m_intake.take({IntakeItem{path, {}, {}}}, this,
                          [this, source, folder](const Result<IntakeResult> &result) {
                              fetchedOne(source, result);
                          });
        });
}

void CsvImporter::taken(int source, const Result<IntakeResult> &result)
{
    if (m_problem)
        return;
    Source &known = m_sources[source];
    if (result && !result->assets.isEmpty()) {
        known.media = result->assets.constFirst();
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
    QList<Row> rows;
    for (const Row &row : std::as_const(m_rows)) {
        if (row.source >= 0 && !m_sources.at(row.source).media)
            m_plan->noteRefused(row.row, m_sources.at(row.source).refusal);
        else
            rows += row;
    }
    m_rows = rows;
    if (m_rows.isEmpty()) {
        end(fail(ErrorKind::Media,
                 tr("No row could be imported: none of the pictures could be taken in.")));
        return;
    }
    takeCovers();
}

/** A cover that can't be had leaves the one that the video has by itself. */
void CsvImporter::takeCovers()
{
    for (; m_nextCover < m_rows.size(); ++m_nextCover) {
        Row &row = m_rows[m_nextCover];
        const std::optional<MediaAsset> video =
            row.source >= 0 ? m_sources.at(row.source).media : std::nullopt;
        if (!video || !video->isVideo())
            continue;
        if (row.coverSource >= 0) {
            const std::optional<MediaAsset> &picture = m_sources.at(row.coverSource).media;
            row.cover = picture && !picture->isVideo() ? picture->id : MediaId();
        } else if (row.coverAt) {
            const std::pair key(row.source, qint64(row.coverAt->count()));
            if (!m_covers.contains(key)) {
                if (!m_stills)
                    m_stills = std::make_unique<VideoStills>(m_store);
                ++m_waits;
                m_stills->take(*video, *row.coverAt, this,
                               [this, key](const Result<MediaAsset> &still) {
                                   --m_waits;
                                   m_covers.insert(key, still ? still->id : MediaId());
                                   if (!still && still.error().kind == ErrorKind::Storage)
                                       giveUp(still.error());
                                   else if (!isGivenUp())
                                       takeCovers();
                               });
                return;
            }
            row.cover = m_covers.value(key);
        }
    }
    findSlots();
}

void CsvImporter::findSlots()
{
    QList<qsizetype> rows;
    QList<PinContent> contents;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        if (!m_rows.at(i).wantsSlot)
            continue;
        rows += i;
        contents += contentOf(i, m_plan->draft(m_rows.at(i).row));
    }
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
                                      m_rows[rows.at(i)].slot = times->at(i);
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
    const Row &row = m_rows.at(i);
    if (row.source >= 0)
        content.media = m_sources.at(row.source).media->id;
    content.cover = row.cover;
    return content;
}

ImportedRow CsvImporter::importedRow(qsizetype i)
{
    const Row &row = m_rows.at(i);
    ImportedRow imported;
    imported.content = contentOf(i, m_plan->draft(row.row));
    if (row.slot)
        imported.content.planned = row.slot;
    const QList<PinCheck> missing = m_editor.missing(imported.content);
    const bool isReady = imported.content.planned &&
                         imported.content.planned->resolve().utc > m_store.now() &&
                         missing.isEmpty();
    imported.status = isReady ? PinStatus::Scheduled : PinStatus::Draft;
    imported.rowHash = m_plan->hash(row.row);
    if (imported.content.planned && !missing.isEmpty() &&
        m_plan->level(row.row) < CsvLevel::Warning)
        m_drafts += CsvDraftReason{m_plan->table().originalRow(row.row).line, missing};
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
            m_intake.leaveHeld();
            end(fail(outcome.error()));
            return;
        }
        for (const Row &row : std::as_const(m_rows))
            m_plan->noteImported(row.row);
        end(CsvImportReport{outcome->pins, outcome->scheduled, int(m_plan->leftRows().size()),
                            m_drafts});
    });
}

void CsvImporter::cancel()
{
    if (!m_plan || m_isFinishing || m_isEnding || m_problem)
        return;
    giveUp(Error{ErrorKind::Cancelled, tr("The import was cancelled. Nothing was made.")});
}

void CsvImporter::giveUp(const Error &error)
{
    if (!m_plan || m_isEnding || m_problem)
        return;
    m_problem = error;
    m_intake.cancel();
    m_get.cancel();
    isGivenUp();
}

bool CsvImporter::isGivenUp()
{
    if (m_isEnding)
        return true;
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
    m_store.imports().discard(m_import, this, [this](const Result<void> &discarded) {
        // What could not be taken away now is when the next import begins, or the workspace.
        if (!discarded)
            m_intake.leaveHeld();
        --m_waits;
        end(fail(*m_problem));
    });
    return true;
}

void CsvImporter::end(const Result<CsvImportReport> &result)
{
    if (!result) {
        m_isEnding = true;
        m_intake.dropHeld(this, [this, result](const Result<void> &) { ended(result); });
        return;
    }
    m_intake.keepHeld();
    ended(result);
}

void CsvImporter::ended(const Result<CsvImportReport> &result)
{
    m_lock.reset();
    m_plan = nullptr;
    m_rows.clear();
    m_sources.clear();
    m_numbers.clear();
    m_covers.clear();
    m_nextCover = 0;
    m_drafts.clear();
    m_mediaTaken = 0;
    m_localLeft.clear();
    m_webLeft.clear();
    m_import = {};
    m_next = 0;
    m_isFinishing = false;
    m_isEnding = false;
    m_problem.reset();
    deliver<CsvImportReport>(this, std::exchange(m_done, nullptr), result);
}

} // namespace pinweek
