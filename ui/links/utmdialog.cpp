// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/links/utmdialog.h"

#include "store/accountstore.h"
#include "store/store.h"
#include "store/utmstore.h"
#include "text/texts.h"
#include "ui/links/linkfield.h"
#include "ui/links/templateedit.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

#include <algorithm>

namespace pinweek {

namespace {

constexpr QSize usualSize{720, 520};
constexpr int listWidth = 200;    // px
constexpr int previewHeight = 64; // four lines of the small font
constexpr qint64 noAccount = -1;  // of the combo box; 0: all

/** What most start with. */
UtmRecipe usualRecipe()
{
    UtmRecipe recipe;
    recipe.name = UtmDialog::tr("Pinterest");
    recipe.source = QStringLiteral("pinterest");
    recipe.medium = QStringLiteral("social");
    recipe.campaign = QStringLiteral("{board}");
    recipe.content = QStringLiteral("{slug}");
    return recipe;
}

QString labelOf(QLatin1String key)
{
    if (key == QLatin1String("utm_source"))
        return UtmDialog::tr("&Source");
    if (key == QLatin1String("utm_medium"))
        return UtmDialog::tr("&Medium");
    if (key == QLatin1String("utm_campaign"))
        return UtmDialog::tr("&Campaign");
    if (key == QLatin1String("utm_term"))
        return UtmDialog::tr("&Term");
    return UtmDialog::tr("C&ontent");
}

} // namespace

UtmDialog::UtmDialog(Workspace &workspace, PinId pin, const PinContent &content, QWidget *parent)
    : QDialog(parent), m_workspace(workspace), m_pin(pin), m_content(content)
{
    setObjectName(QStringLiteral("utmDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("UTM recipes"));
    resize(usualSize);
    if (m_content.link.trimmed().isEmpty())
        m_content.link = QStringLiteral("https://example.com/page");
    build();
    connect(&workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        if (changes.everything || !changes.utmRecipes.isEmpty())
            reload();
    });
    reload();
    if (m_recipes.isEmpty())
        startNew();
    else
        choose(0);
}

void UtmDialog::build()
{
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("utmListWidget"));
    m_list->setAccessibleName(tr("UTM recipes"));
    m_list->setFixedWidth(listWidth);
    m_list->setUniformItemSizes(true);
    auto *make = new QPushButton(tr("&New"), this);
    make->setObjectName(QStringLiteral("newUtmPushButton"));
    m_delete = new QPushButton(tr("&Delete"), this);
    m_delete->setObjectName(QStringLiteral("deleteUtmPushButton"));
    auto *verbs = new QHBoxLayout;
    verbs->setSpacing(metrics::space2);
    for (QPushButton *each : {make, m_delete}) {
        each->setAutoDefault(false);
        each->setMinimumHeight(metrics::controlHeight);
        verbs->addWidget(each);
    }
    auto *left = new QVBoxLayout;
    left->setSpacing(metrics::space2);
    left->addWidget(m_list, 1);
    left->addLayout(verbs);

    auto *buttons = new QDialogButtonBox(this);
    buttons->setObjectName(QStringLiteral("utmDialogButtonBox"));
    m_save = buttons->addButton(tr("Sa&ve"), QDialogButtonBox::AcceptRole);
    m_save->setObjectName(QStringLiteral("saveUtmPushButton"));
    m_save->setDefault(true);
    setPrimary(m_save);
    QPushButton *shut = buttons->addButton(QDialogButtonBox::Close);
    shut->setObjectName(QStringLiteral("closePushButton"));

    auto *columns = new QHBoxLayout;
    columns->setSpacing(metrics::space4);
    columns->addLayout(left);
    columns->addWidget(buildForm(), 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space4, metrics::space4, metrics::space4, metrics::space4);
    layout->setSpacing(metrics::space3);
    layout->addLayout(columns, 1);
    layout->addWidget(buttons);

    connect(make, &QPushButton::clicked, this, &UtmDialog::startNew);
    connect(m_delete, &QPushButton::clicked, this, &UtmDialog::remove);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (!m_filling)
            choose(row);
    });
    connect(m_save, &QPushButton::clicked, this, [this] { save([] {}); });
    connect(shut, &QPushButton::clicked, this, &QDialog::reject);
}

QWidget *UtmDialog::buildForm()
{
    auto *form = new QWidget(this);
    auto *fields = new QFormLayout;
    fields->setVerticalSpacing(metrics::space2);
    fields->setHorizontalSpacing(metrics::space3);
    fields->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_name = new QLineEdit(form);
    m_name->setObjectName(QStringLiteral("utmNameLineEdit"));
    m_name->setMinimumHeight(metrics::controlHeight);
    fields->addRow(tr("N&ame"), m_name);
    connect(m_name, &QLineEdit::textEdited, this, &UtmDialog::showState);
    for (size_t i = 0; i < utmTags().size(); ++i) {
        m_tags.at(i) = new TemplateEdit(utmTags().at(i).key, form);
        fields->addRow(labelOf(utmTags().at(i).key), m_tags.at(i));
        connect(m_tags.at(i), &TemplateEdit::edited, this, &UtmDialog::showState);
    }
    m_defaultFor = new QComboBox(form);
    m_defaultFor->setObjectName(QStringLiteral("utmDefaultComboBox"));
    m_defaultFor->setToolTip(tr("Pins for which you chose a recipe, or no tags, keep that"));
    fields->addRow(tr("De&fault of"), m_defaultFor);
    connect(m_defaultFor, &QComboBox::activated, this, &UtmDialog::showState);
    fillAccounts();

    auto *heading = metaLabel(tr("Pinterest gets"), QStringLiteral("utmPreviewHeadingLabel"), form);
    m_preview = new QLabel(form);
    m_preview->setObjectName(QStringLiteral("utmPreviewLabel"));
    m_preview->setWordWrap(true);
    m_preview->setTextFormat(Qt::PlainText);
    m_preview->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    m_preview->setMinimumHeight(previewHeight);
    m_problem = bodyLabel({}, QStringLiteral("problemLabel"), form);
    m_problem->hide();

    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::space2);
    column->addLayout(fields);
    column->addSpacing(metrics::space2);
    column->addWidget(heading);
    column->addWidget(m_preview);
    column->addStretch(1);
    column->addWidget(m_problem);
    return form;
}

void UtmDialog::fillAccounts()
{
    m_defaultFor->addItem(tr("No pins: choose it for each"), noAccount);
    m_defaultFor->addItem(tr("Pins of all accounts"), 0);
    for (const Account &account :
         m_workspace.store().accounts().accounts().value_or(QList<Account>())) {
        if (!account.username.isEmpty())
            m_defaultFor->addItem(tr("Pins of %1").arg(account.username), account.id.value);
    }
}

void UtmDialog::reload()
{
    m_filling = true;
    m_recipes = m_workspace.store().utm().recipes().value_or(QList<UtmRecipe>());
    m_list->clear();
    int current = -1;
    for (const UtmRecipe &recipe : std::as_const(m_recipes)) {
        if (recipe.id == m_shown.id)
            current = m_list->count();
        auto *item = new QListWidgetItem(
            recipe.defaultFor ? tr("%1 (default)").arg(recipe.name) : recipe.name, m_list);
        item->setSizeHint(QSize(0, metrics::rowHeight));
    }
    m_list->setCurrentRow(current);
    m_filling = false;
    if (current >= 0 && !isChanged()) {
        showRecipe(m_recipes.at(current));
    } else if (current < 0 && m_shown.id.isValid()) {
        m_shown = {}; // it is gone, with what was typed into it
        choose(0);
    }
    showState();
}

/** What was typed into the one before is stored first. */
void UtmDialog::choose(int row)
{
    if (row < 0 || row >= m_recipes.size()) {
        if (m_recipes.isEmpty())
            startNew();
        return;
    }
    const UtmRecipe wanted = m_recipes.at(row);
    const auto turn = [this, wanted] {
        showRecipe(m_workspace.store().utm().recipe(wanted.id).value_or(wanted));
        reload();
    };
    if (m_shown.id != wanted.id && m_shown.id.isValid() && isChanged())
        save(turn);
    else
        turn();
}

void UtmDialog::startNew()
{
    const auto begin = [this] {
        UtmRecipe recipe = usualRecipe();
        const QString name = recipe.name;
        for (int number = 2;
             std::any_of(m_recipes.begin(), m_recipes.end(),
                         [&recipe](const UtmRecipe &other) {
                             return other.name.compare(recipe.name, Qt::CaseInsensitive) == 0;
                         });
             ++number)
            recipe.name = QStringLiteral("%1 %2").arg(name).arg(number);
        showRecipe(recipe);
        m_filling = true;
        m_list->setCurrentRow(-1);
        m_filling = false;
        m_name->setFocus();
        m_name->selectAll();
    };
    if (m_shown.id.isValid() && isChanged())
        save(begin);
    else
        begin();
}

void UtmDialog::showRecipe(const UtmRecipe &recipe)
{
    m_shown = recipe;
    if (m_name->text() != recipe.name)
        m_name->setText(recipe.name);
    for (size_t i = 0; i < utmTags().size(); ++i)
        m_tags.at(i)->setText(recipe.*utmTags().at(i).value);
    const int row =
        m_defaultFor->findData(recipe.defaultFor ? recipe.defaultFor->value : noAccount);
    m_defaultFor->setCurrentIndex(std::max(0, row));
    showProblem({});
    showState();
}

UtmRecipe UtmDialog::typed() const
{
    UtmRecipe recipe = m_shown;
    recipe.name = m_name->text();
    for (size_t i = 0; i < utmTags().size(); ++i)
        recipe.*utmTags().at(i).value = m_tags.at(i)->text();
    const qint64 account = m_defaultFor->currentData().toLongLong();
    // One for an account that is gone stays so until something else is chosen.
    if (account != noAccount)
        recipe.defaultFor = AccountId{account};
    else if (!recipe.defaultFor || m_defaultFor->findData(recipe.defaultFor->value) >= 0)
        recipe.defaultFor.reset();
    return recipe;
}

void UtmDialog::reject()
{
    if (!isChanged() || m_wasTold) {
        QDialog::reject();
        return;
    }
    save([this] { QDialog::reject(); });
}

void UtmDialog::showState()
{
    m_wasTold = false;
    m_save->setEnabled(!m_shown.id.isValid() || isChanged());
    m_delete->setEnabled(m_shown.id.isValid());
    showPreview();
}

void UtmDialog::showPreview()
{
    const UtmRecipe recipe = typed();
    for (const UtmTag &tag : utmTags()) {
        const QStringList unknown = unknownUtmVariables(recipe.*tag.value);
        if (unknown.isEmpty())
            continue;
        m_preview->setText(tr("{%1} is no variable. The { } button shows those that there are.")
                               .arg(unknown.first()));
        setTone(m_preview, Tone::Problem);
        return;
    }
    setTone(m_preview, Tone::Usual);
    const QString link =
        m_workspace.store().utm().linkWith(recipe, m_pin, m_content).value_or(m_content.link);
    m_preview->setText(breakable(link));
    m_preview->setAccessibleName(tr("Pinterest gets: %1").arg(link));
    m_preview->setToolTip(link);
}

void UtmDialog::save(const std::function<void()> &then)
{
    const UtmRecipe recipe = typed();
    m_save->setEnabled(false);
    m_workspace.store().utm().save(
        recipe, recipe.id.isValid() ? tr("Change UTM recipe") : tr("New UTM recipe"), this,
        [this, isNew = !recipe.id.isValid(), then](const Result<UtmRecipe> &saved) {
            if (!saved) {
                showProblem(errorText(saved.error()));
                m_wasTold = true;
                m_filling = true;
                m_list->setCurrentRow(-1);
                m_filling = false;
                m_save->setEnabled(true);
                return;
            }
            showRecipe(*saved);
            reload();
            showNote(tr("Saved."));
            if (isNew)
                emit made(saved->id);
            then();
        });
}

void UtmDialog::remove()
{
    if (!m_shown.id.isValid())
        return;
    m_workspace.store().utm().remove(
        m_shown.id, tr("Delete UTM recipe"), this,
        [this, name = m_shown.name](const Result<int> &pins) {
            if (!pins)
                showProblem(errorText(pins.error()));
            else if (*pins == 0)
                showNote(tr("“%1” is deleted. Undo brings it back.").arg(name));
            else
                showNote(tr("“%1” is deleted; %n pin(s) that chose it get no tags. Undo brings it "
                            "back.",
                            nullptr, *pins)
                             .arg(name));
        });
}

void UtmDialog::showNote(const QString &text)
{
    showProblem(text);
    setTone(m_problem, Tone::Secondary);
}

void UtmDialog::showProblem(const QString &text)
{
    setTone(m_problem, Tone::Problem);
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

} // namespace pinweek
