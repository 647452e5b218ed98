// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/campaignpicker.h"

#include "store/campaignstore.h"
#include "store/store.h"
#include "ui/campaigns/campaignmark.h"
#include "ui/campaigns/campaignsdialog.h"
#include "ui/theme/theme.h"
#include "workspace/workspace.h"

#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStyle>

namespace pinweek {

namespace {
constexpr int markSize = 16; // px, of the chevron
constexpr int diamond = 10;

/** A name as a menu shows it: an & is one. */
QString menuText(QString name)
{
    return name.replace(QLatin1Char('&'), QLatin1String("&&"));
}
} // namespace

CampaignPicker::CampaignPicker(QWidget *parent)
    : QPushButton(parent), m_emptyText(tr("No campaign"))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(metrics::controlHeight);
    connect(this, &QPushButton::clicked, this, &CampaignPicker::openMenu);
}

void CampaignPicker::setUp(Workspace &workspace, ThemeManager &theme)
{
    m_workspace = &workspace;
    m_theme = &theme;
    connect(&workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        if (changes.everything || !changes.campaigns.isEmpty())
            read();
    });
    read();
}

void CampaignPicker::setChoice(CampaignId campaign, bool mixed)
{
    m_choice = campaign;
    m_mixed = mixed;
    read();
}

void CampaignPicker::setEmptyText(const QString &text)
{
    m_emptyText = text;
    read();
}

void CampaignPicker::read()
{
    m_shown.reset();
    if (m_workspace && m_choice.isValid()) {
        if (const auto found = m_workspace->store().campaigns().campaign(m_choice))
            m_shown = *found;
    }
    setToolTip(m_shown ? m_shown->name : QString());
    setAccessibleName(tr("Campaign: %1").arg(m_shown ? m_shown->name : m_emptyText));
    update();
}

void CampaignPicker::openMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("campaignMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &name, const QString &text, CampaignId id) {
        QAction *action = menu->addAction(text);
        action->setObjectName(name);
        action->setCheckable(true);
        action->setChecked(!m_mixed && id == m_choice);
        connect(action, &QAction::triggered, this, [this, id] { pick(id); });
        return action;
    };
    add(QStringLiteral("noCampaignAction"), tr("No campaign"), {});
    menu->addSeparator();
    const auto all = m_workspace->store().campaigns().campaigns().value_or(QList<Campaign>());
    for (const Campaign &campaign : all) {
        add(QStringLiteral("campaign%1Action").arg(campaign.id.toString()), menuText(campaign.name),
            campaign.id)
            ->setIcon(campaignIcon(m_theme->theme().boardColour(campaign.colourIndex)));
    }
    if (!all.isEmpty())
        menu->addSeparator();
    QAction *making = menu->addAction(themeIcon(QStringLiteral("plus")), tr("&New campaign…"));
    making->setObjectName(QStringLiteral("newCampaignAction"));
    connect(making, &QAction::triggered, this, &CampaignPicker::makeNew);
    if (!all.isEmpty()) {
        QAction *managing = menu->addAction(tr("&Manage campaigns…"));
        managing->setObjectName(QStringLiteral("manageCampaignsAction"));
        connect(managing, &QAction::triggered, this,
                [this] { (new CampaignsDialog(*m_workspace, *m_theme, window()))->open(); });
    }
    menu->popup(mapToGlobal(QPoint(0, height() + metrics::space1)));
}

void CampaignPicker::pick(CampaignId campaign)
{
    if (campaign == m_choice && !m_mixed)
        return;
    setChoice(campaign);
    emit picked(campaign);
}

void CampaignPicker::makeNew()
{
    askForNewCampaign(*m_workspace, this, [this](CampaignId made) { pick(made); });
}

void CampaignPicker::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_F4) {
        openMenu();
        return;
    }
    QPushButton::keyPressEvent(event);
}

QSize CampaignPicker::sizeHint() const
{
    return {160, metrics::controlHeight};
}

QSize CampaignPicker::minimumSizeHint() const
{
    return {80, metrics::controlHeight};
}

/** As a BoardPicker: the style draws the button, the rest is placed by hand to be elided. */
void CampaignPicker::paintEvent(QPaintEvent *event)
{
    QPushButton::paintEvent(event);
    QPainter painter(this);
    const bool rtl = layoutDirection() == Qt::RightToLeft;
    QRect line = rect().adjusted(metrics::space3 - 2, 0, -metrics::space2, 0);
    const auto mirrored = [&](const QRect &part) {
        return QStyle::visualRect(layoutDirection(), rect(), part);
    };
    const QRect chevron(line.right() - markSize + 1, (height() - markSize) / 2, markSize, markSize);
    themeIcon(QStringLiteral("chevron-down"))
        .paint(&painter, mirrored(chevron), Qt::AlignCenter,
               isEnabled() ? QIcon::Normal : QIcon::Disabled);
    line.setRight(chevron.left() - metrics::space1);
    if (m_shown && m_theme) {
        const QRect mark(line.left() - 1, (height() - diamond) / 2, diamond, diamond);
        paintCampaignMark(painter, mirrored(mark),
                          m_theme->theme().boardColour(m_shown->colourIndex), Qt::transparent);
        line.setLeft(mark.right() + metrics::space2);
    }
    const QPalette::ColorGroup group = isEnabled() ? QPalette::Active : QPalette::Disabled;
    painter.setPen(
        palette().color(group, m_shown ? QPalette::ButtonText : QPalette::PlaceholderText));
    painter.drawText(mirrored(line), int(Qt::AlignVCenter | (rtl ? Qt::AlignRight : Qt::AlignLeft)),
                     fontMetrics().elidedText(m_shown ? m_shown->name : m_emptyText, Qt::ElideRight,
                                              line.width()));
}

} // namespace pinweek
