// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"

#include "cli/boardlookup.h"
#include "store/boardstore.h"
#include "store/store.h"
#include "workspace/workspace.h"

#include <QJsonArray>

#include <CLI/CLI.hpp>
#include <memory>

namespace pinweek {

namespace {

struct BoardOptions
{
    std::string account;
    std::string board;
    std::string name;
    std::string privacy = "public";
    std::string section;
    std::string newName;
    std::string description;
    std::string newPrivacy;
};

QJsonObject sectionJson(const BoardSection &section)
{
    return {{QStringLiteral("id"),
             section.remoteId.isEmpty() ? QJsonValue() : QJsonValue(section.remoteId)},
            {QStringLiteral("name"), section.name}};
}

QJsonObject boardJson(const Board &board)
{
    QJsonArray sections;
    for (const BoardSection &section : board.sections)
        sections.append(sectionJson(section));
    return {{QStringLiteral("id"),
             board.remoteId.isEmpty() ? QJsonValue() : QJsonValue(board.remoteId)},
            {QStringLiteral("name"), board.name},
            {QStringLiteral("privacy"), boardPrivacyName(board.privacy)},
            {QStringLiteral("planned_count"), board.plannedCount},
            {QStringLiteral("sections"), sections}};
}

void list(Cli &cli, const Account &account)
{
    const Result<QList<Board>> boards = cli.workspace().store().boards().boards(account.id);
    if (!boards) {
        cli.exitWith(boards.error());
        return;
    }
    QJsonArray items;
    for (const Board &board : *boards) {
        items.append(boardJson(board));
        if (!cli.json)
            cli.printLine(
                QStringLiteral("%1  %2")
                    .arg(board.remoteId.isEmpty() ? QStringLiteral("-") : board.remoteId, -20)
                    .arg(board.name));
    }
    if (cli.json)
        cli.printJson({{QStringLiteral("items"), items}});
    else if (items.isEmpty())
        cli.printMessage(
            Cli::tr("No boards yet. `pinweekctl boards sync` reads them from Pinterest."));
    cli.exit(ExitCode::Done);
}

void sync(Cli &cli, const Account &account)
{
    if (account.environment == Environment::Local) {
        cli.printMessage(Cli::tr("No account is connected. Open Pinweek to connect one, or pipe a "
                                 "token to `pinweekctl account add-token`."));
        cli.exit(ExitCode::ConnectNeeded);
        return;
    }
    const auto problem = std::make_shared<QString>();
    QObject::connect(&cli.workspace(), &Workspace::sectionsUnread, &cli,
                     [problem](AccountId, const QString &said) { *problem = said; });
    cli.workspace().syncBoards(account.id, &cli, [&cli, problem](const Result<int> &count) {
        if (!count) {
            cli.exitWith(count.error());
            return;
        }
        if (cli.json)
            cli.printJson({{QStringLiteral("boards"), *count}});
        else
            cli.printLine(Cli::tr("%n board(s) read.", nullptr, *count));
        if (!problem->isEmpty())
            cli.printMessage(*problem);
        cli.exit(problem->isEmpty() ? ExitCode::Done : ExitCode::PartlyDone);
    });
}

void create(Cli &cli, const Account &account, const BoardOptions &options)
{
    const BoardPrivacy privacy =
        boardPrivacyFromName(QString::fromStdString(options.privacy).toUpper());
    cli.workspace().createBoard(account.id, QString::fromStdString(options.name).simplified(),
                                privacy, &cli, [&cli](const Result<Board> &board) {
                                    if (!board) {
                                        cli.exitWith(board.error());
                                        return;
                                    }
                                    if (cli.json)
                                        cli.printJson(boardJson(*board));
                                    else
                                        cli.printLine(
                                            Cli::tr("Created board “%1”.").arg(board->name));
                                    cli.exit(ExitCode::Done);
                                });
}

void sections(Cli &cli, const Account &account, const BoardOptions &options)
{
    const Result<Board> board =
        findBoard(cli.workspace(), account.id, QString::fromStdString(options.board));
    if (!board) {
        cli.exitWith(board.error());
        return;
    }
    if (!options.name.empty()) {
        cli.workspace().createSection(
            board->id, QString::fromStdString(options.name).simplified(), &cli,
            [&cli](const Result<BoardSection> &section) {
                if (!section) {
                    cli.exitWith(section.error());
                    return;
                }
                if (cli.json)
                    cli.printJson(sectionJson(*section));
                else
                    cli.printLine(Cli::tr("Created section “%1”.").arg(section->name));
                cli.exit(ExitCode::Done);
            });
        return;
    }
    QJsonArray items;
    for (const BoardSection &section : board->sections) {
        items.append(sectionJson(section));
        if (!cli.json)
            cli.printLine(section.name);
    }
    if (cli.json)
        cli.printJson({{QStringLiteral("items"), items}});
    cli.exit(ExitCode::Done);
}

/** What was asked for, or nullopt after saying why not. */
std::optional<Board> chosenBoard(Cli &cli, const Account &account, const BoardOptions &options)
{
    const Result<Board> board =
        findBoard(cli.workspace(), account.id, QString::fromStdString(options.board));
    if (board)
        return *board;
    cli.exitWith(board.error());
    return std::nullopt;
}

void edit(Cli &cli, const Account &account, const BoardOptions &options)
{
    const std::optional<Board> board = chosenBoard(cli, account, options);
    if (!board)
        return;
    BoardChange change;
    if (!options.newName.empty())
        change.name = QString::fromStdString(options.newName).simplified();
    if (!options.description.empty())
        change.description = QString::fromStdString(options.description);
    if (!options.newPrivacy.empty())
        change.privacy = boardPrivacyFromName(QString::fromStdString(options.newPrivacy).toUpper());
    if (change.isNothing()) {
        cli.printMessage(Cli::tr("Say what to change: --name, --description or --privacy."));
        cli.exit(ExitCode::Usage);
        return;
    }
    cli.workspace().changeBoard(board->id, change, &cli, [&cli](const Result<Board> &changed) {
        if (!changed) {
            cli.exitWith(changed.error());
            return;
        }
        if (cli.json)
            cli.printJson(boardJson(*changed));
        else
            cli.printLine(Cli::tr("Changed board “%1”.").arg(changed->name));
        cli.exit(ExitCode::Done);
    });
}

/** Ends a command that deleted something: says how many planned pins are left without it. */
Done<int> deleted(Cli &cli)
{
    return [&cli](const Result<int> &pins) {
        if (!pins) {
            cli.exitWith(pins.error());
            return;
        }
        if (cli.json)
            cli.printJson({{QStringLiteral("pins"), *pins}});
        else
            cli.printLine(Cli::tr("Deleted. Planned pins that were there: %n.", nullptr, *pins));
        cli.exit(ExitCode::Done);
    };
}

void remove(Cli &cli, const Account &account, const BoardOptions &options)
{
    if (const std::optional<Board> board = chosenBoard(cli, account, options))
        cli.workspace().deleteBoard(board->id, &cli, deleted(cli));
}

/** The board and section that were named, or nullopt after saying why not. */
std::optional<BoardSection> chosenSection(Cli &cli, const Account &account,
                                          const BoardOptions &options)
{
    const std::optional<Board> board = chosenBoard(cli, account, options);
    if (!board)
        return std::nullopt;
    const Result<BoardSection> section =
        findSection(*board, QString::fromStdString(options.section));
    if (section)
        return *section;
    cli.exitWith(section.error());
    return std::nullopt;
}

void renameSection(Cli &cli, const Account &account, const BoardOptions &options)
{
    const std::optional<BoardSection> section = chosenSection(cli, account, options);
    if (!section)
        return;
    cli.workspace().renameSection(
        section->id, section->board, QString::fromStdString(options.newName).simplified(), &cli,
        [&cli](const Result<BoardSection> &renamed) {
            if (!renamed) {
                cli.exitWith(renamed.error());
                return;
            }
            if (cli.json)
                cli.printJson(sectionJson(*renamed));
            else
                cli.printLine(Cli::tr("It is called “%1” now.").arg(renamed->name));
            cli.exit(ExitCode::Done);
        });
}

void removeSection(Cli &cli, const Account &account, const BoardOptions &options)
{
    if (const auto section = chosenSection(cli, account, options))
        cli.workspace().deleteSection(section->id, section->board, &cli, deleted(cli));
}

/** Blanks alone are no name. */
std::string nameProblem(const std::string &given)
{
    return QString::fromStdString(given).trimmed().isEmpty()
               ? Cli::tr("A name has at least one letter.").toStdString()
               : std::string();
}

const CLI::Validator isName(nameProblem, "NAME");

} // namespace

Result<Board> findBoard(Workspace &workspace, AccountId account, const QString &nameOrId)
{
    const Result<QList<Board>> boards = workspace.store().boards().boards(account);
    if (!boards)
        return fail(boards.error());
    std::optional<Board> byName;
    for (const Board &board : *boards) {
        if (!board.remoteId.isEmpty() && board.remoteId == nameOrId)
            return board;
        if (board.name.compare(nameOrId, Qt::CaseInsensitive) == 0) {
            if (byName)
                return fail(
                    ErrorKind::Rejected,
                    Cli::tr("Several boards are called “%1”. Give the board's id.").arg(nameOrId));
            byName = board;
        }
    }
    if (byName)
        return *byName;
    return fail(
        ErrorKind::Rejected,
        Cli::tr("There is no board “%1”. `pinweekctl boards sync` reads them from Pinterest.")
            .arg(nameOrId));
}

Result<BoardSection> findSection(const Board &board, const QString &nameOrId)
{
    for (const BoardSection &section : board.sections) {
        if ((!section.remoteId.isEmpty() && section.remoteId == nameOrId) ||
            section.name.compare(nameOrId, Qt::CaseInsensitive) == 0)
            return section;
    }
    return fail(ErrorKind::Rejected,
                Cli::tr("Board “%1” has no section “%2”.").arg(board.name, nameOrId));
}

void declareBoardCommands(CLI::App &app, Cli &cli, Action &action)
{
    auto options = std::make_shared<BoardOptions>();
    CLI::App *boards = app.add_subcommand("boards", "Boards and their sections");
    boards->require_subcommand(1);
    boards->fallthrough();
    boards->add_option("--account", options->account, "User name or id, where there are several");
    const auto forAccount = [&cli, &action, options](auto run) {
        return [&cli, &action, options, run] {
            action = [&cli, options, run] {
                cli.withAccount(
                    QString::fromStdString(options->account),
                    [&cli, options, run](const Account &account) { run(cli, account, *options); });
            };
        };
    };

    boards->add_subcommand("sync", "Read all boards and sections from Pinterest")
        ->callback(forAccount(
            [](Cli &c, const Account &account, const BoardOptions &) { sync(c, account); }));
    boards->add_subcommand("list", "List the boards as last read")
        ->callback(forAccount(
            [](Cli &c, const Account &account, const BoardOptions &) { list(c, account); }));

    CLI::App *creating = boards->add_subcommand("create", "Create a board at Pinterest");
    creating->add_option("name", options->name, "Name of the board")->required()->check(isName);
    creating->add_option("--privacy", options->privacy, "public, protected or secret")
        ->check(CLI::IsMember({"public", "protected", "secret"}));
    creating->callback(forAccount(create));

    CLI::App *editing =
        boards->add_subcommand("edit", "Change a board's name, description or privacy");
    editing->add_option("board", options->board, "Board name or id")->required();
    editing->add_option("--name", options->newName, "New name")->check(isName);
    editing->add_option("--description", options->description, "New description");
    editing->add_option("--privacy", options->newPrivacy, "public or secret")
        ->check(CLI::IsMember({"public", "secret"}));
    editing->callback(forAccount(edit));

    CLI::App *renaming = boards->add_subcommand("rename", "Give a board another name");
    renaming->add_option("board", options->board, "Board name or id")->required();
    renaming->add_option("new-name", options->newName, "New name")->required()->check(isName);
    renaming->callback(forAccount(edit));

    CLI::App *removing = boards->add_subcommand(
        "delete", "Delete a board with all that is on it at Pinterest; planned pins stay here");
    removing->add_option("board", options->board, "Board name or id")->required();
    removing->callback(forAccount(remove));

    CLI::App *group = app.add_subcommand("sections", "Sections of a board");
    group->require_subcommand(1);
    group->fallthrough();
    group->add_option("--account", options->account, "User name or id, where there are several");
    const auto ofBoard = [&](const char *name, const char *help) {
        CLI::App *command = group->add_subcommand(name, help);
        command->add_option("board", options->board, "Board name or id")->required();
        return command;
    };
    ofBoard("list", "List a board's sections")->callback(forAccount(sections));
    CLI::App *making = ofBoard("create", "Create a section");
    making->add_option("name", options->name, "Name of the section")->required()->check(isName);
    making->callback(forAccount(sections));
    CLI::App *sectionRenaming = ofBoard("rename", "Give a section another name");
    sectionRenaming->add_option("section", options->section, "Section name or id")->required();
    sectionRenaming->add_option("new-name", options->newName, "New name")
        ->required()
        ->check(isName);
    sectionRenaming->callback(forAccount(renameSection));
    CLI::App *sectionRemoving = ofBoard("delete", "Delete a section; planned pins stay here");
    sectionRemoving->add_option("section", options->section, "Section name or id")->required();
    sectionRemoving->callback(forAccount(removeSection));

    CLI::App *listing =
        boards->add_subcommand("sections", "List a board's sections, or create one with --create");
    listing->add_option("board", options->board, "Board name or id")->required();
    listing->add_option("--create", options->name, "Name of a new section")->check(isName);
    listing->callback(forAccount(sections));
}

} // namespace pinweek
