// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testworkspace.h"

#include "store/awakestore.h"

#include <QCryptographicHash>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

namespace pinweek::test {

namespace {

QString hexOf(int seed)
{
    const QByteArray hash =
        QCryptographicHash::hash(QByteArray::number(seed), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex());
}

} // namespace

TestWorkspace::TestWorkspace(const QString &origin)
    : m_path(m_dir.path() + QStringLiteral("/workspace")), m_origin(origin)
{
    reopen();
}

TestWorkspace::~TestWorkspace() = default;

void TestWorkspace::reopen()
{
    m_store.reset();
    m_store = must(Store::open(m_path, clock, m_origin));
}

void TestWorkspace::close()
{
    m_store.reset();
}

AccountId TestWorkspace::plan() const
{
    const QList<Account> accounts = must(m_store->accounts().accounts());
    for (const Account &account : accounts) {
        if (account.environment == Environment::Local)
            return account.id;
    }
    return {};
}

AccountId TestWorkspace::addAccount(const QString &username, const QString &apiBase)
{
    Account account;
    account.environment = Environment::Custom;
    account.endpoints = endpointsOfBase(QUrl(apiBase));
    account.remoteId = username;
    account.username = username;
    account.zone = "Etc/UTC";
    return must(await<Account>([&](QObject *context, auto done) {
               m_store->accounts().save(account, context, done);
           }))
        .id;
}

BoardId TestWorkspace::addBoard(AccountId account, const QString &name, const QString &remoteId)
{
    Board board;
    board.account = account;
    board.name = name;
    board.remoteId = remoteId;
    return must(await<Board>([&](QObject *context, auto done) {
               m_store->boards().save(board, context, done);
           }))
        .id;
}

SectionId TestWorkspace::addSection(BoardId board, const QString &name, const QString &remoteId)
{
    const BoardSection section{{}, board, remoteId, name};
    return must(await<BoardSection>([&](QObject *context, auto done) {
               m_store->boards().saveSection(section, context, done);
           }))
        .id;
}

MediaId TestWorkspace::addMedia(int seed)
{
    MediaAsset asset;
    asset.sha256 = hexOf(seed);
    asset.format = QStringLiteral("jpeg");
    asset.fileName = QStringLiteral("image%1.jpg").arg(seed);
    asset.size = QSize(1000, 1500);
    asset.bytes = 200000;
    asset.createdAt = clock.now();
    return must(await<MediaAsset>([&](QObject *context, auto done) {
               m_store->media().insert(asset, context, done);
           }))
        .id;
}

PinContent TestWorkspace::content(AccountId account, BoardId board, MediaId media,
                                  std::optional<UtcTime> at, const QString &title) const
{
    PinContent content;
    content.account = account;
    content.board = board;
    content.media = media;
    content.title = title;
    content.link = QStringLiteral("https://example.org/lemon-cake");
    content.altText = QStringLiteral("A cake");
    if (at)
        content.planned = WallTime::fromUtc(*at, "Etc/UTC");
    return content;
}

PinId TestWorkspace::addPin(const PinContent &content, PinStatus status)
{
    PinChange change;
    change.content = content;
    change.status = status;
    return must(apply({QStringLiteral("Add pin"), {change}, {}})).pins.constFirst();
}

AccountId TestWorkspace::anna()
{
    if (!m_anna.isValid()) {
        m_anna = addAccount();
        m_annasBoard = addBoard(m_anna, QStringLiteral("Recipes"), QStringLiteral("1001"));
    }
    return m_anna;
}

PinId TestWorkspace::scheduledPin(UtcTime at, const QString &title)
{
    const AccountId account = anna();
    return addPin(content(account, m_annasBoard, addMedia(), at, title), PinStatus::Scheduled);
}

PinId TestWorkspace::draftPin(std::optional<UtcTime> at)
{
    PinContent draft;
    draft.account = anna();
    draft.media = addMedia();
    if (at)
        draft.planned = WallTime::fromUtc(*at, "Etc/UTC");
    return addPin(draft);
}

Pin TestWorkspace::pin(PinId id) const
{
    return must(m_store->pins().pin(id));
}

PinChange TestWorkspace::change(PinId id) const
{
    const Pin now = pin(id);
    return {now.id, now.revision, now.content, now.status, false};
}

Result<StepOutcome> TestWorkspace::apply(const PinStep &step) const
{
    return await<StepOutcome>(
        [&](QObject *context, auto done) { m_store->pins().apply(step, context, done); });
}

Result<AttemptId> TestWorkspace::claim(PinId id, const QByteArray &fingerprint) const
{
    Claim claim;
    claim.pin = id;
    claim.expectedRevision = pin(id).revision;
    claim.fingerprint = fingerprint.isEmpty() ? "pin " + QByteArray::number(id.value) : fingerprint;
    claim.bodySha256 = "00";
    claim.bootId = "boot";
    return await<AttemptId>(
        [&](QObject *context, auto done) { m_store->pins().claim(claim, context, done); });
}

Result<UndoOutcome> TestWorkspace::undo() const
{
    return await<UndoOutcome>(
        [&](QObject *context, auto done) { m_store->undo().undo(context, done); });
}

Result<UndoOutcome> TestWorkspace::redo() const
{
    return await<UndoOutcome>(
        [&](QObject *context, auto done) { m_store->undo().redo(context, done); });
}

namespace {

constexpr int boardCount = 25;
constexpr int mediaCount = 200;
constexpr int timelessCount = 100;
constexpr qint64 secondsApart = 7 * 24 * 3600 / 300;

/** Fills one workspace over a connection of its own. */
class Filler
{
public:
    Filler(QSqlDatabase &db, int count, UtcTime now, UtcTime middle)
        : m_db(db), m_count(count), m_now(toEpoch(now)), m_middle(toEpoch(middle))
    {
    }

    bool run()
    {
        return execute(QStringLiteral("BEGIN IMMEDIATE")) && addAccount() && addBoards() &&
               addMedia() && addPins() && execute(QStringLiteral("DELETE FROM change")) &&
               execute(QStringLiteral("COMMIT")) &&
               execute(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
    }

    FilledWorkspace filled;
    QString error;

private:
    bool execute(const QString &sql)
    {
        QSqlQuery query(m_db);
        return check(query, query.exec(sql));
    }

    bool check(QSqlQuery &query, bool done)
    {
        if (!done)
            error = query.lastError().text();
        return done;
    }

    bool addAccount()
    {
        QSqlQuery query(m_db);
        query.prepare(
            QStringLiteral("INSERT INTO account (environment, api_base, authorize_url, token_url, "
                           "remote_id, username, app_id, "
                           "time_zone, title_required, link_required, state) VALUES ('custom', "
                           "'http://127.0.0.1:1/v5', "
                           "'http://127.0.0.1:1/oauth/', 'http://127.0.0.1:1/v5/oauth/token', "
                           "'bench', 'bench', '', 'Etc/UTC', "
                           "1, 1, 'connected')"));
        const bool done = check(query, query.exec());
        filled.account = AccountId{query.lastInsertId().toLongLong()};
        return done;
    }

    bool addBoards()
    {
        QSqlQuery query(m_db);
        query.prepare(QStringLiteral(
            "INSERT INTO board (account_id, remote_id, name, description, privacy, owner, "
            "collaborators, "
            "remote_pin_count, colour_index) VALUES (?, ?, ?, '', 'PUBLIC', 'bench', 0, 100, ?)"));
        for (int i = 0; i < boardCount; ++i) {
            query.addBindValue(filled.account.value);
            query.addBindValue(QString::number(9000 + i));
            query.addBindValue(QStringLiteral("Board %1").arg(i + 1));
            query.addBindValue(i % 8);
            if (!check(query, query.exec()))
                return false;
            filled.boards += BoardId{query.lastInsertId().toLongLong()};
        }
        return true;
    }

    bool addMedia()
    {
        QSqlQuery query(m_db);
        query.prepare(QStringLiteral(
            "INSERT INTO media_asset (sha256, format, file_name, width, height, bytes, "
            "created_at) VALUES (?, 'jpeg', ?, 1000, 1500, 300000, ?)"));
        for (int i = 0; i < mediaCount; ++i) {
            query.addBindValue(hexOf(i));
            query.addBindValue(QStringLiteral("photo%1.jpg").arg(i));
            query.addBindValue(m_now);
            if (!check(query, query.exec()))
                return false;
            m_media += query.lastInsertId().toLongLong();
        }
        return true;
    }

    bool addPins()
    {
        QSqlQuery query(m_db);
        query.prepare(
            QStringLiteral("INSERT INTO pin (account_id, board_id, media_id, title, description, "
                           "link, alt_text, note, wall_time, "
                           "time_zone, repeated, due_at, locked, status, revision, remote_id, "
                           "published_at, created_at, updated_at) "
                           "VALUES (?, ?, ?, ?, ?, ?, '', '', ?, ?, 0, ?, 0, ?, 1, ?, ?, ?, ?)"));
        const qint64 first = m_middle - m_count / 2 * secondsApart;
        filled.first = fromEpoch(first);
        filled.last = fromEpoch(first + (m_count - 1) * secondsApart);
        for (int i = 0; i < m_count + timelessCount; ++i) {
            if (!addPin(query, i,
                        i < m_count ? std::optional(first + i * secondsApart) : std::nullopt))
                return false;
        }
        return true;
    }

    bool addPin(QSqlQuery &query, int i, std::optional<qint64> due)
    {
        const QVariant none(QMetaType(QMetaType::LongLong));
        const bool published = due && *due < m_now;
        const bool draft = !due || (!published && i % 20 == 0);
        query.addBindValue(filled.account.value);
        query.addBindValue(filled.boards.at(i % boardCount).value);
        query.addBindValue(m_media.at(i % mediaCount));
        query.addBindValue(QStringLiteral("Pin %1: a title of a usual length").arg(i));
        query.addBindValue(
            QStringLiteral("What the picture shows, in a sentence or two, for pin number %1.")
                .arg(i));
        query.addBindValue(QStringLiteral("https://example.org/posts/%1").arg(i));
        query.addBindValue(
            due ? QVariant(
                      toDateTime(fromEpoch(*due)).toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss")))
                : QVariant(QMetaType(QMetaType::QString)));
        query.addBindValue(due ? QVariant(QStringLiteral("Etc/UTC"))
                               : QVariant(QMetaType(QMetaType::QString)));
        query.addBindValue(due ? QVariant(*due) : none);
        query.addBindValue(published ? QStringLiteral("published")
                           : draft   ? QStringLiteral("draft")
                                     : QStringLiteral("scheduled"));
        query.addBindValue(published ? QString::number(5000000000 + i) : QStringLiteral(""));
        query.addBindValue(published ? QVariant(*due) : none);
        query.addBindValue(m_now);
        query.addBindValue(m_now);
        return check(query, query.exec());
    }

    QSqlDatabase &m_db;
    const int m_count;
    const qint64 m_now;
    const qint64 m_middle;
    QList<qint64> m_media;
};

} // namespace

void keepOfficeHours(Store &store, UtcTime now, int days)
{
    const UtcTime today = std::chrono::floor<std::chrono::days>(now);
    QList<AwakeSpan> spans;
    for (int day = 1; day <= days; ++day) {
        const UtcTime at = today - std::chrono::days(day);
        spans += AwakeSpan{at + std::chrono::hours(9), at + std::chrono::hours(17)};
    }
    must(await<void>([&](QObject *context, Done<void> done) {
        store.awake().keep(spans, context, std::move(done));
    }));
}

Result<FilledWorkspace> fillWorkspace(const QString &workspace, int count, UtcTime now)
{
    return fillWorkspace(workspace, count, now, now);
}

Result<FilledWorkspace> fillWorkspace(const QString &workspace, int count, UtcTime now,
                                      UtcTime middle)
{
    {
        const ManualClock clock(now);
        auto made = Store::open(workspace, clock, QStringLiteral("fill"));
        if (!made)
            return fail(made.error());
    }
    const auto name = QStringLiteral("pinweek-fill");
    Result<FilledWorkspace> result = fail(ErrorKind::Storage, QStringLiteral("not filled"));
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        db.setDatabaseName(workspace + QStringLiteral("/pinweek.db"));
        Filler filler(db, count, now, middle);
        if (db.open() && filler.run())
            result = filler.filled;
        else
            result = fail(ErrorKind::Storage,
                          QStringLiteral("The workspace could not be filled: ") + filler.error);
    }
    QSqlDatabase::removeDatabase(name);
    return result;
}

} // namespace pinweek::test
