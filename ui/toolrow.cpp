// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolrow.h"

#include "text/texts.h"
#include "ui/actions.h"
#include "ui/publishericon.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStyle>
#include <QToolButton>

#include <algorithm>

namespace pinweek {

namespace {

constexpr int wordsFrom = 1180; // px of row from which buttons have words
constexpr int narrowBelow = 900;
constexpr int iconSize = 16;
constexpr int lettersOfOne = 12; // that the account switcher has room for
constexpr int lettersOfAll = 20;

/** A button that has hardly any room: only its icon, or a number. */
void setCompact(QPushButton *button, bool compact)
{
    if (button->property("compact").toBool() == compact)
        return;
    button->setProperty("compact", compact);
    button->style()->unpolish(button);
    button->style()->polish(button);
}

QPushButton *pushButton(const char *name, QWidget *parent)
{
    auto *button = new QPushButton(parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setIconSize(QSize(iconSize, iconSize));
    return button;
}

} // namespace

ToolRow::ToolRow(ActionCollection &actions, ThemeManager &theme, QWidget *parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_theme(theme)
    , m_accounts(new QComboBox(this))
    , m_today(pushButton("todayPushButton", this))
    , m_title(new QLabel(this))
    , m_chip(pushButton("filterChipPushButton", this))
    , m_ready(pushButton("scheduleReadyPushButton", this))
    , m_newPin(pushButton("newPinPushButton", this))
    , m_needsYou(pushButton("needsYouPushButton", this))
    , m_publisher(new QToolButton(this))
    , m_publisherMenu(new QMenu(this))
{
    setObjectName(QStringLiteral("toolRow"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::panelPadding, metrics::space2, metrics::panelPadding,
                            metrics::space2);
    row->setSpacing(metrics::space2);
    m_accounts->setObjectName(QStringLiteral("accountComboBox"));
    m_accounts->setAccessibleName(tr("Account"));
    m_accounts->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_accounts->setMinimumContentsLength(lettersOfOne);
    connect(m_accounts, &QComboBox::activated, this, &ToolRow::chosen);
    row->addWidget(m_accounts);
    row->addSpacing(metrics::space2);
    actionButton("previousWeekToolButton", actions.previousWeek, row);
    m_today->setAccessibleName(tr("Today"));
    m_today->setToolTip(actions.today->toolTip());
    connect(m_today, &QPushButton::clicked, actions.today, &QAction::trigger);
    row->addWidget(m_today);
    actionButton("nextWeekToolButton", actions.nextWeek, row);
    auto *kinds = new QHBoxLayout;
    kinds->setSpacing(0);
    m_kinds = {actionButton("showWeekToolButton", actions.showWeek, kinds),
               actionButton("showMonthToolButton", actions.showMonth, kinds),
               actionButton("showListToolButton", actions.showList, kinds)};
    row->addLayout(kinds);
    m_title->setObjectName(QStringLiteral("weekTitleLabel"));
    m_title->setFont(themeFont(TextStyle::Title, true));
    row->addWidget(m_title);
    row->addWidget(m_chip);
    row->addStretch(1);
    actionButton("findToolButton", actions.find, row);
    row->addWidget(m_ready);
    row->addWidget(m_needsYou);
    row->addWidget(m_newPin);
    makePublisher(actions, row);
    actionButton("settingsToolButton", actions.settings, row);

    setPrimary(m_newPin);
    m_newPin->setIcon(themeIcon(QStringLiteral("plus"), theme.theme().onAccent));
    m_newPin->setToolTip(actions.newPin->toolTip());
    connect(m_newPin, &QPushButton::clicked, actions.newPin, &QAction::trigger);
    connect(m_chip, &QPushButton::clicked, actions.clearFilter, &QAction::trigger);
    connect(m_ready, &QPushButton::clicked, actions.scheduleReady, &QAction::trigger);
    connect(m_needsYou, &QPushButton::clicked, actions.needsYou, &QAction::trigger);
    connect(&theme, &ThemeManager::themeChanged, this, [this] {
        m_newPin->setIcon(themeIcon(QStringLiteral("plus"), m_theme.theme().onAccent));
        showPublisher();
        fit();
    });
    setFilterName({});
    setReadyCount(0);
    setNeedsYouCount(0);
}

QToolButton *ToolRow::actionButton(const char *name, QAction *action, QHBoxLayout *row)
{
    auto *button = new QToolButton(this);
    button->setObjectName(QString::fromLatin1(name));
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setIconSize(QSize(iconSize, iconSize));
    button->setFocusPolicy(Qt::TabFocus);
    button->setFixedSize(metrics::controlHeight, metrics::controlHeight);
    button->setAccessibleName(plainText(action));
    row->addWidget(button);
    return button;
}

void ToolRow::makePublisher(ActionCollection &actions, QHBoxLayout *row)
{
    m_publisherLine = m_publisherMenu->addAction(QString());
    m_nextLine = m_publisherMenu->addAction(QString());
    m_publisherLine->setEnabled(false);
    m_nextLine->setEnabled(false);
    m_publisherMenu->addSeparator();
    m_publisherMenu->addAction(actions.togglePublisher);
    m_publisherMenu->setObjectName(QStringLiteral("publisherMenu"));
    m_publisher->setObjectName(QStringLiteral("publisherToolButton"));
    m_publisher->setMenu(m_publisherMenu);
    m_publisher->setPopupMode(QToolButton::InstantPopup);
    m_publisher->setFocusPolicy(Qt::TabFocus);
    m_publisher->setIconSize(QSize(iconSize, iconSize));
    m_publisher->setMinimumHeight(metrics::controlHeight);
    row->addWidget(m_publisher);
    setPublisher(PublisherState::Stopped, {}, {});
}

void ToolRow::setAccounts(const QList<Account> &accounts, AccountId current, AccountId target)
{
    const QSignalBlocker blocker(m_accounts);
    m_accounts->clear();
    if (accounts.size() > 1) {
        // What a drop does must be seen before it is done.
        const auto owner = std::find_if(accounts.begin(), accounts.end(),
                                        [target](const Account &a) { return a.id == target; });
        m_accounts->addItem(themeIcon(QStringLiteral("users")),
                            current.isValid() || owner == accounts.end()
                                ? tr("All accounts")
                                : tr("All, new: %1").arg(accountName(*owner)),
                            QVariant::fromValue(AccountId{}));
    }
    for (const Account &account : accounts) {
        m_accounts->addItem(themeIcon(account.environment == Environment::Local
                                          ? QStringLiteral("calendar-days")
                                          : QStringLiteral("user")),
                            accountName(account), QVariant::fromValue(account.id));
        if (account.id == current)
            m_accounts->setCurrentIndex(m_accounts->count() - 1);
    }
    const bool all = accounts.size() > 1 && !current.isValid();
    m_accounts->setMinimumContentsLength(all ? lettersOfAll : lettersOfOne);
    m_currentAccount = m_accounts->currentIndex();
    m_accounts->insertSeparator(m_accounts->count());
    m_accounts->addItem(themeIcon(QStringLiteral("log-in")), tr("Connect Pinterest…"));
    m_accounts->setToolTip(accounts.size() > 1 && !current.isValid()
                               ? tr("%1. Settings › Accounts says which account gets new pins.")
                                     .arg(m_accounts->currentText())
                               : m_accounts->currentText());
}

void ToolRow::chosen(int row)
{
    const QVariant account = m_accounts->itemData(row);
    if (account.isValid() && account.canConvert<AccountId>()) {
        m_currentAccount = row;
        emit accountChosen(account.value<AccountId>());
        return;
    }
    m_accounts->setCurrentIndex(m_currentAccount);
    emit connectWanted();
}

void ToolRow::setTitle(const QString &title, CalendarKind kind)
{
    m_title->setText(title);
    m_title->setAccessibleName(kind == CalendarKind::Week ? tr("Week %1").arg(title) : title);
}

void ToolRow::setFilterName(const QString &name)
{
    m_filterName = name;
    m_chip->setVisible(!name.isEmpty());
    QString shown = fontMetrics().elidedText(name, Qt::ElideRight, 160);
    m_chip->setText(tr("%1 ×", "a filter, and the sign that clears it")
                        .arg(shown.replace(QLatin1Char('&'), QStringLiteral("&&"))));
    m_chip->setAccessibleName(tr("Clear the filter %1").arg(name));
    m_chip->setToolTip(m_chip->accessibleName());
}

void ToolRow::setReadyCount(int drafts)
{
    m_readyCount = drafts;
    m_ready->setVisible(drafts > 0);
    m_ready->setText(tr("Schedule %n ready", nullptr, drafts));
    m_ready->setToolTip(m_actions.scheduleReady->toolTip());
    m_ready->setAccessibleName(tr("Schedule %n pin(s) that are ready", nullptr, drafts));
    m_actions.scheduleReady->setEnabled(drafts > 0);
}

void ToolRow::setNeedsYouCount(int count)
{
    m_needsCount = count;
    m_needsYou->setVisible(count > 0);
    m_needsYou->setIcon(themeIcon(QStringLiteral("octagon-alert"), m_theme.theme().needsYou));
    m_needsYou->setAccessibleName(tr("Needs you: %n", nullptr, count));
    m_needsYou->setToolTip(m_actions.needsYou->toolTip());
    m_actions.needsYou->setEnabled(count > 0);
    fit();
}

QWidget *ToolRow::needsYouButton() const
{
    return m_needsYou;
}

void ToolRow::setPublisher(PublisherState state, const QString &next, const QString &problem)
{
    m_problem = problem;
    m_state = state;
    m_nextLine->setText(next);
    m_nextLine->setVisible(!next.isEmpty());
    const bool paused = state == PublisherState::Paused;
    m_actions.togglePublisher->setText(paused ? tr("Resume &publishing") : tr("&Pause publishing"));
    m_actions.togglePublisher->setIcon(
        themeIcon(paused ? QStringLiteral("play") : QStringLiteral("pause")));
    showPublisher();
}

void ToolRow::showPublisher()
{
    const QString text = publisherStateText(m_state);
    m_publisher->setIcon(publisherIcon(m_state, m_theme.theme()));
    m_publisher->setText(besideIcon(text));
    const QString line = tr("Publisher: %1").arg(text);
    m_publisher->setToolTip(m_problem.isEmpty() ? line : m_problem);
    m_publisher->setAccessibleName(line);
    m_publisher->setAccessibleDescription(m_problem);
    m_publisherLine->setText(line);
}

void ToolRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void ToolRow::fit()
{
    const bool words = width() >= wordsFrom;
    const bool narrow = width() < narrowBelow;
    m_today->setText(narrow ? QString() : tr("Today"));
    m_today->setIcon(narrow ? themeIcon(QStringLiteral("calendar-days")) : QIcon());
    setCompact(m_today, narrow);
    setCompact(m_newPin, !words);
    setCompact(m_needsYou, narrow);
    m_newPin->setText(words ? besideIcon(tr("New pin")) : QString());
    m_newPin->setAccessibleName(tr("New pin"));
    m_needsYou->setText(besideIcon(narrow ? QString::number(m_needsCount)
                                          : tr("Needs you (%1)").arg(m_needsCount)));
    m_needsYou->setIcon(themeIcon(QStringLiteral("octagon-alert"), m_theme.theme().needsYou));
    m_publisher->setToolButtonStyle(words ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    for (QToolButton *kind : std::as_const(m_kinds)) {
        kind->setToolButtonStyle(words ? Qt::ToolButtonTextOnly : Qt::ToolButtonIconOnly);
        kind->setMinimumWidth(metrics::controlHeight);
        kind->setMaximumWidth(words ? QWIDGETSIZE_MAX : metrics::controlHeight);
    }
    m_accounts->setMaximumWidth(narrow ? 124 : 240);
    m_title->setFont(themeFont(narrow ? TextStyle::Section : TextStyle::Title, true));
}

} // namespace pinweek
