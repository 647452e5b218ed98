// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pins/pinmime.h"

#include <QString>

namespace pinweek {

class Workspace;

/** What is dragged over a panel, looked at once when it enters. */
struct PanelDrag
{
    DroppedContent content;
    /** Why it can't be dropped anywhere; empty: it can. */
    QString refusal;
    /** Why its pins can't be changed, though they may be copied; empty: they can. */
    QString frozen;

    [[nodiscard]] bool isOurs() const { return content.kind == DroppedContent::Kind::Pins; }
    /** With Ctrl pins are copied. Empty: it can be dropped. */
    [[nodiscard]] QString whyNot(bool copy) const
    {
        return refusal.isEmpty() && !copy ? frozen : refusal;
    }
};

PanelDrag lookAtDrag(const QMimeData *data, Workspace &workspace);
/** "Put 3 pins on Recipes"; `place` is a board or section. */
QString dropOnBoardText(const PanelDrag &drag, const QString &place, bool copy);
/** "Take 3 pins off the calendar". */
QString dropOnUnscheduledText(const PanelDrag &drag, bool copy);

} // namespace pinweek
