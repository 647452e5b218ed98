// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walltime.h"

#include <QString>

namespace pinweek {

/** A pin that is not made yet, shown where it would be. */
struct PlannedGhost
{
    WallTime at;
    QString title; // empty: none yet
};

} // namespace pinweek
