// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "planner/pineditor.h"
#include "store/campaignstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "ui/campaigns/campaignmodel.h"
#include "ui/campaigns/campaignpanel.h"
#include "ui/campaigns/campaignpicker.h"
#include "ui/campaigns/campaignsdialog.h"
#include "ui/pins/pinform.h"
#include "ui/widgets/namedialog.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>

using namespace pinweek;
using namespace pinweek::test;

/** Campaigns in the window: chosen in the composer, for several pins, filtered by, and managed. */
class TestCampaigns : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void theComposerMakesACampaignAndGivesItToThePin();
    void severalPinsGetOneCampaignInOneStep();
    void thePanelFiltersAndIsOnlyThereWithCampaigns();
    void theKeyboardFiltersToo();
    void theDialogRenamesRecoloursAndDeletes();
    void aNameThatIsTakenIsSaidInTheDialog();
    void everyControlHasItsName();

private:
    [[nodiscard]] CampaignStore &store() const { return m_gui->workspace->store().campaigns(); }
    Campaign make(const QString &name)
    {
        return must(await<Campaign>(
            [&](QObject *c, Done<Campaign> done) { store().create(name, {}, c, std::move(done)); }));
    }
    PinId pinOf(CampaignId campaign)
    {
        PinContent content = m_gui->readyContent(m_recipes, QStringLiteral("Cake"));
        content.campaign = campaign;
        return m_gui->addDraft(content);
    }
    /** Triggers an entry of an open menu, found by its object name. */
    static bool choose(QWidget *owner, const char *action)
    {
        auto *found = owner->findChild<QAction *>(QString::fromLatin1(action));
        if (found)
            found->trigger();
        return found;
    }
    /** Types a name into the dialog that asks for one and accepts it. */
    static void answerName(QWidget *owner, const QString &name)
    {
        auto *dialog = owner->findChild<NameDialog *>();
        QVERIFY(dialog);
        auto *edit = partOf<QLineEdit>(*dialog, "nameLineEdit");
        edit->selectAll();
        QTest::keyClicks(edit, name);
        QTest::keyClick(edit, Qt::Key_Return);
    }

    std::unique_ptr<GuiWorkspace> m_gui;
    Board m_recipes;
};

void TestCampaigns::init()
{
    failOnWarnings();
    m_gui = std::make_unique<GuiWorkspace>();
    m_recipes = m_gui->addBoard(QStringLiteral("Recipes"));
}

void TestCampaigns::cleanup()
{
    m_gui.reset();
}

void TestCampaigns::theComposerMakesACampaignAndGivesItToThePin()
{
    const PinId id = pinOf({});
    PinForm form(*m_gui->workspace, *m_gui->theme);
    form.resize(340, 800);
    form.show();
    form.showPin(id);
    auto *picker = partOf<CampaignPicker>(form, "pinCampaignPicker");
    QCOMPARE(picker->accessibleName(), QStringLiteral("Campaign: No campaign"));
    QTest::mouseClick(picker, Qt::LeftButton);
    QVERIFY(choose(picker, "newCampaignAction"));
    answerName(picker, QStringLiteral("Spring sale"));
    QTRY_VERIFY(m_gui->pin(id).content.campaign.isValid());
    QCOMPARE(store().campaign(m_gui->pin(id).content.campaign)->name,
             QStringLiteral("Spring sale"));
    QCOMPARE(picker->accessibleName(), QStringLiteral("Campaign: Spring sale"));
    // And out of it again, from the menu, a while later; undo brings it back.
    m_gui->clock.advance(std::chrono::seconds(6));
    QTest::keyClick(picker, Qt::Key_Down);
    QVERIFY(choose(picker, "noCampaignAction"));
    QTRY_VERIFY(!m_gui->pin(id).content.campaign.isValid());
    m_gui->workspace->editor().undo(this, [](const Result<UndoOutcome> &) {});
    QTRY_VERIFY(m_gui->pin(id).content.campaign.isValid());
    QTRY_COMPARE(picker->accessibleName(), QStringLiteral("Campaign: Spring sale"));
}

void TestCampaigns::severalPinsGetOneCampaignInOneStep()
{
    const CampaignId spring = make(QStringLiteral("Spring")).id;
    const PinId first = pinOf(spring);
    const PinId second = pinOf({});
    PinForm form(*m_gui->workspace, *m_gui->theme);
    form.show();
    form.showSeveral({first, second});
    auto *picker = partOf<CampaignPicker>(form, "severalCampaignPicker");
    QCOMPARE(picker->accessibleName(), QStringLiteral("Campaign: Several campaigns"));
    const QByteArray springAction = "campaign" + QByteArray::number(spring.value) + "Action";
    QTest::mouseClick(picker, Qt::LeftButton);
    QVERIFY(choose(picker, springAction.constData()));
    QTRY_COMPARE(m_gui->pin(second).content.campaign, spring);
    QTRY_COMPARE(picker->accessibleName(), QStringLiteral("Campaign: Spring"));
    // Where they differ, “none” is a choice, too.
    m_gui->workspace->editor().undo(this, [](const Result<UndoOutcome> &) {});
    QTRY_COMPARE(picker->accessibleName(), QStringLiteral("Campaign: Several campaigns"));
    QTest::mouseClick(picker, Qt::LeftButton);
    QVERIFY(choose(picker, "noCampaignAction"));
    QTRY_VERIFY(!m_gui->pin(first).content.campaign.isValid());
}

void TestCampaigns::thePanelFiltersAndIsOnlyThereWithCampaigns()
{
    QWidget window;
    CampaignPanel panel(*m_gui->workspace, *m_gui->theme, &window);
    panel.resize(240, 200);
    window.show();
    QVERIFY(!panel.isVisible());
    const Campaign spring = make(QStringLiteral("Spring"));
    QTRY_VERIFY(panel.isVisible());
    pinOf(spring.id);
    auto *list = partOf<QListView>(panel, "campaignPanelListView");
    QAbstractItemModelTester tester(list->model());
    const QModelIndex row = list->model()->index(0, 0);
    QTRY_COMPARE(row.data(CampaignModel::CountRole).toInt(), 1);
    QCOMPARE(row.data(Qt::AccessibleTextRole).toString(), QStringLiteral("Spring, 1 pin(s)"));
    QSignalSpy filter(&panel, &CampaignPanel::filterChanged);
    const auto click = [&] {
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(row).center());
    };
    click();
    QCOMPARE(filter.takeFirst().at(0).value<CampaignId>(), spring.id);
    click();
    QVERIFY(!filter.takeFirst().at(0).value<CampaignId>().isValid());
    click();
    filter.clear();
    // What is deleted filters no more.
    store().remove(spring.id, {}, this, [](const Result<int> &) {});
    QTRY_COMPARE(filter.size(), 1);
    QVERIFY(!panel.campaign().isValid());
    QVERIFY(!panel.isVisible());
}

void TestCampaigns::theKeyboardFiltersToo()
{
    make(QStringLiteral("Autumn"));
    const Campaign spring = make(QStringLiteral("Spring"));
    CampaignPanel panel(*m_gui->workspace, *m_gui->theme);
    panel.show();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    auto *list = partOf<QListView>(panel, "campaignPanelListView");
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    QSignalSpy filter(&panel, &CampaignPanel::filterChanged);
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(filter.size(), 1);
    QCOMPARE(panel.campaign(), spring.id);
    panel.setCampaign({});
    QCOMPARE(filter.size(), 2);
    QVERIFY(!panel.campaign().isValid());
}

void TestCampaigns::theDialogRenamesRecoloursAndDeletes()
{
    const Campaign spring = make(QStringLiteral("Spring"));
    const PinId pin = pinOf(spring.id);
    QWidget window;
    window.show();
    auto *dialog = new CampaignsDialog(*m_gui->workspace, *m_gui->theme, &window);
    dialog->open();
    QTest::mouseClick(partOf<QPushButton>(*dialog, "renameCampaignPushButton"), Qt::LeftButton);
    answerName(dialog, QStringLiteral("Early spring"));
    QTRY_COMPARE(store().campaign(spring.id)->name, QStringLiteral("Early spring"));
    QTest::mouseClick(partOf<QPushButton>(*dialog, "campaignColourPushButton"), Qt::LeftButton);
    QVERIFY(choose(dialog, "colour5Action"));
    QTRY_COMPARE(store().campaign(spring.id)->colourIndex, 5);
    // Deleting says what is kept, and is taken back by the usual key.
    QTest::mouseClick(partOf<QPushButton>(*dialog, "deleteCampaignPushButton"), Qt::LeftButton);
    QTRY_VERIFY(!store().campaign(spring.id));
    QVERIFY(!m_gui->pin(pin).content.campaign.isValid());
    QTRY_VERIFY(partOf<QPushButton>(*dialog, "campaignsEmptyPushButton")->isVisible());
    auto *note = partOf<QLabel>(*dialog, "problemLabel");
    QTRY_VERIFY2(note->text().contains(QStringLiteral("stay")), qPrintable(note->text()));
    if (QWidget *menu = QApplication::activePopupWidget())
        menu->close(); // of colours: its action was triggered without it
    dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QTest::keySequence(dialog, QKeySequence::Undo);
    QTRY_VERIFY(store().campaign(spring.id));
    QCOMPARE(store().campaign(spring.id)->name, QStringLiteral("Early spring"));
    QCOMPARE(m_gui->pin(pin).content.campaign, spring.id);
    dialog->reject();
}

void TestCampaigns::aNameThatIsTakenIsSaidInTheDialog()
{
    make(QStringLiteral("Spring"));
    QWidget window;
    window.show();
    bool made = false;
    askForNewCampaign(*m_gui->workspace, &window, [&](CampaignId) { made = true; });
    answerName(&window, QStringLiteral("spring"));
    auto *problem = partOf<QLabel>(window, "problemLabel");
    QTRY_VERIFY2(problem->text().contains(QStringLiteral("already")), qPrintable(problem->text()));
    QVERIFY(!made);
    // What is typed next is all that it takes.
    answerName(&window, QStringLiteral("Late spring"));
    QTRY_VERIFY(made);
    QCOMPARE(store().campaigns()->size(), 2);
}

void TestCampaigns::everyControlHasItsName()
{
    make(QStringLiteral("Spring"));
    CampaignPanel panel(*m_gui->workspace, *m_gui->theme);
    panel.show();
    QCOMPARE(namelessControls(&panel), QStringList());
    QWidget window;
    window.show();
    auto *dialog = new CampaignsDialog(*m_gui->workspace, *m_gui->theme, &window);
    dialog->open();
    QCOMPARE(namelessControls(dialog), QStringList());
    dialog->reject();
}

QTEST_MAIN(TestCampaigns)
#include "tst_campaigns.moc"
