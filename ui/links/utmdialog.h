// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "model/utm.h"

#include <QDialog>

#include <array>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace pinweek {

class TemplateEdit;
class Workspace;

/**
 * The UTM recipes of the workspace: a list, and beside it the name and the five tags of one, with
 * what they make of a pin's link. Saving and deleting are undoable steps. What was typed is saved
 * when another recipe is chosen or the dialog is closed; where it can't be, it says why first.
 * Deletes itself when closed.
 */
class UtmDialog : public QDialog
{
    Q_OBJECT

public:
    /** @param pin  the example, as it is being written; invalid: one that is not stored yet */
    UtmDialog(Workspace &workspace, PinId pin, const PinContent &content, QWidget *parent);

    void reject() override;
    /** Begins a recipe with tags that are usual for Pinterest. */
    void startNew();

signals:
    /** A new recipe was stored. */
    void made(pinweek::UtmRecipeId recipe);

private:
    void build();
    QWidget *buildForm();
    void reload();
    void choose(int row);
    void showRecipe(const UtmRecipe &recipe);
    [[nodiscard]] UtmRecipe typed() const;
    [[nodiscard]] bool isChanged() const { return typed() != m_shown; }
    void showState();
    void showPreview();
    void save(const std::function<void()> &then);
    void remove();
    void fillAccounts();
    void showProblem(const QString &text);
    void showNote(const QString &text);

    Workspace &m_workspace;
    PinId m_pin;
    PinContent m_content;
    /** As it was when it was shown; an invalid id: a new one. */
    UtmRecipe m_shown;
    bool m_filling = false;
    /** It was said why what was typed can't be saved: closing once more leaves it. */
    bool m_wasTold = false;
    QList<UtmRecipe> m_recipes;
    QListWidget *m_list = nullptr;
    QLineEdit *m_name = nullptr;
    std::array<TemplateEdit *, 5> m_tags{};
    QComboBox *m_defaultFor = nullptr;
    QLabel *m_preview = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_delete = nullptr;
};

} // namespace pinweek
