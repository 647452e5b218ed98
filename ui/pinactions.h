// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"

#include <QList>
#include <QObject>

#include <functional>

class QAction;

namespace pinweek {

class ActionCollection;
class CropDesk;
class HandPosting;
class PinClipboard;
class PinVerbs;
class Planning;
class WindowDialogs;

/**
 * Leads the actions on pins to what carries them out, with the pins that are selected when one is
 * triggered. What they can do at all SelectionActions keeps.
 */
class PinActions : public QObject
{
public:
    /** @param selection  the selected pins */
    PinActions(const ActionCollection &actions, std::function<QList<PinId>()> selection,
               QObject *parent);

    void leadTo(PinVerbs &verbs);
    void leadTo(Planning &planning);
    void leadTo(PinClipboard &clipboard);
    void leadTo(HandPosting &posting);
    void leadTo(CropDesk &desk);
    /** The image is chosen in the dialogs and replaced by the verbs. */
    void leadTo(WindowDialogs &dialogs, PinVerbs &verbs);

private:
    template<typename Receiver>
    void leadAll(QAction *action, Receiver &receiver, void (Receiver::*act)(const QList<PinId> &));
    /** With several pins, or none, nothing happens. */
    void leadOne(QAction *action, QObject &receiver, const std::function<void(PinId)> &act);

    const ActionCollection &m_actions;
    std::function<QList<PinId>()> m_selection;
};

} // namespace pinweek
