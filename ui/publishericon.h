// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publisher/publisher.h"

#include <QIcon>

namespace pinweek {

struct Theme;

/** The mark of what the publisher does now: always beside the word for it. */
QIcon publisherIcon(PublisherState state, const Theme &theme);

} // namespace pinweek
