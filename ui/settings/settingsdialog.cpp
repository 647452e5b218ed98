// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingsdialog.h"

#include "core/settings.h"
#include "planner/pineditor.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/localeformats.h"
#include "workspace/workspace.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTimeEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace pinweek {

namespace {

constexpr int dialogWidth = 640; // px
constexpr int dialogHeight = 480;
constexpr int sectionsWidth = 148;
constexpr qint64 megabyte = 1'000'000;
constexpr auto leavePage =
    "https://www.pinterest.com/settings/security/"; // where a person removes apps

QString environmentText(Environment environment)
{
    switch (environment) {
    case Environment::Local:
        return SettingsDialog::tr("Not connected");
    case Environment::Production:
        return SettingsDialog::tr("Pinterest");
    case Environment::Sandbox:
        return SettingsDialog::tr("Sandbox");
    case Environment::Custom:
        return SettingsDialog::tr("Other address");
    }
    return {};
}

QString stateText(const Account &account)
{
    switch (account.state) {
    case AccountState::Connected:
        return account.environment == Environment::Local ? QString()
                                                         : SettingsDialog::tr("Connected");
    case AccountState::WaitingForKeychain:
        return SettingsDialog::tr("Waiting for the keychain");
    case AccountState::ReconnectNeeded:
        return SettingsDialog::tr("Has to be connected again");
    }
    return {};
}

} // namespace

struct SettingsDialog::Private
{
    SettingsDialog *q;
    Workspace &workspace;
    QListWidget *sections = nullptr;
    QStackedWidget *pages = nullptr;
    QVBoxLayout *accountsLayout = nullptr;
    QWidget *accountsList = nullptr;

    QComboBox *theme = nullptr;
    QSpinBox *dayCap = nullptr;
    QTimeEdit *windowStart = nullptr;
    QTimeEdit *windowEnd = nullptr;
    QLabel *windowProblem = nullptr;
    QSpinBox *imageTarget = nullptr;
    QSpinBox *port = nullptr;
    QLabel *redirect = nullptr;
    QCheckBox *continuous = nullptr;

    Private(SettingsDialog *dialog, Workspace &space) : q(dialog), workspace(space) {}

    QFormLayout *addSection(const QString &name, const QString &icon, const QString &intro);
    void addRow(QFormLayout *form, const QString &label, QWidget *field, const QString &hint = {});
    void build();
    void buildLook();
    void buildPlanning();
    void buildAccounts();
    void buildPublishing();
    void buildConnection();
    void fillAccounts();
    QWidget *accountWidget(const Account &account);
    void addAccountFields(QFormLayout *form, const Account &account);
    void saveAccount(AccountId id, const std::function<void(Account &)> &adjust);
    void takeWindow();
    void showRedirect();
    void changeZone(AccountId id, const QByteArray &zone);
    void askAboutPins(AccountId id, const QByteArray &zone, const QList<Pin> &pins);
    void disconnectAccount(const Account &account);
    [[nodiscard]] QList<Pin> plannedPins(AccountId id, const QByteArray &otherThan) const;
};

SettingsDialog::SettingsDialog(Workspace &workspace, QWidget *parent)
    : QDialog(parent), d(std::make_unique<Private>(this, workspace))
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    resize(dialogWidth, dialogHeight);
    d->build();
}

SettingsDialog::~SettingsDialog() = default;

void SettingsDialog::Private::build()
{
    sections = new QListWidget(q);
    sections->setObjectName(QStringLiteral("sectionsListWidget"));
    sections->setAccessibleName(tr("Sections"));
    sections->setFixedWidth(sectionsWidth);
    sections->setFrameShape(QFrame::NoFrame);
    sections->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    pages = new QStackedWidget(q);
    pages->setObjectName(QStringLiteral("settingsPagesStackedWidget"));
    buildLook();
    buildPlanning();
    buildAccounts();
    buildPublishing();
    buildConnection();
    QObject::connect(sections, &QListWidget::currentRowChanged, pages,
                     &QStackedWidget::setCurrentIndex);
    sections->setCurrentRow(0);

    auto *close = new QPushButton(tr("&Close"), q);
    close->setObjectName(QStringLiteral("closePushButton"));
    close->setDefault(true);
    QObject::connect(close, &QPushButton::clicked, q, &QDialog::accept);
    auto *body = new QHBoxLayout;
    body->setSpacing(metrics::space4);
    body->addWidget(sections);
    body->addWidget(pages, 1);
    auto *buttons = new QHBoxLayout;
    QLabel *note = metaLabel(tr("Changes take effect at once."), QStringLiteral("effectLabel"), q);
    buttons->addWidget(note);
    buttons->addStretch();
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(q);
    layout->setContentsMargins(metrics::space4, metrics::space4, metrics::space4, metrics::space4);
    layout->setSpacing(metrics::space4);
    layout->addLayout(body, 1);
    layout->addLayout(buttons);
}

QFormLayout *SettingsDialog::Private::addSection(const QString &name, const QString &icon,
                                                 const QString &intro)
{
    sections->addItem(new QListWidgetItem(themeIcon(icon), name));
    auto *page = new QWidget(q);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::space3);
    layout->addWidget(
        headingLabel(name, QStringLiteral("section%1Label").arg(sections->count()), q));
    if (!intro.isEmpty()) {
        QLabel *words =
            bodyLabel(intro, QStringLiteral("section%1IntroLabel").arg(sections->count()), q);
        setTone(words, Tone::Secondary);
        layout->addWidget(words);
    }
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(metrics::space4);
    form->setVerticalSpacing(metrics::space2);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    layout->addLayout(form);
    layout->addStretch();
    pages->addWidget(page);
    return form;
}

void SettingsDialog::Private::addRow(QFormLayout *form, const QString &label, QWidget *field,
                                     const QString &hint)
{
    auto *words = new QLabel(label, q);
    words->setObjectName(field->objectName() + QStringLiteral("Label"));
    words->setBuddy(field);
    words->setMinimumHeight(metrics::controlHeight);
    form->addRow(words, field);
    if (hint.isEmpty())
        return;
    QLabel *more = metaLabel(hint, field->objectName() + QStringLiteral("HintLabel"), q);
    more->setWordWrap(true);
    more->setMinimumWidth(260);
    form->addRow(QString(), more);
}

void SettingsDialog::Private::buildLook()
{
    QFormLayout *form = addSection(tr("Look"), QStringLiteral("panel-left"), {});
    theme = new QComboBox(q);
    theme->setObjectName(QStringLiteral("themeComboBox"));
    theme->addItem(tr("As the system"), int(ThemeChoice::System));
    theme->addItem(tr("Light"), int(ThemeChoice::Light));
    theme->addItem(tr("Dark"), int(ThemeChoice::Dark));
    theme->addItem(tr("High contrast"), int(ThemeChoice::HighContrast));
    theme->setCurrentIndex(theme->findData(int(workspace.settings().theme())));
    theme->setMinimumWidth(180);
    addRow(form, tr("&Theme"), theme);
    QObject::connect(theme, &QComboBox::activated, q, [this] {
        workspace.settings().setTheme(ThemeChoice(theme->currentData().toInt()));
    });
}

void SettingsDialog::Private::buildPlanning()
{
    Settings &settings = workspace.settings();
    QFormLayout *form = addSection(tr("Planning"), QStringLiteral("calendar-days"),
                                   tr("These shape the times that Pinweek chooses. A time that you "
                                      "set yourself is always kept."));
    dayCap = new QSpinBox(q);
    dayCap->setObjectName(QStringLiteral("dayCapSpinBox"));
    dayCap->setRange(1, 100);
    dayCap->setValue(settings.dayCap());
    dayCap->setSuffix(tr(" pins"));
    dayCap->setMinimumWidth(120);
    addRow(form, tr("&At most a day"), dayCap,
           tr("A day with more is marked. 10 or fewer look natural to Pinterest."));
    windowStart = new QTimeEdit(settings.windowStart(), q);
    windowStart->setObjectName(QStringLiteral("windowStartTimeEdit"));
    windowEnd = new QTimeEdit(settings.windowEnd(), q);
    windowEnd->setObjectName(QStringLiteral("windowEndTimeEdit"));
    for (QTimeEdit *edit : {windowStart, windowEnd}) {
        edit->setDisplayFormat(shortTimeFormat(q->locale()));
        edit->setKeyboardTracking(false);
        edit->setMinimumWidth(120);
        QObject::connect(edit, &QTimeEdit::timeChanged, q, [this] { takeWindow(); });
    }
    addRow(form, tr("Day begins &at"), windowStart);
    addRow(form, tr("Day &ends at"), windowEnd, tr("Hours outside are folded in the calendar."));
    windowProblem = bodyLabel({}, QStringLiteral("windowProblemLabel"), q);
    setTone(windowProblem, Tone::Problem);
    form->addRow(windowProblem);
    QObject::connect(dayCap, &QSpinBox::valueChanged, q,
                     [this](int pins) { workspace.settings().setDayCap(pins); });
}

void SettingsDialog::Private::takeWindow()
{
    const bool usable = windowStart->time() < windowEnd->time();
    windowProblem->setText(usable ? QString() : tr("The day has to begin before it ends."));
    if (usable)
        workspace.settings().setWindow(windowStart->time(), windowEnd->time());
}

void SettingsDialog::Private::buildPublishing()
{
    QFormLayout *form = addSection(tr("Publishing"), QStringLiteral("send"),
                                   tr("Originals are never changed. What is sent is a copy without "
                                      "place, camera and other private data."));
    imageTarget = new QSpinBox(q);
    imageTarget->setObjectName(QStringLiteral("imageTargetSpinBox"));
    imageTarget->setRange(1, 20);
    imageTarget->setSuffix(tr(" MB"));
    imageTarget->setValue(int(workspace.settings().imageTargetBytes() / megabyte));
    imageTarget->setMinimumWidth(120);
    addRow(form, tr("Send images of &at most"), imageTarget,
           tr("Larger ones are made smaller first. Pinterest takes up to 20 MB."));
    QObject::connect(imageTarget, &QSpinBox::valueChanged, q, [this](int size) {
        workspace.settings().setImageTargetBytes(size * megabyte);
    });
}

void SettingsDialog::Private::buildConnection()
{
    QFormLayout *form = addSection(tr("Connection"), QStringLiteral("link"), {});
    port = new QSpinBox(q);
    port->setObjectName(QStringLiteral("redirectPortSpinBox"));
    port->setRange(1024, 65535);
    port->setValue(workspace.settings().redirectPort());
    port->setMinimumWidth(120);
    addRow(form, tr("&Port for signing in"), port);
    redirect = metaLabel({}, QStringLiteral("redirectLabel"), q);
    redirect->setWordWrap(true);
    redirect->setMinimumWidth(260);
    redirect->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form->addRow(QString(), redirect);
    continuous = new QCheckBox(tr("Ask for a sign-in that can be &renewed without end"), q);
    continuous->setObjectName(QStringLiteral("continuousRefreshCheckBox"));
    continuous->setChecked(workspace.settings().continuousRefresh());
    form->addRow(continuous);
    QLabel *hint = metaLabel(
        tr("Needed by Pinterest apps made before 25 September 2025; newer ones don't mind."),
        QStringLiteral("continuousRefreshHintLabel"), q);
    hint->setWordWrap(true);
    form->addRow(hint);
    QObject::connect(port, &QSpinBox::valueChanged, q, [this](int value) {
        workspace.settings().setRedirectPort(value);
        showRedirect();
    });
    QObject::connect(continuous, &QCheckBox::toggled, q,
                     [this](bool on) { workspace.settings().setContinuousRefresh(on); });
    showRedirect();
}

void SettingsDialog::Private::showRedirect()
{
    redirect->setText(
        tr("Your app at Pinterest must have the redirect address http://localhost:%1/")
            .arg(workspace.settings().redirectPort()));
}

// --- accounts

void SettingsDialog::Private::buildAccounts()
{
    QFormLayout *form = addSection(tr("Accounts"), QStringLiteral("user"), {});
    QWidget *page = pages->widget(pages->count() - 1);
    auto *layout = qobject_cast<QVBoxLayout *>(page->layout());
    layout->removeItem(form);
    delete form;
    delete layout->takeAt(layout->count() - 1); // the stretch: the list takes the room
    auto *scroll = new QScrollArea(q);
    scroll->setObjectName(QStringLiteral("accountsScrollArea"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    accountsList = new QWidget(scroll);
    accountsLayout = new QVBoxLayout(accountsList);
    accountsLayout->setContentsMargins(0, 0, metrics::space3, 0);
    accountsLayout->setSpacing(metrics::space4);
    scroll->setWidget(accountsList);
    layout->addWidget(scroll, 1);
    auto *connectButton =
        new QPushButton(themeIcon(QStringLiteral("plus")), tr("Connect &Pinterest…"), q);
    connectButton->setObjectName(QStringLiteral("connectPushButton"));
    layout->addWidget(connectButton, 0, Qt::AlignLeading);
    QObject::connect(connectButton, &QPushButton::clicked, q, &SettingsDialog::connectWanted);
    QObject::connect(&workspace, &Workspace::accountsChanged, q, [this] { fillAccounts(); });
    QObject::connect(&workspace.store(), &Store::changed, q, [this](const ChangeSet &changes) {
        if (changes.everything || !changes.boards.isEmpty())
            fillAccounts();
    });
    fillAccounts();
}

void SettingsDialog::Private::fillAccounts()
{
    while (QLayoutItem *item = accountsLayout->takeAt(0)) {
        if (QWidget *old = item->widget()) {
            old->hide();
            old->deleteLater(); // one of its own signals may have led here
        }
        delete item;
    }
    const auto accounts = workspace.store().accounts().accounts();
    for (const Account &account : accounts.value_or(QList<Account>{}))
        accountsLayout->addWidget(accountWidget(account));
    accountsLayout->addStretch();
}

QWidget *SettingsDialog::Private::accountWidget(const Account &account)
{
    const bool local = account.environment == Environment::Local;
    auto *box = new QWidget(accountsList);
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
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(metrics::space4);
    form->setVerticalSpacing(metrics::space2);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    addAccountFields(form, account);
    layout->addLayout(form);
    if (!local) {
        auto *leave =
            new QPushButton(themeIcon(QStringLiteral("log-out")), tr("&Disconnect…"), box);
        leave->setObjectName(QStringLiteral("disconnectPushButton"));
        leave->setAccessibleName(tr("Disconnect %1").arg(account.username));
        leave->setAutoDefault(false);
        layout->addWidget(leave, 0, Qt::AlignLeading);
        QObject::connect(leave, &QPushButton::clicked, q,
                         [this, account] { disconnectAccount(account); });
    }
    return box;
}

void SettingsDialog::Private::addAccountFields(QFormLayout *form, const Account &account)
{
    const AccountId id = account.id;
    auto *zone = new QComboBox(accountsList);
    zone->setObjectName(QStringLiteral("zoneComboBox"));
    for (const QByteArray &each : knownZones())
        zone->addItem(QString::fromLatin1(each).replace(QLatin1Char('_'), QLatin1Char(' ')), each);
    const QByteArray current = account.zone.isEmpty() ? systemZone() : account.zone;
    if (zone->findData(current) < 0)
        zone->addItem(QString::fromLatin1(current), current);
    zone->setCurrentIndex(zone->findData(current));
    addRow(form, tr("Time &zone"), zone);
    QObject::connect(zone, &QComboBox::activated, q,
                     [this, id, zone] { changeZone(id, zone->currentData().toByteArray()); });

    auto *board = new QComboBox(accountsList);
    board->setObjectName(QStringLiteral("defaultBoardComboBox"));
    board->addItem(tr("None"), qint64(0));
    const auto boards = workspace.store().boards().boards(id);
    for (const Board &each : boards.value_or(QList<Board>{}))
        board->addItem(each.name, each.id.value);
    board->setCurrentIndex(qMax(0, board->findData(account.defaultBoard.value)));
    for (QComboBox *box : {zone, board}) {
        box->setMinimumWidth(220);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setFocusPolicy(Qt::StrongFocus);
    }
    addRow(form, tr("Default &board"), board);
    QObject::connect(board, &QComboBox::activated, q, [this, id, board] {
        const BoardId chosen{board->currentData().toLongLong()};
        saveAccount(id, [chosen](Account &a) { a.defaultBoard = chosen; });
    });

    const auto check = [&](const QString &text, const char *name, bool on,
                           const std::function<void(Account &, bool)> &set) {
        auto *made = new QCheckBox(text, accountsList);
        made->setObjectName(QString::fromLatin1(name));
        made->setChecked(on);
        form->addRow(made);
        QObject::connect(made, &QCheckBox::toggled, q, [this, id, set](bool now) {
            saveAccount(id, [set, now](Account &a) { set(a, now); });
        });
    };
    check(tr("A pin needs a &title"), "titleRequiredCheckBox", account.titleRequired,
          [](Account &a, bool on) { a.titleRequired = on; });
    check(tr("A pin needs a &link"), "linkRequiredCheckBox", account.linkRequired,
          [](Account &a, bool on) { a.linkRequired = on; });
}

/** Reads the account anew, so that what changed elsewhere since is kept. */
void SettingsDialog::Private::saveAccount(AccountId id,
                                          const std::function<void(Account &)> &adjust)
{
    Result<Account> account = workspace.store().accounts().account(id);
    if (!account)
        return;
    adjust(*account);
    workspace.store().accounts().save(*account, q, [this](const Result<Account> &saved) {
        if (saved)
            return;
        auto *box = new QMessageBox(QMessageBox::Warning, tr("Settings"), errorText(saved.error()),
                                    QMessageBox::Ok, q);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
}

/** Pins to come that can still move and are planned in another zone. */
QList<Pin> SettingsDialog::Private::plannedPins(AccountId id, const QByteArray &otherThan) const
{
    const UtcTime now = workspace.clock().now();
    constexpr auto horizon = std::chrono::hours(24 * 365 * 5);
    QList<Pin> pins =
        workspace.store().pins().due({id, {}, {}}, now, now + horizon).value_or(QList<Pin>{});
    pins.removeIf([&](const Pin &pin) {
        return !isEditable(pin.status) || !pin.content.planned ||
               pin.content.planned->zone == otherThan;
    });
    return pins;
}

void SettingsDialog::Private::changeZone(AccountId id, const QByteArray &zone)
{
    const QList<Pin> pins = plannedPins(id, zone);
    saveAccount(id, [zone](Account &a) { a.zone = zone; });
    if (!pins.isEmpty())
        askAboutPins(id, zone, pins);
}

/** interaction.md 12: keep wall times or keep instants, with the number of pins that move. */
void SettingsDialog::Private::askAboutPins(AccountId, const QByteArray &zone,
                                           const QList<Pin> &pins)
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Time zone"),
                                tr("Planned in another zone: %n pin(s). Should they keep the "
                                   "time on the clock, or go out at the same "
                                   "moment as before?",
                                   nullptr, int(pins.size())),
                                QMessageBox::NoButton, q);
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
        workspace.editor().move(ids, to, q, [this](const Result<EditOutcome> &outcome) {
            if (outcome)
                return;
            auto *problem = new QMessageBox(QMessageBox::Warning, tr("Time zone"),
                                            errorText(outcome.error()), QMessageBox::Ok, q);
            problem->setAttribute(Qt::WA_DeleteOnClose);
            problem->open();
        });
    };
    QObject::connect(clock, &QPushButton::clicked, q, [moveTo, zone] {
        moveTo([zone](const Pin &pin) {
            WallTime time = *pin.content.planned;
            time.zone = zone;
            return time;
        });
    });
    // The moment stays; only the clock that it is read on is the new one.
    QObject::connect(moment, &QPushButton::clicked, q, [moveTo, zone] {
        moveTo([zone](const Pin &pin) { return WallTime::fromUtc(*pin.dueAt, zone); });
    });
    box->open();
}

void SettingsDialog::Private::disconnectAccount(const Account &account)
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Disconnect"),
                                tr("Disconnect %1? Pinweek forgets the sign-in. Pins that are not "
                                   "published yet stay here as drafts.")
                                    .arg(account.username),
                                QMessageBox::Cancel, q);
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
    QObject::connect(leave, &QPushButton::clicked, q, [this, id] {
        workspace.disconnectAccount(id, q, [this](const Result<void> &gone) {
            if (gone)
                return;
            auto *problem = new QMessageBox(QMessageBox::Warning, tr("Disconnect"),
                                            errorText(gone.error()), QMessageBox::Ok, q);
            problem->setAttribute(Qt::WA_DeleteOnClose);
            problem->open();
        });
    });
    box->open();
}

} // namespace pinweek
