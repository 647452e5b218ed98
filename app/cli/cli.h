// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "exports/pinjson.h"
#include "model/account.h"
#include "model/pin.h"

#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QTextStream>

#include <functional>
#include <memory>

namespace CLI {
class App;
}

namespace pinweek {

class Workspace;

/** Exit codes of pinweekctl (design.md section 8). */
enum class ExitCode
{
    Done = 0,
    Failed = 1,
    Usage = 2,
    ConnectNeeded = 3,
    PartlyDone = 4
};

/** What the commands share: the workspace, how to print, how to end. Main thread. */
class Cli : public QObject
{
    Q_OBJECT

public:
    Cli();
    ~Cli() override;

    // Options that every command takes.
    std::string dataDirectory;
    std::string apiBase;
    bool json = false;
    /** PINWEEK_ACCESS_TOKEN, taken out of the environment so that children don't inherit it. */
    QString accessToken;
    /** False for a command that works on a workspace's files; it is not opened then. */
    bool needsWorkspace = true;
    /** True for a command that writes texts into pictures. */
    bool paints = false;

    Workspace &workspace() { return *m_workspace; }
    /** Of the workspace that is meant; absolute. */
    [[nodiscard]] QString directory() const;
    /** Opens the workspace; prints why not. */
    bool open();

    /** A JSON object on one line, in --json mode. */
    void printJson(const QJsonObject &object);
    void printLine(const QString &line);
    /** On stderr, in both modes. */
    void printMessage(const QString &message);

    void exit(ExitCode code);
    /** After a run over many things, some of which may have gone wrong: says so if it was
     * cancelled, and exits. */
    void exitAfter(bool isCancelled, bool isPartlyDone);
    /** Prints the error in plain words and exits with the code that fits its kind. */
    void exitWith(const Error &error);

    /** With PINWEEK_ACCESS_TOKEN asks whose it is first; then calls `next` with the one account
     * that commands act for. */
    void withAccount(const QString &name, std::function<void(const Account &)> next);
    /** "2026-11-17T14:30" (local), "…Z", "…+02:00" as a wall time in `zone`. */
    static std::optional<WallTime> parseTime(const QString &text, const QByteArray &zone);

private:
    std::unique_ptr<Workspace> m_workspace;
    QTextStream m_out;
    QTextStream m_err;
};

/** What a subcommand of the command line does once the event loop runs. */
using Action = std::function<void()>;

/** Each declares its subcommands on `app`; the chosen one sets `action`. */
void declareAccountCommands(CLI::App &app, Cli &cli, Action &action);
void declareBackupCommands(CLI::App &app, Cli &cli, Action &action);
void declareBoardCommands(CLI::App &app, Cli &cli, Action &action);
void declareCampaignCommands(CLI::App &app, Cli &cli, Action &action);
void declareCsvCommands(CLI::App &app, Cli &cli, Action &action);
void declareExportCommands(CLI::App &app, Cli &cli, Action &action);
void declareFolderCommands(CLI::App &app, Cli &cli, Action &action);
void declareLinkCommands(CLI::App &app, Cli &cli, Action &action);
void declarePinCommands(CLI::App &app, Cli &cli, Action &action);
void declarePublishCommands(CLI::App &app, Cli &cli, Action &action);
/** After declarePinCommands(). */
void declarePullCommand(CLI::App &app, Cli &cli, Action &action);
void declareSlotCommands(CLI::App &app, Cli &cli, Action &action);
void declareStatusCommands(CLI::App &app, Cli &cli, Action &action);
void declareUtmCommands(CLI::App &app, Cli &cli, Action &action);

/** A pin on one line for people. */
QString pinLine(const Pin &pin, Workspace &workspace);

} // namespace pinweek
