// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/endsignals.h"
#include "core/memory.h"
#include "model/account.h"
#include "text/englishplurals.h"
#include "text/texts.h"
#include "ui/application.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>
#include <QPushButton>
#include <QTextStream>
#include <QTimer>

#include <fontconfig/fontconfig.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <thread>

using namespace pinweek;

namespace {

constexpr int resetPatience = 20'000;    // ms
constexpr int restorePatience = 180'000; // a request under way is let to its end

/** A reset demo, or a restored plan, starts once the old one has let go of its directory. */
void waitForProcess(qint64 pid, int patience)
{
#ifdef SYS_pidfd_open
    const int process = int(syscall(SYS_pidfd_open, pid_t(pid), 0));
    if (process < 0)
        return;
    pollfd ended{process, POLLIN, 0};
    poll(&ended, 1, patience);
    close(process);
#else
    Q_UNUSED(pid)
    Q_UNUSED(patience)
#endif
}

/** The list of the system's fonts, which Fontconfig reads at the first question: on a thread while
 * Qt talks to the display, the window has not to wait for it. No part of Qt is touched. */
void readFontconfig()
{
    FcInit();
}

/** Qt would end the program by a signal, with advice to install it again. */
bool lacksDisplay(int argc, char **argv)
{
    const bool isChosen = std::any_of(argv, argv + argc, [](const char *argument) {
        return QByteArray(argument).endsWith("-platform");
    });
    return !isChosen && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") &&
           qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
}

/** Who started Pinweek from a menu, or at login, sees no terminal: then no pin would go out, and
 * nobody knew why. */
bool wantsToTryAgain(const Error &error)
{
    QMessageBox box(QMessageBox::Critical, QStringLiteral("Pinweek"),
                    QApplication::translate("main", "Your plan can't be opened."));
    box.setObjectName(QStringLiteral("cannotOpenMessageBox"));
    box.setInformativeText(errorText(error));
    QPushButton *again =
        box.addButton(QApplication::translate("main", "&Try again"), QMessageBox::AcceptRole);
    box.addButton(QApplication::translate("main", "&Quit"), QMessageBox::RejectRole);
    box.setDefaultButton(again);
    box.exec();
    return box.clickedButton() == again;
}

} // namespace

int main(int argc, char **argv)
{
    // A crash file would hold tokens.
    const rlimit noCore{0, 0};
    setrlimit(RLIMIT_CORE, &noCore);

    keepMemorySmall();
#ifdef Q_OS_LINUX
    if (lacksDisplay(argc, argv)) {
        QTextStream(stderr) << "There is no display to show a window on. Without one, pinweekctl "
                               "plans and publishes."
                            << Qt::endl;
        return 1;
    }
#endif
    std::thread ahead(readFontconfig);
    QApplication qt(argc, argv);
    ahead.join();
    EnglishPlurals plurals;
    QApplication::installTranslator(&plurals);
    QApplication::setApplicationName(QStringLiteral("pinweek"));
    QApplication::setApplicationDisplayName(QStringLiteral("Pinweek"));
    QApplication::setApplicationVersion(QStringLiteral(PINWEEK_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("pinweek"));
    // The tray keeps the program alive when its window is closed.
    QApplication::setQuitOnLastWindowClosed(false);

    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::translate(
        "main", "Drop images on a week; they are published on Pinterest on time."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption dataDir(QStringLiteral("data-dir"),
                                     QApplication::translate("main", "Workspace directory."),
                                     QStringLiteral("DIR"));
    const QCommandLineOption demo(
        QStringLiteral("demo"),
        QApplication::translate("main", "Open the demo: nothing reaches Pinterest."));
    const QCommandLineOption screenshot(
        QStringLiteral("screenshot"),
        QApplication::translate("main", "Write a picture of the window, then end."),
        QStringLiteral("FILE"));
    const QCommandLineOption after(
        QStringLiteral("screenshot-after"),
        QApplication::translate("main", "Wait so long before the picture: 0 to 3600."),
        QStringLiteral("SECONDS"), QStringLiteral("1"));
    const QCommandLineOption untilPublished(
        QStringLiteral("quit-when-published"),
        QApplication::translate("main", "End once the demo's due pins are published."));
    const QCommandLineOption apiBase(
        QStringLiteral("api-base"),
        QApplication::translate("main",
                                "Another Pinterest, for the token in PINWEEK_ACCESS_TOKEN."),
        QStringLiteral("URL"), qEnvironmentVariable("PINWEEK_API_BASE"));
    const QCommandLineOption inTray(
        QStringLiteral("in-tray"),
        QApplication::translate("main", "Start without a window, in the tray."));
    QCommandLineOption afterPid(QStringLiteral("after-pid"), QString(), QStringLiteral("PID"));
    afterPid.setFlags(QCommandLineOption::HiddenFromHelp);
    QCommandLineOption restored(QStringLiteral("restored"), QString(), QStringLiteral("DIR"));
    restored.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions(
        {dataDir, demo, apiBase, screenshot, after, untilPublished, inTray, afterPid, restored});
    if (!parser.parse(QApplication::arguments()) || !parser.positionalArguments().isEmpty()) {
        const QString problem = parser.errorText().isEmpty()
                                    ? QApplication::translate("main", "Unknown argument: %1")
                                          .arg(parser.positionalArguments().value(0))
                                    : parser.errorText();
        QTextStream(stderr) << problem << Qt::endl << parser.helpText() << Qt::endl;
        return 2;
    }
    if (parser.isSet(QStringLiteral("help")))
        parser.showHelp(0);
    if (parser.isSet(QStringLiteral("version")))
        parser.showVersion();

    if (!parser.value(apiBase).isEmpty() && !isAllowedApiBase(QUrl(parser.value(apiBase)))) {
        QTextStream(stderr) << QApplication::translate("main",
                                                       "--api-base must start with https:// "
                                                       "(http:// only on this computer).")
                            << Qt::endl;
        return 2;
    }
    bool isNumber = false;
    const int wait = parser.value(after).toInt(&isNumber);
    if (!isNumber || wait < 0 || wait > 3600) {
        QTextStream(stderr) << QApplication::translate(
                                   "main", "--screenshot-after takes seconds, 0 to 3600, not “%1”.")
                                   .arg(parser.value(after))
                            << Qt::endl;
        return 2;
    }
    // Read once and taken away, so that no child inherits it (protocols.md 2.3).
    const QString token = qEnvironmentVariable("PINWEEK_ACCESS_TOKEN");
    qunsetenv("PINWEEK_ACCESS_TOKEN");
    if (parser.isSet(afterPid))
        waitForProcess(parser.value(afterPid).toLongLong(),
                       parser.isSet(restored) ? restorePatience : resetPatience);
    ApplicationOptions options;
    options.directory = parser.value(dataDir);
    options.demo = parser.isSet(demo);
    if (!options.demo) {
        options.apiBase = QUrl(parser.value(apiBase));
        options.accessToken = token;
        if (!token.isEmpty() && options.apiBase.isEmpty()) // as pinweekctl does
            options.apiBase = endpointsOf(Environment::Production).apiBase;
    }
    options.restored = parser.value(restored);
    options.screenshot = parser.value(screenshot);
    options.screenshotAfter = std::chrono::seconds(wait);
    options.inTray = parser.isSet(inTray);
    options.quitWhenPublished = parser.isSet(untilPublished);
    // A picture is wanted by a script, and offscreen nobody can press a button.
    const bool isWatched = options.screenshot.isEmpty() && !options.quitWhenPublished &&
                           QApplication::platformName() != QLatin1String("offscreen");
    std::optional<Application> application;
    for (;;) {
        application.emplace(options);
        options.restored.clear(); // once
        const Result<void> started = application->start();
        if (started)
            break;
        application.reset();
        QTextStream(stderr) << errorText(started.error()) << Qt::endl;
        if (!isWatched || !wantsToTryAgain(started.error()))
            return 1;
    }
    // They end the program as Ctrl+Q does.
    const EndSignals ends;
    QObject::connect(&ends, &EndSignals::endWanted, &*application, &Application::quitNow);
    return QApplication::exec();
}
