// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drops/paneldrop.h"

#include "store/pinstore.h"
#include "store/store.h"
#include "ui/calendar/dropplan.h"
#include "workspace/workspace.h"

#include <QCoreApplication>

namespace pinweek {

namespace {

struct PanelText
{
    Q_DECLARE_TR_FUNCTIONS(pinweek::PanelText)
};

/** How many pins it is, or would become; folders count as one. */
int countOf(const DroppedContent &content)
{
    switch (content.kind) {
    case DroppedContent::Kind::Pins:
        return int(content.pins.size());
    case DroppedContent::Kind::Files:
        return int(content.paths.size());
    default:
        return 1;
    }
}

} // namespace

PanelDrag lookAtDrag(const QMimeData *data, Workspace &workspace)
{
    PanelDrag drag;
    drag.content = pinmime::peek(data, workspace.directory());
    drag.refusal = refusalOf(drag.content);
    if (!drag.isOurs())
        return drag;
    const QList<Pin> pins =
        workspace.store().pins().pins(drag.content.pins).value_or(QList<Pin>());
    if (pins.isEmpty())
        drag.refusal = PanelText::tr("These pins are no longer there.");
    for (const Pin &pin : pins) {
        if (drag.frozen.isEmpty())
            drag.frozen = refusalToMove(pin);
    }
    return drag;
}

QString dropOnBoardText(const PanelDrag &drag, const QString &place, bool copy)
{
    const int count = countOf(drag.content);
    if (!drag.isOurs())
        //: %1 is a board or section.
        return PanelText::tr("%n new draft(s) for %1", nullptr, count).arg(place);
    return copy ? PanelText::tr("Copy %n pin(s) for %1", nullptr, count).arg(place)
                : PanelText::tr("Put %n pin(s) on %1", nullptr, count).arg(place);
}

QString dropOnUnscheduledText(const PanelDrag &drag, bool copy)
{
    const int count = countOf(drag.content);
    if (!drag.isOurs())
        return PanelText::tr("Keep %n image(s) for later", nullptr, count);
    return copy ? PanelText::tr("Copy %n pin(s) to Unscheduled", nullptr, count)
                : PanelText::tr("Take %n pin(s) off the calendar", nullptr, count);
}

} // namespace pinweek
