// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "steadytypist.h"
#include "store/snippetstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "support/await.h"
#include "ui/actions.h"
#include "ui/calendar/weekview.h"
#include "ui/mainwindow.h"
#include "ui/snippets/snippetpopup.h"
#include "ui/snippets/snippetsdialog.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTextEdit>
#include <QWheelEvent>

using namespace pinweek;
using namespace pinweek::test;

/** Snippets by "/" in fields, and the dialog where they are written. */
class TestSnippetPopup : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void slashOffersThemAndEnterPutsOneIn_data();
    void slashOffersThemAndEnterPutsOneIn();
    void whatIsTypedNarrowsThem();
    void namesWithSpacesAreTyped();
    void turningTheWheelClosesIt();
    void aSlashWithinAWordIsASlash();
    void escLeavesWhatWasTyped();
    void oneStepOfUndoTakesItOut();
    void theLastEntryLeadsToAll();
    void withoutSnippetsTabGoesOn();
    void theComposerStoresWhatIsPutIn();
    void theDialogStoresWhatIsTyped();
    void theDialogSaysWhatIsWrongAndLosesNothing();
    void theDialogLosesNothingWithoutAWord();
    void aSpaceThatIsBeingTypedStays();
    void theDialogStoresWhatIsTypedWithoutAPause();
    void theDialogDeletes();
    void everyControlHasItsName();

private:
    void save(const QString &name, const QString &text)
    {
        await<Snippet>([&](QObject *context, Done<Snippet> done) {
            m_gui->workspace->store().snippets().save({{}, name, text}, {}, context,
                                                      std::move(done));
        });
    }
    [[nodiscard]] QList<Snippet> stored() const
    {
        return *m_gui->workspace->store().snippets().snippets();
    }
    [[nodiscard]] QStringList offered() const
    {
        QStringList rows;
        const auto *list = m_box->findChild<QListWidget *>();
        for (int row = 0; list && list->isVisible() && row < list->count(); ++row)
            rows.append(list->item(row)->text());
        return rows;
    }

    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<QWidget> m_box;
    QTextEdit *m_text = nullptr;
    QLineEdit *m_line = nullptr;
};

void TestSnippetPopup::init()
{
    failOnWarnings();
    m_gui = std::make_unique<GuiWorkspace>();
    save(QStringLiteral("hashtags"), QStringLiteral("#baking #cake"));
    save(QStringLiteral("call"), QStringLiteral("Save it\nfor later!"));
    m_box = std::make_unique<QWidget>();
    m_text = new QTextEdit(m_box.get());
    m_text->setGeometry(0, 40, 300, 100);
    m_line = new QLineEdit(m_box.get());
    m_line->setGeometry(0, 0, 300, 30);
    m_box->resize(400, 400);
    m_box->show();
    QVERIFY(QTest::qWaitForWindowActive(m_box.get()));
}

void TestSnippetPopup::cleanup()
{
    m_box.reset();
    m_gui.reset();
}

void TestSnippetPopup::slashOffersThemAndEnterPutsOneIn_data()
{
    QTest::addColumn<bool>("inLine");
    QTest::addColumn<int>("key");
    QTest::addColumn<QString>("expected");
    QTest::newRow("line, Enter") << true << int(Qt::Key_Return)
                                 << QStringLiteral("Cake Save it for later!");
    QTest::newRow("text, Tab") << false << int(Qt::Key_Tab)
                               << QStringLiteral("Cake Save it\nfor later!");
}

void TestSnippetPopup::slashOffersThemAndEnterPutsOneIn()
{
    QFETCH(bool, inLine);
    QFETCH(int, key);
    QFETCH(QString, expected);
    QWidget *field = inLine ? static_cast<QWidget *>(m_line) : m_text;
    const SnippetPopup *popup = inLine ? new SnippetPopup(*m_gui->workspace, m_line)
                                       : new SnippetPopup(*m_gui->workspace, m_text);
    field->setFocus();
    QTest::keyClicks(field, QStringLiteral("Cake "));
    QVERIFY(!popup->isOpen());
    QTest::keyClicks(field, QStringLiteral("/"));
    QVERIFY(popup->isOpen());
    QCOMPARE(offered().size(), 3);
    QVERIFY(offered().at(0).startsWith(QStringLiteral("call: ")));
    QTest::keyClick(field, Qt::Key_Down);
    QTest::keyClick(field, Qt::Key_Up);
    QTest::keyClick(field, Qt::Key(key));
    QVERIFY(!popup->isOpen());
    QCOMPARE(inLine ? m_line->text() : m_text->toPlainText(), expected);
    QVERIFY(field->hasFocus());
}

void TestSnippetPopup::whatIsTypedNarrowsThem()
{
    const SnippetPopup popup(*m_gui->workspace, m_text);
    m_text->setFocus();
    QTest::keyClicks(m_text, QStringLiteral("/TAG"));
    QCOMPARE(offered().size(), 2);
    QVERIFY(offered().at(0).startsWith(QStringLiteral("hashtags: ")));
    QTest::keyClicks(m_text, QStringLiteral("x"));
    QVERIFY(!popup.isOpen());
    QTest::keyClick(m_text, Qt::Key_Backspace);
    QVERIFY(popup.isOpen());
    QTest::keyClick(m_text, Qt::Key_Return);
    QCOMPARE(m_text->toPlainText(), QStringLiteral("#baking #cake"));
}

void TestSnippetPopup::namesWithSpacesAreTyped()
{
    save(QStringLiteral("call to action"), QStringLiteral("Pin it!"));
    const SnippetPopup popup(*m_gui->workspace, m_line);
    m_line->setFocus();
    QTest::keyClicks(m_line, QStringLiteral("/call to"));
    QVERIFY(popup.isOpen());
    QTest::keyClick(m_line, Qt::Key_Return);
    QCOMPARE(m_line->text(), QStringLiteral("Pin it!"));
    QTest::keyClicks(m_line, QStringLiteral(" /to "));
    QVERIFY(!popup.isOpen());
}

void TestSnippetPopup::turningTheWheelClosesIt()
{
    const SnippetPopup popup(*m_gui->workspace, m_line);
    m_line->setFocus();
    QTest::keyClicks(m_line, QStringLiteral("/"));
    QVERIFY(popup.isOpen());
    const QPoint at = m_text->rect().center();
    QWheelEvent wheel(at, m_text->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_text, &wheel);
    QVERIFY(!popup.isOpen());
}

void TestSnippetPopup::aSlashWithinAWordIsASlash()
{
    const SnippetPopup popup(*m_gui->workspace, m_text);
    m_text->setFocus();
    QTest::keyClicks(m_text, QStringLiteral("and/c"));
    QVERIFY(!popup.isOpen());
    QTest::keyClicks(m_text, QStringLiteral(" 1 / 2"));
    QVERIFY(!popup.isOpen());
    QCOMPARE(m_text->toPlainText(), QStringLiteral("and/c 1 / 2"));
}

void TestSnippetPopup::escLeavesWhatWasTyped()
{
    const SnippetPopup popup(*m_gui->workspace, m_line);
    m_line->setFocus();
    QTest::keyClicks(m_line, QStringLiteral("/c"));
    QVERIFY(popup.isOpen());
    QTest::keyClick(m_line, Qt::Key_Escape);
    QVERIFY(!popup.isOpen());
    QTest::keyClicks(m_line, QStringLiteral("a"));
    QVERIFY(!popup.isOpen());
    QCOMPARE(m_line->text(), QStringLiteral("/ca"));
    QTest::keyClicks(m_line, QStringLiteral(" /"));
    QVERIFY(popup.isOpen());
    m_text->setFocus();
    QVERIFY(!popup.isOpen());
}

void TestSnippetPopup::oneStepOfUndoTakesItOut()
{
    const SnippetPopup popup(*m_gui->workspace, m_text);
    m_text->setFocus();
    QTest::keyClicks(m_text, QStringLiteral("/call"));
    QTest::keyClick(m_text, Qt::Key_Return);
    QVERIFY(m_text->toPlainText().startsWith(QStringLiteral("Save")));
    m_text->undo();
    QCOMPARE(m_text->toPlainText(), QStringLiteral("/call"));
}

void TestSnippetPopup::theLastEntryLeadsToAll()
{
    SnippetPopup popup(*m_gui->workspace, m_text);
    QSignalSpy wanted(&popup, &SnippetPopup::manageWanted);
    m_text->setFocus();
    QTest::keyClicks(m_text, QStringLiteral("/"));
    QTest::keyClick(m_text, Qt::Key_Up); // around
    QTest::keyClick(m_text, Qt::Key_Return);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(m_text->toPlainText(), QString());
}

void TestSnippetPopup::withoutSnippetsTabGoesOn()
{
    for (const Snippet &snippet : must(m_gui->workspace->store().snippets().snippets()))
        must(await<void>([&](QObject *context, Done<void> done) {
            m_gui->workspace->store().snippets().remove(
                snippet.id, QStringLiteral("Delete snippet"), context, std::move(done));
        }));
    SnippetPopup popup(*m_gui->workspace, m_text);
    QSignalSpy wanted(&popup, &SnippetPopup::manageWanted);
    m_text->setFocus();
    m_text->insertPlainText(QStringLiteral("soup /")); // as pasted
    QVERIFY(popup.isOpen());
    QTest::keyClick(m_text, Qt::Key_Tab);
    QVERIFY(!popup.isOpen());
    QCOMPARE(wanted.count(), 0);
    QVERIFY(m_text->toPlainText().startsWith(QStringLiteral("soup /")));
}

void TestSnippetPopup::theComposerStoresWhatIsPutIn()
{
    m_box->hide();
    const Board board = m_gui->addBoard(QStringLiteral("Recipes"));
    const PinId pin = m_gui->addScheduled(m_gui->readyContent(board, QStringLiteral("Cake")));
    MainWindow window(*m_gui->workspace, *m_gui->theme);
    window.resize(1400, 900);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.complete();
    window.findChild<WeekView *>()->setSelection({pin});
    auto *description = partOf<QTextEdit>(window, "descriptionTextEdit");
    description->setFocus();
    QTest::keyClicks(description, QStringLiteral("/hash"));
    QTest::keyClick(description, Qt::Key_Return);
    QTRY_COMPARE(m_gui->pin(pin).content.description, QStringLiteral("#baking #cake"));
    window.actions().snippets->trigger();
    QVERIFY(partOf<SnippetsDialog>(window, "snippetsDialog")->isVisible());
}

void TestSnippetPopup::theDialogStoresWhatIsTyped()
{
    SnippetsDialog &dialog = *new SnippetsDialog(*m_gui->workspace, m_box.get());
    dialog.open();
    auto *name = partOf<QLineEdit>(dialog, "snippetNameLineEdit");
    auto *text = partOf<QTextEdit>(dialog, "snippetTextEdit");
    QCOMPARE(name->text(), QStringLiteral("call"));
    text->setFocus();
    text->moveCursor(QTextCursor::End);
    QTest::keyClicks(text, QStringLiteral(" Now."));
    QTRY_COMPARE(stored().at(0).text, QStringLiteral("Save it\nfor later! Now."));
    QVERIFY(text->hasFocus());

    partOf<QPushButton>(dialog, "newSnippetPushButton")->click();
    QTest::keyClicks(name, QStringLiteral("shop"));
    QTest::keyClicks(text, QStringLiteral("Open from nine to five."));
    QTRY_COMPARE(stored().size(), 3);
    QCOMPARE(stored().at(2).name, QStringLiteral("shop"));
    QTest::keyClicks(text, QStringLiteral(" Closed on Sundays."));
    dialog.close(); // stores it at once
    QTRY_VERIFY(stored().at(2).text.endsWith(QStringLiteral("Sundays.")));
    QCOMPARE(stored().size(), 3);
}

void TestSnippetPopup::theDialogSaysWhatIsWrongAndLosesNothing()
{
    SnippetsDialog &dialog = *new SnippetsDialog(*m_gui->workspace, m_box.get());
    dialog.open();
    auto *name = partOf<QLineEdit>(dialog, "snippetNameLineEdit");
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("HASHTAGS"));
    auto *problem = partOf<QLabel>(dialog, "problemLabel");
    QTRY_VERIFY(problem->isVisible());
    QVERIFY(problem->text().contains(QStringLiteral("already")));
    QCOMPARE(stored().at(0).name, QStringLiteral("call"));
    QCOMPARE(name->text(), QStringLiteral("HASHTAGS"));
    QTest::keyClicks(name, QStringLiteral(" of spring"));
    QTRY_COMPARE(stored().size(), 2);
    QTRY_COMPARE(stored().at(1).name, QStringLiteral("HASHTAGS of spring"));
    QTRY_VERIFY(!problem->isVisible());
}

void TestSnippetPopup::theDialogLosesNothingWithoutAWord()
{
    SnippetsDialog &dialog = *new SnippetsDialog(*m_gui->workspace, m_box.get());
    dialog.open();
    auto *name = partOf<QLineEdit>(dialog, "snippetNameLineEdit");
    auto *text = partOf<QTextEdit>(dialog, "snippetTextEdit");
    partOf<QPushButton>(dialog, "newSnippetPushButton")->click();
    QTest::keyClicks(text, QStringLiteral("A text without a name"));
    const auto box = [&dialog] {
        return dialog.findChild<QMessageBox *>(QStringLiteral("discardMessageBox"));
    };
    // By another row.
    auto *list = partOf<QListWidget>(dialog, "snippetsListWidget");
    list->setCurrentRow(1);
    QVERIFY(box());
    box()->escapeButton()->click();
    QTRY_VERIFY(!box());
    QCOMPARE(text->toPlainText(), QStringLiteral("A text without a name"));
    QCOMPARE(list->currentRow(), -1);
    // By closing.
    dialog.close();
    QVERIFY(box());
    QVERIFY(dialog.isVisible());
    box()->escapeButton()->click();
    QTRY_VERIFY(!box());
    QTest::keyClicks(name, QStringLiteral("named"));
    dialog.close();
    QVERIFY(!dialog.isVisible());
    QTRY_COMPARE(stored().size(), 3);
}

void TestSnippetPopup::aSpaceThatIsBeingTypedStays()
{
    SnippetsDialog &dialog = *new SnippetsDialog(*m_gui->workspace, m_box.get());
    dialog.open();
    auto *name = partOf<QLineEdit>(dialog, "snippetNameLineEdit");
    name->setFocus();
    name->end(false);
    QTest::keyClicks(name, QStringLiteral("ing "));
    QTRY_COMPARE(stored().at(0).name, QStringLiteral("calling"));
    QTest::keyClicks(name, QStringLiteral("you"));
    QTRY_COMPARE(stored().at(0).name, QStringLiteral("calling you"));
}

void TestSnippetPopup::theDialogStoresWhatIsTypedWithoutAPause()
{
    SnippetsDialog &dialog = *new SnippetsDialog(*m_gui->workspace, m_box.get());
    dialog.open();
    auto *text = partOf<QTextEdit>(dialog, "snippetTextEdit");
    const QString before = stored().at(0).text;
    text->setFocus();
    text->moveCursor(QTextCursor::End);
    const QString typed = QStringLiteral(" and so on and on without a pause for thought");
    SteadyTypist typist(text, typed);
    QTRY_VERIFY(stored().at(0).text != before);
    QVERIFY(typist.isTyping());
    QTRY_COMPARE(stored().at(0).text, before + typed);
    QCOMPARE(text->toPlainText(), before + typed);
    QVERIFY(await<UndoOutcome>([&](QObject *context, Done<UndoOutcome> done) {
        m_gui->workspace->store().undo().undo(context, std::move(done));
    }));
    QCOMPARE(stored().at(0).text, before);
}

void TestSnippetPopup::theDialogDeletes()
{
    SnippetsDialog &dialog = *new SnippetsDialog(*m_gui->workspace, m_box.get());
    dialog.open();
    auto *remove = partOf<QPushButton>(dialog, "deleteSnippetPushButton");
    remove->click();
    QTRY_COMPARE(stored().size(), 1);
    QTRY_COMPARE(partOf<QLineEdit>(dialog, "snippetNameLineEdit")->text(),
                 QStringLiteral("hashtags"));
    remove->click();
    QTRY_COMPARE(stored().size(), 0);
    QTRY_COMPARE(partOf<QStackedWidget>(dialog, "snippetsStackedWidget")->currentIndex(), 1);
}

void TestSnippetPopup::everyControlHasItsName()
{
    SnippetsDialog &dialog = *new SnippetsDialog(*m_gui->workspace, m_box.get());
    dialog.open();
    QCOMPARE(namelessControls(&dialog).join(QLatin1Char(' ')), QString());
}

QTEST_MAIN(TestSnippetPopup)
#include "tst_snippetpopup.moc"
