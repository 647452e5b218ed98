// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "planner/pineditor.h"
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/campaignstore.h"
#include "store/clockstore.h"
#include "store/pausestore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "support/await.h"
#include "ui/actions.h"
#include "ui/boards/boardpanel.h"
#include "ui/calendar/weekview.h"
#include "ui/calendararea.h"
#include "ui/campaigns/campaignpanel.h"
#include "ui/firststeps/firststepscard.h"
#include "ui/mainwindow.h"
#include "ui/needsyou.h"
#include "ui/pins/pinform.h"
#include "ui/pins/unscheduledpanel.h"
#include "ui/pinverbs.h"
#include "ui/statusline.h"
#include "ui/toolrow.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>

using namespace pinweek;
using namespace pinweek::test;

namespace {
const QByteArray zone = QByteArrayLiteral("Etc/UTC");
}

/** Calls once, when the widget is first painted. */
class OnPaint : public QObject
{
public:
    OnPaint(QWidget *widget, std::function<void()> call) : m_call(std::move(call))
    {
        widget->installEventFilter(this);
    }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_call)
            std::exchange(m_call, nullptr)();
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<void()> m_call;
};

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void everyActionIsInTheMenuAndHasANameOfItsOwn();
    void noTwoActionsShareAKey();
    void everyControlHasANameToBeSpoken();
    void showsTheWeekInItsTitle_data();
    void showsTheWeekInItsTitle();
    void keysTurnTheWeekAndComeBack();

    void anImageDroppedOnTheWeekBecomesADraftThatSaysWhatItNeeds();
    void aDropTakesTheFilteredBoardElseTheDefaultElseNone();
    void filesDroppedOnABoardBelongToIt();
    void filesDroppedOnUnscheduledHaveNoTime();
    void aReadyPinFromUnscheduledIsScheduledByItsDrop();
    void aBadFileAmongGoodOnesIsNamedInAList();
    void aDropInThePastIsRefusedWithTheReason();

    void undoAndRedoGoThroughTheMenuAndSayWhatTheyDid();
    void whatIsPublishedIsNotUndoneAndSaysSo();
    void deletingOffersUndoInTheStatusLine();
    void deletingAPublishedPinAsksAndRemovesFromTheCalendarByDefault();
    void deleteInTheBoardTreeTouchesNoPin();
    void verbsAreEnabledByState_data();
    void verbsAreEnabledByState();
    void verbsWorkOnSeveralPins();
    void theLinkOfAPublishedPinIsCopied();

    void theComposerShowsTheSelectionOnly();
    void escLeavesTheWeekWhereItIs();
    void tabGoesThroughTheComposerAndOn();
    void theComposerLiesOverTheCalendarInANarrowWindow();
    void scheduleGoesOnWithTheNextDraft();
    void readyDraftsOfTheWeekAreScheduledTogether();
    void theFilterChipNamesTheBoardAndClearsIt();
    void aCampaignFiltersTheWeekAndTheChipClearsIt();
    void unscheduledGetsWideWithCtrlU();
    void firstStepsComeByTheMenuAndGoWithEsc();
    void needsYouCountsAndMends();
    void whatNobodyCanTellIsShownWithBothPictures();
    void aSignInThatEndsSoonNeedsTheUser();
    void aWrongClockIsSaidInTheStatusBarAndNeedsTheUser();
    void anAccountToReconnectNeedsTheUser();
    void anAccountTakenForSpamWaitsForTheUsersGoOn();
    void theWeekStaysInItsPlaceWhenTheRestIsMade();
    void theLeftPanelHidesAndIsRemembered();
    void theStatusLineNamesTheNextPin();
    void theStatusLineSaysWhatWaitsForALimit();
    void theStatusLineSaysWhatIsPlannedWhenTheComputerIsUsuallyOff();
    void pausingIsKeptAndShown();
    void aWindowThatIsNeverPaintedIsCompletedToo();
    void closingHidesWithATrayAndStaysWithout();
    void restingInTheTrayGivesTheStyleSheetBackUntilTheWindowIsShown();
    void quittingNamesWhatIsDueWithinADay();
    void quittingWithNothingDueAsksNothing();
    void theDemoStripOffersItsTwoWays();

private:
    template<typename T>
    T *child(const char *name) const
    {
        return m_window->findChild<T *>(QString::fromLatin1(name));
    }
    ActionCollection &actions() const { return m_window->actions(); }
    WeekView *week() const { return m_window->findChild<WeekView *>(); }
    PinForm *form() const { return m_window->findChild<PinForm *>(); }
    bool isFormVisible() const { return form() && form()->isVisible(); }
    StatusLine *status() const { return m_window->findChild<StatusLine *>(); }
    QString message() const { return status()->message(); }
    QList<Pin> allPins() const
    {
        return m_gui->workspace->store()
            .pins()
            .list({}, std::nullopt, std::nullopt, std::nullopt, {}, 1000, 0)
            .value_or(QList<Pin>());
    }
    WallTime at(int day, int hour) const { return {QDate(2026, 11, day), QTime(hour, 0), zone}; }
    PinContent content(const QString &title, int day = 18, int hour = 10)
    {
        PinContent made = m_gui->readyContent(m_board, title);
        made.planned = at(day, hour);
        return made;
    }
    void select(const QList<PinId> &pins) { week()->setSelection(pins); }
    /** A drop of files on the week, as a file manager makes it. */
    void dropOnWeek(const QStringList &paths, const WallTime &when);
    /** The action's enabled state follows the store; waits until it may be used. */
    void trigger(QAction *action);

    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<MainWindow> m_window;
    Board m_board;
};

void TestMainWindow::init()
{
    failOnWarnings();
    m_gui = std::make_unique<GuiWorkspace>();
    m_board = m_gui->addBoard(QStringLiteral("Recipes"));
    m_window = std::make_unique<MainWindow>(*m_gui->workspace, *m_gui->theme);
    m_window->resize(1440, 900);
    QSignalSpy completed(m_window.get(), &MainWindow::completed);
    m_window->show();
    QVERIFY(completed.wait());
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QCOMPARE(m_window->account(), m_gui->account.id);
    week()->setWeek(QDate(2026, 11, 17));
}

void TestMainWindow::cleanup()
{
    m_window.reset();
    m_gui.reset();
}

void TestMainWindow::dropOnWeek(const QStringList &paths, const WallTime &when)
{
    QMimeData mime;
    QList<QUrl> urls;
    for (const QString &path : paths)
        urls.append(QUrl::fromLocalFile(path));
    mime.setUrls(urls);
    // A drag scrolls at the edges; here the place is brought into view at once.
    QScrollBar *bar = week()->verticalScrollBar();
    bar->setValue(bar->value() + week()->pointOf(when).y() - week()->viewport()->height() / 2);
    const QPoint place = week()->pointOf(when) + QPoint(20, 0);
    QVERIFY(week()->viewport()->rect().contains(place));
    const Qt::DropActions offered = Qt::CopyAction | Qt::MoveAction;
    QDragEnterEvent enter(place, offered, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(week()->viewport(), &enter);
    QDragMoveEvent move(place, offered, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(week()->viewport(), &move);
    QDropEvent drop(place, offered, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(week()->viewport(), &drop);
    // Move may delete the user's file (interaction.md 8).
    if (drop.isAccepted())
        QCOMPARE(drop.dropAction(), Qt::CopyAction);
}

void TestMainWindow::trigger(QAction *action)
{
    QTRY_VERIFY2(action->isEnabled(), qPrintable(action->objectName()));
    action->trigger();
}

// --- actions and names

void TestMainWindow::everyActionIsInTheMenuAndHasANameOfItsOwn()
{
    QSet<QAction *> listed;
    for (const QMenu *menu : m_window->menuBar()->findChildren<QMenu *>()) {
        for (QAction *action : menu->actions())
            listed.insert(action);
    }
    QSet<QString> names;
    for (QAction *action : actions().all()) {
        QVERIFY2(listed.contains(action), qPrintable(action->objectName()));
        QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
        QVERIFY2(!names.contains(action->objectName()), qPrintable(action->objectName()));
        names.insert(action->objectName());
    }
}

void TestMainWindow::noTwoActionsShareAKey()
{
    QHash<QString, QString> owners;
    for (const QAction *action : actions().all()) {
        for (const QKeySequence &key : action->shortcuts()) {
            const QString text = key.toString();
            QVERIFY2(!owners.contains(text),
                     qPrintable(QStringLiteral("%1: %2 and %3")
                                    .arg(text, owners.value(text), action->objectName())));
            owners.insert(text, action->objectName());
        }
    }
}

void TestMainWindow::everyControlHasANameToBeSpoken()
{
    m_window->showDemoStrip();
    const PinId pin = m_gui->addScheduled(content(QStringLiteral("Lemon cake")));
    select({pin});
    QTRY_VERIFY(isFormVisible());
    QCOMPARE(namelessControls(m_window.get()), QStringList());
}

void TestMainWindow::showsTheWeekInItsTitle_data()
{
    QTest::addColumn<QDate>("first");
    QTest::addColumn<QString>("title");
    QTest::newRow("one month") << QDate(2026, 11, 16) << QStringLiteral("16 – 22 Nov 2026");
    QTest::newRow("two months") << QDate(2026, 11, 30) << QStringLiteral("30 Nov – 6 Dec 2026");
    QTest::newRow("two years") << QDate(2026, 12, 28) << QStringLiteral("28 Dec 2026 – 3 Jan 2027");
}

void TestMainWindow::showsTheWeekInItsTitle()
{
    QFETCH(QDate, first);
    QFETCH(QString, title);
    QCOMPARE(weekTitle(first), title);
    week()->setWeek(first);
    QTRY_COMPARE(child<QLabel>("weekTitleLabel")->text(), title);
}

void TestMainWindow::keysTurnTheWeekAndComeBack()
{
    week()->setFocus();
    const QDate now = week()->firstDay();
    QTest::keyClick(week(), Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(week()->firstDay(), now.addDays(7));
    QTest::keyClick(week(), Qt::Key_PageUp, Qt::ControlModifier);
    QTest::keyClick(week(), Qt::Key_PageUp, Qt::ControlModifier);
    QCOMPARE(week()->firstDay(), now.addDays(-7));
    QTest::keyClick(week(), Qt::Key_T, Qt::ControlModifier);
    QCOMPARE(week()->firstDay(), now);
}

// --- drops

void TestMainWindow::anImageDroppedOnTheWeekBecomesADraftThatSaysWhatItNeeds()
{
    const QString path = m_gui->imageFile(QStringLiteral("cake one.jpg"));
    dropOnWeek({path}, at(18, 14));
    QTRY_COMPARE(m_gui->pinCount(), 1);
    const Pin pin = allPins().first();
    QCOMPARE(pin.status, PinStatus::Draft);
    QCOMPARE(pin.content.account, m_gui->account.id);
    QVERIFY(pin.content.media.isValid());
    QVERIFY(pin.content.planned);
    QCOMPARE(pin.content.planned->time, QTime(14, 0));
    QCOMPARE(pin.content.planned->date, QDate(2026, 11, 18));
    QCOMPARE(pin.content.planned->zone, week()->zone());
    QTRY_VERIFY2(message().contains(QStringLiteral("Needs board")), qPrintable(message()));
    QVERIFY(QFile::exists(path));
}

void TestMainWindow::aDropTakesTheFilteredBoardElseTheDefaultElseNone()
{
    dropOnWeek({m_gui->imageFile(QStringLiteral("a.jpg"))}, at(18, 9));
    QTRY_COMPARE(m_gui->pinCount(), 1);
    QVERIFY(!allPins().first().content.board.isValid());

    const Board garden = m_gui->addBoard(QStringLiteral("Garden"));
    Account account = m_gui->account;
    account.defaultBoard = garden.id;
    m_gui->saveAccount(account);
    dropOnWeek({m_gui->imageFile(QStringLiteral("b.jpg"))}, at(18, 10));
    QTRY_COMPARE(m_gui->pinCount(), 2);
    QCOMPARE(allPins().last().content.board, garden.id);

    emit m_window->findChild<BoardPanel *>()->filterChanged(m_board.id, {});
    dropOnWeek({m_gui->imageFile(QStringLiteral("c.jpg"))}, at(18, 11));
    QTRY_COMPARE(m_gui->pinCount(), 3);
    QCOMPARE(allPins().last().content.board, m_board.id);
}

void TestMainWindow::filesDroppedOnABoardBelongToIt()
{
    const BoardSection section = m_gui->addSection(m_board, QStringLiteral("Cakes"));
    DroppedContent file;
    file.kind = DroppedContent::Kind::Files;
    file.paths = {m_gui->imageFile(QStringLiteral("a.jpg"))};
    emit m_window->findChild<BoardPanel *>()->imagesDropped(file, m_board.id, section.id);
    QTRY_COMPARE(m_gui->pinCount(), 1);
    const Pin pin = allPins().first();
    QCOMPARE(pin.content.board, m_board.id);
    QCOMPARE(pin.content.section, section.id);
    QVERIFY(!pin.content.planned);
}

void TestMainWindow::filesDroppedOnUnscheduledHaveNoTime()
{
    DroppedContent files;
    files.kind = DroppedContent::Kind::Files;
    files.paths = {m_gui->imageFile(QStringLiteral("a.jpg")),
                   m_gui->imageFile(QStringLiteral("b.jpg"))};
    emit m_window->findChild<UnscheduledPanel *>()->imagesDropped(files);
    QTRY_COMPARE(m_gui->pinCount(), 2);
    for (const Pin &pin : allPins())
        QVERIFY(!pin.content.planned);
}

void TestMainWindow::aReadyPinFromUnscheduledIsScheduledByItsDrop()
{
    PinContent made = content(QStringLiteral("Lemon cake"));
    made.planned.reset();
    const PinId pin = m_gui->addDraft(made);
    emit week()->pinsMoved({pin}, {at(19, 14)}, false);
    QTRY_COMPARE(m_gui->pin(pin).status, PinStatus::Scheduled);
    QTRY_COMPARE(message(), QStringLiteral("Scheduled for Thu 14:00."));
}

void TestMainWindow::aBadFileAmongGoodOnesIsNamedInAList()
{
    const QString bad = m_gui->directory.filePath(QStringLiteral("notes.jpg"));
    QFile file(bad);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("this is text");
    file.close();
    dropOnWeek({m_gui->imageFile(QStringLiteral("a.jpg")), bad}, at(18, 9));
    QTRY_VERIFY(m_window->findChild<QPushButton *>(QStringLiteral("scheduleSeveralPushButton")));
    child<QPushButton>("scheduleSeveralPushButton")->click();
    QTRY_VERIFY2(message().contains(QStringLiteral("left out")), qPrintable(message()));
    QCOMPARE(m_gui->pinCount(), 1);
    auto *show = child<QToolButton>("showRefusedToolButton");
    QVERIFY(show->isVisible());
    show->click();
    auto *list = child<QListWidget>("refusedListWidget");
    QVERIFY(list);
    QVERIFY(!list->window()->isModal());
    QCOMPARE(list->count(), 1);
    QVERIFY2(list->item(0)->text().contains(QStringLiteral("notes.jpg")),
             qPrintable(list->item(0)->text()));
    list->window()->close();
}

void TestMainWindow::aDropInThePastIsRefusedWithTheReason()
{
    dropOnWeek({m_gui->imageFile(QStringLiteral("a.jpg"))}, at(16, 9));
    QTRY_VERIFY2(message().contains(QStringLiteral("past"), Qt::CaseInsensitive),
                 qPrintable(message()));
    QCOMPARE(m_gui->pinCount(), 0);
}

// --- verbs

void TestMainWindow::undoAndRedoGoThroughTheMenuAndSayWhatTheyDid()
{
    const PinId pin = m_gui->addScheduled(content(QStringLiteral("Lemon cake")));
    emit week()->pinsMoved({pin}, {at(20, 16)}, false);
    QTRY_VERIFY(m_gui->pin(pin).content.planned == at(20, 16));
    QTRY_VERIFY2(actions().undo->text().contains(QStringLiteral("Move")),
                 qPrintable(actions().undo->text()));
    week()->setFocus();
    QTest::keyClick(week(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(m_gui->pin(pin).content.planned == at(18, 10));
    QTRY_VERIFY2(message().startsWith(QStringLiteral("Undone: ")), qPrintable(message()));
    QTRY_VERIFY(actions().redo->isEnabled());
    QTest::keyClick(week(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(m_gui->pin(pin).content.planned == at(20, 16));
}

void TestMainWindow::whatIsPublishedIsNotUndoneAndSaysSo()
{
    const PinId pin = m_gui->addUnconfirmed(content(QStringLiteral("Lemon cake")));
    m_window->verbs().settle(pin, true);
    QTRY_COMPARE(m_gui->pin(pin).status, PinStatus::Published);
    trigger(actions().undo);
    QTRY_VERIFY2(message().contains(QStringLiteral("“Lemon cake” is published")),
                 qPrintable(message()));
    QCOMPARE(m_gui->pin(pin).status, PinStatus::Published);
}

void TestMainWindow::deletingOffersUndoInTheStatusLine()
{
    const PinId pin = m_gui->addDraft(content(QStringLiteral("Lemon cake")));
    QTRY_VERIFY(week()->rectOf(pin).isValid());
    select({pin});
    week()->setFocus();
    QTRY_VERIFY(isFormVisible());
    QTRY_VERIFY(actions().remove->isEnabled());
    QTest::keyClick(week(), Qt::Key_Delete);
    QTRY_COMPARE(m_gui->pinCount(), 0);
    auto *undo = child<QToolButton>("undoMessageToolButton");
    QTRY_VERIFY(undo->isVisible());
    QTRY_VERIFY(!isFormVisible());
    undo->click();
    QTRY_COMPARE(m_gui->pinCount(), 1);
}

void TestMainWindow::deletingAPublishedPinAsksAndRemovesFromTheCalendarByDefault()
{
    const PinId pin = m_gui->addPublished(content(QStringLiteral("Lemon cake"), 17, 8),
                                          QStringLiteral("123456789"));
    select({pin});
    trigger(actions().remove);
    auto *box = child<QMessageBox>("removePublishedMessageBox");
    QVERIFY(box);
    QVERIFY(box->text().contains(QStringLiteral("Lemon cake")));
    QCOMPARE(m_gui->pinCount(), 1);
    QCOMPARE(box->defaultButton()->objectName(), QStringLiteral("removeFromCalendarPushButton"));
    box->defaultButton()->click();
    QTRY_COMPARE(m_gui->pinCount(), 0);
}

void TestMainWindow::deleteInTheBoardTreeTouchesNoPin()
{
    const PinId pin = m_gui->addDraft(content(QStringLiteral("Lemon cake")));
    QTRY_VERIFY(week()->rectOf(pin).isValid());
    select({pin});
    auto *boards = m_window->findChild<BoardPanel *>();
    QWidget *tree = nullptr;
    for (QWidget *widget : boards->findChildren<QWidget *>()) {
        if (widget->inherits("QTreeView"))
            tree = widget;
    }
    QVERIFY(tree);
    tree->setFocus();
    QTest::keyClick(tree, Qt::Key_Delete);
    m_gui->waitForStore();
    QCOMPARE(m_gui->pinCount(), 1);
}

void TestMainWindow::verbsAreEnabledByState_data()
{
    QTest::addColumn<PinStatus>("status");
    QTest::addColumn<bool>("canSchedule");
    QTest::addColumn<bool>("canEdit");
    QTest::addColumn<bool>("canDelete");
    QTest::addColumn<bool>("isThere");
    QTest::newRow("draft") << PinStatus::Draft << true << true << true << false;
    QTest::newRow("scheduled") << PinStatus::Scheduled << false << true << true << false;
    QTest::newRow("publishing") << PinStatus::Publishing << false << false << false << false;
    QTest::newRow("checking") << PinStatus::Unconfirmed << false << false << false << false;
    QTest::newRow("published") << PinStatus::Published << false << false << true << true;
    QTest::newRow("retrying") << PinStatus::Failed << true << true << true << false;
    QTest::newRow("needs you") << PinStatus::Blocked << true << true << true << false;
}

void TestMainWindow::verbsAreEnabledByState()
{
    QFETCH(PinStatus, status);
    Pin pin;
    pin.status = status;
    pin.content.planned = at(18, 10);
    if (status == PinStatus::Published)
        pin.remoteId = QStringLiteral("1");
    SelectionState state;
    state.add(pin);
    actions().setSelection(state);
    QTEST(actions().schedule->isEnabled(), "canSchedule");
    QTEST(actions().unschedule->isEnabled(), "canEdit");
    QTEST(actions().publishNow->isEnabled(), "canEdit");
    QTEST(actions().replaceImage->isEnabled(), "canEdit");
    QTEST(actions().lock->isEnabled(), "canEdit");
    QTEST(actions().remove->isEnabled(), "canDelete");
    QTEST(actions().removeAtPinterest->isEnabled(), "isThere");
    QTEST(actions().openOnPinterest->isEnabled(), "isThere");
    QTEST(actions().copyLink->isEnabled(), "isThere");
    QVERIFY(actions().duplicate->isEnabled());
}

void TestMainWindow::verbsWorkOnSeveralPins()
{
    const QList<PinId> pins{m_gui->addScheduled(content(QStringLiteral("One"), 18, 9)),
                            m_gui->addScheduled(content(QStringLiteral("Two"), 18, 11)),
                            m_gui->addScheduled(content(QStringLiteral("Three"), 19, 9))};
    QTRY_VERIFY(week()->rectOf(pins.last()).isValid());
    select(pins);
    trigger(actions().lock);
    for (const PinId pin : pins)
        QTRY_VERIFY(m_gui->pin(pin).content.locked);
    QTRY_VERIFY(actions().lock->isChecked());
    trigger(actions().lock);
    for (const PinId pin : pins)
        QTRY_VERIFY(!m_gui->pin(pin).content.locked);
    // The rows can be read before the message comes.
    QSignalSpy said(&m_window->verbs(), &PinVerbs::message);
    const auto isSaid = [&said](const QString &start) {
        return !said.isEmpty() && said.last().at(0).toString().startsWith(start);
    };
    trigger(actions().unschedule);
    for (const PinId pin : pins)
        QTRY_VERIFY(!m_gui->pin(pin).content.planned);
    QTRY_VERIFY(isSaid(QStringLiteral("3 pin")));
    m_window->verbs().unschedule(pins); // as pasted there once more
    QTRY_VERIFY(isSaid(QStringLiteral("Nothing moved")));
    QCOMPARE(said.last().at(1).toBool(), false); // nor is there anything to undo
    trigger(actions().undo);
    for (const PinId pin : pins)
        QTRY_COMPARE(m_gui->pin(pin).status, PinStatus::Scheduled);
    select(pins);
    trigger(actions().duplicate);
    QTRY_COMPARE(m_gui->pinCount(), 6);
}

void TestMainWindow::theLinkOfAPublishedPinIsCopied()
{
    const PinId pin = m_gui->addPublished(content(QStringLiteral("Lemon cake"), 17, 8),
                                          QStringLiteral("123456789"));
    select({pin});
    trigger(actions().copyLink);
    QTRY_VERIFY(QGuiApplication::clipboard()->text().endsWith(QStringLiteral("/pin/123456789/")));
    QSignalSpy browser(&m_window->verbs(), &PinVerbs::browserWanted);
    // The window would open a browser.
    QObject::disconnect(&m_window->verbs(), &PinVerbs::browserWanted, m_window.get(), nullptr);
    trigger(actions().openOnPinterest);
    QTRY_COMPARE(browser.size(), 1);
    QVERIFY(browser.first().first().toUrl().path() == QStringLiteral("/pin/123456789/"));
}

// --- the window

void TestMainWindow::theComposerShowsTheSelectionOnly()
{
    QVERIFY(!isFormVisible());
    const PinId pin = m_gui->addDraft(content(QStringLiteral("Lemon cake")));
    QTRY_VERIFY(week()->rectOf(pin).isValid());
    select({pin});
    QTRY_VERIFY(isFormVisible());
    QCOMPARE(form()->pin(), pin);
    week()->clearSelection();
    QTRY_VERIFY(!isFormVisible());
    trigger(actions().newPin);
    QVERIFY(isFormVisible());
    QVERIFY(!form()->pin().isValid());
    QCOMPARE(m_gui->pinCount(), 1);
    QTest::keyClick(form(), Qt::Key_Escape);
    QTRY_VERIFY(!isFormVisible());
    QCOMPARE(m_gui->pinCount(), 1);
}

void TestMainWindow::escLeavesTheWeekWhereItIs()
{
    const PinId planned = m_gui->addDraft(content(QStringLiteral("Lemon cake")));
    PinContent idea = content(QStringLiteral("An idea"));
    idea.planned.reset();
    const PinId pin = m_gui->addDraft(idea);
    QTRY_VERIFY(week()->rectOf(planned).isValid());
    QScrollBar *bar = week()->verticalScrollBar();
    bar->setValue(bar->maximum());
    m_window->showPin(pin);
    QTRY_VERIFY(isFormVisible());
    auto *title = partOf<QLineEdit>(*form(), "titleLineEdit");
    title->setFocus();
    QTest::keyClick(title, Qt::Key_Escape);
    QTRY_VERIFY(!isFormVisible());
    QCOMPARE(bar->value(), bar->maximum());
}

void TestMainWindow::tabGoesThroughTheComposerAndOn()
{
    PinContent idea = content(QStringLiteral("An idea"));
    idea.planned.reset();
    const PinId planned = m_gui->addDraft(content(QStringLiteral("Lemon cake")));
    const PinId unscheduled = m_gui->addDraft(idea);
    QTRY_VERIFY(week()->rectOf(planned).isValid());
    const QList<std::pair<PinId, QString>> each{
        {planned, QStringLiteral("timeEdit")},
        {unscheduled, QStringLiteral("chooseTimePushButton")}};
    for (const auto &[pin, time] : each) {
        m_window->showPin(pin);
        QTRY_COMPARE(form() ? form()->pin() : PinId(), pin);
        QTRY_VERIFY(isFormVisible());
        partOf<QToolButton>(*form(), "closeToolButton")->setFocus();
        QStringList passed;
        while (m_window->focusWidget() != week() && passed.size() < 200) {
            passed += m_window->focusWidget()->objectName();
            QTest::keyClick(m_window->focusWidget(), Qt::Key_Tab);
        }
        QVERIFY2(passed.size() < 200, qPrintable(passed.mid(0, 40).join(QLatin1Char(' '))));
        QVERIFY2(passed.contains(time), qPrintable(passed.join(QLatin1Char(' '))));
    }
}

void TestMainWindow::theComposerLiesOverTheCalendarInANarrowWindow()
{
    auto *area = m_window->findChild<CalendarArea *>();
    const PinId pin = m_gui->addDraft(content(QStringLiteral("Lemon cake")));
    QTRY_VERIFY(week()->rectOf(pin).isValid());
    const int alone = week()->width();
    select({pin});
    QTRY_VERIFY(isFormVisible());
    QVERIFY(!area->isOverlay());
    QVERIFY(week()->width() < alone);
    m_window->resize(1000, 800);
    QTRY_VERIFY(area->isOverlay());
    QTRY_COMPARE(week()->width(), area->width());
    QVERIFY(week()->geometry().intersects(form()->geometry()));
}

void TestMainWindow::scheduleGoesOnWithTheNextDraft()
{
    const PinId first = m_gui->addDraft(content(QStringLiteral("One"), 18, 9));
    const PinId second = m_gui->addDraft(content(QStringLiteral("Two"), 19, 9));
    QTRY_VERIFY(week()->rectOf(second).isValid());
    select({first});
    week()->setFocus();
    QTRY_VERIFY(actions().schedule->isEnabled());
    QTest::keyClick(week(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_gui->pin(first).status, PinStatus::Scheduled);
    QTRY_COMPARE(week()->selection(), QList<PinId>{second});
    QCOMPARE(m_gui->pin(second).status, PinStatus::Draft);
}

void TestMainWindow::readyDraftsOfTheWeekAreScheduledTogether()
{
    auto *button = child<QPushButton>("scheduleReadyPushButton");
    QVERIFY(!button->isVisible());
    const PinId one = m_gui->addDraft(content(QStringLiteral("One"), 18, 9));
    const PinId two = m_gui->addDraft(content(QStringLiteral("Two"), 19, 9));
    PinContent incomplete = content(QStringLiteral("No link"), 20, 9);
    incomplete.link.clear();
    const PinId lacking = m_gui->addDraft(incomplete);
    const PinId nextWeek = m_gui->addDraft(content(QStringLiteral("Later"), 25, 9));
    QTRY_VERIFY(button->isVisible());
    QTRY_VERIFY2(button->text().contains(QStringLiteral("2")), qPrintable(button->text()));
    button->click();
    QTRY_COMPARE(m_gui->pin(one).status, PinStatus::Scheduled);
    QTRY_COMPARE(m_gui->pin(two).status, PinStatus::Scheduled);
    QCOMPARE(m_gui->pin(lacking).status, PinStatus::Draft);
    QCOMPARE(m_gui->pin(nextWeek).status, PinStatus::Draft);
    QTRY_VERIFY(!button->isVisible());
}

void TestMainWindow::theFilterChipNamesTheBoardAndClearsIt()
{
    auto *chip = child<QPushButton>("filterChipPushButton");
    QVERIFY(!chip->isVisible());
    emit m_window->findChild<BoardPanel *>()->filterChanged(m_board.id, {});
    QTRY_VERIFY(chip->isVisible());
    QCOMPARE(chip->text(), QStringLiteral("Recipes ×"));
    QVERIFY(actions().clearFilter->isEnabled());
    emit m_window->findChild<BoardPanel *>()->filterChanged({}, {});
    QTRY_VERIFY(!chip->isVisible());
}

void TestMainWindow::aCampaignFiltersTheWeekAndTheChipClearsIt()
{
    auto *panel = m_window->findChild<CampaignPanel *>();
    QVERIFY(!panel->isVisible());
    const Campaign spring = must(await<Campaign>([&](QObject *c, Done<Campaign> done) {
        m_gui->workspace->store().campaigns().create(QStringLiteral("Spring"), {}, c,
                                                     std::move(done));
    }));
    QTRY_VERIFY(panel->isVisible());
    auto *list = child<QListView>("campaignPanelListView");
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(list->model()->index(0, 0)).center());
    auto *chip = child<QPushButton>("filterChipPushButton");
    QTRY_VERIFY(chip->isVisible());
    QCOMPARE(chip->text(), QStringLiteral("Spring ×"));
    QCOMPARE(panel->campaign(), spring.id);
    emit m_window->findChild<BoardPanel *>()->filterChanged(m_board.id, {});
    QCOMPARE(chip->text(), QStringLiteral("Recipes, Spring ×"));
    QTest::mouseClick(chip, Qt::LeftButton);
    QVERIFY(!panel->campaign().isValid());
}

void TestMainWindow::unscheduledGetsWideWithCtrlU()
{
    auto *boards = m_window->findChild<BoardPanel *>();
    auto *unscheduled = m_window->findChild<UnscheduledPanel *>();
    const int narrow = unscheduled->width();
    QTest::keyClick(week(), Qt::Key_U, Qt::ControlModifier);
    QVERIFY(!boards->isVisible());
    QTRY_VERIFY(unscheduled->width() > narrow);
    QVERIFY(actions().wideUnscheduled->isChecked());
    QVERIFY(week()->isVisible());
    // Its own button leads back.
    QTest::mouseClick(child<QToolButton>("widenUnscheduledToolButton"), Qt::LeftButton);
    QVERIFY(boards->isVisible());
    QTRY_COMPARE(unscheduled->width(), narrow);
    QVERIFY(!actions().wideUnscheduled->isChecked());
}

void TestMainWindow::firstStepsComeByTheMenuAndGoWithEsc()
{
    m_window->showFirstStepsIfNew(); // there is an account, so they aren't needed
    QVERIFY(!m_window->findChild<FirstStepsCard *>());
    week()->setFocus();
    actions().firstSteps->trigger();
    auto *card = m_window->findChild<FirstStepsCard *>();
    QVERIFY(card && card->isVisible());
    QVERIFY(card->isAncestorOf(m_window->focusWidget()));
    QSignalSpy demo(m_window.get(), &MainWindow::demoWanted);
    QTest::mouseClick(child<QPushButton>("firstDemoPushButton"), Qt::LeftButton);
    QCOMPARE(demo.size(), 1);
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<FirstStepsCard *>());
    QVERIFY(week()->hasFocus());
}

void TestMainWindow::needsYouCountsAndMends()
{
    auto *button = child<QPushButton>("needsYouPushButton");
    QVERIFY(!button->isVisible());
    const PinId blocked =
        m_gui->addBlocked(content(QStringLiteral("Lemon cake")),
                          {ErrorKind::Rejected, QStringLiteral("The link was refused."), 400, 0});
    const PinId checking = m_gui->addUnconfirmed(content(QStringLiteral("Pear tart"), 19, 9));
    const PinId missed = m_gui->addDraft(content(QStringLiteral("Too late"), 16, 9));
    QTRY_VERIFY(button->isVisible());
    QTRY_COMPARE(m_window->needsYouCount(), 3);
    button->click();
    auto *popover = m_window->findChild<NeedsYou *>();
    QTRY_VERIFY(popover->isVisible());
    QCOMPARE(namelessControls(popover), QStringList());
    popover->findChild<QPushButton *>(QStringLiteral("tryAgainPushButton"))->click();
    QTRY_COMPARE(m_gui->pin(blocked).status, PinStatus::Scheduled);
    QTRY_COMPARE(m_window->needsYouCount(), 2);
    button->click();
    popover->findChild<QPushButton *>(QStringLiteral("isTherePushButton"))->click();
    QTRY_COMPARE(m_gui->pin(checking).status, PinStatus::Published);
    QTRY_COMPARE(m_window->needsYouCount(), 1);
    button->click();
    popover->findChild<QPushButton *>(QStringLiteral("unschedulePushButton"))->click();
    QTRY_VERIFY(!m_gui->pin(missed).content.planned);
    QTRY_VERIFY(!button->isVisible());
}

void TestMainWindow::whatNobodyCanTellIsShownWithBothPictures()
{
    auto *button = child<QPushButton>("needsYouPushButton");
    const PinId there = m_gui->addUnclear(content(QStringLiteral("Lemon cake")),
                                          {QStringLiteral("900"), QStringLiteral("901")});
    QTRY_COMPARE(m_window->needsYouCount(), 1);
    button->click();
    auto *popover = m_window->findChild<NeedsYou *>();
    QTRY_VERIFY(popover->isVisible());
    const auto pictures = [popover] {
        return popover->findChildren<QLabel *>(QRegularExpression(QStringLiteral("PictureLabel$")));
    };
    QTRY_COMPARE(pictures().size(), 3);
    QCOMPARE(namelessControls(popover), QStringList());
    for (const QLabel *picture : pictures())
        QTRY_VERIFY(!picture->pixmap(Qt::ReturnByValue).isNull());
    QVERIFY(!popover->findChild<QPushButton *>(QStringLiteral("tryAgainPushButton")));
    const auto choices =
        popover->findChildren<QPushButton *>(QStringLiteral("isThisOnePushButton"));
    QCOMPARE(choices.size(), 2);
    choices.last()->click();
    QTRY_COMPARE(m_gui->pin(there).status, PinStatus::Published);
    QCOMPARE(m_gui->pin(there).remoteId, QStringLiteral("901"));

    const PinId missing =
        m_gui->addUnclear(content(QStringLiteral("Pear tart"), 19, 9), {QStringLiteral("902")});
    QTRY_COMPARE(m_window->needsYouCount(), 1);
    button->click();
    QTRY_COMPARE(pictures().size(), 2);
    popover->findChild<QPushButton *>(QStringLiteral("isNotTherePushButton"))->click();
    QTRY_COMPARE(m_gui->pin(missing).status, PinStatus::Scheduled);
    QTRY_COMPARE(m_window->needsYouCount(), 0);
}

void TestMainWindow::aSignInThatEndsSoonNeedsTheUser()
{
    using days = std::chrono::duration<int, std::ratio<86400>>;
    Account account = m_gui->account;
    account.signInEndsAt = m_gui->clock.now() + days(16);
    QSignalSpy looked(m_window.get(), &MainWindow::summaryChanged);
    m_gui->saveAccount(account);
    QTRY_VERIFY(!looked.isEmpty());
    QCOMPARE(m_window->needsYouCount(), 0);
    account.signInEndsAt = m_gui->clock.now() + days(15); // day 45 of 60
    looked.clear();
    m_gui->saveAccount(account);
    QTRY_VERIFY(!looked.isEmpty());
    QCOMPARE(m_window->needsYouCount(), 0); // it is renewed by itself
    account.signInRenews = false;
    m_gui->saveAccount(account);
    QTRY_COMPARE(m_window->needsYouCount(), 1);
    m_window->showNeedsYou();
    auto *popover = m_window->findChild<NeedsYou *>();
    QTRY_VERIFY(popover->isVisible());
    QVERIFY(popover->findChild<QPushButton *>(QStringLiteral("reconnectPushButton")));
}

void TestMainWindow::aWrongClockIsSaidInTheStatusBarAndNeedsTheUser()
{
    const auto find = [this](std::optional<std::chrono::seconds> ahead) {
        must(await<void>([&](QObject *context, Done<void> done) {
            m_gui->workspace->store().clock().setAhead(ahead, context, std::move(done));
        }));
        m_window->refreshSoon();
    };
    find(std::chrono::hours(2));
    QTRY_COMPARE(m_window->needsYouCount(), 1);
    const QString text =
        QStringLiteral("This computer's clock is 2 h ahead, so no pin goes out. Set it right; then "
                       "publishing goes on by itself.");
    QVERIFY2(m_window->summary().text.startsWith(text), qPrintable(m_window->summary().text));
    m_window->showNeedsYou();
    auto *popover = m_window->findChild<NeedsYou *>();
    QTRY_VERIFY(popover->isVisible());
    QCOMPARE(namelessControls(popover), QStringList());
    popover->findChild<QPushButton *>(QStringLiteral("checkClockPushButton"))->click();
    find(std::nullopt);
    QTRY_COMPARE(m_window->needsYouCount(), 0);
    QVERIFY(!m_window->summary().text.contains(QStringLiteral("clock")));
}

void TestMainWindow::anAccountToReconnectNeedsTheUser()
{
    Account account = m_gui->account;
    account.state = AccountState::ReconnectNeeded;
    m_gui->saveAccount(account);
    QTRY_COMPARE(m_window->needsYouCount(), 1);
    child<QPushButton>("needsYouPushButton")->click();
    auto *popover = m_window->findChild<NeedsYou *>();
    QVERIFY(popover->findChild<QPushButton *>(QStringLiteral("reconnectPushButton")));
    popover->close();
}

void TestMainWindow::anAccountTakenForSpamWaitsForTheUsersGoOn()
{
    const AccountId id = m_gui->account.id;
    PauseStore &pauses = m_gui->workspace->store().pauses();
    const auto store = [&](const AccountPause &pause) {
        return pinweek::test::await<void>(
            [&](QObject *c, Done<void> done) { pauses.pause(pause, c, std::move(done)); });
    };
    const UtcTime now = m_gui->workspace->clock().now();
    // One that ends by itself needs nobody.
    QVERIFY(store({id, PauseReason::RateLimit, now, now + std::chrono::minutes(5), {}}));
    QVERIFY(store({id, PauseReason::Spam, now, std::nullopt, QStringLiteral("Looks like spam.")}));
    QTRY_COMPARE(m_window->needsYouCount(), 1);
    child<QPushButton>("needsYouPushButton")->click();
    auto *popover = m_window->findChild<NeedsYou *>();
    QTRY_VERIFY(popover->isVisible());
    QCOMPARE(namelessControls(popover), QStringList());
    popover->findChild<QPushButton *>(QStringLiteral("goOnPushButton"))->click();
    QTRY_COMPARE(m_window->needsYouCount(), 0);
    QVERIFY(pauses.pauses(now)->isEmpty());
}

void TestMainWindow::theWeekStaysInItsPlaceWhenTheRestIsMade()
{
    MainWindow window(*m_gui->workspace, *m_gui->theme);
    window.resize(1440, 900);
    QWidget *viewport = window.findChild<WeekView *>()->viewport();
    const auto place = [&] { return QRect(viewport->mapTo(&window, QPoint()), viewport->size()); };
    QRect first;
    OnPaint painted(viewport, [&] { first = place(); });
    QSignalSpy completed(&window, &MainWindow::completed);
    window.show();
    QVERIFY(completed.wait());
    QVERIFY(first.isValid());
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTRY_VERIFY(window.findChild<BoardPanel *>()->isVisible());
    QTRY_COMPARE(place(), first);
}

void TestMainWindow::theLeftPanelHidesAndIsRemembered()
{
    auto *boards = m_window->findChild<BoardPanel *>();
    QVERIFY(boards->isVisible());
    QTest::keyClick(week(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(!boards->isVisible());
    QVERIFY(!m_gui->workspace->settings().leftPanelVisible());
    QTest::keyClick(week(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(boards->isVisible());
}

void TestMainWindow::theStatusLineNamesTheNextPin()
{
    QTRY_VERIFY2(status()->summary().startsWith(QStringLiteral("No pin is scheduled")),
                 qPrintable(status()->summary()));
    m_gui->addScheduled(content(QStringLiteral("Later"), 19, 9));
    m_gui->addScheduled(content(QStringLiteral("Lemon cake"), 17, 14));
    QTRY_COMPARE(status()->summary(),
                 QStringLiteral("Next pin today 14:00 “Lemon cake” · 2 scheduled this week · "
                                "1 of 10 pins planned today"));
}

void TestMainWindow::theStatusLineSaysWhatWaitsForALimit()
{
    const PinId id = m_gui->addScheduled(content(QStringLiteral("Lemon cake"), 17, 14));
    LateStep step;
    step.pin = id;
    step.expectedRevision = m_gui->pin(id).revision;
    step.cause = LateCause::Limit;
    step.at = *m_gui->pin(id).dueAt + std::chrono::minutes(5);
    m_gui->workspace->store().pins().settleLate({step}, m_window.get(), {});
    QTRY_COMPARE(
        status()->summary(),
        QStringLiteral("Next pin today 14:05 “Lemon cake” · 1 scheduled this week · "
                       "1 of 10 pins planned today · 1 pin(s) waiting for Pinterest's limit "
                       "until today 14:05"));
}

void TestMainWindow::theStatusLineSaysWhatIsPlannedWhenTheComputerIsUsuallyOff()
{
    m_gui->addOfficeHours(21);
    m_gui->clock.advance(std::chrono::minutes(61)); // habits are read once an hour
    m_gui->addScheduled(content(QStringLiteral("Lemon cake"), 18, 10));
    m_gui->addScheduled(content(QStringLiteral("Late cake"), 18, 22));
    QTRY_VERIFY2(status()->summary().endsWith(
                     QStringLiteral(" · 1 planned when this computer is usually off")),
                 qPrintable(status()->summary()));
}

void TestMainWindow::pausingIsKeptAndShown()
{
    trigger(actions().togglePublisher);
    QVERIFY(m_gui->workspace->settings().publisherPaused());
    QVERIFY2(message().contains(QStringLiteral("paused")), qPrintable(message()));
    trigger(actions().togglePublisher);
    QVERIFY(!m_gui->workspace->settings().publisherPaused());
}

/** As one that starts minimised, or behind a lock: its program begins to publish then. */
void TestMainWindow::aWindowThatIsNeverPaintedIsCompletedToo()
{
    MainWindow unseen(*m_gui->workspace, *m_gui->theme);
    QSignalSpy completed(&unseen, &MainWindow::completed);
    QVERIFY(completed.wait(20'000));
    QVERIFY(!unseen.isPainted());
    QVERIFY(m_window->isPainted());
}

void TestMainWindow::closingHidesWithATrayAndStaysWithout()
{
    QSignalSpy closed(m_window.get(), &MainWindow::closedTo);
    QSignalSpy told(m_window.get(), &MainWindow::staysMinimised);
    m_window->setHidesWhenClosed(false);
    m_window->close();
    QVERIFY(m_window->isVisible());
    QVERIFY(m_window->isMinimized());
    QCOMPARE(closed.size(), 1);
    QCOMPARE(closed.first().first().toBool(), false);
    QVERIFY2(message().contains(QStringLiteral("stays open")), qPrintable(message()));
    QCOMPARE(told.size(), 1);
    const Store &store = m_gui->workspace->store();
    QVERIFY(!store.isInView());
    m_window->raiseWindow();
    QVERIFY(!m_window->isMinimized());
    QVERIFY(store.isInView());
    m_window->showMessage(QStringLiteral("Another"));
    m_window->close();
    QVERIFY(m_window->isMinimized());
    QCOMPARE(message(), QStringLiteral("Another")); // it was said once
    QCOMPARE(told.size(), 1);
    m_window->raiseWindow();
    m_window->setHidesWhenClosed(true);
    m_window->close();
    QVERIFY(!m_window->isVisible());
    QVERIFY(!store.isInView());
    QCOMPARE(closed.last().first().toBool(), true);
    m_window->raiseWindow();
    QVERIFY(m_window->isVisible());
    QVERIFY(store.isInView());
}

void TestMainWindow::restingInTheTrayGivesTheStyleSheetBackUntilTheWindowIsShown()
{
    m_window->setHidesWhenClosed(true);
    QVERIFY(!qApp->styleSheet().isEmpty());
    const QString dressed = qApp->styleSheet();
    m_window->close();
    QTRY_VERIFY(qApp->styleSheet().isEmpty());
    m_window->raiseWindow();
    QCOMPARE(qApp->styleSheet(), dressed);
    // A window that comes back before it was tidied away keeps everything.
    m_window->close();
    m_window->raiseWindow();
    QCoreApplication::processEvents();
    QCOMPARE(qApp->styleSheet(), dressed);
}

void TestMainWindow::quittingNamesWhatIsDueWithinADay()
{
    m_gui->addScheduled(content(QStringLiteral("Lemon cake"), 17, 14));
    m_gui->addScheduled(content(QStringLiteral("In two days"), 19, 14));
    QSignalSpy quit(m_window.get(), &MainWindow::quitWanted);
    trigger(actions().quit);
    auto *box = child<QMessageBox>("quitMessageBox");
    QVERIFY(box);
    QVERIFY(quit.isEmpty());
    QVERIFY(box->informativeText().contains(QStringLiteral("Lemon cake")));
    QVERIFY(!box->informativeText().contains(QStringLiteral("In two days")));
    QCOMPARE(box->defaultButton()->objectName(), QStringLiteral("keepPushButton"));
    box->findChild<QPushButton *>(QStringLiteral("quitPushButton"))->click();
    QCOMPARE(quit.size(), 1);
}

void TestMainWindow::quittingWithNothingDueAsksNothing()
{
    QSignalSpy quit(m_window.get(), &MainWindow::quitWanted);
    trigger(actions().quit);
    QCOMPARE(quit.size(), 1);
    QVERIFY(!child<QMessageBox>("quitMessageBox"));
}

void TestMainWindow::theDemoStripOffersItsTwoWays()
{
    m_window->showDemoStrip();
    QSignalSpy own(m_window.get(), &MainWindow::startOwnWanted);
    QSignalSpy reset(m_window.get(), &MainWindow::resetDemoWanted);
    QCOMPARE(child<QLabel>("demoLabel")->text(), QStringLiteral("Demo: nothing reaches Pinterest"));
    child<QPushButton>("startOwnPushButton")->click();
    child<QPushButton>("resetDemoPushButton")->click();
    QCOMPARE(own.size(), 1);
    QCOMPARE(reset.size(), 1);
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
