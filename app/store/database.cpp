// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include "core/logging.h"
#include "store/workspacefiles.h"

#include <QFileInfo>

#include <sqlite3.h>

namespace pinweek {

namespace {

/** How long a writer waits for another process's transaction, in ms. */
constexpr int writerPatience = 15000;
/** How much is copied between two questions whether to go on: a megabyte, of pages of 4 KiB. */
constexpr int pagesOfStep = 256;

QString sentence(int code, const QString &path)
{
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return QStringLiteral("Another program keeps “%1” locked.").arg(path);
    case SQLITE_READONLY:
        return QStringLiteral("“%1” cannot be written to.").arg(path);
    case SQLITE_IOERR:
        return QStringLiteral("Reading or writing “%1” failed.").arg(path);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return QStringLiteral("“%1” is damaged.").arg(path);
    case SQLITE_FULL:
        return QStringLiteral("The disk is full: “%1” could not be saved.").arg(path);
    case SQLITE_CANTOPEN:
        return QStringLiteral("“%1” cannot be opened.").arg(path);
    default:
        return QStringLiteral("The database “%1” answered with an error.").arg(path);
    }
}

} // namespace

Database::Database() = default;
Database::~Database() = default;

void Database::Close::operator()(sqlite3 *db) const
{
    sqlite3_close_v2(db);
}

void Database::Close::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

Result<void> Database::open(const QString &path, Access access)
{
    close();
    m_path = path;
    m_error.reset();
    sqlite3 *db = nullptr;
    const int opened =
        sqlite3_open_v2(path.toUtf8().constData(), &db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    m_db.reset(db);
    if (opened != SQLITE_OK) {
        takeError(QStringLiteral("open"));
        return fail(*m_error);
    }
    sqlite3_extended_result_codes(db, 1);
    sqlite3_create_function_v2(
        db, "has_publisher", 0, SQLITE_UTF8, &m_path,
        [](sqlite3_context *context, int, sqlite3_value **) {
            const auto *file = static_cast<const QString *>(sqlite3_user_data(context));
            sqlite3_result_int(context, hasPublisher(QFileInfo(*file).path()) ? 1 : 0);
        },
        nullptr, nullptr, nullptr);
    sqlite3_busy_timeout(db, access == Access::Writer ? writerPatience : 0);
    execute(QStringLiteral("PRAGMA cache_size = -%1").arg(usualCache));
    if (access == Access::Reader)
        execute(QStringLiteral("PRAGMA query_only = ON"));
    else
        execute(QStringLiteral("PRAGMA foreign_keys = ON")) &&
            execute(QStringLiteral("PRAGMA synchronous = FULL"));
    if (m_error)
        return fail(*m_error);
    return {};
}

void Database::close()
{
    m_statements.clear();
    m_db.reset();
}

bool Database::execute(const QString &sql)
{
    if (m_error)
        return false;
    if (sqlite3_exec(m_db.get(), sql.toUtf8().constData(), nullptr, nullptr, nullptr) == SQLITE_OK)
        return true;
    takeError(sql);
    return false;
}

Result<void> Database::copyTo(const QString &path, const std::function<bool(qint64, qint64)> &goOn)
{
    Database target;
    if (const Result<void> opened = target.open(path, Access::Writer); !opened)
        return opened;
    m_error.reset();
    // The first read fixes the state, the transaction holds it.
    if (!executeKept(QStringLiteral("BEGIN")) ||
        !execute(QStringLiteral("SELECT count(*) FROM sqlite_master")))
        return fail(*m_error);
    const auto finished = [this](Result<void> result) {
        rollback();
        return result;
    };
    sqlite3_backup *backup = sqlite3_backup_init(target.m_db.get(), "main", m_db.get(), "main");
    if (!backup) {
        target.takeError(QStringLiteral("backup"));
        return finished(fail(*target.m_error));
    }
    int step = SQLITE_OK;
    bool isWanted = true;
    while (step == SQLITE_OK) {
        const int total = sqlite3_backup_pagecount(backup);
        isWanted = !goOn || goOn(total - sqlite3_backup_remaining(backup), total);
        if (!isWanted)
            break;
        step = sqlite3_backup_step(backup, pagesOfStep);
    }
    const int ended = sqlite3_backup_finish(backup);
    if (!isWanted)
        return finished(fail(ErrorKind::Cancelled, QStringLiteral("The copy was cancelled.")));
    if (step != SQLITE_DONE || ended != SQLITE_OK) {
        target.takeError(ended == SQLITE_OK ? step : ended,
                         QString::fromUtf8(sqlite3_errmsg(target.m_db.get())),
                         QStringLiteral("backup"));
        return finished(fail(*target.m_error));
    }
    return finished({});
}

Result<void> Database::releaseMemory()
{
    m_error.reset();
    m_statements.clear();
    if (execute(QStringLiteral("PRAGMA shrink_memory")))
        return {};
    return fail(*m_error);
}

void Database::rollback()
{
    // SQLite may have rolled back by itself (disk full, I/O error): then there is nothing left to
    // do.
    sqlite3_exec(m_db.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

sqlite3_stmt *Database::prepared(const QString &sql)
{
    const auto kept = m_statements.find(sql);
    if (kept != m_statements.end())
        return kept->second.get();
    sqlite3_stmt *statement = nullptr;
    const QByteArray text = sql.toUtf8();
    if (sqlite3_prepare_v3(m_db.get(), text.constData(), int(text.size()),
                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
        takeError(sql);
        return nullptr;
    }
    m_statements.emplace(sql, statement);
    return statement;
}

/** As execute(), of a statement that comes again and again. */
bool Database::executeKept(const QString &sql)
{
    return Query(*this, sql).run() >= 0;
}

void Database::takeError(const QString &sql)
{
    takeError(sqlite3_extended_errcode(m_db.get()), QString::fromUtf8(sqlite3_errmsg(m_db.get())),
              sql);
}

void Database::takeError(int code, const QString &message, const QString &sql)
{
    const int primary = code & 0xff;
    m_busy = primary == SQLITE_BUSY || primary == SQLITE_LOCKED;
    m_damaged = m_damaged || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
    const ErrorKind kind = primary == SQLITE_CONSTRAINT ? ErrorKind::Conflict : ErrorKind::Storage;
    const QString detail = QStringLiteral("%1 (SQLite %2: %3)")
                               .arg(sentence(primary, m_path), QString::number(code), message);
    // A broken rule is the caller's to tell; everything else is worth a line.
    if (kind == ErrorKind::Storage)
        qCWarning(logStore).noquote() << detail << "in" << sql.simplified().left(120);
    if (!m_error)
        m_error = Error{kind, detail};
}

Query::Query(Database &db, const QString &sql) : m_db(db), m_sql(sql)
{
    if (!db.error())
        m_statement = db.prepared(sql);
}

Query::~Query()
{
    if (!m_statement)
        return;
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
}

int Query::place()
{
    return m_statement ? ++m_bound : 0;
}

// A value that can't be bound (too long, no such `?`) makes the count of values wrong, or shows
// when it is run.
Query &Query::bind(qint64 value)
{
    if (const int at = place())
        sqlite3_bind_int64(m_statement, at, value);
    return *this;
}

Query &Query::bind(const QString &value)
{
    if (const int at = place()) {
        const QByteArray text = value.toUtf8();
        sqlite3_bind_text(m_statement, at, text.constData(), int(text.size()), SQLITE_TRANSIENT);
    }
    return *this;
}

Query &Query::bind(const QByteArray &value)
{
    if (const int at = place())
        sqlite3_bind_blob(m_statement, at, value.constData(), int(value.size()), SQLITE_TRANSIENT);
    return *this;
}

Query &Query::null()
{
    if (const int at = place())
        sqlite3_bind_null(m_statement, at);
    return *this;
}

bool Query::canStart()
{
    m_started = true;
    if (m_bound == sqlite3_bind_parameter_count(m_statement))
        return true;
    m_db.takeError(SQLITE_MISUSE, QStringLiteral("it was given %1 values").arg(m_bound), m_sql);
    return false;
}

bool Query::next()
{
    if (!m_statement || m_ended || m_db.error() || (!m_started && !canStart()))
        return false;
    const int stepped = sqlite3_step(m_statement);
    if (stepped == SQLITE_ROW)
        return true;
    m_ended = true;
    if (stepped != SQLITE_DONE)
        m_db.takeError(m_sql);
    return false;
}

int Query::run()
{
    next();
    return m_statement && !m_db.error() ? sqlite3_changes(m_db.m_db.get()) : -1;
}

qint64 Query::insertedId() const
{
    return m_statement ? sqlite3_last_insert_rowid(m_db.m_db.get()) : 0;
}

bool Query::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

qint64 Query::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

QString Query::text(int column) const
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(text, sqlite3_column_bytes(m_statement, column));
}

QByteArray Query::bytes(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return {bytes, sqlite3_column_bytes(m_statement, column)};
}

} // namespace pinweek
