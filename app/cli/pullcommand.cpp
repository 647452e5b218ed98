// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/boardlookup.h"
#include "cli/cli.h"
#include "core/endsignals.h"
#include "planner/publishedpull.h"
#include "text/pulltext.h"
#include "workspace/workspace.h"

#include <CLI/CLI.hpp>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

struct PullOptions
{
    std::string account, board;
};

void pull(Cli &cli, const PullOptions &options, const Account &account)
{
    const Result<Board> board =
        findBoard(cli.workspace(), account.id, QString::fromStdString(options.board));
    if (!board) {
        cli.exitWith(board.error());
        return;
    }
    pinterest::Client *client = cli.workspace().client(account.id);
    if (!client) {
        cli.printMessage(Cli::tr("Connect the account first: `pinweekctl account connect`."));
        cli.exit(ExitCode::ConnectNeeded);
        return;
    }
    auto *puller = new PublishedPull(cli.workspace().store(), *client, &cli);
    auto *ends = new EndSignals(puller);
    QObject::connect(ends, &EndSignals::endWanted, puller, &PublishedPull::cancel);
    puller->run(account, *board, &cli,
                [&cli, name = board->name](const Result<PullReport> &report) {
                    if (!report) {
                        cli.exitWith(report.error());
                        return;
                    }
                    if (cli.json)
                        cli.printJson({{u"added"_s, report->added},
                                       {u"known"_s, report->known},
                                       {u"deleted"_s, report->deleted},
                                       {u"others"_s, report->others},
                                       {u"pictures"_s, report->pictures},
                                       {u"pictures_missing"_s, report->missing}});
                    else
                        cli.printLine(pullText(*report, name));
                    cli.exit(report->missing > 0 ? ExitCode::PartlyDone : ExitCode::Done);
                });
}

} // namespace

void declarePullCommand(CLI::App &app, Cli &cli, Action &action)
{
    auto options = std::make_shared<PullOptions>();
    CLI::App *command = app.get_subcommand("pin")->add_subcommand(
        "pull", "Bring in the published pins of a board; they are never sent");
    command->add_option("--board", options->board, "Board name or id")->required();
    command->add_option("--account", options->account, "User name or id, where there are several");
    command->final_callback([&cli, &action, options] {
        action = [&cli, options] {
            cli.withAccount(
                QString::fromStdString(options->account),
                [&cli, options](const Account &account) { pull(cli, *options, account); });
        };
    });
}

} // namespace pinweek
