// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/selectionactions.h"

#include "planner/slices.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "ui/actions.h"
#include "workspace/workspace.h"

#include <memory>

namespace pinweek {

namespace {

constexpr qsizetype slice = 500; // pins: some ms

} // namespace

SelectionActions::SelectionActions(Workspace &workspace, ActionCollection &actions, QObject *parent)
    : QObject(parent), m_workspace(workspace), m_actions(actions)
{
}

void SelectionActions::update(const QList<PinId> &selected)
{
    const UndoState undo = m_workspace.store().undo().state().value_or(UndoState());
    m_actions.setUndoNames(undo.undoName, undo.redoName);
    auto state = std::make_shared<SelectionState>();
    inSlices(
        selected.size(), slice, this,
        [this, state, selected, counting = ++m_counting](qsizetype begin,
                                                         qsizetype end) -> Result<void> {
            if (counting != m_counting)
                return fail(ErrorKind::Cancelled, {});
            const auto pins = m_workspace.store().pins().pins(selected.mid(begin, end - begin));
            for (const Pin &pin : pins.value_or(QList<Pin>()))
                state->add(pin);
            return {};
        },
        [this, state](const Result<void> &all) {
            if (all)
                m_actions.setSelection(*state);
        });
}

} // namespace pinweek
