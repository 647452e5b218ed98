// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/dailybackup.h"
#include "core/settings.h"
#include "support/await.h"
#include "support/planfixture.h"
#include "ui/backups/backupdesk.h"
#include "ui/backups/jobdialog.h"
#include "ui/settings/backupspage.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;

/** Backing up and restoring by the window's dialogs. */
class TestBackups : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aBackupIsMadeAndSaid();
    void aBackupThatCannotBeMadeIsSaidInABox();
    void restoringAsksFirstThenUnpacksAndWantsARestart();
    void cancelInTheQuestionChangesNothing();
    void aFileThatIsNoBackupIsSaid();
    void theSettingsPageShowsAndChangesTheDailyBackups();

private:
    [[nodiscard]] QString file() const
    {
        return m_plan->directory.filePath(QStringLiteral("b.zip"));
    }
    QMessageBox *box(const QString &name) const { return m_window->findChild<QMessageBox *>(name); }
    void backUp()
    {
        QSignalSpy said(m_desk, &BackupDesk::message);
        m_desk->backUp(file());
        QTRY_COMPARE(said.size(), 1);
    }

    std::unique_ptr<PlanFixture> m_plan;
    std::unique_ptr<QWidget> m_window;
    BackupDesk *m_desk = nullptr;
};

void TestBackups::init()
{
    m_plan = std::make_unique<PlanFixture>();
    m_plan->scheduled(QStringLiteral("Lemon cake"), 3600);
    m_window = std::make_unique<QWidget>();
    m_window->resize(800, 600);
    m_window->show();
    m_desk = new BackupDesk(*m_plan->workspace, m_window.get());
}

void TestBackups::cleanup()
{
    m_window.reset();
    m_plan.reset();
}

void TestBackups::aBackupIsMadeAndSaid()
{
    QSignalSpy said(m_desk, &BackupDesk::message);
    m_desk->backUp(file());
    auto *progress = m_window->findChild<JobDialog *>();
    QVERIFY(progress);
    QTRY_COMPARE(said.size(), 1);
    QVERIFY(said.first().first().toString().contains(QStringLiteral("b.zip")));
    QCOMPARE(must(readManifest(file())).pins, 1);
    QTRY_VERIFY(!m_window->findChild<JobDialog *>());
}

void TestBackups::aBackupThatCannotBeMadeIsSaidInABox()
{
    m_desk->backUp(m_plan->directory.filePath(QStringLiteral("nowhere/b.zip")));
    QTRY_VERIFY(box(QStringLiteral("backupProblemMessageBox")));
    QVERIFY(
        box(QStringLiteral("backupProblemMessageBox"))->text().contains(QStringLiteral("nowhere")));
}

void TestBackups::restoringAsksFirstThenUnpacksAndWantsARestart()
{
    backUp();
    QSignalSpy restart(m_desk, &BackupDesk::restartWanted);
    m_desk->restore(file());
    QTRY_VERIFY(box(QStringLiteral("restoreMessageBox")));
    QMessageBox *question = box(QStringLiteral("restoreMessageBox"));
    QVERIFY(question->informativeText().contains(QStringLiteral("1 pin")));
    QCOMPARE(restart.size(), 0);
    QTest::mouseClick(
        question->findChild<QPushButton *>(QStringLiteral("confirmRestorePushButton")),
        Qt::LeftButton);
    QTRY_COMPARE(restart.size(), 1);
    const QString staged = restart.first().first().toString();
    QVERIFY(QFile::exists(staged + QStringLiteral("/pinweek.db")));
    // The open plan goes on.
    QVERIFY(!m_plan->workspace->settings().publisherPaused());
    dropStaged(staged);
}

void TestBackups::cancelInTheQuestionChangesNothing()
{
    backUp();
    QSignalSpy restart(m_desk, &BackupDesk::restartWanted);
    m_desk->restore(file());
    QTRY_VERIFY(box(QStringLiteral("restoreMessageBox")));
    QTest::keyClick(box(QStringLiteral("restoreMessageBox")), Qt::Key_Escape);
    QTRY_VERIFY(!box(QStringLiteral("restoreMessageBox")));
    // Who presses Enter without reading loses nothing.
    m_desk->restore(file());
    QTRY_VERIFY(box(QStringLiteral("restoreMessageBox")));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(!box(QStringLiteral("restoreMessageBox")));
    QVERIFY(!m_window->findChild<JobDialog *>() ||
            !m_window->findChild<JobDialog *>()->isVisible());
    QCOMPARE(restart.size(), 0);
}

void TestBackups::aFileThatIsNoBackupIsSaid()
{
    QFile other(file());
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write("a novel");
    other.close();
    m_desk->restore(file());
    QTRY_VERIFY(box(QStringLiteral("backupProblemMessageBox")));
    QVERIFY(!box(QStringLiteral("restoreMessageBox")));
}

void TestBackups::theSettingsPageShowsAndChangesTheDailyBackups()
{
    Settings &settings = m_plan->workspace->settings();
    BackupsPage page(*m_plan->workspace, nullptr);
    page.show();
    auto *daily = page.findChild<QCheckBox *>(QStringLiteral("dailyBackupsCheckBox"));
    auto *kept = page.findChild<QSpinBox *>(QStringLiteral("backupsKeptSpinBox"));
    auto *last = page.findChild<QLabel *>(QStringLiteral("lastBackupLabel"));
    QVERIFY(daily->isChecked());
    QCOMPARE(kept->value(), 7);
    QVERIFY(last->text().contains(QStringLiteral("none")));
    kept->setValue(3);
    QCOMPARE(settings.backupsKept(), 3);
    QTest::mouseClick(daily, Qt::LeftButton, {}, QPoint(8, daily->height() / 2));
    QVERIFY(!settings.dailyBackups());
    QVERIFY(!kept->isEnabled());
    settings.setDailyBackups(true); // from elsewhere
    QVERIFY(daily->isChecked());
}

QTEST_MAIN(TestBackups)
#include "tst_backups.moc"
