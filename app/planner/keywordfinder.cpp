// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/keywordfinder.h"

#include "core/clock.h"
#include "core/logging.h"
#include "model/keywords.h"
#include "store/database.h"
#include "store/keywordrows.h"
#include "store/readthread.h"
#include "store/store.h"

#include <QPointer>

namespace pinweek {

namespace {
constexpr int mostFound = 40;
}

KeywordFinder::KeywordFinder(Store &store, const Clock &clock, QObject *parent)
    : QObject(parent), m_store(store), m_clock(clock)
{
}

KeywordFinder::~KeywordFinder()
{
    ++*m_newest;
}

void KeywordFinder::find(AccountId account, BoardId board, PinId but)
{
    m_store.reads().post([account, board, but, now = m_clock.now(), newest = m_newest,
                          number = ++*m_newest, target = QPointer<KeywordFinder>(this),
                          receiver = &m_store](Database &db) {
        if (*newest != number)
            return;
        const Result<QList<KeywordText>> texts = db.read<QList<KeywordText>>([&](Database &reader) {
            return Result<QList<KeywordText>>(readKeywordTexts(reader, account, board, but));
        });
        if (!texts)
            qCWarning(logPlanner).noquote() << "no keywords:" << texts.error().detail;
        static const QSet<QString> without = stopWords();
        QMetaObject::invokeMethod(
            receiver,
            [target, newest, number,
             keywords = texts ? keywordsOf(*texts, without, now, mostFound) : QStringList()] {
                if (target && *newest == number)
                    emit target->found(keywords);
            },
            Qt::QueuedConnection);
    });
}

} // namespace pinweek
