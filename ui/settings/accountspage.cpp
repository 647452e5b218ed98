// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/accountspage.h"

#include "core/settings.h"
#include "planner/pineditor.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/pausestore.h"
#include "store/pinstore.h"
#include "store/requeststore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/settings/limitsedit.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace pinweek {

namespace {

constexpr auto leavePage =
    "https://www.pinterest.com/settings/security/"; // where a person removes apps

QString environmentText(Environment environment)
{
    switch (environment) {
    case Environment::Local:
        return AccountsPage::tr("Not connected");
    case Environment::Production:
        return AccountsPage::tr("Pinterest");
    case Environment::Sandbox:
        return AccountsPage::tr("Sandbox");
    case Environment::Custom:
        return AccountsPage::tr("Other address");
    }
    return {};
}

QString stateText(const Account &account)
{
    switch (account.state) {
    case AccountState::Connected:
        return account.environment == Environment::Local ? QString()
                                                         : AccountsPage::tr("Connected");
    case AccountState::WaitingForKeychain:
        return AccountsPage::tr("Waiting for the keychain");
    case AccountState::ReconnectNeeded:
        return AccountsPage::tr("Has to be connected again");
    }
    return {};
}

} // namespace

AccountsPage::AccountsPage(Workspace &workspace, QWidget *parent)
    : SettingsPage(3, tr("Accounts"), QStringLiteral("user"), {}, parent), m_workspace(workspace)
{
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("accountsScrollArea"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_list = new QWidget(scroll);
    m_layout = new QVBoxLayout(m_list);
    m_layout->setContentsMargins(0, 0, metrics::space3, 0);
    m_layout->setSpacing(metrics::space4);
    scroll->setWidget(m_list);
    body()->addWidget(scroll, 1);
    auto *connectButton = new QPushButton(themeIcon(QStringLiteral("plus")),
                                          besideIcon(tr("Connect &Pinterest…")), this);
    connectButton->setObjectName(QStringLiteral("connectPushButton"));
    body()->addWidget(connectButton, 0, Qt::AlignLeading);
    connect(connectButton, &QPushButton::clicked, this, &AccountsPage::connectWanted);
    connect(&m_workspace, &Workspace::accountsChanged, this, [this] { fillAccounts(); });
    connect(&m_workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        if (changes.everything || !changes.boards.isEmpty())
            fillAccounts();
    });
    fillAccounts();
}

void AccountsPage::fillAccounts()
{
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        if (QWidget *old = item->widget()) {
            old->hide();
            old->deleteLater(); // one of its own signals may have led here
        }
        delete item;
    }
    const auto accounts = m_workspace.store().accounts().accounts().value_or(QList<Account>{});
    if (accounts.size() > 1)
        addTarget(accounts);
    for (const Account &account : accounts)
        m_layout->addWidget(accountWidget(account));
    m_layout->addStretch();
}

/** interaction.md 11: with all accounts shown, drops go to one that is named. */
void AccountsPage::addTarget(const QList<Account> &accounts)
{
    auto *box = new QComboBox(m_list);
    box->setObjectName(QStringLiteral("newPinsAccountComboBox"));
    box->addItem(tr("The one shown last"), qint64(0));
    for (const Account &account : accounts)
        box->addItem(accountName(account), account.id.value);
    box->setCurrentIndex(qMax(0, box->findData(m_workspace.settings().accountOfNewPins().value)));
    box->setMinimumWidth(220);
    box->setFocusPolicy(Qt::StrongFocus);
    auto *holder = new QWidget(m_list);
    QFormLayout *form = newForm();
    holder->setLayout(form);
    form->setContentsMargins(0, 0, 0, 0);
    addRow(form, tr("&New pins go to"), box,
           tr("While all accounts are shown. A pin dropped on a board goes to that board's "
              "account."));
    m_layout->addWidget(holder);
    connect(box, &QComboBox::activated, this, [this, box] {
        m_workspace.settings().setAccountOfNewPins({box->currentData().toLongLong()});
    });
}

QWidget *AccountsPage::accountWidget(const Account &account)
{
    const bool local = account.environment == Environment::Local;
    auto *box = new QWidget(m_list);
    box->setObjectName(QStringLiteral("account%1Widget").arg(account.id.toString()));
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::space2);
    auto *head = new QHBoxLayout;
    auto *name = new QLabel(local ? tr("My plan") : account.username, box);
    name->setObjectName(QStringLiteral("accountNameLabel"));
    setTextStyle(name, TextStyle::Body, true);
    head->addWidget(name);
    QStringList words;
    for (const QString &word : {environmentText(account.environment), stateText(account)}) {
        if (!word.isEmpty())
            words.append(word);
    }
    QLabel *state =
        metaLabel(words.join(QStringLiteral(" · ")), QStringLiteral("accountStateLabel"), box);
    if (account.state != AccountState::Connected) {
        setTone(state, Tone::Problem);
    }
    head->addWidget(state);
    head->addStretch();
    layout->addLayout(head);
    addPause(layout, account);
    QFormLayout *form = newForm();
    addAccountFields(form, account);
    layout->addLayout(form);
    if (!local) {
        auto *leave = new QPushButton(themeIcon(QStringLiteral("log-out")),
                                      besideIcon(tr("&Disconnect…")), box);
        leave->setObjectName(QStringLiteral("disconnectPushButton"));
        leave->setAccessibleName(tr("Disconnect %1").arg(account.username));
        leave->setAutoDefault(false);
        layout->addWidget(leave, 0, Qt::AlignLeading);
        connect(leave, &QPushButton::clicked, this,
                [this, account] { disconnectAccount(account); });
    }
    return box;
}

/** Why its pins wait, and a way to go on. */
void AccountsPage::addPause(QVBoxLayout *layout, const Account &account)
{
    const auto pauses = m_workspace.store().pauses().pauses(m_workspace.clock().now());
    for (const AccountPause &pause : pauses.value_or(QList<AccountPause>{})) {
        if (pause.account != account.id)
            continue;
        QLabel *why =
            metaLabel(pauseText(pause, account.zone), QStringLiteral("pauseLabel"), m_list);
        why->setWordWrap(true);
        if (pause.needsPerson())
            setTone(why, Tone::Problem);
        layout->addWidget(why);
        auto *goOn = new QPushButton(tr("&Go on"), m_list);
        goOn->setObjectName(QStringLiteral("goOnPushButton"));
        goOn->setAccessibleName(tr("Go on with %1").arg(account.username));
        goOn->setAutoDefault(false);
        goOn->setVisible(pause.needsPerson());
        layout->addWidget(goOn, 0, Qt::AlignLeading);
        connect(goOn, &QPushButton::clicked, this,
                [this, id = account.id] { m_workspace.store().pauses().goOn(id, {}, this, {}); });
    }
}

void AccountsPage::addAccountFields(QFormLayout *form, const Account &account)
{
    const AccountId id = account.id;
    auto *zone = new QComboBox(m_list);
    zone->setObjectName(QStringLiteral("zoneComboBox"));
    for (const QByteArray &each : knownZones())
        zone->addItem(QString::fromLatin1(each).replace(QLatin1Char('_'), QLatin1Char(' ')), each);
    const QByteArray current = account.zone.isEmpty() ? systemZone() : account.zone;
    if (zone->findData(current) < 0)
        zone->addItem(QString::fromLatin1(current), current);
    zone->setCurrentIndex(zone->findData(current));
    addRow(form, tr("Time &zone"), zone);
    connect(zone, &QComboBox::activated, this,
            [this, id, zone] { changeZone(id, zone->currentData().toByteArray()); });

    auto *board = new QComboBox(m_list);
    board->setObjectName(QStringLiteral("defaultBoardComboBox"));
    board->addItem(tr("None"), qint64(0));
    const auto boards = m_workspace.store().boards().boards(id);
    for (const Board &each : boards.value_or(QList<Board>{}))
        board->addItem(each.name, each.id.value);
    board->setCurrentIndex(qMax(0, board->findData(account.defaultBoard.value)));
    for (QComboBox *box : {zone, board}) {
        box->setMinimumWidth(220);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setFocusPolicy(Qt::StrongFocus);
    }
    addRow(form, tr("Default &board"), board);
    connect(board, &QComboBox::activated, this, [this, id, board] {
        const BoardId chosen{board->currentData().toLongLong()};
        saveAccount(id, [chosen](Account &a) { a.defaultBoard = chosen; });
    });

    if (account.environment != Environment::Local)
        addDelivery(form, account);
    if (account.environment != Environment::Local)
        addLimits(form, account);

    const auto check = [&](const QString &text, const char *name, bool on,
                           const std::function<void(Account &, bool)> &set) {
        auto *made = new QCheckBox(text, m_list);
        made->setObjectName(QString::fromLatin1(name));
        made->setChecked(on);
        form->addRow(made);
        connect(made, &QCheckBox::toggled, this, [this, id, set](bool now) {
            saveAccount(id, [set, now](Account &a) { set(a, now); });
        });
    };
    check(tr("A pin needs a &title"), "titleRequiredCheckBox", account.titleRequired,
          [](Account &a, bool on) { a.titleRequired = on; });
    check(tr("A pin needs a &link"), "linkRequiredCheckBox", account.linkRequired,
          [](Account &a, bool on) { a.linkRequired = on; });
}

/** interaction.md 17. Handing over is an experiment with a page of its own; it is only shown here
 * while it is on. */
void AccountsPage::addDelivery(QFormLayout *form, const Account &account)
{
    auto *box = new QComboBox(m_list);
    box->setObjectName(QStringLiteral("deliveryComboBox"));
    QList<DeliveryMode> modes{DeliveryMode::Automatic, DeliveryMode::RemindMe};
    if (!modes.contains(account.delivery))
        modes.append(account.delivery);
    for (const DeliveryMode mode : modes)
        box->addItem(deliveryText(mode), int(mode));
    box->setCurrentIndex(box->findData(int(account.delivery)));
    box->setMinimumWidth(220);
    box->setFocusPolicy(Qt::StrongFocus);
    addRow(
        form, tr("&Publishing"), box,
        tr("Remind me: nothing is sent. When a pin is due you are told, and post it by hand with "
           "everything laid out for you. For apps that have trial access only."));
    connect(box, &QComboBox::activated, this, [this, id = account.id, box] {
        setDelivery(id, DeliveryMode(box->currentData().toInt()));
    });
}

/** protocols.md 1.G: what an app may do is for its owner to say; Pinterest's answers don't tell. */
void AccountsPage::addLimits(QFormLayout *form, const Account &account)
{
    Settings &settings = m_workspace.settings();
    const RequestLimits limits =
        settings.requestLimits(account.id, usualLimits(account.environment));
    auto *edit = new LimitsEdit(limits, m_list);
    edit->setObjectName(QStringLiteral("accountLimitsEdit"));
    const UtcTime now = m_workspace.clock().now();
    const int made = m_workspace.store()
                         .requests()
                         .budget(account.id, limits, now)
                         .value_or(RequestBudget(limits))
                         .today(RequestCategory::Write, now);
    addRow(
        form, tr("L&imits"), edit,
        tr("Requests that Pinterest allows your app. Pinweek stays below them, and waits whenever "
           "Pinterest says so. Pins and changes in the last 24 hours: %1.")
            .arg(locale().toString(made)));
    connect(edit, &LimitsEdit::edited, this,
            [&settings, edit, id = account.id] { settings.setRequestLimits(id, edit->value()); });
}

void AccountsPage::setDelivery(AccountId id, DeliveryMode mode)
{
    m_workspace.store().accounts().setDelivery(id, mode, this, [this](const Result<void> &set) {
        if (!set)
            showProblem(tr("Settings"), set.error());
    });
}

void AccountsPage::saveAccount(AccountId id, std::function<void(Account &)> adjust)
{
    m_workspace.store().accounts().change(id, std::move(adjust), this,
                                          [this](const Result<Account> &saved) {
                                              if (!saved)
                                                  showProblem(tr("Settings"), saved.error());
                                          });
}

void AccountsPage::showProblem(const QString &title, const Error &problem)
{
    auto *box =
        new QMessageBox(QMessageBox::Warning, title, errorText(problem), QMessageBox::Ok, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

/** Pins to come that can still move and are planned in another zone. */
QList<Pin> AccountsPage::plannedPins(AccountId id, const QByteArray &otherThan) const
{
    const UtcTime now = m_workspace.clock().now();
    constexpr auto horizon = std::chrono::hours(24 * 365 * 5);
    QList<Pin> pins =
        m_workspace.store().pins().due({id, {}, {}}, now, now + horizon).value_or(QList<Pin>{});
    pins.removeIf([&](const Pin &pin) {
        return !isEditable(pin.status) || !pin.content.planned ||
               pin.content.planned->zone == otherThan;
    });
    return pins;
}

void AccountsPage::changeZone(AccountId id, const QByteArray &zone)
{
    const QList<Pin> pins = plannedPins(id, zone);
    saveAccount(id, [zone](Account &a) { a.zone = zone; });
    if (!pins.isEmpty())
        askAboutPins(zone, pins);
}

/** interaction.md 12: keep wall times or keep instants, with the number of pins that move. */
void AccountsPage::askAboutPins(const QByteArray &zone, const QList<Pin> &pins)
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Time zone"),
                                tr("Planned in another zone: %n pin(s). Should they keep the "
                                   "time on the clock, or go out at the same "
                                   "moment as before?",
                                   nullptr, int(pins.size())),
                                QMessageBox::NoButton, this);
    box->setObjectName(QStringLiteral("zoneMessageBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *moment = box->addButton(tr("Same &moment"), QMessageBox::RejectRole);
    QPushButton *clock =
        box->addButton(tr("Same time on the &clock (moves %n pin(s))", nullptr, int(pins.size())),
                       QMessageBox::AcceptRole);
    moment->setObjectName(QStringLiteral("sameMomentPushButton"));
    clock->setObjectName(QStringLiteral("sameClockPushButton"));
    box->setDefaultButton(moment);
    box->setEscapeButton(moment);
    const auto moveTo = [this, pins](const std::function<WallTime(const Pin &)> &timeOf) {
        QList<PinId> ids;
        QList<WallTime> to;
        for (const Pin &pin : pins) {
            ids.append(pin.id);
            to.append(timeOf(pin));
        }
        m_workspace.editor().move(ids, to, this, [this](const Result<EditOutcome> &outcome) {
            if (!outcome)
                showProblem(tr("Time zone"), outcome.error());
        });
    };
    connect(clock, &QPushButton::clicked, this, [moveTo, zone] {
        moveTo([zone](const Pin &pin) {
            WallTime time = *pin.content.planned;
            time.zone = zone;
            return time;
        });
    });
    // The moment stays; only the clock that it is read on is the new one.
    connect(moment, &QPushButton::clicked, this, [moveTo, zone] {
        moveTo([zone](const Pin &pin) { return WallTime::fromUtc(*pin.dueAt, zone); });
    });
    box->open();
}

void AccountsPage::disconnectAccount(const Account &account)
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Disconnect"),
                                tr("Disconnect %1? Pinweek forgets the sign-in. Pins that are not "
                                   "published yet stay here as drafts.")
                                    .arg(account.username),
                                QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("disconnectMessageBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::RichText);
    box->setInformativeText(tr("To take the permission back at Pinterest too, remove the app under "
                               "<a href='%1'>Settings › Security › Connected apps</a>.")
                                .arg(QString::fromLatin1(leavePage)));
    QPushButton *leave = box->addButton(tr("&Disconnect"), QMessageBox::DestructiveRole);
    leave->setObjectName(QStringLiteral("confirmDisconnectPushButton"));
    box->setDefaultButton(QMessageBox::Cancel);
    const AccountId id = account.id;
    connect(leave, &QPushButton::clicked, this, [this, id] {
        m_workspace.disconnectAccount(id, this, [this](const Result<void> &gone) {
            if (gone)
                return;
            auto *problem = new QMessageBox(QMessageBox::Warning, tr("Disconnect"),
                                            errorText(gone.error()), QMessageBox::Ok, this);
            problem->setAttribute(Qt::WA_DeleteOnClose);
            problem->open();
        });
    });
    box->open();
}

} // namespace pinweek
