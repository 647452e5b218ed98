// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/account.h"
#include "model/board.h"
#include "model/pin.h"

#include <QHash>
#include <QJsonObject>

namespace pinweek {

class Workspace;

/** Pins as JSON, one after the other: boards, accounts and campaigns that many of them have are
 * read once. Main thread. */
class PinJson
{
public:
    explicit PinJson(Workspace &workspace) : m_workspace(workspace) {}

    /** In the API's field names, times in UTC with Z (design.md section 8). Small reads. */
    [[nodiscard]] QJsonObject of(const Pin &pin);

private:
    const Board &board(BoardId id);
    const Account &account(AccountId id);
    const QJsonValue &campaign(CampaignId id);

    Workspace &m_workspace;
    QHash<BoardId, Board> m_boards;
    QHash<AccountId, Account> m_accounts;
    QHash<CampaignId, QJsonValue> m_campaigns; // names; null: none
};

/** One of them. */
QJsonObject pinJson(const Pin &pin, Workspace &workspace);

} // namespace pinweek
