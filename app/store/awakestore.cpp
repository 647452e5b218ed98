// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/awakestore.h"

#include "store/storecore.h"

namespace pinweek {

namespace {

using Write = StoreCore::Context;

// A week more than is asked about.
constexpr auto keptFor = habitsFrom + std::chrono::days(7);
/** More than a program that is started all day long makes in that time. */
constexpr int mostSpans = 20000;

} // namespace

AwakeStore::AwakeStore(StoreCore &core) : m_core(core) {}

Result<QList<AwakeSpan>> AwakeStore::spans() const
{
    return m_core.read<QList<AwakeSpan>>([](Database &db) -> Result<QList<AwakeSpan>> {
        Query query(db, QStringLiteral("SELECT began_at, ended_at FROM awake_span ORDER BY "
                                       "began_at DESC LIMIT ?"));
        query.bind(mostSpans);
        QList<AwakeSpan> spans;
        while (query.next())
            spans += AwakeSpan{fromEpoch(query.integer(0)), fromEpoch(query.integer(1))};
        return spans;
    });
}

void AwakeStore::keep(const QList<AwakeSpan> &spans, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [spans](const Write &write) -> Result<void> {
        for (const AwakeSpan &span : spans) {
            Query(write.db, QStringLiteral("INSERT INTO awake_span (began_at, ended_at) VALUES "
                                           "(?, ?) ON CONFLICT DO UPDATE SET ended_at = "
                                           "excluded.ended_at"))
                .bind(span.from)
                .bind(span.to)
                .run();
        }
        Query(write.db, QStringLiteral("DELETE FROM awake_span WHERE ended_at < ?"))
            .bind(write.now - keptFor)
            .run();
        return {};
    });
}

} // namespace pinweek
