// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/boardlookup.h"
#include "cli/cli.h"
#include "planner/sloteditor.h"
#include "store/boardstore.h"
#include "store/slotstore.h"
#include "store/store.h"
#include "workspace/workspace.h"

#include <QJsonArray>
#include <QLocale>

#include <CLI/CLI.hpp>

#include <algorithm>

namespace pinweek {

namespace {

struct SlotOptions
{
    std::string account, board, at, zone;
    std::vector<std::string> days, ids;
    int perDay = 0;
};

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

/** "mon", "Monday"; 0: no day. */
int dayFromName(const QString &name)
{
    const QLocale english = QLocale::c();
    for (int day = Qt::Monday; day <= Qt::Sunday; ++day) {
        if (name.size() >= 3 && english.dayName(day).startsWith(name, Qt::CaseInsensitive))
            return day;
    }
    return 0;
}

QString dayName(int day)
{
    return QLocale::c().dayName(day, QLocale::ShortFormat).toLower();
}

/** The days that are named, in the order of the week; empty: one of them is no day. */
QList<int> daysOf(const std::vector<std::string> &names)
{
    QSet<int> days;
    for (const std::string &name : names) {
        const QString word = text(name).toLower();
        if (word == QLatin1String("daily")) {
            days.unite({1, 2, 3, 4, 5, 6, 7});
        } else if (word == QLatin1String("weekdays")) {
            days.unite({1, 2, 3, 4, 5});
        } else if (const int day = dayFromName(word)) {
            days.insert(day);
        } else {
            return {};
        }
    }
    QList<int> sorted(days.begin(), days.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

QString boardNameOf(Cli &cli, BoardId id)
{
    const Result<Board> board = cli.workspace().store().boards().board(id);
    return board ? board->name : QString();
}

void printSlot(Cli &cli, const TimeSlot &slot, QJsonArray &items)
{
    const QString time = slot.time.toString(QStringLiteral("HH:mm"));
    const QString board = slot.board.isValid() ? boardNameOf(cli, slot.board) : QString();
    if (cli.json) {
        items.append(QJsonObject{
            {QStringLiteral("id"), slot.id.toString()},
            {QStringLiteral("day"), dayName(slot.day)},
            {QStringLiteral("time"), time},
            {QStringLiteral("time_zone"), QString::fromLatin1(slot.zone)},
            {QStringLiteral("account_id"), slot.account.toString()},
            {QStringLiteral("board"), board.isEmpty() ? QJsonValue() : QJsonValue(board)}});
        return;
    }
    QStringList words{slot.id.toString(), dayName(slot.day), time, QString::fromLatin1(slot.zone)};
    if (!board.isEmpty())
        words += Cli::tr("for “%1”").arg(board);
    cli.printLine(words.join(QLatin1String("  ")));
}

void list(Cli &cli, const Account &account)
{
    const Result<QList<TimeSlot>> found = cli.workspace().store().timeSlots().slotsOf(account.id);
    if (!found) {
        cli.exitWith(found.error());
        return;
    }
    QJsonArray items;
    for (const TimeSlot &slot : *found)
        printSlot(cli, slot, items);
    if (cli.json)
        cli.printJson({{QStringLiteral("items"), items}});
    cli.exit(ExitCode::Done);
}

/** The board of --board; an invalid id without it. */
Result<BoardId> boardOf(Cli &cli, const Account &account, const SlotOptions &options)
{
    if (options.board.empty())
        return BoardId{};
    const Result<Board> board = findBoard(cli.workspace(), account.id, text(options.board));
    if (!board)
        return fail(board.error());
    return board->id;
}

void addPerDay(Cli &cli, const Account &account, BoardId board, int perDay)
{
    cli.workspace().slotEditor().makeWeek(account.id, board, perDay, &cli,
                                          [&cli, account](const Result<int> &made) {
                                              if (!made)
                                                  cli.exitWith(made.error());
                                              else
                                                  list(cli, account);
                                          });
}

void add(Cli &cli, const Account &account, const SlotOptions &options)
{
    const Result<BoardId> board = boardOf(cli, account, options);
    if (!board) {
        cli.exitWith(board.error());
        return;
    }
    if (options.perDay > 0) {
        addPerDay(cli, account, *board, options.perDay);
        return;
    }
    const QTime time = QTime::fromString(text(options.at), QStringLiteral("H:mm"));
    const QList<int> days = daysOf(options.days);
    if (!time.isValid() || days.isEmpty()) {
        cli.printMessage(
            time.isValid()
                ? Cli::tr("Name days as mon, tue, …, weekdays or daily.")
                : Cli::tr("“%1” is no time of day. Write it as 14:30.").arg(text(options.at)));
        cli.exit(ExitCode::Usage);
        return;
    }
    const QByteArray zone = options.zone.empty() ? account.zone : QByteArray(options.zone.c_str());
    QList<TimeSlot> added;
    for (const int day : days)
        added += TimeSlot{{}, account.id, *board, day, time, zone};
    cli.workspace().slotEditor().add(added, &cli,
                                     [&cli, added](const Result<QList<SlotId>> &ids) mutable {
                                         if (!ids) {
                                             cli.exitWith(ids.error());
                                             return;
                                         }
                                         QJsonArray items;
                                         for (qsizetype i = 0; i < ids->size(); ++i) {
                                             added[i].id = ids->at(i);
                                             printSlot(cli, added.at(i), items);
                                         }
                                         if (cli.json)
                                             cli.printJson({{QStringLiteral("items"), items}});
                                         cli.exit(ExitCode::Done);
                                     });
}

void remove(Cli &cli, const Account &account, const SlotOptions &options)
{
    const Result<QList<TimeSlot>> found = cli.workspace().store().timeSlots().slotsOf(account.id);
    if (!found) {
        cli.exitWith(found.error());
        return;
    }
    QList<TimeSlot> removed;
    for (const std::string &id : options.ids) {
        const auto slot = std::find_if(found->begin(), found->end(), [&](const TimeSlot &each) {
            return each.id.toString() == text(id);
        });
        if (slot == found->end()) {
            cli.printMessage(
                Cli::tr("There is no time slot %1. `pinweekctl slots list` names them.")
                    .arg(text(id)));
            cli.exit(ExitCode::Failed);
            return;
        }
        removed += *slot;
    }
    cli.workspace().slotEditor().remove(removed, &cli, [&cli](const Result<void> &done) {
        if (!done)
            cli.exitWith(done.error());
        else
            cli.exit(ExitCode::Done);
    });
}

} // namespace

void declareSlotCommands(CLI::App &app, Cli &cli, Action &action)
{
    auto options = std::make_shared<SlotOptions>();
    CLI::App *group = app.add_subcommand("slots", "Time slots of the week");
    group->require_subcommand(1);
    group->fallthrough();
    group->add_option("--account", options->account, "User name or id, where there are several");
    const auto forAccount = [&cli, &action, options](auto run) {
        return [&cli, &action, options, run] {
            action = [&cli, options, run] {
                cli.withAccount(
                    text(options->account),
                    [&cli, options, run](const Account &account) { run(cli, account, *options); });
            };
        };
    };
    group->add_subcommand("list", "List the slots by day and time")
        ->callback(forAccount(
            [](Cli &c, const Account &account, const SlotOptions &) { list(c, account); }));

    CLI::App *adding =
        group->add_subcommand("add", "Add slots: slots add mon thu --at 14:30, or --per-day 5");
    adding->add_option("days", options->days, "mon, tue, …, weekdays, daily");
    CLI::Option *at = adding->add_option("--at", options->at, "Time of day: 14:30");
    adding->add_option("--zone", options->zone, "Time zone; without it the account's");
    adding->add_option("--board", options->board, "Only for pins of this board (name or id)");
    adding
        ->add_option(
            "--per-day", options->perDay,
            "This many on every day, evenly in the daily hours, instead of those there are")
        ->check(CLI::Range(1, 50))
        ->excludes(at);
    adding->callback(forAccount(add));

    CLI::App *removing = group->add_subcommand("remove", "Remove slots; pins on them stay");
    removing->add_option("id", options->ids, "Slot ids")->required();
    removing->callback(forAccount(remove));
}

} // namespace pinweek
