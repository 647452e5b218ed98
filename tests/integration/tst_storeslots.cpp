// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/boardstore.h"
#include "store/slotstore.h"
#include "store/undostore.h"
#include "support/await.h"
#include "support/storetest.h"

#include <QProcess>
#include <QSignalSpy>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

namespace {

/** A second process on the workspace (tests/support/storeprobe.cpp). */
class Probe
{
public:
    explicit Probe(const QString &workspace)
    {
        m_process.start(QStringLiteral(PINWEEK_STOREPROBE), {workspace});
    }
    ~Probe()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished(10000);
    }
    void say(const QString &text) { m_process.write(text.toUtf8() + '\n'); }
    QString line()
    {
        const bool there = waitUntil(
            [this] { return m_process.canReadLine() || m_process.state() == QProcess::NotRunning; },
            20000);
        return there ? QString::fromUtf8(m_process.readLine()).trimmed()
                     : QStringLiteral("(nothing)");
    }

private:
    QProcess m_process;
};

/** Plain words as a list. */
QStringList words(std::initializer_list<const char *> list)
{
    QStringList found;
    for (const char *each : list)
        found += QString::fromUtf8(each);
    return found;
}

} // namespace

/** Time slots as rows and steps, and the next free one taken by whoever asks first (design.md 4).
 */
class TestStoreSlots : public StoreTest
{
    Q_OBJECT

private slots:
    void cleanup()
    {
        m_anna = {};
        m_space.reset();
    }
    void slotsAreKeptByDayAndTime();
    void aChangeIsToldAsItsAccounts();
    void aSecondSlotForTheSameTimeIsRefused();
    void aSlotMustBeATimeOfAWeek();
    void aSlotThatIsGoneCanNotBeMoved();
    void stepsOfSlotsAreUndoneAndRedone();
    void twoSlotsThatChangePlacesAreUndone();
    void undoLeavesASlotThatMovedOnAlone();
    void stepsOfSlotsAndPinsAreUndoneInTheirOrder();
    void aSlotOfARemovedBoardGoes();
    void pinsTakeTheNextFreeSlotsInOneStep();
    void thePreviewTakesNothing();
    void previewedTimesAreThoseThatAreTaken();
    void aDraftOnASlotTakesIt();
    void pinsThatMoveGiveTheirOwnTimesUp();
    void movingOrRemovingASlotMovesNoPin();
    void aFullWeekGoesOnInTheNext();
    void whereNothingIsFreeNothingIsDone();
    void twoProcessesNeverGetTheSameSlot();
    void aSlotIsEditedWhileAnotherProcessClaimsIt();

private:
    AccountId anna()
    {
        if (!m_anna.isValid())
            m_anna = m_space->addAccount();
        return m_anna;
    }
    [[nodiscard]] SlotStore &timeSlots() const { return m_space->store().timeSlots(); }
    TimeSlot slot(int day, QTime time) { return {{}, anna(), {}, day, time, "Etc/UTC"}; }
    Result<QList<SlotId>> apply(const QList<SlotChange> &changes)
    {
        return await<QList<SlotId>>([&](QObject *context, auto done) {
            timeSlots().apply({QStringLiteral("Edit slots"), changes}, context, done);
        });
    }
    TimeSlot add(int day, QTime time)
    {
        TimeSlot added = slot(day, time);
        added.id = must(apply({{added}})).constFirst();
        return added;
    }
    [[nodiscard]] QStringList times()
    {
        QStringList found;
        for (const TimeSlot &each : must(timeSlots().slotsOf(anna())))
            found += QStringLiteral("%1 %2").arg(each.day).arg(each.time.toString(u"HH:mm"));
        return found;
    }
    PinChange asking(const char *name = "Cake")
    {
        const QString title = QString::fromLatin1(name);
        PinChange change;
        change.content = m_space->content(anna(), {}, {}, std::nullopt, title);
        change.content.link = QStringLiteral("https://example.com/") + title;
        change.nextSlotFrom = m_now;
        return change;
    }
    /** The moments of pins as one step makes them. */
    QList<UtcTime> take(const QList<PinChange> &changes)
    {
        QList<UtcTime> moments;
        for (const PinId id : must(m_space->apply({QStringLiteral("Add"), changes, {}})).pins)
            moments += *m_space->pin(id).dueAt;
        return moments;
    }
    /** The first moment from now on at that time of day, on that day of the week or any. */
    UtcTime coming(QTime time, int day = 0)
    {
        for (WallTime wall = WallTime::fromUtc(m_now, "Etc/UTC");;
             wall.date = wall.date.addDays(1)) {
            wall.time = time;
            if (wall.resolve().utc >= m_now && (day == 0 || wall.date.dayOfWeek() == day))
                return wall.resolve().utc;
        }
    }

    AccountId m_anna;
};

void TestStoreSlots::slotsAreKeptByDayAndTime()
{
    add(Qt::Friday, {9, 30});
    add(Qt::Monday, {14, 0});
    add(Qt::Monday, {9, 0});
    m_space->reopen();
    QCOMPARE(times(), words({"1 09:00", "1 14:00", "5 09:30"}));
    QVERIFY(must(timeSlots().slotsOf(m_space->plan())).isEmpty());
}

void TestStoreSlots::aChangeIsToldAsItsAccounts()
{
    anna();
    QSignalSpy changes(&m_space->store(), &Store::changed);
    const TimeSlot monday = add(Qt::Monday, {9, 0});
    QCOMPARE(changes.size(), 1);
    const auto told = changes.takeFirst().constFirst().value<ChangeSet>();
    QCOMPARE(told.accounts, QSet<AccountId>{anna()});
    QVERIFY(told.undo);
    QVERIFY(apply({{monday, true}}));
    QCOMPARE(changes.constFirst().constFirst().value<ChangeSet>().accounts,
             QSet<AccountId>{anna()});
}

void TestStoreSlots::aSecondSlotForTheSameTimeIsRefused()
{
    add(Qt::Monday, {9, 0});
    const TimeSlot tuesday = add(Qt::Tuesday, {9, 0});
    const auto twice = apply({{slot(Qt::Wednesday, {9, 0})}, {slot(Qt::Monday, {9, 0})}});
    QCOMPARE(twice.error().kind, ErrorKind::Rejected);
    QVERIFY(twice.error().detail.contains(QLatin1String("Monday at 09:00")));
    TimeSlot moved = tuesday;
    moved.day = Qt::Monday;
    QCOMPARE(apply({{moved}}).error().kind, ErrorKind::Rejected);
    QCOMPARE(times(), words({"1 09:00", "2 09:00"}));
    // Another board's, or another zone's, is another slot.
    TimeSlot elsewhere = slot(Qt::Monday, {9, 0});
    elsewhere.zone = "Europe/Berlin";
    TimeSlot ofBoard = slot(Qt::Monday, {9, 0});
    ofBoard.board = m_space->addBoard(anna(), QStringLiteral("Recipes"));
    QVERIFY(apply({{elsewhere}, {ofBoard}}));
}

void TestStoreSlots::aSlotMustBeATimeOfAWeek()
{
    QCOMPARE(apply({{slot(0, {9, 0})}}).error().kind, ErrorKind::Rejected);
    QCOMPARE(apply({{slot(8, {9, 0})}}).error().kind, ErrorKind::Rejected);
    QCOMPARE(apply({{slot(1, {})}}).error().kind, ErrorKind::Rejected);
    TimeSlot nowhere = slot(1, {9, 0});
    nowhere.zone = "Europe/Atlantis";
    QCOMPARE(apply({{nowhere}}).error().kind, ErrorKind::Rejected);
    TimeSlot nobodys = slot(1, {9, 0});
    nobodys.account = AccountId{999};
    QCOMPARE(apply({{nobodys}}).error().kind, ErrorKind::NotFound);
    TimeSlot foreign = slot(1, {9, 0});
    foreign.board = m_space->addBoard(m_space->plan(), QStringLiteral("Mine"));
    QCOMPARE(apply({{foreign}}).error().kind, ErrorKind::NotFound);
    QVERIFY(times().isEmpty());
    QVERIFY(m_space->store().undo().state()->undoName.isEmpty());
}

void TestStoreSlots::aSlotThatIsGoneCanNotBeMoved()
{
    TimeSlot monday = add(Qt::Monday, {9, 0});
    QVERIFY(apply({{monday, true}}));
    monday.time = {10, 0};
    QCOMPARE(apply({{monday}}).error().kind, ErrorKind::NotFound);
    QCOMPARE(apply({{monday, true}}).error().kind, ErrorKind::NotFound);
}

void TestStoreSlots::stepsOfSlotsAreUndoneAndRedone()
{
    TimeSlot monday = add(Qt::Monday, {9, 0});
    monday.time = {10, 15};
    QVERIFY(apply({{monday}}));
    QVERIFY(apply({{monday, true}}));
    const QList<QStringList> states{{}, words({"1 09:00"}), words({"1 10:15"}), {}};
    for (int round = 0; round < 2; ++round) {
        for (int i = 2; i >= 0; --i) {
            QCOMPARE(must(m_space->undo()).rows, 1);
            QCOMPARE(times(), states.at(i));
        }
        QCOMPARE(m_space->undo().error().kind, ErrorKind::NotFound);
        for (int i = 1; i <= 3; ++i) {
            QCOMPARE(must(m_space->redo()).rows, 1);
            QCOMPARE(times(), states.at(i));
            if (i < 3)
                QCOMPARE(must(timeSlots().slotsOf(anna())).constFirst().id, monday.id);
        }
        m_space->reopen();
    }
}

void TestStoreSlots::twoSlotsThatChangePlacesAreUndone()
{
    const TimeSlot monday = add(Qt::Monday, {9, 0});
    QVERIFY(apply({{monday, true}, {slot(Qt::Monday, {9, 0})}}));
    QCOMPARE(must(m_space->undo()).rows, 2);
    QCOMPARE(must(timeSlots().slotsOf(anna())).constFirst().id, monday.id);
    QCOMPARE(must(m_space->redo()).rows, 2);
    QCOMPARE(times(), words({"1 09:00"}));
}

void TestStoreSlots::undoLeavesASlotThatMovedOnAlone()
{
    const TimeSlot monday = add(Qt::Monday, {9, 0});
    QVERIFY(apply({{monday, true}}));
    add(Qt::Monday, {9, 0});
    QVERIFY(m_space->undo()); // the new one
    QVERIFY(m_space->undo()); // the removal
    QCOMPARE(must(timeSlots().slotsOf(anna())).constFirst().id, monday.id);
    QVERIFY(m_space->redo());
    QVERIFY(times().isEmpty());
}

void TestStoreSlots::stepsOfSlotsAndPinsAreUndoneInTheirOrder()
{
    const PinId pin = m_space->draftPin(m_now + 1h);
    add(Qt::Monday, {9, 0});
    const UndoOutcome first = must(m_space->undo());
    QCOMPARE(first.rows, 1);
    QVERIFY(first.changed.isEmpty());
    const UndoOutcome second = must(m_space->undo());
    QCOMPARE(second.changed, QList<PinId>{pin});
    QVERIFY(m_space->redo());
    QVERIFY(m_space->redo());
    QCOMPARE(times(), words({"1 09:00"}));
    QVERIFY(m_space->undo());
    m_space->draftPin(m_now + 2h); // a new step: nothing to redo any more
    QCOMPARE(m_space->redo().error().kind, ErrorKind::NotFound);
}

void TestStoreSlots::aSlotOfARemovedBoardGoes()
{
    TimeSlot ofBoard = slot(Qt::Monday, {9, 0});
    ofBoard.board = m_space->addBoard(anna(), QStringLiteral("Recipes"));
    ofBoard.id = must(apply({{ofBoard}})).constFirst();
    QVERIFY(apply({{ofBoard, true}}));
    QVERIFY(await<void>([&](QObject *context, auto done) {
        m_space->store().boards().remove(ofBoard.board, context, done);
    }));
    QCOMPARE(must(m_space->undo()).rows, 0); // it can't come back: its board is gone
    QVERIFY(times().isEmpty());
}

void TestStoreSlots::pinsTakeTheNextFreeSlotsInOneStep()
{
    for (int day = 1; day <= 7; ++day)
        add(day, {9, 0});
    const QList<UtcTime> taken = take({asking("a"), asking("b"), asking("c")});
    const UtcTime first = coming({9, 0});
    QCOMPARE(taken, (QList<UtcTime>{first, first + 24h, first + 48h}));
    QCOMPARE(take({asking("d")}), QList<UtcTime>{first + 72h});
    QVERIFY(m_space->undo());
    QCOMPARE(must(m_space->undo()).changed.size(), 3);
    QCOMPARE(take({asking("e")}), QList<UtcTime>{first});
}

void TestStoreSlots::thePreviewTakesNothing()
{
    add(Qt::Monday, {9, 0});
    SlotQuestion question{anna(), {{{}, m_now}, {{}, m_now}}, {}, {}};
    for (int round = 0; round < 2; ++round) {
        const QList<WallTime> shown = must(await<QList<WallTime>>(
            [&](QObject *context, auto done) { timeSlots().preview(question, context, done); }));
        QCOMPARE(shown.size(), 2);
        QCOMPARE(shown.at(0).resolve().utc, coming({9, 0}, Qt::Monday));
        QCOMPARE(shown.at(1).resolve().utc, coming({9, 0}, Qt::Monday) + 7 * 24h);
    }
}

void TestStoreSlots::previewedTimesAreThoseThatAreTaken()
{
    // No slots: evenly in the window under the cap.
    const PinChange change = asking();
    const SlotWish wish{spacedPin(change.content), m_now};
    SlotQuestion question{anna(), {wish, wish}, {}, {}};
    const QList<WallTime> shown = must(await<QList<WallTime>>(
        [&](QObject *context, auto done) { timeSlots().preview(question, context, done); }));
    const QList<UtcTime> taken = take({change, change});
    QCOMPARE(taken, (QList<UtcTime>{shown.at(0).resolve().utc, shown.at(1).resolve().utc}));
    // The same link twice: days between them.
    QVERIFY(taken.at(1) - taken.at(0) > 24h);
}

void TestStoreSlots::aDraftOnASlotTakesIt()
{
    add(Qt::Monday, {9, 0});
    const UtcTime monday = coming({9, 0}, Qt::Monday);
    PinChange draft = asking("draft");
    draft.nextSlotFrom.reset();
    draft.content.planned = WallTime::fromUtc(monday, "Etc/UTC");
    QVERIFY(m_space->apply({QStringLiteral("Add"), {draft}, {}}));
    QCOMPARE(take({asking("next")}), QList<UtcTime>{monday + 7 * 24h});
}

void TestStoreSlots::pinsThatMoveGiveTheirOwnTimesUp()
{
    add(Qt::Monday, {9, 0});
    const UtcTime monday = coming({9, 0}, Qt::Monday);
    const PinId pin = must(m_space->apply({QStringLiteral("Add"), {asking()}, {}})).pins.first();
    QCOMPARE(m_space->pin(pin).dueAt, monday);
    PinChange again = m_space->change(pin);
    again.nextSlotFrom = m_now;
    QCOMPARE(take({again}), QList<UtcTime>{monday});
}

void TestStoreSlots::movingOrRemovingASlotMovesNoPin()
{
    TimeSlot slot = add(Qt::Monday, {9, 0});
    const PinId pin = must(m_space->apply({QStringLiteral("Add"), {asking()}, {}})).pins.first();
    const Pin before = m_space->pin(pin);
    slot.time = {15, 0};
    QVERIFY(apply({{slot}}));
    QVERIFY(apply({{slot, true}}));
    QCOMPARE(m_space->pin(pin).dueAt, before.dueAt);
    QCOMPARE(m_space->pin(pin).revision, before.revision);
}

void TestStoreSlots::aFullWeekGoesOnInTheNext()
{
    // More than the first look ahead of 60 days holds.
    add(Qt::Monday, {9, 0});
    QList<PinChange> changes;
    for (int i = 0; i < 30; ++i)
        changes += asking(QByteArray::number(i).constData());
    const QList<UtcTime> taken = take(changes);
    for (int i = 0; i < 30; ++i)
        QCOMPARE(taken.at(i), coming({9, 0}, Qt::Monday) + i * 7 * 24h);
}

void TestStoreSlots::whereNothingIsFreeNothingIsDone()
{
    add(Qt::Monday, {5, 0}); // outside the daily window
    const auto outcome = m_space->apply({QStringLiteral("Add"), {asking()}, {}});
    QCOMPARE(outcome.error().kind, ErrorKind::Rejected);
    QCOMPARE(*m_space->pins().unscheduledCount({}), 0);
}

void TestStoreSlots::twoProcessesNeverGetTheSameSlot()
{
    for (int day = 1; day <= 7; ++day)
        add(day, {9, 0});
    const BoardId board = m_space->addBoard(anna(), QStringLiteral("Recipes"));
    Probe first(m_space->path());
    Probe second(m_space->path());
    QCOMPARE(first.line(), QStringLiteral("ready"));
    QCOMPARE(second.line(), QStringLiteral("ready"));
    const QString ask = QStringLiteral("slot %1 %2").arg(anna().toString(), board.toString());
    constexpr int each = 25;
    QSet<QString> moments;
    for (int i = 0; i < each; ++i) {
        // Both at once, over and over.
        first.say(ask);
        second.say(ask);
        for (Probe *probe : {&first, &second}) {
            const QString line = probe->line();
            QVERIFY2(fromIsoUtc(line), qPrintable(line));
            moments.insert(line);
        }
    }
    QCOMPARE(moments.size(), 2 * each);
}

void TestStoreSlots::aSlotIsEditedWhileAnotherProcessClaimsIt()
{
    QList<TimeSlot> week;
    for (int day = 1; day <= 7; ++day)
        week += add(day, {9, 0});
    const BoardId board = m_space->addBoard(anna(), QStringLiteral("Recipes"));
    Probe other(m_space->path());
    QCOMPARE(other.line(), QStringLiteral("ready"));
    const QString ask = QStringLiteral("slot %1 %2").arg(anna().toString(), board.toString());
    constexpr int rounds = 21;
    QSet<QString> moments;
    for (int i = 0; i < rounds; ++i) {
        TimeSlot &slot = week[i % 7];
        slot.time = slot.time == QTime(9, 0) ? QTime(9, 30) : QTime(9, 0);
        other.say(ask);
        QVERIFY(apply({{slot}}));
        const QString line = other.line();
        QVERIFY2(line.endsWith(QLatin1String("T09:00:00Z")) ||
                     line.endsWith(QLatin1String("T09:30:00Z")),
                 qPrintable(line));
        moments.insert(line);
    }
    QCOMPARE(moments.size(), rounds);
    // Whoever came first: the pins are where their program was told, and the slots where they were
    // put.
    QSet<QString> planned;
    const QList<Pin> pins = must(m_space->store().pins().list({}, {}, {}, {}, {}, 1000, 0));
    for (const Pin &pin : pins)
        planned.insert(toIso(*pin.dueAt));
    QCOMPARE(planned, moments);
    QCOMPARE(must(timeSlots().slotsOf(anna())).size(), 7);
}

QTEST_GUILESS_MAIN(TestStoreSlots)
#include "tst_storeslots.moc"
