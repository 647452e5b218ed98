// SPDX-License-Identifier: GPL-3.0-or-later
// `pinweekctl status` and `pinweekctl log`: what is planned, and what happened.
#include "cli/cli.h"

#include "core/settings.h"
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/copycheck.h"
#include "store/pausestore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/videostore.h"
#include "text/texts.h"
#include "workspace/offhours.h"
#include "workspace/workspace.h"

#include <QJsonArray>

#include <CLI/CLI.hpp>

namespace pinweek {

namespace {

constexpr int pageSize = 1000;

struct Status
{
    int accounts = 0;
    PlanCounts week;
    QList<Pin> needing;
    /** Due, and posted by hand. */
    QList<Pin> byHand;
    /** Whose videos are on their way. */
    QList<Pin> videos;
    /** Sentences about accounts: sign-ins that end soon, pins that wait. */
    QStringList warnings;
    std::optional<Pin> next;
    QString publisher; // empty: nobody
    QString problem;   // why nobody could
    std::optional<std::chrono::seconds> clockAhead;
    bool paused = false;
    bool isCopy = false;
};

Result<Status> readStatus(Workspace &workspace)
{
    const UtcTime now = workspace.clock().now();
    const PinStore &pins = workspace.store().pins();
    const Result<QList<Pin>> needing = pins.needingYou(now);
    const Result<QList<Pin>> next = pins.upcoming({}, UtcTime(), 1);
    const Result<QList<Account>> accounts = workspace.store().accounts().accounts();
    const Result<PlanCounts> week = pins.counts({}, now, now + std::chrono::hours(24 * 7));
    if (!needing || !next)
        return fail(needing ? next.error() : needing.error());
    if (!accounts || !week)
        return fail(accounts ? week.error() : accounts.error());
    Status status;
    const QList<AccountPause> pauses =
        workspace.store().pauses().pauses(now).value_or(QList<AccountPause>());
    for (const Account &account : *accounts) {
        for (const AccountPause &pause : pauses) {
            if (pause.account == account.id)
                status.warnings.append(
                    Cli::tr("%1: %2").arg(account.username, pauseText(pause, account.zone)));
        }
        status.accounts += account.environment == Environment::Local ? 0 : 1;
        for (const QString &ends : {signInEndText(account, now), signInLapseText(account, now)}) {
            if (!ends.isEmpty())
                status.warnings.append(Cli::tr("%1: %2").arg(account.username, ends));
        }
    }
    const int offHours = countForOffHours(
        workspace, pins.due({}, now, now + std::chrono::hours(24 * 7)).value_or(QList<Pin>()));
    if (offHours > 0)
        status.warnings.append(offHoursText(offHours));
    status.byHand =
        pins.toPostByHand(UtcTime(), now + std::chrono::seconds(1)).value_or(QList<Pin>());
    status.videos = workspace.store().videos().underWay().value_or(QList<Pin>());
    status.week = *week;
    status.needing = *needing;
    if (!next->isEmpty())
        status.next = next->first();
    const Result<void> lock = workspace.publisher().checkLock();
    status.problem = lock ? QString() : errorText(lock.error());
    status.publisher = workspace.publisher().otherPublisher();
    status.clockAhead = workspace.publisher().clockAhead();
    status.paused = workspace.settings().publisherPaused();
    status.isCopy = workspace.store().copies().foundAt().value_or(std::nullopt).has_value();
    return status;
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject statusJson(const Status &status, Workspace &workspace)
{
    return {{QStringLiteral("accounts"), status.accounts},
            {QStringLiteral("scheduled_next_7_days"), status.week.scheduled},
            {QStringLiteral("needs_you"), status.needing.size()},
            {QStringLiteral("to_post_by_hand"), status.byHand.size()},
            {QStringLiteral("videos_under_way"), status.videos.size()},
            {QStringLiteral("warnings"), QJsonArray::fromStringList(status.warnings)},
            {QStringLiteral("paused"), status.paused},
            {QStringLiteral("is_copy"), status.isCopy},
            {QStringLiteral("clock_ahead_s"),
             status.clockAhead ? QJsonValue(qint64(status.clockAhead->count())) : QJsonValue()},
            {QStringLiteral("publisher"), orNull(status.publisher)},
            {QStringLiteral("publisher_problem"), orNull(status.problem)},
            {QStringLiteral("next"),
             status.next ? QJsonValue(pinJson(*status.next, workspace)) : QJsonValue()}};
}

void printPublisher(Cli &cli, const Status &status)
{
    if (!status.problem.isEmpty())
        cli.printLine(status.problem);
    else if (status.publisher.isEmpty())
        cli.printLine(Cli::tr("Nobody publishes now. Open Pinweek, or run “pinweekctl publish”."));
    else
        cli.printLine(Cli::tr("Published by %1.").arg(status.publisher));
    if (status.clockAhead)
        cli.printLine(clockText(*status.clockAhead));
    if (status.isCopy)
        cli.printLine(copyText());
    if (status.paused)
        cli.printLine(Cli::tr("Publishing is paused. `pinweekctl resume` ends that."));
}

void printStatus(Cli &cli)
{
    Workspace &workspace = cli.workspace();
    const Result<Status> status = readStatus(workspace);
    if (!status) {
        cli.exitWith(status.error());
        return;
    }
    if (cli.json) {
        cli.printJson(statusJson(*status, workspace));
        cli.exit(ExitCode::Done);
        return;
    }
    printPublisher(cli, *status);
    cli.printLine(Cli::tr("%n account(s) connected.", nullptr, status->accounts));
    cli.printLine(
        Cli::tr("%n pin(s) scheduled in the next 7 days.", nullptr, status->week.scheduled));
    if (status->next)
        cli.printLine(Cli::tr("Next: %1").arg(pinLine(*status->next, workspace)));
    if (!status->videos.isEmpty())
        cli.printLine(Cli::tr("On their way, %n video(s):", nullptr, int(status->videos.size())));
    for (const Pin &pin : status->videos)
        cli.printLine(pinLine(pin, workspace));
    for (const QString &warning : status->warnings)
        cli.printLine(warning);
    if (!status->byHand.isEmpty())
        cli.printLine(
            Cli::tr("To be posted by hand, %n pin(s):", nullptr, int(status->byHand.size())));
    for (const Pin &pin : status->byHand)
        cli.printLine(pinLine(pin, workspace));
    if (!status->needing.isEmpty())
        cli.printLine(Cli::tr("What needs you, %n pin(s):", nullptr, int(status->needing.size())));
    for (const Pin &pin : status->needing)
        cli.printLine(pinLine(pin, workspace));
    cli.exit(ExitCode::Done);
}

QJsonObject eventJson(const LoggedEvent &logged)
{
    return {{QStringLiteral("at"), toIso(logged.event.at)},
            {QStringLiteral("id"), logged.pin.toString()},
            {QStringLiteral("title"), logged.title},
            {QStringLiteral("from"), pinStatusName(logged.event.from)},
            {QStringLiteral("to"), pinStatusName(logged.event.to)},
            {QStringLiteral("by"), logged.event.origin},
            {QStringLiteral("detail"), logged.event.detail}};
}

QString eventLine(const LoggedEvent &logged)
{
    const PinEvent &event = logged.event;
    const QString move =
        event.from == event.to
            ? statusText(event.to)
            : QStringLiteral("%1 → %2").arg(statusText(event.from), statusText(event.to));
    return QStringLiteral("%1  %2  %3  %4: %5  (%6)")
        .arg(toIso(event.at), logged.pin.toString().leftJustified(6), move.leftJustified(24),
             event.origin, event.detail, logged.title);
}

void printLog(Cli &cli, const std::string &given)
{
    PinId pin;
    if (!given.empty()) {
        pin = PinId::fromString(QString::fromStdString(given));
        if (!pin.isValid()) {
            cli.printMessage(Cli::tr("“%1” is no pin number. `pinweekctl pin list` shows them.")
                                 .arg(QString::fromStdString(given)));
            cli.exit(ExitCode::Usage);
            return;
        }
    }
    QJsonArray items;
    qint64 after = 0;
    for (;;) {
        const Result<QList<LoggedEvent>> page =
            cli.workspace().store().pins().log(pin, after, pageSize);
        if (!page) {
            cli.exitWith(page.error());
            return;
        }
        for (const LoggedEvent &logged : *page) {
            if (cli.json)
                items.append(eventJson(logged));
            else
                cli.printLine(eventLine(logged));
        }
        if (page->isEmpty())
            break;
        after = page->last().number;
    }
    // A pin that never was has no event; every other one has been added.
    if (pin.isValid() && after == 0) {
        cli.printMessage(Cli::tr("There is no pin %1.").arg(pin.toString()));
        cli.exit(ExitCode::Failed);
        return;
    }
    if (cli.json)
        cli.printJson({{QStringLiteral("items"), items}});
    cli.exit(ExitCode::Done);
}

/** As in the window; a program that publishes on this workspace follows at once. */
void setPaused(Cli &cli, bool paused)
{
    Workspace &workspace = cli.workspace();
    const auto set = [&cli, &workspace, paused](const Result<void> &accepted) {
        if (!accepted) {
            cli.exitWith(accepted.error());
            return;
        }
        workspace.settings().setPublisherPaused(paused);
        workspace.settings().flush();
        cli.printMessage(paused ? Cli::tr("Publishing is paused: no pin goes out until you resume.")
                                : Cli::tr("Publishing goes on."));
        cli.exit(ExitCode::Done);
    };
    // A copy is accepted first: what its original may have published is in doubt before anybody
    // sees that publishing goes on.
    if (paused)
        set({});
    else
        workspace.store().copies().accept(&cli, set);
}

/** The switch of the window's Settings → Experimental. */
void setCarousels(Cli &cli, bool on)
{
    Settings &settings = cli.workspace().settings();
    settings.setCarousels(on);
    settings.flush();
    cli.printMessage(on ? Cli::tr("Carousels are switched on. Pinterest may refuse them; the pin "
                                  "then says so.")
                        : Cli::tr("Carousels are switched off: none is sent."));
    cli.exit(ExitCode::Done);
}

} // namespace

void declareStatusCommands(CLI::App &app, Cli &cli, Action &action)
{
    CLI::App *status =
        app.add_subcommand("status", "What is planned, what needs you, and who publishes");
    status->callback([&cli, &action] { action = [&cli] { printStatus(cli); }; });

    CLI::App *pause = app.add_subcommand("pause", "Publish nothing until “resume”");
    pause->callback([&cli, &action] { action = [&cli] { setPaused(cli, true); }; });
    CLI::App *resume = app.add_subcommand("resume", "Publish again after a pause");
    resume->callback([&cli, &action] { action = [&cli] { setPaused(cli, false); }; });

    CLI::App *carousels =
        app.add_subcommand("carousels", "Whether pins of several images are sent (experimental)");
    carousels->require_subcommand(1);
    carousels->fallthrough();
    carousels->add_subcommand("on", "Send them")->callback([&cli, &action] {
        action = [&cli] { setCarousels(cli, true); };
    });
    carousels->add_subcommand("off", "Send none")->callback([&cli, &action] {
        action = [&cli] { setCarousels(cli, false); };
    });

    auto pin = std::make_shared<std::string>();
    CLI::App *log = app.add_subcommand("log", "What happened to pins, when, and why");
    log->add_option("--pin", *pin, "Only this pin");
    log->callback([&cli, &action, pin] { action = [&cli, pin] { printLog(cli, *pin); }; });
}

} // namespace pinweek
