// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/planjson.h"

#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/campaignstore.h"
#include "store/slotstore.h"
#include "store/snippetstore.h"
#include "store/store.h"
#include "store/utmstore.h"
#include "workspace/workspace.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject boardJson(const Board &board)
{
    QJsonArray sections;
    for (const BoardSection &section : board.sections)
        sections.append(
            QJsonObject{{u"id"_s, orNull(section.remoteId)}, {u"name"_s, section.name}});
    return {{u"id"_s, orNull(board.remoteId)},
            {u"name"_s, board.name},
            {u"privacy"_s, boardPrivacyName(board.privacy)},
            {u"sections"_s, sections}};
}

QJsonObject slotJson(const TimeSlot &slot, const QList<Board> &boards)
{
    QJsonValue board;
    for (const Board &each : boards) {
        if (each.id == slot.board)
            board = each.name;
    }
    return {{u"day"_s, slot.day},
            {u"time"_s, slot.time.toString(u"HH:mm"_s)},
            {u"time_zone"_s, QString::fromLatin1(slot.zone)},
            {u"board"_s, board}};
}

QJsonObject accountJson(const Account &account, Store &store)
{
    const QList<Board> boards = store.boards().boards(account.id).value_or(QList<Board>());
    QJsonArray boardItems;
    for (const Board &board : boards)
        boardItems.append(boardJson(board));
    QJsonArray slotItems;
    for (const TimeSlot &slot : store.timeSlots().slotsOf(account.id).value_or(QList<TimeSlot>()))
        slotItems.append(slotJson(slot, boards));
    return {{u"id"_s, orNull(account.remoteId)},
            {u"username"_s, account.username},
            {u"api_base"_s, account.endpoints.apiBase.toString()},
            {u"time_zone"_s, QString::fromLatin1(account.zone)},
            {u"boards"_s, boardItems},
            {u"time_slots"_s, slotItems}};
}

} // namespace

QByteArray planJsonBegin(Workspace &workspace)
{
    Store &store = workspace.store();
    QJsonArray accounts;
    for (const Account &account : store.accounts().accounts().value_or(QList<Account>()))
        accounts.append(accountJson(account, store));
    QJsonArray campaigns;
    for (const Campaign &campaign : store.campaigns().campaigns().value_or(QList<Campaign>()))
        campaigns.append(QJsonObject{{u"name"_s, campaign.name}});
    QJsonArray recipes;
    for (const UtmRecipe &recipe : store.utm().recipes().value_or(QList<UtmRecipe>())) {
        QJsonObject json{{u"name"_s, recipe.name}};
        for (const UtmTag &tag : utmTags())
            json.insert(tag.key, recipe.*tag.value);
        recipes.append(json);
    }
    QJsonArray snippets;
    for (const Snippet &snippet : store.snippets().snippets().value_or(QList<Snippet>()))
        snippets.append(QJsonObject{{u"name"_s, snippet.name}, {u"text"_s, snippet.text}});
    QByteArray json =
        QJsonDocument(QJsonObject{{u"exported_at"_s, toIso(workspace.clock().now())},
                                  {u"program"_s, QStringLiteral("Pinweek " PINWEEK_VERSION)},
                                  {u"accounts"_s, accounts},
                                  {u"campaigns"_s, campaigns},
                                  {u"utm_recipes"_s, recipes},
                                  {u"snippets"_s, snippets}})
            .toJson(QJsonDocument::Compact);
    json.chop(1); // the brace: the pins follow, one a line
    return json + ",\"items\":[";
}

QByteArray planJsonEnd()
{
    return "\n]}\n";
}

} // namespace pinweek
