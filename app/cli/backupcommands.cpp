// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore.h"
#include "cli/cli.h"
#include "core/backgroundjob.h"
#include "core/endsignals.h"
#include "workspace/workspace.h"

#include <QDir>
#include <QLocale>

#include <CLI/CLI.hpp>

namespace pinweek {

namespace {

struct BackupOptions
{
    std::string file;
    std::string into;
    bool withoutPictures = false;
};

/** A job of the command line: Ctrl+C calls it off, so that nothing half-made stays. */
struct Work
{
    BackgroundJob job;
    EndSignals endSignals;
};

std::shared_ptr<Work> newWork()
{
    auto work = std::make_shared<Work>();
    QObject::connect(&work->endSignals, &EndSignals::endWanted, &work->job, &BackgroundJob::cancel);
    return work;
}

QString pathOf(const std::string &argument)
{
    return QDir::current().absoluteFilePath(QString::fromStdString(argument));
}

QJsonObject manifestJson(const BackupManifest &manifest, const QString &file)
{
    return {{QStringLiteral("file"), file},
            {QStringLiteral("made_at"), toIso(manifest.madeAt)},
            {QStringLiteral("pins"), manifest.pins},
            {QStringLiteral("pictures"), manifest.pictures},
            {QStringLiteral("media_files"), qint64(manifest.mediaCount())},
            {QStringLiteral("bytes"), manifest.bytes()}};
}

void backUp(Cli &cli, const BackupOptions &options)
{
    BackupRequest request{cli.workspace().directory(), pathOf(options.file),
                          !options.withoutPictures, cli.workspace().clock().now()};
    const auto work = newWork();
    work->job.run<BackupManifest>(
        [request](const BackgroundJob::GoOn &goOn) { return writeBackup(request, goOn); },
        [&cli, request, work](const Result<BackupManifest> &written) {
            if (!written) {
                cli.exitWith(written.error());
                return;
            }
            if (cli.json)
                cli.printJson(manifestJson(*written, request.file));
            else
                cli.printLine(
                    request.pictures
                        ? Cli::tr("Backed up %n pin(s) with pictures and videos (%1) to %2",
                                  nullptr, int(written->pins))
                              .arg(QLocale().formattedDataSize(written->bytes()), request.file)
                        : Cli::tr("Backed up %n pin(s), without pictures, to %1", nullptr,
                                  int(written->pins))
                              .arg(request.file));
            cli.exit(ExitCode::Done);
        });
}

void putBack(Cli &cli, const StagedRestore &staged, const QString &into)
{
    const Result<QString> kept = putInPlace(staged.directory, into, SystemClock().now());
    if (!kept) {
        dropStaged(staged.directory);
        cli.exitWith(kept.error());
        return;
    }
    if (cli.json) {
        QJsonObject json = manifestJson(staged.manifest, into);
        json.insert(QStringLiteral("kept"), kept->isEmpty() ? QJsonValue() : QJsonValue(*kept));
        cli.printJson(json);
    } else {
        cli.printLine(
            Cli::tr("Restored %n pin(s) to %1", nullptr, int(staged.manifest.pins)).arg(into));
        if (!kept->isEmpty())
            cli.printLine(Cli::tr("What was there is kept in %1").arg(*kept));
    }
    cli.printMessage(Cli::tr("Publishing is paused: the plan may have been published further since "
                             "the backup. `pinweekctl resume` looks for what was due, then goes "
                             "on."));
    cli.exit(ExitCode::Done);
}

void restore(Cli &cli, const BackupOptions &options)
{
    const QString file = pathOf(options.file);
    const QString into = options.into.empty() ? cli.directory() : pathOf(options.into);
    const auto work = newWork();
    work->job.run<StagedRestore>(
        [file, into](const BackgroundJob::GoOn &goOn) { return stageRestore(file, into, goOn); },
        [&cli, into, work](const Result<StagedRestore> &staged) {
            if (staged)
                putBack(cli, *staged, into);
            else
                cli.exitWith(staged.error());
        });
}

} // namespace

void declareBackupCommands(CLI::App &app, Cli &cli, Action &action)
{
    auto options = std::make_shared<BackupOptions>();
    CLI::App *backup = app.add_subcommand(
        "backup", "Write the plan with its pictures and settings into one ZIP file");
    backup->add_option("FILE", options->file, "The file to make")->required();
    backup->add_flag("--without-pictures", options->withoutPictures,
                     "The plan and the settings alone");
    backup->callback(
        [&cli, &action, options] { action = [&cli, options] { backUp(cli, *options); }; });

    CLI::App *back = app.add_subcommand(
        "restore", "Put a backup back; what was there is kept beside it, and publishing is paused");
    back->add_option("FILE", options->file, "A backup")->required();
    back->add_option("--into", options->into,
                     "The workspace directory to put it into (else that of --data-dir)");
    back->callback([&cli, &action, options] {
        cli.needsWorkspace = false; // it must not be open
        action = [&cli, options] { restore(cli, *options); };
    });
}

} // namespace pinweek
