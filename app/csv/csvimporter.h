// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backgroundjob.h"
#include "core/filelock.h"
#include "csv/csvplan.h"
#include "media/imageimport.h"
#include "planner/imageintake.h"
#include "store/importstore.h"
#include "web/webget.h"

#include <QObject>

#include <memory>

namespace pinweek {

class PinEditor;
class VideoStills;

/** Why a row that has a time is a draft. */
struct CsvDraftReason
{
    int line = 0;
    QList<PinCheck> missing;
};

struct CsvImportReport
{
    int imported = 0;
    int scheduled = 0; // of these; the others are drafts
    int left = 0;      // rows that stay behind
    /** What was told of no row before, since only whoever has the picture or video can know: these
     * are drafts now. */
    QList<CsvDraftReason> drafts = {};
};

/** How pictures of the web are got. */
struct CsvWeb
{
    WebLimits limits = {.redirects = 5, .whole = std::chrono::minutes(5)};
    qint64 mostBytes = largestFileBytes;
    /** Between two pictures: no site is hurried. */
    std::chrono::milliseconds pause{300};
    /** What may lie in a private network: nothing, since anybody can have written a file. */
    TypedSite site = {};
};

/**
 * Makes pins of the good rows of a plan, as one step that can be undone: takes their pictures in
 * (local files four at a time; web addresses one after the other, each once, with a pause and by
 * the rules of WebGet; videos of the web up to the same size), the covers that rows name for their
 * videos, finds free times where rows ask for them, then adds the rows in pieces (ImportStore).
 * Rows whose picture can't be had stay in the plan with the reason. One import of a workspace at a
 * time. Main thread.
 *
 * Errors: Rejected (another import is under way, nothing to import), Cancelled, Storage: then no
 * pin was made, and the pictures that it brought are gone from the library.
 */
class CsvImporter : public QObject
{
    Q_OBJECT

public:
    CsvImporter(Store &store, PinEditor &editor, const CsvWeb &web = {}, QObject *parent = nullptr);
    ~CsvImporter() override;

    /** @param plan  outlives the import, and is not touched meanwhile */
    void start(CsvPlan &plan, Done<CsvImportReport> done);
    /** Until all rows are stored and only have to be shown, which takes a moment. */
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_plan != nullptr; }
    /** From here on it goes on to its end. */
    [[nodiscard]] bool isFinishing() const { return m_isFinishing; }

signals:
    void takingPictures(int done, int total);
    void addingRows(int done, int total);

private:
    void mendPictures();
    void prepareRows();
    Result<void> gatherMedia(qsizetype from, qsizetype to);
    void takeNext();
    void takeLocal(int source);
    void fetchNext();
    void fetched(int source, const Result<WebAnswer> &answer);
    void fetchedOne(int source, const Result<IntakeResult> &result);
    void taken(int source, const Result<IntakeResult> &result);
    void mediaDone();
    void findSlots();
    void begin();
    void addNext();
    void added(const Result<void> &result);
    void finishImport();
    void giveUp(const Error &error);
    /** True: nothing more is begun. Once every answer is there, what was added is taken away. */
    bool isGivenUp();
    /** Where it failed, the pictures go that it brought. */
    void end(const Result<CsvImportReport> &result);
    void ended(const Result<CsvImportReport> &result);
    [[nodiscard]] PinContent contentOf(qsizetype i, const CsvDraft &draft) const;
    [[nodiscard]] ImportedRow importedRow(qsizetype i);

    /** A picture or video that rows name. */
    struct Source
    {
        QString place;                        // path or web address
        std::optional<MediaAsset> media = {}; // once it is in the library
        QString refusal = {};
    };
    struct Row
    {
        int row = 0;     // of the plan
        int source = -1; // -1: none
        int coverSource = -1;
        std::optional<std::chrono::milliseconds> coverAt = {};
        MediaId cover = {};
        bool wantsSlot = false;
        std::optional<WallTime> slot = {};
    };
    int sourceOf(const QString &place);
    void save(int source, const WebAnswer &answer);
    void takeCovers();

    Store &m_store;
    PinEditor &m_editor;
    ImageIntake m_intake;
    CsvWeb m_web;
    WebGet m_get;

    CsvPlan *m_plan = nullptr;
    Done<CsvImportReport> m_done;
    std::unique_ptr<FileLock> m_lock;
    QList<Row> m_rows; // to be imported
    QList<Source> m_sources;
    QHash<QString, int> m_numbers; // of the sources
    QList<int> m_localLeft;
    QList<int> m_webLeft;
    int m_mediaTaken = 0;
    int m_underWay = 0;
    bool m_isFetching = false;
    std::unique_ptr<BackgroundJob> m_saving; // a video of the web, before it is taken in
    std::unique_ptr<VideoStills> m_stills;
    QHash<std::pair<int, qint64>, MediaId> m_covers; // by source and milliseconds
    qsizetype m_nextCover = 0;
    QList<CsvDraftReason> m_drafts;
    ImportId m_import;
    qsizetype m_next = 0;
    int m_addsUnderWay = 0;
    int m_waits = 0; // answers to come of all other kinds
    std::optional<Error> m_problem;
    bool m_isFinishing = false;
    bool m_isEnding = false; // only pictures are left to be taken back
};

} // namespace pinweek
