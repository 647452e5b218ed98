// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "store/accountstore.h"
#include "store/store.h"
#include "support/await.h"
#include "ui/settings/settingsdialog.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTimeEdit>

using namespace pinweek;
using namespace pinweek::test;

class TestSettingsDialog : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void themeTakesEffectAtOnce();
    void planningIsStoredAtOnce();
    void aDayThatEndsBeforeItBeginsIsNotStored();
    void theRuleForLatePinsIsStoredAtOnce();
    void whetherALostPinIsSentAgainIsStoredAtOnce();
    void theRuleForBrokenLinksIsStored();
    void imageSizeIsStoredInBytes();
    void portSaysTheAddressToRegister();
    void accountsChoicesAreStored();
    void changingTheZoneAsksAboutPlannedPins_data();
    void changingTheZoneAsksAboutPlannedPins();
    void changingTheZoneWithoutPinsAsksNothing();
    void limitsAreSetByAccessOrByNumbers();
    void disconnectAsksAndSaysWhereToRemoveTheApp();
    void connectIsOffered();
    void remindMeIsStoredWithTheAccount();
    void handingOverIsConfirmedFirst();
    void everyControlHasItsName();

private:
    template<typename T>
    T *part(const char *name) const
    {
        return partOf<T>(*m_dialog, name);
    }
    void showSection(int row) { part<QListWidget>("sectionsListWidget")->setCurrentRow(row); }
    /** A control of the account's own part of the page. */
    template<typename T>
    T *accountPart(const char *name) const
    {
        const QString box = QStringLiteral("account%1Widget").arg(m_gui->account.id.toString());
        const auto boxes = m_dialog->findChildren<QWidget *>(box);
        return boxes.isEmpty() ? nullptr : boxes.last()->findChild<T *>(QString::fromLatin1(name));
    }
    Account account() const
    {
        return m_gui->workspace->store().accounts().account(m_gui->account.id).value_or(Account{});
    }
    void choose(QComboBox *box, const QVariant &data)
    {
        const int row = box->findData(data);
        QVERIFY(row >= 0);
        box->setCurrentIndex(row);
        emit box->activated(row);
    }

    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<SettingsDialog> m_dialog;
    Board m_board;
};

void TestSettingsDialog::init()
{
    failOnWarnings();
    m_gui = std::make_unique<GuiWorkspace>();
    m_board = m_gui->addBoard(QStringLiteral("Recipes"));
    m_dialog = std::make_unique<SettingsDialog>(*m_gui->workspace);
    m_dialog->open();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
}

void TestSettingsDialog::cleanup()
{
    m_dialog.reset();
    m_gui.reset();
}

void TestSettingsDialog::themeTakesEffectAtOnce()
{
    QVERIFY(!m_gui->theme->theme().dark);
    choose(part<QComboBox>("themeComboBox"), int(ThemeChoice::Dark));
    QVERIFY(m_gui->theme->theme().dark);
}

void TestSettingsDialog::planningIsStoredAtOnce()
{
    showSection(1);
    auto *cap = part<QSpinBox>("dayCapSpinBox");
    QVERIFY(cap->isVisible());
    cap->setFocus();
    QTest::keyClick(cap, Qt::Key_Up);
    QCOMPARE(m_gui->workspace->settings().dayCap(), 11);
    part<QTimeEdit>("windowStartTimeEdit")->setTime(QTime(7, 0));
    QCOMPARE(m_gui->workspace->settings().windowStart(), QTime(7, 0));
    QCOMPARE(m_gui->workspace->settings().windowEnd(), QTime(20, 0));
}

void TestSettingsDialog::aDayThatEndsBeforeItBeginsIsNotStored()
{
    showSection(1);
    part<QTimeEdit>("windowEndTimeEdit")->setTime(QTime(6, 0));
    QVERIFY(!part<QLabel>("windowProblemLabel")->text().isEmpty());
    QCOMPARE(m_gui->workspace->settings().windowEnd(), QTime(20, 0));
}

void TestSettingsDialog::theRuleForLatePinsIsStoredAtOnce()
{
    showSection(3);
    Settings &settings = m_gui->workspace->settings();
    QCOMPARE(settings.latePolicy(), LatePolicy::Publish);
    part<QSpinBox>("leastGapSpinBox")->setValue(7);
    QCOMPARE(settings.leastGap(), std::chrono::minutes(7));
    part<QSpinBox>("greatestLatenessSpinBox")->setValue(48);
    QCOMPARE(settings.greatestLateness(), std::chrono::hours(48));
    choose(part<QComboBox>("latePolicyComboBox"), int(LatePolicy::NextFree));
    QCOMPARE(settings.latePolicy(), LatePolicy::NextFree);
    QVERIFY(part<QSpinBox>("greatestLatenessSpinBox")->isEnabled());
    // Who is asked about each, or wants none, has no use for a limit.
    choose(part<QComboBox>("latePolicyComboBox"), int(LatePolicy::Skip));
    QVERIFY(!part<QSpinBox>("greatestLatenessSpinBox")->isEnabled());
}

void TestSettingsDialog::whetherALostPinIsSentAgainIsStoredAtOnce()
{
    showSection(3);
    Settings &settings = m_gui->workspace->settings();
    QCOMPARE(settings.whenNotFound(), WhenNotFound::SendAgain);
    choose(part<QComboBox>("whenNotFoundComboBox"), int(WhenNotFound::AskFirst));
    QCOMPARE(settings.whenNotFound(), WhenNotFound::AskFirst);
}

void TestSettingsDialog::theRuleForBrokenLinksIsStored()
{
    showSection(3);
    Settings &settings = m_gui->workspace->settings();
    QCOMPARE(settings.linkRule(), LinkRule::Warn);
    for (const LinkRule rule : {LinkRule::Hold, LinkRule::Off, LinkRule::Warn}) {
        choose(part<QComboBox>("linkRuleComboBox"), int(rule));
        QCOMPARE(settings.linkRule(), rule);
    }
}

void TestSettingsDialog::imageSizeIsStoredInBytes()
{
    showSection(3);
    QCOMPARE(part<QSpinBox>("imageTargetSpinBox")->value(), 8);
    part<QSpinBox>("imageTargetSpinBox")->setValue(12);
    QCOMPARE(m_gui->workspace->settings().imageTargetBytes(), qint64(12'000'000));
    QCOMPARE(part<QSpinBox>("imageTargetSpinBox")->maximum(), 20);
}

void TestSettingsDialog::portSaysTheAddressToRegister()
{
    showSection(4);
    part<QSpinBox>("redirectPortSpinBox")->setValue(9000);
    QCOMPARE(m_gui->workspace->settings().redirectPort(), 9000);
    QVERIFY(
        part<QLabel>("redirectLabel")->text().contains(QStringLiteral("http://localhost:9000/")));
    part<QCheckBox>("continuousRefreshCheckBox")->click();
    QVERIFY(!m_gui->workspace->settings().continuousRefresh());
}

void TestSettingsDialog::accountsChoicesAreStored()
{
    showSection(2);
    choose(accountPart<QComboBox>("defaultBoardComboBox"), m_board.id.value);
    QTRY_COMPARE(account().defaultBoard, m_board.id);
    accountPart<QCheckBox>("linkRequiredCheckBox")->click();
    QTRY_VERIFY(!account().linkRequired);
    QVERIFY(account().titleRequired);
    QCOMPARE(account().defaultBoard, m_board.id);
}

void TestSettingsDialog::changingTheZoneAsksAboutPlannedPins_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QTime>("time");
    QTest::newRow("clock time stays") << QStringLiteral("sameClockPushButton") << QTime(10, 15);
    QTest::newRow("moment stays") << QStringLiteral("sameMomentPushButton") << QTime(11, 15);
}

void TestSettingsDialog::changingTheZoneAsksAboutPlannedPins()
{
    QFETCH(QString, button);
    QFETCH(QTime, time);
    const PinId id = m_gui->addScheduled(m_gui->readyContent(m_board, QStringLiteral("Cake")));
    showSection(2);
    choose(accountPart<QComboBox>("zoneComboBox"), QByteArray("Europe/Berlin"));
    auto *box = part<QMessageBox>("zoneMessageBox");
    QVERIFY(box->isVisible());
    QVERIFY(box->text().contains(QStringLiteral(": 1 ")));
    QTest::mouseClick(box->findChild<QPushButton *>(button), Qt::LeftButton);
    QTRY_COMPARE(m_gui->pin(id).content.planned->zone, QByteArray("Europe/Berlin"));
    QCOMPARE(m_gui->pin(id).content.planned->time, time);
    QTRY_COMPARE(account().zone, QByteArray("Europe/Berlin"));
    QCOMPARE(m_gui->pin(id).status, PinStatus::Scheduled);
}

void TestSettingsDialog::changingTheZoneWithoutPinsAsksNothing()
{
    showSection(2);
    choose(accountPart<QComboBox>("zoneComboBox"), QByteArray("Asia/Tokyo"));
    QTRY_COMPARE(account().zone, QByteArray("Asia/Tokyo"));
    QVERIFY(!m_dialog->findChild<QMessageBox *>());
}

void TestSettingsDialog::limitsAreSetByAccessOrByNumbers()
{
    showSection(2);
    const auto limits = [this] {
        return m_gui->workspace->settings().requestLimits(m_gui->account.id, {});
    };
    auto *access = accountPart<QComboBox>("accessComboBox");
    QVERIFY(access);
    auto *perDay = accountPart<QSpinBox>("org_writePerDaySpinBox");
    QVERIFY(!perDay->isVisible());
    access->setCurrentIndex(0);
    emit access->activated(0);
    QCOMPARE(limits(), trialLimits());
    access->setCurrentIndex(2);
    emit access->activated(2);
    QVERIFY(perDay->isVisible());
    QCOMPARE(perDay->value(), 300); // what it was is where one's own begin
    perDay->setValue(40);
    RequestLimits own = trialLimits();
    own.write.perDay = 40;
    QCOMPARE(limits(), own);
    access->setCurrentIndex(1);
    emit access->activated(1);
    QCOMPARE(limits(), standardLimits());
    QVERIFY(!perDay->isVisible());
    QCOMPARE(perDay->value(), 0);
}

void TestSettingsDialog::disconnectAsksAndSaysWhereToRemoveTheApp()
{
    showSection(2);
    QTest::mouseClick(accountPart<QPushButton>("disconnectPushButton"), Qt::LeftButton);
    auto *box = part<QMessageBox>("disconnectMessageBox");
    QVERIFY(box->isVisible());
    QVERIFY(box->informativeText().contains(QStringLiteral("pinterest.com")));
    QCOMPARE(m_dialog->isVisible(), true);
    QCOMPARE(box->defaultButton(), box->button(QMessageBox::Cancel));
    QTest::mouseClick(part<QPushButton>("confirmDisconnectPushButton"), Qt::LeftButton);
    QTRY_VERIFY(!account().id.isValid() || account().environment == Environment::Local);
}

void TestSettingsDialog::connectIsOffered()
{
    showSection(2);
    QSignalSpy wanted(m_dialog.get(), &SettingsDialog::connectWanted);
    QTest::mouseClick(part<QPushButton>("connectPushButton"), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
}

void TestSettingsDialog::remindMeIsStoredWithTheAccount()
{
    const auto delivery = [this] {
        return must(m_gui->workspace->store().accounts().account(m_gui->account.id)).delivery;
    };
    showSection(2);
    auto *box = part<QComboBox>("deliveryComboBox");
    QCOMPARE(box->count(), 2); // handing over has a page of its own
    box->setCurrentIndex(1);
    emit box->activated(1);
    QTRY_COMPARE(delivery(), DeliveryMode::RemindMe);
}

void TestSettingsDialog::handingOverIsConfirmedFirst()
{
    const auto delivery = [this] {
        return must(m_gui->workspace->store().accounts().account(m_gui->account.id)).delivery;
    };
    const QByteArray name =
        QStringLiteral("handOver%1CheckBox").arg(m_gui->account.id.toString()).toLatin1();
    showSection(6);
    QVERIFY(!part<QCheckBox>(name.constData())->isChecked());
    part<QCheckBox>(name.constData())->click();
    QTRY_VERIFY(m_dialog->findChild<QMessageBox *>(QStringLiteral("handOverMessageBox")));
    m_gui->waitForStore();
    QCOMPARE(delivery(), DeliveryMode::Automatic);
    QVERIFY(!part<QCheckBox>(name.constData())->isChecked());
    part<QPushButton>("confirmHandOverPushButton")->click();
    QTRY_COMPARE(delivery(), DeliveryMode::HandOver);
    QTRY_VERIFY(part<QCheckBox>(name.constData())->isChecked());
    part<QCheckBox>(name.constData())->click();
    QTRY_COMPARE(delivery(), DeliveryMode::Automatic);
}

void TestSettingsDialog::everyControlHasItsName()
{
    for (int row = 0; row < part<QListWidget>("sectionsListWidget")->count(); ++row) {
        showSection(row);
        const QStringList nameless = namelessControls(m_dialog.get());
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    }
}

QTEST_MAIN(TestSettingsDialog)
#include "tst_settingsdialog.moc"
