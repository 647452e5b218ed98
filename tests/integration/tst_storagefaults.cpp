// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/pausestore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/failingdisk.h"
#include "support/planfixture.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <functional>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;
using sandbox::Fault;

namespace {
// A minute each: two looks, and the longest wait before a second try.
constexpr int mostRounds = 60;

const QString pinsPath = QStringLiteral("/v5/pins");

/** Where in a list of operations a disk does most harm: at the beginning, in the middle and at the
 * end of each transaction. */
QList<int> stepsOf(const QList<FailingDisk::Operation> &operations)
{
    QList<int> steps;
    int first = 0;
    for (int i = 0; i < operations.size(); ++i) {
        if (operations.at(i) != FailingDisk::Operation::Sync)
            continue;
        for (const int step : {first, (first + i) / 2, i}) {
            if (!steps.contains(step))
                steps.append(step);
        }
        first = i + 1;
    }
    return steps;
}

} // namespace

/**
 * A disk that begins to fail at any step of a pin's way: an intent that isn't stored sends nothing,
 * an answer that isn't stored never leads to a second request without a look. Source: protocols.md
 * 1.A, 1.B, 1.H.
 */
class TestStorageFaults : public QObject
{
    Q_OBJECT

private slots:
    void eachStepMayFail_data();
    void eachStepMayFail();
    void anAnswerIsStoredOnceTheDiskTakesIt();
    void stoppingDoesNotWaitForADiskThatTakesNothing();
    void anUnreadableImageIsNotTriedAgainAtOnce_data();
    void anUnreadableImageIsNotTriedAgainAtOnce();
    void theOutcomeOfAHandOverIsStoredOnceTheDiskTakesIt_data();
    void theOutcomeOfAHandOverIsStoredOnceTheDiskTakesIt();
    void aHandOverWhoseOutcomeWasNeverStoredIsNotRepeated();

private:
    Publisher &publisher() { return m_plan->workspace->publisher(); }
    void begin(const QString &fault);
    /** A pin of tomorrow that is handed over now; the disk takes nothing once Pinterest has it. */
    void beginHandOver(const std::function<void(SandboxServer &)> &prepare);
    /** What reached the stand-in follows from what was stored before. */
    void watchRequests();
    /** All that was asked of the store has been answered. */
    void waitForStore();
    /** Time goes on until the pin is published; false: it is not. */
    bool finish();
    int sentAttempts();
    /** The disk's work on an undisturbed way. */
    QList<FailingDisk::Operation> undisturbed(const QString &fault);

    FailingDisk m_disk;
    std::unique_ptr<PlanFixture> m_plan;
    PinId m_pin;
    int m_looks = 0;
    QStringList m_blind;
};

void TestStorageFaults::begin(const QString &fault)
{
    m_disk.heal();
    m_plan = std::make_unique<PlanFixture>();
    m_pin = m_plan->scheduled(QStringLiteral("Soup"), 0);
    m_blind.clear();
    m_looks = 0;
    watchRequests();
    if (fault == QLatin1String("made"))
        m_plan->pinterest.dropNextAfterCommit("POST", pinsPath);
    else if (fault == QLatin1String("not made"))
        m_plan->pinterest.dropNextBeforeCommit("POST", pinsPath);
}

void TestStorageFaults::watchRequests()
{
    connect(&m_plan->pinterest, &SandboxServer::requestHandled, this,
            [this](const RecordedRequest &request) {
                if (request.method == "GET" && request.path.endsWith(QLatin1String("/pins")))
                    ++m_looks;
                if (request.method != "POST" || request.path != pinsPath)
                    return;
                const int requests = m_plan->pinterest.postCount();
                if (m_plan->pin(m_pin).status != PinStatus::Publishing || sentAttempts() < requests)
                    m_blind += QStringLiteral("request %1 was not stored").arg(requests);
                if (requests > 1 && m_looks < 2)
                    m_blind +=
                        QStringLiteral("request %1 after %2 looks").arg(requests).arg(m_looks);
                m_looks = 0;
            });
}

void TestStorageFaults::waitForStore()
{
    // It may fail as well: its turn comes after all the others'.
    await<int>([this](QObject *c, Done<int> done) {
        m_plan->workspace->store().pauses().goOn(m_plan->account.id, {}, c, std::move(done));
    });
}

bool TestStorageFaults::finish()
{
    for (int i = 0; i < mostRounds; ++i) {
        QSignalSpy idle(&publisher(), &Publisher::idle);
        publisher().wake();
        // An answer that could not be stored is tried again after ten seconds.
        if (!idle.wait(20'000))
            return false;
        waitForStore();
        if (m_plan->pin(m_pin).status == PinStatus::Published)
            return true;
        m_plan->clock.advance(61s);
    }
    return false;
}

int TestStorageFaults::sentAttempts()
{
    const QString name = QStringLiteral("attempts");
    int count = -1;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        db.setDatabaseName(m_plan->workspace->directory() + QStringLiteral("/pinweek.db"));
        db.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
        QSqlQuery query(db);
        if (db.open() &&
            query.exec(QStringLiteral("SELECT count(*) FROM attempt WHERE sent = 1")) &&
            query.next())
            count = query.value(0).toInt();
    }
    QSqlDatabase::removeDatabase(name);
    return count;
}

QList<FailingDisk::Operation> TestStorageFaults::undisturbed(const QString &fault)
{
    begin(fault);
    waitForStore();
    m_disk.record();
    publisher().start();
    return finish() ? m_disk.operations() : QList<FailingDisk::Operation>();
}

void TestStorageFaults::eachStepMayFail_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<int>("posts"); // however the disk fails
    QTest::newRow("answered") << QString() << 1;
    QTest::newRow("answer lost, made") << QStringLiteral("made") << 1;
    QTest::newRow("answer lost, not made") << QStringLiteral("not made") << 2;
}

void TestStorageFaults::eachStepMayFail()
{
    QFETCH(QString, fault);
    QFETCH(int, posts);
    const QList<int> steps = stepsOf(undisturbed(fault));
    QVERIFY(steps.size() >= 6); // two transactions at least: the intent, the answer
    for (const int step : steps) {
        const QByteArray where = "operation " + QByteArray::number(step);
        begin(fault);
        waitForStore();
        m_disk.failAfter(step);
        QSignalSpy idle(&publisher(), &Publisher::idle);
        publisher().start();
        for (int i = 0; i < mostRounds && m_disk.failures() == 0; ++i) {
            QVERIFY2(waitUntil([&] { return m_disk.failures() > 0 || !idle.isEmpty(); }),
                     where.constData());
            waitForStore();
            if (m_disk.failures() == 0) {
                idle.clear();
                m_plan->clock.advance(61s);
                publisher().wake();
            }
        }
        QVERIFY2(m_disk.failures() > 0, where.constData());
        waitForStore();
        // The program ends while nothing can be stored, and starts again when it can.
        m_plan->workspace.reset();
        m_disk.heal();
        m_plan->restart();
        publisher().start();
        QVERIFY2(finish(), where.constData());
        QVERIFY2(m_blind.isEmpty(), (where + ": " + m_blind.join(u';').toUtf8()).constData());
        QCOMPARE(m_plan->pinterest.pins().size(), 1);
        QCOMPARE(m_plan->pin(m_pin).remoteId, m_plan->pinterest.pins().first().id);
        QVERIFY2(m_plan->pinterest.postCount() == posts, where.constData());
    }
}

/** In the same program: the answer is kept until it can be stored. */
void TestStorageFaults::anAnswerIsStoredOnceTheDiskTakesIt()
{
    begin({});
    bool isAnswered = false;
    connect(&m_plan->pinterest, &SandboxServer::requestHandled, this,
            [this, &isAnswered](const RecordedRequest &request) {
                if (request.method == "POST" && request.path == pinsPath) {
                    isAnswered = true;
                    m_disk.failAfter(0);
                }
            });
    publisher().start();
    QTRY_VERIFY(isAnswered && m_disk.failures() > 0);
    waitForStore();
    QCOMPARE(m_plan->pin(m_pin).status, PinStatus::Publishing);
    m_disk.heal();
    QVERIFY(finish());
    QCOMPARE(m_plan->pinterest.postCount(), 1);
    QCOMPARE(m_plan->pin(m_pin).attempts, 1);
    QCOMPARE(sentAttempts(), 1);
    QVERIFY2(m_blind.isEmpty(), qPrintable(m_blind.join(u';')));
}

/** Who quits need not free the disk first: the next start looks for what was sent. */
void TestStorageFaults::stoppingDoesNotWaitForADiskThatTakesNothing()
{
    begin({});
    bool isAnswered = false;
    connect(&m_plan->pinterest, &SandboxServer::requestHandled, this,
            [this, &isAnswered](const RecordedRequest &request) {
                if (request.method == "POST" && request.path == pinsPath) {
                    isAnswered = true;
                    m_disk.failAfter(0);
                }
            });
    publisher().start();
    QTRY_VERIFY(isAnswered && m_disk.failures() > 0);
    waitForStore();
    QSignalSpy stopped(&publisher(), &Publisher::stopped);
    publisher().stop();
    QVERIFY(!stopped.isEmpty() || stopped.wait(30'000));
    QCOMPARE(m_plan->pin(m_pin).status, PinStatus::Publishing);
    m_disk.heal();
    publisher().start();
    QVERIFY(finish());
    QCOMPARE(m_plan->pinterest.postCount(), 1);
    QCOMPARE(m_plan->pinterest.pins().size(), 1);
    QCOMPARE(m_plan->pin(m_pin).remoteId, m_plan->pinterest.pins().first().id);
}

void TestStorageFaults::anUnreadableImageIsNotTriedAgainAtOnce_data()
{
    QTest::addColumn<bool>("isGone");
    QTest::newRow("deleted") << true;
    QTest::newRow("damaged") << false;
}

/** That the pin can't be sent can't be stored either: it must not be made again and again. */
void TestStorageFaults::anUnreadableImageIsNotTriedAgainAtOnce()
{
    QFETCH(bool, isGone);
    m_disk.heal();
    m_plan = std::make_unique<PlanFixture>();
    m_pin = m_plan->scheduled(QStringLiteral("Soup"), 60);
    QSignalSpy idle(&publisher(), &Publisher::idle);
    publisher().start();
    QVERIFY(idle.wait());
    waitForStore();
    QDirIterator images(m_plan->workspace->directory() + QStringLiteral("/media"), QDir::Files,
                        QDirIterator::Subdirectories);
    QVERIFY(images.hasNext());
    QFile image(images.next());
    if (isGone)
        QVERIFY(image.remove());
    else
        QVERIFY(image.open(QIODevice::ReadWrite) && image.write("not a picture") > 0);
    image.close();

    m_disk.failAfter(0);
    m_plan->clock.advance(40s); // it is to be made ready now
    publisher().wake();
    QTRY_VERIFY(m_disk.failures() > 0);
    waitForStore();
    const int failures = m_disk.failures();
    QElapsedTimer pause;
    pause.start();
    QTRY_VERIFY_WITH_TIMEOUT(m_disk.failures() > failures, 30'000);
    QVERIFY2(pause.elapsed() > 5000, qPrintable(QString::number(pause.elapsed())));
    QCOMPARE(m_plan->pin(m_pin).status, PinStatus::Scheduled);

    m_disk.heal();
    QTRY_COMPARE_WITH_TIMEOUT(m_plan->pin(m_pin).status, PinStatus::Blocked, 30'000);
    QCOMPARE(m_plan->pin(m_pin).lastError->kind, ErrorKind::Media);
    QCOMPARE(m_plan->pinterest.postCount(), 0);
}

void TestStorageFaults::beginHandOver(const std::function<void(SandboxServer &)> &prepare)
{
    m_disk.heal();
    m_plan = std::make_unique<PlanFixture>();
    m_pin = m_plan->scheduled(QStringLiteral("Soup"), 86400);
    must(await<void>([this](QObject *c, Done<void> done) {
        m_plan->workspace->store().accounts().setDelivery(
            m_plan->account.id, DeliveryMode::HandOver, c, std::move(done));
    }));
    m_plan->pinterest.setPublishDates(sandbox::PublishDates::Honoured);
    prepare(m_plan->pinterest);
    connect(&m_plan->pinterest, &SandboxServer::requestHandled, this,
            [this](const RecordedRequest &request) {
                if (request.method == "POST" && request.path == pinsPath &&
                    m_plan->pinterest.postCount() == 1)
                    m_disk.failAfter(0);
            });
    publisher().start();
    QTRY_VERIFY(m_plan->pinterest.postCount() == 1 && m_disk.failures() > 0);
    waitForStore();
    // A disk like that may give nothing to read either.
    const Result<Pin> pin = m_plan->workspace->store().pins().pin(m_pin);
    QVERIFY(!pin || pin->status == PinStatus::Publishing);
}

void TestStorageFaults::theOutcomeOfAHandOverIsStoredOnceTheDiskTakesIt_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<PinStatus>("status");
    QTest::newRow("taken") << QString() << PinStatus::HandedOver;
    QTest::newRow("refused") << QStringLiteral("refused") << PinStatus::Failed;
    QTest::newRow("lost") << QStringLiteral("lost") << PinStatus::Blocked;
}

/** Neither lost nor doubled: one request, and what it came to. */
void TestStorageFaults::theOutcomeOfAHandOverIsStoredOnceTheDiskTakesIt()
{
    QFETCH(QString, answer);
    QFETCH(PinStatus, status);
    beginHandOver([&answer](SandboxServer &pinterest) {
        if (answer == QLatin1String("refused"))
            pinterest.answerNextWith("POST", pinsPath, 400);
        else if (answer == QLatin1String("lost"))
            pinterest.dropNextAfterCommit("POST", pinsPath);
    });
    m_disk.heal();
    QTRY_COMPARE_WITH_TIMEOUT(m_plan->pin(m_pin).status, status, 30'000);
    QCOMPARE(m_plan->pin(m_pin).attempts, 1);
    QCOMPARE(sentAttempts(), 1);
    QCOMPARE(m_plan->pinterest.postCount(), 1);
    if (status == PinStatus::HandedOver)
        QCOMPARE(m_plan->pin(m_pin).remoteId, m_plan->pinterest.pins().first().id);
    // At its time only what was refused is sent from here.
    const int posts = status == PinStatus::Failed ? 2 : 1;
    m_plan->clock.advance(25h);
    publisher().wake();
    QTRY_COMPARE(m_plan->pinterest.postCount(), posts);
    QSignalSpy idle(&publisher(), &Publisher::idle);
    publisher().wake();
    QVERIFY(idle.wait());
    waitForStore();
    QCOMPARE(m_plan->pinterest.postCount(), posts);
    QCOMPARE(m_plan->pinterest.pins().size(), 1);
}

/** The program ends before the disk takes anything: a person looks, and nothing is sent again. */
void TestStorageFaults::aHandOverWhoseOutcomeWasNeverStoredIsNotRepeated()
{
    beginHandOver([](SandboxServer &) {});
    m_plan->workspace.reset();
    m_disk.heal();
    m_plan->restart();
    publisher().start();
    QTRY_COMPARE(m_plan->pin(m_pin).status, PinStatus::Blocked);
    m_plan->clock.advance(25h);
    QSignalSpy idle(&publisher(), &Publisher::idle);
    publisher().wake();
    QVERIFY(idle.wait());
    waitForStore();
    QCOMPARE(m_plan->pin(m_pin).status, PinStatus::Blocked);
    QCOMPARE(m_plan->pinterest.postCount(), 1);
}

QTEST_GUILESS_MAIN(TestStorageFaults)
#include "tst_storagefaults.moc"
