// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/planfixture.h"

#include "planner/imageintake.h"
#include "planner/pineditor.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"

#include <QCryptographicHash>
#include <QDir>
#include <QImage>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace pinweek::test {

namespace {

/** A keychain that outlives the workspaces that are opened on it. */
class LentVault final : public TokenVault
{
public:
    explicit LentVault(TokenVault &lender) : m_lender(lender) {}
    void read(const QString &key, QObject *context,
              Done<std::optional<AccountSecrets>> done) override
    {
        m_lender.read(key, context, std::move(done));
    }
    void write(const QString &key, const AccountSecrets &secrets, QObject *context,
               Done<void> done) override
    {
        m_lender.write(key, secrets, context, std::move(done));
    }
    void remove(const QString &key, QObject *context, Done<void> done) override
    {
        m_lender.remove(key, context, std::move(done));
    }
    void probe(QObject *context, Done<void> done) override
    {
        m_lender.probe(context, std::move(done));
    }

private:
    TokenVault &m_lender;
};

} // namespace

PlanFixture::PlanFixture(const QStringList &boards) : pinterest(nullptr, &clock)
{
    if (!pinterest.start())
        qFatal("the stand-in does not start");
    for (const QString &name : boards)
        pinterest.addBoard(name);
    open();
    connect();
}

void PlanFixture::open()
{
    WorkspaceOptions options;
    options.directory = directory.filePath(QStringLiteral("workspace"));
    options.origin = QStringLiteral("test");
    options.vault = std::make_unique<LentVault>(keychain);
    options.clock = &clock;
    options.links = links;
    workspace = must(Workspace::open(std::move(options)));
}

void PlanFixture::connect()
{
    account = connectAlso(pinterest.apiBase(), pinterest.accessToken());
}

Account PlanFixture::connectAlso(const QUrl &apiBase, const QString &accessToken)
{
    const auto added = must(await<Account>([&](QObject *context, Done<Account> done) {
        workspace->addToken(Environment::Custom, endpointsOfBase(apiBase), accessToken,
                            SecretStorage::Keychain, context, std::move(done));
    }));
    must(await<int>([&](QObject *context, Done<int> done) {
        workspace->syncBoards(added.id, context, std::move(done));
    }));
    return added;
}

void PlanFixture::reopen(bool connectAgain)
{
    workspace.reset();
    must(await<void>([this](QObject *context, Done<void> done) {
        keychain.remove(account.vaultKey(), context, std::move(done));
    }));
    open();
    if (connectAgain)
        connect();
}

void PlanFixture::restart()
{
    workspace.reset();
    open();
}

Account PlanFixture::heldAccount(int pins, int secondsFromNow)
{
    Account held;
    held.environment = Environment::Custom;
    held.endpoints = account.endpoints;
    held.remoteId = QStringLiteral("held");
    held.username = held.remoteId;
    held.zone = account.zone;
    held.state = AccountState::ReconnectNeeded;
    held = must(await<Account>([&](QObject *context, Done<Account> done) {
        workspace->store().accounts().save(held, context, std::move(done));
    }));
    PinChange change;
    change.content = content(QStringLiteral("Held"), secondsFromNow);
    change.content.account = held.id;
    change.content.board = {};
    change.status = PinStatus::Scheduled;
    PinStep step{QStringLiteral("test"), QList<PinChange>(pins, change), {}};
    must(await<StepOutcome>([&](QObject *context, Done<StepOutcome> done) {
        workspace->store().pins().apply(step, context, std::move(done));
    }));
    return held;
}

void PlanFixture::writeBehind(const QStringList &statements) const
{
    const QString file = directory.filePath(QStringLiteral("workspace/pinweek.db"));
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), file);
        db.setDatabaseName(file);
        if (!db.open())
            qFatal("%s", qPrintable(db.lastError().text()));
        for (const QString &statement : statements) {
            QSqlQuery query(db);
            if (!query.exec(statement))
                qFatal("%s", qPrintable(query.lastError().text()));
        }
    }
    QSqlDatabase::removeDatabase(file);
}

Board PlanFixture::board(const QString &name) const
{
    const Result<QList<Board>> boards = workspace->store().boards().boards(account.id);
    for (const Board &candidate : boards.value_or(QList<Board>())) {
        if (candidate.name == name)
            return candidate;
    }
    qFatal("no board %s", qPrintable(name));
}

namespace {

/** One of its own, the same in every run: with qHash(), which is not, pictures of two names looked
 * alike now and then. */
QColor colourOf(const QString &name)
{
    const QByteArray hash = QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Md5);
    const auto byte = [&hash](int at) { return int(uchar(hash.at(at))); };
    return QColor::fromHsv((byte(0) * 256 + byte(1)) % 360, 120 + byte(2) % 136,
                           120 + byte(3) % 121);
}

} // namespace

QString PlanFixture::imageFile(const QString &name, QSize size)
{
    const QString path = directory.filePath(name + QStringLiteral(".jpg"));
    QImage image(size, QImage::Format_RGB32);
    image.fill(colourOf(name));
    if (!image.save(path, "JPEG", 90))
        qFatal("can't write %s", qPrintable(path));
    return path;
}

MediaId PlanFixture::media(const QString &name)
{
    ImageIntake intake(workspace->store());
    const auto taken = must(await<IntakeResult>([&](QObject *context, Done<IntakeResult> done) {
        intake.take({{imageFile(name), {}, {}}}, context, std::move(done));
    }));
    return taken.assets.first().id;
}

PinContent PlanFixture::content(const QString &title, int secondsFromNow)
{
    PinContent content;
    content.account = account.id;
    content.board = board(QStringLiteral("Recipes")).id;
    content.media = media();
    content.title = title;
    content.description = QStringLiteral("About ") + title;
    content.link = QStringLiteral("https://example.com/") +
                   QString(title).replace(QLatin1Char(' '), QLatin1Char('-'));
    content.altText = QStringLiteral("A picture of ") + title;
    content.planned =
        WallTime::fromUtc(clock.now() + std::chrono::seconds(secondsFromNow), account.zone);
    return content;
}

PinId PlanFixture::scheduled(const QString &title, int secondsFromNow)
{
    PinStep step;
    step.name = QStringLiteral("test");
    PinChange change;
    change.content = content(title, secondsFromNow);
    change.status = PinStatus::Scheduled;
    step.changes = {change};
    const auto stored = must(await<StepOutcome>([&](QObject *context, Done<StepOutcome> done) {
        workspace->store().pins().apply(step, context, std::move(done));
    }));
    return stored.pins.first();
}

PinId PlanFixture::draft(const PinContent &content)
{
    const auto added = must(await<EditOutcome>([&](QObject *context, Done<EditOutcome> done) {
        workspace->editor().addPin(content, context, std::move(done));
    }));
    return added.pins.first();
}

Pin PlanFixture::pin(PinId id) const
{
    return must(workspace->store().pins().pin(id));
}

} // namespace pinweek::test
