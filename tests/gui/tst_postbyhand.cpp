// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "store/accountstore.h"
#include "store/pausestore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "ui/actions.h"
#include "ui/mainwindow.h"
#include "ui/needsyou.h"
#include "ui/pins/postbyhand.h"

#include <QApplication>
#include <QClipboard>
#include <QImageReader>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

using namespace pinweek;
using namespace pinweek::test;
using std::chrono::hours;

/** interaction.md 17. */
class TestPostByHand : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<GuiWorkspace> m_gui;
    Board m_board;
    PinId m_pin;

    void remindMe()
    {
        must(await<void>([&](QObject *c, Done<void> done) {
            m_gui->workspace->store().accounts().setDelivery(
                m_gui->account.id, DeliveryMode::RemindMe, c, std::move(done));
        }));
    }
    std::unique_ptr<PostByHandDialog> open()
    {
        auto dialog = std::make_unique<PostByHandDialog>(
            *m_gui->workspace, m_pin, std::make_shared<QTemporaryDir>(), nullptr);
        dialog->show();
        return dialog;
    }
    static QString copied(const PostByHandDialog &dialog, const char *name)
    {
        QApplication::clipboard()->clear();
        partOf<QToolButton>(dialog, name)->click();
        return QApplication::clipboard()->text();
    }

private slots:
    void init()
    {
        failOnWarnings();
        m_gui = std::make_unique<GuiWorkspace>();
        m_board = m_gui->addBoard(QStringLiteral("Recipes"));
        PinContent content = m_gui->readyContent(m_board, QStringLiteral("Lemon <b> cake"));
        content.link = QStringLiteral("https://example.com/lemon");
        content.description = QStringLiteral("Two lines\nof lemon");
        content.altText = QStringLiteral("A yellow cake");
        m_pin = m_gui->addScheduled(content);
        remindMe();
        m_gui->clock.advance(hours(26));
    }
    void cleanup() { m_gui.reset(); }

    void everyTextCanBeCopiedAsItIs()
    {
        const auto dialog = open();
        QCOMPARE(copied(*dialog, "copy_titleToolButton"), QStringLiteral("Lemon <b> cake"));
        QCOMPARE(copied(*dialog, "copy_descriptionToolButton"),
                 QStringLiteral("Two lines\nof lemon"));
        QCOMPARE(copied(*dialog, "copy_altTextToolButton"), QStringLiteral("A yellow cake"));
        QVERIFY(copied(*dialog, "copy_linkToolButton").startsWith(QStringLiteral("https://")));
        QCOMPARE(copied(*dialog, "copy_boardToolButton"), QStringLiteral("Recipes"));
    }

    void thePictureIsAFileThatABrowserTakes()
    {
        const auto dialog = open();
        auto *picture = partOf<DraggableFile>(*dialog, "pictureDraggableFile");
        QTRY_VERIFY(!picture->files().isEmpty());
        QVERIFY(picture->files().constFirst().endsWith(QStringLiteral("/Lemon b cake.jpg")));
        QImageReader reader(picture->files().constFirst());
        reader.setDecideFormatFromContent(true);
        QCOMPARE(reader.format(), QByteArray("jpeg"));
        QCOMPARE(reader.size(), QSize(1000, 1500));
        partOf<QPushButton>(*dialog, "copyPicturePushButton")->click();
        const QMimeData *copy = QApplication::clipboard()->mimeData();
        QCOMPARE(copy->urls(), QList<QUrl>{QUrl::fromLocalFile(picture->files().constFirst())});
        QVERIFY(copy->hasImage());
    }

    void openPinterestNamesThePageThatMakesPins()
    {
        const auto dialog = open();
        QSignalSpy wanted(dialog.get(), &PostByHandDialog::browserWanted);
        partOf<QPushButton>(*dialog, "openPinterestPushButton")->click();
        QCOMPARE(wanted.size(), 1);
        QVERIFY(wanted.first().first().toUrl().path() == QStringLiteral("/pin-builder/"));
    }

    void aWrongLinkIsSaidAndNothingIsMarked()
    {
        const auto dialog = open();
        QSignalSpy posted(dialog.get(), &PostByHandDialog::postedWanted);
        auto *problem = partOf<QLabel>(*dialog, "pinLinkProblemLabel");
        QVERIFY(!problem->isVisible());
        partOf<QLineEdit>(*dialog, "pinLinkLineEdit")->setText(QStringLiteral("my pin"));
        partOf<QPushButton>(*dialog, "markAsPostedPushButton")->click();
        QVERIFY(problem->isVisible());
        QCOMPARE(posted.size(), 0);
        partOf<QLineEdit>(*dialog, "pinLinkLineEdit")
            ->setText(QStringLiteral("https://www.pinterest.com/pin/4711/"));
        QVERIFY(!problem->isVisible());
        partOf<QPushButton>(*dialog, "markAsPostedPushButton")->click();
        QCOMPARE(posted.size(), 1);
        QCOMPARE(posted.first().at(1).toString(), QStringLiteral("4711"));
    }

    void laterSaysWhen()
    {
        const auto dialog = open();
        QSignalSpy later(dialog.get(), &PostByHandDialog::laterWanted);
        partOf<QAction>(*dialog, "inAnHourAction")->trigger();
        QCOMPARE(later.size(), 1);
        QCOMPARE(later.first().at(1).value<UtcTime>(), m_gui->clock.now() + hours(1));
        QVERIFY(!dialog->isVisible());
    }

    void itClosesWhenThePinIsPosted()
    {
        const auto dialog = open();
        QVERIFY(dialog->isVisible());
        const Pin pin = m_gui->pin(m_pin);
        must(await<void>([&](QObject *c, Done<void> done) {
            m_gui->workspace->store().pins().markPosted(m_pin, pin.revision, {}, c,
                                                        std::move(done));
        }));
        QTRY_VERIFY(!dialog->isVisible());
    }

    void missedRemindersGatherInNeedsYouUntilPosted()
    {
        MainWindow window(*m_gui->workspace, *m_gui->theme);
        window.show();
        QTRY_COMPARE(window.needsYouCount(), 1); // the window is complete by then
        window.actions().needsYou->trigger();
        auto *needsYou = partOf<NeedsYou>(window, "needsYouFrame");
        QTRY_VERIFY(needsYou->isVisible());
        partOf<QPushButton>(*needsYou, "postByHandPushButton")->click();
        QTRY_VERIFY(window.findChild<PostByHandDialog *>());
        auto *dialog = window.findChild<PostByHandDialog *>();
        QTRY_VERIFY(dialog->isVisible());
        partOf<QPushButton>(*dialog, "markAsPostedPushButton")->click();
        QTRY_COMPARE(m_gui->pin(m_pin).status, PinStatus::Published);
        QTRY_COMPARE(window.needsYouCount(), 0);
    }

    void aPinBlockedByTrialAccessOffersToRemindInstead()
    {
        must(await<void>([&](QObject *c, Done<void> done) {
            m_gui->workspace->store().accounts().setDelivery(
                m_gui->account.id, DeliveryMode::Automatic, c, std::move(done));
        }));
        PinContent content = m_gui->readyContent(m_board, QStringLiteral("Apple pie"));
        content.planned->date = content.planned->date.addDays(7);
        const PinId blocked =
            m_gui->addBlocked(content, {ErrorKind::AccessTier, QStringLiteral("trial"), 403, 29});
        must(await<void>([&](QObject *c, Done<void> done) {
            m_gui->workspace->store().pauses().pause(
                {m_gui->account.id, PauseReason::AccessTier, m_gui->clock.now(), {}, {}}, c,
                std::move(done));
        }));
        MainWindow window(*m_gui->workspace, *m_gui->theme);
        window.show();
        QTRY_VERIFY(window.needsYouCount() > 0); // the window is complete by then
        window.actions().needsYou->trigger();
        auto *needsYou = partOf<NeedsYou>(window, "needsYouFrame");
        QTRY_VERIFY(needsYou->isVisible());
        partOf<QPushButton>(*needsYou, "remindMePushButton")->click();
        QTRY_COMPARE(m_gui->pin(blocked).status, PinStatus::Scheduled);
        QCOMPARE(must(m_gui->workspace->store().accounts().account(m_gui->account.id)).delivery,
                 DeliveryMode::RemindMe);
    }

    void everyControlHasItsName()
    {
        const auto dialog = open();
        QTRY_VERIFY(!partOf<DraggableFile>(*dialog, "pictureDraggableFile")->files().isEmpty());
        QCOMPARE(namelessControls(dialog.get()), QStringList());
    }
};

QTEST_MAIN(TestPostByHand)
#include "tst_postbyhand.moc"
