// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/boardlookup.h"
#include "cli/cli.h"
#include "planner/folderscan.h"
#include "planner/folderwatch.h"
#include "store/boardstore.h"
#include "store/folderstore.h"
#include "store/store.h"
#include "workspace/workspace.h"

#include <QDir>
#include <QJsonArray>

#include <CLI/CLI.hpp>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

struct FolderOptions
{
    std::string folder, account, board;
    bool existing = false;
};

QString pathOf(const FolderOptions &options)
{
    return QDir::cleanPath(
        QDir::current().absoluteFilePath(QString::fromStdString(options.folder)));
}

QJsonObject folderJson(const WatchedFolder &folder)
{
    return {
        {u"id"_s, folder.id.toString()},
        {u"path"_s, folder.path},
        {u"account_id"_s, folder.account.toString()},
        {u"board"_s, folder.board.isValid() ? QJsonValue(folder.board.toString()) : QJsonValue()}};
}

void list(Cli &cli)
{
    const Result<QList<WatchedFolder>> folders = cli.workspace().store().folders().folders();
    if (!folders) {
        cli.exitWith(folders.error());
        return;
    }
    QJsonArray items;
    for (const WatchedFolder &folder : *folders) {
        QJsonObject json = folderJson(folder);
        const QString board =
            cli.workspace().store().boards().board(folder.board).value_or(Board()).name;
        json.insert(u"board"_s, board.isEmpty() ? QJsonValue() : QJsonValue(board));
        items.append(json);
        if (!cli.json)
            cli.printLine(u"%1  %2  %3"_s.arg(folder.id.toString(), folder.path, board).trimmed());
    }
    if (cli.json)
        cli.printJson({{u"items"_s, items}});
    cli.exit(ExitCode::Done);
}

void add(Cli &cli, const FolderOptions &options, const Account &account)
{
    WatchedFolder folder{{}, pathOf(options), account.id, {}, {}};
    const QString own = QDir::cleanPath(cli.workspace().directory());
    if (folder.path == own || folder.path.startsWith(own + u'/')) {
        cli.printMessage(Cli::tr("That is Pinweek's own folder. Choose one with your pictures."));
        cli.exit(ExitCode::Usage);
        return;
    }
    if (!options.board.empty()) {
        const Result<Board> board =
            findBoard(cli.workspace(), account.id, QString::fromStdString(options.board));
        if (!board) {
            cli.exitWith(board.error());
            return;
        }
        folder.board = board->id;
    }
    const Result<QList<FolderFile>> files = lookIntoFolder(folder.path);
    if (!files) {
        cli.exitWith(files.error());
        return;
    }
    cli.workspace().store().folders().add(
        folder, options.existing ? QList<FolderFile>() : *files, foldersteps::watched(folder.path),
        &cli, [&cli](const Result<WatchedFolder> &added) {
            if (!added) {
                cli.exitWith(added.error());
                return;
            }
            if (cli.json)
                cli.printJson(folderJson(*added));
            else
                cli.printLine(
                    Cli::tr("%1 is watched while Pinweek, or `pinweekctl publish --watch`, runs.")
                        .arg(added->path));
            cli.exit(ExitCode::Done);
        });
}

void remove(Cli &cli, const FolderOptions &options)
{
    const QString given = QString::fromStdString(options.folder);
    WatchedFolder found;
    for (const WatchedFolder &folder :
         cli.workspace().store().folders().folders().value_or(QList<WatchedFolder>())) {
        if (folder.id.toString() == given || folder.path == pathOf(options))
            found = folder;
    }
    if (!found.id.isValid()) {
        cli.printMessage(Cli::tr("“%1” is not watched. `pinweekctl watch-folder list` names those "
                                 "that are.")
                             .arg(given));
        cli.exit(ExitCode::Usage);
        return;
    }
    cli.workspace().store().folders().remove(found.id, foldersteps::notWatched(found.path), &cli,
                                             [&cli](const Result<void> &removed) {
                                                 if (removed)
                                                     cli.exit(ExitCode::Done);
                                                 else
                                                     cli.exitWith(removed.error());
                                             });
}

} // namespace

void declareFolderCommands(CLI::App &app, Cli &cli, Action &action)
{
    CLI::App *command =
        app.add_subcommand("watch-folder", "Folders whose new images and videos become drafts");
    command->require_subcommand(1);
    auto options = std::make_shared<FolderOptions>();
    CLI::App *adding = command->add_subcommand("add", "Watch a folder");
    adding->add_option("folder", options->folder, "The folder")->required();
    adding->add_option("--board", options->board, "Board name or id of the new drafts");
    adding->add_option("--account", options->account, "Whose drafts");
    adding->add_flag("--existing", options->existing, "Bring in what is there now, too");
    adding->final_callback([&cli, &action, options] {
        action = [&cli, options] {
            cli.withAccount(
                QString::fromStdString(options->account),
                [&cli, options](const Account &account) { add(cli, *options, account); });
        };
    });
    command->add_subcommand("list", "The folders that are watched")
        ->final_callback([&cli, &action] { action = [&cli] { list(cli); }; });
    CLI::App *removing = command->add_subcommand("remove", "Watch a folder no more");
    removing->add_option("folder", options->folder, "The folder, or its id")->required();
    removing->final_callback(
        [&cli, &action, options] { action = [&cli, options] { remove(cli, *options); }; });
}

} // namespace pinweek
