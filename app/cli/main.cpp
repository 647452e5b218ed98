// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"
#include "core/memory.h"
#include "text/englishplurals.h"
#include "workspace/workspace.h"

#include <QGuiApplication>
#include <QTimer>

#include <CLI/CLI.hpp>
#include <memory>
#include <sys/resource.h>

using namespace pinweek;

namespace {

/** Fonts need the larger half of Qt, and no display. */
std::unique_ptr<QCoreApplication> makeQt(bool paints, int &argc, char **argv)
{
    if (!paints)
        return std::make_unique<QCoreApplication>(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    return std::make_unique<QGuiApplication>(argc, argv);
}

} // namespace

int main(int argc, char **argv)
{
    // A crash file would hold tokens.
    const rlimit noCore{0, 0};
    setrlimit(RLIMIT_CORE, &noCore);

    keepMemorySmall();
    QCoreApplication::setApplicationName(QStringLiteral("pinweekctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PINWEEK_VERSION));

    Cli cli;
    CLI::App app("Plans and publishes Pinterest pins without a window.", "pinweekctl");
    app.set_version_flag("--version", PINWEEK_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--data-dir", cli.dataDirectory, "Workspace directory");
    app.add_option("--api-base", cli.apiBase,
                   "Address of another Pinterest, such as a test server");
    app.add_flag("--json", cli.json, "Print JSON (of \"export\": see there)");

    Action action;
    declareAccountCommands(app, cli, action);
    declareBackupCommands(app, cli, action);
    declareBoardCommands(app, cli, action);
    declareCampaignCommands(app, cli, action);
    declareExportCommands(app, cli, action);
    declareCsvCommands(app, cli, action);
    declareFolderCommands(app, cli, action);
    declareLinkCommands(app, cli, action);
    declarePinCommands(app, cli, action);
    declarePublishCommands(app, cli, action);
    declarePullCommand(app, cli, action);
    declareSlotCommands(app, cli, action);
    declareStatusCommands(app, cli, action);
    declareUtmCommands(app, cli, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? int(ExitCode::Done) : int(ExitCode::Usage);
    }
    const std::unique_ptr<QCoreApplication> qt = makeQt(cli.paints, argc, argv);
    EnglishPlurals plurals;
    QCoreApplication::installTranslator(&plurals);
    if (!cli.apiBase.empty() && !isAllowedApiBase(QUrl(QString::fromStdString(cli.apiBase)))) {
        cli.printMessage(
            Cli::tr("--api-base must start with https:// (http:// only on this computer)."));
        return int(ExitCode::Usage);
    }
    if (cli.needsWorkspace && !cli.open())
        return int(ExitCode::Failed);
    QTimer::singleShot(0, &cli, action);
    return QCoreApplication::exec();
}
