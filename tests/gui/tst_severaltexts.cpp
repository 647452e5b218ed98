// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "planner/pineditor.h"
#include "steadytypist.h"
#include "store/undostore.h"
#include "support/await.h"
#include "text/englishplurals.h"
#include "ui/calendar/weekview.h"
#include "ui/mainwindow.h"
#include "ui/pinverbs.h"

#include <QLineEdit>
#include <QTextEdit>

using namespace pinweek;
using namespace pinweek::test;

/** Texts of several pins at once, in the composer. */
class TestSeveralTexts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QCoreApplication::installTranslator(new EnglishPlurals(this)); }
    void init();
    void cleanup();
    void whatTheyShareIsShownAndWhereTheyDifferIsSaid();
    void whatIsTypedBecomesTheTextOfAllInOneStep();
    void whatIsTypedWithoutAPauseIsStoredMeanwhile();
    void aLinkTypedWithoutAPauseLeavesThemScheduled();
    void aFieldLeftWhileItIsStoredKeepsTheLastLetters();
    void aPinChangedElsewhereMeanwhileLosesNothingOfTheOthers();
    void fieldsLeftOneAfterTheOtherAreAllStored();
    void aNoteIsGivenToAll();
    void whatIsNotTypedInChangesNothing();
    void theWindowsUndoIsMeantInAField();
    void emptiedAgainItChangesNothing();
    void anotherSelectionStoresWhatWasTypedFirst();
    void whatIsPublishedStaysAsItIs();
    void everyControlHasItsName();

private:
    template<typename T>
    T *part(const char *name) const
    {
        return partOf<T>(*m_window, name);
    }
    void select(const QList<PinId> &pins) const
    {
        m_window->findChild<WeekView *>()->setSelection(pins);
    }
    void addMany();
    PinId add(const QString &title, const QString &link, int hour)
    {
        PinContent content = m_gui->readyContent(m_board, title);
        content.link = link;
        content.description = QStringLiteral("The same of all.");
        content.planned->time = QTime(hour, 0);
        return m_gui->addScheduled(content);
    }
    [[nodiscard]] QStringList titles() const
    {
        QStringList found;
        for (const PinId id : m_pins)
            found.append(m_gui->pin(id).content.title);
        return found;
    }

    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<MainWindow> m_window;
    Board m_board;
    QList<PinId> m_pins;
};

void TestSeveralTexts::init()
{
    failOnWarnings();
    m_gui = std::make_unique<GuiWorkspace>();
    m_board = m_gui->addBoard(QStringLiteral("Recipes"));
    m_pins = {add(QStringLiteral("Cake"), QStringLiteral("https://example.com/a"), 10),
              add(QStringLiteral("Soup"), QStringLiteral("https://example.com/b"), 12),
              add(QStringLiteral("Salad"), QStringLiteral("https://example.com/b"), 14)};
    m_window = std::make_unique<MainWindow>(*m_gui->workspace, *m_gui->theme);
    m_window->resize(1400, 1000);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_window->complete();
    select(m_pins);
}

void TestSeveralTexts::cleanup()
{
    m_window.reset();
    m_gui.reset();
}

void TestSeveralTexts::whatTheyShareIsShownAndWhereTheyDifferIsSaid()
{
    QCOMPARE(part<QLineEdit>("severalTitleLineEdit")->text(), QString());
    QCOMPARE(part<QLineEdit>("severalTitleLineEdit")->placeholderText(),
             QStringLiteral("Different values"));
    QCOMPARE(part<QTextEdit>("severalDescriptionTextEdit")->toPlainText(),
             QStringLiteral("The same of all."));
    QCOMPARE(part<QTextEdit>("severalDescriptionTextEdit")->placeholderText(), QString());
    select({m_pins.at(1), m_pins.at(2)});
    QTRY_COMPARE(part<QLineEdit>("severalLinkLineEdit")->text(),
                 QStringLiteral("https://example.com/b"));
}

void TestSeveralTexts::whatIsTypedBecomesTheTextOfAllInOneStep()
{
    auto *title = part<QLineEdit>("severalTitleLineEdit");
    title->setFocus();
    QTest::keyClicks(title, QStringLiteral("Menu"));
    QTRY_COMPARE(titles(), QStringList(3, QStringLiteral("Menu")));
    QTest::keyClicks(title, QStringLiteral(" of the week"));
    QTest::keyClick(title, Qt::Key_Return); // at once
    QTRY_COMPARE(titles(), QStringList(3, QStringLiteral("Menu of the week")));
    QCOMPARE(title->text(), QStringLiteral("Menu of the week"));
    auto *description = part<QTextEdit>("severalDescriptionTextEdit");
    QCOMPARE(description->toPlainText(), QStringLiteral("The same of all."));

    m_window->verbs().undo();
    QTRY_COMPARE(titles(), (QStringList{QStringLiteral("Cake"), QStringLiteral("Soup"),
                                        QStringLiteral("Salad")}));
    QTRY_COMPARE(title->text(), QString());
    QCOMPARE(title->placeholderText(), QStringLiteral("Different values"));
    m_window->verbs().redo();
    QTRY_COMPARE(titles(), QStringList(3, QStringLiteral("Menu of the week")));
}

void TestSeveralTexts::whatIsTypedWithoutAPauseIsStoredMeanwhile()
{
    auto *title = part<QLineEdit>("severalTitleLineEdit");
    title->setFocus();
    const QString typed = QStringLiteral("one two three four five six seven eight nine ten");
    SteadyTypist typist(title, typed);
    bool isLate = false;
    QTRY_VERIFY([&] {
        // What is older than a second is there.
        const qsizetype least = typist.typedBefore(std::chrono::seconds(1));
        isLate = least > 0 && !titles().last().startsWith(typed.left(least));
        return isLate || !typist.isTyping();
    }());
    QVERIFY2(!isLate, qPrintable(titles().last()));
    QTRY_COMPARE(titles(), QStringList(3, typed));
    QCOMPARE(title->text(), typed);
    m_window->verbs().undo();
    QTRY_COMPARE(titles(), (QStringList{QStringLiteral("Cake"), QStringLiteral("Soup"),
                                        QStringLiteral("Salad")}));
}

void TestSeveralTexts::aLinkTypedWithoutAPauseLeavesThemScheduled()
{
    auto *link = part<QLineEdit>("severalLinkLineEdit");
    link->setFocus();
    SteadyTypist typist(link, QStringLiteral("no address for a while and then:"));
    const auto isAll = [this](PinStatus status) {
        return std::all_of(m_pins.begin(), m_pins.end(),
                           [&](PinId id) { return m_gui->pin(id).status == status; });
    };
    QTRY_VERIFY(isAll(PinStatus::Draft)); // nothing goes out like this
    QTRY_VERIFY(!typist.isTyping());
    link->selectAll();
    QTest::keyClicks(link, QStringLiteral("https://example.com/all"));
    QTRY_COMPARE(m_gui->pin(m_pins.first()).content.link,
                 QStringLiteral("https://example.com/all"));
    QTRY_VERIFY(isAll(PinStatus::Scheduled));
}

/** Many: they are gone over in slices, so that a write takes more than one turn of the loop. */
void TestSeveralTexts::addMany()
{
    PinContent content = m_gui->pin(m_pins.first()).content;
    QList<PinContent> contents;
    for (int i = 0; i < 400; ++i) {
        content.title = QString::number(i);
        contents.append(content);
    }
    m_pins += must(await<EditOutcome>([&](QObject *context, Done<EditOutcome> done) {
                  m_gui->workspace->editor().addPins(contents, context, std::move(done));
              })).pins;
    select(m_pins);
}

void TestSeveralTexts::aFieldLeftWhileItIsStoredKeepsTheLastLetters()
{
    addMany();
    auto *title = part<QLineEdit>("severalTitleLineEdit");
    title->setFocus();
    QTest::keyClicks(title, QStringLiteral("Men"));
    QTest::keyClick(title, Qt::Key_Return); // under way
    QTest::keyClicks(title, QStringLiteral("u of the wee"));
    QTest::keyClick(title, Qt::Key_Return);
    QTest::keyClicks(title, QStringLiteral("k"));
    part<QLineEdit>("severalLinkLineEdit")->setFocus();
    QTRY_COMPARE(titles(), QStringList(m_pins.size(), QStringLiteral("Menu of the week")));
    QCOMPARE(title->text(), QStringLiteral("Menu of the week"));
    m_gui->waitForStore();
    QCOMPARE(titles(), QStringList(m_pins.size(), QStringLiteral("Menu of the week")));
}

void TestSeveralTexts::aPinChangedElsewhereMeanwhileLosesNothingOfTheOthers()
{
    addMany();
    auto *title = part<QLineEdit>("severalTitleLineEdit");
    title->setFocus();
    QTest::keyClicks(title, QStringLiteral("Menu"));
    QTest::keyClick(title, Qt::Key_Return);
    // The first slice has read it by now.
    const Pin seen = m_gui->pin(m_pins.first());
    PinContent content = seen.content;
    content.note = QStringLiteral("From elsewhere");
    m_gui->workspace->editor().edit(seen, content, QStringLiteral("Edit"), {}, this,
                                    [](const Result<EditOutcome> &) {});
    QTRY_COMPARE(titles(), QStringList(m_pins.size(), QStringLiteral("Menu")));
    QCOMPARE(m_gui->pin(m_pins.first()).content.note, QStringLiteral("From elsewhere"));
    QCOMPARE(title->text(), QStringLiteral("Menu"));
}

void TestSeveralTexts::fieldsLeftOneAfterTheOtherAreAllStored()
{
    auto *title = part<QLineEdit>("severalTitleLineEdit");
    auto *link = part<QLineEdit>("severalLinkLineEdit");
    title->setFocus();
    QTest::keyClicks(title, QStringLiteral("Menu"));
    link->setFocus();
    QTest::keyClicks(link, QStringLiteral("https://example.com/menu"));
    select({m_pins.first()});
    for (const PinId id : std::as_const(m_pins)) {
        QTRY_COMPARE(m_gui->pin(id).content.link, QStringLiteral("https://example.com/menu"));
        QCOMPARE(m_gui->pin(id).content.title, QStringLiteral("Menu"));
        QCOMPARE(m_gui->pin(id).status, PinStatus::Scheduled);
    }
}

void TestSeveralTexts::aNoteIsGivenToAll()
{
    auto *note = part<QTextEdit>("severalNoteTextEdit");
    note->setFocus();
    QTest::keyClicks(note, QStringLiteral("For Anna"));
    for (const PinId id : std::as_const(m_pins))
        QTRY_COMPARE(m_gui->pin(id).content.note, QStringLiteral("For Anna"));
    m_window->verbs().undo();
    for (const PinId id : std::as_const(m_pins))
        QTRY_COMPARE(m_gui->pin(id).content.note, QString());
}

void TestSeveralTexts::whatIsNotTypedInChangesNothing()
{
    const QList<QWidget *> edits{part<QLineEdit>("severalTitleLineEdit"),
                                 part<QTextEdit>("severalDescriptionTextEdit"),
                                 part<QLineEdit>("severalLinkLineEdit")};
    for (QWidget *edit : edits) {
        edit->setFocus();
        QVERIFY(edit->hasFocus());
    }
    QTest::keyClick(part<QLineEdit>("severalLinkLineEdit"), Qt::Key_Return);
    m_window->commit();
    m_gui->waitForStore();
    for (const PinId id : std::as_const(m_pins))
        QCOMPARE(m_gui->pin(id).content.description, QStringLiteral("The same of all."));
    QCOMPARE(titles().first(), QStringLiteral("Cake"));
    QCOMPARE(m_gui->pin(m_pins.first()).content.link, QStringLiteral("https://example.com/a"));
}

void TestSeveralTexts::theWindowsUndoIsMeantInAField()
{
    auto *title = part<QLineEdit>("severalTitleLineEdit");
    title->setFocus();
    QTest::keyClicks(title, QStringLiteral("Menu"));
    QTRY_COMPARE(titles(), QStringList(3, QStringLiteral("Menu")));
    QTest::keyClick(title, Qt::Key_Z, Qt::ControlModifier);
    const QStringList before{QStringLiteral("Cake"), QStringLiteral("Soup"),
                             QStringLiteral("Salad")};
    QTRY_COMPARE(titles(), before);
    QTRY_COMPARE(title->text(), QString());
    // Also what is not stored yet.
    QTest::keyClicks(title, QStringLiteral("M"));
    QTest::keyClick(title, Qt::Key_Z, Qt::ControlModifier);
    m_gui->waitForStore();
    QTRY_COMPARE(titles(), before);
    for (const PinId id : std::as_const(m_pins))
        QCOMPARE(m_gui->pin(id).status, PinStatus::Scheduled);
}

void TestSeveralTexts::emptiedAgainItChangesNothing()
{
    auto *title = part<QLineEdit>("severalTitleLineEdit");
    title->setFocus();
    QTest::keyClicks(title, QStringLiteral("x"));
    QTest::keyClick(title, Qt::Key_Backspace);
    part<QLineEdit>("severalLinkLineEdit")->setFocus();
    m_gui->waitForStore();
    QCOMPARE(titles().first(), QStringLiteral("Cake"));
    QCOMPARE(title->placeholderText(), QStringLiteral("Different values"));
    // What they share can be taken away from all.
    auto *description = part<QTextEdit>("severalDescriptionTextEdit");
    description->setFocus();
    description->selectAll();
    QTest::keyClick(description, Qt::Key_Delete);
    QTRY_COMPARE(m_gui->pin(m_pins.at(2)).content.description, QString());
}

void TestSeveralTexts::anotherSelectionStoresWhatWasTypedFirst()
{
    auto *link = part<QLineEdit>("severalLinkLineEdit");
    link->setFocus();
    QTest::keyClicks(link, QStringLiteral(" https://example.com/new "));
    select({m_pins.first()});
    QTRY_COMPARE(m_gui->pin(m_pins.at(2)).content.link, QStringLiteral("https://example.com/new"));
    QCOMPARE(m_gui->pin(m_pins.at(1)).content.link, QStringLiteral("https://example.com/new"));
    QCOMPARE(m_gui->pin(m_pins.at(0)).content.link, QStringLiteral("https://example.com/new"));
    select(m_pins);
    QTRY_COMPARE(link->text(), QStringLiteral("https://example.com/new"));
}

void TestSeveralTexts::whatIsPublishedStaysAsItIs()
{
    const PinId published = m_gui->addPublished(m_gui->readyContent(m_board, QStringLiteral("Out")),
                                                QStringLiteral("123"));
    select({m_pins.first(), published});
    auto *title = part<QLineEdit>("severalTitleLineEdit");
    title->setFocus();
    QTest::keyClicks(title, QStringLiteral("New"));
    QTest::keyClick(title, Qt::Key_Return);
    QTRY_COMPARE(m_gui->pin(m_pins.first()).content.title, QStringLiteral("New"));
    QCOMPARE(m_gui->pin(published).content.title, QStringLiteral("Out"));
    select({published});
    m_gui->waitForStore();
}

void TestSeveralTexts::everyControlHasItsName()
{
    QCOMPARE(namelessControls(part<QWidget>("severalPage")).join(QLatin1Char(' ')), QString());
}

QTEST_MAIN(TestSeveralTexts)
#include "tst_severaltexts.moc"
