// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/board.h"

namespace pinweek {

class Workspace;

/** A board by Pinterest's id or by name (any case). Rejected with a sentence when there is none or
 * several. */
Result<Board> findBoard(Workspace &workspace, AccountId account, const QString &nameOrId);
/** A section of the board by Pinterest's id or by name (any case). */
Result<BoardSection> findSection(const Board &board, const QString &nameOrId);

} // namespace pinweek
