// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "model/keywords.h"
#include "model/pin.h"

namespace pinweek {

class Database;

/** Titles and descriptions of the newest pins, published and planned: 300 of the board (which may
 * be none), 100 of the account's others. Without `but`. For the reader of any thread. */
QList<KeywordText> readKeywordTexts(Database &db, AccountId account, BoardId board, PinId but);

} // namespace pinweek
