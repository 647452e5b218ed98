// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/storetest.h"

#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

namespace {

QList<PinId> idsOf(const Result<QList<Pin>> &pins)
{
    QList<PinId> ids;
    for (const Pin &pin : *pins)
        ids += pin.id;
    return ids;
}

const PinError serverError{ErrorKind::Server, QStringLiteral("The server is tired."), 503, 12};

} // namespace

/** Pins: the user's steps, what views read, and the publisher's durable steps. */
class TestStorePins : public StoreTest
{
    Q_OBJECT

private slots:
    void aPinComesBackAsItWasStored();
    void aNewPinsMomentFollowsFromItsWallTime();
    void aStepOnAnOldRevisionIsAConflictAndChangesNothing();
    void aStepIsStoredWholeOrNotAtAll();
    void aStepThatChangesNothingLeavesTheRevision();
    void scheduledNeedsATime();
    void contentMustFitTogether();
    void publishedAndSendingPinsAreNotEdited();
    void removedPinsLeaveEveryList();
    void aRemovedPublishedPinCanBeBroughtBack();

    void dueGivesARangeInOrderPageByPage();
    void filtersNarrowDown();
    void unscheduledAreDraftsWithoutATimeNewestFirst();
    void needingYouAreBlockedUnconfirmedAndMissed();
    void theNextSendTimeIsTheLeastOfDueAndRetry();
    void pinsOfTheLocalPlanAreNeverSent();
    void toSendIsWhatIsDueInOrder();
    void toSendGivesEachAccountItsShareHoweverManyWait();
    void upcomingAreScheduledAndRetrying();
    void countsAreByStatusInTheRange();
    void listFindsByStatusTimeAndText();
    void textWithWildcardsIsTakenLiterally();
    void recentlyDeletedPinsAreListedTheLastOneFirst();
    void removedPinsAreDeletedForGoodWhenNothingNeedsThem();
    void pinsKeepTheOrderAskedForAndSkipMissing();

    void aClaimStoresTheAttemptBeforeAnythingIsSent();
    void aClaimNeedsTheRevisionAndStatusThatWereSeen();
    void twinsAreSentOneAfterTheOther();
    void publishedPinsKeepPinterestsId();
    void oneRemotePinIsAdoptedOnce();
    void aFailedPinKeepsItsDueTimeAndIsTriedAgain();
    void anUnconfirmedPinIsNotSentAgain();
    void aBlockedPinWaitsForAPerson();
    void postponingUsesNoAttemptUp();
    void unsentPinsCanBeBlocked();
    void sweepTurnsInterruptedIntoUnconfirmed();
    void aPersonsWordSettlesAnUnconfirmedPin();
    void everyTransitionIsInTheHistory();
    void insertedPublishedPinsAreThere();

private:
    template<typename Call>
    Result<void> run(Call call)
    {
        return await<void>(call);
    }
    Result<void> published(AttemptId attempt, const QString &remoteId)
    {
        return run([&](QObject *context, auto done) {
            m_space->pins().markPublished(attempt, {remoteId, m_now, QStringLiteral("201")},
                                          context, done);
        });
    }
};

void TestStorePins::aPinComesBackAsItWasStored()
{
    const AccountId account = m_space->addAccount();
    const BoardId board = m_space->addBoard(account, QStringLiteral("Recipes"));
    PinContent content = m_space->content(account, board, m_space->addMedia(), m_now + 1h);
    content.section = m_space->addSection(board, QStringLiteral("Cakes"));
    content.title = QStringLiteral("Zitronenkuchen 🍋 \"süß\"");
    content.description = QStringLiteral("line one\nline two");
    content.note = QStringLiteral("private");
    content.locked = true;
    content.planned =
        WallTime{QDate(2026, 10, 25), QTime(2, 30), "Europe/Berlin", RepeatedHour::Second};
    const PinId id = m_space->addPin(content, PinStatus::Scheduled);

    m_space->reopen();
    const Pin pin = m_space->pin(id);
    QCOMPARE(pin.content, content);
    QCOMPARE(pin.status, PinStatus::Scheduled);
    QCOMPARE(pin.revision, 1);
    QCOMPARE(pin.dueAt, std::optional(content.planned->resolve().utc));
    QCOMPARE(pin.createdAt, m_now);
    QCOMPARE(pin.attempts, 0);
    QVERIFY(!pin.lastError && !pin.nextAttemptAt && !pin.publishedAt && pin.remoteId.isEmpty());
}

void TestStorePins::aNewPinsMomentFollowsFromItsWallTime()
{
    PinContent content;
    content.account = m_space->plan();
    content.planned = WallTime{QDate(2026, 7, 1), QTime(9, 0), "Europe/Berlin"};
    const PinId id = m_space->addPin(content);
    QCOMPARE(toIso(*m_space->pin(id).dueAt), QStringLiteral("2026-07-01T07:00:00Z"));

    PinChange change = m_space->change(id);
    change.content.planned.reset();
    QVERIFY(m_space->apply({QStringLiteral("Unschedule"), {change}, {}}));
    QVERIFY(!m_space->pin(id).dueAt);
}

void TestStorePins::aStepOnAnOldRevisionIsAConflictAndChangesNothing()
{
    const PinId id = m_space->draftPin();
    PinChange mine = m_space->change(id);
    PinChange theirs = mine;
    theirs.content.title = QStringLiteral("theirs");
    QVERIFY(m_space->apply({QStringLiteral("Edit"), {theirs}, {}}));
    mine.content.title = QStringLiteral("mine");
    const Result<StepOutcome> late = m_space->apply({QStringLiteral("Edit"), {mine}, {}});
    QVERIFY(!late);
    QCOMPARE(late.error().kind, ErrorKind::Conflict);
    QCOMPARE(m_space->pin(id).content.title, QStringLiteral("theirs"));
}

void TestStorePins::aStepIsStoredWholeOrNotAtAll()
{
    const PinId first = m_space->draftPin();
    const PinId second = m_space->draftPin();
    PinChange good = m_space->change(first);
    good.content.title = QStringLiteral("changed");
    PinChange bad = m_space->change(second);
    bad.expectedRevision += 1;
    PinChange added;
    added.content.account = m_space->plan();
    QSignalSpy changes(&m_space->store(), &Store::changed);
    QVERIFY(!m_space->apply({QStringLiteral("Edit"), {good, added, bad}, {}}));
    QVERIFY(m_space->pin(first).content.title.isEmpty());
    QCOMPARE(*m_space->pins().unscheduledCount({}), 2);
    QCOMPARE(changes.size(), 0);
}

void TestStorePins::aStepThatChangesNothingLeavesTheRevision()
{
    const PinId id = m_space->draftPin();
    const UndoState before = *m_space->store().undo().state();
    const Result<StepOutcome> outcome =
        m_space->apply({QStringLiteral("Nothing"), {m_space->change(id)}, {}});
    QVERIFY(outcome);
    QCOMPARE(outcome->pins, QList<PinId>{id});
    QCOMPARE(m_space->pin(id).revision, 1);
    QCOMPARE(m_space->store().undo().state()->undoName, before.undoName);
}

void TestStorePins::scheduledNeedsATime()
{
    PinChange change;
    change.content.account = m_space->plan();
    change.status = PinStatus::Scheduled;
    const Result<StepOutcome> outcome = m_space->apply({QStringLiteral("Add"), {change}, {}});
    QCOMPARE(outcome.error().kind, ErrorKind::Rejected);
}

void TestStorePins::contentMustFitTogether()
{
    const AccountId anna = m_space->addAccount(QStringLiteral("anna"));
    const AccountId bob = m_space->addAccount(QStringLiteral("bob"));
    const BoardId board = m_space->addBoard(anna, QStringLiteral("Recipes"));
    const BoardId other = m_space->addBoard(anna, QStringLiteral("Garden"));
    const SectionId section = m_space->addSection(board, QStringLiteral("Cakes"));
    const auto kindOf = [&](PinContent content) {
        PinChange change;
        change.content = content;
        const auto outcome = m_space->apply({QStringLiteral("Add"), {change}, {}});
        return outcome ? QString() : errorKindName(outcome.error().kind);
    };
    PinContent content;
    QCOMPARE(kindOf(content), QStringLiteral("rejected")); // no account
    content.account = bob;
    QCOMPARE(kindOf(content), QString());
    content.board = board;
    QCOMPARE(kindOf(content), QStringLiteral("rejected")); // anna's board
    content.account = anna;
    content.section = section;
    QCOMPARE(kindOf(content), QString());
    content.board = other;
    QCOMPARE(kindOf(content), QStringLiteral("rejected")); // another board's section
    content.board = {};
    QCOMPARE(kindOf(content), QStringLiteral("rejected"));
    content.section = {};
    content.media = MediaId{77};
    QCOMPARE(kindOf(content), QStringLiteral("rejected"));
}

void TestStorePins::publishedAndSendingPinsAreNotEdited()
{
    const PinId id = m_space->scheduledPin(m_now);
    const AttemptId attempt = *m_space->claim(id);
    const auto editKind = [&] {
        PinChange change = m_space->change(id);
        change.content.title = QStringLiteral("too late");
        return m_space->apply({QStringLiteral("Edit"), {change}, {}}).error().kind;
    };
    const auto removal = [&] {
        PinChange change = m_space->change(id);
        change.removed = true;
        return m_space->apply({QStringLiteral("Delete"), {change}, {}});
    };
    QCOMPARE(editKind(), ErrorKind::Conflict);
    QCOMPARE(removal().error().kind, ErrorKind::Conflict);
    QVERIFY(published(attempt, QStringLiteral("42")));
    QCOMPARE(editKind(), ErrorKind::Conflict);
    QVERIFY(removal());
}

void TestStorePins::removedPinsLeaveEveryList()
{
    const PinId id = m_space->scheduledPin(m_now);
    PinChange change = m_space->change(id);
    change.removed = true;
    QVERIFY(m_space->apply({QStringLiteral("Delete"), {change}, {}}));
    QCOMPARE(m_space->pins().pin(id).error().kind, ErrorKind::NotFound);
    QVERIFY(m_space->pins().pins({id})->isEmpty());
    QVERIFY(m_space->pins().due({}, m_now - 1h, m_now + 1h)->isEmpty());
    QVERIFY(m_space->pins().toSend(m_now)->isEmpty());
    QVERIFY(!*m_space->pins().nextSendTime());
    QVERIFY(m_space->pins().list({}, {}, {}, {}, {}, 10, 0)->isEmpty());
    QCOMPARE(m_space->pins().counts({}, m_now - 1h, m_now + 1h)->scheduled, 0);
}

void TestStorePins::aRemovedPublishedPinCanBeBroughtBack()
{
    const PinId id = m_space->scheduledPin(m_now);
    QVERIFY(published(*m_space->claim(id), QStringLiteral("42")));
    PinChange change = m_space->change(id);
    change.removed = true;
    QVERIFY(m_space->apply({QStringLiteral("Remove from calendar"), {change}, {}}));
    const Result<UndoOutcome> undone = m_space->undo();
    QVERIFY(undone);
    QCOMPARE(undone->changed, QList<PinId>{id});
    QCOMPARE(m_space->pin(id).status, PinStatus::Published);
    QCOMPARE(m_space->pin(id).remoteId, QStringLiteral("42"));
}

void TestStorePins::dueGivesARangeInOrderPageByPage()
{
    const PinId c = m_space->scheduledPin(m_now + 3h);
    const PinId a = m_space->scheduledPin(m_now + 1h);
    const PinId b = m_space->draftPin(m_now + 1h); // same moment: by id
    const PinId end = m_space->scheduledPin(m_now + 5h);
    m_space->draftPin();
    const PinStore &pins = m_space->pins();
    QCOMPARE(idsOf(pins.due({}, m_now + 1h, m_now + 5h)), (QList<PinId>{a, b, c}));
    QCOMPARE(idsOf(pins.due({}, m_now + 1h, m_now + 5h, 1)), QList<PinId>{a});
    QCOMPARE(idsOf(pins.due({}, m_now + 1h, m_now + 6h, 1, m_space->pin(a))), QList<PinId>{b});
    QCOMPARE(idsOf(pins.due({}, m_now + 1h, m_now + 6h, 10, m_space->pin(b))),
             (QList<PinId>{c, end}));
}

void TestStorePins::filtersNarrowDown()
{
    const AccountId anna = m_space->addAccount(QStringLiteral("anna"));
    const AccountId bob = m_space->addAccount(QStringLiteral("bob"));
    const BoardId cakes = m_space->addBoard(anna, QStringLiteral("Cakes"));
    const BoardId soups = m_space->addBoard(anna, QStringLiteral("Soups"));
    const SectionId lemon = m_space->addSection(cakes, QStringLiteral("Lemon"));
    PinContent content = m_space->content(anna, cakes, {}, m_now + 1h);
    content.section = lemon;
    const PinId inSection = m_space->addPin(content);
    const PinId onBoard = m_space->addPin(m_space->content(anna, cakes, {}, m_now + 2h));
    const PinId onOther = m_space->addPin(m_space->content(anna, soups, {}, m_now + 3h));
    const PinId ofBob = m_space->addPin(m_space->content(bob, {}, {}, m_now + 4h));
    const auto due = [&](const PinFilter &filter) {
        return idsOf(m_space->pins().due(filter, m_now, m_now + 9h));
    };
    QCOMPARE(due({}), (QList<PinId>{inSection, onBoard, onOther, ofBob}));
    QCOMPARE(due({anna, {}, {}}), (QList<PinId>{inSection, onBoard, onOther}));
    QCOMPARE(due({{}, cakes, {}}), (QList<PinId>{inSection, onBoard}));
    QCOMPARE(due({anna, cakes, lemon}), QList<PinId>{inSection});
    QCOMPARE(due({bob, cakes, {}}), QList<PinId>{});
    QCOMPARE(m_space->pins().counts({anna, {}, {}}, m_now, m_now + 9h)->drafts, 3);
}

void TestStorePins::unscheduledAreDraftsWithoutATimeNewestFirst()
{
    const PinId a = m_space->draftPin();
    m_space->draftPin(m_now + 1h);
    const PinId b = m_space->draftPin();
    const PinStore &pins = m_space->pins();
    QCOMPARE(idsOf(pins.unscheduled({})), (QList<PinId>{b, a}));
    QCOMPARE(idsOf(pins.unscheduled({}, 1, 1)), QList<PinId>{a});
    QCOMPARE(*pins.unscheduledCount({}), 2);
    QCOMPARE(*pins.unscheduledCount({m_space->plan(), {}, {}}), 0);
}

void TestStorePins::needingYouAreBlockedUnconfirmedAndMissed()
{
    const PinId missed = m_space->draftPin(m_now - 3h);
    m_space->draftPin(m_now - 31 * 24h); // long forgotten
    m_space->draftPin(m_now + 1h);
    const PinId blocked = m_space->scheduledPin(m_now - 4h);
    QVERIFY(run([&](QObject *context, auto done) {
        m_space->pins().blockUnsent(blocked, 1, serverError, context, done);
    }));
    const PinId unsure = m_space->scheduledPin(m_now - 1h);
    const AttemptId attempt = *m_space->claim(unsure);
    QVERIFY(run([&](QObject *context, auto done) {
        m_space->pins().markUnconfirmed(attempt, serverError, context, done);
    }));
    QCOMPARE(idsOf(m_space->pins().needingYou(m_now)), (QList<PinId>{blocked, missed, unsure}));
    QCOMPARE(idsOf(m_space->pins().needingYou(m_now, 2)), (QList<PinId>{blocked, missed}));
}

void TestStorePins::theNextSendTimeIsTheLeastOfDueAndRetry()
{
    QVERIFY(!*m_space->pins().nextSendTime());
    m_space->scheduledPin(m_now + 5h);
    m_space->draftPin(m_now + 1h);
    QCOMPARE(*m_space->pins().nextSendTime(), std::optional<UtcTime>(m_now + 5h));
    const PinId failed = m_space->scheduledPin(m_now);
    const AttemptId attempt = *m_space->claim(failed);
    QCOMPARE(*m_space->pins().nextSendTime(), std::optional<UtcTime>(m_now + 5h));
    QVERIFY(run([&](QObject *context, auto done) {
        m_space->pins().markFailed(attempt, serverError, m_now + 2h, context, done);
    }));
    QCOMPARE(*m_space->pins().nextSendTime(), std::optional<UtcTime>(m_now + 2h));
}

void TestStorePins::pinsOfTheLocalPlanAreNeverSent()
{
    const AccountId plan = m_space->plan();
    const BoardId board = m_space->addBoard(plan, QStringLiteral("Recipes"));
    const PinId id = m_space->addPin(m_space->content(plan, board, m_space->addMedia(), m_now),
                                     PinStatus::Scheduled);
    QVERIFY(!*m_space->pins().nextSendTime());
    QVERIFY(m_space->pins().toSend(m_now + 1h)->isEmpty());
    QCOMPARE(m_space->claim(id).error().kind, ErrorKind::Rejected);
}

void TestStorePins::toSendIsWhatIsDueInOrder()
{
    const PinId second = m_space->scheduledPin(m_now);
    const PinId first = m_space->scheduledPin(m_now - 1h);
    m_space->scheduledPin(m_now + 1h);
    const PinId retry = m_space->scheduledPin(m_now - 2h);
    const AttemptId attempt = *m_space->claim(retry);
    QVERIFY(run([&](QObject *context, auto done) {
        m_space->pins().markFailed(attempt, serverError, m_now + 10min, context, done);
    }));
    QCOMPARE(idsOf(m_space->pins().toSend(m_now)), (QList<PinId>{first, second}));
    QCOMPARE(idsOf(m_space->pins().toSend(m_now + 10min)), (QList<PinId>{retry, first, second}));
    QCOMPARE(idsOf(m_space->pins().toSend(m_now + 10min, 1)), QList<PinId>{retry});
}

void TestStorePins::toSendGivesEachAccountItsShareHoweverManyWait()
{
    const AccountId held = m_space->addAccount(QStringLiteral("held"));
    const BoardId heldBoard = m_space->addBoard(held, QStringLiteral("Held"));
    const MediaId media = m_space->addMedia();
    PinStep many{QStringLiteral("many"), {}, {}};
    for (int i = 0; i < 1200; ++i) {
        PinChange change;
        change.content = m_space->content(held, heldBoard, media, m_now - 2h - i * 1s);
        change.status = PinStatus::Scheduled;
        many.changes += change;
    }
    QVERIFY(m_space->apply(many));
    // Due long after all of them.
    const PinId first = m_space->scheduledPin(m_now - 2s);
    const PinId second = m_space->scheduledPin(m_now - 1s);

    const QList<Pin> queue = *m_space->pins().toSend(m_now, 1000);
    QCOMPARE(queue.size(), 1000);
    QCOMPARE(idsOf(queue.mid(998)), (QList<PinId>{first, second}));
    QCOMPARE(queue.constFirst().dueAt, std::optional(m_now - 2h - 1199s));
    QVERIFY(std::is_sorted(queue.begin(), queue.end(),
                           [](const Pin &a, const Pin &b) { return a.dueAt < b.dueAt; }));
    // However small the limit is.
    QVERIFY(idsOf(m_space->pins().toSend(m_now, 2)).contains(first));
}

void TestStorePins::upcomingAreScheduledAndRetrying()
{
    const PinId later = m_space->scheduledPin(m_now + 2h);
    const PinId sooner = m_space->scheduledPin(m_now + 1h);
    m_space->draftPin(m_now + 1h);
    m_space->scheduledPin(m_now - 1h);
    QCOMPARE(idsOf(m_space->pins().upcoming({}, m_now, 5)), (QList<PinId>{sooner, later}));
    QCOMPARE(idsOf(m_space->pins().upcoming({}, m_now, 1)), QList<PinId>{sooner});
}

void TestStorePins::countsAreByStatusInTheRange()
{
    m_space->scheduledPin(m_now + 1h);
    m_space->draftPin(m_now + 1h);
    m_space->draftPin(m_now + 2h);
    m_space->draftPin();
    m_space->scheduledPin(m_now + 9h);
    const PinId done = m_space->scheduledPin(m_now);
    QVERIFY(published(*m_space->claim(done), QStringLiteral("1")));
    const PlanCounts counts = *m_space->pins().counts({}, m_now, m_now + 3h);
    QCOMPARE(counts.scheduled, 1);
    QCOMPARE(counts.drafts, 2);
    QCOMPARE(counts.published, 1);
}

void TestStorePins::listFindsByStatusTimeAndText()
{
    const PinId timeless = m_space->draftPin();
    const PinId cake = m_space->scheduledPin(m_now + 2h, QStringLiteral("Lemon cake"));
    const PinId soup = m_space->scheduledPin(m_now + 1h, QStringLiteral("Soup"));
    const PinStore &pins = m_space->pins();
    const auto any = std::optional<UtcTime>();
    QCOMPARE(idsOf(pins.list({}, {}, any, any, {}, 10, 0)), (QList<PinId>{soup, cake, timeless}));
    QCOMPARE(idsOf(pins.list({}, {}, any, any, {}, 1, 1)), QList<PinId>{cake});
    QCOMPARE(idsOf(pins.list({}, PinStatus::Draft, any, any, {}, 10, 0)), QList<PinId>{timeless});
    QCOMPARE(idsOf(pins.list({}, {}, m_now + 90min, any, {}, 10, 0)), QList<PinId>{cake});
    QCOMPARE(idsOf(pins.list({}, {}, any, m_now + 90min, {}, 10, 0)), QList<PinId>{soup});
    QCOMPARE(idsOf(pins.list({}, {}, any, any, QStringLiteral("lemon"), 10, 0)),
             (QList<PinId>{soup, cake})); // the link
    QCOMPARE(idsOf(pins.list({}, {}, any, any, QStringLiteral("sou"), 10, 0)), QList<PinId>{soup});
}

void TestStorePins::textWithWildcardsIsTakenLiterally()
{
    const PinId percent = m_space->scheduledPin(m_now, QStringLiteral("100% \\ lemon_cake"));
    m_space->scheduledPin(m_now, QStringLiteral("1000 lemonXcake"));
    for (const char *text : {"100%", "lemon_cake", "% \\ l"}) {
        QCOMPARE(idsOf(m_space->pins().list({}, {}, {}, {}, QString::fromLatin1(text), 10, 0)),
                 QList<PinId>{percent});
    }
}

void TestStorePins::pinsKeepTheOrderAskedForAndSkipMissing()
{
    const PinId a = m_space->draftPin();
    const PinId b = m_space->draftPin();
    QCOMPARE(idsOf(m_space->pins().pins({b, PinId{999}, a})), (QList<PinId>{b, a}));
}

void TestStorePins::aClaimStoresTheAttemptBeforeAnythingIsSent()
{
    const PinId id = m_space->scheduledPin(m_now);
    const Result<AttemptId> attempt = m_space->claim(id);
    QVERIFY(attempt);
    QVERIFY(attempt->isValid());
    m_space->reopen(); // it is on the disk
    const Pin pin = m_space->pin(id);
    QCOMPARE(pin.status, PinStatus::Publishing);
    QCOMPARE(pin.attempts, 1);
    QCOMPARE(pin.revision, 2);
    QVERIFY(published(*attempt, QStringLiteral("42")));
}

void TestStorePins::aClaimNeedsTheRevisionAndStatusThatWereSeen()
{
    const PinId id = m_space->scheduledPin(m_now);
    Claim claim{id, 7, "f", "b", "boot", 0s};
    const auto kind = [&] {
        const auto answer = await<AttemptId>(
            [&](QObject *context, auto done) { m_space->pins().claim(claim, context, done); });
        return answer ? QStringLiteral("claimed") : errorKindName(answer.error().kind);
    };
    QCOMPARE(kind(), QStringLiteral("conflict"));
    claim.expectedRevision = 1;
    QCOMPARE(kind(), QStringLiteral("claimed"));
    claim.expectedRevision = 2; // publishing by now
    QCOMPARE(kind(), QStringLiteral("conflict"));
    claim.pin = m_space->draftPin(m_now);
    claim.expectedRevision = 1;
    claim.fingerprint = "g";
    QCOMPARE(kind(), QStringLiteral("conflict"));
    claim.pin = PinId{999};
    QCOMPARE(kind(), QStringLiteral("not_found"));
}

void TestStorePins::twinsAreSentOneAfterTheOther()
{
    const PinId first = m_space->scheduledPin(m_now);
    const PinId second = m_space->scheduledPin(m_now);
    const AttemptId attempt = *m_space->claim(first, "same");
    QCOMPARE(m_space->claim(second, "same").error().kind, ErrorKind::Conflict);
    QVERIFY(run([&](QObject *context, auto done) {
        m_space->pins().markUnconfirmed(attempt, serverError, context, done);
    }));
    QCOMPARE(m_space->claim(second, "same").error().kind, ErrorKind::Conflict);
    QVERIFY(published(attempt, QStringLiteral("42")));
    QVERIFY(m_space->claim(second, "same"));
}

void TestStorePins::publishedPinsKeepPinterestsId()
{
    const PinId id = m_space->scheduledPin(m_now);
    const AttemptId attempt = *m_space->claim(id);
    QCOMPARE(published(attempt, {}).error().kind, ErrorKind::Rejected);
    QVERIFY(published(attempt, QStringLiteral("42")));
    const Pin pin = m_space->pin(id);
    QCOMPARE(pin.status, PinStatus::Published);
    QCOMPARE(pin.remoteId, QStringLiteral("42"));
    QCOMPARE(pin.publishedAt, std::optional(m_now));
    QCOMPARE(published(attempt, QStringLiteral("43")).error().kind, ErrorKind::Conflict);
    QCOMPARE(m_space->pin(id).remoteId, QStringLiteral("42"));
    QCOMPARE(published(AttemptId{99}, QStringLiteral("44")).error().kind, ErrorKind::NotFound);
}

void TestStorePins::oneRemotePinIsAdoptedOnce()
{
    const AttemptId first = *m_space->claim(m_space->scheduledPin(m_now));
    const PinId second = m_space->scheduledPin(m_now);
    const AttemptId attempt = *m_space->claim(second);
    QVERIFY(published(first, QStringLiteral("42")));
    QCOMPARE(published(attempt, QStringLiteral("42")).error().kind, ErrorKind::Conflict);
    QCOMPARE(m_space->pin(second).status, PinStatus::Publishing);
}

void TestStorePins::aFailedPinKeepsItsDueTimeAndIsTriedAgain()
{
    const PinId id = m_space->scheduledPin(m_now);
    const AttemptId attempt = *m_space->claim(id);
    QVERIFY(run([&](QObject *context, auto done) {
        m_space->pins().markFailed(attempt, serverError, m_now + 5min, context, done);
    }));
    const Pin pin = m_space->pin(id);
    QCOMPARE(pin.status, PinStatus::Failed);
    QCOMPARE(pin.dueAt, std::optional(m_now));
    QCOMPARE(pin.nextAttemptAt, std::optional<UtcTime>(m_now + 5min));
    QCOMPARE(pin.lastError, std::optional(serverError));
    QVERIFY(m_space->claim(id));
    QCOMPARE(m_space->pin(id).attempts, 2);
    QVERIFY(!m_space->pin(id).nextAttemptAt);
}

void TestStorePins::anUnconfirmedPinIsNotSentAgain()
{
    const PinId id = m_space->scheduledPin(m_now);
    const AttemptId attempt = *m_space->claim(id);
    QVERIFY(run([&](QObject *context, auto done) {
        m_space->pins().markUnconfirmed(attempt, serverError, context, done);
    }));
    QVERIFY(!*m_space->pins().nextSendTime());
    QVERIFY(m_space->pins().toSend(m_now + 24h)->isEmpty());
    QCOMPARE(m_space->claim(id).error().kind, ErrorKind::Conflict);
}

void TestStorePins::aBlockedPinWaitsForAPerson()
{
    const PinId id = m_space->scheduledPin(m_now);
    const AttemptId attempt = *m_space->claim(id);
    QVERIFY(run([&](QObject *context, auto done) {
        m_space->pins().markBlocked(attempt, serverError, context, done);
    }));
    QCOMPARE(m_space->claim(id).error().kind, ErrorKind::Conflict);
    PinChange change = m_space->change(id);
    change.content.title = QStringLiteral("mended");
    change.status = PinStatus::Scheduled;
    QVERIFY(m_space->apply({QStringLiteral("Mend"), {change}, {}}));
    const Pin pin = m_space->pin(id);
    QCOMPARE(pin.status, PinStatus::Scheduled);
    QVERIFY(!pin.lastError);
}

void TestStorePins::postponingUsesNoAttemptUp()
{
    const PinId id = m_space->scheduledPin(m_now);
    const PinError offline{ErrorKind::Offline, QStringLiteral("no network"), 0, 0};
    const auto postpone = [&](qint64 revision, UtcTime until) {
        return run([&](QObject *context, auto done) {
            m_space->pins().postpone(id, revision, offline, until, context, done);
        });
    };
    QVERIFY(postpone(1, m_now + 1min));
    QVERIFY(postpone(2, m_now + 2min));
    QCOMPARE(postpone(1, m_now + 3min).error().kind, ErrorKind::Conflict);
    const Pin pin = m_space->pin(id);
    QCOMPARE(pin.status, PinStatus::Failed);
    QCOMPARE(pin.attempts, 0);
    QCOMPARE(pin.nextAttemptAt, std::optional<UtcTime>(m_now + 2min));
    QCOMPARE(pin.dueAt, std::optional(m_now));
    const PinId draft = m_space->draftPin(m_now);
    QCOMPARE(run([&](QObject *context, auto done) {
                 m_space->pins().postpone(draft, 1, offline, m_now, context, done);
             })
                 .error()
                 .kind,
             ErrorKind::Conflict);
}

void TestStorePins::unsentPinsCanBeBlocked()
{
    const PinId id = m_space->scheduledPin(m_now);
    const auto block = [&](PinId pin, qint64 revision) {
        return run([&](QObject *context, auto done) {
            m_space->pins().blockUnsent(pin, revision, serverError, context, done);
        });
    };
    QVERIFY(block(id, 1));
    QCOMPARE(m_space->pin(id).status, PinStatus::Blocked);
    QCOMPARE(m_space->pin(id).attempts, 0);
    QCOMPARE(block(id, 2).error().kind, ErrorKind::Conflict);
    const PinId sending = m_space->scheduledPin(m_now);
    QVERIFY(m_space->claim(sending));
    QCOMPARE(block(sending, 2).error().kind, ErrorKind::Conflict);
}

void TestStorePins::sweepTurnsInterruptedIntoUnconfirmed()
{
    const PinId a = m_space->scheduledPin(m_now);
    const PinId b = m_space->scheduledPin(m_now);
    const PinId c = m_space->scheduledPin(m_now);
    QVERIFY(m_space->claim(a));
    QVERIFY(m_space->claim(b));
    m_space->reopen();
    const auto sweep = [&] {
        return await<int>(
            [&](QObject *context, auto done) { m_space->pins().sweepInterrupted(context, done); });
    };
    QCOMPARE(*sweep(), 2);
    QCOMPARE(m_space->pin(a).status, PinStatus::Unconfirmed);
    QCOMPARE(m_space->pin(a).lastError->kind, ErrorKind::Interrupted);
    QCOMPARE(m_space->pin(b).status, PinStatus::Unconfirmed);
    QCOMPARE(m_space->pin(c).status, PinStatus::Scheduled);
    QCOMPARE(*sweep(), 0);
}

void TestStorePins::aPersonsWordSettlesAnUnconfirmedPin()
{
    const auto unsure = [&] {
        const PinId id = m_space->scheduledPin(m_now);
        const AttemptId attempt = *m_space->claim(id);
        [[maybe_unused]] const auto marked = run([&](QObject *context, auto done) {
            m_space->pins().markUnconfirmed(attempt, serverError, context, done);
        });
        return id;
    };
    const auto isThere = [&](PinId id, const QString &remote) {
        return run([&](QObject *context, auto done) {
            m_space->pins().settleAsPublished(id, m_space->pin(id).revision, remote, context, done);
        });
    };
    const auto isNotThere = [&](PinId id) {
        return run([&](QObject *context, auto done) {
            m_space->pins().settleAsUnsent(id, m_space->pin(id).revision, context, done);
        });
    };
    const PinId known = unsure();
    QVERIFY(isThere(known, QStringLiteral("42")));
    QCOMPARE(m_space->pin(known).remoteId, QStringLiteral("42"));
    const PinId unknown = unsure();
    QCOMPARE(isThere(unknown, QStringLiteral("42")).error().kind, ErrorKind::Conflict);
    QVERIFY(isThere(unknown, {}));
    QCOMPARE(m_space->pin(unknown).status, PinStatus::Published);
    const PinId again = unsure();
    QVERIFY(isNotThere(again));
    QCOMPARE(m_space->pin(again).status, PinStatus::Scheduled);
    QCOMPARE(m_space->pin(again).dueAt, std::optional(m_now));
    QCOMPARE(isNotThere(again).error().kind, ErrorKind::Conflict);
    QCOMPARE(isThere(again, {}).error().kind, ErrorKind::Conflict);
}

void TestStorePins::everyTransitionIsInTheHistory()
{
    const PinId id = m_space->draftPin(m_now + 1h);
    PinChange change = m_space->change(id);
    change.status = PinStatus::Scheduled;
    QVERIFY(m_space->apply({QStringLiteral("Schedule"), {change}, {}}));
    m_space->clock.advance(1h);
    const AttemptId attempt = *m_space->claim(id);
    QVERIFY(run([&](QObject *context, auto done) {
        m_space->pins().markFailed(attempt, serverError, m_now + 2h, context, done);
    }));
    QVERIFY(published(*m_space->claim(id), QStringLiteral("42")));
    const QList<PinEvent> history = *m_space->pins().history(id);
    QList<PinStatus> to;
    for (const PinEvent &event : history)
        to += event.to;
    using enum PinStatus;
    QCOMPARE(to, (QList<PinStatus>{Draft, Scheduled, Publishing, Failed, Publishing, Published}));
    QCOMPARE(history.at(1).from, Draft);
    QCOMPARE(history.at(1).origin, QStringLiteral("test"));
    QCOMPARE(history.at(2).at, m_now + 1h);
    QVERIFY(history.at(3).detail.contains(QStringLiteral("503")));
    QVERIFY(history.at(3).detail.contains(serverError.message));
}

void TestStorePins::insertedPublishedPinsAreThere()
{
    const AccountId account = m_space->addAccount();
    const BoardId board = m_space->addBoard(account, QStringLiteral("Recipes"));
    Pin pin;
    pin.content = m_space->content(account, board, {}, m_now - 24h);
    pin.remoteId = QStringLiteral("42");
    pin.publishedAt = m_now - 24h;
    const auto insert = [&] {
        return run([&](QObject *context, auto done) {
            m_space->pins().insertPublished({pin}, context, done);
        });
    };
    QVERIFY(insert());
    QCOMPARE(insert().error().kind, ErrorKind::Conflict);
    const QList<Pin> found = *m_space->pins().due({}, m_now - 25h, m_now);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.constFirst().status, PinStatus::Published);
    QCOMPARE(found.constFirst().remoteId, QStringLiteral("42"));
    QCOMPARE(found.constFirst().content, pin.content);
    QVERIFY(m_space->store().undo().state()->undoName.isEmpty());
}

void TestStorePins::recentlyDeletedPinsAreListedTheLastOneFirst()
{
    QList<PinId> pins;
    for (int i = 0; i < 4; ++i)
        pins += m_space->draftPin(m_now + 1h * i);
    for (const PinId id : {pins.at(1), pins.at(3), pins.at(0)}) {
        PinChange change = m_space->change(id);
        change.removed = true;
        QVERIFY(m_space->apply({QStringLiteral("Delete"), {change}, {}}));
        m_space->clock.advance(24h);
    }
    const PinStore &store = m_space->pins();
    const auto ids = [](const Result<QList<RemovedPin>> &removed) {
        QList<PinId> result;
        for (const RemovedPin &each : removed.value_or(QList<RemovedPin>{}))
            result += each.pin.id;
        return result;
    };
    const UtcTime start = m_space->clock.now() - 72h;
    QCOMPARE(ids(store.recentlyDeleted(start)), (QList<PinId>{pins.at(0), pins.at(3), pins.at(1)}));
    QCOMPARE(store.recentlyDeleted(start)->last().at, start);
    QCOMPARE(ids(store.recentlyDeleted(start + 1s)), (QList<PinId>{pins.at(0), pins.at(3)}));
    QCOMPARE(ids(store.recentlyDeleted(start, 1, 1)), QList<PinId>{pins.at(3)});
    QCOMPARE(ids(store.removed({pins.at(1), pins.at(2), pins.at(0)})),
             (QList<PinId>{pins.at(1), pins.at(0)}));
}

void TestStorePins::removedPinsAreDeletedForGoodWhenNothingNeedsThem()
{
    const PinId kept = m_space->draftPin(m_now);
    PinChange undoable = m_space->change(kept);
    undoable.removed = true;
    QVERIFY(m_space->apply({QStringLiteral("Delete"), {undoable}, {}}));

    PinStep add{QStringLiteral("Import"), {}, {}, false};
    add.changes.fill(m_space->change(m_space->draftPin()), 450); // more than two chunks
    for (PinChange &change : add.changes)
        change.id = {};
    const Result<StepOutcome> added = m_space->apply(add);
    QVERIFY(added);
    PinStep remove{QStringLiteral("Clean"), {}, {}, false};
    for (const PinId id : added->pins) {
        remove.changes += m_space->change(id);
        remove.changes.last().removed = true;
    }
    QVERIFY(m_space->apply(remove));

    const auto removed = [this] {
        return int(m_space->pins().recentlyDeleted(UtcTime{}, 1000)->size());
    };
    QCOMPARE(removed(), 451);
    m_space->clock.advance(removedKeptFor);
    m_space->reopen();
    QVERIFY(m_space->draftPin().isValid()); // stored after what the opening may have asked for
    QCOMPARE(removed(), 451);
    m_space->clock.advance(1s);
    m_space->reopen();
    QTRY_COMPARE(removed(), 1);
    QCOMPARE(m_space->pins().removed({kept})->size(), 1);
    QVERIFY(m_space->pins().history(added->pins.first())->isEmpty());
}

QTEST_GUILESS_MAIN(TestStorePins)
#include "tst_storepins.moc"
