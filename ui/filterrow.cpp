// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filterrow.h"

#include "text/texts.h"
#include "ui/actions.h"
#include "ui/campaigns/campaignmark.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace pinweek {

namespace {

constexpr int searchWidth = 260;
constexpr int iconSize = 16;
// A pause that fingers don't notice, and that spares a search for every letter of a fast typist.
constexpr std::chrono::milliseconds typingPause{60};

/** In the order of the menu: what needs a person first. */
constexpr std::array offeredStates{
    PinStatus::Draft,       PinStatus::Scheduled,  PinStatus::Failed,   PinStatus::Blocked,
    PinStatus::Unconfirmed, PinStatus::HandedOver, PinStatus::Published};

} // namespace

FilterRow::FilterRow(ActionCollection &actions, ThemeManager &theme, QWidget *parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_theme(theme)
    , m_search(new QLineEdit(this))
    , m_stateMenu(new QMenu(this))
    , m_campaignMenu(new QMenu(this))
    , m_chips(new QWidget(this))
    , m_chipRow(new QHBoxLayout(m_chips))
    , m_place(metaLabel({}, QStringLiteral("searchPlaceLabel"), this))
    , m_clear(new QPushButton(tr("Clear"), this))
{
    setObjectName(QStringLiteral("filterRow"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::panelPadding, 0, metrics::panelPadding, metrics::space2);
    row->setSpacing(metrics::space2);

    m_search->setObjectName(QStringLiteral("searchLineEdit"));
    m_search->setPlaceholderText(tr("Search title, text, link, note…"));
    m_search->setAccessibleName(tr("Search pins"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(140);
    m_search->setMaximumWidth(searchWidth);
    m_search->addAction(themeIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    row->addWidget(m_search, 1);

    m_stateButton = menuButton("state", tr("State"), QStringLiteral("list-filter"), m_stateMenu);
    m_stateButton->setAccessibleName(tr("Show only pins in certain states"));
    m_campaignButton =
        menuButton("campaign", tr("Campaign"), QStringLiteral("diamond"), m_campaignMenu);
    m_campaignButton->setAccessibleName(tr("Show only pins of a campaign"));
    m_chipRow->setContentsMargins(0, 0, 0, 0);
    m_chipRow->setSpacing(metrics::space1);
    row->addWidget(m_chips);
    row->addStretch(1);
    row->addWidget(m_place);
    jumpButton(actions.findPrevious);
    jumpButton(actions.findNext);
    m_clear->setObjectName(QStringLiteral("clearSearchPushButton"));
    m_clear->setToolTip(tr("Show all pins again (Esc)"));
    row->addWidget(m_clear);

    m_typed.setSingleShot(true);
    m_typed.setInterval(typingPause);
    connect(&m_typed, &QTimer::timeout, this, &FilterRow::takeText);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_typed.start(); });
    connect(m_clear, &QPushButton::clicked, this, [this] {
        clear();
        emit closed();
    });
    connect(&theme, &ThemeManager::themeChanged, this, [this] {
        fillStates();
        fillCampaigns();
    });
    fillStates();
    setCampaigns({});
    showChips();
    hide();
}

QToolButton *FilterRow::menuButton(const char *name, const QString &text, const QString &icon,
                                   QMenu *menu)
{
    auto *button = new QToolButton(this);
    button->setObjectName(QString::fromLatin1(name) + QStringLiteral("FilterToolButton"));
    button->setText(besideIcon(text));
    button->setIcon(themeIcon(icon));
    button->setIconSize(QSize(iconSize, iconSize));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::TabFocus);
    button->setMinimumHeight(metrics::controlHeight);
    menu->setObjectName(QString::fromLatin1(name) + QStringLiteral("FilterMenu"));
    button->setMenu(menu);
    layout()->addWidget(button);
    return button;
}

QToolButton *FilterRow::jumpButton(QAction *action)
{
    auto *button = new QToolButton(this);
    button->setObjectName(action->objectName() + QStringLiteral("ToolButton"));
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setIconSize(QSize(iconSize, iconSize));
    button->setFocusPolicy(Qt::TabFocus);
    button->setFixedSize(metrics::controlHeight, metrics::controlHeight);
    button->setAccessibleName(plainText(action));
    layout()->addWidget(button);
    return button;
}

QString FilterRow::text() const
{
    return m_text;
}

// Made again with the theme, whose colours the icons have.
void FilterRow::fillStates()
{
    m_stateMenu->clear();
    m_stateActions.clear();
    for (const PinStatus status : offeredStates) {
        QAction *action = m_stateMenu->addAction(
            themeIcon(Theme::statusIconName(status), m_theme.theme().statusColour(status)),
            statusText(status));
        action->setCheckable(true);
        action->setChecked(m_states.contains(status));
        m_stateActions.insert(status, action);
        connect(action, &QAction::triggered, this, [this, status](bool on) {
            QSet<PinStatus> states = m_states;
            if (on)
                states.insert(status);
            else
                states.remove(status);
            setStates(states);
        });
    }
}

void FilterRow::setStates(const QSet<PinStatus> &states)
{
    if (states == m_states)
        return;
    m_states = states;
    for (auto it = m_stateActions.cbegin(); it != m_stateActions.cend(); ++it)
        it.value()->setChecked(states.contains(it.key()));
    showChips();
    forgetPlace();
    emit changed();
}

void FilterRow::setCampaigns(const QList<Campaign> &campaigns)
{
    m_campaigns = campaigns;
    m_campaignButton->setVisible(!campaigns.isEmpty());
    fillCampaigns();
    const bool there = std::any_of(campaigns.cbegin(), campaigns.cend(),
                                   [this](const Campaign &c) { return c.id == m_campaign; });
    if (m_campaign.isValid() && !there)
        setCampaign({});
    else
        showChips(); // the name may be another
}

void FilterRow::fillCampaigns()
{
    m_campaignMenu->clear();
    for (const Campaign &campaign : std::as_const(m_campaigns)) {
        QString name = campaign.name;
        QAction *action = m_campaignMenu->addAction(
            campaignIcon(m_theme.theme().boardColour(campaign.colourIndex)),
            name.replace(QLatin1Char('&'), QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, id = campaign.id] { setCampaign(id); });
    }
}

void FilterRow::setCampaign(CampaignId campaign)
{
    if (m_campaign == campaign)
        return;
    m_campaign = campaign;
    showChips();
    forgetPlace();
    emit changed();
}

void FilterRow::addChip(const QString &name, const QString &text,
                        const std::function<void()> &takeAway)
{
    QString shown = fontMetrics().elidedText(text, Qt::ElideRight, 140);
    auto *chip = new QPushButton(tr("%1 ×", "a filter, and the sign that clears it")
                                     .arg(shown.replace(QLatin1Char('&'), QStringLiteral("&&"))),
                                 m_chips);
    chip->setObjectName(name + QStringLiteral("ChipPushButton"));
    chip->setAccessibleName(tr("Clear the filter %1").arg(text));
    chip->setToolTip(chip->accessibleName());
    connect(chip, &QPushButton::clicked, this, takeAway);
    m_chipRow->addWidget(chip);
}

void FilterRow::showChips()
{
    while (QLayoutItem *item = m_chipRow->takeAt(0)) {
        // One of them may be what was pressed just now.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const PinStatus status : offeredStates) {
        if (!m_states.contains(status))
            continue;
        addChip(pinStatusName(status), statusText(status), [this, status] {
            QSet<PinStatus> states = m_states;
            states.remove(status);
            setStates(states);
        });
    }
    for (const Campaign &campaign : std::as_const(m_campaigns)) {
        if (campaign.id == m_campaign)
            addChip(QStringLiteral("campaign"), campaign.name, [this] { setCampaign({}); });
    }
    m_chips->setVisible(m_chipRow->count() > 0);
}

void FilterRow::takeText()
{
    m_typed.stop();
    const QString typed = m_search->text().simplified();
    if (typed == m_text)
        return;
    m_text = typed;
    forgetPlace();
    emit changed();
}

void FilterRow::open()
{
    show();
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void FilterRow::clear()
{
    const bool told = !m_text.isEmpty() || !m_states.isEmpty() || m_campaign.isValid();
    m_search->clear();
    m_typed.stop();
    m_text.clear();
    m_states.clear();
    m_campaign = {};
    for (QAction *action : std::as_const(m_stateActions))
        action->setChecked(false);
    showChips();
    forgetPlace();
    hide();
    if (told)
        emit changed();
}

void FilterRow::setPlace(int place, int count)
{
    m_place->setText(count == 0 ? tr("No pin with a time fits")
                                //: the third of fourteen pins that were found
                                : tr("%1 of %2").arg(place).arg(count));
}

void FilterRow::forgetPlace()
{
    m_place->clear();
}

bool FilterRow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            takeText();
            emit jumpWanted(!key->modifiers().testFlag(Qt::ShiftModifier));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void FilterRow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        clear();
        emit closed();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace pinweek
