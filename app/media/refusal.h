// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

namespace pinweek {

/** A whole sentence about a file of the user's: “name” and what is wrong with it, which comes
 * without its full stop. */
QString fileSentence(const QString &name, const QString &why);
/** That sentence as an error: the file can't be used. */
tl::unexpected<Error> refuse(const QString &name, const QString &why,
                             ErrorKind kind = ErrorKind::Media);

} // namespace pinweek
