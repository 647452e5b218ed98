// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/storetest.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

/** Undo and redo as steps in the database (protocols.md 3.5). */
class TestStoreUndo : public StoreTest
{
    Q_OBJECT

private slots:
    void nothingToUndoIsNotFound();
    void undoneAdditionsAreGoneAndRedoneOnesBackWithTheirId();
    void anEditIsUndoneAndRedoneOverAndOver();
    void stepsSurviveARestart();
    void typingJoinsIntoOneStep();
    void typingJoinsTheAdditionOfItsPin();
    void typingDoesNotJoinAfterAPauseOrOnAnotherPin();
    void aNewStepDropsWhatCouldBeRedone();
    void aPinThatMovedOnIsSkippedAndSaidSo();
    void aPublishedPinIsSkipped();
    void whatWasScheduledInThePastComesBackAsDraft();
    void aBlockedPinIsBlockedAgainAfterUndo();
    void aRemovedBoardIsNotBroughtBack();
    void onlySoManyStepsAreKept();
    void aRandomWalkIsUndoneAndRedoneExactly_data();
    void aRandomWalkIsUndoneAndRedoneExactly();

private:
    Result<StepOutcome> setTitle(PinId id, const QString &title, const QString &joinKey = {})
    {
        PinChange change = m_space->change(id);
        change.content.title = title;
        return m_space->apply({QStringLiteral("Edit ") + title, {change}, joinKey});
    }
    Result<StepOutcome> remove(PinId id)
    {
        PinChange change = m_space->change(id);
        change.removed = true;
        return m_space->apply({QStringLiteral("Delete"), {change}, {}});
    }
    [[nodiscard]] UndoState state() const { return *m_space->store().undo().state(); }
    [[nodiscard]] QString title(PinId id) const { return m_space->pin(id).content.title; }
    [[nodiscard]] QStringList rows(bool withRemovedOnes) const;
};

/** Every pin's row as text, but for revision and updated_at. */
QStringList TestStoreUndo::rows(bool withRemovedOnes) const
{
    QStringList result;
    {
        QSqlDatabase db =
            QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("rows"));
        db.setDatabaseName(m_space->path() + QStringLiteral("/pinweek.db"));
        if (!db.open())
            return {QStringLiteral("not open")};
        QSqlQuery query(db);
        query.exec(
            QStringLiteral("SELECT * FROM pin%1 ORDER BY id")
                .arg(withRemovedOnes ? QString() : QStringLiteral(" WHERE removed_at IS NULL")));
        while (query.next()) {
            QStringList row;
            for (int i = 0; i < query.record().count(); ++i) {
                const QString name = query.record().fieldName(i);
                if (name != QLatin1String("revision") && name != QLatin1String("updated_at"))
                    row += name + QLatin1Char('=') + query.value(i).toString();
            }
            result += row.join(QLatin1Char('|'));
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("rows"));
    return result;
}

void TestStoreUndo::nothingToUndoIsNotFound()
{
    QCOMPARE(m_space->undo().error().kind, ErrorKind::NotFound);
    QCOMPARE(m_space->redo().error().kind, ErrorKind::NotFound);
    QVERIFY(state().undoName.isEmpty() && state().redoName.isEmpty());
}

void TestStoreUndo::undoneAdditionsAreGoneAndRedoneOnesBackWithTheirId()
{
    const PinId id = m_space->draftPin(m_now + 1h);
    const Pin before = m_space->pin(id);
    QCOMPARE(state().undoName, QStringLiteral("Add pin"));
    QSignalSpy changes(&m_space->store(), &Store::changed);
    const Result<UndoOutcome> undone = m_space->undo();
    QVERIFY(undone);
    QCOMPARE(undone->name, QStringLiteral("Add pin"));
    QCOMPARE(undone->changed, QList<PinId>{id});
    QVERIFY(undone->skipped.isEmpty());
    QCOMPARE(m_space->pins().pin(id).error().kind, ErrorKind::NotFound);
    QCOMPARE(state().redoName, QStringLiteral("Add pin"));
    QCOMPARE(changes.size(), 1);
    QVERIFY(changes.constFirst().constFirst().value<ChangeSet>().undo);
    QVERIFY(m_space->redo());
    QCOMPARE(m_space->pin(id).content, before.content);
    QVERIFY(m_space->pin(id).revision > before.revision);
}

void TestStoreUndo::anEditIsUndoneAndRedoneOverAndOver()
{
    const PinId id = m_space->draftPin();
    QVERIFY(setTitle(id, QStringLiteral("one")));
    QVERIFY(setTitle(id, QStringLiteral("two")));
    for (int round = 0; round < 3; ++round) {
        QVERIFY(m_space->undo()->skipped.isEmpty());
        QCOMPARE(title(id), QStringLiteral("one"));
        QVERIFY(m_space->undo()->skipped.isEmpty());
        QCOMPARE(title(id), QString());
        QVERIFY(m_space->undo()->skipped.isEmpty());
        QVERIFY(!m_space->pins().pin(id));
        QVERIFY(m_space->redo()->skipped.isEmpty());
        QCOMPARE(title(id), QString());
        QVERIFY(m_space->redo()->skipped.isEmpty());
        QCOMPARE(title(id), QStringLiteral("one"));
        QVERIFY(m_space->undo()->skipped.isEmpty());
        QVERIFY(m_space->redo()->skipped.isEmpty());
        QVERIFY(m_space->redo()->skipped.isEmpty());
        QCOMPARE(title(id), QStringLiteral("two"));
    }
    QVERIFY(state().redoName.isEmpty());
}

void TestStoreUndo::stepsSurviveARestart()
{
    const PinId id = m_space->draftPin();
    QVERIFY(setTitle(id, QStringLiteral("one")));
    m_space->reopen();
    QCOMPARE(state().undoName, QStringLiteral("Edit one"));
    QVERIFY(m_space->undo());
    m_space->reopen();
    QCOMPARE(title(id), QString());
    QVERIFY(m_space->redo());
    QCOMPARE(title(id), QStringLiteral("one"));
}

void TestStoreUndo::typingJoinsIntoOneStep()
{
    const PinId id = m_space->draftPin();
    for (const char *text : {"L", "Le", "Lem", "Lemon"}) {
        QVERIFY(setTitle(id, QString::fromLatin1(text), QStringLiteral("title")));
        m_space->clock.advance(4s);
    }
    QVERIFY(m_space->undo());
    QCOMPARE(title(id), QString());
    QCOMPARE(state().undoName, QStringLiteral("Add pin"));
    QVERIFY(m_space->redo());
    QCOMPARE(title(id), QStringLiteral("Lemon"));
}

void TestStoreUndo::typingJoinsTheAdditionOfItsPin()
{
    PinChange change;
    change.content.account = m_space->plan();
    change.content.title = QStringLiteral("L");
    const PinId id =
        m_space->apply({QStringLiteral("Add"), {change}, QStringLiteral("new")})->pins.constFirst();
    QVERIFY(setTitle(id, QStringLiteral("Lemon"), QStringLiteral("new")));
    QVERIFY(m_space->undo());
    QVERIFY(!m_space->pins().pin(id));
    QVERIFY(m_space->redo());
    QCOMPARE(title(id), QStringLiteral("Lemon"));
}

void TestStoreUndo::typingDoesNotJoinAfterAPauseOrOnAnotherPin()
{
    const PinId id = m_space->draftPin();
    const PinId other = m_space->draftPin();
    QVERIFY(setTitle(id, QStringLiteral("one"), QStringLiteral("title")));
    m_space->clock.advance(6s);
    QVERIFY(setTitle(id, QStringLiteral("two"), QStringLiteral("title")));
    QVERIFY(setTitle(other, QStringLiteral("other"), QStringLiteral("title")));
    QVERIFY(setTitle(id, QStringLiteral("three"), QStringLiteral("title")));
    QVERIFY(m_space->undo());
    QCOMPARE(title(id), QStringLiteral("two"));
    QVERIFY(m_space->undo());
    QCOMPARE(title(other), QString());
    QVERIFY(m_space->undo());
    QCOMPARE(title(id), QStringLiteral("one"));
    // What was undone is no step to type on.
    QVERIFY(m_space->redo());
    QVERIFY(setTitle(id, QStringLiteral("four"), QStringLiteral("title")));
    QVERIFY(m_space->undo());
    QCOMPARE(title(id), QStringLiteral("two"));
}

void TestStoreUndo::aNewStepDropsWhatCouldBeRedone()
{
    const PinId id = m_space->draftPin();
    QVERIFY(setTitle(id, QStringLiteral("one")));
    QVERIFY(m_space->undo());
    QVERIFY(setTitle(id, QStringLiteral("two")));
    QVERIFY(state().redoName.isEmpty());
    QCOMPARE(m_space->redo().error().kind, ErrorKind::NotFound);
    QVERIFY(m_space->undo());
    QCOMPARE(title(id), QString());
}

void TestStoreUndo::aPinThatMovedOnIsSkippedAndSaidSo()
{
    const PinId moved = m_space->scheduledPin(m_now + 1h);
    const PinId still = m_space->scheduledPin(m_now + 1h);
    QList<PinChange> changes{m_space->change(moved), m_space->change(still)};
    for (PinChange &change : changes)
        change.content.title = QStringLiteral("both");
    QVERIFY(m_space->apply({QStringLiteral("Edit both"), changes, {}}));
    const PinError offline{ErrorKind::Offline, QStringLiteral("no network"), 0, 0};
    const qint64 revision = m_space->pin(moved).revision;
    QVERIFY(await<void>([&](QObject *context, auto done) {
        m_space->pins().postpone(moved, revision, offline, m_now + 2h, context, done);
    }));
    const Result<UndoOutcome> undone = m_space->undo();
    QVERIFY(undone);
    QCOMPARE(undone->changed, QList<PinId>{still});
    QCOMPARE(undone->skipped.size(), 1);
    QCOMPARE(undone->skipped.constFirst().id, moved);
    QCOMPARE(title(moved), QStringLiteral("both"));
    const Result<UndoOutcome> redone = m_space->redo();
    QCOMPARE(redone->changed, QList<PinId>{still});
    QVERIFY(redone->skipped.isEmpty());
}

void TestStoreUndo::aPublishedPinIsSkipped()
{
    const PinId id = m_space->scheduledPin(m_now);
    QVERIFY(setTitle(id, QStringLiteral("last word")));
    const AttemptId attempt = *m_space->claim(id);
    const Result<UndoOutcome> sending = m_space->undo();
    QCOMPARE(sending->skipped.size(), 1);
    QCOMPARE(sending->skipped.constFirst().status, PinStatus::Publishing);
    QVERIFY(await<void>([&](QObject *context, auto done) {
        m_space->pins().markPublished(attempt, {QStringLiteral("42"), {}, {}}, context, done);
    }));
    const Result<UndoOutcome> undone = m_space->undo();
    QVERIFY(undone->changed.isEmpty());
    QCOMPARE(undone->skipped.constFirst().status, PinStatus::Published);
    QCOMPARE(title(id), QStringLiteral("last word"));
    QVERIFY(state().redoName.isEmpty());
}

void TestStoreUndo::whatWasScheduledInThePastComesBackAsDraft()
{
    const PinId id = m_space->scheduledPin(m_now + 1h);
    QVERIFY(remove(id));
    m_space->clock.advance(2h);
    QVERIFY(m_space->undo());
    QCOMPARE(m_space->pin(id).status, PinStatus::Draft);
    QCOMPARE(m_space->pin(id).dueAt, std::optional<UtcTime>(m_now + 1h));
    QVERIFY(!*m_space->pins().nextSendTime());
}

void TestStoreUndo::aBlockedPinIsBlockedAgainAfterUndo()
{
    const PinId id = m_space->scheduledPin(m_now + 1h);
    const PinError error{ErrorKind::Media, QStringLiteral("The image is gone."), 0, 0};
    QVERIFY(await<void>([&](QObject *context, auto done) {
        m_space->pins().blockUnsent(id, 1, error, context, done);
    }));
    for (const PinStatus status : {PinStatus::Draft, PinStatus::Scheduled}) {
        PinChange change = m_space->change(id);
        change.status = status;
        QVERIFY(m_space->apply({QStringLiteral("Mend"), {change}, {}}));
        QVERIFY(!m_space->pin(id).lastError);
        QVERIFY(m_space->undo());
        QCOMPARE(m_space->pin(id).status, PinStatus::Blocked);
        QCOMPARE(m_space->pin(id).lastError, std::optional(error));
        QVERIFY(m_space->redo());
        QCOMPARE(m_space->pin(id).status, status);
        QVERIFY(m_space->undo());
    }
}

void TestStoreUndo::aRemovedBoardIsNotBroughtBack()
{
    const PinId id = m_space->scheduledPin(m_now + 1h);
    const BoardId board = m_space->pin(id).content.board;
    PinChange change = m_space->change(id);
    change.content.board = {};
    change.status = PinStatus::Draft;
    QVERIFY(m_space->apply({QStringLiteral("No board"), {change}, {}}));
    QVERIFY(await<void>([&](QObject *context, auto done) {
        m_space->store().boards().remove(board, context, done);
    }));
    QVERIFY(m_space->undo()->skipped.isEmpty());
    QVERIFY(!m_space->pin(id).content.board.isValid());
    QCOMPARE(m_space->pin(id).status, PinStatus::Draft);
}

void TestStoreUndo::onlySoManyStepsAreKept()
{
    const PinId id = m_space->draftPin();
    for (int i = 0; i < 510; ++i)
        QVERIFY(setTitle(id, QString::number(i)));
    int undone = 0;
    while (m_space->undo())
        ++undone;
    QCOMPARE(undone, 500);
    QCOMPARE(title(id), QStringLiteral("9"));
}

void TestStoreUndo::aRandomWalkIsUndoneAndRedoneExactly_data()
{
    QTest::addColumn<quint32>("seed");
    for (const quint32 seed : {2U, 20261117U})
        QTest::addRow("seed %u", seed) << seed;
}

void TestStoreUndo::aRandomWalkIsUndoneAndRedoneExactly()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    const AccountId account = m_space->addAccount();
    const QList<BoardId> boards{{},
                                m_space->addBoard(account, QStringLiteral("A")),
                                m_space->addBoard(account, QStringLiteral("B"))};
    const QList<MediaId> media{{}, m_space->addMedia(1), m_space->addMedia(2)};
    QList<PinId> known;
    for (int i = 0; i < 4; ++i)
        known += m_space->addPin(m_space->content(account, boards.at(1), media.at(1),
                                                  m_now + std::chrono::hours(i + 1)));
    while (!state().undoName.isEmpty()) // what was there at first can't be undone
        QVERIFY(m_space->undo());
    for (int i = 0; i < 4; ++i)
        QVERIFY(m_space->redo());
    const QStringList initial = rows(false);

    const auto mutate = [&](PinContent content) {
        content.account = account;
        content.title = QString::number(random.bounded(1000));
        content.board = boards.at(random.bounded(3));
        content.media = media.at(random.bounded(3));
        content.planned.reset();
        if (random.bounded(3) > 0)
            content.planned = WallTime::fromUtc(
                m_now + std::chrono::minutes(1 + random.bounded(100000)), "Europe/Berlin");
        content.locked = random.bounded(2) == 1;
        return content;
    };
    int steps = 0;
    while (steps < 200) {
        PinStep step{QStringLiteral("step %1").arg(steps), {}, {}};
        QList<PinId> pool = known;
        const int size = 1 + int(random.bounded(3));
        for (int i = 0; i < size; ++i) {
            PinChange change;
            const bool isNew = pool.isEmpty() || random.bounded(5) == 0;
            if (!isNew) {
                const PinId id = pool.takeAt(random.bounded(int(pool.size())));
                const Result<Pin> pin = m_space->pins().pin(id);
                if (!pin)
                    continue;
                change = m_space->change(id);
                change.removed = random.bounded(6) == 0;
            }
            if (!change.removed) {
                change.content = mutate(change.content);
                change.status = change.content.planned && random.bounded(2) ? PinStatus::Scheduled
                                                                            : PinStatus::Draft;
            }
            step.changes += change;
        }
        if (step.changes.isEmpty())
            continue;
        const Result<StepOutcome> outcome = m_space->apply(step);
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));
        for (PinId id : outcome->pins) {
            if (!known.contains(id))
                known += id;
        }
        ++steps;
        // Now and then a little back and forth on the way.
        for (int i = int(random.bounded(8)) - 5; i > 0; --i) {
            QVERIFY(m_space->undo()->skipped.isEmpty());
            QVERIFY(m_space->redo()->skipped.isEmpty());
        }
    }
    const QStringList final = rows(true);
    for (int i = 0; i < steps; ++i) {
        const Result<UndoOutcome> undone = m_space->undo();
        QVERIFY(undone && undone->skipped.isEmpty());
    }
    QCOMPARE(rows(false), initial);
    for (int i = 0; i < steps; ++i) {
        const Result<UndoOutcome> redone = m_space->redo();
        QVERIFY(redone && redone->skipped.isEmpty());
    }
    QCOMPARE(rows(true), final);
}

QTEST_GUILESS_MAIN(TestStoreUndo)
#include "tst_storeundo.moc"
