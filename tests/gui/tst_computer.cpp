// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "ui/actions.h"
#include "ui/autostart.h"
#include "ui/trayicon.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QMenu>
#include <QProcess>
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
