// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QObject>

#include <functional>

namespace pinweek {

/** Takes what is from `begin` to `end`, exclusive; an error ends it. */
using TakeSlice = std::function<Result<void>(qsizetype begin, qsizetype end)>;

/**
 * Goes over `count` things, at most `most` in one turn of the event loop, so that a window with
 * 10,000 selected pins stays quick. The first slice is taken at once, and so is `done` called where
 * there is no other. Both are called no more once `context` is gone. Main thread.
 */
void inSlices(qsizetype count, qsizetype most, QObject *context, TakeSlice take,
              std::function<void(const Result<void> &)> done);

} // namespace pinweek
