// SPDX-License-Identifier: GPL-3.0-or-later
// bench_csv DIRECTORY FILE [--cancel]: reads, checks and imports a CSV file into a workspace, and prints
// what it took as JSON. With --cancel the import is cancelled in the middle. Without FILE: makes
// the workspace with a board.
#include "csv/csvimporter.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/store.h"
#include "workspace/workspace.h"

#include "awayclock.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace pinweek;

namespace {

/** MB of this process that are in memory. @param name  "VmRSS", "VmHWM" */
double memory(const QByteArray &name)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(name))
            return line.simplified().split(' ').value(1).toDouble() / 1024;
    }
    return 0;
}

void print(const QJsonObject &numbers)
{
    std::puts(QJsonDocument(numbers).toJson(QJsonDocument::Compact).constData());
    QCoreApplication::quit();
}

CsvRules rulesOf(Workspace &workspace, const QString &file)
{
    CsvRules rules;
    rules.account = workspace.store().accounts().accounts()->constFirst();
    rules.setBoards(*workspace.store().boards().boards(rules.account.id));
    rules.folder = QFileInfo(file).absolutePath();
    rules.now = workspace.clock().now();
    return rules;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    WorkspaceOptions options;
    options.directory = arguments.value(1);
    options.origin = QStringLiteral("benchmark");
    options.vault = std::make_unique<MemoryVault>();
    const auto workspace = Workspace::open(std::move(options));
    if (!workspace)
        return 1;
    Store &store = (*workspace)->store();
    if (arguments.size() < 3) {
        Board board;
        board.account = store.accounts().accounts()->constFirst().id;
        board.name = QStringLiteral("Recipes");
        store.boards().save(board, &application, [](const Result<Board> &) { print({}); });
        return QCoreApplication::exec();
    }
    const double idle = memory("VmRSS");
    QElapsedTimer clock;
    clock.start();
    Result<CsvTable> table = CsvTable::read(arguments.at(2));
    if (!table)
        return 1;
    CsvPlan plan(std::move(*table), rulesOf(**workspace, arguments.at(2)));
    plan.judge();
    const double preview = double(clock.nsecsElapsed()) / 1e6;
    CsvImporter importer(store, (*workspace)->editor());
    pinweek::bench::AwayClock away;
    away.start();
    // How long that takes from the wish to its end.
    QElapsedTimer cancelled;
    const bool isCancelled = arguments.contains(QStringLiteral("--cancel"));
    QObject::connect(&importer, &CsvImporter::addingRows, &importer, [&](int done, int total) {
        if (isCancelled && done > total / 2 && !cancelled.isValid()) {
            cancelled.start();
            importer.cancel();
        }
    });
    clock.restart();
    importer.start(plan, [&](const Result<CsvImportReport> &report) {
        print({{QStringLiteral("preview_ms"), preview},
               {QStringLiteral("import_ms"), double(clock.nsecsElapsed()) / 1e6},
               {QStringLiteral("cancel_ms"),
                cancelled.isValid() ? double(cancelled.nsecsElapsed()) / 1e6 : 0},
               {QStringLiteral("imported"), report ? report->imported : 0},
               {QStringLiteral("problem"), report ? QString() : report.error().detail},
               {QStringLiteral("away_ms"), away.longestMs()},
               {QStringLiteral("memory_mb"), memory("VmHWM") - idle}});
    });
    return QCoreApplication::exec();
}
