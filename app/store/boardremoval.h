// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "store/rows.h"

// What becomes of pins when their board or section goes; parts of a transaction on the store
// thread.
namespace pinweek {

/** Who takes something away, and when. */
struct Removal
{
    UtcTime now{};
    QString origin;
};

/** Which pins use the board, or that section of it. For any connection. */
BoardUse boardUse(Database &db, BoardId board, SectionId section);
/** As BoardStore::discard(). */
Result<int> discardBoard(Database &db, BoardId board, const Removal &by);
/** As BoardStore::discardSection(). */
Result<int> discardSection(Database &db, SectionId section, const Removal &by);

} // namespace pinweek
