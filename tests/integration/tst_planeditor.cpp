// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "planner/pinchecks.h"
#include "planner/planeditor.h"
#include "store/boardgroupstore.h"
#include "store/pinstore.h"
#include "store/slotstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "support/await.h"
#include "support/planfixture.h"

#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

namespace {

/** Plain words as a list. */
QStringList words(std::initializer_list<const char *> list)
{
    QStringList found;
    for (const char *each : list)
        found += QString::fromUtf8(each);
    return found;
}

} // namespace

/** Shuffle, respace, one pin to many boards, board groups (design.md 4). */
class TestPlanEditor : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PlanFixture> m_plan;

    PlanEditor &editor() { return m_plan->workspace->planEditor(); }
    [[nodiscard]] Store &store() const { return m_plan->workspace->store(); }
    [[nodiscard]] UtcTime now() const { return m_plan->clock.now(); }
    PinId scheduled(const QString &name, std::chrono::hours from, const QString &link = {})
    {
        PinContent content = m_plan->content(name, int(std::chrono::seconds(from).count()));
        content.media = m_plan->media(name);
        content.link = link.isEmpty() ? QStringLiteral("https://example.com/") + name : link;
        PinChange change;
        change.content = content;
        change.status = PinStatus::Scheduled;
        return must(await<StepOutcome>([&](QObject *c, Done<StepOutcome> done) {
                   store().pins().apply({QStringLiteral("Add"), {change}, {}}, c, std::move(done));
               }))
            .pins.constFirst();
    }
    [[nodiscard]] QList<PinCheck> checks(PinId pin) const
    {
        return m_plan->workspace->checks().of(m_plan->pin(pin));
    }
    [[nodiscard]] QDate dayOf(PinId pin) const
    {
        return WallTime::fromUtc(*m_plan->pin(pin).dueAt, m_plan->account.zone).date;
    }
    void lock(PinId pin)
    {
        must(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            m_plan->workspace->editor().setLocked({pin}, true, c, std::move(done));
        }));
    }
    Result<EditOutcome> shuffle(const QList<PinId> &pins)
    {
        return await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            editor().shuffle(pins, c, std::move(done));
        });
    }
    QList<RespacedPin> found(const QList<PinId> &pins = {})
    {
        return must(await<QList<RespacedPin>>([&](QObject *c, Done<QList<RespacedPin>> done) {
            editor().findRespaced(m_plan->account.id, pins, c, std::move(done));
        }));
    }
    Result<EditOutcome> toBoards(PinId pin, const QList<BoardDate> &boards)
    {
        return await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            editor().toBoards(pin, boards, c, std::move(done));
        });
    }
    UndoOutcome undo()
    {
        return must(await<UndoOutcome>(
            [&](QObject *c, Done<UndoOutcome> done) { store().undo().undo(c, std::move(done)); }));
    }
    Result<BoardGroupId> save(const BoardGroup &group)
    {
        return await<BoardGroupId>([&](QObject *c, Done<BoardGroupId> done) {
            store().boardGroups().save(group, QStringLiteral("Save group"), c, std::move(done));
        });
    }
    [[nodiscard]] QStringList groupNames() const
    {
        QStringList names;
        for (const BoardGroup &group : must(store().boardGroups().groups(m_plan->account.id)))
            names += group.name;
        return names;
    }

private slots:
    void init()
    {
        m_plan = std::make_unique<PlanFixture>(QStringList{
            QStringLiteral("Recipes"), QStringLiteral("Garden"), QStringLiteral("Travel")});
    }
    void cleanup() { m_plan.reset(); }

    void aShuffleDealsTheSameTimesAnewInOneStep()
    {
        QList<PinId> pins;
        QSet<qint64> before;
        for (int i = 0; i < 8; ++i) {
            pins += scheduled(QString::number(i), std::chrono::hours(24 * (i + 1)));
            before.insert(toEpoch(*m_plan->pin(pins.last()).dueAt));
        }
        QList<UtcTime> old;
        for (const PinId pin : pins)
            old += *m_plan->pin(pin).dueAt;
        const Result<EditOutcome> outcome = shuffle(pins);
        QVERIFY(outcome);
        QCOMPARE(outcome->scheduled, 8);
        QSet<qint64> after;
        int moved = 0;
        for (int i = 0; i < pins.size(); ++i) {
            const Pin pin = m_plan->pin(pins.at(i));
            QCOMPARE(pin.status, PinStatus::Scheduled);
            after.insert(toEpoch(*pin.dueAt));
            moved += *pin.dueAt != old.at(i) ? 1 : 0;
        }
        QCOMPARE(after, before);
        QVERIFY(moved >= 2);
        undo();
        for (int i = 0; i < pins.size(); ++i)
            QCOMPARE(*m_plan->pin(pins.at(i)).dueAt, old.at(i));
    }

    void aShuffleLeavesWhatIsLockedPassedOrTwiceTheSameLinkInPeace()
    {
        const QString soup = QStringLiteral("https://example.com/soup");
        const PinId first = scheduled(QStringLiteral("a"), 24h, soup);
        const PinId other = scheduled(QStringLiteral("b"), 48h);
        const PinId second = scheduled(QStringLiteral("c"), 24h * 10, soup);
        const PinId locked = scheduled(QStringLiteral("d"), 24h * 3);
        lock(locked);
        const Pin before = m_plan->pin(locked);
        for (int round = 0; round < 10; ++round) {
            QVERIFY(shuffle({first, other, second, locked}));
            // Two days between pins of one link; the times allow it, so it is kept.
            QVERIFY(qAbs(dayOf(first).daysTo(dayOf(second))) >= 2);
        }
        QCOMPARE(m_plan->pin(locked).revision, before.revision);
    }

    void oneOrNoPinCanNotBeShuffled()
    {
        const PinId one = scheduled(QStringLiteral("a"), 24h);
        const PinId locked = scheduled(QStringLiteral("b"), 48h);
        lock(locked);
        QCOMPARE(shuffle({one, locked}).error().kind, ErrorKind::Rejected);
    }

    void respaceShowsWhatMovesAndThenMovesIt()
    {
        const QString soup = QStringLiteral("http://www.example.com/soup/");
        const PinId first =
            scheduled(QStringLiteral("a"), 24h, QStringLiteral("https://example.com/soup"));
        const PinId near = scheduled(QStringLiteral("b"), 30h, soup);
        const PinId far = scheduled(QStringLiteral("c"), 24h * 9, soup);
        const Pin before = m_plan->pin(near);
        const QList<RespacedPin> moves = found();
        QCOMPARE(moves.size(), 1);
        QCOMPARE(moves.constFirst().pin.id, near);
        QCOMPARE(moves.constFirst().why, SpacingBreak::Link);
        QCOMPARE(m_plan->pin(near).revision, before.revision); // nothing yet
        const Result<EditOutcome> outcome =
            await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
                editor().respace(moves, c, std::move(done));
            });
        QVERIFY(outcome);
        QCOMPARE(m_plan->pin(near).dueAt, moves.constFirst().to.resolve().utc);
        QCOMPARE(m_plan->pin(near).status, PinStatus::Scheduled);
        QVERIFY(dayOf(first).daysTo(dayOf(near)) >= 2);
        QVERIFY(qAbs(dayOf(near).daysTo(dayOf(far))) >= 2);
        QVERIFY(found().isEmpty());
        undo();
        QCOMPARE(m_plan->pin(near).dueAt, before.dueAt);
    }

    void theSameImageOnTwoBoardsIsRespacedToo()
    {
        PinContent content = m_plan->content(QStringLiteral("a"), 24 * 3600);
        content.link = QStringLiteral("https://example.com/a");
        m_plan->draft(content);
        content.link = QStringLiteral("https://example.com/b");
        content.board = m_plan->board(QStringLiteral("Garden")).id;
        content.planned = WallTime::fromUtc(now() + 72h, m_plan->account.zone);
        const PinId second = m_plan->draft(content);
        const QList<RespacedPin> moves = found();
        QCOMPARE(moves.size(), 1);
        QCOMPARE(moves.constFirst().pin.id, second);
        QCOMPARE(moves.constFirst().why, SpacingBreak::Image);
        QVERIFY(checks(second).contains(PinCheck::ImageTooSoon));
        m_plan->workspace->settings().setSameImageDays(2);
        QVERIFY(found().isEmpty());
        QVERIFY(!checks(second).contains(PinCheck::ImageTooSoon));
    }

    void aDayWithMorePinsThanItsCapIsSaidOfEachThatIsStillToCome()
    {
        m_plan->workspace->settings().setDayCap(2);
        const PinId first = scheduled(QStringLiteral("a"), 24h);
        const PinId second = scheduled(QStringLiteral("b"), 25h);
        QVERIFY(!checks(second).contains(PinCheck::DayFull));
        const PinId third = scheduled(QStringLiteral("c"), 26h);
        for (const PinId pin : {first, second, third})
            QVERIFY(checks(pin).contains(PinCheck::DayFull));
        QCOMPARE(levelOf(PinCheck::DayFull), CheckLevel::Hint);
        // Before it is made, and on another day.
        PinContent content = m_plan->content(QStringLiteral("d"), 27 * 3600);
        QCOMPARE(m_plan->workspace->checks().inPlan({}, content),
                 QList<PinCheck>{PinCheck::DayFull});
        content.planned->date = content.planned->date.addDays(1);
        QVERIFY(m_plan->workspace->checks().inPlan({}, content).isEmpty());
        m_plan->workspace->settings().setDayCap(3);
        QVERIFY(!checks(third).contains(PinCheck::DayFull));
    }

    void whatIsKnownOfADayFollowsItsPins()
    {
        const QString soup = QStringLiteral("https://example.com/soup");
        const PinId first = scheduled(QStringLiteral("a"), 24h, soup);
        const PinId second = scheduled(QStringLiteral("b"), 25h, soup);
        QVERIFY(checks(second).contains(PinCheck::LinkTooSoon));
        await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            m_plan->workspace->editor().remove({first}, c, std::move(done));
        });
        QTRY_VERIFY(!checks(second).contains(PinCheck::LinkTooSoon));
    }

    void aLinksOwnDaysCount()
    {
        const QString soup = QStringLiteral("https://example.com/soup");
        scheduled(QStringLiteral("a"), 24h, soup);
        scheduled(QStringLiteral("b"), 24h * 6, soup);
        QVERIFY(found().isEmpty());
        m_plan->workspace->settings().setLinkDays({{QStringLiteral("example.com/soup"), 14}});
        QCOMPARE(found().size(), 1);
    }

    void lockedPinsAreNotRespaced()
    {
        const QString soup = QStringLiteral("https://example.com/soup");
        const PinId first = scheduled(QStringLiteral("a"), 24h, soup);
        const PinId locked = scheduled(QStringLiteral("b"), 30h, soup);
        lock(locked);
        const QList<RespacedPin> moves = found();
        QCOMPARE(moves.size(), 1);
        QCOMPARE(moves.constFirst().pin.id, first); // the other one can't
    }

    void anUnscheduledPinGoesToItsBoardsItself()
    {
        PinContent content = m_plan->content(QStringLiteral("Cake"), 60);
        content.planned.reset();
        const PinId pin = m_plan->draft(content);
        const WallTime first = WallTime::fromUtc(now() + 24h, m_plan->account.zone);
        const QList<WallTime> dates = PlanEditor::datesFrom(first, 7, 3);
        const Result<EditOutcome> outcome =
            toBoards(pin, {{m_plan->board(QStringLiteral("Garden")).id, dates.at(0)},
                           {m_plan->board(QStringLiteral("Recipes")).id, dates.at(1)},
                           {m_plan->board(QStringLiteral("Travel")).id, dates.at(2)}});
        QVERIFY(outcome);
        QCOMPARE(outcome->pins.size(), 3);
        QCOMPARE(outcome->pins.constFirst(), pin);
        QCOMPARE(outcome->scheduled, 3);
        for (int i = 0; i < 3; ++i) {
            const Pin made = m_plan->pin(outcome->pins.at(i));
            QCOMPARE(made.status, PinStatus::Scheduled);
            QCOMPARE(made.content.planned, std::optional(dates.at(i)));
            QCOMPARE(made.content.media, content.media);
            QCOMPARE(made.content.title, QStringLiteral("Cake"));
        }
        QCOMPARE(m_plan->pin(pin).content.board, m_plan->board(QStringLiteral("Garden")).id);
        QCOMPARE(undo().changed.size(), 3);
        QVERIFY(!m_plan->pin(pin).content.planned);
        QVERIFY(!store().pins().pin(outcome->pins.at(1)));
    }

    void ofAPlannedPinCopiesAreMade()
    {
        const PinId pin = scheduled(QStringLiteral("a"), 24h);
        const Pin before = m_plan->pin(pin);
        const WallTime later = WallTime::fromUtc(now() + 24h * 8, m_plan->account.zone);
        const Result<EditOutcome> outcome =
            toBoards(pin, {{m_plan->board(QStringLiteral("Garden")).id, later}});
        QVERIFY(outcome);
        QVERIFY(outcome->pins.constFirst() != pin);
        QCOMPARE(m_plan->pin(pin).revision, before.revision);
    }

    void manyBoardsAreRefusedWithAReason()
    {
        const PinId pin = scheduled(QStringLiteral("a"), 24h);
        const BoardId garden = m_plan->board(QStringLiteral("Garden")).id;
        const WallTime later = WallTime::fromUtc(now() + 48h, m_plan->account.zone);
        const WallTime past = WallTime::fromUtc(now() - 1h, m_plan->account.zone);
        QCOMPARE(toBoards(pin, {}).error().kind, ErrorKind::Rejected);
        QCOMPARE(toBoards(pin, {{garden, past}}).error().kind, ErrorKind::Rejected);
        QCOMPARE(toBoards(pin, {{garden, later}, {garden, later}}).error().kind,
                 ErrorKind::Rejected);
        QList<BoardDate> many;
        for (int i = 0; i < 11; ++i)
            many += BoardDate{BoardId{i + 1}, later};
        QCOMPARE(toBoards(pin, many).error().kind, ErrorKind::Rejected);
    }

    void boardGroupsAreKeptRenamedAndDeletedAndUndone()
    {
        const BoardId garden = m_plan->board(QStringLiteral("Garden")).id;
        const BoardId travel = m_plan->board(QStringLiteral("Travel")).id;
        BoardGroup group{{}, m_plan->account.id, QStringLiteral(" Summer "), {travel, garden}};
        group.id = *save(group);
        QCOMPARE(groupNames(), words({"Summer"}));
        QCOMPARE(must(store().boardGroups().groups(m_plan->account.id)).constFirst().boards,
                 (QList<BoardId>{travel, garden}));
        QCOMPARE(save({{}, m_plan->account.id, QStringLiteral("summer"), {garden}}).error().kind,
                 ErrorKind::Rejected);
        QCOMPARE(save({{}, m_plan->account.id, QStringLiteral("  "), {garden}}).error().kind,
                 ErrorKind::Rejected);
        QCOMPARE(save({{}, m_plan->account.id, QStringLiteral("Empty"), {}}).error().kind,
                 ErrorKind::Rejected);
        group.name = QStringLiteral("Holidays");
        QVERIFY(save(group));
        QCOMPARE(groupNames(), words({"Holidays"}));
        QVERIFY(await<void>([&](QObject *c, Done<void> done) {
            store().boardGroups().remove(group.id, QStringLiteral("Delete"), c, std::move(done));
        }));
        QVERIFY(groupNames().isEmpty());
        QCOMPARE(undo().rows, 1);
        QCOMPARE(groupNames(), words({"Holidays"}));
        QCOMPARE(must(store().boardGroups().groups(m_plan->account.id)).constFirst().boards,
                 (QList<BoardId>{travel, garden}));
        undo();
        QCOMPARE(groupNames(), words({"Summer"}));
        undo();
        QVERIFY(groupNames().isEmpty());
    }
};

QTEST_MAIN(TestPlanEditor)
#include "tst_planeditor.moc"
