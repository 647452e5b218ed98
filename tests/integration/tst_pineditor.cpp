// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/pineditor.h"

#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/pinstore.h"
#include "store/slotstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "support/await.h"
#include "support/planfixture.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace pinweek;
using namespace pinweek::test;

class TestPinEditor : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PlanFixture> m_plan;

    PinEditor &editor() { return m_plan->workspace->editor(); }

    template<typename Start>
    Result<EditOutcome> run(Start start)
    {
        return await<EditOutcome>(
            [&](QObject *c, Done<EditOutcome> done) { start(c, std::move(done)); });
    }

    WallTime in(int minutes) const
    {
        return WallTime::fromUtc(m_plan->clock.now() + std::chrono::minutes(minutes),
                                 "Europe/Berlin");
    }

    DropTarget target(int minutes) const
    {
        DropTarget drop;
        drop.account = m_plan->account.id;
        drop.board = m_plan->board(QStringLiteral("Recipes")).id;
        drop.at = in(minutes);
        return drop;
    }

    Result<EditOutcome> drop(const QStringList &paths, const DropTarget &where)
    {
        return run([&](QObject *c, Done<EditOutcome> done) {
            editor().addImages(paths, where, c, std::move(done));
        });
    }

    /** A slot of the account on every day of the week. */
    void addDailySlot(QTime time)
    {
        SlotStep step{QStringLiteral("Add slots"), {}};
        for (int day = Qt::Monday; day <= Qt::Sunday; ++day)
            step.changes +=
                SlotChange{{{}, m_plan->account.id, {}, day, time, m_plan->account.zone}, false};
        QVERIFY(await<QList<SlotId>>([&](QObject *c, Done<QList<SlotId>> done) {
            m_plan->workspace->store().timeSlots().apply(step, c, std::move(done));
        }));
    }

    /** Tried without success: it will be tried again in an hour. */
    void putOff(PinId id)
    {
        PinStore &pins = m_plan->workspace->store().pins();
        Claim claim;
        claim.pin = id;
        claim.expectedRevision = m_plan->pin(id).revision;
        claim.fingerprint = "fingerprint";
        claim.bodySha256 = "00";
        claim.bootId = "boot";
        const auto attempt = must(await<AttemptId>(
            [&](QObject *c, Done<AttemptId> done) { pins.claim(claim, c, std::move(done)); }));
        const PinError error{ErrorKind::Offline, QStringLiteral("no network")};
        QVERIFY(await<void>([&](QObject *c, Done<void> done) {
            pins.markFailed(attempt, error, m_plan->clock.now() + std::chrono::hours(1), c,
                            std::move(done));
        }));
    }

private slots:
    void init() { m_plan = std::make_unique<PlanFixture>(); }
    void cleanup() { m_plan.reset(); }

    void imagesTakeTheNextSlotsFromTheDropPointOn()
    {
        addDailySlot({9, 0});
        DropTarget where = target(60);
        where.nextSlots = true;
        const Result<QList<WallTime>> shown =
            await<QList<WallTime>>([&](QObject *c, Done<QList<WallTime>> done) {
                editor().previewNextSlots(where, 2, c, std::move(done));
            });
        QVERIFY(shown);
        const Result<EditOutcome> dropped =
            drop({m_plan->imageFile(QStringLiteral("a")), m_plan->imageFile(QStringLiteral("b"))},
                 where);
        QVERIFY(dropped);
        QCOMPARE(dropped->pins.size(), 2);
        for (int i = 0; i < 2; ++i) {
            const Pin pin = m_plan->pin(dropped->pins.at(i));
            QCOMPARE(pin.content.planned, std::optional(shown->at(i)));
            QCOMPARE(pin.content.planned->time, QTime(9, 0));
            QCOMPARE(pin.status, PinStatus::Draft); // no title, no link
        }
        const Result<UndoOutcome> undone = await<UndoOutcome>(
            [&](QObject *c, Done<UndoOutcome> done) { editor().undo(c, std::move(done)); });
        QCOMPARE(undone->changed.size(), 2);
    }

    void readyPinsAreScheduledToTheNextSlotsInOneStep()
    {
        addDailySlot({9, 0});
        PinContent first = m_plan->content(QStringLiteral("One"), 60);
        first.planned.reset();
        PinContent second = m_plan->content(QStringLiteral("Two"), 60);
        second.planned.reset();
        second.link = QStringLiteral("https://example.com/two");
        second.media = m_plan->media(QStringLiteral("two"));
        PinContent unready = second;
        unready.title.clear();
        unready.link = QStringLiteral("https://example.com/three");
        unready.media = m_plan->media(QStringLiteral("three"));
        const QList<PinId> pins{m_plan->draft(first), m_plan->draft(second),
                                m_plan->draft(unready)};
        const Result<EditOutcome> outcome = run([&](QObject *c, Done<EditOutcome> done) {
            editor().scheduleToNextSlots(pins, std::nullopt, c, std::move(done));
        });
        QVERIFY(outcome);
        QCOMPARE(outcome->scheduled, 2);
        QCOMPARE(m_plan->pin(pins.at(0)).status, PinStatus::Scheduled);
        QCOMPARE(m_plan->pin(pins.at(2)).status, PinStatus::Draft);
        const UtcTime day = *m_plan->pin(pins.at(0)).dueAt;
        QVERIFY(day >= m_plan->clock.now());
        QCOMPARE(*m_plan->pin(pins.at(1)).dueAt, day + std::chrono::hours(24));
        QCOMPARE(*m_plan->pin(pins.at(2)).dueAt, day + std::chrono::hours(48));
        await<UndoOutcome>(
            [&](QObject *c, Done<UndoOutcome> done) { editor().undo(c, std::move(done)); });
        for (const PinId pin : pins)
            QVERIFY(!m_plan->pin(pin).content.planned);
    }

    void lockedAndPublishedPinsTakeNoSlot()
    {
        const PinId locked = m_plan->scheduled(QStringLiteral("Locked"), 3600);
        const auto toSlots = [&](const QList<PinId> &pins) {
            return run([&](QObject *c, Done<EditOutcome> done) {
                editor().scheduleToNextSlots(pins, std::nullopt, c, std::move(done));
            });
        };
        QVERIFY(run([&](QObject *c, Done<EditOutcome> done) {
            editor().setLocked({locked}, true, c, std::move(done));
        }));
        const Pin before = m_plan->pin(locked);
        QCOMPARE(toSlots({locked}).error().kind, ErrorKind::Rejected);
        const PinId other = m_plan->scheduled(QStringLiteral("Other"), 7200);
        const Result<EditOutcome> outcome = toSlots({locked, other});
        QVERIFY(outcome);
        QCOMPARE(outcome->pins, QList<PinId>{other});
        QCOMPARE(m_plan->pin(locked).revision, before.revision);
    }

    void aNewPinTakesTheNextSlotInOneStep()
    {
        addDailySlot({9, 0});
        PinContent content = m_plan->content(QStringLiteral("One"), 60);
        content.planned.reset();
        const Result<EditOutcome> added = run([&](QObject *c, Done<EditOutcome> done) {
            editor().addPinToNextSlot(content, std::nullopt, c, std::move(done));
        });
        QVERIFY(added);
        QCOMPARE(added->scheduled, 1);
        QCOMPARE(m_plan->pin(added->pins.first()).content.planned->time, QTime(9, 0));
    }

    void anIncompleteDropIsADraftWithItsTime()
    {
        const Result<EditOutcome> dropped =
            drop({m_plan->imageFile(QStringLiteral("cake"))}, target(60));
        QVERIFY(dropped);
        QCOMPARE(dropped->pins.size(), 1);
        QCOMPARE(dropped->scheduled, 0);
        const Pin pin = m_plan->pin(dropped->pins.first());
        QCOMPARE(pin.status, PinStatus::Draft);
        QCOMPARE(pin.content.planned, std::optional(in(60)));
        QCOMPARE(pin.dueAt, std::optional(in(60).resolve().utc));
        QCOMPARE(editor().missing(pin.content),
                 (QList<PinCheck>{PinCheck::TitleMissing, PinCheck::LinkMissing}));
    }

    void aReadyDropIsScheduledAtOnce()
    {
        Account account = m_plan->account;
        account.titleRequired = false;
        account.linkRequired = false;
        QVERIFY(await<Account>([&](QObject *c, Done<Account> done) {
            m_plan->workspace->store().accounts().save(account, c, std::move(done));
        }));
        const Result<EditOutcome> dropped =
            drop({m_plan->imageFile(QStringLiteral("cake"))}, target(60));
        QVERIFY(dropped);
        QCOMPARE(dropped->scheduled, 1);
        QCOMPARE(m_plan->pin(dropped->pins.first()).status, PinStatus::Scheduled);
    }

    void severalFilesAreOneStepAndBadOnesAreNamed()
    {
        const QString text = m_plan->directory.filePath(QStringLiteral("note.jpg"));
        QFile file(text);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not an image");
        file.close();
        QSignalSpy progress(&editor(), &PinEditor::importProgress);
        const Result<EditOutcome> dropped = drop(
            {m_plan->imageFile(QStringLiteral("a")), text, m_plan->imageFile(QStringLiteral("b")),
             m_plan->directory.filePath(QStringLiteral("gone.jpg"))},
            target(60));
        QVERIFY(dropped);
        QCOMPARE(dropped->pins.size(), 2);
        QCOMPARE(dropped->refused.size(), 2);
        QVERIFY(dropped->refused.first().contains(QStringLiteral("note.jpg")));
        QVERIFY(progress.count() >= 4);
        QCOMPARE(m_plan->pin(dropped->pins.at(1)).content.planned, std::optional(in(120)));
        const Result<UndoOutcome> undone = await<UndoOutcome>(
            [&](QObject *c, Done<UndoOutcome> done) { editor().undo(c, std::move(done)); });
        QVERIFY(undone);
        QCOMPARE(undone->changed.size(), 2);
        QVERIFY(!m_plan->workspace->store().pins().pin(dropped->pins.first()));
    }

    void onlyBadFilesMakeNothing()
    {
        const Result<EditOutcome> dropped = drop({m_plan->directory.path()}, target(60));
        QVERIFY(!dropped);
        QCOMPARE(dropped.error().kind, ErrorKind::Media);
        QCOMPARE(m_plan->workspace->store().pins().list({}, {}, {}, {}, {}, 10, 0)->size(), 0);
    }

    void aDropInThePastIsRefused()
    {
        const Result<EditOutcome> dropped =
            drop({m_plan->imageFile(QStringLiteral("cake"))}, target(-1));
        QVERIFY(!dropped);
        QCOMPARE(dropped.error().kind, ErrorKind::Rejected);
        QVERIFY(QDir(m_plan->workspace->directory() + QStringLiteral("/media")).isEmpty());
    }

    void moveIsUndoneAndRedoneToEqualRows()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Move me"), 3600);
        const Pin before = m_plan->pin(id);
        QVERIFY(run([&](QObject *c, Done<EditOutcome> done) {
            editor().move({id}, {in(600)}, c, std::move(done));
        }));
        const Pin moved = m_plan->pin(id);
        QCOMPARE(moved.content.planned, std::optional(in(600)));
        QCOMPARE(moved.status, PinStatus::Scheduled);
        QVERIFY(await<UndoOutcome>(
            [&](QObject *c, Done<UndoOutcome> done) { editor().undo(c, std::move(done)); }));
        const Pin undone = m_plan->pin(id);
        QVERIFY(undone.content == before.content);
        QCOMPARE(undone.status, before.status);
        QCOMPARE(undone.dueAt, before.dueAt);
        QVERIFY(await<UndoOutcome>(
            [&](QObject *c, Done<UndoOutcome> done) { editor().redo(c, std::move(done)); }));
        QVERIFY(m_plan->pin(id).content == moved.content);
    }

    void manyPinsAreOneStepThatIsGatheredInSeveralTurns()
    {
        constexpr int count = 700;
        QList<PinContent> contents;
        for (int i = 0; i < count; ++i) {
            PinContent content;
            content.account = m_plan->account.id;
            content.title = QStringLiteral("Soup %1").arg(i);
            content.planned = in(60 + i);
            contents += content;
        }
        const Result<EditOutcome> made = run([&](QObject *c, Done<EditOutcome> done) {
            editor().addPins(contents, c, std::move(done));
        });
        QVERIFY(made);
        QList<TextEdit> edits;
        for (const PinId pin : made->pins)
            edits += TextEdit{pin, PinText::Title, QStringLiteral("Stew")};
        int turns = 0;
        QTimer turn;
        connect(&turn, &QTimer::timeout, this, [&turns] { ++turns; });
        turn.start(0);
        const Result<EditOutcome> edited = run([&](QObject *c, Done<EditOutcome> done) {
            editor().editTexts(edits, QStringLiteral("Replace"), c, std::move(done));
        });
        QVERIFY(edited);
        QCOMPARE(edited->pins.size(), count);
        QVERIFY2(turns > 2, "the event loop has to turn between the slices");
        QCOMPARE(m_plan->pin(made->pins.last()).content.title, QStringLiteral("Stew"));

        const Result<EditOutcome> moved = run([&](QObject *c, Done<EditOutcome> done) {
            editor().shift(made->pins, 1, std::chrono::minutes(30), "Europe/Berlin", c,
                           std::move(done));
        });
        QVERIFY(moved);
        QCOMPARE(moved->pins.size(), count);
        QCOMPARE(m_plan->pin(made->pins.last()).content.planned,
                 std::optional(in(60 + count - 1 + 24 * 60 + 30)));

        const auto undone = [&] {
            return await<UndoOutcome>(
                [&](QObject *c, Done<UndoOutcome> done) { editor().undo(c, std::move(done)); });
        };
        QCOMPARE(undone()->changed.size(), count);
        QCOMPARE(m_plan->pin(made->pins.last()).content.planned, contents.last().planned);
        QCOMPARE(undone()->changed.size(), count);
        QCOMPARE(m_plan->pin(made->pins.first()).content.title, contents.first().title);
    }

    void whatCannotBeChangedAnyMoreIsLeftOutOfTextsAndShifts()
    {
        Pin out;
        out.content = m_plan->content(QStringLiteral("Out"), 3600);
        out.status = PinStatus::Published;
        out.remoteId = QStringLiteral("4711");
        out.dueAt = out.content.planned->resolve().utc;
        out.publishedAt = m_plan->clock.now();
        QVERIFY(await<void>([&](QObject *c, Done<void> done) {
            m_plan->workspace->store().pins().insertPublished({out}, c, std::move(done));
        }));
        const PinId published =
            m_plan->workspace->store().pins().list({}, {}, {}, {}, {}, 1, 0)->first().id;
        const PinId draft = m_plan->draft(m_plan->content(QStringLiteral("Draft"), 3600));
        const auto edit = [&](const QList<PinId> &pins) {
            QList<TextEdit> edits;
            for (const PinId pin : pins)
                edits += TextEdit{pin, PinText::Title, QStringLiteral("New")};
            return run([&](QObject *c, Done<EditOutcome> done) {
                editor().editTexts(edits, QStringLiteral("Fill down"), c, std::move(done));
            });
        };
        const auto shift = [&](const QList<PinId> &pins, int days) {
            return run([&](QObject *c, Done<EditOutcome> done) {
                editor().shift(pins, days, std::chrono::minutes(0), "Europe/Berlin", c,
                               std::move(done));
            });
        };
        const Result<EditOutcome> edited = edit({published, draft});
        QVERIFY(edited);
        QCOMPARE(edited->pins, QList<PinId>{draft});
        QCOMPARE(m_plan->pin(published).content.title, QStringLiteral("Out"));
        const Result<EditOutcome> shifted = shift({published, draft}, 2);
        QVERIFY(shifted);
        QCOMPARE(shifted->pins, QList<PinId>{draft});
        QCOMPARE(edit({published}).error().kind, ErrorKind::Rejected);
        QCOMPARE(shift({published}, 2).error().kind, ErrorKind::Rejected);
        // All or nothing where a new time would be past.
        QCOMPARE(shift({draft}, -9).error().kind, ErrorKind::Rejected);
    }

    void moveIsAllOrNothing()
    {
        const PinId a = m_plan->scheduled(QStringLiteral("A"), 3600);
        const PinId b = m_plan->scheduled(QStringLiteral("B"), 7200);
        const Result<EditOutcome> moved = run([&](QObject *c, Done<EditOutcome> done) {
            editor().move({a, b}, {in(-60), in(60)}, c, std::move(done));
        });
        QVERIFY(!moved);
        QVERIFY(moved.error().detail.contains(QStringLiteral("1 of 2")));
        QCOMPARE(m_plan->pin(b).dueAt,
                 std::optional(m_plan->clock.now() + std::chrono::seconds(7200)));
    }

    void anEditThatLeavesAnErrorTurnsThePinIntoADraftWithItsTime()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Edit me"), 3600);
        const Pin seen = m_plan->pin(id);
        PinContent content = seen.content;
        content.title = QString(101, QLatin1Char('x'));
        const Result<EditOutcome> edited = run([&](QObject *c, Done<EditOutcome> done) {
            editor().edit(seen, content, QStringLiteral("Edit title"), {}, c, std::move(done));
        });
        QVERIFY(edited);
        QCOMPARE(edited->turnedDraft, QList<PinId>{id});
        QCOMPARE(m_plan->pin(id).status, PinStatus::Draft);
        QCOMPARE(m_plan->pin(id).dueAt, seen.dueAt);
    }

    void whatWasArmedBeforeAnErrorOfAMomentIsArmedTheSame_data()
    {
        QTest::addColumn<bool>("failed");
        QTest::addColumn<int>("plannedIn");
        QTest::addColumn<bool>("several");
        for (const bool several : {false, true}) {
            const char *how = several ? "several" : "one";
            QTest::addRow("%s, to come", how) << false << 3600 << several;
            QTest::addRow("%s, overdue", how) << false << 60 << several;
            QTest::addRow("%s, tried again, overdue", how) << true << 60 << several;
            QTest::addRow("%s, tried again, to come", how) << true << 3600 << several;
        }
    }
    void whatWasArmedBeforeAnErrorOfAMomentIsArmedTheSame()
    {
        QFETCH(const bool, failed);
        QFETCH(const int, plannedIn);
        QFETCH(const bool, several);
        const PinId id = m_plan->scheduled(QStringLiteral("Edit me"), plannedIn);
        if (failed)
            putOff(id);
        m_plan->clock.advance(std::chrono::seconds(600));
        const Pin before = m_plan->pin(id);
        const auto type = [&](const QString &link, const Disarmed &former) {
            return run([&](QObject *c, Done<EditOutcome> done) {
                const Pin seen = m_plan->pin(id);
                PinContent content = seen.content;
                content.link = link;
                const QString name = QStringLiteral("Edit link");
                if (several)
                    editor().editTexts({{id, PinText::Link, link}}, name, c, std::move(done),
                                       QStringLiteral("run"), former);
                else
                    editor().edit(seen, content, name, QStringLiteral("run"), c, std::move(done),
                                  former);
            });
        };
        const Result<EditOutcome> half = type(QStringLiteral("half an addr"), {});
        QVERIFY(half);
        QCOMPARE(half->turnedDraft, QList<PinId>{id});
        QCOMPARE(m_plan->pin(id).status, PinStatus::Draft);
        const Result<EditOutcome> more = type(QStringLiteral("half an address"), half->disarmed);
        QVERIFY(more);
        QCOMPARE(more->turnedDraft, QList<PinId>{id});
        const Result<EditOutcome> whole =
            type(QStringLiteral("https://example.com/new"), more->disarmed);
        QVERIFY2(whole, whole ? "" : qPrintable(whole.error().detail));
        QVERIFY(whole->turnedDraft.isEmpty());
        QVERIFY(whole->disarmed.isEmpty());
        const Pin after = m_plan->pin(id);
        QCOMPARE(after.status, before.status);
        QCOMPARE(after.dueAt, before.dueAt);
        QCOMPARE(after.nextAttemptAt, before.nextAttemptAt);
        QCOMPARE(after.lastError.has_value(), failed);
    }

    void whatCantBeArmedAgainIsSaid()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Edit me"), 3600);
        Pin seen = m_plan->pin(id);
        const auto edit = [&](const PinContent &content, const Disarmed &former) {
            return run([&](QObject *c, Done<EditOutcome> done) {
                editor().edit(seen, content, QStringLiteral("Edit"), {}, c, std::move(done),
                              former);
            });
        };
        PinContent content = seen.content;
        const QString link = std::exchange(content.link, QStringLiteral("half"));
        const Result<EditOutcome> half = edit(content, {});
        QVERIFY(half);
        seen = m_plan->pin(id);
        content.link = link;
        content.planned = in(-5);
        const Result<EditOutcome> past = edit(content, half->disarmed);
        QVERIFY(past);
        QCOMPARE(m_plan->pin(id).status, PinStatus::Draft);
        QCOMPARE(past->turnedDraft, QList<PinId>{id});
        QVERIFY(past->disarmed.contains(id));
        // What never was armed stays a draft without a word.
        const PinId draft = m_plan->draft(m_plan->content(QStringLiteral("Draft"), 3600));
        seen = m_plan->pin(draft);
        content = seen.content;
        content.title += QLatin1Char('s');
        const Result<EditOutcome> other = edit(content, half->disarmed);
        QVERIFY(other);
        QVERIFY(other->turnedDraft.isEmpty());
        QCOMPARE(m_plan->pin(draft).status, PinStatus::Draft);
    }

    void fillingInFieldsArmsNothing()
    {
        PinContent content = m_plan->content(QString(), 3600);
        const PinId id = m_plan->draft(content);
        content.title = QStringLiteral("Now ready");
        QVERIFY(run([&](QObject *c, Done<EditOutcome> done) {
            editor().edit(m_plan->pin(id), content, QStringLiteral("Edit title"), {}, c,
                          std::move(done));
        }));
        QCOMPARE(m_plan->pin(id).status, PinStatus::Draft);
        QVERIFY(run([&](QObject *c, Done<EditOutcome> done) {
            editor().schedule({id}, c, std::move(done));
        }));
        QCOMPARE(m_plan->pin(id).status, PinStatus::Scheduled);
    }

    void whatIsNotReadyOrPastCannotBeScheduled_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<int>("seconds");
        QTest::newRow("101 characters") << QString(101, QLatin1Char('x')) << 3600;
        QTest::newRow("no title") << QString() << 3600;
        QTest::newRow("past") << QStringLiteral("Past") << -60;
    }

    void whatIsNotReadyOrPastCannotBeScheduled()
    {
        QFETCH(QString, title);
        QFETCH(int, seconds);
        const PinId id = m_plan->draft(m_plan->content(title, seconds));
        const Result<EditOutcome> scheduled = run([&](QObject *c, Done<EditOutcome> done) {
            editor().schedule({id}, c, std::move(done));
        });
        QVERIFY(!scheduled);
        QCOMPARE(scheduled.error().kind, ErrorKind::Rejected);
        QVERIFY(!scheduled.error().detail.isEmpty());
        QCOMPARE(m_plan->pin(id).status, PinStatus::Draft);
    }

    void unscheduleTakesTheTimeAway()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Back"), 3600);
        QVERIFY(run([&](QObject *c, Done<EditOutcome> done) {
            editor().unschedule({id}, c, std::move(done));
        }));
        QCOMPARE(m_plan->pin(id).status, PinStatus::Draft);
        QVERIFY(!m_plan->pin(id).dueAt);
        QVERIFY(!m_plan->pin(id).content.planned);
        // A ready pin dragged back onto the week is scheduled again.
        QVERIFY(run([&](QObject *c, Done<EditOutcome> done) {
            editor().move({id}, {in(90)}, c, std::move(done));
        }));
        QCOMPARE(m_plan->pin(id).status, PinStatus::Scheduled);
    }

    void duplicatesAreNewPinsOfTheirOwn()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Twice"), 3600);
        const Result<EditOutcome> copied = run([&](QObject *c, Done<EditOutcome> done) {
            editor().duplicate({id}, std::nullopt, c, std::move(done));
        });
        QVERIFY(copied);
        QVERIFY(copied->pins.first() != id);
        QCOMPARE(m_plan->pin(copied->pins.first()).status, PinStatus::Draft);
        QCOMPARE(m_plan->pin(copied->pins.first()).content.title, QStringLiteral("Twice"));
    }

    void publishNowMakesItDueNow()
    {
        const PinId id = m_plan->draft(m_plan->content(QStringLiteral("Now"), 3600));
        QVERIFY(run([&](QObject *c, Done<EditOutcome> done) {
            editor().publishNow({id}, c, std::move(done));
        }));
        QCOMPARE(m_plan->pin(id).status, PinStatus::Scheduled);
        QCOMPARE(m_plan->pin(id).dueAt, std::optional(m_plan->clock.now()));
    }

    void replacingTheImageKeepsTheRest()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Image"), 3600);
        const Pin before = m_plan->pin(id);
        QVERIFY(run([&](QObject *c, Done<EditOutcome> done) {
            editor().replaceImage(id, m_plan->imageFile(QStringLiteral("other"), {800, 1200}), c,
                                  std::move(done));
        }));
        const Pin after = m_plan->pin(id);
        QVERIFY(after.content.media != before.content.media);
        QCOMPARE(after.content.title, before.content.title);
        QCOMPARE(after.status, PinStatus::Scheduled);
    }

    void aStaleViewLosesCleanly()
    {
        const PinId id = m_plan->draft(m_plan->content(QStringLiteral("Stale"), 3600));
        const Pin seen = m_plan->pin(id);
        QVERIFY(run([&](QObject *c, Done<EditOutcome> done) {
            editor().setLocked({id}, true, c, std::move(done));
        }));
        PinContent content = seen.content;
        content.title = QStringLiteral("Overwritten");
        const Result<EditOutcome> edited = run([&](QObject *c, Done<EditOutcome> done) {
            editor().edit(seen, content, QStringLiteral("Edit"), {}, c, std::move(done));
        });
        QVERIFY(!edited);
        QCOMPARE(edited.error().kind, ErrorKind::Conflict);
        QCOMPARE(m_plan->pin(id).content.title, QStringLiteral("Stale"));
    }

    void aCancelledImportMakesNothing()
    {
        QStringList paths;
        for (int i = 0; i < 40; ++i)
            paths.append(m_plan->imageFile(QStringLiteral("many %1").arg(i), {1200, 1800}));
        std::optional<Result<EditOutcome>> answer;
        editor().addImages(paths, target(60), this,
                           [&](const Result<EditOutcome> &result) { answer = result; });
        QSignalSpy progress(&editor(), &PinEditor::importProgress);
        QVERIFY(progress.wait());
        editor().cancelImport();
        QTRY_VERIFY(answer);
        QVERIFY(!*answer);
        QCOMPARE(answer->error().kind, ErrorKind::Cancelled);
        QCOMPARE(m_plan->workspace->store().pins().list({}, {}, {}, {}, {}, 10, 0)->size(), 0);
    }

    void holdMakesADraftThatKeepsItsTime()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Hold me"), 2);
        const Pin before = m_plan->pin(id);
        QVERIFY(run([&](QObject *c, Done<EditOutcome> done) {
            editor().holdBack({id}, c, std::move(done));
        }));
        QCOMPARE(m_plan->pin(id).status, PinStatus::Draft);
        QCOMPARE(m_plan->pin(id).content, before.content);
        QCOMPARE(m_plan->workspace->store().undo().state()->undoName, QStringLiteral("Hold"));
        m_plan->clock.advance(std::chrono::seconds(3));
        QVERIFY(m_plan->pin(id).isMissed(m_plan->clock.now()));
    }

    void removedPinsComeBackAsTheyWere()
    {
        const PinId scheduled = m_plan->scheduled(QStringLiteral("Armed"), 3600);
        const PinId draft = m_plan->draft(m_plan->content(QStringLiteral("Idea"), 7200));
        const QList<PinId> both{scheduled, draft};
        const QList<Pin> before{m_plan->pin(scheduled), m_plan->pin(draft)};
        remove(both);
        QVERIFY(!m_plan->workspace->store().pins().pin(scheduled));
        const Result<EditOutcome> restored = restore(both);
        QVERIFY(restored);
        QVERIFY(restored->turnedDraft.isEmpty());
        for (int i = 0; i < both.size(); ++i) {
            QCOMPARE(m_plan->pin(both.at(i)).content, before.at(i).content);
            QCOMPARE(m_plan->pin(both.at(i)).status, before.at(i).status);
            QCOMPARE(m_plan->pin(both.at(i)).dueAt, before.at(i).dueAt);
        }
        // One step: undone, they are gone again.
        QVERIFY(await<UndoOutcome>(
            [&](QObject *c, Done<UndoOutcome> done) { editor().undo(c, std::move(done)); }));
        QVERIFY(!m_plan->workspace->store().pins().pin(scheduled));
        QCOMPARE(removedPins().size(), 2);
    }

    void whatWouldBePastComesBackAsADraftWithItsTime()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Late"), 60);
        const Pin before = m_plan->pin(id);
        remove({id});
        m_plan->clock.advance(std::chrono::seconds(60));
        const Result<EditOutcome> restored = restore({id});
        QVERIFY(restored);
        QCOMPARE(restored->turnedDraft, QList<PinId>{id});
        QCOMPARE(m_plan->pin(id).status, PinStatus::Draft);
        QCOMPARE(m_plan->pin(id).content.planned, before.content.planned);
    }

    void whatCannotBeSentAnyMoreComesBackAsADraft()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Boardless"), 3600);
        const Pin before = m_plan->pin(id);
        remove({id});
        QVERIFY(await<void>([&](QObject *c, Done<void> done) {
            m_plan->workspace->store().boards().remove(before.content.board, c, std::move(done));
        }));
        QVERIFY(restore({id}));
        QCOMPARE(m_plan->pin(id).status, PinStatus::Draft);
        QCOMPARE(m_plan->pin(id).content.planned, before.content.planned);
        QVERIFY(!m_plan->pin(id).content.board.isValid());
    }

    void aPublishedPinComesBackAsPublished()
    {
        Pin pin;
        pin.content = m_plan->content(QStringLiteral("Out"), -3600);
        pin.status = PinStatus::Published;
        pin.remoteId = QStringLiteral("4711");
        pin.dueAt = pin.content.planned->resolve().utc;
        pin.publishedAt = pin.dueAt;
        QVERIFY(await<void>([&](QObject *c, Done<void> done) {
            m_plan->workspace->store().pins().insertPublished({pin}, c, std::move(done));
        }));
        const PinId id =
            m_plan->workspace->store().pins().list({}, {}, {}, {}, {}, 1, 0)->first().id;
        remove({id});
        QVERIFY(restore({id}));
        QCOMPARE(m_plan->pin(id).status, PinStatus::Published);
        QCOMPARE(m_plan->pin(id).remoteId, QStringLiteral("4711"));
    }

    void whatIsNotRemovedCannotBeBroughtBack()
    {
        const PinId there = m_plan->scheduled(QStringLiteral("There"), 3600);
        const PinId gone = m_plan->scheduled(QStringLiteral("Gone"), 3600);
        remove({gone});
        const Result<EditOutcome> restored = restore({there, gone});
        QVERIFY(!restored);
        QCOMPARE(restored.error().kind, ErrorKind::NotFound);
        QVERIFY(!m_plan->workspace->store().pins().pin(gone));
    }

    void nobodyHasToWaitForAnAnswer()
    {
        const auto count = [this] {
            return m_plan->workspace->store().pins().list({}, {}, {}, {}, {}, 10, 0)->size();
        };
        editor().addImages({m_plan->imageFile(QStringLiteral("quiet"))}, target(60), nullptr, {});
        QTRY_COMPARE(count(), 1);
        editor().addPin(m_plan->content(QStringLiteral("Quiet"), 3600), nullptr, {});
        QTRY_COMPARE(count(), 2);
        const PinId id = m_plan->scheduled(QStringLiteral("All"), 3600);
        const Pin seen = m_plan->pin(id);
        const auto changed = [this, id](qint64 from) {
            return waitUntil([&] { return m_plan->pin(id).revision > from; });
        };
        PinContent content = seen.content;
        content.title = QStringLiteral("Anything");
        editor().edit(seen, content, QStringLiteral("Edit"), {}, nullptr, {});
        QVERIFY(changed(1));
        editor().replaceImage(id, m_plan->imageFile(QStringLiteral("new")), nullptr, {});
        QVERIFY(changed(2));
        editor().move({id}, {in(90)}, nullptr, {});
        QVERIFY(changed(3));
        editor().setLocked({id}, true, nullptr, {});
        QVERIFY(changed(4));
        editor().holdBack({id}, nullptr, {});
        QVERIFY(changed(5));
        editor().schedule({id}, nullptr, {});
        QVERIFY(changed(6));
        editor().undo(nullptr, {});
        QVERIFY(changed(7));
        editor().redo(nullptr, {});
        QVERIFY(changed(8));
        editor().unschedule({id}, nullptr, {});
        QVERIFY(changed(9));
        editor().publishNow({id}, nullptr, {});
        QVERIFY(changed(10));
        editor().remove({id}, nullptr, {});
        QTRY_COMPARE(removedPins().size(), 1);
        editor().restore({id}, nullptr, {});
        QTRY_COMPARE(removedPins().size(), 0);
        // Refusals have nobody to be told to.
        int readFiles = 0;
        connect(&editor(), &PinEditor::importProgress, this,
                [&readFiles](int done) { readFiles += done; });
        editor().restore({id}, nullptr, {});
        editor().move({id}, {in(-90)}, nullptr, {});
        editor().addImages({m_plan->directory.path()}, target(60), nullptr, {});
        editor().addImages({m_plan->directory.path()}, target(-60), nullptr, {});
        editor().replaceImage(id, m_plan->directory.path(), nullptr, {});
        editor().schedule({PinId{99}}, nullptr, {});
        editor().publishNow({PinId{99}}, nullptr, {});
        editor().setBoard({id}, BoardId{99}, {}, nullptr, {});
        editor().duplicate({id}, std::nullopt, nullptr, {});
        QTRY_COMPARE(count(), 4);
        QTRY_COMPARE(readFiles, 2); // the one for the past is not read
        QVERIFY(!restore({id}));    // its answer comes behind theirs
    }

private:
    void remove(const QList<PinId> &pins)
    {
        const Result<EditOutcome> removed = run(
            [&](QObject *c, Done<EditOutcome> done) { editor().remove(pins, c, std::move(done)); });
        QVERIFY(removed);
    }
    Result<EditOutcome> restore(const QList<PinId> &pins)
    {
        return run([&](QObject *c, Done<EditOutcome> done) {
            editor().restore(pins, c, std::move(done));
        });
    }
    QList<RemovedPin> removedPins() const
    {
        return m_plan->workspace->store()
            .pins()
            .recentlyDeleted(m_plan->clock.now() - removedKeptFor)
            .value_or(QList<RemovedPin>{});
    }
};

QTEST_GUILESS_MAIN(TestPinEditor)
#include "tst_pineditor.moc"
