// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/snippetstore.h"
#include "support/storetest.h"

using namespace pinweek;
using namespace pinweek::test;

/** Texts that are written again and again, in the workspace. */
class TestSnippets : public StoreTest
{
    Q_OBJECT

private slots:
    void theyAreListedByName();
    void whatCanBeNoSnippetIsRefused_data();
    void whatCanBeNoSnippetIsRefused();
    void aChangeIsToldAndUndone();
    void stepsAreUndoneInTheirOrder();
    void whatIsTypedOnIsOneStep();

private:
    [[nodiscard]] SnippetStore &snippets() const { return m_space->store().snippets(); }
    Result<Snippet> save(const QString &name, const QString &text = QStringLiteral("Text"),
                         SnippetId id = {}) const
    {
        return await<Snippet>([&](QObject *context, Done<Snippet> done) {
            snippets().save({id, name, text}, QStringLiteral("Save snippet"), context,
                            std::move(done));
        });
    }
    Result<Snippet> type(const QString &name, const QString &text, SnippetId id = {}) const
    {
        return await<Snippet>([&](QObject *context, Done<Snippet> done) {
            snippets().save({id, name, text}, QStringLiteral("Save snippet"), context,
                            std::move(done), true);
        });
    }
    Result<void> remove(SnippetId id) const
    {
        return await<void>([&](QObject *context, Done<void> done) {
            snippets().remove(id, QStringLiteral("Delete snippet"), context, std::move(done));
        });
    }
};

void TestSnippets::theyAreListedByName()
{
    QVERIFY(snippets().snippets()->isEmpty());
    QVERIFY(save(QStringLiteral("  shop   hours ")));
    QVERIFY(save(QStringLiteral("Call to action"), QStringLiteral("Save it for later!\n#tips")));
    const QList<Snippet> all = *snippets().snippets();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all.at(0).name, QStringLiteral("Call to action"));
    QCOMPARE(all.at(0).text, QStringLiteral("Save it for later!\n#tips"));
    QCOMPARE(all.at(1).name, QStringLiteral("shop hours"));
}

void TestSnippets::whatIsTypedOnIsOneStep()
{
    const SnippetId first = must(type(QStringLiteral("a"), QStringLiteral("o"))).id;
    QVERIFY(type(QStringLiteral("a"), QStringLiteral("one"), first));
    m_space->clock.advance(std::chrono::seconds(6)); // a pause
    QVERIFY(type(QStringLiteral("a"), QStringLiteral("one t"), first));
    QVERIFY(type(QStringLiteral("a"), QStringLiteral("one two"), first));
    QVERIFY(m_space->undo());
    QCOMPARE(snippets().snippets()->at(0).text, QStringLiteral("one"));
    QVERIFY(m_space->redo());
    QCOMPARE(snippets().snippets()->at(0).text, QStringLiteral("one two"));
    QVERIFY(m_space->undo());
    QVERIFY(m_space->undo());
    QVERIFY(snippets().snippets()->isEmpty());
}

void TestSnippets::whatCanBeNoSnippetIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    const QString text = QStringLiteral("Text");
    QTest::newRow("no name") << QStringLiteral("  ") << text << QStringLiteral("name");
    QTest::newRow("no text") << QStringLiteral("a") << QStringLiteral(" \n ")
                             << QStringLiteral("text");
    QTest::newRow("long name") << QStringLiteral("x").repeated(41) << text << QStringLiteral("40");
    QTest::newRow("long text") << QStringLiteral("a") << QStringLiteral("x").repeated(801)
                               << QStringLiteral("800");
    QTest::newRow("taken") << QStringLiteral("ÄPFEL") << text << QStringLiteral("already");
}

void TestSnippets::whatCanBeNoSnippetIsRefused()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    QFETCH(QString, word);
    QVERIFY(save(QStringLiteral("Äpfel")));
    const Result<Snippet> refused = save(name, text);
    QCOMPARE(refused.error().kind, ErrorKind::Rejected);
    QVERIFY2(refused.error().detail.contains(word), qPrintable(refused.error().detail));
    QCOMPARE(snippets().snippets()->size(), 1);
}

void TestSnippets::aChangeIsToldAndUndone()
{
    int told = 0;
    connect(&m_space->store(), &Store::changed, this,
            [&told](const ChangeSet &changes) { told += changes.snippets ? 1 : 0; });
    const Snippet made = *save(QStringLiteral("cta"), QStringLiteral("Save it!"));
    QCOMPARE(told, 1);
    QVERIFY(save(QStringLiteral("call"), QStringLiteral("Pin it!"), made.id));
    QVERIFY(remove(made.id));
    QCOMPARE(told, 3);
    QVERIFY(snippets().snippets()->isEmpty());
    QCOMPARE(m_space->undo()->rows, 1);
    QCOMPARE(snippets().snippets()->constFirst(),
             (Snippet{made.id, QStringLiteral("call"), QStringLiteral("Pin it!")}));
    QCOMPARE(m_space->undo()->rows, 1);
    QCOMPARE(snippets().snippets()->constFirst(), made);
    QCOMPARE(m_space->undo()->rows, 1);
    QVERIFY(snippets().snippets()->isEmpty());
    QCOMPARE(m_space->redo()->rows, 1);
    QCOMPARE(snippets().snippets()->constFirst(), made);
    QCOMPARE(remove(SnippetId{99}).error().kind, ErrorKind::NotFound);
    QCOMPARE(save(QStringLiteral("x"), QStringLiteral("y"), SnippetId{99}).error().kind,
             ErrorKind::NotFound);
}

void TestSnippets::stepsAreUndoneInTheirOrder()
{
    const Snippet made = *save(QStringLiteral("cta"), QStringLiteral("Old"));
    QVERIFY(remove(made.id));
    QVERIFY(save(QStringLiteral("CTA"), QStringLiteral("New")));
    const Snippet renamed = *save(QStringLiteral("other"), QStringLiteral("Another"));
    QVERIFY(m_space->undo()); // of the last
    QVERIFY(m_space->undo());
    QCOMPARE(m_space->undo()->rows, 1);
    QCOMPARE(snippets().snippets()->constFirst().text, QStringLiteral("Old"));
    QCOMPARE(snippets().snippets()->size(), 1);
    QVERIFY(renamed.id != made.id);
}

QTEST_GUILESS_MAIN(TestSnippets)
#include "tst_snippets.moc"
