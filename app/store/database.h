// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/id.h"
#include "core/result.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace pinweek {

/** Pages that a connection keeps, KiB. The system keeps the file's pages too; a larger cache of our
 * own only makes a program in the tray larger. */
constexpr int usualCache = 256;

/**
 * One connection to a SQLite file, for the thread that made it. Statements are prepared once and
 * kept.
 *
 * Errors stick: after the first one every further Query does nothing, so that a group of statements
 * is checked once, where it ends (read(), transaction()).
 */
class Database
{
public:
    enum class Access
    {
        Writer, // waits for other writers, foreign keys, synchronous=FULL
        Reader, // query_only, never waits
    };

    Database();
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /** Opens the file (a Writer makes it if missing). Does not look into it: damage shows at the
     * first read. SQL has has_publisher() then: hasPublisher() of the file's folder, 0 or 1. */
    Result<void> open(const QString &path, Access access);
    void close();
    [[nodiscard]] QString path() const { return m_path; }

    /** Runs statements without values, up to the first that fails; for pragmas and schema files. */
    bool execute(const QString &sql);
    /**
     * Copies what this connection sees now into a new file, a few pages at a time: a read
     * transaction keeps the one state, so that no writer waits and none makes it begin anew. The
     * file is on the disk when it returns. Not within transaction() or read().
     *
     * @param goOn  asked before each step with the pages copied so far and all of them; false ends
     * it
     * Errors: Cancelled, Storage (disk full, …). An unfinished file may be left.
     */
    Result<void> copyTo(const QString &path, const std::function<bool(qint64, qint64)> &goOn);
    /** Forgets cached pages and prepared statements; both come again when they are needed. Not
     * while a Query is alive. Errors: Storage. */
    Result<void> releaseMemory();

    /** Runs `job` in BEGIN IMMEDIATE … COMMIT. Its error, or any statement's, rolls everything
     * back. */
    template<typename T>
    Result<T> transaction(const std::function<Result<T>(Database &)> &job)
    {
        m_error.reset();
        if (!executeKept(QStringLiteral("BEGIN IMMEDIATE")))
            return fail(*m_error);
        Result<T> result = job(*this);
        if (result && !m_error && executeKept(QStringLiteral("COMMIT")))
            return result;
        const std::optional<Error> error = m_error;
        rollback();
        if (error)
            return fail(*error);
        return result;
    }

    /** Runs reads as one group; tried again a few times while another process recovers the file. */
    template<typename T>
    Result<T> read(const std::function<Result<T>(Database &)> &job)
    {
        for (int attempt = 0;; ++attempt) {
            m_error.reset();
            m_busy = false;
            Result<T> result = job(*this);
            if (!m_error)
                return result;
            if (!m_busy || attempt == 3)
                return fail(*m_error);
        }
    }

    /** The first error since the last transaction() or read() began. */
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    void clearError() { m_error.reset(); }
    /** True once SQLite has found the file to be damaged, or no database at all. */
    [[nodiscard]] bool isDamaged() const { return m_damaged; }
    void noteDamaged() { m_damaged = true; }

private:
    friend class Query;
    struct Close
    {
        void operator()(sqlite3 *db) const;
        void operator()(sqlite3_stmt *statement) const;
    };
    sqlite3_stmt *prepared(const QString &sql);
    bool executeKept(const QString &sql);
    /** SQLite's last error. */
    void takeError(const QString &sql);
    void takeError(int code, const QString &message, const QString &sql);
    void rollback();

    QString m_path;
    std::unique_ptr<sqlite3, Close> m_db;
    std::unordered_map<QString, std::unique_ptr<sqlite3_stmt, Close>> m_statements;
    std::optional<Error> m_error;
    bool m_busy = false;
    bool m_damaged = false;
};

/**
 * A kept statement in use: bind values in the order of their `?`, then next() or run(). Finished at
 * the end of its scope, since an unfinished SELECT holds on to an old snapshot. The same SQL must
 * not be in use twice at a time.
 */
class Query
{
public:
    Query(Database &db, const QString &sql);
    ~Query();
    Query(const Query &) = delete;
    Query &operator=(const Query &) = delete;

    Query &bind(qint64 value);
    Query &bind(int value) { return bind(qint64(value)); }
    Query &bind(bool value) { return bind(qint64(value)); }
    /** A null text is "". */
    Query &bind(const QString &value);
    /** As a BLOB; a null one is empty. */
    Query &bind(const QByteArray &value);
    Query &bind(UtcTime value) { return bind(toEpoch(value)); }
    template<typename T>
    Query &bind(const std::optional<T> &value)
    {
        return value ? bind(*value) : null();
    }
    /** "None" is NULL. */
    template<typename Tag>
    Query &bind(Id<Tag> id)
    {
        return id.isValid() ? bind(id.value) : null();
    }
    Query &null();

    /** The first row or the next one; false at the end or after an error. */
    bool next();
    /** Runs it without rows. Gives the number of rows changed, -1 after an error. */
    int run();
    [[nodiscard]] qint64 insertedId() const;

    // Of the row that next() came to; columns count from 0. SQLite converts what is of another
    // type.
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] bool flag(int column) const { return integer(column) != 0; }
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] std::optional<UtcTime> time(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional(fromEpoch(integer(column)));
    }
    template<typename AnyId>
    [[nodiscard]] AnyId id(int column) const
    {
        return AnyId{integer(column)};
    }

private:
    /** The next parameter's number; 0 without a statement. */
    int place();
    /** Not where an error came before, or the number of values is wrong. */
    bool canStart();

    Database &m_db;
    QString m_sql;
    sqlite3_stmt *m_statement = nullptr;
    int m_bound = 0;
    bool m_started = false;
    bool m_ended = false; // a further step would begin again
};

} // namespace pinweek
