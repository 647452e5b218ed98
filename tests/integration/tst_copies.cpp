// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "publisher/publisher.h"
#include "store/copycheck.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/planfixture.h"
#include "text/texts.h"

#include <QDirIterator>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

namespace {

/** As a backup program would, while the workspace is open or not. */
void copyDirectory(const QString &from, const QString &to)
{
    QDir().mkpath(to);
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString source = files.next();
        const QString target = to + source.mid(from.size());
        QDir().mkpath(QFileInfo(target).path());
        QVERIFY(QFile::copy(source, target));
    }
}

/** As `cp` does where there is a file already: it stays the same one. */
void copyInto(const QString &source, const QString &target)
{
    QFile from(source);
    QFile to(target);
    QVERIFY(from.open(QIODevice::ReadOnly));
    QVERIFY(to.open(QIODevice::WriteOnly | QIODevice::Truncate));
    const QByteArray bytes = from.readAll();
    QCOMPARE(to.write(bytes), bytes.size());
}

/** As `cp -r` does into a folder that is there: nothing is taken away. */
void copyFolderInto(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString source = files.next();
        const QString target = to + source.mid(from.size());
        QVERIFY(QDir().mkpath(QFileInfo(target).path()));
        copyInto(source, target);
    }
}

} // namespace

/** A copied, moved or restored workspace opens paused, and sends nothing that its original may have
 * sent. Source: protocols.md 1.H. */
class TestCopies : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void theSameWorkspaceIsNoCopy();
    void aRenamedWorkspaceIsNoCopy();
    void aCopyOpensPausedAndLooksFirst();
    void aWorkspaceOfAnotherMachineOpensPaused();
    void aDatabaseThatWasPutBackOpensPaused();
    void aDatabaseThatWasCopiedIntoTheSameFileOpensPaused_data();
    void aDatabaseThatWasCopiedIntoTheSameFileOpensPaused();
    void anOlderPlanWithoutLaterAttemptsIsNoCopy();
    void aNewDatabaseAfterADamagedOneIsNoCopy();
    void aCopyStaysPausedUntilAPersonResumes();
    void whatComesDueUntilAPersonResumesIsLookedForToo();
    void nothingIsClaimedInACopyThatNobodyResumed();
    void twoOfAKindBothComeThrough();

private:
    /** Closes the workspace, so that its files are whole. */
    void close() { m_plan->workspace.reset(); }
    Result<std::unique_ptr<Workspace>> open(const QString &directory);
    [[nodiscard]] QString original() const
    {
        return m_plan->directory.filePath(QStringLiteral("workspace"));
    }
    [[nodiscard]] QString copy() const
    {
        return m_plan->directory.filePath(QStringLiteral("copy"));
    }
    static PinStatus statusOf(Workspace &workspace, PinId id)
    {
        return must(workspace.store().pins().pin(id)).status;
    }
    static bool isCopy(Workspace &workspace)
    {
        return must(workspace.store().copies().foundAt()).has_value();
    }
    void expectSettled(const QString &directory);
    /** Sends it from the original; all else that is due goes out as well. */
    void publish(PinId id)
    {
        m_plan->workspace->publisher().start();
        m_plan->workspace->publisher().wake();
        QTRY_COMPARE(statusOf(*m_plan->workspace, id), PinStatus::Published);
    }

    std::unique_ptr<PlanFixture> m_plan;
    PinId m_due;
    PinId m_later;
    PinId m_draft;
};

void TestCopies::init()
{
    m_plan = std::make_unique<PlanFixture>();
    m_due = m_plan->scheduled(QStringLiteral("Due"), 60);
    m_later = m_plan->scheduled(QStringLiteral("Later"), 86400);
    m_draft = m_plan->draft(m_plan->content(QStringLiteral("Draft"), 60));
    m_plan->clock.advance(600s);
}

void TestCopies::cleanup()
{
    m_plan.reset();
}

Result<std::unique_ptr<Workspace>> TestCopies::open(const QString &directory)
{
    WorkspaceOptions options;
    options.directory = directory;
    options.origin = QStringLiteral("test");
    options.vault = std::make_unique<MemoryVault>();
    options.clock = &m_plan->clock;
    return Workspace::open(std::move(options));
}

void TestCopies::expectSettled(const QString &directory)
{
    const auto workspace = must(open(directory));
    QVERIFY(isCopy(*workspace));
    QVERIFY(workspace->settings().publisherPaused());
    QCOMPARE(statusOf(*workspace, m_due), PinStatus::Unconfirmed);
    QCOMPARE(statusOf(*workspace, m_later), PinStatus::Scheduled);
    QCOMPARE(statusOf(*workspace, m_draft), PinStatus::Draft);
    const Pin due = must(workspace->store().pins().pin(m_due));
    QVERIFY(problemText(due).contains(QStringLiteral("copy")));
    QVERIFY(!must(workspace->store().pins().history(m_due)).isEmpty());
    workspace->publisher().start();
    QTRY_COMPARE(workspace->publisher().state(), PublisherState::Paused);
    QCOMPARE(m_plan->pinterest.postCount(), 0);
}

void TestCopies::theSameWorkspaceIsNoCopy()
{
    m_plan->restart();
    QVERIFY(!isCopy(*m_plan->workspace));
    QVERIFY(!m_plan->workspace->settings().publisherPaused());
    QCOMPARE(statusOf(*m_plan->workspace, m_due), PinStatus::Scheduled);
}

void TestCopies::aRenamedWorkspaceIsNoCopy()
{
    close();
    QVERIFY(QDir().rename(original(), copy()));
    const auto workspace = must(open(copy()));
    QVERIFY(!isCopy(*workspace));
    QCOMPARE(statusOf(*workspace, m_due), PinStatus::Scheduled);
}

void TestCopies::aCopyOpensPausedAndLooksFirst()
{
    copyDirectory(original(), copy());
    expectSettled(copy());
    // The original goes on as if nothing had happened.
    QCOMPARE(statusOf(*m_plan->workspace, m_due), PinStatus::Scheduled);
    QVERIFY(!m_plan->workspace->settings().publisherPaused());
}

void TestCopies::aWorkspaceOfAnotherMachineOpensPaused()
{
    close();
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), copy());
        db.setDatabaseName(original() + QStringLiteral("/pinweek.db"));
        QVERIFY(db.open());
        QVERIFY(QSqlQuery(db).exec(
            QStringLiteral("UPDATE workspace SET value = 'another' WHERE key = 'machine'")));
    }
    QSqlDatabase::removeDatabase(copy());
    expectSettled(original());
}

void TestCopies::aDatabaseThatWasPutBackOpensPaused()
{
    close();
    const QString file = original() + QStringLiteral("/pinweek.db");
    QVERIFY(QFile::copy(file, copy()));
    QVERIFY(QFile::remove(file));
    QVERIFY(QFile::rename(copy(), file));
    expectSettled(original());
}

void TestCopies::aDatabaseThatWasCopiedIntoTheSameFileOpensPaused_data()
{
    QTest::addColumn<bool>("isWholeFolder");
    QTest::addColumn<bool>("isSentBefore"); // so that the backup knows of an attempt
    QTest::newRow("the database alone, before the first attempt") << false << false;
    QTest::newRow("the database alone") << false << true;
    QTest::newRow("the whole folder, before the first attempt") << true << false;
    QTest::newRow("the whole folder") << true << true;
}

/** Number and birth of the file stay as they were, and yet a pin was sent meanwhile. */
void TestCopies::aDatabaseThatWasCopiedIntoTheSameFileOpensPaused()
{
    QFETCH(bool, isWholeFolder);
    QFETCH(bool, isSentBefore);
    if (isSentBefore)
        publish(m_due);
    close();
    copyDirectory(original(), copy());
    m_plan->restart();
    m_plan->clock.advance(24h);
    publish(m_later);
    const int posts = m_plan->pinterest.postCount();
    close();
    const QString database = QStringLiteral("/pinweek.db");
    const QString files = filesIdentity(original());
    if (isWholeFolder)
        copyFolderInto(copy(), original());
    else
        copyInto(copy() + database, original() + database);
    QCOMPARE(filesIdentity(original()), files);

    auto workspace = must(open(original()));
    QVERIFY(isCopy(*workspace));
    QVERIFY(workspace->settings().publisherPaused());
    QCOMPARE(statusOf(*workspace, m_later), PinStatus::Unconfirmed);
    workspace->publisher().start();
    QTRY_COMPARE(workspace->publisher().state(), PublisherState::Paused);
    QCOMPARE(m_plan->pinterest.postCount(), posts);
    // A person's word ends it for good.
    workspace->settings().setPublisherPaused(false);
    QTRY_VERIFY(!isCopy(*workspace));
    workspace.reset();
    workspace = must(open(original()));
    QVERIFY(!isCopy(*workspace));
}

/** What nobody sent since the backup can't be sent twice. */
void TestCopies::anOlderPlanWithoutLaterAttemptsIsNoCopy()
{
    publish(m_due);
    close();
    const QString database = original() + QStringLiteral("/pinweek.db");
    QVERIFY(QFile::copy(database, copy()));
    m_plan->restart();
    m_plan->scheduled(QStringLiteral("Not in the backup"), 86400);
    close();
    copyInto(copy(), database);
    const auto workspace = must(open(original()));
    QVERIFY(!isCopy(*workspace));
    QCOMPARE(statusOf(*workspace, m_later), PinStatus::Scheduled);
}

void TestCopies::aNewDatabaseAfterADamagedOneIsNoCopy()
{
    publish(m_due);
    close();
    QVERIFY(QFile::remove(original() + QStringLiteral("/pinweek.db")));
    for (int start = 0; start < 2; ++start) {
        const auto workspace = must(open(original()));
        QVERIFY(!isCopy(*workspace));
        QVERIFY(!workspace->settings().publisherPaused());
    }
}

void TestCopies::aCopyStaysPausedUntilAPersonResumes()
{
    copyDirectory(original(), copy());
    must(open(copy()));
    // A file of settings that lost the pause does not end it.
    QVERIFY(QFile::remove(copy() + QStringLiteral("/settings.ini")));
    auto workspace = must(open(copy()));
    QVERIFY(isCopy(*workspace));
    QVERIFY(workspace->settings().publisherPaused());
    workspace->settings().setPublisherPaused(false);
    QTRY_VERIFY(!isCopy(*workspace));
    workspace.reset();
    workspace = must(open(copy()));
    QVERIFY(!workspace->settings().publisherPaused());
    QCOMPARE(statusOf(*workspace, m_due), PinStatus::Unconfirmed);
}

void TestCopies::whatComesDueUntilAPersonResumesIsLookedForToo()
{
    copyDirectory(original(), copy());
    const auto workspace = must(open(copy()));
    QCOMPARE(statusOf(*workspace, m_later), PinStatus::Scheduled);
    // The original goes on for two days before anybody looks at the copy.
    m_plan->clock.advance(48h);
    workspace->settings().setPublisherPaused(false);
    QTRY_VERIFY(!isCopy(*workspace));
    QCOMPARE(statusOf(*workspace, m_later), PinStatus::Unconfirmed);
    QCOMPARE(statusOf(*workspace, m_draft), PinStatus::Draft);
    // To go on after an ordinary pause puts nothing in doubt.
    const PinId next = must(await<StepOutcome>([&](QObject *c, Done<StepOutcome> done) {
                           PinChange change;
                           change.content = must(workspace->store().pins().pin(m_draft)).content;
                           change.status = PinStatus::Scheduled;
                           workspace->store().pins().apply({QStringLiteral("test"), {change}, {}},
                                                           c, std::move(done));
                       })).pins.first();
    must(await<void>([&](QObject *c, Done<void> done) {
        workspace->store().copies().accept(c, std::move(done));
    }));
    QCOMPARE(statusOf(*workspace, next), PinStatus::Scheduled);
}

/** Whatever a process believes of the pause: the store itself refuses. */
void TestCopies::nothingIsClaimedInACopyThatNobodyResumed()
{
    copyDirectory(original(), copy());
    const auto workspace = must(open(copy()));
    m_plan->clock.advance(48h);
    Claim claim;
    claim.pin = m_later;
    claim.expectedRevision = must(workspace->store().pins().pin(m_later)).revision;
    claim.fingerprint = "later";
    const auto claimed = await<AttemptId>([&](QObject *c, Done<AttemptId> done) {
        workspace->store().pins().claim(claim, c, std::move(done));
    });
    QVERIFY(!claimed);
    QCOMPARE(claimed.error().kind, ErrorKind::Rejected);
    QCOMPARE(statusOf(*workspace, m_later), PinStatus::Scheduled);
}

/** Only one with the same content may be under way; two that were tried already must not keep the
 * copy from opening. */
void TestCopies::twoOfAKindBothComeThrough()
{
    QList<PinId> twins;
    for (int i = 0; i < 2; ++i) {
        twins += m_plan->scheduled(QStringLiteral("Twin"), 0);
        m_plan->pinterest.answerNextWith("POST", QStringLiteral("/v5/pins"), 409);
    }
    m_plan->workspace->publisher().start();
    for (const PinId twin : twins)
        QTRY_COMPARE(statusOf(*m_plan->workspace, twin), PinStatus::Failed);
    close();
    copyDirectory(original(), copy());
    const auto workspace = must(open(copy()));
    for (const PinId twin : twins)
        QCOMPARE(statusOf(*workspace, twin), PinStatus::Unconfirmed);
}

QTEST_GUILESS_MAIN(TestCopies)
#include "tst_copies.moc"
