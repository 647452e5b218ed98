// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "guiworkspace.h"
#include "publisher/publisher.h"
#include "text/texts.h"
#include "ui/actions.h"
#include "ui/autostart.h"
#include "ui/starthint.h"
#include "ui/startoffer.h"
#include "ui/trayicon.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QMenu>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>

using namespace pinweek;
using namespace pinweek::test;

/** Start at login, and the tray's menu. */
class TestComputer : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;

    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QAction *trayAction(const char *name)
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *action = widget->findChild<QAction *>(QString::fromLatin1(name));
                action && qobject_cast<QMenu *>(widget))
                return action;
        }
        return nullptr;
    }

private slots:
    void startAtLoginIsAFileOfTheDesktop()
    {
        const Autostart start(m_home.path(), QStringLiteral("/usr/bin/pinweek"), {});
        QVERIFY(!start.isOn());
        QVERIFY(start.setOn(true));
        QVERIFY(start.isOn());
        const QByteArray entry = read(start.file());
        QVERIFY(entry.contains("Exec=\"/usr/bin/pinweek\" --in-tray\n"));
        QVERIFY(entry.startsWith("[Desktop Entry]\n"));
        QVERIFY(start.setOn(true)); // again
        QVERIFY(start.setOn(false));
        QVERIFY(!start.isOn());
        QVERIFY(start.setOn(false));
        QCOMPARE(QDir(m_home.filePath(QStringLiteral("autostart"))).entryList(QDir::Files).size(),
                 0);
    }

    void strangePathsAreQuotedAsTheDesktopReadsThem()
    {
        const Autostart start(m_home.path(), QStringLiteral("/opt/my \"apps\"/pin%week"),
                              QStringLiteral("/home/a $b\\c"));
        QVERIFY(start.setOn(true));
        QVERIFY(read(start.file())
                    .contains("Exec=\"/opt/my \\\\\"apps\\\\\"/pin%%week\" --in-tray --data-dir "
                              "\"/home/a \\\\$b\\\\\\\\c\"\n"));
        QVERIFY(start.setOn(false));
    }

    void whatTheDesktopSwitchedOffIsOff()
    {
        const Autostart start(m_home.path(), QStringLiteral("/usr/bin/pinweek"), {});
        QVERIFY(start.setOn(true));
        QFile file(start.file());
        QVERIFY(file.open(QIODevice::Append));
        file.write("Hidden=true\n");
        file.close();
        QVERIFY(!start.isOn());
        QVERIFY(start.setOn(true));
        QVERIFY(start.isOn());
    }

    void aFolderThatCantBeWrittenIsSaid()
    {
        QFile blocker(m_home.filePath(QStringLiteral("file")));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        const Autostart start(blocker.fileName(), QStringLiteral("/usr/bin/pinweek"), {});
        const Result<void> set = start.setOn(true);
        QVERIFY(!set);
        QCOMPARE(set.error().kind, ErrorKind::Storage);
    }

    void theStartAtLoginIsOfferedOnceWhenAPinIsScheduled()
    {
        const QTemporaryDir home;
        qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
        GuiWorkspace gui;
        QPointer<StartHint> hint;
        int shown = 0;
        StartOffer offer(*gui.workspace, *gui.theme, [&](StartHint *made) {
            hint = made;
            ++shown;
        });
        offer.look();
        QCOMPARE(shown, 0); // nothing is planned yet
        gui.addScheduled(
            gui.readyContent(gui.addBoard(QStringLiteral("Soups")), QStringLiteral("Soup")));
        offer.look();
        offer.look();
        QCOMPARE(shown, 1);
        hint->findChild<QPushButton *>(QStringLiteral("startLaterPushButton"))->click();
        QTRY_VERIFY(!hint);
        offer.look();
        QCOMPARE(shown, 1);

        gui.workspace->settings().setStartOffered(false);
        offer.look();
        QCOMPARE(shown, 2);
        const Autostart start = autostartOf(gui.workspace->directory());
        QVERIFY(!start.isOn());
        hint->findChild<QPushButton *>(QStringLiteral("startAtLoginPushButton"))->click();
        QVERIFY(start.isOn());
        QTRY_VERIFY(!hint);
        // With that it is not worth offering.
        gui.workspace->settings().setStartOffered(false);
        offer.look();
        QCOMPARE(shown, 2);
    }

    void theTrayPausesAndResumesAndSaysWhatThePublisherDoes()
    {
        ActionCollection actions;
        TrayIcon tray(actions);
        auto *menu = qobject_cast<QMenu *>(trayAction("openPinweekAction")->parent());
        QVERIFY(menu);
        QVERIFY(menu->actions().contains(actions.togglePublisher));
        const auto says = [menu](const QString &text) {
            const QList<QAction *> lines = menu->actions();
            return std::any_of(lines.begin(), lines.end(),
                               [&text](const QAction *line) { return line->text() == text; });
        };
        tray.setPublisher(PublisherState::Paused, {});
        QVERIFY(says(QStringLiteral("Publisher: Paused")));
        tray.setPublisher(PublisherState::ClockWrong, clockText(std::chrono::hours(2)));
        QVERIFY(says(QStringLiteral("Publisher: Waiting for the right time")));
    }

    void eachLineOfTheTrayOpensItsPin()
    {
        ActionCollection actions;
        TrayIcon tray(actions);
        QSignalSpy opened(&tray, &TrayIcon::openPinWanted);
        tray.setUpcoming({{PinId{7}, QStringLiteral("today 14:30: Salt & pepper")},
                          {PinId{8}, QStringLiteral("Wed 09:00: Soup")}});
        tray.setFailures({{PinId{9}, QStringLiteral("Needs you: Cake")}});
        QVERIFY(!trayAction("upcomingHeadingAction")->isEnabled());
        QCOMPARE(trayAction("upcoming1Action")->text(),
                 QStringLiteral("today 14:30: Salt && pepper"));
        trayAction("upcoming2Action")->trigger();
        trayAction("failed1Action")->trigger();
        QCOMPARE(opened.size(), 2);
        QCOMPARE(opened.at(0).first().value<PinId>(), PinId{8});
        QCOMPARE(opened.at(1).first().value<PinId>(), PinId{9});
        tray.setUpcoming({});
        QVERIFY(!trayAction("upcomingHeadingAction"));
        QVERIFY(trayAction("failed1Action"));
    }
};

QTEST_MAIN(TestComputer)
#include "tst_computer.moc"
