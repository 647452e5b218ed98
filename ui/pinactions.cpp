// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pinactions.h"

#include "ui/actions.h"
#include "ui/crop/cropdesk.h"
#include "ui/drops/pinclipboard.h"
#include "ui/pins/handposting.h"
#include "ui/pinverbs.h"
#include "ui/planning/planning.h"
#include "ui/windowdialogs.h"

#include <utility>

namespace pinweek {

PinActions::PinActions(const ActionCollection &actions, std::function<QList<PinId>()> selection,
                       QObject *parent)
    : QObject(parent), m_actions(actions), m_selection(std::move(selection))
{
}

template<typename Receiver>
void PinActions::leadAll(QAction *action, Receiver &receiver,
                         void (Receiver::*act)(const QList<PinId> &))
{
    connect(action, &QAction::triggered, &receiver,
            [this, &receiver, act] { (receiver.*act)(m_selection()); });
}

void PinActions::leadOne(QAction *action, QObject &receiver, const std::function<void(PinId)> &act)
{
    connect(action, &QAction::triggered, &receiver, [this, act] {
        const QList<PinId> pins = m_selection();
        if (pins.size() == 1)
            act(pins.first());
    });
}

void PinActions::leadTo(PinVerbs &verbs)
{
    const ActionCollection &a = m_actions;
    leadAll(a.schedule, verbs, &PinVerbs::schedule);
    leadAll(a.unschedule, verbs, &PinVerbs::unschedule);
    leadAll(a.publishNow, verbs, &PinVerbs::publishNow);
    leadAll(a.openOnPinterest, verbs, &PinVerbs::openOnPinterest);
    leadAll(a.copyLink, verbs, &PinVerbs::copyLinks);
    leadAll(a.duplicate, verbs, &PinVerbs::duplicate);
    leadAll(a.remove, verbs, &PinVerbs::remove);
    leadAll(a.removeAtPinterest, verbs, &PinVerbs::removeAtPinterest);
    connect(a.lock, &QAction::triggered, &verbs,
            [this, &verbs](bool locked) { verbs.setLocked(m_selection(), locked); });
}

void PinActions::leadTo(Planning &planning)
{
    leadAll(m_actions.toNextSlots, planning, &Planning::scheduleToNextSlots);
    leadOne(m_actions.toManyBoards, planning,
            [&planning](PinId pin) { planning.toManyBoards(pin); });
}

void PinActions::leadTo(PinClipboard &clipboard)
{
    leadAll(m_actions.cut, clipboard, &PinClipboard::cut);
    leadAll(m_actions.copy, clipboard, &PinClipboard::copy);
}

void PinActions::leadTo(HandPosting &posting)
{
    leadOne(m_actions.postByHand, posting, [&posting](PinId pin) { posting.open(pin); });
}

void PinActions::leadTo(CropDesk &desk)
{
    leadAll(m_actions.crop, desk, &CropDesk::open);
}

void PinActions::leadTo(WindowDialogs &dialogs, PinVerbs &verbs)
{
    leadOne(m_actions.replaceImage, dialogs, [&dialogs, &verbs](PinId pin) {
        dialogs.chooseReplacement(
            [&verbs, pin](const QString &path) { verbs.replaceImage(pin, path); });
    });
    leadOne(m_actions.previewPin, dialogs, [&dialogs](PinId pin) { dialogs.openPreview(pin); });
}

} // namespace pinweek
