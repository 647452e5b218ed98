// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/weekscene.h"

#include <QStringList>

namespace pinweek::test {

/** The demo's photographs, in the order of their names. */
QStringList demoPictures();

/**
 * A marketer's week in a WeekScene: published, due, failed and blocked pins, drafts, overlaps, a
 * crowded afternoon, a locked pin, one of another zone, one of another account.
 */
void fillWeek(WeekScene &scene);

/** Boards with sections, campaigns, a board group, and ideas without a time. */
void fillPanels(WeekScene &scene, int ideas = 12);

/** 300 pins in the shown week, day and night. */
void crowd(WeekScene &scene);

} // namespace pinweek::test
