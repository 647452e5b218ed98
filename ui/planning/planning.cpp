// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/planning/planning.h"

#include "planner/planeditor.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/pinverbs.h"
#include "ui/planning/manyboardsdialog.h"
#include "ui/planning/respacedialog.h"
#include "workspace/workspace.h"

#include <algorithm>

namespace pinweek {

Planning::Planning(Workspace &workspace, QWidget *window)
    : QObject(window), m_workspace(workspace), m_window(window)
{
}

void Planning::scheduleToNextSlots(const QList<PinId> &pins)
{
    m_workspace.editor().scheduleToNextSlots(
        pins, std::nullopt, this,
        [this, asked = int(pins.size())](const Result<EditOutcome> &result) {
            tellSlots(result, asked);
        });
}

void Planning::putOnNextSlots(const QList<PinId> &pins, const WallTime &from, bool copy)
{
    const auto put = copy ? &PinEditor::duplicateToNextSlots : &PinEditor::putOnNextSlots;
    (m_workspace.editor().*put)(pins, from.resolve().utc, this,
                                [this, asked = int(pins.size())](
                                    const Result<EditOutcome> &result) { tellSlots(result, asked); });
}

void Planning::tellSlots(const Result<EditOutcome> &result, int asked)
{
    if (!result) {
        emit message(errorText(result.error()), false);
        return;
    }
    const QList<Pin> pins = m_workspace.store().pins().pins(result->pins).value_or(QList<Pin>());
    if (pins.isEmpty())
        return;
    const auto [first, last] =
        std::minmax_element(pins.begin(), pins.end(), [](const Pin &a, const Pin &b) {
            return a.dueAt.value_or(UtcTime{}) < b.dueAt.value_or(UtcTime{});
        });
    const auto when = [this](const Pin &pin) {
        const WallTime at = pin.content.planned.value_or(WallTime{});
        return shortWhen(at, WallTime::fromUtc(m_workspace.clock().now(), at.zone).date);
    };
    const int drafts = int(pins.size()) - result->scheduled;
    QString text;
    if (pins.size() == 1) {
        text = drafts == 0 ? tr("Scheduled for %1.").arg(when(*first))
                           : tr("Draft for %1. %2.")
                                 .arg(when(*first),
                                      needsText(m_workspace.editor().missing(first->content)));
    } else {
        text = tr("%n pin(s) put on the next slots, %1 to %2.", nullptr, int(pins.size()))
                   .arg(when(*first), when(*last));
        if (drafts > 0)
            text += QLatin1Char(' ') +
                    tr("%n of them draft(s): something is missing.", nullptr, drafts);
    }
    if (const int stayed = asked - int(pins.size()); stayed > 0)
        text += QLatin1Char(' ') + tr("%n locked pin(s) stayed.", nullptr, stayed);
    emit message(text, true);
}

void Planning::shuffle(const QList<PinId> &pins)
{
    m_workspace.planEditor().shuffle(pins, this, [this](const Result<EditOutcome> &result) {
        if (result)
            emit message(tr("%n pin(s) shuffled.", nullptr, int(result->pins.size())), true);
        else
            emit message(errorText(result.error()), false);
    });
}

void Planning::respace(AccountId account, const QList<PinId> &pins)
{
    m_workspace.planEditor().findRespaced(
        account, pins, this,
        [this, several = pins.isEmpty()](const Result<QList<RespacedPin>> &found) {
            if (!found)
                emit message(errorText(found.error()), false);
            else
                showRespaced(*found, several);
        });
}

void Planning::showRespaced(const QList<RespacedPin> &pins, bool several)
{
    if (pins.isEmpty()) {
        emit message(several ? tr("All pins to come keep their distance.")
                             : tr("These pins keep their distance."),
                     false);
        return;
    }
    auto *dialog = new RespaceDialog(pins, m_workspace.clock().now(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, pins] {
        m_workspace.planEditor().respace(pins, this, [this](const Result<EditOutcome> &result) {
            if (result)
                emit message(tr("%n pin(s) moved.", nullptr, int(result->pins.size())), true);
            else
                emit message(errorText(result.error()), false);
        });
    });
    dialog->open();
}

void Planning::toManyBoards(PinId pin)
{
    const Result<Pin> found = m_workspace.store().pins().pin(pin);
    if (!found) {
        emit message(errorText(found.error()), false);
        return;
    }
    auto *dialog = new ManyBoardsDialog(m_workspace, *found, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, pin] {
        m_workspace.planEditor().toBoards(pin, dialog->dates(), this,
                                          [this](const Result<EditOutcome> &result) {
                                              if (!result)
                                                  emit message(errorText(result.error()), false);
                                              else
                                                  emit message(tr("On %n board(s). Scheduled: %1.",
                                                                  nullptr, int(result->pins.size()))
                                                                   .arg(result->scheduled),
                                                               true);
                                          });
    });
    dialog->open();
}

} // namespace pinweek
