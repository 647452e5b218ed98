// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvexportplanner.h"
#include "csv/csvimporter.h"
#include "csv/csvwriter.h"
#include "planner/pineditor.h"
#include "store/importstore.h"
#include "store/librarysearch.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "support/await.h"
#include "support/failingdisk.h"
#include "support/planfixture.h"
#include "support/testimages.h"
#include "support/testvideos.h"
#include "support/website.h"
#include "text/csvtexts.h"

#include <QDir>
#include <QDirIterator>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;

/** CSV files that become pins, and pins that become CSV files, with the whole workspace. */
class TestCsvImport : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void goodRowsBecomePinsInOneStep();
    void badRowsStayWithTheirReasons();
    void mendsMakeRowsGood();
    void theSameFileTwiceMakesNoDoubles();
    void undoneItIsNotInThePlanAnyMore();
    void laterEditsAreUndoneAndRedoneAroundIt();
    void publishedPinsStayWhereTheyAre();
    void rowsTakeTheNextFreeTimes();
    void timesMeanTheAccountsClocks();
    void cancelledInTheMiddleNothingIsLeft();
    void cancelledItTakesItsPicturesBack_data();
    void cancelledItTakesItsPicturesBack();
    void cutOffItsPicturesAreTakenBack();
    void nothingIsSeenBeforeItIsComplete();
    void whatACrashCutOffIsTakenAway();
    void whatWasDecidedIsShownToItsEnd();
    void twoImportsAtOnceAreRefused();
    void picturesOfTheWebComeWithTheirRows();
    void aPictureOfTheWebThatCannotBeHadLeavesItsRow_data();
    void aPictureOfTheWebThatCannotBeHadLeavesItsRow();
    void aVideoHasTheCoverThatItsRowNames();
    void filesAreLookedIntoBeforeTheImport();
    void noFileLeadsIntoAPrivateNetwork();
    void cancelledWhileAPictureLoadsNothingIsLeft();
    void aFullDiskLeavesNothing();
    void anExportReadAgainIsTheSamePlan();
    void anExportHasEveryPinOfAnyNumber();
    void anExportLeavesOutWhatPinterestHas();
    void aNewerChoiceOfAnExportCountsAlone();
    void anExportNeverNamesAPathOfThisComputer();
    void anExportSaysWhatPinterestRefuses();
    void eachWarningOfAnExportIsSaid();
    void theFilesDatesTellWhetherTheDayIsFirst();
    void aLinkThatIsThereTwiceIsTold();
    void picturesOfAnExportAreThoseThatAreSent();

private:
    [[nodiscard]] Store &store() const { return m_plan->workspace->store(); }
    [[nodiscard]] QString write(const QList<CsvCells> &rows,
                                const QString &name = QStringLiteral("pins.csv")) const;
    [[nodiscard]] CsvCells row(int number, int hours = 24) const;
    [[nodiscard]] CsvPlan plan(const QString &path, CsvZone zone = CsvZone::Utc) const;
    void look(CsvPlan &plan) const;
    Result<CsvImportReport> import(CsvPlan &plan) const;
    /** The site is on loopback, which no file may lead to otherwise. */
    [[nodiscard]] CsvWeb web(const Website &site) const;
    [[nodiscard]] CsvCells webRow(int number, const Website &site, const QString &path) const;
    [[nodiscard]] QList<Pin> pins() const;
    [[nodiscard]] CsvExportPlan exportOf(const CsvExportChoice &choice = {}) const;
    /** The search has the texts of all pins, and no others. */
    void checkSearch() const
    {
        m_plan->writeBehind({QStringLiteral("INSERT INTO pin_text (pin_text, rank) VALUES "
                                            "('integrity-check', 1)")});
    }
    [[nodiscard]] QStringList mediaFiles() const
    {
        QStringList files;
        QDirIterator below(store().workspace() + QStringLiteral("/media"), QDir::Files,
                           QDirIterator::Subdirectories);
        while (below.hasNext())
            files += below.next();
        return files;
    }
    [[nodiscard]] int mediaRows() const
    {
        LibrarySearch search(store());
        QSignalSpy found(&search, &LibrarySearch::found);
        search.find({}, 1);
        return found.wait() ? found.at(0).at(0).value<LibraryPage>().total : -1;
    }
    UndoOutcome undo() const;
    UndoOutcome redo() const;
    /** As by a program that is still at it: what it does is left alone. */
    ImportId unfinished(int rows);

    std::unique_ptr<PlanFixture> m_plan;
    std::unique_ptr<FileLock> m_lock;
};

void TestCsvImport::init()
{
    // A disk that fails is warned of as often as it is asked.
    if (QTest::currentTestFunction() != QByteArray("aFullDiskLeavesNothing"))
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_plan = std::make_unique<PlanFixture>();
}

void TestCsvImport::cleanup()
{
    m_lock.reset();
    m_plan.reset();
}

CsvCells TestCsvImport::row(int number, int hours) const
{
    CsvCells cells;
    const auto set = [&cells](CsvColumn column, const QString &text) {
        cells.at(size_t(column)) = text;
    };
    set(CsvColumn::Title, QStringLiteral("Pin %1").arg(number));
    set(CsvColumn::Media, m_plan->imageFile(QStringLiteral("photo%1").arg(number % 3)));
    set(CsvColumn::Board, QStringLiteral("recipes"));
    set(CsvColumn::Description, QStringLiteral("Text %1").arg(number));
    set(CsvColumn::Link, QStringLiteral("https://example.com/%1").arg(number));
    set(CsvColumn::Date,
        csvDate(m_plan->clock.now() + std::chrono::hours(hours) + std::chrono::minutes(number)));
    return cells;
}

QString TestCsvImport::write(const QList<CsvCells> &rows, const QString &name) const
{
    QFile file(m_plan->directory.filePath(name));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("can't write the file");
    file.write(fullCsvHead());
    for (const CsvCells &row : rows)
        file.write(fullCsvLine(row));
    return file.fileName();
}

void TestCsvImport::look(CsvPlan &plan) const
{
    plan.judge();
    QList<qint64> hashes;
    for (int i = 0; i < plan.rows(); ++i)
        hashes += plan.hash(i);
    plan.setKnown(must(store().imports().imported(hashes)));
    plan.judge();
}

CsvPlan TestCsvImport::plan(const QString &path, CsvZone zone) const
{
    CsvRules rules;
    rules.account = m_plan->account;
    rules.setBoards({m_plan->board(QStringLiteral("Recipes"))});
    rules.zone = zone;
    rules.folder = m_plan->directory.path();
    rules.now = m_plan->clock.now();
    CsvPlan plan(must(CsvTable::read(path)), rules);
    look(plan);
    return plan;
}

Result<CsvImportReport> TestCsvImport::import(CsvPlan &plan) const
{
    CsvImporter importer(store(), m_plan->workspace->editor());
    Awaited<CsvImportReport> answer;
    importer.start(plan, answer.done());
    return answer.wait();
}

QList<Pin> TestCsvImport::pins() const
{
    return must(store().pins().list({}, {}, {}, {}, {}, 1000, 0));
}

CsvExportPlan TestCsvImport::exportOf(const CsvExportChoice &choice) const
{
    CsvExportPlanner planner(store());
    Result<CsvExportPlan> plan = fail(ErrorKind::Cancelled, QStringLiteral("it never came"));
    bool isMade = false;
    planner.plan(choice, [&](const Result<CsvExportPlan> &made) {
        plan = made;
        isMade = true;
    });
    if (!waitUntil([&] { return isMade; }))
        qFatal("no export was planned");
    return must(plan);
}

UndoOutcome TestCsvImport::undo() const
{
    return must(await<UndoOutcome>([this](QObject *context, Done<UndoOutcome> done) {
        store().undo().undo(context, std::move(done));
    }));
}

UndoOutcome TestCsvImport::redo() const
{
    return must(await<UndoOutcome>([this](QObject *context, Done<UndoOutcome> done) {
        store().undo().redo(context, std::move(done));
    }));
}

ImportId TestCsvImport::unfinished(int rows)
{
    m_lock = must(FileLock::tryLock(store().imports().lockPath()));
    const ImportId import = must(await<ImportId>([this](QObject *context, Done<ImportId> done) {
        store().imports().begin(QStringLiteral("pins.csv"), QStringLiteral("Import"), context,
                                std::move(done));
    }));
    QList<ImportedRow> all;
    for (int i = 0; i < rows; ++i) {
        ImportedRow each;
        each.content = m_plan->content(QStringLiteral("Hidden %1").arg(i), 3600);
        each.status = PinStatus::Scheduled;
        each.rowHash = i;
        all += each;
    }
    must(await<void>([&](QObject *context, Done<void> done) {
        store().imports().add(import, all, context, std::move(done));
    }));
    return import;
}

void TestCsvImport::goodRowsBecomePinsInOneStep()
{
    QList<CsvCells> rows;
    for (int i = 0; i < 250; ++i)
        rows += row(i);
    rows[1].at(size_t(CsvColumn::Date)).clear();
    rows[2].at(size_t(CsvColumn::Keywords)) = QStringLiteral("cake, lemon");
    CsvPlan plan = this->plan(write(rows));
    QCOMPARE(plan.counts().good, 250);
    const Result<CsvImportReport> report = import(plan);
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QCOMPARE(report->imported, 250);
    QCOMPARE(report->scheduled, 249);
    const QList<Pin> made = pins();
    QCOMPARE(made.size(), 250);
    QCOMPARE(made.constFirst().content.title, QStringLiteral("Pin 0"));
    QCOMPARE(made.constFirst().status, PinStatus::Scheduled);
    QCOMPARE(*made.constFirst().dueAt, m_plan->clock.now() + std::chrono::hours(24));
    QCOMPARE(made.constFirst().content.planned->zone, m_plan->account.zone);
    QCOMPARE(made.at(1).content.note, QStringLiteral("Keywords: cake, lemon"));
    QCOMPARE(made.constLast().status, PinStatus::Draft); // without a time
    QCOMPARE(m_plan->board(QStringLiteral("Recipes")).plannedCount, 250);
    checkSearch();
    QCOMPARE(store().undo().state()->undoName, QStringLiteral("Import “pins.csv”"));
    QCOMPARE(undo().changed.size(), 250);
    QVERIFY(pins().isEmpty());
    QCOMPARE(m_plan->board(QStringLiteral("Recipes")).plannedCount, 0);
    QCOMPARE(redo().changed.size(), 250);
    QCOMPARE(pins().size(), 250);
    QCOMPARE(pins().constFirst().status, PinStatus::Scheduled);
}

void TestCsvImport::badRowsStayWithTheirReasons()
{
    QList<CsvCells> rows{row(0), row(1), row(2), row(3), row(4), row(5)};
    rows[1].at(size_t(CsvColumn::Board)) = QStringLiteral("Elsewhere");
    rows[2].at(size_t(CsvColumn::Date)) = QStringLiteral("soon");
    rows[3].at(size_t(CsvColumn::Media)) = QStringLiteral("none.jpg");
    rows[4].at(size_t(CsvColumn::Title)) = QString(101, QLatin1Char('x'));
    // Only when it is read to its end it shows that this one is cut off.
    QFile half(m_plan->directory.filePath(QStringLiteral("half.jpg")));
    QVERIFY(half.open(QIODevice::WriteOnly));
    const QByteArray whole = jpegFile({600, 900});
    half.write(whole.left(whole.size() / 2));
    half.close();
    rows[5].at(size_t(CsvColumn::Media)) = QStringLiteral("half.jpg");
    CsvPlan plan = this->plan(write(rows));
    QCOMPARE(plan.counts().good, 2);
    QCOMPARE(plan.draft(1).findings.constFirst().issue, CsvIssue::BoardUnknown);
    QCOMPARE(plan.draft(2).findings.constFirst().issue, CsvIssue::DateUnreadable);
    QCOMPARE(plan.draft(3).findings.constFirst().issue, CsvIssue::MediaGone);
    QCOMPARE(plan.draft(4).findings.constFirst().check, PinCheck::TitleTooLong);
    const Result<CsvImportReport> report = import(plan);
    QVERIFY(report);
    QCOMPARE(report->imported, 1);
    QCOMPARE(report->left, 5);
    QCOMPARE(plan.draft(5).findings.constFirst().issue, CsvIssue::MediaRefused);
    QCOMPARE(plan.leftRows(), (QList<int>{1, 2, 3, 4, 5}));
    QCOMPARE(pins().size(), 1);
}

void TestCsvImport::mendsMakeRowsGood()
{
    QList<CsvCells> rows{row(0), row(1), row(2)};
    for (CsvCells &each : rows)
        each.at(size_t(CsvColumn::Title)) = QStringLiteral("word ").repeated(30).trimmed();
    rows[1].at(size_t(CsvColumn::Board)) = QStringLiteral("Elsewhere");
    CsvPlan plan = this->plan(write(rows));
    QCOMPARE(plan.counts().good, 0);
    const CsvFinding title = plan.draft(0).findings.constFirst();
    QCOMPARE(mendOf(title), CsvMend::Cut);
    QCOMPARE(plan.mendAll(title), 3);
    QCOMPARE(plan.counts().good, 2);
    QCOMPARE(plan.draft(0).content.title, QStringLiteral("word ").repeated(20).trimmed());
    QVERIFY(plan.mend(1, plan.draft(1).findings.constFirst()));
    QCOMPARE(plan.counts().good, 3);
    QCOMPARE(import(plan)->imported, 3);
}

void TestCsvImport::theSameFileTwiceMakesNoDoubles()
{
    const QString path = write({row(0), row(1), row(1)});
    CsvPlan first = plan(path);
    QCOMPARE(first.draft(2).findings.constFirst().issue, CsvIssue::SameRow);
    QCOMPARE(import(first)->imported, 2);
    CsvPlan second = plan(path);
    QCOMPARE(second.counts().good, 0);
    QCOMPARE(second.draft(0).findings.constFirst().issue, CsvIssue::AlreadyImported);
    QCOMPARE(second.draft(0).findings.constFirst().at, m_plan->clock.now());
    QCOMPARE(import(second).error().kind, ErrorKind::Rejected);
    QCOMPARE(pins().size(), 2);
    // On purpose.
    CsvRules rules = second.rules();
    rules.again = true;
    second.setRules(rules);
    look(second);
    QCOMPARE(import(second)->imported, 3);
    QCOMPARE(pins().size(), 5);
}

void TestCsvImport::undoneItIsNotInThePlanAnyMore()
{
    const QString path = write({row(0)});
    CsvPlan first = plan(path);
    QVERIFY(import(first));
    undo();
    CsvPlan second = plan(path);
    QCOMPARE(import(second)->imported, 1);
    QCOMPARE(pins().size(), 1);
}

void TestCsvImport::laterEditsAreUndoneAndRedoneAroundIt()
{
    CsvPlan plan = this->plan(write({row(0), row(1)}));
    QVERIFY(import(plan));
    const Pin pin = pins().constFirst();
    PinContent content = pin.content;
    content.title = QStringLiteral("Another title");
    must(await<EditOutcome>([&](QObject *context, Done<EditOutcome> done) {
        m_plan->workspace->editor().edit(pin, content, QStringLiteral("Edit title"), {}, context,
                                         std::move(done));
    }));
    undo();
    undo();
    QVERIFY(pins().isEmpty());
    redo();
    QCOMPARE(pins().constFirst().content.title, pin.content.title);
    QVERIFY(redo().skipped.isEmpty());
    QCOMPARE(pins().constFirst().content.title, QStringLiteral("Another title"));
}

void TestCsvImport::publishedPinsStayWhereTheyAre()
{
    CsvPlan plan = this->plan(write({row(0), row(1)}));
    QVERIFY(import(plan));
    const Pin pin = pins().constFirst();
    must(await<void>([&](QObject *context, Done<void> done) {
        store().pins().markPosted(pin.id, pin.revision, {}, context, std::move(done));
    }));
    const UndoOutcome outcome = undo();
    QCOMPARE(outcome.changed.size(), 1);
    QCOMPARE(outcome.skipped.size(), 1);
    QCOMPARE(pins().size(), 1);
    QCOMPARE(pins().constFirst().status, PinStatus::Published);
}

void TestCsvImport::rowsTakeTheNextFreeTimes()
{
    QList<CsvCells> rows{row(0, -24), row(1, -24)};
    CsvPlan plan = this->plan(write(rows));
    const CsvFinding past = plan.draft(0).findings.constFirst();
    QCOMPARE(past.check, PinCheck::TimePast);
    QCOMPARE(past.level, CsvLevel::Warning);
    QCOMPARE(plan.mendAll(past), 2);
    QCOMPARE(import(plan)->scheduled, 2);
    const QList<Pin> made = pins();
    QVERIFY(*made.at(0).dueAt > m_plan->clock.now());
    QVERIFY(*made.at(1).dueAt > *made.at(0).dueAt);
}

void TestCsvImport::timesMeanTheAccountsClocks()
{
    QList<CsvCells> rows{row(0)};
    rows[0].at(size_t(CsvColumn::Date)) = QStringLiteral("2027-01-15T18:00");
    CsvRules rules = plan(write(rows)).rules();
    rules.zone = CsvZone::Account;
    rules.account.zone = "Europe/Berlin";
    CsvPlan plan(must(CsvTable::read(write(rows))), rules);
    look(plan);
    QVERIFY(import(plan));
    const Pin pin = pins().constFirst();
    QCOMPARE(pin.content.planned->time, QTime(18, 0));
    QCOMPARE(pin.content.planned->zone, QByteArray("Europe/Berlin"));
    QCOMPARE(csvDate(*pin.dueAt), QStringLiteral("2027-01-15T17:00:00"));
}

void TestCsvImport::cancelledInTheMiddleNothingIsLeft()
{
    QList<CsvCells> rows;
    for (int i = 0; i < 1000; ++i)
        rows += row(i);
    CsvPlan plan = this->plan(write(rows));
    CsvImporter importer(store(), m_plan->workspace->editor());
    bool isHidden = true;
    connect(&importer, &CsvImporter::addingRows, &importer, [&](int done, int) {
        isHidden = isHidden && pins().isEmpty();
        if (done >= 300)
            importer.cancel();
    });
    Awaited<CsvImportReport> answer;
    importer.start(plan, answer.done());
    QCOMPARE(answer.error().kind, ErrorKind::Cancelled);
    QVERIFY(isHidden);
    QVERIFY(pins().isEmpty());
    QVERIFY(!*store().imports().hasUnfinished());
    QVERIFY(store().undo().state()->undoName.isEmpty());
    QVERIFY(store().pins().recentlyDeleted(fromEpoch(0))->isEmpty());
    checkSearch();
    // And again, to its end.
    QCOMPARE(import(plan)->imported, 1000);
}

void TestCsvImport::cancelledItTakesItsPicturesBack_data()
{
    QTest::addColumn<bool>("whileAdding");
    QTest::newRow("while pictures come") << false;
    QTest::newRow("while rows are added") << true;
}

void TestCsvImport::cancelledItTakesItsPicturesBack()
{
    QFETCH(bool, whileAdding);
    const MediaId old = m_plan->media(QStringLiteral("photo0"));
    QList<CsvCells> rows;
    for (int i = 0; i < 300; ++i)
        rows += row(i);
    CsvPlan plan = this->plan(write(rows));
    CsvImporter importer(store(), m_plan->workspace->editor());
    if (whileAdding)
        connect(&importer, &CsvImporter::addingRows, &importer, &CsvImporter::cancel);
    else
        connect(&importer, &CsvImporter::takingPictures, &importer, [&importer](int done, int) {
            if (done == 2)
                importer.cancel();
        });
    Awaited<CsvImportReport> answer;
    importer.start(plan, answer.done());
    QCOMPARE(answer.error().kind, ErrorKind::Cancelled);
    QCOMPARE(mediaFiles().size(), 1);
    QVERIFY(store().media().asset(old));
    QCOMPARE(mediaRows(), 1);
    QCOMPARE(import(plan)->imported, 300);
    QCOMPARE(mediaFiles().size(), 3);
    QCOMPARE(mediaRows(), 3);
}

void TestCsvImport::cutOffItsPicturesAreTakenBack()
{
    QList<CsvCells> rows;
    for (int i = 0; i < 300; ++i)
        rows += row(i);
    {
        CsvPlan plan = this->plan(write(rows));
        auto importer = std::make_unique<CsvImporter>(store(), m_plan->workspace->editor());
        bool isAdding = false;
        connect(importer.get(), &CsvImporter::addingRows, this, [&isAdding] { isAdding = true; });
        importer->start(plan, {});
        QTRY_VERIFY(isAdding);
        importer.reset();
    }
    QCOMPARE(mediaRows(), 3);
    // A start looks after it some time later.
    m_plan->reopen();
    QTRY_COMPARE(mediaRows(), 0);
    QTRY_COMPARE(mediaFiles(), QStringList());
    QVERIFY(!*store().imports().hasUnfinished());
}

void TestCsvImport::nothingIsSeenBeforeItIsComplete()
{
    const ImportId import = unfinished(3);
    QVERIFY(pins().isEmpty());
    QVERIFY(store().pins().toSend(m_plan->clock.now() + std::chrono::hours(48))->isEmpty());
    QVERIFY(store().pins().recentlyDeleted(fromEpoch(0))->isEmpty());
    QVERIFY(store().imports().imported({0, 1, 2})->isEmpty());
    const auto outcome = await<ImportOutcome>([&](QObject *context, Done<ImportOutcome> done) {
        store().imports().finish(import, context, std::move(done));
    });
    QVERIFY(outcome);
    QCOMPARE(outcome->pins, 3);
    QCOMPARE(outcome->scheduled, 3);
    QCOMPARE(pins().size(), 3);
}

void TestCsvImport::whatACrashCutOffIsTakenAway()
{
    unfinished(450);
    m_plan->restart();
    QVERIFY(*store().imports().hasUnfinished());
    m_lock.reset(); // the other program is gone
    // By itself, soon after the opening.
    QTRY_VERIFY(!*store().imports().hasUnfinished());
    QVERIFY(pins().isEmpty());
    QVERIFY(store().pins().recentlyDeleted(fromEpoch(0))->isEmpty());
}

void TestCsvImport::whatWasDecidedIsShownToItsEnd()
{
    unfinished(450);
    m_plan->workspace.reset();
    m_plan->writeBehind({QStringLiteral("UPDATE import_batch SET state = 'showing'")});
    m_lock.reset();
    m_plan->restart();
    QTRY_VERIFY(!*store().imports().hasUnfinished());
    QCOMPARE(pins().size(), 450);
    QCOMPARE(undo().changed.size(), 450);
}

void TestCsvImport::twoImportsAtOnceAreRefused()
{
    const auto held = FileLock::tryLock(store().imports().lockPath());
    QVERIFY(held && *held);
    CsvPlan plan = this->plan(write({row(0)}));
    QCOMPARE(import(plan).error().kind, ErrorKind::Rejected);
    QVERIFY(pins().isEmpty());
}

CsvWeb TestCsvImport::web(const Website &site) const
{
    CsvWeb web;
    web.limits = {
        .redirects = 3, .idle = std::chrono::milliseconds(300), .whole = std::chrono::seconds(10)};
    web.mostBytes = 200'000;
    web.pause = std::chrono::milliseconds(0);
    web.site = TypedSite(QUrl(site.address(QStringLiteral("/"))));
    return web;
}

CsvCells TestCsvImport::webRow(int number, const Website &site, const QString &path) const
{
    CsvCells cells = row(number);
    cells.at(size_t(CsvColumn::Media)) = site.address(path);
    return cells;
}

void TestCsvImport::picturesOfTheWebComeWithTheirRows()
{
    Website site;
    site.answerWith("/lemon.jpg", "Content-Type: image/jpeg\r\n", jpegFile({600, 900}));
    site.answerWith("/plum", "Content-Type: application/octet-stream\r\n", pngFile({700, 900}));
    site.redirect("/old.jpg", "/plum");
    CsvPlan plan = this->plan(write({webRow(0, site, QStringLiteral("/lemon.jpg")),
                                     webRow(1, site, QStringLiteral("/lemon.jpg")),
                                     webRow(2, site, QStringLiteral("/old.jpg")), row(3)}));
    QCOMPARE(plan.counts().good, 4);
    QVERIFY(site.requests().isEmpty()); // a look at the preview asks nobody
    CsvImporter importer(store(), m_plan->workspace->editor(), web(site));
    QList<std::pair<int, int>> told;
    connect(&importer, &CsvImporter::takingPictures, this,
            [&told](int done, int total) { told.emplace_back(done, total); });
    Awaited<CsvImportReport> answer;
    importer.start(plan, answer.done());
    const Result<CsvImportReport> report = answer.wait();
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QCOMPARE(report->imported, 4);
    QCOMPARE(site.lines(), (QList<QByteArray>{"GET /lemon.jpg", "GET /old.jpg", "GET /plum"}));
    QCOMPARE(told, (QList<std::pair<int, int>>{{1, 3}, {2, 3}, {3, 3}}));
    const QList<Pin> made = pins();
    QCOMPARE(made.size(), 4);
    QCOMPARE(made.at(0).content.media, made.at(1).content.media);
    const auto asset = store().media().asset(made.at(2).content.media);
    QVERIFY(asset);
    QCOMPARE(asset->size, QSize(700, 900));
    QCOMPARE(asset->fileName, QStringLiteral("plum"));
    for (const Website::Request &request : site.requests())
        QVERIFY(!request.head.contains("Cookie") && !request.head.contains("Referer"));
}

void TestCsvImport::aPictureOfTheWebThatCannotBeHadLeavesItsRow_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("why");
    const auto add = [](const char *name, const char *path, const char *why) {
        QTest::newRow(name) << QString::fromLatin1(path) << QString::fromUtf8(why);
    };
    add("gone", "/gone.jpg", "the website doesn't have it (any more).");
    add("a page", "/page", "the address leads to a web page.");
    add("a film that is none", "/film.mp4", "“film.mp4” ");
    add("sound", "/sound", "the address leads to no picture.");
    add("no picture", "/text.jpg", "no image");
    add("too large", "/endless", "it is larger than 0 MB.");
    add("no answer", "/silent", "the website does not answer.");
    add("round and round", "/round", "the address leads on and on to others.");
    add("elsewhere", "/inside", "it lies in a private network, where no website may lead.");
}

void TestCsvImport::aPictureOfTheWebThatCannotBeHadLeavesItsRow()
{
    QFETCH(const QString, path);
    QFETCH(const QString, why);
    Website site;
    Website inside;
    site.answer("/gone.jpg", 404);
    site.answerWith("/page", "Content-Type: text/html; charset=utf-8\r\n", "<p>Hello");
    site.answerWith("/film.mp4", "Content-Type: video/mp4\r\n", "film");
    site.answerWith("/sound", "Content-Type: audio/mpeg\r\n", "sound");
    site.answerWith("/text.jpg", "Content-Type: image/jpeg\r\n", "no picture");
    site.pour("/endless");
    site.hang("/silent");
    site.redirect("/round", "/round");
    site.redirect("/inside", inside.address(QStringLiteral("/secret.jpg")).toLatin1());
    site.answerWith("/lemon.jpg", "Content-Type: image/jpeg\r\n", jpegFile({600, 900}));
    CsvPlan plan = this->plan(
        write({webRow(0, site, path), webRow(1, site, QStringLiteral("/lemon.jpg")), row(2)}));
    CsvImporter importer(store(), m_plan->workspace->editor(), web(site));
    Awaited<CsvImportReport> answer;
    importer.start(plan, answer.done());
    const Result<CsvImportReport> report = answer.wait();
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QCOMPARE(report->imported, 2);
    QCOMPARE(report->left, 1);
    QCOMPARE(plan.leftRows(), QList<int>{0});
    const CsvFinding finding = plan.draft(0).findings.constFirst();
    QCOMPARE(finding.issue, CsvIssue::MediaRefused);
    QVERIFY2(finding.detail.contains(why), qPrintable(finding.detail));
    QVERIFY(inside.requests().isEmpty());
    QCOMPARE(pins().size(), 2);
}

void TestCsvImport::aVideoHasTheCoverThatItsRowNames()
{
    const QString film = makeVideo(m_plan->directory.filePath(QStringLiteral("film.mp4")));
    QFile file(film);
    QVERIFY(file.open(QIODevice::ReadOnly));
    Website site;
    site.answerWith("/film.mp4", "Content-Type: video/mp4\r\n", file.readAll());
    QList<CsvCells> rows;
    for (int i = 0; i < 5; ++i) {
        rows += row(i);
        rows[i].at(size_t(CsvColumn::Media)) = QStringLiteral("film.mp4");
    }
    rows[0].at(size_t(CsvColumn::Thumbnail)) = QStringLiteral("0:02");
    rows[1].at(size_t(CsvColumn::Thumbnail)) = QStringLiteral("3");
    rows[2].at(size_t(CsvColumn::Thumbnail)) = row(0).at(size_t(CsvColumn::Media));
    rows[3].at(size_t(CsvColumn::Thumbnail)) = QStringLiteral("the beach");
    rows[4].at(size_t(CsvColumn::Media)) = site.address(QStringLiteral("/film.mp4"));
    rows[4].at(size_t(CsvColumn::Thumbnail)) = QStringLiteral("00:04");
    CsvPlan plan = this->plan(write(rows));
    QCOMPARE(plan.draft(3).findings.constFirst().issue, CsvIssue::ThumbnailUnreadable);
    QCOMPARE(plan.level(0), CsvLevel::Good);
    CsvWeb large = web(site);
    large.mostBytes = largestFileBytes;
    CsvImporter importer(store(), m_plan->workspace->editor(), large);
    Awaited<CsvImportReport> answer;
    importer.start(plan, answer.done());
    const Result<CsvImportReport> report = answer.wait();
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QVERIFY2(report->imported == 5, qPrintable(plan.draft(4).findings.value(0).detail));
    QVERIFY(report->drafts.isEmpty());
    const QList<Pin> made = pins();
    const auto coverOf = [&](int i) {
        return must(store().media().asset(made.at(i).content.cover));
    };
    QCOMPARE(coverOf(0).kind, MediaKind::Still);
    QCOMPARE(coverOf(0).duration, std::chrono::seconds(2));
    QCOMPARE(coverOf(1).duration, std::chrono::seconds(3));
    QCOMPARE(coverOf(2).kind, MediaKind::Image);
    QVERIFY(!made.at(3).content.cover.isValid());
    QCOMPARE(coverOf(4).duration, std::chrono::seconds(4));
    QCOMPARE(made.at(4).content.media, made.at(0).content.media); // the same film
    // Out again it is what came in; only a time of the video has a place in Pinterest's file.
    const CsvExportPlan exported = exportOf();
    const auto thumbnail = [&exported](int i) {
        return exported.rows.at(i).cells.at(size_t(CsvColumn::Thumbnail));
    };
    QCOMPARE(thumbnail(0), QStringLiteral("0:02"));
    QCOMPARE(thumbnail(1), QStringLiteral("0:03"));
    QCOMPARE(thumbnail(2), QString());
    QVERIFY(!thumbnail(3).isEmpty());
    QCOMPARE(exported.counts.at(size_t(CsvExportIssue::NoThumbnail)), 1);
}

void TestCsvImport::filesAreLookedIntoBeforeTheImport()
{
    const QString small = m_plan->directory.filePath(QStringLiteral("small.jpg"));
    QVERIFY(QImage(100, 100, QImage::Format_RGB32).save(small));
    QFile notes(m_plan->directory.filePath(QStringLiteral("notes.txt")));
    QVERIFY(notes.open(QIODevice::WriteOnly));
    notes.write("no picture");
    notes.close();
    makeVideo(m_plan->directory.filePath(QStringLiteral("short.mp4")), 2);
    QList<CsvCells> rows{row(0), row(1), row(2), row(3)};
    rows[1].at(size_t(CsvColumn::Media)) = QStringLiteral("small.jpg");
    rows[2].at(size_t(CsvColumn::Media)) = QStringLiteral("notes.txt");
    rows[3].at(size_t(CsvColumn::Media)) = QStringLiteral("short.mp4");
    CsvPlan plan = this->plan(write(rows));
    const auto has = [&plan](int row, PinCheck check) {
        for (const CsvFinding &finding : plan.draft(row).findings) {
            if (finding.issue == CsvIssue::Pin && finding.check == check)
                return finding.column == CsvColumn::Media;
        }
        return false;
    };
    QVERIFY(has(1, PinCheck::ImageSmall));
    QVERIFY(has(1, PinCheck::ImageNotTall));
    QCOMPARE(plan.level(1), CsvLevel::Tip);
    QCOMPARE(plan.level(2), CsvLevel::Error);
    QCOMPARE(plan.draft(2).findings.constFirst().issue, CsvIssue::MediaRefused);
    // How long a film is only shows when it is taken in: the row is told then.
    QVERIFY(plan.level(3) < CsvLevel::Warning);
    const auto report = import(plan);
    QCOMPARE(report->imported, 3);
    QCOMPARE(report->scheduled, 2);
    QCOMPARE(report->drafts.size(), 1);
    QCOMPARE(report->drafts.constFirst().line, 5);
    QCOMPARE(report->drafts.constFirst().missing, QList<PinCheck>{PinCheck::VideoTooShort});
}

void TestCsvImport::noFileLeadsIntoAPrivateNetwork()
{
    Website site;
    site.answerWith("/lemon.jpg", "Content-Type: image/jpeg\r\n", jpegFile({600, 900}));
    CsvPlan plan = this->plan(write({webRow(0, site, QStringLiteral("/lemon.jpg")), row(1)}));
    QCOMPARE(import(plan)->imported, 1);
    QCOMPARE(site.connections(), 0);
    QVERIFY(plan.draft(0).findings.constFirst().detail.contains(QStringLiteral("private network")));
}

void TestCsvImport::cancelledWhileAPictureLoadsNothingIsLeft()
{
    Website site;
    site.hang("/silent");
    CsvPlan plan = this->plan(write({row(0), webRow(1, site, QStringLiteral("/silent"))}));
    CsvWeb patient = web(site);
    patient.limits.idle = std::chrono::minutes(1);
    CsvImporter importer(store(), m_plan->workspace->editor(), patient);
    Awaited<CsvImportReport> answer;
    connect(&site, &Website::requested, &importer, &CsvImporter::cancel);
    importer.start(plan, answer.done());
    QCOMPARE(answer.error().kind, ErrorKind::Cancelled);
    QVERIFY(!importer.isRunning());
    QVERIFY(pins().isEmpty());
    QVERIFY(!*store().imports().hasUnfinished());
    QVERIFY(store().undo().state()->undoName.isEmpty());
    QCOMPARE(plan.counts().good, 2); // both can be imported again
}

void TestCsvImport::aFullDiskLeavesNothing()
{
    m_plan.reset();
    FailingDisk disk;
    m_plan = std::make_unique<PlanFixture>();
    QList<CsvCells> rows;
    for (int i = 0; i < 400; ++i)
        rows += row(i);
    CsvPlan plan = this->plan(write(rows));
    CsvImporter importer(store(), m_plan->workspace->editor());
    connect(&importer, &CsvImporter::addingRows, &importer, [&disk](int done, int) {
        if (done == 200)
            disk.failAfter(0);
    });
    Awaited<CsvImportReport> answer;
    importer.start(plan, answer.done());
    QCOMPARE(answer.error().kind, ErrorKind::Storage);
    disk.heal();
    QVERIFY(pins().isEmpty());
    QCOMPARE(import(plan)->imported, 400);
    QCOMPARE(pins().size(), 400);
    m_plan.reset();
}

void TestCsvImport::anExportReadAgainIsTheSamePlan()
{
    // Whatever pins there are: from fixed seeds.
    const QStringList words{QStringLiteral("cake"),  QStringLiteral("\"best\""),
                            QStringLiteral("a, b;"), QStringLiteral("Grüße"),
                            QStringLiteral("漢字"),  QStringLiteral("🍋")};
    for (quint32 seed = 1; seed <= 5; ++seed) {
        QRandomGenerator random(seed);
        const auto phrase = [&](int most) {
            QStringList some;
            for (int i = 1 + random.bounded(most); i > 0; --i)
                some += words.at(random.bounded(int(words.size())));
            return some.join(QLatin1Char(' '));
        };
        QList<CsvCells> rows;
        for (int i = 0; i < 60; ++i) {
            CsvCells cells = row(int(seed) * 1000 + i, 24 + random.bounded(300));
            cells.at(size_t(CsvColumn::Title)) = phrase(5);
            cells.at(size_t(CsvColumn::Description)) = phrase(20);
            cells.at(size_t(CsvColumn::Keywords)) = phrase(3);
            if (random.bounded(4) == 0)
                cells.at(size_t(CsvColumn::Date)).clear();
            rows += cells;
        }
        CsvPlan first = plan(write(rows));
        QCOMPARE(import(first)->imported, 60);
        const QList<Pin> before = pins();
        CsvExportOptions options;
        options.rowsPerFile = 25;
        const CsvExportPlan exported = exportOf();
        QCOMPARE(csvExportFiles(exported, options), 3);
        const QString path = m_plan->directory.filePath(QStringLiteral("out.csv"));
        const auto report = writeCsvExport(exported, path, m_plan->workspace->directory(), options);
        QVERIFY(report);
        QCOMPARE(report->files.size(), 3);
        undo();
        QVERIFY(pins().isEmpty());
        for (const QString &file : report->files) {
            CsvPlan again = plan(file);
            QVERIFY(import(again));
        }
        const QList<Pin> after = pins();
        QCOMPARE(after.size(), before.size());
        for (qsizetype i = 0; i < after.size(); ++i) {
            PinContent expected = before.at(i).content;
            expected.media = {}; // it was on this computer only
            QCOMPARE(after.at(i).content.title, expected.title);
            QVERIFY(after.at(i).content == expected);
            QCOMPARE(after.at(i).dueAt, before.at(i).dueAt);
        }
        for (qsizetype i = 0; i < report->files.size(); ++i)
            undo();
        QVERIFY(pins().isEmpty());
    }
}

void TestCsvImport::anExportHasEveryPinOfAnyNumber()
{
    QList<CsvCells> rows;
    for (int i = 0; i < 300; ++i)
        rows += row(i);
    rows += row(300, -30); // without a time
    rows.last().at(size_t(CsvColumn::Date)).clear();
    CsvPlan plan = this->plan(write(rows));
    QCOMPARE(import(plan)->imported, 301);
    QCOMPARE(exportOf().rows.size(), 301);
    QCOMPARE(exportOf().rows.last().cells.at(size_t(CsvColumn::Title)), QStringLiteral("Pin 300"));
    // From and before.
    CsvExportChoice span;
    span.filter.from = m_plan->clock.now() + std::chrono::hours(24) + std::chrono::minutes(7);
    span.filter.to = *span.filter.from + std::chrono::minutes(2);
    const CsvExportPlan two = exportOf(span);
    QCOMPARE(two.rows.size(), 2);
    QCOMPARE(two.rows.first().cells.at(size_t(CsvColumn::Title)), QStringLiteral("Pin 7"));
    // Chosen ones in any order come by time.
    CsvExportChoice chosen;
    chosen.pins.emplace();
    for (const Pin &pin : pins())
        chosen.pins->prepend(pin.id);
    const CsvExportPlan all = exportOf(chosen);
    QCOMPARE(all.rows.size(), 301);
    QCOMPARE(all.rows.first().cells.at(size_t(CsvColumn::Title)), QStringLiteral("Pin 0"));
    QCOMPARE(all.rows.last().cells.at(size_t(CsvColumn::Title)), QStringLiteral("Pin 300"));
}

void TestCsvImport::anExportLeavesOutWhatPinterestHas()
{
    CsvPlan plan = this->plan(write({row(0), row(1), row(2)}));
    QCOMPARE(import(plan)->imported, 3);
    m_plan->writeBehind(
        {QStringLiteral("UPDATE pin SET status = 'published' WHERE title = 'Pin 1'"),
         QStringLiteral("UPDATE pin SET status = 'unconfirmed' WHERE title = 'Pin 2'")});
    CsvExportChoice choice;
    QCOMPARE(exportOf(choice).rows.size(), 1);
    choice.pins.emplace();
    for (const Pin &pin : pins())
        *choice.pins += pin.id;
    QCOMPARE(exportOf(choice).rows.size(), 1);
    choice.alsoSent = true;
    QCOMPARE(exportOf(choice).rows.size(), 3);
    choice.pins = QList<PinId>();
    QCOMPARE(exportOf(choice).rows.size(), 0);
}

void TestCsvImport::aNewerChoiceOfAnExportCountsAlone()
{
    QList<CsvCells> rows;
    for (int i = 0; i < 50; ++i)
        rows += row(i);
    CsvPlan plan = this->plan(write(rows));
    QCOMPARE(import(plan)->imported, 50);
    CsvExportPlanner planner(store());
    QList<qsizetype> sizes;
    const auto count = [&sizes](const Result<CsvExportPlan> &made) { sizes += made->rows.size(); };
    QList<PinId> ids;
    for (const Pin &pin : pins())
        ids += pin.id;
    planner.plan({}, count);
    planner.plan({{}, ids.mid(0, 30)}, count);
    planner.plan({{}, ids.mid(0, 25)}, count);
    QVERIFY(waitUntil([&] { return !sizes.isEmpty(); }));
    planner.plan({{}, ids.mid(0, 3)}, count);
    planner.plan({}, count);
    QVERIFY(waitUntil([&] { return sizes.size() > 1; }));
    QCOMPARE(sizes, (QList<qsizetype>{25, 50}));
}

void TestCsvImport::anExportNeverNamesAPathOfThisComputer()
{
    CsvPlan plan = this->plan(write({row(0), row(1)}));
    QVERIFY(import(plan));
    const CsvExportPlan exported = exportOf();
    const QList<CsvExportNote> notes = csvExportNotes(exported, {});
    QCOMPARE(notes.constFirst().issue, CsvExportIssue::OnlyLocalMedia);
    QCOMPARE(notes.constFirst().pins, 2);
    const QString path = m_plan->directory.filePath(QStringLiteral("out.csv"));
    QVERIFY(writeCsvExport(exported, path, m_plan->workspace->directory(), {}));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.startsWith("Title,Media URL,Pinterest board,Thumbnail,Description,Link,Publish "
                            "date,Keywords\r\nPin 0,,Recipes,,Text 0,https://example.com/0,"));
    QVERIFY(!text.contains(m_plan->directory.path().toUtf8()));
    QVERIFY(!text.contains("media/"));
}

void TestCsvImport::anExportSaysWhatPinterestRefuses()
{
    QList<CsvCells> rows{row(0), row(1), row(2, 24 * 20), row(3, 24 * 40)};
    rows[1].at(size_t(CsvColumn::Link)) = rows[0].at(size_t(CsvColumn::Link));
    rows[1].at(size_t(CsvColumn::Description)) = QString(600, QLatin1Char('x'));
    CsvPlan plan = this->plan(write(rows));
    QVERIFY(import(plan));
    const CsvExportPlan exported = exportOf();
    QHash<CsvExportIssue, int> counts;
    for (const CsvExportNote &note : csvExportNotes(exported, {}))
        counts.insert(note.issue, note.pins);
    QCOMPARE(counts.value(CsvExportIssue::LinkTwice), 1);
    QCOMPARE(counts.value(CsvExportIssue::DescriptionLong), 1);
    QCOMPARE(counts.value(CsvExportIssue::FarAhead), 1);
    QCOMPARE(counts.value(CsvExportIssue::VeryFarAhead), 1);
    QVERIFY(!counts.contains(CsvExportIssue::NoTitle));
    // The same link in two files is two pins to Pinterest.
    CsvExportOptions oneEach;
    oneEach.rowsPerFile = 1;
    for (const CsvExportNote &note : csvExportNotes(exported, oneEach))
        QVERIFY(note.issue != CsvExportIssue::LinkTwice);
    CsvExportOptions tooMany;
    tooMany.rowsPerFile = mostCsvRows + 1;
    QCOMPARE(writeCsvExport(exported, m_plan->directory.filePath(QStringLiteral("out.csv")),
                            m_plan->workspace->directory(), tooMany)
                 .error()
                 .kind,
             ErrorKind::Rejected);
}

/** Each of the warnings, of one pin that has just that. */
void TestCsvImport::eachWarningOfAnExportIsSaid()
{
    QList<CsvCells> rows;
    for (int i = 0; i < 10; ++i)
        rows += row(i);
    CsvPlan plan = this->plan(write(rows));
    QCOMPARE(import(plan)->imported, 10);
    const auto counts = [this](const CsvExportOptions &options = {}) {
        QHash<CsvExportIssue, int> found;
        for (const CsvExportNote &note : csvExportNotes(exportOf(), options))
            found.insert(note.issue, note.pins);
        return found;
    };
    CsvExportOptions uploaded;
    uploaded.mediaPrefix = QStringLiteral("https://example.com/p/");
    QCOMPARE(counts(uploaded), (QHash<CsvExportIssue, int>()));
    const auto one = [this](const char *change, int number) {
        m_plan->writeBehind({QStringLiteral("UPDATE pin SET %1 WHERE title = 'Pin %2'")
                                 .arg(QString::fromLatin1(change))
                                 .arg(number)});
    };
    one("board_id = NULL", 0);
    one("media_id = NULL", 1);
    one("due_at = due_at - 1000000", 2);
    one("alt_text = 'A cake'", 3);
    one("link = 'http://example.com/4'", 4);
    one("title = ''", 5);
    one("title = 'Pin 7'", 6);
    one("title = substr(hex(zeroblob(60)), 1, 101)", 8);
    using enum CsvExportIssue;
    QCOMPARE(counts(uploaded), (QHash<CsvExportIssue, int>{{NoBoard, 1},
                                                           {NoMedia, 1},
                                                           {TimePast, 1},
                                                           {AltTextLeft, 1},
                                                           {LinkUnencrypted, 1},
                                                           {NoTitle, 1},
                                                           {TitleTwice, 1},
                                                           {TitleLong, 1}}));
    QCOMPARE(counts().value(OnlyLocalMedia), 9);
    for (const CsvExportNote &note : csvExportNotes(exportOf(), {}))
        QVERIFY(!csvNoteText(note).isEmpty());
}

void TestCsvImport::theFilesDatesTellWhetherTheDayIsFirst()
{
    QList<CsvCells> rows{row(0), row(1)};
    rows[0].at(size_t(CsvColumn::Date)) = QStringLiteral("03/04/2027 18:00");
    rows[1].at(size_t(CsvColumn::Date)) = QStringLiteral("24/04/2027 18:00");
    CsvPlan plan = this->plan(write(rows));
    QCOMPARE(plan.draft(0).content.planned->resolve().utc,
             fromEpoch(QDateTime(QDate(2027, 4, 3), QTime(18, 0), Qt::UTC).toSecsSinceEpoch()));
    QCOMPARE(plan.draft(0).findings.constFirst().issue, CsvIssue::DateByOrder);
    QVERIFY(csvFindingText(plan.draft(0).findings.constFirst()).contains(QStringLiteral("April")));
    QCOMPARE(plan.level(1), CsvLevel::Good); // 24 is no month
    // Alone it may be in March or in April.
    CsvPlan alone = this->plan(write({rows.at(0)}));
    QCOMPARE(alone.draft(0).findings.constFirst().issue, CsvIssue::DateUnreadable);
    // Both kinds in one file tell nothing of the third.
    rows += row(2);
    rows[2].at(size_t(CsvColumn::Date)) = QStringLiteral("04/24/2027 18:00");
    CsvPlan mixed = this->plan(write(rows));
    QCOMPARE(mixed.level(0), CsvLevel::Error);
    QVERIFY(mixed.level(1) != CsvLevel::Error);
    QVERIFY(mixed.level(2) != CsvLevel::Error);
}

void TestCsvImport::aLinkThatIsThereTwiceIsTold()
{
    CsvRules rules;
    Result<CsvTable> table =
        CsvTable::read(QFINDTESTDATA(QStringLiteral("../fixtures/csv/duplicates.csv")));
    QVERIFY(table);
    CsvPlan plan(std::move(*table), rules);
    plan.judge();
    const auto issues = [&plan](int row) {
        QSet<CsvIssue> found;
        for (const CsvFinding &finding : plan.draft(row).findings)
            found.insert(finding.issue);
        return found;
    };
    QVERIFY(!issues(0).contains(CsvIssue::LinkAgain));
    QVERIFY(issues(1).contains(CsvIssue::LinkAgain));
    QVERIFY(issues(2).contains(CsvIssue::SameRow));
}

void TestCsvImport::picturesOfAnExportAreThoseThatAreSent()
{
    CsvPlan plan = this->plan(write({row(0)}));
    QVERIFY(import(plan));
    CsvExportOptions options;
    options.mediaFolder = m_plan->directory.filePath(QStringLiteral("out/pictures"));
    options.mediaPrefix = QStringLiteral("https://example.com/pins");
    options.imageBytes = 8 << 20;
    const CsvExportPlan exported = exportOf();
    const QString path = m_plan->directory.filePath(QStringLiteral("out.csv"));
    const auto report = writeCsvExport(exported, path, m_plan->workspace->directory(), options);
    QVERIFY(report);
    QCOMPARE(report->pictures, 1);
    const QStringList files = QDir(options.mediaFolder).entryList(QDir::Files);
    QCOMPARE(files.size(), 1);
    QVERIFY(files.constFirst().startsWith(QLatin1String("pin-0-")));
    QVERIFY(!QImage(QDir(options.mediaFolder).filePath(files.constFirst())).isNull());
    const CsvTable table = must(CsvTable::read(path));
    QCOMPARE(table.row(0).cells.at(size_t(CsvColumn::Media)),
             options.mediaPrefix + QLatin1Char('/') + files.constFirst());
}

QTEST_MAIN(TestCsvImport)
#include "tst_csvimport.moc"
