// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/snippet.h"
#include "store/undorows.h"

#include <QList>

namespace pinweek {

struct StoreCore;

/** The text snippets of a workspace. Each write is one undoable step of this name. Main thread. */
class SnippetStore
{
public:
    explicit SnippetStore(StoreCore &core);

    /** By name (locale-aware, case folded). */
    [[nodiscard]] Result<QList<Snippet>> snippets() const;
    /** A new one (invalid id) or an existing one anew. Rejected with a sentence: name or text empty
     * or too long, or the name another one's.
     * @param joins  it is being typed: goes on with the step that changed it last, where that is
     * the newest and less than 5 s old */
    void save(const Snippet &snippet, const QString &stepName, QObject *context, Done<Snippet> done,
              bool joins = false);
    void remove(SnippetId id, const QString &stepName, QObject *context, Done<void> done);

private:
    StoreCore &m_core;
};

/** Whether it can be stored beside the others, itself apart; the one place that says so. Rejected
 * with a sentence. */
Result<void> checkSnippet(const Snippet &snippet, const QList<Snippet> &others);

/** The kind of these rows in undo_step_row. */
constexpr auto snippetKind = "snippet";
RowValues readSnippetValues(Database &db, qint64 id);
/** False: the name is another one's by now. */
bool writeSnippetValues(Database &db, qint64 id, const RowValues &values);

} // namespace pinweek
