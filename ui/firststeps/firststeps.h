// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QWidget;

namespace pinweek {

class FirstStepsCard;
class Workspace;

/**
 * Leads through the first minutes (interaction.md 5): shows the card where the workspace is new,
 * makes the time slots, and steps back as soon as there is a pin. Main thread.
 */
class FirstSteps : public QObject
{
    Q_OBJECT

public:
    /** @param over  what the card lies on
     *  @param account  whose slots are made */
    FirstSteps(Workspace &workspace, QWidget *over, std::function<AccountId()> account,
               QObject *parent);

    /** If nothing is there yet, and they were not skipped before. */
    void showIfNew();
    /** From the start, by the menu. */
    void show();
    /** An account is connected: on with the pace. */
    void goOn();
    [[nodiscard]] FirstStepsCard *card() const;

signals:
    void connectWanted();
    /** A look at the demo, beside this window. */
    void demoWanted();
    void imagesWanted();
    /** They are over: the keyboard goes on on the calendar. */
    void closed();

private:
    [[nodiscard]] bool isNew() const;
    [[nodiscard]] bool hasSlots() const;
    void makeSlots(int perDay);
    void close();

    Workspace &m_workspace;
    QWidget *m_over;
    std::function<AccountId()> m_account;
    QPointer<FirstStepsCard> m_card;
};

} // namespace pinweek
