// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include "core/logging.h"

#include <QSqlError>
#include <QStringList>

#include <atomic>

namespace pinweek {

namespace {

// SQLite's primary result codes.
constexpr int sqliteBusy = 5;
constexpr int sqliteLocked = 6;
constexpr int sqliteReadOnly = 8;
constexpr int sqliteIoError = 10;
constexpr int sqliteCorrupt = 11;
constexpr int sqliteFull = 13;
constexpr int sqliteCannotOpen = 14;
constexpr int sqliteConstraint = 19;
constexpr int sqliteNotADatabase = 26;

/** How long a writer waits for another process's transaction, in ms. */
constexpr int writerPatience = 15000;

QString sentence(int code, const QString &path)
{
    switch (code) {
    case sqliteBusy:
    case sqliteLocked:
        return QStringLiteral("Another program keeps “%1” locked.").arg(path);
    case sqliteReadOnly:
        return QStringLiteral("“%1” cannot be written to.").arg(path);
    case sqliteIoError:
        return QStringLiteral("Reading or writing “%1” failed.").arg(path);
    case sqliteCorrupt:
    case sqliteNotADatabase:
        return QStringLiteral("“%1” is damaged.").arg(path);
    case sqliteFull:
        return QStringLiteral("The disk is full: “%1” could not be saved.").arg(path);
    case sqliteCannotOpen:
        return QStringLiteral("“%1” cannot be opened.").arg(path);
    default:
        return QStringLiteral("The database “%1” answered with an error.").arg(path);
    }
}

} // namespace

Database::Database()
{
    static std::atomic<int> counter{0};
    m_name = QStringLiteral("pinweek-%1").arg(counter.fetch_add(1));
}

Database::~Database()
{
    close();
}

Result<void> Database::open(const QString &path, Access access)
{
    m_path = path;
    m_error.reset();
    m_db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    m_db.setDatabaseName(path);
    m_db.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1")
                               .arg(access == Access::Writer ? writerPatience : 0));
    if (!m_db.open()) {
        takeError(m_db.lastError(), QStringLiteral("open"));
        return fail(*m_error);
    }
    // The system keeps the file's pages too; a larger cache of our own only makes a program in the
    // tray larger.
    execute(QStringLiteral("PRAGMA cache_size = -256"));
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
    if (!m_db.isValid())
        return;
    m_db.close();
    m_db = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

bool Database::execute(const QString &sql)
{
    if (m_error)
        return false;
    QSqlQuery query(m_db);
    query.setForwardOnly(true);
    if (query.exec(sql))
        return true;
    takeError(query.lastError(), sql);
    return false;
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
    QSqlQuery query(m_db);
    query.exec(QStringLiteral("ROLLBACK"));
}

QSqlQuery *Database::prepared(const QString &sql)
{
    const auto kept = m_statements.constFind(sql);
    if (kept != m_statements.constEnd())
        return kept->get();
    auto query = std::make_shared<QSqlQuery>(m_db);
    query->setForwardOnly(true);
    if (!query->prepare(sql)) {
        takeError(query->lastError(), sql);
        return nullptr;
    }
    m_statements.insert(sql, query);
    return query.get();
}

/** As execute(), of a statement that comes again and again. */
bool Database::executeKept(const QString &sql)
{
    QSqlQuery *query = m_error ? nullptr : prepared(sql);
    if (!query)
        return false;
    const bool done = query->exec();
    if (!done)
        takeError(query->lastError(), sql);
    query->finish();
    return done;
}

void Database::takeError(const QSqlError &error, const QString &sql)
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    m_busy = code == sqliteBusy || code == sqliteLocked;
    m_damaged = m_damaged || code == sqliteCorrupt || code == sqliteNotADatabase;
    const ErrorKind kind = code == sqliteConstraint ? ErrorKind::Conflict : ErrorKind::Storage;
    const QString detail =
        QStringLiteral("%1 (SQLite %2: %3)")
            .arg(sentence(code, m_path), error.nativeErrorCode(),
                 error.driverText() + QLatin1String(": ") + error.databaseText());
    // A broken rule is the caller's to tell; everything else is worth a line.
    if (kind == ErrorKind::Storage)
        qCWarning(logStore).noquote() << detail << "in" << sql.simplified().left(120);
    if (!m_error)
        m_error = Error{kind, detail};
}

Query::Query(Database &db, const QString &sql) : m_db(db)
{
    if (!db.error())
        m_query = db.prepared(sql);
}

Query::~Query()
{
    if (m_query)
        m_query->finish();
}

Query &Query::add(const QVariant &value)
{
    if (m_query)
        m_query->bindValue(m_bound++, value);
    return *this;
}

bool Query::start()
{
    m_started = true;
    if (!m_query || m_db.error())
        return false;
    if (m_query->exec())
        return true;
    m_db.takeError(m_query->lastError(), m_query->lastQuery());
    return false;
}

bool Query::next()
{
    if (!m_started && !start())
        return false;
    if (!m_query || m_db.error())
        return false;
    if (m_query->next())
        return true;
    if (m_query->lastError().isValid())
        m_db.takeError(m_query->lastError(), m_query->lastQuery());
    return false;
}

int Query::run()
{
    return start() ? m_query->numRowsAffected() : -1;
}

qint64 Query::insertedId() const
{
    return m_query ? m_query->lastInsertId().toLongLong() : 0;
}

namespace {

/** Goes through a script once; `position` is after what was taken. */
class SqlScanner
{
public:
    explicit SqlScanner(const QString &script) : m_script(script) {}

    QStringList statements()
    {
        while (m_position < m_script.size())
            step();
        endStatement();
        return m_statements;
    }

private:
    void step()
    {
        const QChar c = m_script.at(m_position);
        if (m_script.mid(m_position, 2) == QLatin1String("--"))
            skipComment();
        else if (c == u'\'' || c == u'"')
            takeQuoted(c);
        else if (c.isLetter())
            takeWord();
        else
            takeOther(c);
    }

    void skipComment()
    {
        const auto end = m_script.indexOf(u'\n', m_position);
        m_position = end < 0 ? m_script.size() : end;
    }

    void takeQuoted(QChar quote)
    {
        auto end = m_script.indexOf(quote, m_position + 1);
        end = end < 0 ? m_script.size() : end + 1;
        m_statement += m_script.mid(m_position, end - m_position);
        m_position = end;
    }

    void takeWord()
    {
        auto end = m_position;
        while (end < m_script.size() &&
               (m_script.at(end).isLetterOrNumber() || m_script.at(end) == u'_'))
            ++end;
        const QString word = m_script.mid(m_position, end - m_position);
        m_statement += word;
        m_position = end;
        const QString upper = word.toUpper();
        if (upper == QLatin1String("TRIGGER"))
            m_isTrigger = true;
        else if (upper == QLatin1String("BEGIN") || upper == QLatin1String("CASE"))
            ++m_depth;
        else if (upper == QLatin1String("END"))
            --m_depth;
    }

    void takeOther(QChar c)
    {
        ++m_position;
        if (c == u';' && !(m_isTrigger && m_depth > 0))
            endStatement();
        else
            m_statement += c;
    }

    void endStatement()
    {
        const QString trimmed = m_statement.trimmed();
        if (!trimmed.isEmpty())
            m_statements += trimmed;
        m_statement.clear();
        m_isTrigger = false;
        m_depth = 0;
    }

    const QString &m_script;
    QStringList m_statements;
    QString m_statement;
    qsizetype m_position = 0;
    int m_depth = 0;
    bool m_isTrigger = false;
};

} // namespace

QStringList splitSql(const QString &script)
{
    return SqlScanner(script).statements();
}

} // namespace pinweek
