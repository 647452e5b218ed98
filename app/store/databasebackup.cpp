// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/databasebackup.h"

#include "core/durablefile.h"
#include "store/copycheck.h"
#include "store/database.h"
#include "store/migrations.h"
#include "store/workspacefiles.h"

namespace pinweek {

namespace {

qint64 number(Database &db, const QString &sql)
{
    Query query(db, sql);
    return query.next() ? query.integer(0) : 0;
}

/** Pins of both plans, of these states there and here. One that is another pin under the same
 * number is left alone. */
QString sentSince(const QString &formerStates, const QString &states)
{
    return QStringLiteral("INSERT OR IGNORE INTO sent_since SELECT p.id, %3 FROM main.pin p JOIN "
                          "former.pin f ON f.id = p.id AND f.created_at = p.created_at AND "
                          "f.account_id = p.account_id WHERE f.status IN (%1) AND p.status IN (%2)")
        .arg(formerStates, states);
}

Result<int> carry(Database &db, UtcTime now)
{
    const qint64 known = number(db, QStringLiteral("SELECT ifnull(max(id), 0) FROM main.attempt"));
    db.execute(QStringLiteral(
        "CREATE TEMP TABLE sent_since (id INTEGER PRIMARY KEY, doubt INTEGER NOT NULL)"));
    db.execute(sentSince(QStringLiteral("'published'"),
                         QStringLiteral("'scheduled', 'failed', 'publishing', 'unconfirmed', "
                                        "'blocked', 'handed_over'"))
                   .arg(0));
    db.execute(sentSince(QStringLiteral("'publishing', 'unconfirmed'"),
                         QStringLiteral("'scheduled', 'failed', 'publishing'"))
                   .arg(1));
    db.execute(QStringLiteral(
        "INSERT OR IGNORE INTO main.remote_pin (account_id, remote_id, pin_id, created_at) "
        "SELECT account_id, remote_id, pin_id, created_at FROM former.remote_pin WHERE pin_id IN "
        "(SELECT id FROM sent_since WHERE doubt = 0)"));
    // With them a look knows from when on the pin may be there.
    Query(db,
          QStringLiteral(
              "INSERT OR IGNORE INTO main.attempt (id, pin_id, account_id, started_at, ended_at, "
              "outcome, http_status, detail, request_id, fingerprint, body_sha256, boot_id, "
              "server_skew, sent, publish_at) SELECT id, pin_id, account_id, started_at, "
              "ifnull(ended_at, ?), ifnull(outcome, 'interrupted'), http_status, detail, "
              "request_id, fingerprint, body_sha256, boot_id, server_skew, sent, publish_at FROM "
              "former.attempt WHERE id > ? AND pin_id IN (SELECT id FROM sent_since)"))
        .bind(now)
        .bind(known)
        .run();
    Query(db,
          QStringLiteral(
              "INSERT INTO main.pin_history (pin_id, at, from_status, to_status, origin, detail) "
              "SELECT p.id, ?, p.status, iif(s.doubt, 'unconfirmed', 'published'), 'restore', "
              "'the plan that this backup replaced had sent it' FROM sent_since s JOIN main.pin p "
              "USING (id)"))
        .bind(now)
        .run();
    // One with a fingerprint may be under way only once; a look needs none. The first step is the
    // way from any state to the second.
    const int changed =
        Query(db, QStringLiteral("UPDATE main.pin SET status = CASE WHEN status IN ('scheduled', "
                                 "'failed', 'publishing') THEN 'unconfirmed' ELSE status END, "
                                 "fingerprint = NULL, next_attempt_at = NULL, error_kind = NULL, "
                                 "error_message = NULL, error_http_status = NULL, error_api_code = "
                                 "NULL, revision = revision + 1, updated_at = ? WHERE id IN "
                                 "(SELECT id FROM sent_since)"))
            .bind(now)
            .run();
    db.execute(QStringLiteral(
        "UPDATE main.pin SET status = 'published', remote_id = f.remote_id, published_at = "
        "f.published_at, sent_link = f.sent_link, attempts = f.attempts FROM sent_since s JOIN "
        "former.pin f ON f.id = s.id WHERE s.doubt = 0 AND main.pin.id = s.id"));
    db.execute(QStringLiteral("DROP TABLE sent_since"));
    if (db.error())
        return fail(*db.error());
    return changed;
}

} // namespace

Result<DatabaseFacts> copyDatabase(const QString &workspace, const QString &to,
                                   const std::function<bool(qint64, qint64)> &goOn)
{
    Database source;
    if (const Result<void> opened = source.open(databasePath(workspace), Database::Access::Reader);
        !opened)
        return fail(opened.error());
    if (const Result<void> copied = source.copyTo(to, goOn); !copied)
        return fail(copied.error());
    source.close();
    // Of the copy, as the plan goes on meanwhile.
    Database copy;
    if (const Result<void> opened = copy.open(to, Database::Access::Writer); !opened)
        return fail(opened.error());
    // One file is packed, not three.
    copy.execute(QStringLiteral("PRAGMA journal_mode = DELETE"));
    DatabaseFacts facts;
    facts.schema = int(number(copy, QStringLiteral("PRAGMA user_version")));
    facts.pins = number(copy, QStringLiteral("SELECT count(*) FROM pin WHERE removed_at IS NULL"));
    if (copy.error())
        return fail(*copy.error());
    return facts;
}

Result<void> prepareRestored(const QString &workspace)
{
    const QString path = databasePath(workspace);
    const auto damaged = [] {
        return fail(ErrorKind::Storage,
                    QStringLiteral("The database in the backup is damaged. Nothing was changed."));
    };
    {
        Database db;
        if (const Result<void> opened = db.open(path, Database::Access::Writer); !opened)
            return damaged();
        if (number(db, QStringLiteral("PRAGMA application_id")) != databaseApplicationId) {
            if (db.error())
                return damaged();
            return fail(
                ErrorKind::Storage,
                QStringLiteral("The backup holds no plan of Pinweek. Nothing was changed."));
        }
        if (number(db, QStringLiteral("PRAGMA user_version")) > newestSchema()) {
            return fail(ErrorKind::Storage,
                        QStringLiteral("This backup was made by a newer Pinweek. Please update "
                                       "Pinweek, then restore it. Nothing was changed."));
        }
        {
            Query check(db, QStringLiteral("PRAGMA quick_check(1)"));
            if (!check.next() || check.text(0) != QLatin1String("ok"))
                return damaged();
        }
        if (const Result<void> migrated =
                migrate(db, schemaFolder(), workspace, QStringLiteral("restored"));
            !migrated)
            return migrated;
        const Result<void> marked = db.transaction<void>([](Database &open) -> Result<void> {
            markAsRestored(open);
            return {};
        });
        if (!marked)
            return marked;
    }
    if (const int error = syncDirectory(workspace))
        return fail(storageError(workspace, error));
    return {};
}

Result<int> carryPublished(const QString &restored, const QString &former, UtcTime now)
{
    Database db;
    if (const Result<void> opened = db.open(databasePath(restored), Database::Access::Writer);
        !opened)
        return fail(opened.error());
    Query(db, QStringLiteral("ATTACH ? AS former")).bind(databasePath(former)).run();
    const bool isOfThisVersion =
        number(db, QStringLiteral("PRAGMA former.user_version")) == newestSchema();
    const bool isTheSamePlan =
        isOfThisVersion &&
        number(db, QStringLiteral("SELECT count(*) FROM main.workspace m JOIN former.workspace f "
                                  "USING (key, value) WHERE key = 'workspace_id'")) == 1;
    if (db.error())
        return fail(*db.error());
    if (!isOfThisVersion)
        return fail(ErrorKind::Storage,
                    QStringLiteral("The former plan is of another version of Pinweek."));
    if (!isTheSamePlan)
        return 0;
    return db.transaction<int>([now](Database &open) { return carry(open, now); });
}

} // namespace pinweek
