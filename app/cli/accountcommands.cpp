// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"

#include "store/accountstore.h"
#include "store/pausestore.h"
#include "store/store.h"
#include "workspace/workspace.h"

#include <QJsonArray>

#include <CLI/CLI.hpp>

namespace pinweek {

namespace {

QString stateName(AccountState state)
{
    switch (state) {
    case AccountState::WaitingForKeychain:
        return QStringLiteral("waiting_for_keychain");
    case AccountState::ReconnectNeeded:
        return QStringLiteral("reconnect_needed");
    default:
        return QStringLiteral("connected");
    }
}

QJsonObject accountJson(const Account &account)
{
    return {{QStringLiteral("id"), account.remoteId},
            {QStringLiteral("username"), account.username},
            {QStringLiteral("environment"), environmentName(account.environment)},
            {QStringLiteral("api_base"), account.endpoints.apiBase.toString()},
            {QStringLiteral("state"), stateName(account.state)},
            {QStringLiteral("delivery"), deliveryModeName(account.delivery)},
            {QStringLiteral("time_zone"), QString::fromLatin1(account.zone)}};
}

void list(Cli &cli)
{
    const Result<QList<Account>> accounts = cli.workspace().store().accounts().accounts();
    if (!accounts) {
        cli.exitWith(accounts.error());
        return;
    }
    QJsonArray items;
    for (const Account &account : *accounts) {
        if (account.environment == Environment::Local)
            continue;
        items.append(accountJson(account));
        if (!cli.json)
            cli.printLine(QStringLiteral("%1  %2  %3  %4")
                              .arg(account.username, -24)
                              .arg(environmentName(account.environment), -12)
                              .arg(deliveryModeName(account.delivery), -10)
                              .arg(stateName(account.state)));
    }
    if (cli.json)
        cli.printJson({{QStringLiteral("items"), items}});
    else if (items.isEmpty())
        cli.printMessage(
            Cli::tr("No account is connected. Open Pinweek to connect one, or pipe a token to "
                    "`pinweekctl account add-token`."));
    cli.exit(ExitCode::Done);
}

/** With PINWEEK_ACCESS_TOKEN no keychain is opened, so nothing there can be added or removed. */
bool refuseWithTokenFromOutside(Cli &cli)
{
    if (cli.accessToken.isEmpty())
        return false;
    cli.printMessage(Cli::tr("PINWEEK_ACCESS_TOKEN is set: the accounts that are connected here "
                             "can't be changed. Unset it first."));
    cli.exit(ExitCode::Usage);
    return true;
}

void notAdded(Cli &cli, const Error &error)
{
    cli.exitWith(error);
    if (error.kind == ErrorKind::Keychain)
        cli.printMessage(
            Cli::tr("The token is only kept in this computer's keychain, and that can't be used "
                    "now. Unlock it, or set PINWEEK_ACCESS_TOKEN for the commands that need it."));
}

void addToken(Cli &cli, const std::string &environmentText)
{
    if (refuseWithTokenFromOutside(cli))
        return;
    QTextStream in(stdin);
    const QString token = in.readLine().trimmed();
    if (token.isEmpty()) {
        cli.printMessage(Cli::tr("Give the access token on standard input."));
        cli.exit(ExitCode::Usage);
        return;
    }
    Environment environment = environmentFromName(QString::fromStdString(environmentText));
    Endpoints endpoints = endpointsOf(environment);
    if (!cli.apiBase.empty()) {
        environment = Environment::Custom;
        endpoints = endpointsOfBase(QUrl(QString::fromStdString(cli.apiBase)));
    }
    cli.workspace().addToken(environment, endpoints, token, SecretStorage::Keychain, &cli,
                             [&cli](const Result<Account> &account) {
                                 if (!account) {
                                     notAdded(cli, account.error());
                                     return;
                                 }
                                 if (cli.json)
                                     cli.printJson(accountJson(*account));
                                 else
                                     cli.printLine(
                                         Cli::tr("Connected as %1.").arg(account->username));
                                 cli.exit(ExitCode::Done);
                             });
}

void remove(Cli &cli, const std::string &name)
{
    if (refuseWithTokenFromOutside(cli))
        return;
    cli.withAccount(QString::fromStdString(name), [&cli](const Account &account) {
        if (account.environment == Environment::Local) {
            cli.printMessage(Cli::tr("No account is connected."));
            cli.exit(ExitCode::Usage);
            return;
        }
        cli.workspace().disconnectAccount(
            account.id, &cli, [&cli, account](const Result<void> &gone) {
                if (!gone) {
                    cli.exitWith(gone.error());
                    return;
                }
                cli.printMessage(
                    Cli::tr(
                        "%1 is disconnected. To end the app's access too, remove it at Pinterest "
                        "under Settings → Security → Connected apps.")
                        .arg(account.username));
                cli.exit(ExitCode::Done);
            });
    });
}

/** interaction.md 17: automatic, or reminded and posted by hand. */
void setDelivery(Cli &cli, const std::string &name, const std::string &mode)
{
    cli.withAccount(QString::fromStdString(name), [&cli, mode](const Account &account) {
        if (account.environment == Environment::Local) {
            cli.printMessage(Cli::tr("No account is connected."));
            cli.exit(ExitCode::Usage);
            return;
        }
        const DeliveryMode wanted =
            mode == "remind-me" ? DeliveryMode::RemindMe : DeliveryMode::Automatic;
        cli.workspace().store().accounts().setDelivery(
            account.id, wanted, &cli, [&cli, account, wanted](const Result<void> &set) {
                if (!set) {
                    cli.exitWith(set.error());
                    return;
                }
                cli.printMessage(wanted == DeliveryMode::RemindMe
                                     ? Cli::tr("Nothing is sent for %1 any more: its pins are "
                                               "posted by hand.")
                                           .arg(account.username)
                                     : Cli::tr("The pins of %1 are sent when they are due.")
                                           .arg(account.username));
                cli.exit(ExitCode::Done);
            });
    });
}

/** Ends an account's pause, as "Go on" in the window. */
void goOn(Cli &cli, const std::string &name)
{
    cli.withAccount(QString::fromStdString(name), [&cli](const Account &account) {
        cli.workspace().store().pauses().goOn(
            account.id, {}, &cli, [&cli, account](const Result<int> &back) {
                if (!back) {
                    cli.exitWith(back.error());
                    return;
                }
                cli.printMessage(
                    Cli::tr("The pins of %1 go out when they are due.").arg(account.username));
                cli.exit(ExitCode::Done);
            });
    });
}

} // namespace

void declareAccountCommands(CLI::App &app, Cli &cli, Action &action)
{
    CLI::App *account = app.add_subcommand("account", "Connected accounts");
    account->require_subcommand(1);
    account->fallthrough();

    CLI::App *listing = account->add_subcommand("list", "List the connected accounts");
    listing->callback([&] { action = [&cli] { list(cli); }; });

    auto environment = std::make_shared<std::string>("production");
    CLI::App *add =
        account->add_subcommand("add-token", "Connect with an access token from standard input");
    add->add_option("--environment", *environment, "production or sandbox")
        ->check(CLI::IsMember({"production", "sandbox"}));
    add->callback(
        [&, environment] { action = [&cli, environment] { addToken(cli, *environment); }; });

    auto who = std::make_shared<std::string>();
    auto mode = std::make_shared<std::string>();
    CLI::App *delivery = account->add_subcommand(
        "delivery", "How its pins get to Pinterest: sent when due, or posted by hand");
    delivery->add_option("name", *who, "User name or id")->required();
    delivery->add_option("mode", *mode, "automatic or remind-me")
        ->required()
        ->check(CLI::IsMember({"automatic", "remind-me"}));
    delivery->callback(
        [&, who, mode] { action = [&cli, who, mode] { setDelivery(cli, *who, *mode); }; });

    auto paused = std::make_shared<std::string>();
    CLI::App *going = account->add_subcommand(
        "go-on", "Publish again after Pinterest's answer made the account's pins wait");
    going->add_option("name", *paused, "User name or id")->required();
    going->callback([&, paused] { action = [&cli, paused] { goOn(cli, *paused); }; });

    auto name = std::make_shared<std::string>();
    CLI::App *removing =
        account->add_subcommand("remove", "Forget an account's tokens; its pins stay as a plan");
    removing->add_option("name", *name, "User name or id")->required();
    removing->callback([&, name] { action = [&cli, name] { remove(cli, *name); }; });
}

} // namespace pinweek
