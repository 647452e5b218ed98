// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"

#include <QList>
#include <QString>

namespace pinweek {

/** Boards of an account that a pin goes to together. */
struct BoardGroup
{
    BoardGroupId id;
    AccountId account;
    QString name;          // once in an account, whatever the case of its letters
    QList<BoardId> boards; // in the order in which a pin goes to them
    friend bool operator==(const BoardGroup &, const BoardGroup &) = default;
};

} // namespace pinweek
