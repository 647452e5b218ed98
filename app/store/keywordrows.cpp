// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/keywordrows.h"

#include "store/database.h"

namespace pinweek {

namespace {

constexpr int mostOfBoard = 300;
constexpr int mostOfOthers = 100;

void read(Query &query, bool isOfBoard, QList<KeywordText> &texts)
{
    while (query.next())
        texts.append({query.text(0) + QLatin1Char('\n') + query.text(1), isOfBoard,
                      query.time(2).value_or(UtcTime{})});
}

} // namespace

QList<KeywordText> readKeywordTexts(Database &db, AccountId account, BoardId board, PinId but)
{
    QList<KeywordText> texts;
    if (board.isValid()) {
        Query query(db, QStringLiteral("SELECT title, description, COALESCE(published_at, due_at) "
                                       "FROM pin WHERE board_id = ? AND removed_at IS NULL AND "
                                       "id <> ? ORDER BY due_at DESC, id DESC LIMIT ?"));
        query.bind(board).bind(but.value).bind(mostOfBoard);
        read(query, true, texts);
    }
    Query query(db,
                QStringLiteral("SELECT title, description, COALESCE(published_at, due_at) FROM "
                               "pin WHERE account_id = ? AND removed_at IS NULL AND board_id IS "
                               "NOT ? AND id <> ? ORDER BY due_at DESC, id DESC LIMIT ?"));
    query.bind(account).bind(board).bind(but.value).bind(mostOfOthers);
    read(query, false, texts);
    return texts;
}

} // namespace pinweek
