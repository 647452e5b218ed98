// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"

#include <QList>
#include <QObject>

namespace pinweek {

class ActionCollection;
class Workspace;

/**
 * Keeps what the actions on pins can do in step with the pins that are selected, and the names of
 * undo and redo with what was done. Of many pins the states are counted in slices, so that Ctrl+A
 * in a long list holds nothing up.
 */
class SelectionActions : public QObject
{
public:
    SelectionActions(Workspace &workspace, ActionCollection &actions, QObject *parent);

    void update(const QList<PinId> &selected);

private:
    Workspace &m_workspace;
    ActionCollection &m_actions;
    int m_counting = 0; // the last one; those of before come to nothing
};

} // namespace pinweek
