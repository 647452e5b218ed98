// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"

#include "media/imageimport.h"
#include "planner/pineditor.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/checkstore.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/testimages.h"
#include "support/testworkspace.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QFile>
#include <QLabel>
#include <QRegularExpression>
#include <QTabBar>

namespace pinweek::test {

GuiWorkspace::GuiWorkspace(std::unique_ptr<TokenVault> vault, const LinkLimits &links)
{
    WorkspaceOptions options;
    options.directory = directory.filePath(QStringLiteral("workspace"));
    options.origin = QStringLiteral("window");
    options.vault = vault ? std::move(vault) : std::make_unique<MemoryVault>();
    options.clock = &clock;
    options.links = links;
    workspace = must(Workspace::open(std::move(options)));
    workspace->settings().setTheme(ThemeChoice::Light);
    theme = std::make_unique<ThemeManager>(workspace->settings());

    Account made;
    made.environment = Environment::Custom;
    made.endpoints = endpointsOfBase(QUrl(QStringLiteral("http://127.0.0.1:9/v5")));
    made.remoteId = QStringLiteral("4711");
    made.username = QStringLiteral("mia");
    made.zone = "Etc/UTC";
    account = saveAccount(made);
}

GuiWorkspace::~GuiWorkspace() = default;

Account GuiWorkspace::plan() const
{
    const auto accounts = workspace->store().accounts().accounts();
    for (const Account &each : accounts.value_or(QList<Account>{})) {
        if (each.environment == Environment::Local)
            return each;
    }
    return {};
}

Account GuiWorkspace::saveAccount(const Account &toSave)
{
    return must(await<Account>([&](QObject *c, Done<Account> done) {
        workspace->store().accounts().save(toSave, c, std::move(done));
    }));
}

Board GuiWorkspace::addBoard(const QString &name, BoardPrivacy privacy, bool atPinterest)
{
    static int number = 1000;
    Board board;
    board.account = account.id;
    board.name = name;
    board.privacy = privacy;
    board.owner = account.username;
    if (atPinterest)
        board.remoteId = QString::number(++number);
    return must(await<Board>([&](QObject *c, Done<Board> done) {
        workspace->store().boards().save(board, c, std::move(done));
    }));
}

BoardSection GuiWorkspace::addSection(const Board &board, const QString &name)
{
    static int number = 5000;
    BoardSection section;
    section.board = board.id;
    section.name = name;
    section.remoteId = QString::number(++number);
    return must(await<BoardSection>([&](QObject *c, Done<BoardSection> done) {
        workspace->store().boards().saveSection(section, c, std::move(done));
    }));
}

QString GuiWorkspace::imageFile(const QString &name, QSize size, const QColor &colour)
{
    const QString path = directory.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("can't write %s", qPrintable(path));
    file.write(jpegFile(size, colour));
    return path;
}

MediaId GuiWorkspace::addImage(const QString &name)
{
    const auto colour = QColor::fromHsv(int(qHash(name) % 360), 140, 200);
    const MediaAsset asset =
        must(importImageFile(imageFile(name, {1000, 1500}, colour), workspace->directory()));
    return must(await<MediaAsset>([&](QObject *c, Done<MediaAsset> done) {
               workspace->store().media().insert(asset, c, std::move(done));
           }))
        .id;
}

PinContent GuiWorkspace::readyContent(const Board &board, const QString &title)
{
    PinContent content;
    content.account = account.id;
    content.board = board.id;
    content.media = addImage(title + QStringLiteral(".jpg"));
    content.title = title;
    content.link = QStringLiteral("https://example.com/%1")
                       .arg(title.toLower().replace(QLatin1Char(' '), QLatin1Char('-')));
    content.planned = WallTime{QDate(2026, 11, 18), QTime(10, 15), "Etc/UTC"};
    return content;
}

PinId GuiWorkspace::addDraft(const PinContent &content)
{
    return must(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
               workspace->editor().addPin(content, c, std::move(done));
           }))
        .pins.first();
}

PinId GuiWorkspace::addScheduled(const PinContent &content)
{
    const PinId id = addDraft(content);
    must(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
        workspace->editor().schedule({id}, c, std::move(done));
    }));
    return id;
}

PinId GuiWorkspace::addPublished(const PinContent &content, const QString &remoteId)
{
    Pin pin;
    pin.content = content;
    pin.status = PinStatus::Published;
    pin.remoteId = remoteId;
    pin.dueAt = content.planned->resolve().utc;
    pin.publishedAt = pin.dueAt;
    must(await<void>([&](QObject *c, Done<void> done) {
        workspace->store().pins().insertPublished({pin}, c, std::move(done));
    }));
    const auto all = workspace->store().pins().list({}, PinStatus::Published, std::nullopt,
                                                    std::nullopt, content.title, 1, 0);
    return all && !all->isEmpty() ? all->first().id : PinId{};
}

AttemptId GuiWorkspace::claim(PinId id)
{
    Claim claim;
    claim.pin = id;
    claim.expectedRevision = pin(id).revision;
    claim.fingerprint = id.toString().toLatin1();
    claim.bodySha256 = "00";
    claim.bootId = "boot";
    return must(await<AttemptId>([&](QObject *c, Done<AttemptId> done) {
        workspace->store().pins().claim(claim, c, std::move(done));
    }));
}

PinId GuiWorkspace::addBlocked(const PinContent &content, const PinError &error)
{
    const PinId id = addScheduled(content);
    const AttemptId attempt = claim(id);
    must(await<void>([&](QObject *c, Done<void> done) {
        workspace->store().pins().markBlocked(attempt, error, c, std::move(done));
    }));
    return id;
}

PinId GuiWorkspace::addUnconfirmed(const PinContent &content)
{
    const PinId id = addScheduled(content);
    const AttemptId attempt = claim(id);
    const PinError error{ErrorKind::Offline, QStringLiteral("the answer was cut off")};
    must(await<void>([&](QObject *c, Done<void> done) {
        workspace->store().pins().markUnconfirmed(attempt, error, c, std::move(done));
    }));
    return id;
}

PinId GuiWorkspace::addUnclear(const PinContent &content, const QStringList &remoteIds)
{
    const PinId id = addUnconfirmed(content);
    LookVerdict verdict;
    verdict.pin = id;
    verdict.expectedRevision = pin(id).revision;
    verdict.what = LookVerdict::What::Block;
    verdict.error = {ErrorKind::Unclear, QStringLiteral("Compare the pictures: is it this one?"), 0,
                     0};
    QFile picture(imageFile(QStringLiteral("theirs.jpg"), {240, 360}));
    if (!picture.open(QIODevice::ReadOnly))
        qFatal("no picture");
    const QByteArray bytes = picture.readAll();
    for (const QString &remoteId : remoteIds)
        verdict.candidates.append({remoteId, content.title, {}, content.link, clock.now(), bytes});
    must(await<QList<PinId>>([&](QObject *c, Done<QList<PinId>> done) {
        workspace->store().checks().settle({verdict}, c, std::move(done));
    }));
    return id;
}

void GuiWorkspace::addOfficeHours(int days)
{
    keepOfficeHours(workspace->store(), clock.now(), days);
}

Pin GuiWorkspace::pin(PinId id) const
{
    const auto found = workspace->store().pins().pin(id);
    return found ? *found : Pin{};
}

int GuiWorkspace::pinCount() const
{
    const auto all =
        workspace->store().pins().list({}, std::nullopt, std::nullopt, std::nullopt, {}, 1000, 0);
    return all ? int(all->size()) : -1;
}

void GuiWorkspace::waitForStore()
{
    must(await<StepOutcome>([&](QObject *c, Done<StepOutcome> done) {
        workspace->store().pins().apply({QStringLiteral("Nothing"), {}, {}}, c, std::move(done));
    }));
}

void failOnWarnings()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
}

QStringList namelessControls(QWidget *root)
{
    QStringList nameless;
    const QList<QWidget *> widgets = root->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        const bool emptyLabel =
            qobject_cast<QLabel *>(widget) && static_cast<QLabel *>(widget)->text().isEmpty();
        const bool inner = emptyLabel || qobject_cast<QAbstractSpinBox *>(widget->parentWidget()) ||
                           widget->objectName().startsWith(QStringLiteral("qt_"));
        if (inner || !widget->isVisibleTo(root) || widget->focusPolicy() == Qt::NoFocus ||
            widget->focusProxy())
            continue;
        QString kind = QString::fromLatin1(widget->metaObject()->className())
                           .section(QStringLiteral("::"), -1);
        if (kind.startsWith(QLatin1Char('Q')))
            kind.remove(0, 1);
        if (kind == QStringLiteral("GrowingTextEdit"))
            kind = QStringLiteral("TextEdit");
        if (!widget->objectName().endsWith(kind, Qt::CaseInsensitive))
            nameless.append(QStringLiteral("%1 is named “%2”").arg(kind, widget->objectName()));
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
        if (!spoken || spoken->text(QAccessible::Name).isEmpty())
            nameless.append(
                QStringLiteral("“%1” has no name to be spoken").arg(widget->objectName()));
    }
    return nameless;
}

} // namespace pinweek::test
