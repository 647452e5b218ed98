// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/snippetstore.h"

#include "store/storecore.h"

#include <QCollator>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace pinweek {

namespace {

using Write = StoreCore::Context;

QList<Snippet> findSnippets(Database &db)
{
    QList<Snippet> snippets;
    Query query(db, QStringLiteral("SELECT id, name, text FROM snippet ORDER BY id"));
    while (query.next())
        snippets += Snippet{query.id<SnippetId>(0), query.text(1), query.text(2)};
    return snippets;
}

bool isTaken(const QList<Snippet> &all, const QString &name, SnippetId but)
{
    return std::any_of(all.begin(), all.end(), [&](const Snippet &other) {
        return other.id != but && other.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

Error noSuch(SnippetId id)
{
    return {ErrorKind::NotFound, QStringLiteral("There is no snippet %1.").arg(id.toString())};
}

void addStepOf(const Write &write, const QString &name, SnippetId id, const RowValues &before,
               const QString &joinKey = {})
{
    addRowStep(write.db, name,
               {{QString::fromLatin1(snippetKind), id.value, before,
                 readSnippetValues(write.db, id.value)}},
               write.now, write.origin, joinKey);
}

Result<Snippet> saveSnippet(const Write &write, Snippet snippet, const QString &stepName,
                            bool joins)
{
    snippet.name = snippet.name.simplified();
    if (const Result<void> fits = checkSnippet(snippet, findSnippets(write.db)); !fits)
        return fail(fits.error());
    RowValues before;
    if (snippet.id.isValid()) {
        before = readSnippetValues(write.db, snippet.id.value);
        if (!before)
            return fail(noSuch(snippet.id));
        Query(write.db, QStringLiteral("UPDATE snippet SET name = ?, text = ? WHERE id = ?"))
            .bind(snippet.name)
            .bind(snippet.text)
            .bind(snippet.id)
            .run();
    } else {
        Query insert(write.db, QStringLiteral("INSERT INTO snippet (name, text) VALUES (?, ?)"));
        insert.bind(snippet.name).bind(snippet.text).run();
        snippet.id = SnippetId{insert.insertedId()};
    }
    addStepOf(write, stepName, snippet.id, before,
              joins ? QStringLiteral("snippet/") + snippet.id.toString() : QString());
    return snippet;
}

} // namespace

SnippetStore::SnippetStore(StoreCore &core) : m_core(core) {}

Result<QList<Snippet>> SnippetStore::snippets() const
{
    Result<QList<Snippet>> snippets = m_core.read<QList<Snippet>>(
        [](Database &db) { return Result<QList<Snippet>>(findSnippets(db)); });
    if (snippets) {
        QCollator collator;
        collator.setCaseSensitivity(Qt::CaseInsensitive);
        std::sort(snippets->begin(), snippets->end(), [&](const Snippet &a, const Snippet &b) {
            return collator.compare(a.name, b.name) < 0;
        });
    }
    return snippets;
}

void SnippetStore::save(const Snippet &snippet, const QString &stepName, QObject *context,
                        Done<Snippet> done, bool joins)
{
    m_core.write<Snippet>(context, std::move(done), [snippet, stepName, joins](const Write &write) {
        return saveSnippet(write, snippet, stepName, joins);
    });
}

void SnippetStore::remove(SnippetId id, const QString &stepName, QObject *context, Done<void> done)
{
    m_core.write<void>(
        context, std::move(done), [id, stepName](const Write &write) -> Result<void> {
            const RowValues before = readSnippetValues(write.db, id.value);
            if (!before)
                return fail(noSuch(id));
            Query(write.db, QStringLiteral("DELETE FROM snippet WHERE id = ?")).bind(id).run();
            addStepOf(write, stepName, id, before);
            return {};
        });
}

Result<void> checkSnippet(const Snippet &snippet, const QList<Snippet> &others)
{
    const QString name = snippet.name.simplified();
    if (name.isEmpty())
        return fail(ErrorKind::Rejected, QStringLiteral("A snippet needs a name."));
    if (name.toUcs4().size() > longestSnippetName)
        return fail(
            ErrorKind::Rejected,
            QStringLiteral("A snippet's name has at most %1 characters.").arg(longestSnippetName));
    if (snippet.text.trimmed().isEmpty())
        return fail(ErrorKind::Rejected, QStringLiteral("A snippet needs a text."));
    if (snippet.text.toUcs4().size() > longestSnippet)
        return fail(ErrorKind::Rejected,
                    QStringLiteral("A snippet has at most %1 characters.").arg(longestSnippet));
    if (isTaken(others, name, snippet.id))
        return fail(ErrorKind::Rejected,
                    QStringLiteral("There is a snippet “%1” already.").arg(name));
    return {};
}

RowValues readSnippetValues(Database &db, qint64 id)
{
    Query query(db, QStringLiteral("SELECT name, text FROM snippet WHERE id = ?"));
    query.bind(id);
    if (!query.next())
        return std::nullopt;
    return QJsonDocument(QJsonObject{{QStringLiteral("name"), query.text(0)},
                                     {QStringLiteral("text"), query.text(1)}})
        .toJson(QJsonDocument::Compact);
}

bool writeSnippetValues(Database &db, qint64 id, const RowValues &values)
{
    if (!values) {
        Query(db, QStringLiteral("DELETE FROM snippet WHERE id = ?")).bind(id).run();
        return true;
    }
    const QJsonObject json = QJsonDocument::fromJson(*values).object();
    const QString name = json.value(QLatin1String("name")).toString();
    if (isTaken(findSnippets(db), name, SnippetId{id}))
        return false;
    Query(db,
          QStringLiteral("INSERT INTO snippet (id, name, text) VALUES (?, ?, ?) ON CONFLICT (id) "
                         "DO UPDATE SET name = excluded.name, text = excluded.text"))
        .bind(id)
        .bind(name)
        .bind(json.value(QLatin1String("text")).toString())
        .run();
    return true;
}

} // namespace pinweek
