// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/links/utmpicker.h"

#include "store/store.h"
#include "store/utmstore.h"
#include "ui/links/utmdialog.h"
#include "ui/theme/theme.h"
#include "workspace/workspace.h"

#include <QKeyEvent>
#include <QMenu>

namespace pinweek {

namespace {

constexpr int longestName = 24; // letters on the button

/** A name as a button or menu shows it: an & is one. */
QString plainText(QString name)
{
    return name.replace(QLatin1Char('&'), QLatin1String("&&"));
}

QString shortened(const QString &name)
{
    return name.size() > longestName ? name.left(longestName - 1) + QChar(u'…') : name;
}

} // namespace

UtmPicker::UtmPicker(QWidget *parent) : QPushButton(parent)
{
    setFlat(true);
    setAutoDefault(false);
    connect(this, &QPushButton::clicked, this, &UtmPicker::openMenu);
}

void UtmPicker::setUp(Workspace &workspace, Example example)
{
    m_workspace = &workspace;
    m_example = std::move(example);
    connect(&workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        if (changes.everything || !changes.utmRecipes.isEmpty())
            read();
    });
}

void UtmPicker::setChoice(AccountId account, const Choice &choice, bool mixed)
{
    m_account = account;
    m_choice = choice;
    m_mixed = mixed;
    read();
}

void UtmPicker::read()
{
    if (!m_workspace)
        return;
    const UtmStore &recipes = m_workspace->store().utm();
    QString name;
    if (!m_choice) {
        const auto usual = recipes.defaultOf(m_account);
        name = usual && *usual ? (*usual)->name : QString();
    } else if (const auto own = recipes.recipe(*m_choice); own) {
        name = own->name;
    } else if (m_choice->isValid()) {
        name = tr("deleted, no tags");
    }
    const QString none = tr("none", "UTM tags");
    const QString shown = m_mixed ? tr("different") : name.isEmpty() ? none : name;
    setText(tr("UTM: %1").arg(plainText(shortened(shown))));
    setAccessibleName(tr("UTM tags of the link: %1").arg(shown));
    setToolTip(tr("Tags that show in your site's statistics which pin a visit came from"));
}

void UtmPicker::openMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("utmMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &name, const QString &text, const Choice &choice) {
        QAction *action = menu->addAction(text);
        action->setObjectName(name);
        action->setCheckable(true);
        action->setChecked(!m_mixed && choice == m_choice);
        connect(action, &QAction::triggered, this, [this, choice] { pick(choice); });
    };
    const UtmStore &recipes = m_workspace->store().utm();
    const auto usual = recipes.defaultOf(m_account);
    add(QStringLiteral("defaultUtmAction"),
        usual && *usual ? tr("De&fault: %1").arg(plainText((*usual)->name))
                        : tr("De&fault: no tags"),
        {});
    add(QStringLiteral("noUtmAction"), tr("&No tags"), UtmRecipeId{});
    menu->addSeparator();
    const auto all = recipes.recipes().value_or(QList<UtmRecipe>());
    for (const UtmRecipe &recipe : all)
        add(QStringLiteral("utm%1Action").arg(recipe.id.toString()), plainText(recipe.name),
            recipe.id);
    if (!all.isEmpty())
        menu->addSeparator();
    QAction *making = menu->addAction(themeIcon(QStringLiteral("plus")), tr("New &recipe…"));
    making->setObjectName(QStringLiteral("newUtmAction"));
    connect(making, &QAction::triggered, this, [this] { openDialog(true); });
    if (!all.isEmpty()) {
        QAction *managing = menu->addAction(tr("&Edit recipes…"));
        managing->setObjectName(QStringLiteral("editUtmAction"));
        connect(managing, &QAction::triggered, this, [this] { openDialog(false); });
    }
    menu->popup(mapToGlobal(QPoint(0, height() + metrics::space1)));
}

void UtmPicker::openDialog(bool isNew)
{
    const auto [pin, content] = m_example();
    auto *dialog = new UtmDialog(*m_workspace, pin, content, window());
    if (isNew) {
        dialog->startNew();
        // Made from here, it is meant for here.
        connect(dialog, &UtmDialog::made, this, [this](UtmRecipeId recipe) { pick(recipe); });
    }
    dialog->open();
}

void UtmPicker::pick(const Choice &choice)
{
    if (choice == m_choice && !m_mixed)
        return;
    setChoice(m_account, choice);
    emit picked(choice);
}

void UtmPicker::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_F4) {
        openMenu();
        return;
    }
    QPushButton::keyPressEvent(event);
}

} // namespace pinweek
