// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "model/pin.h"

#include <QPushButton>

#include <functional>
#include <optional>

namespace pinweek {

class Workspace;

/** The choice of a pin's UTM recipe: what is the default, none, or one of the recipes; its menu
 * also leads to their dialog. */
class UtmPicker : public QPushButton
{
    Q_OBJECT

public:
    using Choice = std::optional<UtmRecipeId>; // PinContent::utm
    /** Gives the pin that the dialog shows as its example. */
    using Example = std::function<std::pair<PinId, PinContent>()>;

    explicit UtmPicker(QWidget *parent = nullptr);
    void setUp(Workspace &workspace, Example example);
    /** @param account  whose default counts; `mixed`: several pins with different choices */
    void setChoice(AccountId account, const Choice &choice, bool mixed = false);
    void openMenu();

signals:
    void picked(const std::optional<pinweek::UtmRecipeId> &choice);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void read();
    void pick(const Choice &choice);
    void openDialog(bool isNew);

    Workspace *m_workspace = nullptr;
    Example m_example;
    AccountId m_account;
    Choice m_choice;
    bool m_mixed = false;
};

} // namespace pinweek
