// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/campaignsdialog.h"

#include "planner/pineditor.h"
#include "store/campaignstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/campaigns/campaignmark.h"
#include "ui/campaigns/campaignmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/colourmenu.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/namedialog.h"
#include "workspace/workspace.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pinweek {

namespace {
constexpr QSize usualSize{420, 400};
}

void askForNewCampaign(Workspace &workspace, QWidget *parent,
                       const std::function<void(CampaignId)> &made)
{
    auto *dialog = new NameDialog(
        {NameDialog::tr("New campaign"), NameDialog::tr("&Create"),
         NameDialog::tr("It gathers pins of any boards: a sale, a season. Only you see it.")},
        longestCampaignName, parent);
    QObject::connect(dialog, &NameDialog::nameWanted, dialog,
                     [&workspace, dialog, made](const QString &name) {
                         dialog->setBusy(true);
                         workspace.store().campaigns().create(
                             name, NameDialog::tr("New campaign"), dialog,
                             [dialog, made](const Result<Campaign> &campaign) {
                                 dialog->setBusy(false);
                                 if (!campaign) {
                                     dialog->showProblem(errorText(campaign.error()));
                                     return;
                                 }
                                 dialog->accept();
                                 made(campaign->id);
                             });
                     });
    dialog->open();
}

CampaignsDialog::CampaignsDialog(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : QDialog(parent), m_workspace(workspace), m_theme(theme), m_model(new CampaignModel(this))
{
    setObjectName(QStringLiteral("campaignsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Campaigns"));
    resize(usualSize);
    build();
    connect(&workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        if (changes.everything || !changes.campaigns.isEmpty() || !changes.pins.isEmpty())
            reload();
    });
    reload();
    m_list->setCurrentIndex(m_model->index(0));
}

void CampaignsDialog::build()
{
    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("campaignsListView"));
    m_list->setAccessibleName(tr("Campaigns"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CampaignDelegate(m_theme, m_list));
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    auto *empty =
        new EmptyState(QStringLiteral("campaigns"), QStringLiteral("calendar-days"), this);
    empty->setText(tr("A campaign gathers pins of any boards: a sale, a season."));
    empty->setButtons(tr("New campaign…"));
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_list);
    m_pages->addWidget(empty);
    m_problem = bodyLabel({}, QStringLiteral("problemLabel"), this);
    setTone(m_problem, Tone::Problem);
    m_problem->hide();

    const auto button = [this](const QString &name, const QString &text) {
        auto *made = new QPushButton(text, this);
        made->setObjectName(name);
        made->setAutoDefault(false);
        made->setMinimumHeight(metrics::controlHeight);
        return made;
    };
    QPushButton *make = button(QStringLiteral("newCampaignPushButton"), tr("&New…"));
    m_rename = button(QStringLiteral("renameCampaignPushButton"), tr("&Rename…"));
    m_colour = button(QStringLiteral("campaignColourPushButton"), tr("&Colour"));
    m_delete = button(QStringLiteral("deleteCampaignPushButton"), tr("&Delete"));
    auto *verbs = new QHBoxLayout;
    verbs->setSpacing(metrics::space2);
    for (QPushButton *each : {make, m_rename, m_colour, m_delete})
        verbs->addWidget(each);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->setObjectName(QStringLiteral("campaignsDialogButtonBox"));
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closePushButton"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space4, metrics::space4, metrics::space4, metrics::space4);
    layout->setSpacing(metrics::space3);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_problem);
    layout->addLayout(verbs);
    layout->addWidget(buttons);

    const auto makeNew = [this] {
        askForNewCampaign(m_workspace, this, [this](CampaignId made) {
            reload();
            m_list->setCurrentIndex(m_model->indexOf(made));
        });
    };
    connect(make, &QPushButton::clicked, this, makeNew);
    connect(empty, &EmptyState::firstPressed, this, makeNew);
    connect(m_rename, &QPushButton::clicked, this, &CampaignsDialog::rename);
    connect(m_list, &QListView::doubleClicked, this, &CampaignsDialog::rename);
    connect(m_delete, &QPushButton::clicked, this, &CampaignsDialog::remove);
    auto *del = new QAction(this);
    del->setShortcut(QKeySequence::Delete);
    del->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(del);
    connect(del, &QAction::triggered, this, &CampaignsDialog::remove);
    auto *back = new QShortcut(QKeySequence::Undo, this);
    connect(back, &QShortcut::activated, this, &CampaignsDialog::undo);
    connect(m_colour, &QPushButton::clicked, this, [this] {
        const std::optional<Campaign> campaign = current();
        if (!campaign)
            return;
        auto *menu = new QMenu(m_colour);
        menu->setObjectName(QStringLiteral("colourMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillColourMenu(menu, m_theme.theme(), campaign->colourIndex, campaignIcon,
                       [this](int colour) { recolour(colour); });
        menu->popup(m_colour->mapToGlobal(QPoint(0, m_colour->height())));
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this] { showCurrent(); });
}

void CampaignsDialog::reload()
{
    const CampaignId chosen = current() ? current()->id : CampaignId{};
    m_model->setCampaigns(m_workspace.store().campaigns().campaigns().value_or(QList<Campaign>()));
    const QModelIndex place = m_model->indexOf(chosen);
    m_list->setCurrentIndex(place.isValid() ? place : m_model->index(0));
    m_pages->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
    showCurrent();
}

void CampaignsDialog::showCurrent()
{
    const bool any = current().has_value();
    for (QPushButton *each : {m_rename, m_colour, m_delete})
        each->setEnabled(any);
}

std::optional<Campaign> CampaignsDialog::current() const
{
    const int row = m_list->currentIndex().row();
    const QList<Campaign> &all = m_model->campaigns();
    return row >= 0 && row < all.size() ? std::optional(all.at(row)) : std::nullopt;
}

/** What is shown may be some milliseconds old: what was changed meanwhile must not be put back. */
Campaign CampaignsDialog::asStored(const Campaign &shown) const
{
    return m_workspace.store().campaigns().campaign(shown.id).value_or(shown);
}

void CampaignsDialog::rename()
{
    const std::optional<Campaign> campaign = current();
    if (!campaign)
        return;
    showProblem({});
    auto *dialog =
        new NameDialog({tr("Rename campaign"), tr("&Rename"), {}}, longestCampaignName, this);
    dialog->setName(campaign->name);
    connect(dialog, &NameDialog::nameWanted, this,
            [this, dialog, shown = *campaign](const QString &name) {
                Campaign renamed = asStored(shown);
                renamed.name = name;
                dialog->setBusy(true);
                m_workspace.store().campaigns().save(renamed, tr("Rename campaign"), dialog,
                                                     [dialog](const Result<Campaign> &saved) {
                                                         dialog->setBusy(false);
                                                         if (saved)
                                                             dialog->accept();
                                                         else
                                                             dialog->showProblem(
                                                                 errorText(saved.error()));
                                                     });
            });
    dialog->open();
}

void CampaignsDialog::recolour(int colour)
{
    std::optional<Campaign> campaign = current();
    if (!campaign || campaign->colourIndex == colour)
        return;
    Campaign recoloured = asStored(*campaign);
    recoloured.colourIndex = colour;
    showProblem({});
    save(recoloured);
}

void CampaignsDialog::save(const Campaign &campaign)
{
    m_workspace.store().campaigns().save(campaign, tr("Campaign colour"), this,
                                         [this](const Result<Campaign> &saved) {
                                             if (!saved)
                                                 showProblem(errorText(saved.error()));
                                         });
}

/** At once, since it can be undone here too. */
void CampaignsDialog::remove()
{
    const std::optional<Campaign> campaign = current();
    if (!campaign)
        return;
    m_workspace.store().campaigns().remove(
        campaign->id, tr("Delete campaign"), this,
        [this, name = campaign->name](const Result<int> &removed) {
            if (removed)
                showNote(tr("“%1” is deleted; its %n pin(s) stay. Ctrl+Z brings it back.", nullptr,
                            *removed)
                             .arg(name));
            else
                showProblem(errorText(removed.error()));
        });
}

void CampaignsDialog::undo()
{
    m_workspace.editor().undo(this, [this](const Result<UndoOutcome> &undone) {
        if (undone)
            showNote(tr("Undone."));
        else
            showProblem(errorText(undone.error()));
    });
}

void CampaignsDialog::showNote(const QString &text)
{
    showProblem(text);
    setTone(m_problem, Tone::Secondary);
}

void CampaignsDialog::showProblem(const QString &text)
{
    setTone(m_problem, Tone::Problem);
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

} // namespace pinweek
