// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "guiworkspace.h"
#include "planner/pineditor.h"
#include "store/accountstore.h"
#include "store/pinstore.h"
#include "store/slotstore.h"
#include "store/store.h"
#include "support/await.h"
#include "ui/firststeps/firststeps.h"
#include "ui/firststeps/firststepscard.h"

#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace pinweek;
using namespace pinweek::test;

/** Takes whatever is dragged. */
class DropPlace : public QWidget
{
public:
    explicit DropPlace(QWidget *parent) : QWidget(parent) { setAcceptDrops(true); }

protected:
    void dragEnterEvent(QDragEnterEvent *event) override { event->accept(); }
};

/** The first minutes: no dead end, nothing blocked, and over with the first pin. */
class TestFirstSteps : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void theyComeByThemselvesOnlyInANewWorkspace();
    void withoutAnAccountThePaceComesNextAndMakesSlots();
    void thePaceShowsItsTimes();
    void skippedTheyDontComeAgain_data();
    void skippedTheyDontComeAgain();
    void connectingGoesOnToThePace();
    void theFirstPinEndsThem();
    void theCardStaysInTheMiddleOfASmallWindow();
    void theCardStepsAsideForWhatIsDragged_data();
    void theCardStepsAsideForWhatIsDragged();
    void everyControlHasItsName();

private:
    void press(const char *name)
    {
        QTest::mouseClick(partOf<QPushButton>(*m_steps->card(), name), Qt::LeftButton);
    }
    [[nodiscard]] QList<TimeSlot> timeSlots() const
    {
        return *m_gui->workspace->store().timeSlots().slotsOf(m_gui->plan().id);
    }
    [[nodiscard]] bool done() const { return m_gui->workspace->settings().firstRunDone(); }

    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<QWidget> m_over;
    std::unique_ptr<FirstSteps> m_steps;
};

void TestFirstSteps::init()
{
    failOnWarnings();
    m_gui = std::make_unique<GuiWorkspace>();
    // As a workspace is at first: "My plan" alone.
    QVERIFY(await<void>([&](QObject *c, Done<void> d) {
        m_gui->workspace->store().accounts().remove(m_gui->account.id, c, std::move(d));
    }));
    m_over = std::make_unique<QWidget>();
    m_over->resize(900, 700);
    m_over->show();
    m_steps = std::make_unique<FirstSteps>(
        *m_gui->workspace, m_over.get(), [this] { return m_gui->plan().id; }, nullptr);
    QVERIFY(QTest::qWaitForWindowExposed(m_over.get()));
}

void TestFirstSteps::cleanup()
{
    m_steps.reset();
    m_over.reset();
    m_gui.reset();
}

void TestFirstSteps::theyComeByThemselvesOnlyInANewWorkspace()
{
    PinContent content;
    content.account = m_gui->plan().id;
    content.title = QStringLiteral("Cake");
    m_gui->addDraft(content);
    m_steps->showIfNew();
    QVERIFY(!m_steps->card());
    m_steps->show(); // by the menu they do
    QVERIFY(m_steps->card());
}

void TestFirstSteps::withoutAnAccountThePaceComesNextAndMakesSlots()
{
    m_steps->showIfNew();
    QVERIFY(m_steps->card() && m_steps->card()->isVisible());
    press("firstPlanPushButton");
    QCOMPARE(m_steps->card()->page(), FirstStepsCard::Page::Pace);
    press("pace3PushButton");
    press("makeSlotsPushButton");
    QTRY_COMPARE(m_steps->card()->page(), FirstStepsCard::Page::Images);
    QCOMPARE(timeSlots().size(), 21);
    QSignalSpy images(m_steps.get(), &FirstSteps::imagesWanted);
    press("firstImagesPushButton");
    QCOMPARE(images.size(), 1);
    press("endFirstStepsPushButton");
    QVERIFY(!m_steps->card());
    QVERIFY(done());
    // Again by the menu: slots that are there are not made twice.
    m_steps->show();
    press("firstPlanPushButton");
    QCOMPARE(m_steps->card()->page(), FirstStepsCard::Page::Images);
}

void TestFirstSteps::thePaceShowsItsTimes()
{
    m_steps->showIfNew();
    press("firstPlanPushButton");
    QCOMPARE(m_steps->card()->perDay(), 5);
    press("pace3PushButton");
    const QString times = partOf<QLabel>(*m_steps->card(), "paceTimesLabel")->text();
    QCOMPARE(times.split(QStringLiteral("  ·  ")).size(), 3);
}

void TestFirstSteps::skippedTheyDontComeAgain_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("the button") << false;
    QTest::newRow("Esc") << true;
}

void TestFirstSteps::skippedTheyDontComeAgain()
{
    QFETCH(bool, byKey);
    m_steps->showIfNew();
    QVERIFY(!done());
    if (byKey)
        QTest::keyClick(m_steps->card(), Qt::Key_Escape);
    else
        QTest::mouseClick(partOf<QToolButton>(*m_steps->card(), "closeFirstStepsToolButton"),
                          Qt::LeftButton);
    QVERIFY(!m_steps->card());
    QVERIFY(done());
    m_steps->showIfNew();
    QVERIFY(!m_steps->card());
    QVERIFY(timeSlots().isEmpty());
}

void TestFirstSteps::connectingGoesOnToThePace()
{
    m_steps->showIfNew();
    QSignalSpy wanted(m_steps.get(), &FirstSteps::connectWanted);
    QSignalSpy demo(m_steps.get(), &FirstSteps::demoWanted);
    press("firstConnectPushButton");
    QCOMPARE(wanted.size(), 1);
    press("firstDemoPushButton");
    QCOMPARE(demo.size(), 1);
    QCOMPARE(m_steps->card()->page(), FirstStepsCard::Page::Welcome); // nothing connected yet
    m_steps->goOn();
    QCOMPARE(m_steps->card()->page(), FirstStepsCard::Page::Pace);
    press("skipPacePushButton");
    QCOMPARE(m_steps->card()->page(), FirstStepsCard::Page::Images);
    QVERIFY(timeSlots().isEmpty());
}

void TestFirstSteps::theFirstPinEndsThem()
{
    m_steps->showIfNew();
    PinContent content;
    content.account = m_gui->plan().id;
    content.title = QStringLiteral("Cake");
    m_gui->addDraft(content);
    QTRY_VERIFY(!m_steps->card());
    QVERIFY(done());
}

void TestFirstSteps::theCardStaysInTheMiddleOfASmallWindow()
{
    m_steps->showIfNew();
    m_over->resize(560, 420);
    QTRY_VERIFY(m_over->rect().contains(m_steps->card()->geometry()));
    QCOMPARE(m_steps->card()->geometry().center().x(), m_over->rect().center().x());
}

void TestFirstSteps::theCardStepsAsideForWhatIsDragged_data()
{
    QTest::addColumn<bool>("dropped");
    QTest::newRow("dropped") << true;
    QTest::newRow("taken away again") << false;
}

void TestFirstSteps::theCardStepsAsideForWhatIsDragged()
{
    QFETCH(bool, dropped);
    DropPlace calendar(m_over.get());
    calendar.setGeometry(m_over->rect());
    calendar.show();
    m_steps->showIfNew();
    QMimeData mime;
    mime.setUrls({QUrl(QStringLiteral("file:///cake.jpg"))});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_steps->card(), &enter);
    QVERIFY(!enter.isAccepted());
    QVERIFY(!m_steps->card()->isVisible());
    QCoreApplication::sendEvent(&calendar, &enter);
    QVERIFY(enter.isAccepted());
    if (dropped) {
        QDropEvent drop({300, 300}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&calendar, &drop);
        QTRY_VERIFY(!m_steps->card());
        QVERIFY(done());
    } else {
        QDragLeaveEvent leave;
        QCoreApplication::sendEvent(&calendar, &leave);
        QTRY_VERIFY(m_steps->card()->isVisible());
        QVERIFY(!done());
    }
}

void TestFirstSteps::everyControlHasItsName()
{
    m_steps->showIfNew();
    for (const auto page : {FirstStepsCard::Page::Welcome, FirstStepsCard::Page::Pace,
                            FirstStepsCard::Page::Images}) {
        m_steps->card()->showPage(page);
        QCOMPARE(namelessControls(m_steps->card()), QStringList());
    }
}

QTEST_MAIN(TestFirstSteps)
#include "tst_firststeps.moc"
