// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/application.h"

#include "backup/dailybackup.h"
#include "backup/restore.h"
#include "core/logging.h"
#include "core/settings.h"
#include "demo/demosetup.h"
#include "demo/plancopy.h"
#include "planner/pineditor.h"
#include "publisher/reminders.h"
#include "publisher/shutdownwatch.h"
#include "publisher/stayawake.h"
#include "store/accountstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "theme/theme.h"
#include "ui/actions.h"
#include "ui/calendar/weekview.h"
#include "ui/heldupnotice.h"
#include "ui/mainwindow.h"
#include "ui/notifier.h"
#include "ui/pinverbs.h"
#include "ui/plansummary.h"
#include "ui/signinnotice.h"
#include "ui/singleinstance.h"
#include "ui/starthint.h"
#include "ui/startoffer.h"
#include "ui/trayicon.h"
#include "workspace/workspace.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLocale>
#include <QMessageBox>
#include <QPixmap>
#include <QProcess>
#include <QProcessEnvironment>
#include <QPushButton>
#include <QTextStream>
#include <QThreadPool>
#include <QTimer>

namespace pinweek {

namespace {

constexpr std::chrono::seconds raiseLimit{5};
constexpr std::chrono::seconds demoHorizon{60};
constexpr std::chrono::seconds demoLimit{180};
constexpr std::chrono::seconds trayPatience{20};
/** Not while the window is starting. */
constexpr std::chrono::seconds backupDelay{30};
constexpr int mostInTray = 5; // pins to come, and failures
constexpr int longestReason = 60;

void printLine(const QString &line)
{
    QTextStream(stdout) << line << Qt::endl;
}

QDate firstDayOfThisWeek(const Clock &clock)
{
    const QDate today = WallTime::fromUtc(clock.now(), systemZone()).date;
    const int first = int(QLocale().firstDayOfWeek());
    return today.addDays(-((today.dayOfWeek() - first + 7) % 7));
}

QString nameOf(const Pin &pin)
{
    const QString title = pin.content.title.simplified();
    return title.isEmpty() ? Application::tr("A pin without a title") : title;
}

QStringList namesOf(const QList<Pin> &pins)
{
    QStringList names;
    for (const Pin &pin : pins)
        names.append(nameOf(pin));
    return names;
}

/** The first sentence of a reason, short enough for a menu. */
QString inBrief(const QString &why)
{
    static const QRegularExpression end(QStringLiteral("[.:](\\s|$)"));
    const QString sentence = why.left(why.indexOf(end)).simplified();
    return sentence.size() <= longestReason ? sentence
                                            : sentence.left(longestReason - 1) + QChar(0x2026);
}

QString withReason(const QString &what, const QString &why)
{
    //: what happened, and why
    return why.isEmpty() ? what : Application::tr("%1 (%2)").arg(what, inBrief(why));
}

/** "Tue 14:30: Lemon cake"; with the state where it is another than scheduled, and why. */
QList<TrayPin> trayPins(const QList<Pin> &pins, Workspace &workspace)
{
    QList<TrayPin> lines;
    for (const Pin &pin : pins) {
        const QByteArray zone = pin.content.planned ? pin.content.planned->zone : systemZone();
        const QDate today = WallTime::fromUtc(workspace.clock().now(), zone).date;
        const WallTime at = WallTime::fromUtc(pin.dueAt.value_or(workspace.clock().now()), zone);
        const QString what =
            pin.status == PinStatus::Scheduled ? shortWhen(at, today) : statusText(pin, zone);
        //: a time or a state, a pin's title
        const QString line = Application::tr("%1: %2").arg(what, nameOf(pin));
        lines.append({pin.id, pin.status == PinStatus::Scheduled
                                  ? line
                                  : withReason(line, problemText(pin))});
    }
    return lines;
}

Notifier::Mend mendOf(const PublisherEvent &event)
{
    // What may be at Pinterest is not sent again by a click on a notification.
    if (event.error && event.error->kind == ErrorKind::Unclear)
        return Notifier::Mend::Decide;
    return event.error && event.error->kind == ErrorKind::AccessTier ? Notifier::Mend::RemindMe
                                                                     : Notifier::Mend::TryAgain;
}

} // namespace

Application::Application(ApplicationOptions options, QObject *parent)
    : QObject(parent), m_options(std::move(options))
{
    m_directory = m_options.directory.isEmpty()
                      ? (m_options.demo ? demoDirectory() : defaultWorkspaceDirectory())
                      : QDir::current().absoluteFilePath(m_options.directory);
}

Application::~Application()
{
    // The window's parts use the workspace, so they go first; the lock of the window goes last.
    m_dailyBackup.reset();
    m_shutdown.reset();
    m_startOffer.reset();
    m_stayAwake.reset();
    m_reminders.reset();
    m_signInNotice.reset();
    m_heldUpNotice.reset();
    m_notifier.reset();
    m_tray.reset();
    m_window.reset();
    m_demo.reset();
    m_theme.reset();
    m_workspace.reset();
}

Result<void> Application::start()
{
    // Before anything of the workspace is open, its lock too: that lies in the directory.
    if (!m_options.restored.isEmpty())
        putRestoredInPlace();
    m_instance = std::make_unique<SingleInstance>(m_directory);
    const Result<SingleInstance::Role> role = m_instance->start();
    if (!role)
        return fail(role.error());
    if (*role == SingleInstance::Role::Second) {
        QByteArray token = qgetenv("XDG_ACTIVATION_TOKEN");
        if (token.isEmpty())
            token = qgetenv("DESKTOP_STARTUP_ID");
        m_instance->askToRaise(token, raiseLimit, this, [](const Result<void> &heard) {
            if (!heard)
                QTextStream(stderr)
                    << tr("Pinweek is open on this workspace already, but does not answer.")
                    << Qt::endl;
            QApplication::exit(heard ? 0 : 1);
        });
        return {};
    }
    connect(m_instance.get(), &SingleInstance::raiseWanted, this, [this](const QByteArray &token) {
        if (m_window)
            m_window->raiseWindow(token);
    });
    if (m_options.demo) {
        const Result<void> cleared = clearDemo(m_directory);
        if (!cleared)
            return cleared;
    }
    // What the frame asks for first, then what the plan does.
    QThreadPool::globalInstance()->start([] {
        findFonts();
        (void)isKnownZone("Etc/UTC");
    });
    if (const Result<void> begun = beginWorkspace(); !begun)
        return begun;
    // The display and its window manager take their time too: the window comes up while the
    // database opens.
    makeWindow();
    const Result<void> opened = m_workspace->finishOpening();
    if (!opened) {
        m_window.reset();
        m_theme.reset();
        m_workspace.reset();
        return opened;
    }
    logToDirectory(QDir(m_directory).filePath(QStringLiteral("logs")));
    m_window->showPlan();
    return {};
}

Result<void> Application::beginWorkspace()
{
    WorkspaceOptions options;
    options.directory = m_directory;
    options.origin = QStringLiteral("window");
    if (!m_options.apiBase.isEmpty() && !m_options.accessToken.isEmpty()) {
        options.apiBase = m_options.apiBase;
        options.fixedToken = m_options.accessToken;
    }
    if (m_options.demo)
        options.vault = std::make_unique<MemoryVault>();
    Result<std::unique_ptr<Workspace>> begun = Workspace::begin(std::move(options));
    if (!begun)
        return fail(begun.error());
    m_workspace = std::move(*begun);
    return {};
}

void Application::makeWindow()
{
    m_theme = std::make_unique<ThemeManager>(m_workspace->settings(), nullptr,
                                             ThemeManager::Dress::Later);
    m_window = std::make_unique<MainWindow>(*m_workspace, *m_theme);
    connect(m_window.get(), &MainWindow::completed, this, &Application::startWork);
    connect(m_window.get(), &MainWindow::quitWanted, this, &Application::quit);
    connect(m_window.get(), &MainWindow::startOwnWanted, this, &Application::startOwn);
    connect(m_window.get(), &MainWindow::resetDemoWanted, this, &Application::resetDemo);
    connect(m_window.get(), &MainWindow::demoWanted, this, [] {
        QProcess::startDetached(QApplication::applicationFilePath(), {QStringLiteral("--demo")});
    });
    if (m_options.inTray)
        QTimer::singleShot(0, m_window.get(), &MainWindow::complete);
    else
        m_window->show();
}

void Application::startWork()
{
    if (m_options.demo)
        m_window->showDemoStrip();
    else if (m_options.accessToken.isEmpty())
        m_window->showFirstStepsIfNew();
    m_theme->followDesktop();
    if (!m_options.apiBase.isEmpty() && !m_options.accessToken.isEmpty())
        m_workspace->useFixedToken(this, [this](const Result<Account> &account) {
            if (!account)
                m_window->showMessage(errorText(account.error()));
        });
    m_tray = std::make_unique<TrayIcon>(m_window->actions());
    m_notifier = std::make_unique<Notifier>();
    wireTray();
    wireNotifier();
    wireReminders();
    wireTroubles();
    connect(&m_workspace->publisher(), &Publisher::happened, this, &Application::happened);
    connect(&m_workspace->publisher(), &Publisher::handOverStopped, this,
            &Application::handOverStopped);
    connect(&m_workspace->publisher(), &Publisher::stateChanged, this, &Application::sayClock);
    m_workspace->publisher().start();
    if (!m_options.demo)
        m_stayAwake = std::make_unique<StayAwake>(m_workspace->store(), m_workspace->settings(),
                                                  m_workspace->publisher(), m_workspace->clock());
    if (!m_options.demo) {
        wireComputer();
        wireBackups();
    }
    sayRestored();
    if (!m_window->isPainted())
        m_window->refreshSoon(); // nothing was painted that would begin it
    if (m_options.demo)
        fillDemo();
    else if (!m_options.screenshot.isEmpty())
        QTimer::singleShot(m_options.screenshotAfter, this, &Application::takeScreenshot);
}

/** That this computer has to be on, and what happens when it goes off. */
void Application::wireComputer()
{
    m_startOffer = std::make_unique<StartOffer>(
        *m_workspace, *m_theme, [this](QWidget *hint) { m_window->showStrip(hint); });
    connect(m_startOffer.get(), &StartOffer::message, m_window.get(),
            [this](const QString &text) { m_window->showMessage(text); });
    connect(m_window.get(), &MainWindow::summaryChanged, m_startOffer.get(), &StartOffer::look);
    Publisher &publisher = m_workspace->publisher();
    m_shutdown = std::make_unique<ShutdownWatch>();
    connect(m_shutdown.get(), &ShutdownWatch::begun, this, [this] {
        m_window->commit();
        const QList<Pin> due = dueWithinADay(*m_workspace);
        if (!due.isEmpty())
            m_notifier->warnOfShutdown(namesOf(due));
        if (m_workspace->publisher().state() == PublisherState::Stopped)
            m_shutdown->letGo();
        else
            m_workspace->publisher().stop();
    });
    connect(&publisher, &Publisher::stopped, m_shutdown.get(), &ShutdownWatch::letGo);
    connect(m_shutdown.get(), &ShutdownWatch::cancelled, &publisher, &Publisher::start);
    m_shutdown->start();
}

void Application::wireBackups()
{
    connect(m_window.get(), &MainWindow::restoreWanted, this, &Application::restart);
    m_dailyBackup =
        std::make_unique<DailyBackup>(m_directory, m_workspace->settings(), m_workspace->clock());
    connect(m_dailyBackup.get(), &DailyBackup::failed, this, [this](const Error &error) {
        m_notifier->tell(tr("Today's backup could not be made"), errorText(error));
        m_window->showMessage(tr("Today's backup could not be made. %1").arg(errorText(error)));
    });
    m_dailyBackup->start(backupDelay);
}

void Application::putRestoredInPlace()
{
    const QString staged = std::exchange(m_options.restored, QString());
    m_restored = putInPlace(staged, m_directory, SystemClock().now());
    if (!*m_restored)
        dropStaged(staged);
}

/** The directory can only change hands while nobody has it open, so a new process does that. */
void Application::restart(const QString &restored)
{
    QProcess next;
    next.setProgram(QApplication::applicationFilePath());
    QStringList arguments{
        QStringLiteral("--data-dir"),  m_directory,
        QStringLiteral("--restored"),  restored,
        QStringLiteral("--after-pid"), QString::number(QApplication::applicationPid())};
    if (!m_options.apiBase.isEmpty())
        arguments << QStringLiteral("--api-base") << m_options.apiBase.toString();
    next.setArguments(arguments);
    if (!m_options.accessToken.isEmpty()) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PINWEEK_ACCESS_TOKEN"), m_options.accessToken);
        next.setProcessEnvironment(environment);
    }
    if (!next.startDetached()) {
        dropStaged(restored);
        m_window->showMessage(tr("Pinweek could not be started again. Nothing was changed."));
        return;
    }
    quit();
}

void Application::sayRestored()
{
    if (!m_restored)
        return;
    const Result<QString> kept = *std::exchange(m_restored, std::nullopt);
    auto *box = new QMessageBox(
        kept ? QMessageBox::Information : QMessageBox::Warning, tr("Restore a backup"),
        kept ? tr("Your plan is back.") : errorText(kept.error()), QMessageBox::Ok, m_window.get());
    box->setObjectName(QStringLiteral("restoredMessageBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    if (kept) {
        QString words = tr("Publishing is paused. Choose “Resume publishing” when you are ready: "
                           "Pinweek then looks on Pinterest for what was due since the backup.");
        if (!kept->isEmpty())
            words += QStringLiteral("\n\n") +
                     tr("The plan that was here is kept in the folder “%1”.").arg(*kept);
        box->setInformativeText(words);
    }
    box->open();
}

void Application::fillDemo()
{
    m_demo = std::make_unique<DemoSetup>(*m_workspace);
    m_demo->run(firstDayOfThisWeek(m_workspace->clock()), this, [this](const Result<void> &filled) {
        if (!filled) {
            m_window->showMessage(errorText(filled.error()));
            if (m_options.quitWhenPublished) {
                QTextStream(stderr) << errorText(filled.error()) << Qt::endl;
                QApplication::exit(1);
            }
            return;
        }
        m_window->actions().today->trigger();
        if (m_options.quitWhenPublished)
            watchUntilPublished();
        else if (!m_options.screenshot.isEmpty())
            QTimer::singleShot(m_options.screenshotAfter, this, &Application::takeScreenshot);
    });
}

void Application::resetDemo()
{
    // A new process clears the directory once this one has let go of it.
    QProcess::startDetached(QApplication::applicationFilePath(),
                            {QStringLiteral("--demo"), QStringLiteral("--data-dir"), m_directory,
                             QStringLiteral("--after-pid"),
                             QString::number(QApplication::applicationPid())});
    quit();
}

/** interaction.md 13: what was made in the demo can go along. */
void Application::startOwn()
{
    const QList<PinId> own =
        m_demo && m_demo->lastPin().isValid()
            ? pinsMadeAfter(*m_workspace, m_demo->lastPin()).value_or(QList<PinId>())
            : QList<PinId>();
    if (own.isEmpty()) {
        openOwn();
        return;
    }
    auto *box =
        new QMessageBox(QMessageBox::Question, tr("Start my own"),
                        tr("Take along what you made here?"), QMessageBox::Cancel, m_window.get());
    box->setObjectName(QStringLiteral("startOwnMessageBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("The demo's own pins stay behind. Made by you: %n pin(s). In your "
                               "plan they will be draft(s), with their pictures and texts.",
                               nullptr, int(own.size())));
    QPushButton *take = box->addButton(tr("&Take them along"), QMessageBox::AcceptRole);
    take->setObjectName(QStringLiteral("takeAlongPushButton"));
    QPushButton *empty = box->addButton(tr("Start &empty"), QMessageBox::DestructiveRole);
    empty->setObjectName(QStringLiteral("startEmptyPushButton"));
    box->setDefaultButton(take);
    connect(empty, &QPushButton::clicked, this, &Application::openOwn);
    connect(take, &QPushButton::clicked, this, [this, own] {
        m_window->showMessage(tr("Taking your pins along…"));
        auto *copy = new PlanCopy(*m_workspace, this);
        copy->run(own, defaultWorkspaceDirectory(), this, [this, copy](const Result<int> &copied) {
            copy->deleteLater();
            if (copied)
                openOwn();
            else
                m_window->showMessage(errorText(copied.error()));
        });
    });
    box->open();
}

void Application::openOwn()
{
    // The demo ends when the own plan is there: with it ends what was copied from.
    QProcess::startDetached(QApplication::applicationFilePath(), {});
    quit();
}

void Application::wireTray()
{
    connect(m_tray.get(), &TrayIcon::openWanted, this, [this] { m_window->raiseWindow(); });
    connect(m_tray.get(), &TrayIcon::availableChanged, this, &Application::trayAvailable);
    connect(m_tray.get(), &TrayIcon::openPinWanted, this, [this](PinId pin) {
        m_window->raiseWindow();
        m_window->showPin(pin);
    });
    if (m_options.inTray && !m_tray->isAvailable()) // at login the tray may come after us
        QTimer::singleShot(trayPatience, this, &Application::showUnlessInTray);
    else
        trayAvailable(m_tray->isAvailable());
    connect(m_window.get(), &MainWindow::summaryChanged, this, &Application::updateTray);
    connect(m_window.get(), &MainWindow::needsYouChanged, this,
            [this](int count) { m_tray->setNeedsUser(count > 0); });
    connect(&m_workspace->publisher(), &Publisher::stateChanged, this, &Application::updateTray);
    m_tray->setNeedsUser(m_window->needsYouCount() > 0);
    updateTray();
}

void Application::trayAvailable(bool available)
{
    m_window->setHidesWhenClosed(available);
    const bool hadTray = std::exchange(m_hadTray, available);
    if (available)
        return;
    if (!hadTray || m_window->isVisible()) {
        showUnlessInTray();
        return;
    }
    // It was hidden into a tray that is gone now: nothing else would bring it back.
    m_window->setAttribute(Qt::WA_ShowWithoutActivating);
    m_window->show();
    m_window->setAttribute(Qt::WA_ShowWithoutActivating, false);
    m_window->showMessage(tr("The tray is gone, so Pinweek stays open to publish your pins."));
}

/** Without a tray a hidden window could never come back. */
void Application::showUnlessInTray()
{
    if (!m_tray->isAvailable() && !m_window->isVisible())
        m_window->showMinimized();
}

void Application::wireNotifier()
{
    const auto openPin = [this](PinId pin) {
        m_window->raiseWindow();
        m_window->showPin(pin);
    };
    connect(m_notifier.get(), &Notifier::openPinWanted, this, openPin);
    connect(m_notifier.get(), &Notifier::openWanted, this, [this] { m_window->raiseWindow(); });
    connect(m_notifier.get(), &Notifier::tryAgainWanted, this,
            [this](const QList<PinId> &pins) { tryAgain(pins); });
    connect(m_notifier.get(), &Notifier::reconnectWanted, this, [this](AccountId id) {
        m_window->raiseWindow();
        if (const Result<Account> account = m_workspace->store().accounts().account(id))
            m_window->openReconnect(*account);
    });
    connect(m_notifier.get(), &Notifier::postByHandWanted, this, [this](PinId pin) {
        m_window->raiseWindow();
        m_window->openPostByHand(pin);
    });
    connect(m_notifier.get(), &Notifier::needsYouWanted, this, [this] {
        m_window->raiseWindow();
        m_window->showNeedsYou();
    });
    connect(m_notifier.get(), &Notifier::remindMeWanted, this, [this](PinId id) {
        if (const Result<Pin> pin = m_workspace->store().pins().pin(id))
            m_window->verbs().postByHandFromNowOn(pin->content.account);
    });
    connect(m_window.get(), &MainWindow::closedTo, this, [this](bool tray) {
        Settings &settings = m_workspace->settings();
        if (!tray || settings.trayNoticeShown())
            return;
        settings.setTrayNoticeShown(true);
        m_notifier->tell(
            tr("Pinweek goes on publishing in the tray"),
            tr("Open or quit it from its icon. Pins go out while this computer is on."));
    });
    // Told there as the window does, which is out of sight then.
    connect(m_window.get(), &MainWindow::staysMinimised, this, [this] {
        m_notifier->tell(
            tr("Pinweek stays open, minimised"),
            tr("There is no tray here, and pins go out only while it runs. Ctrl+Q quits."));
    });
}

/** What keeps pins from going out, beside what is wrong with one of them. */
void Application::wireTroubles()
{
    Publisher &publisher = m_workspace->publisher();
    m_heldUpNotice = std::make_unique<HeldUpNotice>(*m_workspace);
    connect(&publisher, &Publisher::happened, m_heldUpNotice.get(), &HeldUpNotice::happened);
    connect(&publisher, &Publisher::stateChanged, m_heldUpNotice.get(),
            &HeldUpNotice::stateChanged);
    connect(m_heldUpNotice.get(), &HeldUpNotice::heldUp, this,
            [this](const QList<Pin> &pins, const QString &why) {
                QList<PinId> ids;
                for (const Pin &pin : pins)
                    ids.append(pin.id);
                m_notifier->heldUp(ids, namesOf(pins), why);
            });
    connect(m_heldUpNotice.get(), &HeldUpNotice::unclear, this,
            [this](const QList<Pin> &pins, const QString &why) {
                QList<PinId> ids;
                for (const Pin &pin : pins)
                    ids.append(pin.id);
                m_notifier->unclear(ids, namesOf(pins), why);
            });
    m_signInNotice = std::make_unique<SignInNotice>(*m_workspace);
    connect(m_workspace.get(), &Workspace::accountsChanged, m_signInNotice.get(),
            &SignInNotice::look);
    connect(m_signInNotice.get(), &SignInNotice::lost, this, [this](const Account &account) {
        m_notifier->signInLost(account.id, account.username);
    });
    connect(m_signInNotice.get(), &SignInNotice::endsSoon, this, [this](const Account &account) {
        m_notifier->signInEnds(account.id, account.username,
                               signInEndText(account, m_workspace->clock().now()));
    });
}

void Application::tryAgain(const QList<PinId> &ids)
{
    for (const Pin &pin : m_workspace->store().pins().pins(ids).value_or(QList<Pin>())) {
        if (pin.status == PinStatus::Blocked || pin.status == PinStatus::Failed)
            m_window->verbs().tryAgain(pin.id);
    }
    m_workspace->publisher().wake();
}

void Application::wireReminders()
{
    m_reminders = std::make_unique<Reminders>(m_workspace->store(), m_workspace->clock());
    connect(m_reminders.get(), &Reminders::due, this, [this](PinId id) {
        m_window->refreshSoon();
        if (const Result<Pin> pin = m_workspace->store().pins().pin(id))
            m_notifier->remind(id, nameOf(*pin));
    });
    connect(m_reminders.get(), &Reminders::missed, this, [this](const QList<PinId> &ids) {
        m_window->refreshSoon();
        QStringList titles;
        for (const Pin &pin : m_workspace->store().pins().pins(ids).value_or(QList<Pin>()))
            titles.append(nameOf(pin));
        m_notifier->remindOfMany(titles);
    });
    m_reminders->start();
}

void Application::updateTray()
{
    m_tray->setNext(m_window->summary().next);
    m_tray->setPublisher(m_workspace->publisher().state(),
                         publisherProblemText(m_workspace->publisher()));
    m_tray->setUpcoming(trayPins(nextPins(*m_workspace, mostInTray), *m_workspace));
    m_tray->setFailures(trayPins(lastFailures(*m_workspace, mostInTray), *m_workspace));
}

void Application::happened(const PublisherEvent &event)
{
    const Result<Pin> pin = m_workspace->store().pins().pin(event.pin);
    if (!pin)
        return;
    const QString why = eventText(event);
    switch (event.kind) {
    case PublisherEvent::Kind::Published:
    case PublisherEvent::Kind::Adopted:
        m_notifier->published(pin->id, nameOf(*pin));
        m_tray->setLastResult(tr("Published: %1").arg(nameOf(*pin)));
        if (m_options.quitWhenPublished)
            printLine(tr("published  %1  (pin %2)").arg(nameOf(*pin), pin->remoteId));
        break;
    case PublisherEvent::Kind::Unconfirmed: // no failure: it is being looked for
        m_tray->setLastResult(tr("Checking: %1").arg(nameOf(*pin)));
        if (m_options.quitWhenPublished)
            printLine(tr("checking  %1").arg(nameOf(*pin)));
        break;
    case PublisherEvent::Kind::Blocked:
        m_notifier->failed(pin->id, nameOf(*pin), why, mendOf(event));
        m_tray->setLastResult(withReason(tr("Needs you: %1").arg(nameOf(*pin)), why));
        if (m_options.quitWhenPublished)
            printLine(tr("needs you  %1: %2").arg(nameOf(*pin), why));
        break;
    case PublisherEvent::Kind::Retry:
        m_tray->setLastResult(withReason(tr("Trying again: %1").arg(nameOf(*pin)), why));
        break;
    case PublisherEvent::Kind::Waiting:
        break;
    }
}

/** Once for each time: nobody may be looking at the window. */
void Application::sayClock()
{
    const Publisher &publisher = m_workspace->publisher();
    const bool isWrong = publisher.state() == PublisherState::ClockWrong;
    if (isWrong && !m_saidClock)
        m_notifier->tell(tr("No pin goes out: the clock is wrong"),
                         publisherProblemText(publisher));
    m_saidClock = isWrong;
}

void Application::handOverStopped(PinId id, HandOverEnd why)
{
    const Result<Pin> pin = m_workspace->store().pins().pin(id);
    const QString said = handOverEndText(why, pin ? nameOf(*pin) : QString());
    m_notifier->tell(tr("Handing over to Pinterest is switched off"), said);
    m_window->showMessage(said);
}

void Application::watchUntilPublished()
{
    connect(&m_workspace->publisher(), &Publisher::idle, this, &Application::endWhenPublished);
    QTimer::singleShot(demoLimit, this, [this] {
        QTextStream(stderr) << tr("The demo's pins were not published in time.") << Qt::endl;
        QApplication::exit(1);
    });
    m_workspace->publisher().wake();
}

void Application::endWhenPublished()
{
    const Result<QList<Pin>> left =
        m_workspace->store().pins().toSend(m_workspace->clock().now() + demoHorizon);
    if (m_screenshotTaken || !left || !left->isEmpty())
        return;
    m_screenshotTaken = true;
    QTimer::singleShot(m_options.screenshotAfter, this, [this] {
        if (!m_options.screenshot.isEmpty())
            takeScreenshot();
        else
            quit();
    });
}

void Application::takeScreenshot()
{
    const QPixmap picture = m_window->grab();
    if (picture.save(m_options.screenshot)) {
        printLine(tr("screenshot  %1").arg(m_options.screenshot));
    } else {
        QTextStream(stderr)
            << tr("The screenshot can't be written to %1.").arg(m_options.screenshot) << Qt::endl;
        m_exitCode = 1;
    }
    quit();
}

void Application::quit()
{
    if (std::exchange(m_quitting, true))
        return;
    m_window->commit();
    // A request under way is let to its end, so that its answer is stored.
    connect(m_workspace.get(), &Workspace::renewed, this, &Application::exitOnceQuiet,
            Qt::QueuedConnection);
    Publisher &publisher = m_workspace->publisher();
    if (publisher.state() == PublisherState::Stopped) {
        exitOnceQuiet();
        return;
    }
    connect(&publisher, &Publisher::stopped, this, &Application::exitOnceQuiet,
            Qt::QueuedConnection);
    publisher.stop();
    m_window->hide();
}

void Application::exitOnceQuiet()
{
    if (m_workspace->publisher().state() == PublisherState::Stopped && !m_workspace->isRenewing())
        QApplication::exit(m_exitCode);
}

void Application::quitNow()
{
    if (m_window)
        quit();
    else
        QApplication::quit();
}

} // namespace pinweek
