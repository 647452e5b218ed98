// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "planner/pineditor.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "ui/pins/recentlydeleted.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTreeView>

using namespace pinweek;
using namespace pinweek::test;

class TestRecentlyDeleted : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void isEmptyAtFirstAndSaysWhy();
    void showsWhatWasDeletedTheLastOneFirst();
    void severalComeBackAtOnce();
    void enterBringsTheCurrentOneBack();
    void saysWhatComesBackAsADraft();
    void aPinThatIsBackAlreadyLeavesTheList();
    void whatIsOlderThan30DaysIsNotShown();
    void moreThanAPageIsReadOnDemand();
    void everyControlHasItsName();

private:
    void remove(PinId pin)
    {
        const Pin seen = m_gui->pin(pin);
        m_gui->workspace->editor().remove({pin}, nullptr, {});
        QTRY_VERIFY(!m_gui->pin(pin).id.isValid());
        QVERIFY(seen.id.isValid());
    }
    PinId deleted(const QString &title)
    {
        const PinId id = m_gui->addScheduled(m_gui->readyContent(m_board, title));
        remove(id);
        m_gui->clock.advance(std::chrono::minutes(1));
        return id;
    }
    void open()
    {
        m_dialog = std::make_unique<RecentlyDeletedDialog>(*m_gui->workspace);
        m_dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
        m_tester = std::make_unique<QAbstractItemModelTester>(
            list()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    QTreeView *list() const { return m_dialog->findChild<QTreeView *>(); }
    QPushButton *button(const char *name) const
    {
        return m_dialog->findChild<QPushButton *>(QString::fromLatin1(name));
    }
    QString said() const
    {
        return m_dialog->findChild<QLabel *>(QStringLiteral("recentlyDeletedMessageLabel"))->text();
    }
    QString cell(int row, int column) const
    {
        return list()->model()->index(row, column).data().toString();
    }
    int rows() const { return list()->model()->rowCount(); }
    bool onList() const { return m_dialog->findChild<QStackedWidget *>()->currentIndex() == 0; }

    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<RecentlyDeletedDialog> m_dialog;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    Board m_board;
};

void TestRecentlyDeleted::init()
{
    failOnWarnings();
    m_gui = std::make_unique<GuiWorkspace>();
    m_board = m_gui->addBoard(QStringLiteral("Recipes"));
}

void TestRecentlyDeleted::cleanup()
{
    m_tester.reset();
    m_dialog.reset();
    m_gui.reset();
}

void TestRecentlyDeleted::isEmptyAtFirstAndSaysWhy()
{
    open();
    QVERIFY(!onList());
    QVERIFY(!button("restorePushButton")->isEnabled());
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
}

void TestRecentlyDeleted::showsWhatWasDeletedTheLastOneFirst()
{
    deleted(QStringLiteral("Lemon cake"));
    deleted(QStringLiteral("Soup"));
    m_gui->addScheduled(m_gui->readyContent(m_board, QStringLiteral("Still there")));
    open();
    QVERIFY(onList());
    QCOMPARE(rows(), 2);
    QCOMPARE(cell(0, RecentlyDeletedModel::TitleColumn), QStringLiteral("Soup"));
    QCOMPARE(cell(1, RecentlyDeletedModel::TitleColumn), QStringLiteral("Lemon cake"));
    QCOMPARE(cell(1, RecentlyDeletedModel::BoardColumn), QStringLiteral("Recipes"));
    QCOMPARE(cell(1, RecentlyDeletedModel::StatusColumn), QStringLiteral("Scheduled"));
    QVERIFY2(cell(1, RecentlyDeletedModel::DeletedColumn).contains(QStringLiteral("09:00")),
             qPrintable(cell(1, RecentlyDeletedModel::DeletedColumn)));
    // The picture comes from a worker.
    const auto picture = [this] {
        return list()->model()->index(1, 0).data(Qt::DecorationRole).userType();
    };
    QTRY_COMPARE(picture(), int(QMetaType::QPixmap));
    const QString spoken = list()->model()->index(1, 0).data(Qt::AccessibleTextRole).toString();
    for (const char *word : {"Lemon cake", "Recipes", "Scheduled", "deleted"})
        QVERIFY2(spoken.contains(QString::fromLatin1(word)), qPrintable(spoken));
}

void TestRecentlyDeleted::severalComeBackAtOnce()
{
    const PinId first = deleted(QStringLiteral("One"));
    const PinId second = deleted(QStringLiteral("Two"));
    const PinId third = deleted(QStringLiteral("Three"));
    open();
    const auto click = [this](int row, Qt::KeyboardModifiers keys) {
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, keys,
                          list()->visualRect(list()->model()->index(row, 0)).center());
    };
    click(0, {});
    click(2, Qt::ControlModifier);
    QTest::mouseClick(button("restorePushButton"), Qt::LeftButton);
    QTRY_COMPARE(rows(), 1);
    QCOMPARE(m_gui->pin(first).status, PinStatus::Scheduled);
    QCOMPARE(m_gui->pin(third).status, PinStatus::Scheduled);
    QVERIFY(!m_gui->pin(second).id.isValid());
    QTRY_COMPARE(said(), QStringLiteral("2 pin(s) brought back."));
    QVERIFY(!button("restorePushButton")->isEnabled());
    // One step for both.
    m_gui->workspace->editor().undo(nullptr, {});
    QTRY_COMPARE(rows(), 3);
}

void TestRecentlyDeleted::enterBringsTheCurrentOneBack()
{
    deleted(QStringLiteral("One"));
    const PinId last = deleted(QStringLiteral("Two"));
    open();
    QVERIFY(list()->hasFocus());
    QTest::keyClick(list(), Qt::Key_Space); // selects the row that the keys are on
    QVERIFY(button("restorePushButton")->isEnabled());
    QTest::keyClick(list(), Qt::Key_Return);
    QTRY_COMPARE(rows(), 1);
    QCOMPARE(m_gui->pin(last).content.title, QStringLiteral("Two"));
    QCOMPARE(list()->currentIndex().row(), 0);
    QVERIFY(m_dialog->isVisible());
}

void TestRecentlyDeleted::saysWhatComesBackAsADraft()
{
    const PinId id = deleted(QStringLiteral("Late"));
    m_gui->clock.advance(std::chrono::hours(48));
    open();
    list()->selectAll();
    QTest::mouseClick(button("restorePushButton"), Qt::LeftButton);
    QTRY_VERIFY(m_gui->pin(id).id.isValid());
    QCOMPARE(m_gui->pin(id).status, PinStatus::Draft);
    QVERIFY(m_gui->pin(id).content.planned);
    QTRY_VERIFY2(said().contains(QStringLiteral("drafts")), qPrintable(said()));
    QTRY_VERIFY(!onList());
}

void TestRecentlyDeleted::aPinThatIsBackAlreadyLeavesTheList()
{
    deleted(QStringLiteral("One"));
    deleted(QStringLiteral("Two"));
    open();
    list()->selectAll();
    m_gui->workspace->editor().undo(nullptr, {});
    QTRY_COMPARE(rows(), 1);
    QCOMPARE(cell(0, 0), QStringLiteral("One"));
    QVERIFY(button("restorePushButton")->isEnabled()); // that one is still selected
    m_gui->workspace->editor().restore(
        {m_gui->workspace->store().pins().recentlyDeleted(UtcTime{})->first().pin.id}, nullptr, {});
    QTRY_VERIFY(!onList());
    QVERIFY(!button("restorePushButton")->isEnabled());
}

void TestRecentlyDeleted::whatIsOlderThan30DaysIsNotShown()
{
    deleted(QStringLiteral("Old"));
    m_gui->clock.advance(removedKeptFor);
    open();
    QCOMPARE(rows(), 0);
}

void TestRecentlyDeleted::moreThanAPageIsReadOnDemand()
{
    const PinId id = m_gui->addDraft(m_gui->readyContent(m_board, QStringLiteral("Many")));
    const QList<PinId> ids(250, id);
    QList<PinId> copies;
    m_gui->workspace->editor().duplicate(
        ids, std::nullopt, this,
        [&copies](const Result<EditOutcome> &outcome) { copies = outcome->pins; });
    QTRY_COMPARE(copies.size(), 250);
    m_gui->workspace->editor().remove(copies, nullptr, {});
    QTRY_COMPARE(m_gui->pinCount(), 1);
    RecentlyDeletedModel model(*m_gui->workspace);
    model.reload();
    QCOMPARE(model.rowCount(), 200);
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QCOMPARE(model.rowCount(), 250);
    QVERIFY(!model.canFetchMore({}));
    QVERIFY(model.pin(249) == copies.first()); // all at once: by id
}

void TestRecentlyDeleted::everyControlHasItsName()
{
    deleted(QStringLiteral("One"));
    open();
    const QStringList nameless = namelessControls(m_dialog.get());
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
}

QTEST_MAIN(TestRecentlyDeleted)
#include "tst_recentlydeleted.moc"
