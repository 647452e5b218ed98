// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/campaignlookup.h"
#include "cli/cli.h"
#include "store/campaignstore.h"
#include "store/store.h"
#include "workspace/workspace.h"

#include <QJsonArray>

#include <CLI/CLI.hpp>

namespace pinweek {

namespace {

struct CampaignOptions
{
    std::string name;
    std::string newName;
};

CampaignStore &campaigns(Cli &cli)
{
    return cli.workspace().store().campaigns();
}

QJsonObject campaignJson(const Campaign &campaign)
{
    return {{QStringLiteral("name"), campaign.name},
            {QStringLiteral("colour"), campaign.colourIndex},
            {QStringLiteral("pins"), campaign.pins}};
}

/** Ends a command that made or changed one: prints it, or the error. */
Done<Campaign> stored(Cli &cli, const QString &said)
{
    return [&cli, said](const Result<Campaign> &campaign) {
        if (!campaign) {
            cli.exitWith(campaign.error());
            return;
        }
        if (cli.json)
            cli.printJson(campaignJson(*campaign));
        else
            cli.printLine(said.arg(campaign->name));
        cli.exit(ExitCode::Done);
    };
}

void list(Cli &cli)
{
    const Result<QList<Campaign>> all = campaigns(cli).campaigns();
    if (!all) {
        cli.exitWith(all.error());
        return;
    }
    QJsonArray items;
    for (const Campaign &campaign : *all) {
        items.append(campaignJson(campaign));
        if (!cli.json)
            cli.printLine(QStringLiteral("%1  %2").arg(campaign.pins, 6).arg(campaign.name));
    }
    if (cli.json)
        cli.printJson({{QStringLiteral("items"), items}});
    cli.exit(ExitCode::Done);
}

void create(Cli &cli, const CampaignOptions &options)
{
    campaigns(cli).create(QString::fromStdString(options.name), Cli::tr("New campaign"), &cli,
                          stored(cli, Cli::tr("Created campaign “%1”.")));
}

void rename(Cli &cli, const CampaignOptions &options)
{
    Result<Campaign> campaign = findCampaign(cli.workspace(), QString::fromStdString(options.name));
    if (!campaign) {
        cli.exitWith(campaign.error());
        return;
    }
    campaign->name = QString::fromStdString(options.newName);
    campaigns(cli).save(*campaign, Cli::tr("Rename campaign"), &cli, stored(cli, Cli::tr("It is called “%1” now.")));
}

void remove(Cli &cli, const CampaignOptions &options)
{
    const Result<Campaign> campaign =
        findCampaign(cli.workspace(), QString::fromStdString(options.name));
    if (!campaign) {
        cli.exitWith(campaign.error());
        return;
    }
    campaigns(cli).remove(campaign->id, Cli::tr("Delete campaign"), &cli, [&cli](const Result<int> &pins) {
        if (!pins) {
            cli.exitWith(pins.error());
            return;
        }
        if (cli.json)
            cli.printJson({{QStringLiteral("pins"), *pins}});
        else
            cli.printLine(Cli::tr("Deleted. %n pin(s) have no campaign now.", nullptr, *pins));
        cli.exit(ExitCode::Done);
    });
}

} // namespace

Result<Campaign> findCampaign(Workspace &workspace, const QString &name)
{
    const Result<QList<Campaign>> all = workspace.store().campaigns().campaigns();
    if (!all)
        return fail(all.error());
    for (const Campaign &campaign : *all) {
        if (campaign.name.compare(name.simplified(), Qt::CaseInsensitive) == 0)
            return campaign;
    }
    return fail(
        ErrorKind::Rejected,
        Cli::tr("There is no campaign “%1”. `pinweekctl campaigns create` makes one.").arg(name));
}

void declareCampaignCommands(CLI::App &app, Cli &cli, Action &action)
{
    auto options = std::make_shared<CampaignOptions>();
    CLI::App *group = app.add_subcommand("campaigns", "Campaigns: what pins belong together");
    group->require_subcommand(1);
    group->fallthrough();
    const auto declare = [&](const char *name, const char *help, auto run) {
        CLI::App *command = group->add_subcommand(name, help);
        command->callback([&cli, &action, options, run] {
            action = [&cli, options, run] { run(cli, *options); };
        });
        return command;
    };
    declare("list", "List the campaigns with the number of their pins",
            [](Cli &c, const CampaignOptions &) { list(c); });
    declare("create", "Make a campaign", create)
        ->add_option("name", options->name, "Up to 60 characters")
        ->required();
    CLI::App *renaming = declare("rename", "Give a campaign another name", rename);
    renaming->add_option("name", options->name, "Its name now")->required();
    renaming->add_option("new-name", options->newName, "Its new name")->required();
    declare("delete", "Delete a campaign; its pins stay", remove)
        ->add_option("name", options->name, "Name of the campaign")
        ->required();
}

} // namespace pinweek
