// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "publisher/judge.h"
#include "store/checkstore.h"

namespace pinweek {

/**
 * What follows for a pin from a look that counts and did not find it (protocols.md 1.D). Pure.
 *
 * @param maybe   what it may be, from Judgement::maybe
 * @param chance  0 to 1, spreads the waits
 */
LookVerdict verdictAfterLook(const PinToFind &find, const QStringList &maybe,
                             WhenNotFound whenNotFound, UtcTime now, double chance);
LookVerdict adoption(const PinToFind &find, const ListedPin &found);
/** A person decides, for a reason that is a sentence for the user. */
LookVerdict askPerson(const PinToFind &find, const QString &why);

} // namespace pinweek
