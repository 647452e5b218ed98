// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"
#include "store/migrations.h"
#include "store/pinsearch.h"
#include "support/storetest.h"

#include <QFile>
#include <QSignalSpy>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

/** Search, filters, sorted lists and their first pages, over real SQLite. */
class TestPinSearch : public StoreTest
{
    Q_OBJECT

private:
    PinId add(const QString &title, std::optional<UtcTime> at = std::nullopt,
              const std::function<void(PinContent &)> &adjust = {})
    {
        PinContent content = m_space->content(m_space->plan(), {}, {}, at, title);
        content.link = QStringLiteral("https://example.com/%1").arg(title.size());
        content.altText.clear();
        if (adjust)
            adjust(content);
        return m_space->addPin(content);
    }

    PinFilter words(const QString &text) const
    {
        PinFilter filter;
        filter.account = m_space->plan();
        filter.text = text;
        return filter;
    }

    /** Found by the database; the filter itself has to say the same of every pin. */
    QSet<PinId> found(const PinFilter &filter)
    {
        PinSearch search(m_space->store());
        QSignalSpy spy(&search, &PinSearch::found);
        search.find({filter});
        while (spy.isEmpty() || !spy.last().at(1).toBool()) {
            if (!spy.wait())
                qFatal("no answer");
        }
        const auto ids = spy.last().at(0).value<QList<PinId>>();
        const QSet<PinId> set(ids.begin(), ids.end());
        for (const PinId pin : std::as_const(m_all)) {
            if (filter.matches(m_space->pin(pin)) != set.contains(pin))
                qFatal("the filter and the database differ");
        }
        return set;
    }

    QList<PinId> inOrder(const PinQuery &query)
    {
        PinSearch search(m_space->store());
        QSignalSpy spy(&search, &PinSearch::found);
        search.find(query);
        while (spy.isEmpty() || !spy.last().at(1).toBool()) {
            if (!spy.wait())
                qFatal("no answer");
        }
        return spy.last().at(0).value<QList<PinId>>();
    }

    std::optional<PinMatch> match(const PinFilter &filter, UtcTime from, PinId after, bool forward)
    {
        PinSearch search(m_space->store());
        QSignalSpy spy(&search, &PinSearch::matched);
        search.match(filter, from, after, forward);
        if (!spy.wait())
            qFatal("no answer");
        return spy.last().at(0).value<std::optional<PinMatch>>();
    }

    QList<PinId> m_all;

private slots:
    void aWordIsFoundAnywhereInEachText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<int>>("pins"); // of those below
        const auto row = [](const char *name, const char *text, const QList<int> &pins) {
            QTest::newRow(name) << QString::fromUtf8(text) << pins;
        };
        row("title", "Pumpkin", {0});
        row("inside a word", "umpki", {0});
        row("small and large letters", "PUMPKIN", {0});
        row("large and small beyond ASCII", "ÄPFEL", {1});
        row("description", "orange bowl", {0});
        row("words in different texts", "soup orange", {0});
        row("link", "example.com/cake", {2});
        row("alternative text", "slices", {2});
        row("note", "ask anna", {1});
        row("all words are needed", "pumpkin anna", {});
        row("Japanese, three characters", "手作り", {3});
        row("Japanese, two", "弁当", {3});
        row("Japanese, one", "弁", {3});
        row("an emoji", "🎃", {0});
        row("two letters", "uc", {2});
        row("quotes", "\"best\"", {2});
        row("a wildcard is a character", "%", {2});
        row("an underline is a character", "_", {});
        row("words of the index's own language", "NEAR", {});
        row("brackets and stars", "(a* OR b)", {});
        row("only spaces", "   ", {0, 1, 2, 3});
    }

    void aWordIsFoundAnywhereInEachText()
    {
        QFETCH(QString, text);
        QFETCH(QList<int>, pins);
        m_all = {
            add(QStringLiteral("Pumpkin soup 🎃"), std::nullopt,
                [](PinContent &c) { c.description = QStringLiteral("An orange bowl"); }),
            add(QStringLiteral("Äpfel"), std::nullopt,
                [](PinContent &c) { c.note = QStringLiteral("Ask Anna"); }),
            add(QStringLiteral("Zucchini \"best\" 100%"), std::nullopt,
                [](PinContent &c) {
                    c.link = QStringLiteral("https://example.com/cake");
                    c.altText = QStringLiteral("Two slices");
                }),
            add(QStringLiteral("秋の手作り弁当レシピ")),
        };
        QSet<PinId> expected;
        for (const int i : std::as_const(pins))
            expected += m_all[i];
        QCOMPARE(found(words(text)), expected);
        QCOMPARE(m_space->pins().unscheduled(words(text))->size(), expected.size());
    }

    void theIndexFollowsEditsUndoAndDeleting()
    {
        m_all.clear();
        const PinId pin = add(QStringLiteral("Pumpkin soup"));
        PinChange change = m_space->change(pin);
        change.content.title = QStringLiteral("Carrot soup");
        QVERIFY(m_space->apply({QStringLiteral("Edit"), {change}, {}}));
        QVERIFY(found(words(QStringLiteral("pumpkin"))).isEmpty());
        QCOMPARE(found(words(QStringLiteral("carrot"))), QSet<PinId>{pin});
        QVERIFY(m_space->undo());
        QCOMPARE(found(words(QStringLiteral("pumpkin"))), QSet<PinId>{pin});
        QVERIFY(found(words(QStringLiteral("carrot"))).isEmpty());

        change = m_space->change(pin);
        change.removed = true;
        QVERIFY(m_space->apply({QStringLiteral("Delete"), {change}, {}}));
        QVERIFY(found(words(QStringLiteral("pumpkin"))).isEmpty());
        QVERIFY(m_space->undo());
        QCOMPARE(found(words(QStringLiteral("pumpkin"))), QSet<PinId>{pin});
        m_space->close();
        Database db;
        QVERIFY(db.open(m_space->path() + QStringLiteral("/pinweek.db"), Database::Access::Writer));
        QVERIFY(db.execute(
            QStringLiteral("INSERT INTO pin_text (pin_text, rank) VALUES ('integrity-check', 1)")));
    }

    /** What versions 1 and 2 left is found. */
    void anOlderDatabaseIsIndexedWhenItIsOpened()
    {
        m_space->close();
        const QString folder = m_space->path() + QStringLiteral("/old");
        QVERIFY(QDir().mkpath(folder));
        for (const char *file : {"/0001_initial.sql", "/0002_publisher.sql"}) {
            const QString name = QString::fromLatin1(file);
            QVERIFY(QFile::copy(schemaFolder() + name, folder + name));
        }
        Database db;
        QVERIFY(db.open(folder + QStringLiteral("/old.db"), Database::Access::Writer));
        QVERIFY(migrate(db, folder, folder, QStringLiteral("20261117T090000Z")));
        QVERIFY(db.execute(QStringLiteral(
            "INSERT INTO account (environment, api_base, authorize_url, token_url, remote_id, "
            "username, app_id, time_zone, title_required, link_required, state) VALUES ('local', "
            "'', '', '', '', '', '', '', 1, 1, 'connected')")));
        QVERIFY(db.execute(QStringLiteral(
            "INSERT INTO pin (account_id, title, description, link, alt_text, note, repeated, "
            "locked, status, revision, created_at, updated_at) VALUES (1, 'Pumpkin', '', '', '', "
            "'', 0, 0, 'draft', 1, 1, 1)")));
        QVERIFY(migrate(db, schemaFolder(), folder, QStringLiteral("20261118T090000Z")));
        Query query(db, QStringLiteral("SELECT count(*) FROM pin_text WHERE pin_text MATCH ?"));
        QVERIFY(query.bind(QStringLiteral("\"umpk\"")).next());
        QCOMPARE(query.integer(0), 1);
    }

    void statesAndBoardsNarrowIt()
    {
        const PinId scheduled = m_space->scheduledPin(m_now + 1h, QStringLiteral("Soup"));
        const PinId draft = m_space->draftPin(m_now + 2h);
        m_all = {scheduled, draft};
        PinFilter filter;
        filter.account = m_space->pin(scheduled).content.account;
        filter.states = {PinStatus::Draft, PinStatus::Blocked};
        QCOMPARE(found(filter), QSet<PinId>{draft});
        filter.states = {PinStatus::Scheduled};
        filter.text = QStringLiteral("soup");
        QCOMPARE(found(filter), QSet<PinId>{scheduled});
        filter.board = m_space->pin(scheduled).content.board;
        QCOMPARE(found(filter), QSet<PinId>{scheduled});
        QVERIFY(filter.narrows());
        QVERIFY(!words({}).narrows());
    }

    void listsAreSortedAndWhatHasNothingThereComesLast()
    {
        const PinId late = add(QStringLiteral("banana"), m_now + 3h);
        const PinId early = add(QStringLiteral("Apple"), m_now + 1h);
        const PinId untitled = add(QString(), m_now + 2h);
        const PinId unscheduled = add(QStringLiteral("cherry"));
        const auto order = [&](PinOrder by, bool descending) {
            return inOrder({words({}), by, descending});
        };
        QCOMPARE(order(PinOrder::Time, false), (QList{early, untitled, late, unscheduled}));
        QCOMPARE(order(PinOrder::Time, true), (QList{late, untitled, early, unscheduled}));
        QCOMPARE(order(PinOrder::Title, false), (QList{early, late, unscheduled, untitled}));
        QCOMPARE(order(PinOrder::Title, true), (QList{unscheduled, late, early, untitled}));
        for (const PinOrder by : {PinOrder::State, PinOrder::Description, PinOrder::Board,
                                  PinOrder::Section, PinOrder::Link, PinOrder::AltText})
            QCOMPARE(order(by, false).size(), 4);
    }

    void theFirstOnesComeBeforeAll()
    {
        PinStep step{QStringLiteral("Add"), {}, {}};
        for (int i = 0; i < 450; ++i) {
            PinChange change;
            change.content = m_space->content(m_space->plan(), {}, {}, m_now + 1min * i);
            step.changes += change;
        }
        QVERIFY(m_space->apply(step));
        PinSearch search(m_space->store());
        QSignalSpy spy(&search, &PinSearch::found);
        search.find({words({})});
        QTRY_COMPARE(spy.size(), 2);
        const auto first = spy.at(0).at(0).value<QList<PinId>>();
        const auto all = spy.at(1).at(0).value<QList<PinId>>();
        QCOMPARE(first.size(), PinSearch::firstFound);
        QVERIFY(!spy.at(0).at(1).toBool());
        QCOMPARE(all.size(), 450);
        QVERIFY(spy.at(1).at(1).toBool());
        QCOMPARE(all.first(PinSearch::firstFound), first);
    }

    void theFirstOnesOfAWordThatManyHaveAreThoseOfTheIndex_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("descending");
        QTest::newRow("all have it") << QStringLiteral("CAKE") << false;
        QTest::newRow("from the end") << QStringLiteral("cake") << true;
        QTest::newRow("every second, with a short word") << QStringLiteral("cake b") << false;
        QTest::newRow("too few for a first part") << QStringLiteral("soup") << false;
        QTest::newRow("not ASCII") << QStringLiteral("g\u00c2teau") << false;
    }

    void theFirstOnesOfAWordThatManyHaveAreThoseOfTheIndex()
    {
        QFETCH(const QString, text);
        QFETCH(const bool, descending);
        PinStep step{QStringLiteral("Add"), {}, {}};
        for (int i = 0; i < 450; ++i) {
            PinChange change;
            change.content = m_space->content(m_space->plan(), {}, {}, m_now + 1min * i);
            change.content.title = i % 2 ? QStringLiteral("Cake A") : QStringLiteral("Cake B");
            change.content.note =
                i % 9 ? QStringLiteral("g\u00e2teau") : QStringLiteral("soup after it");
            step.changes += change;
        }
        QVERIFY(m_space->apply(step));
        PinQuery query{words(text)};
        query.descending = descending;
        PinSearch search(m_space->store());
        QSignalSpy spy(&search, &PinSearch::found);
        search.find(query);
        QTRY_VERIFY(!spy.isEmpty() && spy.last().at(1).toBool());
        const auto first = spy.first().at(0).value<QList<PinId>>();
        const auto all = spy.last().at(0).value<QList<PinId>>();
        QVERIFY(!all.isEmpty());
        QCOMPARE(first, all.first(qMin(all.size(), qsizetype(PinSearch::firstFound))));
        for (const PinId pin : all)
            QVERIFY(query.filter.matches(m_space->pin(pin)));
    }

    void onlyTheNewestQuestionIsAnswered()
    {
        const PinId soup = add(QStringLiteral("Soup"));
        add(QStringLiteral("Cake"));
        PinSearch search(m_space->store());
        QSignalSpy spy(&search, &PinSearch::found);
        for (const char *typed : {"c", "ca", "cak", "cake", "soup"})
            search.find({words(QString::fromLatin1(typed))});
        QTRY_COMPARE(spy.size(), 1);
        QCOMPARE(spy.at(0).at(0).value<QList<PinId>>(), QList<PinId>{soup});
        // A search that is gone is not answered, and does no harm.
        {
            PinSearch gone(m_space->store());
            gone.find({words({})});
        }
        search.find({words({})});
        QTRY_COMPARE(spy.size(), 2);
    }

    void theNextMatchGoesOnAtTheOtherEnd()
    {
        const PinId first = add(QStringLiteral("Soup one"), m_now + 1h);
        add(QStringLiteral("Cake"), m_now + 24h);
        const PinId same = add(QStringLiteral("Soup two"), m_now + 1h);
        const PinId last = add(QStringLiteral("Soup three"), m_now + 24h * 400);
        add(QStringLiteral("Soup without a time"));
        const PinFilter soup = words(QStringLiteral("soup"));
        auto at = match(soup, m_now, {}, true);
        QVERIFY(at);
        QCOMPARE(at->pin, first);
        QCOMPARE(at->count, 3);
        QCOMPARE(at->place, 1);
        at = match(soup, at->dueAt, at->pin, true);
        QCOMPARE(at->pin, same);
        at = match(soup, at->dueAt, at->pin, true);
        QCOMPARE(at->pin, last);
        QCOMPARE(at->place, 3);
        at = match(soup, at->dueAt, at->pin, true);
        QCOMPARE(at->pin, first);
        at = match(soup, at->dueAt, at->pin, false);
        QCOMPARE(at->pin, last);
        QVERIFY(!match(words(QStringLiteral("bread")), m_now, {}, true));
    }

    void pinsOfOneAddressAreOneGroup()
    {
        const auto linked = [&](const char *link, std::chrono::seconds in) {
            return add(QStringLiteral("Pin"), m_now + in,
                       [link](PinContent &c) { c.link = QString::fromLatin1(link); });
        };
        const PinId second = linked("https://example.com/soup/", 2h);
        const PinId first = linked("http://Example.com/soup", 1h);
        const PinId other = linked("https://example.com/cake", 3h);
        const PinId none = linked("", 4h);
        PinSearch search(m_space->store());
        QSignalSpy spy(&search, &PinSearch::grouped);
        search.group(words({}));
        QVERIFY(spy.wait());
        const auto groups = spy.at(0).at(0).value<QList<LinkGroup>>();
        QCOMPARE(groups.size(), 3);
        QCOMPARE(groups[0].pins, QList<PinId>{other});
        QCOMPARE(groups[1].pins, (QList<PinId>{first, second}));
        QCOMPARE(groups[1].nextPlanned, std::optional(m_now + 1h));
        QVERIFY(!groups[1].lastPublished);
        QCOMPARE(groups[2].pins, QList<PinId>{none});
        QVERIFY(groups[2].link.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPinSearch)
#include "tst_pinsearch.moc"
