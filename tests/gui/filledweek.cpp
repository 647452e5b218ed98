// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/filledweek.h"

#include "store/boardgroupstore.h"
#include "store/boardstore.h"
#include "store/campaignstore.h"
#include "store/store.h"
#include "support/await.h"

#include <QDir>
#include <QFileInfo>

namespace pinweek::test {

namespace {

QString titleOf(const QString &path)
{
    QString title = QFileInfo(path).baseName().replace(QLatin1Char('-'), QLatin1Char(' '));
    title[0] = title[0].toUpper();
    return title;
}

/** The rest of a plan: what it lacks, and what has its own time or account. */
void addOddPins(WeekScene &scene, const QStringList &files)
{
    PinContent draft =
        scene.content(3, QTime(9, 0), QStringLiteral("Storm clouds over the long road home"));
    draft.media = scene.addImage(files[4]);
    draft.board = {};
    draft.link.clear();
    scene.addContent(draft, PinStatus::Draft);
    draft.title.clear();
    draft.planned = scene.at(0, QTime(15, 0));
    scene.addContent(draft, PinStatus::Draft);
    PinContent sandbox = scene.content(3, QTime(17, 45), QStringLiteral("Trying the sandbox"));
    sandbox.account = scene.addAccount(Environment::Sandbox, QStringLiteral("trial"));
    sandbox.media = scene.addImage(files[7]);
    sandbox.board = {};
    sandbox.locked = true;
    scene.addContent(sandbox, PinStatus::Draft);
    PinContent tokyo = scene.content(3, QTime(19, 0), QStringLiteral("Planned in another zone"));
    tokyo.planned = WallTime{scene.monday.addDays(4), QTime(4, 0), "Asia/Tokyo"};
    tokyo.media = scene.addImage(files[9]);
    scene.addContent(tokyo, PinStatus::Scheduled);
}

CampaignId addCampaign(WeekScene &scene, const QString &name)
{
    return must(await<Campaign>([&](QObject *context, auto done) {
               scene.workspace().store().campaigns().create(name, QStringLiteral("New campaign"),
                                                            context, done);
           }))
        .id;
}

void addSection(WeekScene &scene, BoardId board, const QString &name)
{
    static int number = 7000;
    BoardSection section;
    section.board = board;
    section.name = name;
    section.remoteId = QString::number(++number);
    must(await<BoardSection>([&](QObject *context, auto done) {
        scene.workspace().store().boards().saveSection(section, context, done);
    }));
}

} // namespace

QStringList demoPictures()
{
    const QDir dir(QStringLiteral(PINWEEK_DEMO_PICTURES));
    QStringList paths;
    for (const QString &name : dir.entryList({QStringLiteral("*.jpg")}, QDir::Files, QDir::Name))
        paths.append(dir.filePath(name));
    return paths;
}

void fillWeek(WeekScene &scene)
{
    const QStringList files = demoPictures();
    int next = 0;
    const auto add = [&](int day, QTime time, PinStatus status) {
        const QString path = files[next++ % files.size()];
        return scene.add(day, time, titleOf(path), status, path);
    };
    for (int day = 0; day < 7; ++day) {
        const PinStatus status = day == 0 ? PinStatus::Published : PinStatus::Scheduled;
        add(day, QTime(8, 30), day < 2 ? PinStatus::Published : status);
        add(day, QTime(10 + day % 3, 15), status);
        add(day, QTime(13, 30), status);
        add(day, QTime(16, 45), status);
    }
    add(1, QTime(11, 0), PinStatus::Publishing);
    add(1, QTime(12, 0), PinStatus::Failed);
    add(0, QTime(12, 0), PinStatus::Blocked);
    add(0, QTime(18, 0), PinStatus::Unconfirmed);
    add(2, QTime(21, 0), PinStatus::Scheduled);
    add(2, QTime(22, 0), PinStatus::Scheduled);
    for (int i = 0; i < 9; ++i)
        add(4, QTime(14 + i / 2, (i % 2) * 30 + 5), PinStatus::Scheduled);
    add(5, QTime(10, 15), PinStatus::Scheduled);
    add(5, QTime(10, 20), PinStatus::Scheduled);
    for (int i = 0; i < 5; ++i)
        add(6, QTime(11, i), PinStatus::Scheduled);
    addOddPins(scene, files);
}

void fillPanels(WeekScene &scene, int ideas)
{
    for (const char *name : {"Small balconies", "Weeknight dinners", "Autumn colours"})
        scene.boards.append(scene.addBoard(QString::fromLatin1(name)));
    addSection(scene, scene.boards[0], QStringLiteral("Soups"));
    addSection(scene, scene.boards[0], QStringLiteral("Breakfast"));
    addSection(scene, scene.boards[1], QStringLiteral("From seed"));
    const CampaignId sale = addCampaign(scene, QStringLiteral("Spring sale"));
    const CampaignId book = addCampaign(scene, QStringLiteral("Garden book"));
    must(await<BoardGroupId>([&](QObject *context, auto done) {
        const BoardGroup group{{},
                               scene.account,
                               QStringLiteral("Everything green"),
                               {scene.boards[1], scene.boards[3], scene.boards[5]}};
        scene.workspace().store().boardGroups().save(group, QStringLiteral("Save board group"),
                                                     context, done);
    }));
    const QStringList files = demoPictures();
    for (int i = 0; i < ideas; ++i) {
        const QString path = files[(i * 5 + 3) % files.size()];
        PinContent idea = scene.content(i, QTime(10, 0), titleOf(path));
        idea.planned.reset();
        idea.media = scene.addImage(path);
        if (i % 3 == 1)
            idea.link.clear();
        if (i % 4 == 2)
            idea.title.clear();
        scene.addContent(idea, PinStatus::Draft);
    }
    PinContent chosen = scene.content(2, QTime(14, 45), QStringLiteral("Lemon cake in one bowl"));
    chosen.media = scene.addImage(files[1]);
    chosen.description = QStringLiteral(
        "One bowl, one whisk, forty minutes. The zest goes in first, so that the sugar takes its "
        "oil. Keeps for four days in a tin.");
    chosen.altText = QStringLiteral("A lemon cake on a wooden board, two slices cut");
    chosen.note = QStringLiteral("Ask Ben for the picture with the tin.");
    chosen.campaign = sale;
    scene.addContent(chosen, PinStatus::Scheduled);
    for (int day = 3; day < 6; ++day) {
        PinContent more = scene.content(day, QTime(20, 0), QStringLiteral("Chapter %1").arg(day));
        more.media = scene.addImage(files[day + 10]);
        more.campaign = book;
        more.link = QStringLiteral("https://kitchen.example/garden-book");
        scene.addContent(more, PinStatus::Scheduled);
    }
}

void crowd(WeekScene &scene)
{
    const QStringList files = demoPictures();
    for (int i = 0; i < 300; ++i) {
        const QString path = files[i % files.size()];
        scene.add(i % 7, QTime(0, 0).addSecs((i / 7) * 33 * 60), titleOf(path),
                  PinStatus::Scheduled, path);
    }
}

} // namespace pinweek::test
