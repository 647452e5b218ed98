// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"
#include "core/endsignals.h"
#include "exports/planexport.h"
#include "workspace/workspace.h"

#include <QDir>

#include <CLI/CLI.hpp>

namespace pinweek {

namespace {

struct ExportOptions
{
    std::string calendar;
    std::string json;
    std::string from;
    std::string to;
};

/** A moment of the options; false after saying that it is none. */
bool readTime(Cli &cli, const std::string &given, std::optional<UtcTime> &time)
{
    if (given.empty())
        return true;
    const QString text = QString::fromStdString(given);
    const std::optional<WallTime> read = Cli::parseTime(text, {});
    if (!read) {
        cli.printMessage(Cli::tr("“%1” is no time. Write it as 2026-11-17T14:30.").arg(text));
        return false;
    }
    time = read->resolve().utc;
    return true;
}

void exportPlan(Cli &cli, const ExportOptions &options)
{
    ExportRequest request;
    if (!readTime(cli, options.from, request.from) || !readTime(cli, options.to, request.to)) {
        cli.exit(ExitCode::Usage);
        return;
    }
    const bool isCalendar = !options.calendar.empty();
    request.format = isCalendar ? ExportFormat::ICalendar : ExportFormat::Json;
    request.file = QDir::current().absoluteFilePath(
        QString::fromStdString(isCalendar ? options.calendar : options.json));
    auto *exporter = new PlanExport(cli.workspace(), &cli);
    auto *ends = new EndSignals(exporter);
    QObject::connect(ends, &EndSignals::endWanted, exporter, &PlanExport::cancel);
    exporter->run(request, &cli, [&cli, exporter, request](const Result<int> &written) {
        exporter->deleteLater();
        if (!written) {
            cli.exitWith(written.error());
            return;
        }
        if (cli.json)
            cli.printJson(
                {{QStringLiteral("file"), request.file}, {QStringLiteral("pins"), *written}});
        else
            cli.printLine(Cli::tr("Wrote %n pin(s) to %1", nullptr, *written).arg(request.file));
        cli.exit(ExitCode::Done);
    });
}

} // namespace

void declareExportCommands(CLI::App &app, Cli &cli, Action &action)
{
    auto options = std::make_shared<ExportOptions>();
    CLI::App *command =
        app.add_subcommand("export", "Write the plan into a file that other programs read");
    auto *formats = command->add_option_group("format", "One of");
    formats->add_option("--ics", options->calendar,
                        "A calendar (iCalendar) of all pins that have a time");
    formats->add_option("--json", options->json, "Everything as JSON");
    formats->require_option(1);
    command->add_option("--from", options->from, "Only pins from this time on");
    command->add_option("--to", options->to, "Only pins before this time");
    // declareCsvCommands() adds a format of its own.
    command->final_callback([&cli, &action, options] {
        if (!options->calendar.empty() || !options->json.empty())
            action = [&cli, options] { exportPlan(cli, *options); };
    });
}

} // namespace pinweek
