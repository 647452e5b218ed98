// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/weekscene.h"

#include "core/settings.h"
#include "media/imageimport.h"
#include "oauth/tokenvault.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/mediastore.h"
#include "store/store.h"
#include "support/testimages.h"
#include "support/testvideos.h"

#include <QFile>

namespace pinweek::test {

WeekScene::WeekScene()
{
    WorkspaceOptions options;
    options.directory = m_dir.filePath(QStringLiteral("workspace"));
    options.origin = QStringLiteral("test");
    options.vault = std::make_unique<MemoryVault>();
    options.clock = &clock;
    m_workspace = must(Workspace::open(std::move(options)));
    m_workspace->settings().setTheme(ThemeChoice::Light);
    m_theme = std::make_unique<ThemeManager>(m_workspace->settings());
    account = addAccount(Environment::Custom, QStringLiteral("anna"));
    boards = {addBoard(QStringLiteral("Recipes")), addBoard(QStringLiteral("Garden")),
              addBoard(QStringLiteral("Home"))};
}

WeekScene::~WeekScene() = default;

PinStore &WeekScene::pins()
{
    return m_workspace->store().pins();
}

QString WeekScene::jpeg(const QString &name) const
{
    const QString path = file(name);
    QFile out(path);
    if (!out.open(QIODevice::WriteOnly))
        qFatal("%s", qUtf8Printable(out.errorString()));
    out.write(jpegFile());
    return path;
}

AccountId WeekScene::addAccount(Environment environment, const QString &name)
{
    Account made;
    made.environment = environment;
    made.endpoints = endpointsOfBase(QUrl(QStringLiteral("http://127.0.0.1:1/v5")));
    made.remoteId = name;
    made.username = name;
    made.zone = "Etc/UTC";
    return must(await<Account>([&](QObject *context, auto done) {
               m_workspace->store().accounts().save(made, context, done);
           }))
        .id;
}

BoardId WeekScene::addBoard(const QString &name)
{
    Board board;
    board.account = account;
    board.name = name;
    board.remoteId = QString::number(1000 + boards.size() + ++m_next);
    return must(await<Board>([&](QObject *context, auto done) {
               m_workspace->store().boards().save(board, context, done);
           }))
        .id;
}

MediaId WeekScene::addImage(const QString &path)
{
    const MediaAsset asset = must(importImageFile(path, m_workspace->directory()));
    return must(await<MediaAsset>([&](QObject *context, auto done) {
               m_workspace->store().media().insert(asset, context, done);
           }))
        .id;
}

PinContent WeekScene::content(int day, QTime time, const QString &title)
{
    PinContent content;
    content.account = account;
    content.board = boards[day % boards.size()];
    content.title = title;
    content.link = QStringLiteral("https://example.org/%1").arg(++m_next);
    content.altText = QStringLiteral("A picture");
    content.planned = at(day, time);
    return content;
}

WallTime WeekScene::at(int day, QTime time) const
{
    return {monday.addDays(day), time, "Etc/UTC"};
}

Pin WeekScene::pin(PinId id)
{
    return must(pins().pin(id));
}

void WeekScene::tellUpload(PinId pin, int percent)
{
    test::tellUpload(workspace().store(), this->pin(pin), percent);
}

PinId WeekScene::addContent(const PinContent &content, PinStatus status)
{
    PinChange change;
    change.content = content;
    change.status = status == PinStatus::Draft ? PinStatus::Draft : PinStatus::Scheduled;
    const PinStep step{QStringLiteral("Add pin"), {change}, {}};
    const PinId id = must(await<StepOutcome>([&](QObject *context, auto done) {
                         pins().apply(step, context, done);
                     })).pins.constFirst();
    if (status == PinStatus::Draft || status == PinStatus::Scheduled)
        return id;
    const AttemptId attempt = claim(id);
    const PinError error{ErrorKind::Server, QStringLiteral("The answer was lost."), 0, 0};
    const UtcTime later = content.planned->resolve().utc + std::chrono::minutes(5);
    must(await<void>([&](QObject *context, Done<void> done) {
        if (status == PinStatus::Published)
            pins().markPublished(attempt, {QString::number(5000 + id.value), {}, {}}, context,
                                 done);
        else if (status == PinStatus::Failed)
            pins().markFailed(attempt, error, later, context, done);
        else if (status == PinStatus::Blocked)
            pins().markBlocked(attempt, error, context, done);
        else if (status == PinStatus::Unconfirmed)
            pins().markUnconfirmed(attempt, error, context, done);
        else
            deliver<void>(context, done, Result<void>());
    }));
    return id;
}

AttemptId WeekScene::claim(PinId id)
{
    Claim claim;
    claim.pin = id;
    claim.expectedRevision = pin(id).revision;
    claim.fingerprint = "pin " + QByteArray::number(id.value);
    claim.bodySha256 = "00";
    claim.bootId = "boot";
    return must(
        await<AttemptId>([&](QObject *context, auto done) { pins().claim(claim, context, done); }));
}

PinId WeekScene::add(int day, QTime time, const QString &title, PinStatus status,
                     const QString &image)
{
    PinContent made = content(day, time, title);
    made.media = addImage(image.isEmpty() ? jpeg(QStringLiteral("image.jpg")) : image);
    return addContent(made, status);
}

void WeekScene::remove(PinId id)
{
    const Pin now = pin(id);
    const PinStep step{
        QStringLiteral("Delete pin"), {{now.id, now.revision, now.content, now.status, true}}, {}};
    must(await<StepOutcome>(
        [&](QObject *context, auto done) { pins().apply(step, context, done); }));
}

void WeekScene::move(PinId id, int day, QTime time)
{
    Pin now = pin(id);
    now.content.planned = at(day, time);
    const PinStep step{
        QStringLiteral("Move pin"), {{now.id, now.revision, now.content, now.status, false}}, {}};
    must(await<StepOutcome>(
        [&](QObject *context, auto done) { pins().apply(step, context, done); }));
}

} // namespace pinweek::test
