// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/charcounter.h"

#include "text/texts.h"
#include "ui/widgets/labels.h"

namespace pinweek {

void CharCounter::setLimits(int mark, int limit)
{
    m_mark = mark;
    m_limit = limit;
}

void CharCounter::count(const QString &text)
{
    const int points = codePoints(text);
    setTextStyle(this, TextStyle::Meta, points > m_limit);
    setText(tr("%1/%2").arg(points).arg(m_limit));
    //: %1 of %2 characters
    setAccessibleName(tr("%1 of %2 characters").arg(points).arg(m_limit));
    setTone(this, points > m_limit  ? Tone::Problem
                  : points > m_mark ? Tone::Warning
                                    : Tone::Secondary);
}

} // namespace pinweek
