// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/id.h"
#include "core/result.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <functional>
#include <memory>
#include <optional>

namespace pinweek {

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
     * first read. */
    Result<void> open(const QString &path, Access access);
    void close();
    [[nodiscard]] QString path() const { return m_path; }

    /** Runs statements without values; for pragmas and schema files. */
    bool execute(const QString &sql);
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
    QSqlQuery *prepared(const QString &sql);
    bool executeKept(const QString &sql);
    void takeError(const QSqlError &error, const QString &sql);
    void rollback();

    QString m_name;
    QString m_path;
    QSqlDatabase m_db;
    QHash<QString, std::shared_ptr<QSqlQuery>> m_statements;
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

    Query &bind(qint64 value) { return add(value); }
    Query &bind(int value) { return add(value); }
    Query &bind(bool value) { return add(value ? 1 : 0); }
    /** A null text is "". */
    Query &bind(const QString &value) { return add(value.isNull() ? QStringLiteral("") : value); }
    Query &bind(const QByteArray &value) { return add(value.isNull() ? QByteArray("") : value); }
    Query &bind(UtcTime value) { return add(toEpoch(value)); }
    template<typename T>
    Query &bind(const std::optional<T> &value)
    {
        return value ? bind(*value) : null();
    }
    /** "None" is NULL. */
    template<typename Tag>
    Query &bind(Id<Tag> id)
    {
        return id.isValid() ? add(id.value) : null();
    }
    Query &null() { return add(QVariant(QMetaType(QMetaType::LongLong))); }

    /** Runs it the first time; false at the end or after an error. */
    bool next();
    /** Runs it without rows. Gives the number of rows changed, -1 after an error. */
    int run();
    [[nodiscard]] qint64 insertedId() const;

    [[nodiscard]] bool isNull(int column) const { return m_query->isNull(column); }
    [[nodiscard]] qint64 integer(int column) const { return m_query->value(column).toLongLong(); }
    [[nodiscard]] bool flag(int column) const { return integer(column) != 0; }
    [[nodiscard]] QString text(int column) const { return m_query->value(column).toString(); }
    [[nodiscard]] QByteArray bytes(int column) const
    {
        return m_query->value(column).toByteArray();
    }
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
    Query &add(const QVariant &value);
    bool start();

    Database &m_db;
    QSqlQuery *m_query = nullptr;
    int m_bound = 0;
    bool m_started = false;
};

/** The statements of a schema file, without comments. Knows quotes, and the inner `;` of triggers.
 */
QStringList splitSql(const QString &script);

} // namespace pinweek
