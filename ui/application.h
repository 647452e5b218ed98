// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "publisher/publisher.h"

#include <QObject>
#include <QString>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

namespace pinweek {

class DailyBackup;
class DemoSetup;
class HeldUpNotice;
class MainWindow;
class Notifier;
class Reminders;
class ShutdownWatch;
class SignInNotice;
class StartOffer;
class StayAwake;
class SingleInstance;
class ThemeManager;
class TrayIcon;
class Workspace;

/** What the command line asked for. */
struct ApplicationOptions
{
    /** Empty: the default directory of the workspace or of the demo. */
    QString directory;
    bool demo = false;
    /** Another Pinterest, for a token that is never stored (PINWEEK_ACCESS_TOKEN). An address
     * alone has no meaning. */
    QUrl apiBase;
    QString accessToken;
    /** Writes a picture of the window there; empty: none. */
    QString screenshot;
    /** How long after the window is complete. */
    std::chrono::seconds screenshotAfter{0};
    /** Ends when the demo pins that are due within a minute of the start are published, after the
     * picture. */
    bool quitWhenPublished = false;
    /** What a backup was unpacked into: put in the place of the workspace before anything is
     * opened. Empty: nothing. */
    QString restored;
    /** Starts without showing the window; minimised where no tray comes up. */
    bool inTray = false;
};

/**
 * One run of the program with a window: workspace, theme, main window, tray, notifications, single
 * instance, and in a demo what fills it. Nothing slow comes before the first paint.
 */
class Application : public QObject
{
    Q_OBJECT

public:
    explicit Application(ApplicationOptions options, QObject *parent = nullptr);
    ~Application() override;

    /** Opens everything, or raises the window that is open already. Errors: with a sentence for
     * stderr. */
    Result<void> start();
    /** As Ctrl+Q without its question: stores what was typed, lets a request under way end. For
     * signals. */
    void quitNow();

private:
    Result<void> beginWorkspace();
    void makeWindow();
    void startWork();
    void fillDemo();
    void resetDemo();
    void startOwn();
    void openOwn();
    void wireTray();
    void trayAvailable(bool available);
    void showUnlessInTray();
    void wireNotifier();
    void wireReminders();
    void wireTroubles();
    void wireComputer();
    void wireBackups();
    void putRestoredInPlace();
    void restart(const QString &restored);
    void sayRestored();
    void happened(const PublisherEvent &event);
    void tryAgain(const QList<PinId> &ids);
    void handOverStopped(PinId pin, HandOverEnd why);
    void sayClock();
    void watchUntilPublished();
    void endWhenPublished();
    void takeScreenshot();
    void updateTray();
    void quit();
    void exitOnceQuiet();

    ApplicationOptions m_options;
    QString m_directory;
    std::unique_ptr<SingleInstance> m_instance;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<ThemeManager> m_theme;
    std::unique_ptr<DemoSetup> m_demo;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<TrayIcon> m_tray;
    std::unique_ptr<Notifier> m_notifier;
    std::unique_ptr<HeldUpNotice> m_heldUpNotice;
    std::unique_ptr<SignInNotice> m_signInNotice;
    std::unique_ptr<Reminders> m_reminders;
    std::unique_ptr<StayAwake> m_stayAwake;
    std::unique_ptr<StartOffer> m_startOffer;
    std::unique_ptr<ShutdownWatch> m_shutdown;
    std::unique_ptr<DailyBackup> m_dailyBackup;
    /** How restoring went, said once the window is there: where the former plan is, or why not. */
    std::optional<Result<QString>> m_restored;
    bool m_screenshotTaken = false;
    bool m_saidClock = false;
    bool m_hadTray = false;
    int m_exitCode = 0;
    bool m_quitting = false;
};

} // namespace pinweek
