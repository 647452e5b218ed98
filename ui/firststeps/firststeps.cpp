// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/firststeps/firststeps.h"

#include "core/settings.h"
#include "planner/planrules.h"
#include "planner/sloteditor.h"
#include "store/accountstore.h"
#include "store/pinstore.h"
#include "store/slotstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/firststeps/firststepscard.h"
#include "workspace/workspace.h"

#include <QApplication>

namespace pinweek {

FirstSteps::FirstSteps(Workspace &workspace, QWidget *over, std::function<AccountId()> account,
                       QObject *parent)
    : QObject(parent), m_workspace(workspace), m_over(over), m_account(std::move(account))
{
    connect(&workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        // The first pin says that they are no longer needed.
        if (m_card && !changes.pins.isEmpty())
            close();
    });
}

FirstStepsCard *FirstSteps::card() const
{
    return m_card;
}

bool FirstSteps::isNew() const
{
    Store &store = m_workspace.store();
    const auto accounts = store.accounts().accounts().value_or(QList<Account>());
    const auto pins = store.pins().list({}, {}, {}, {}, {}, 1, 0).value_or(QList<Pin>());
    return accounts.size() == 1 && accounts.first().environment == Environment::Local &&
           pins.isEmpty();
}

bool FirstSteps::hasSlots() const
{
    return !m_workspace.store()
                .timeSlots()
                .slotsOf(m_account())
                .value_or(QList<TimeSlot>())
                .isEmpty();
}

void FirstSteps::showIfNew()
{
    if (!m_workspace.settings().firstRunDone() && isNew())
        show();
}

void FirstSteps::show()
{
    if (m_card) {
        m_card->showPage(FirstStepsCard::Page::Welcome);
        return;
    }
    m_card = new FirstStepsCard(m_over);
    m_card->setDayShape(planRules(m_workspace.settings()).shape);
    connect(m_card, &FirstStepsCard::connectWanted, this, &FirstSteps::connectWanted);
    connect(m_card, &FirstStepsCard::planWanted, this, &FirstSteps::goOn);
    connect(m_card, &FirstStepsCard::demoWanted, this, &FirstSteps::demoWanted);
    connect(m_card, &FirstStepsCard::slotsWanted, this, &FirstSteps::makeSlots);
    connect(m_card, &FirstStepsCard::imagesWanted, this, &FirstSteps::imagesWanted);
    connect(m_card, &FirstStepsCard::closed, this, &FirstSteps::close);
    m_card->show();
    m_card->showPage(FirstStepsCard::Page::Welcome);
}

void FirstSteps::goOn()
{
    if (m_card && m_card->page() == FirstStepsCard::Page::Welcome)
        m_card->showPage(hasSlots() ? FirstStepsCard::Page::Images : FirstStepsCard::Page::Pace);
}

void FirstSteps::makeSlots(int perDay)
{
    m_workspace.slotEditor().makeWeek(m_account(), {}, perDay, this,
                                      [this](const Result<int> &made) {
                                          if (!m_card)
                                              return;
                                          if (made)
                                              m_card->showPage(FirstStepsCard::Page::Images);
                                          else
                                              m_card->showProblem(errorText(made.error()));
                                      });
}

void FirstSteps::close()
{
    m_workspace.settings().setFirstRunDone(true);
    if (!m_card)
        return;
    const bool hadFocus = m_card->isAncestorOf(QApplication::focusWidget());
    m_card->hide();
    m_card->deleteLater();
    m_card = nullptr;
    if (hadFocus)
        emit closed();
}

} // namespace pinweek
