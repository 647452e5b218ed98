// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/demodata.h"

#include <QList>

namespace pinweek::sandbox {

namespace {

struct BoardSeed
{
    const char *name;
    const char *description;
    const char *privacy;
    QList<const char *> sections;
};

const QList<BoardSeed> &demoBoards()
{
    static const QList<BoardSeed> boards{
        {"Recipes",
         "Everything that left our kitchen and came back as an empty plate.",
         "PUBLIC",
         {"Soups", "Cakes", "Salads", "Bread", "Weeknight dinners"}},
        {"Garden",
         "Beds, pots and patience: a small garden through the year.",
         "PUBLIC",
         {"Raised beds", "Herbs", "Cut flowers", "Seed starting"}},
        {"Autumn décor",
         "Branches, candles and the last warm light.",
         "PUBLIC",
         {"Wreaths", "Table setting", "Pumpkins"}},
        {"Small kitchen ideas",
         "Room for one more pot.",
         "PUBLIC",
         {"Shelves", "Before and after"}},
        {"Slow mornings", "Breakfast, coffee and a window.", "PUBLIC", {}},
        {"Preserving & pickling", "Jars for January.", "PUBLIC", {"Jams", "Pickles", "Syrups"}},
        {"Weekend walks", "Where we go when the dough is resting.", "PUBLIC", {"Woods", "Coast"}},
        {"Cookbook drafts", "Not ready to be seen.", "SECRET", {"Chapter one"}},
    };
    return boards;
}

void plantDemo(PinterestState &state)
{
    User &user = state.users.at(state.signedInUserId);
    user.username = QStringLiteral("sunny.kitchen");
    user.businessName = QStringLiteral("Sunny Kitchen");
    user.about = QStringLiteral("Seasonal recipes, a small garden and a house with creaky floors.");
    user.websiteUrl = QStringLiteral("https://sunny-kitchen.example");
    for (const BoardSeed &seed : demoBoards()) {
        Board &board = state.addBoard(user.id, QString::fromUtf8(seed.name));
        board.description = QString::fromUtf8(seed.description);
        board.privacy = QString::fromLatin1(seed.privacy);
        board.followerCount = 120;
        for (const char *section : seed.sections)
            state.addSection(board.id, QString::fromUtf8(section));
    }
    const QString friendId = state.addUser(QStringLiteral("moss.and.thyme")).id;
    Board &group = state.addBoard(friendId, QStringLiteral("Bloggers' harvest table"));
    group.description = QStringLiteral("A table that many of us lay together.");
    group.collaboratorIds.append(user.id);
    group.followerCount = 845;
    state.addSection(group.id, QStringLiteral("Mains"));
    state.addSection(group.id, QStringLiteral("Desserts"));

    // As if they had been pinned to at different times: 1, 3, 9, 10, 13, … days ago.
    int days = 1;
    for (auto &each : state.boards) {
        each.second.pinsModifiedAt = state.clock().now() - std::chrono::hours(24 * days);
        days = days * 3 % 17;
    }
}

void plantBig(PinterestState &state)
{
    constexpr int boards = 600;
    constexpr int sections = 60;
    QString first;
    for (int i = 1; i <= boards; ++i) {
        const Board &board = state.addBoard(
            state.signedInUserId, QStringLiteral("Board %1").arg(i, 3, 10, QLatin1Char('0')));
        if (first.isEmpty())
            first = board.id;
    }
    for (int i = 1; i <= sections; ++i)
        state.addSection(first, QStringLiteral("Section %1").arg(i, 2, 10, QLatin1Char('0')));
}

} // namespace

std::optional<Seed> seedFromName(const QString &name)
{
    if (name == QLatin1String("empty"))
        return Seed::Empty;
    if (name == QLatin1String("demo"))
        return Seed::Demo;
    if (name == QLatin1String("big"))
        return Seed::Big;
    return std::nullopt;
}

void plant(PinterestState &state, Seed seed)
{
    switch (seed) {
    case Seed::Empty:
        break;
    case Seed::Demo:
        plantDemo(state);
        break;
    case Seed::Big:
        plantBig(state);
        break;
    }
}

} // namespace pinweek::sandbox
