// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/campaignpanel.h"

#include "store/campaignstore.h"
#include "store/store.h"
#include "ui/campaigns/campaignmodel.h"
#include "ui/campaigns/campaignsdialog.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QListView>
#include <QMenu>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {
constexpr int mostRows = 5; // the rest is scrolled to
}

CampaignPanel::CampaignPanel(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_theme(theme), m_model(new CampaignModel(this))
{
    setObjectName(QStringLiteral("campaignPanel"));
    build();
    connect(&workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        // Their numbers follow the pins.
        if (changes.everything || !changes.campaigns.isEmpty() ||
            (!changes.pins.isEmpty() && m_model->rowCount() > 0))
            reload();
    });
    connect(&theme, &ThemeManager::themeChanged, m_list->viewport(), qOverload<>(&QWidget::update));
    reload();
}

void CampaignPanel::build()
{
    QLabel *title = new QLabel(tr("Campaigns"), this);
    title->setObjectName(QStringLiteral("campaignsTitleLabel"));
    setTextStyle(title, TextStyle::Body, true);
    auto *manage = new QToolButton(this);
    manage->setObjectName(QStringLiteral("manageCampaignsToolButton"));
    manage->setIcon(themeIcon(QStringLiteral("ellipsis")));
    manage->setToolTip(tr("Manage campaigns…"));
    manage->setAccessibleName(manage->toolTip());
    manage->setAutoRaise(true);
    manage->setFixedSize(metrics::rowHeight, metrics::rowHeight);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::panelPadding, 0, metrics::space2, 0);
    head->addWidget(title, 1);
    head->addWidget(manage);

    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("campaignPanelListView"));
    m_list->setAccessibleName(tr("Campaigns"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CampaignDelegate(m_theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, metrics::space2, 0, metrics::space2);
    layout->setSpacing(metrics::space1);
    layout->addLayout(head);
    auto *rows = new QHBoxLayout;
    rows->setContentsMargins(metrics::space1, 0, metrics::space1, 0);
    rows->addWidget(m_list);
    layout->addLayout(rows);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    connect(manage, &QToolButton::clicked, this, &CampaignPanel::openDialog);
    const auto toggle = [this](const QModelIndex &index) {
        const CampaignId id{index.data(CampaignModel::CampaignIdRole).toLongLong()};
        setCampaign(id == m_chosen ? CampaignId{} : id);
    };
    connect(m_list, &QListView::clicked, this, toggle);
    // Return, Enter and Space; activated() would come with a double click, too.
    for (const int key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space}) {
        auto *shortcut = new QShortcut(QKeySequence(key), m_list);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this,
                [this, toggle] { toggle(m_list->currentIndex()); });
    }
    connect(m_list, &QListView::customContextMenuRequested, this, &CampaignPanel::showMenu);
}

void CampaignPanel::reload()
{
    m_model->setCampaigns(m_workspace.store().campaigns().campaigns().value_or(QList<Campaign>()));
    const int rows = m_model->rowCount();
    m_list->setFixedHeight(qBound(1, rows, mostRows) * metrics::rowHeight);
    setVisible(m_room && rows > 0);
    const QModelIndex chosen = m_model->indexOf(m_chosen);
    if (m_chosen.isValid() && !chosen.isValid())
        setCampaign({}); // what is gone must not filter any more
    else if (chosen.isValid())
        m_list->selectionModel()->select(chosen, QItemSelectionModel::ClearAndSelect);
}

void CampaignPanel::setCampaign(CampaignId campaign)
{
    const QModelIndex row = m_model->indexOf(campaign);
    if (row.isValid())
        m_list->selectionModel()->select(row, QItemSelectionModel::ClearAndSelect);
    else
        m_list->clearSelection();
    if (campaign == m_chosen)
        return;
    m_chosen = campaign;
    emit filterChanged(campaign);
}

void CampaignPanel::setRoom(bool room)
{
    m_room = room;
    setVisible(m_room && m_model->rowCount() > 0);
}

QString CampaignPanel::campaignName() const
{
    return m_model->indexOf(m_chosen).data().toString();
}

void CampaignPanel::showMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("campaignPanelMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&New campaign…"), this,
                    [this] { askForNewCampaign(m_workspace, this, [](CampaignId) {}); });
    menu->addAction(tr("&Manage campaigns…"), this, &CampaignPanel::openDialog);
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

void CampaignPanel::openDialog()
{
    (new CampaignsDialog(m_workspace, m_theme, window()))->open();
}

} // namespace pinweek
