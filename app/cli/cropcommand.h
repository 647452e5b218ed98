// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/cli.h"
#include "planner/pineditor.h"

#include <string>

namespace CLI {
class App;
}

namespace pinweek {

/** What `pin crop` was given. */
struct CropOptions
{
    std::string ratio, pad, focus;
    bool reset = false;
};

/** Adds the options of `pin crop` to its command. */
void declareCropOptions(CLI::App &command, CropOptions &options);

/** `pin crop`: the pictures of these pins, also those of carousels, in one step; then `done`. A
 * wrong option ends the program with a sentence. */
void cropPins(Cli &cli, const QList<PinId> &pins, const CropOptions &options,
              Done<EditOutcome> done);

} // namespace pinweek
