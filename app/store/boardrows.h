// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/rows.h"

// Boards and sections as rows: used by BoardStore and, when plans change accounts, by AccountStore.
namespace pinweek {

/** All boards of an account (invalid: of all) with their sections, in order of creation. */
QList<Board> boardsOf(Database &db, AccountId account);
/** With its sections. */
std::optional<Board> findBoard(Database &db, BoardId id);

/** Per board its id, how many pins of ours go out in a range, and when the last pin came. Values:
 * from, to and, if it is of one account, that. */
QString boardPacesSql(bool ofOneAccount);

/** Gives it the next stripe colour of its account. */
BoardId insertBoard(Database &db, const Board &board);
/** All but the counts of ours, the colour and the sections. */
void updateBoard(Database &db, const Board &board);
void deleteBoard(Database &db, BoardId board);
/** Gone at Pinterest: stays as a local one while pins use it. */
void dropBoard(Database &db, const Board &board);
/** True if updateBoard() would change nothing. */
bool sameBoardRow(const Board &a, const Board &b);

SectionId insertSection(Database &db, const BoardSection &section);
void updateSection(Database &db, const BoardSection &section);
/** Gone at Pinterest: stays as a local one while pins use it. */
void dropSection(Database &db, const BoardSection &section);

} // namespace pinweek
