// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/publishcommand.h"

#include "core/settings.h"
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "workspace/workspace.h"

#include <QJsonObject>
#include <QTimer>

#include <CLI/CLI.hpp>

namespace pinweek {

namespace {

constexpr int queueLength = 1000;
constexpr int longestWatch = 7 * 24 * 3600; // seconds; a QTimer takes up to 24 days

const char *eventName(PublisherEvent::Kind kind)
{
    switch (kind) {
    case PublisherEvent::Kind::Published:
        return "published";
    case PublisherEvent::Kind::Retry:
        return "retry";
    case PublisherEvent::Kind::Blocked:
        return "blocked";
    case PublisherEvent::Kind::Unconfirmed:
        return "unconfirmed";
    case PublisherEvent::Kind::Adopted:
        return "adopted";
    case PublisherEvent::Kind::Waiting:
        return "waiting";
    }
    return "waiting";
}

std::optional<PublisherEvent::Kind> kindOf(const PinEvent &move)
{
    switch (move.to) {
    case PinStatus::Published:
        return move.from == PinStatus::Unconfirmed ? PublisherEvent::Kind::Adopted
                                                   : PublisherEvent::Kind::Published;
    case PinStatus::Failed:
        return PublisherEvent::Kind::Retry;
    case PinStatus::Blocked:
        return PublisherEvent::Kind::Blocked;
    case PinStatus::Unconfirmed:
        return PublisherEvent::Kind::Unconfirmed;
    default:
        return std::nullopt;
    }
}

} // namespace

PublishCommand::PublishCommand(Cli &cli, const PublishOptions &options, AccountId only)
    : QObject(&cli), m_cli(cli), m_options(options), m_only(only)
{
}

void PublishCommand::start()
{
    Workspace &workspace = m_cli.workspace();
    Publisher &publisher = workspace.publisher();
    connect(&m_signals, &EndSignals::endWanted, this, &PublishCommand::endEarly);
    connect(&publisher, &Publisher::happened, this, &PublishCommand::happened);
    connect(&publisher, &Publisher::idle, this, &PublishCommand::checkEnd);
    connect(&publisher, &Publisher::stateChanged, this, &PublishCommand::takeOver);
    connect(&workspace.store(), &Store::changed, this, &PublishCommand::observe);
    // What it prints is looked at, and pins may come that are due soon.
    workspace.store().setInView(true);
    m_told = workspace.store().pins().lastLogged().value_or(0);
    if (m_options.length)
        QTimer::singleShot(*m_options.length, Qt::PreciseTimer, this, &PublishCommand::endEarly);
    if (m_options.catchUpNow)
        publisher.catchUpAtOnce();
    publisher.start();
    if (const std::optional<Error> problem = publisher.problem()) {
        m_ended = true;
        m_cli.exitWith(*problem);
        return;
    }
    if (m_options.watch)
        watchFolders();
    if (publisher.state() != PublisherState::Waiting)
        return;
    m_observing = true;
    m_other = publisher.otherPublisher();
    m_cli.printMessage(Cli::tr("This workspace is published by %1.").arg(m_other));
    if (m_options.noWait) {
        for (const Pin &pin : waiting())
            m_left.insert(pin.id);
        m_ended = true;
        m_cli.exit(ExitCode::PartlyDone);
        return;
    }
    checkEnd();
}

void PublishCommand::watchFolders()
{
    m_folders = std::make_unique<FolderWatch>(m_cli.workspace().store());
    connect(m_folders.get(), &FolderWatch::broughtIn, this, [this](int pins, const QString &name) {
        if (m_cli.json)
            m_cli.printJson({{QStringLiteral("event"), QStringLiteral("brought_in")},
                             {QStringLiteral("folder"), name},
                             {QStringLiteral("pins"), pins}});
        else
            m_cli.printLine(
                Cli::tr("%n new draft(s) from “%1”, in Unscheduled.", nullptr, pins).arg(name));
    });
    connect(m_folders.get(), &FolderWatch::refused, this,
            [this](const QStringList &lines, int, const QString &) {
                for (const QString &line : lines)
                    m_cli.printMessage(line);
            });
    connect(m_folders.get(), &FolderWatch::failed, &m_cli, &Cli::printMessage);
    Publisher &publisher = m_cli.workspace().publisher();
    const auto rest = [this, &publisher] {
        if (m_folders)
            m_folders->setResting(publisher.state() == PublisherState::Waiting);
    };
    connect(&publisher, &Publisher::stateChanged, this, rest);
    rest();
    m_folders->start();
}

void PublishCommand::happened(const PublisherEvent &event)
{
    const bool said = m_left.contains(event.pin);
    if (event.kind == PublisherEvent::Kind::Published ||
        event.kind == PublisherEvent::Kind::Adopted) {
        ++m_published;
        m_left.remove(event.pin);
    } else {
        m_left.insert(event.pin);
    }
    if (event.error &&
        (event.error->kind == ErrorKind::Unauthorized || event.error->kind == ErrorKind::Keychain))
        m_connectNeeded = true;
    if (event.kind == PublisherEvent::Kind::Waiting && said)
        return; // once is enough
    print(eventName(event.kind), event.pin, eventText(event), event.nextAttemptAt);
}

void PublishCommand::observe()
{
    if (!m_observing)
        return;
    tellOthersEvents();
    checkEnd();
}

/** The other publisher has ended: what it did last may not have been told yet. */
void PublishCommand::takeOver()
{
    if (!m_observing || m_cli.workspace().publisher().state() == PublisherState::Waiting)
        return;
    m_observing = false;
    tellOthersEvents();
    m_cli.printMessage(Cli::tr("%1 has ended. This program publishes now.").arg(m_other));
}

/** Prints what the other publisher did, along the log, so that nothing is told twice or missed. */
void PublishCommand::tellOthersEvents()
{
    const PinStore &pins = m_cli.workspace().store().pins();
    for (;;) {
        const QList<LoggedEvent> events =
            pins.log({}, m_told, queueLength).value_or(QList<LoggedEvent>());
        if (events.isEmpty())
            return;
        for (const LoggedEvent &logged : events)
            tellOthersEvent(logged);
        m_told = events.last().number;
    }
}

void PublishCommand::tellOthersEvent(const LoggedEvent &logged)
{
    const std::optional<PublisherEvent::Kind> kind = kindOf(logged.event);
    const Result<Pin> pin = m_cli.workspace().store().pins().pin(logged.pin);
    // An event that is no move, and one that another has overtaken, are no news.
    if (!kind || !pin || logged.event.from == logged.event.to || pin->status != logged.event.to ||
        (m_only.isValid() && pin->content.account != m_only))
        return;
    if (logged.event.to == PinStatus::Published)
        m_left.remove(logged.pin);
    else
        m_left.insert(logged.pin);
    print(eventName(*kind), logged.pin, problemText(*pin), pin->nextAttemptAt);
}

void PublishCommand::print(const char *event, PinId id, const QString &message,
                           std::optional<UtcTime> next)
{
    const Result<Pin> pin = m_cli.workspace().store().pins().pin(id);
    const QString name = QLatin1String(event);
    if (!m_cli.json) {
        const QString title = pin ? pin->content.title : QString();
        m_cli.printLine(
            QStringLiteral("%1  %2  %3%4")
                .arg(name, -11)
                .arg(id.toString(), -6)
                .arg(title, message.isEmpty() ? QString() : QStringLiteral(": ") + message));
        return;
    }
    QJsonObject object{{QStringLiteral("event"), name}, {QStringLiteral("id"), id.toString()}};
    if (pin && !pin->remoteId.isEmpty())
        object.insert(QStringLiteral("pin_id"), pin->remoteId);
    if (!message.isEmpty())
        object.insert(QStringLiteral("message"), message);
    if (next)
        object.insert(QStringLiteral("next_attempt_at"), toIso(*next));
    m_cli.printJson(object);
}

QList<Pin> PublishCommand::waiting() const
{
    Workspace &workspace = m_cli.workspace();
    // A watch has no end of its own: what is not due yet is not left over.
    const std::chrono::seconds ahead =
        m_options.watch ? std::chrono::seconds(0) : m_options.horizon;
    QList<Pin> pins = workspace.store()
                          .pins()
                          .toSend(workspace.clock().now() + ahead, queueLength)
                          .value_or(QList<Pin>());
    if (m_only.isValid())
        pins.removeIf([this](const Pin &pin) { return pin.content.account != m_only; });
    return pins;
}

/** What another publisher has begun to send. */
QList<Pin> PublishCommand::underWay() const
{
    PinFilter filter;
    filter.account = m_only;
    return m_cli.workspace()
        .store()
        .pins()
        .list(filter, PinStatus::Publishing, {}, {}, {}, queueLength, 0)
        .value_or(QList<Pin>());
}

/** True for a due pin that is sent by itself within the horizon. */
bool PublishCommand::isStillToCome(const Pin &pin, bool isConnected) const
{
    Workspace &workspace = m_cli.workspace();
    Publisher &publisher = workspace.publisher();
    if (workspace.settings().publisherPaused())
        return false;
    if (publisher.state() == PublisherState::Waiting)
        return isConnected;
    if (publisher.waitsForTwin(pin.id))
        return false;
    const std::optional<UtcTime> hold = publisher.holdOf(pin.content.account);
    return !hold || *hold <= workspace.clock().now() + m_options.horizon;
}

/** Pins whose answer got lost. */
QList<Pin> PublishCommand::unclear() const
{
    PinFilter filter;
    filter.account = m_only;
    return m_cli.workspace()
        .store()
        .pins()
        .list(filter, PinStatus::Unconfirmed, {}, {}, {}, queueLength, 0)
        .value_or(QList<Pin>());
}

/** True for a pin whose next look at Pinterest comes by itself; where looks fail, within the
 * horizon. */
bool PublishCommand::isLookedFor(const Pin &pin, bool isConnected) const
{
    Workspace &workspace = m_cli.workspace();
    Publisher &publisher = workspace.publisher();
    if (workspace.settings().publisherPaused())
        return false;
    if (publisher.state() == PublisherState::Waiting)
        return isConnected;
    const std::optional<UtcTime> next = publisher.nextLook(pin.id);
    return next && (!publisher.isLookHeldUp(pin.id) ||
                    *next <= workspace.clock().now() + m_options.horizon);
}

void PublishCommand::checkEnd()
{
    if (m_ended)
        return;
    if (m_options.watch) {
        sayPaused();
        sayClock();
        return;
    }
    Publisher &publisher = m_cli.workspace().publisher();
    if (publisher.state() == PublisherState::Sending)
        return;
    if (publisher.state() == PublisherState::Waiting && !underWay().isEmpty())
        return;
    bool connectNeeded = m_connectNeeded;
    for (const Pin &pin : waiting()) {
        const Result<Account> account =
            m_cli.workspace().store().accounts().account(pin.content.account);
        const bool isConnected = account && account->state == AccountState::Connected;
        if (isStillToCome(pin, isConnected))
            return;
        m_left.insert(pin.id);
        connectNeeded = connectNeeded || !isConnected;
    }
    for (const Pin &pin : unclear()) {
        const Result<Account> account =
            m_cli.workspace().store().accounts().account(pin.content.account);
        if (isLookedFor(pin, account && account->state == AccountState::Connected))
            return;
        m_left.insert(pin.id);
    }
    if (!m_left.isEmpty()) {
        sayPaused();
        sayClock();
    }
    tellLeft();
    m_ended = true;
    m_observing = false; // that this publisher stops now is no hand-over
    const ExitCode code = m_left.isEmpty()                    ? ExitCode::Done
                          : connectNeeded && m_published == 0 ? ExitCode::ConnectNeeded
                                                              : ExitCode::PartlyDone;
    connect(
        &publisher, &Publisher::stopped, this, [this, code] { m_cli.exit(code); },
        Qt::QueuedConnection);
    publisher.stop();
}

/** Once for each time that it is paused. */
void PublishCommand::sayPaused()
{
    const bool isPaused = m_cli.workspace().settings().publisherPaused();
    if (isPaused && !m_saidPaused)
        m_cli.printMessage(Cli::tr("Publishing is paused. Choose “Resume publishing” in Pinweek."));
    m_saidPaused = isPaused;
}

/** The same for a clock that is wrong. */
void PublishCommand::sayClock()
{
    const std::optional<std::chrono::seconds> ahead = m_cli.workspace().publisher().clockAhead();
    if (ahead && !m_saidClock)
        m_cli.printMessage(clockText(*ahead));
    m_saidClock = ahead.has_value();
}

void PublishCommand::tellLeft()
{
    if (!m_left.isEmpty())
        m_cli.printMessage(Cli::tr("Left: %n pin(s).", nullptr, int(m_left.size())));
}

void PublishCommand::endEarly()
{
    if (std::exchange(m_ended, true))
        return;
    m_observing = false;
    m_folders.reset(); // a file that is coming in comes in at the next start
    Publisher &publisher = m_cli.workspace().publisher();
    if (publisher.state() == PublisherState::Sending)
        m_cli.printMessage(Cli::tr("Waiting for the answer of what is being sent."));
    connect(
        &publisher, &Publisher::stopped, this,
        [this] {
            for (const Pin &pin : waiting() + underWay())
                m_left.insert(pin.id);
            tellLeft();
            m_cli.exit(m_left.isEmpty() ? ExitCode::Done : ExitCode::PartlyDone);
        },
        Qt::QueuedConnection);
    publisher.stop();
}

void declarePublishCommands(CLI::App &app, Cli &cli, Action &action)
{
    auto options = std::make_shared<PublishOptions>();
    auto horizon = std::make_shared<int>(60);
    auto length = std::make_shared<int>(0);
    CLI::App *publish = app.add_subcommand("publish", "Publish what is due, then exit");
    CLI::Option *untilIdle =
        publish->add_flag("--until-idle", options->untilIdle,
                          "Work until nothing is due within the horizon (what it does anyway)");
    CLI::Option *watch =
        publish->add_flag("--watch", options->watch, "Stay and publish each pin when it is due")
            ->excludes(untilIdle);
    CLI::Option *lengthOption = publish->add_option("--for", *length, "End the watch after seconds")
                                    ->needs(watch)
                                    ->check(CLI::Range(1, longestWatch));
    publish->add_option("--horizon", *horizon, "Seconds to look ahead")
        ->check(CLI::Range(0, 24 * 3600));
    publish->add_flag("--no-wait", options->noWait,
                      "Exit with 4 if another program publishes this workspace");
    publish
        ->add_option_function<std::string>(
            "--catch-up", [options](const std::string &how) { options->catchUpNow = how == "now"; },
            "now: send late pins at once; rule: as the workspace says (default)")
        ->check(CLI::IsMember({"now", "rule"}));
    publish->callback([&cli, &action, options, horizon, length, lengthOption] {
        if (lengthOption->count() > 0)
            options->length = std::chrono::seconds(*length);
        action = [&cli, options, horizon] {
            options->horizon = std::chrono::seconds(*horizon);
            if (cli.accessToken.isEmpty() && !cli.apiBase.empty()) {
                cli.printMessage(Cli::tr("--api-base goes with PINWEEK_ACCESS_TOKEN. Connected "
                                         "accounts publish at their own address."));
                cli.exit(ExitCode::Usage);
                return;
            }
            if (cli.accessToken.isEmpty()) {
                (new PublishCommand(cli, *options, {}))->start();
                return;
            }
            cli.withAccount({}, [&cli, options](const Account &account) {
                (new PublishCommand(cli, *options, account.id))->start();
            });
        };
    });
}

} // namespace pinweek
