// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/needsyou.h"

#include "planner/pineditor.h"
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/copycheck.h"
#include "store/pausestore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "text/timetext.h"
#include "ui/pins/likepins.h"
#include "ui/theme/theme.h"
#include "workspace/workspace.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace pinweek {

namespace {

constexpr int popoverWidth = 420;
constexpr int popoverHeight = 480;
constexpr int mostRows = 50;
constexpr int iconSize = 16;

QLabel *wrapped(const QString &text, const QFont &font, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(font);
    label->setWordWrap(true);
    return label;
}

} // namespace

NeedsYou::NeedsYou(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_scroll(new QScrollArea(this))
{
    setObjectName(QStringLiteral("needsYouFrame"));
    setAccessibleName(tr("What needs you"));
    setFrameShape(QFrame::StyledPanel);
    auto *heading = new QLabel(tr("Needs you"), this);
    heading->setFont(themeFont(TextStyle::Section, true));
    m_scroll->setObjectName(QStringLiteral("needsYouScrollArea"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::space4, metrics::space3, metrics::space2, metrics::space3);
    column->addWidget(heading);
    column->addWidget(m_scroll, 1);
    connect(&theme, &ThemeManager::themeChanged, this, [this] {
        if (isVisible())
            build();
    });
}

int NeedsYou::count() const
{
    return int(m_pins.size() + m_reminders.size() + m_accounts.size() + m_pauses.size() +
               m_brokenLinks.size() + m_lostFolders.size()) +
           (m_isCopy ? 1 : 0) + (m_clockAhead ? 1 : 0);
}

void NeedsYou::refresh()
{
    const int before = count();
    m_pins =
        m_workspace.store().pins().needingYou(m_workspace.clock().now()).value_or(QList<Pin>());
    m_reminders = m_workspace.store()
                      .pins()
                      .toPostByHand(UtcTime(), m_workspace.clock().now() + std::chrono::seconds(1))
                      .value_or(QList<Pin>());
    m_brokenLinks =
        m_workspace.store().links().broken(m_workspace.clock().now()).value_or(QList<BrokenLink>());
    m_accounts = m_workspace.store().accounts().accounts().value_or(QList<Account>());
    m_accounts.removeIf([now = m_workspace.clock().now()](const Account &account) {
        return account.state == AccountState::Connected && !account.signInEndsSoon(now);
    });
    m_pauses = m_workspace.store()
                   .pauses()
                   .pauses(m_workspace.clock().now())
                   .value_or(QList<AccountPause>());
    m_pauses.removeIf([](const AccountPause &pause) { return !pause.needsPerson(); });
    m_clockAhead = m_workspace.publisher().clockAhead();
    m_isCopy = m_workspace.store().copies().foundAt().value_or(std::nullopt).has_value();
    showCount(before);
}

void NeedsYou::setFolders(const QList<FolderState> &states)
{
    const int before = count();
    QList<FolderState> lost;
    std::copy_if(states.begin(), states.end(), std::back_inserter(lost),
                 [](const FolderState &state) { return !state.problem.isEmpty(); });
    const bool isOther = !std::equal(lost.begin(), lost.end(), m_lostFolders.begin(),
                                     m_lostFolders.end(), [](const auto &a, const auto &b) {
                                         return a.folder == b.folder && a.problem == b.problem;
                                     });
    m_lostFolders = lost;
    if (isOther)
        showCount(before);
}

void NeedsYou::showCount(int before)
{
    if (count() != before)
        emit countChanged(count());
    if (!isVisible())
        return;
    if (count() == 0) {
        close();
        return;
    }
    build();
    fit();
}

void NeedsYou::build()
{
    m_list = new QWidget(m_scroll);
    m_list->setAutoFillBackground(false);
    m_rows = new QVBoxLayout(m_list);
    m_rows->setContentsMargins(0, 0, metrics::space2, 0);
    m_rows->setSpacing(metrics::space4);
    if (m_isCopy)
        addRow(QStringLiteral("copy"), m_theme.theme().needsYou, tr("A copy of a plan"), copyText(),
               {{"resume", tr("Resume publishing"), [this] { emit resumeWanted(); }}});
    if (m_clockAhead)
        addRow(QStringLiteral("clock"), m_theme.theme().needsYou, tr("The clock is wrong"),
               clockText(*m_clockAhead),
               {{"checkClock", tr("Check again"), [this] { emit clockCheckWanted(); }}});
    for (const Account &account : m_accounts)
        addAccount(account);
    for (const AccountPause &pause : m_pauses)
        addPause(pause);
    for (const FolderState &state : m_lostFolders)
        addFolder(state);
    for (const Pin &pin : m_reminders.mid(0, mostRows))
        addReminder(pin);
    for (const BrokenLink &broken : m_brokenLinks)
        addBrokenLink(broken);
    const int rest = mostRows - int(std::min<qsizetype>(m_reminders.size(), mostRows));
    for (const Pin &pin : m_pins.mid(0, rest))
        addPin(pin);
    const int more = int(m_pins.size() + m_reminders.size()) - mostRows;
    if (more > 0)
        m_rows->addWidget(
            wrapped(tr("And %n more.", nullptr, more), themeFont(TextStyle::Body), m_list));
    m_rows->addStretch(1);
    m_scroll->setWidget(m_list);
}

void NeedsYou::addPin(const Pin &pin)
{
    const PinId id = pin.id;
    const Mend open{"openPin", tr("Open"), [this, id] { emit openWanted(id); }};
    const QString title =
        pin.content.title.isEmpty() ? tr("Pin without a title") : pin.content.title;
    const Theme &theme = m_theme.theme();
    const QString icon = Theme::statusIconName(pin.status);
    if (LikePins::isUnclear(pin)) {
        addUnclear(pin, title);
    } else if (pin.status == PinStatus::Blocked) {
        const QString why =
            pin.lastError ? errorText(*pin.lastError) : tr("It could not be published.");
        QList<Mend> mends{{"tryAgain", tr("Try again"), [this, id] { emit tryAgainWanted(id); }},
                          open};
        if (pin.lastError && pin.lastError->kind == ErrorKind::AccessTier)
            mends.prepend(
                {"remindMe", tr("Remind me instead"),
                 [this, account = pin.content.account] { emit remindMeWanted(account); }});
        if (pin.lastError && pin.lastError->kind == ErrorKind::BrokenLink)
            mends.prepend(
                {"publishAnyway", tr("Publish anyway"),
                 [this, id, link = pin.content.link] { emit publishAnywayWanted(id, link); }});
        addRow(icon, theme.needsYou, title, why, mends);
    } else if (pin.status == PinStatus::Unconfirmed) {
        addRow(
            icon, theme.checking, title, problemText(pin),
            {{"isThere", tr("It is there"), [this, id] { emit settled(id, true, {}); }},
             {"isNotThere", tr("Not there: send it"), [this, id] { emit settled(id, false, {}); }},
             open});
    } else {
        const QString when =
            pin.content.planned ? dayClockText(pin.content.planned->date, pin.content.planned->time)
                                : QString();
        const QString needs = needsText(m_workspace.editor().missing(pin.content));
        const QString missed = tr("Missed: its time, %1, passed while it was a draft.").arg(when);
        QList<Mend> mends{
            open, {"unschedule", tr("Unschedule"), [this, id] { emit unscheduleWanted(id); }}};
        if (needs.isEmpty())
            mends.prepend(
                {"publishNow", tr("Publish now"), [this, id] { emit publishNowWanted(id); }});
        addRow(icon, theme.retrying, title,
               needs.isEmpty() ? missed : tr("%1 %2.").arg(missed, needs), mends);
    }
}

/** The person compares the pictures, and says which it is or that it is none of them. */
void NeedsYou::addUnclear(const Pin &pin, const QString &title)
{
    const PinId id = pin.id;
    auto *pictures = new LikePins(m_workspace, m_list);
    pictures->setPin(pin);
    connect(
        pictures, &LikePins::chosen, this,
        [this, id](const QString &remoteId) {
            close();
            emit settled(id, true, remoteId);
        },
        Qt::QueuedConnection);
    QList<Mend> mends{
        {"isNotThere", tr("Not there: send it"), [this, id] { emit settled(id, false, {}); }},
        {"openPin", tr("Open"), [this, id] { emit openWanted(id); }}};
    if (pictures->count() == 0)
        mends.prepend({"isThere", tr("It is there"), [this, id] { emit settled(id, true, {}); }});
    addRow(Theme::statusIconName(pin.status), m_theme.theme().needsYou, title, problemText(pin),
           mends, pictures);
}

void NeedsYou::addReminder(const Pin &pin)
{
    const PinId id = pin.id;
    const QString title =
        pin.content.title.isEmpty() ? tr("Pin without a title") : pin.content.title;
    const QString when = pin.content.planned
                             ? dayClockText(pin.content.planned->date, pin.content.planned->time)
                             : QString();
    addRow(QStringLiteral("bell"), m_theme.theme().accent, title,
           tr("To be posted by hand; it was due %1.").arg(when),
           {{"postByHand", tr("Post by hand…"), [this, id] { emit postByHandWanted(id); }},
            {"markPosted", tr("Mark as posted"), [this, id] { emit markPostedWanted(id); }},
            {"openPin", tr("Open"), [this, id] { emit openWanted(id); }}});
}

void NeedsYou::addBrokenLink(const BrokenLink &broken)
{
    const Pin &pin = broken.pin;
    const PinId id = pin.id;
    const QString link = pin.content.link;
    const QString title =
        pin.content.title.isEmpty() ? tr("Pin without a title") : pin.content.title;
    const QString when = pin.content.planned
                             ? dayClockText(pin.content.planned->date, pin.content.planned->time)
                             : QString();
    const QString what = linkReportText(broken.report);
    addRow(QStringLiteral("link"), m_theme.theme().retrying, title,
           pin.status == PinStatus::Published
               ? tr("It is published, and its link is broken. %1").arg(what)
               : tr("It goes out %1, and its link is broken. %2").arg(when, what),
           {{"openPin", tr("Open"), [this, id] { emit openWanted(id); }},
            {"checkLink", tr("Check again"), [this, link] { emit linkCheckWanted(link); }},
            {"acceptLink", tr("Leave it"), [this, link] { emit linkAccepted(link); }}});
}

void NeedsYou::addAccount(const Account &account)
{
    const QString name = tr("Account %1").arg(account.username);
    if (account.state == AccountState::WaitingForKeychain)
        addRow(QStringLiteral("key-round"), m_theme.theme().retrying, name,
               tr("The keychain is locked, so its pins wait. Unlock it, then try again."),
               {{"keychain", tr("Try again"), [this] { emit keychainRetryWanted(); }}});
    else if (account.state == AccountState::Connected)
        addRow(
            QStringLiteral("log-in"), m_theme.theme().retrying, name,
            signInEndText(account, m_workspace.clock().now()),
            {{"reconnect", tr("Reconnect…"), [this, account] { emit reconnectWanted(account); }}});
    else
        addRow(
            QStringLiteral("log-in"), m_theme.theme().needsYou, name,
            tr("Pinterest no longer accepts the sign-in, so its pins wait."),
            {{"reconnect", tr("Reconnect…"), [this, account] { emit reconnectWanted(account); }}});
}

void NeedsYou::addPause(const AccountPause &pause)
{
    const Result<Account> account = m_workspace.store().accounts().account(pause.account);
    if (!account)
        return;
    QList<Mend> mends{{"goOn", tr("Go on"), [this, id = pause.account] { emit goOnWanted(id); }}};
    if (pause.reason == PauseReason::Permission)
        mends.prepend({"reconnect", tr("Reconnect…"),
                       [this, account = *account] { emit reconnectWanted(account); }});
    if (pause.reason == PauseReason::AccessTier)
        mends.prepend({"remindMe", tr("Remind me instead"),
                       [this, id = pause.account] { emit remindMeWanted(id); }});
    addRow(QStringLiteral("pause"), m_theme.theme().needsYou,
           tr("Account %1").arg(account->username), pauseText(pause, account->zone), mends);
}

void NeedsYou::addFolder(const FolderState &state)
{
    //: %1 is a folder
    addRow(QStringLiteral("folder-sync"), m_theme.theme().retrying,
           tr("Watched folder “%1”").arg(QDir(state.folder.path).dirName()), state.problem,
           {{"lookAgain", tr("Look again"), [this] { emit folderLookWanted(); }},
            {"stopWatching", tr("Stop watching"),
             [this, folder = state.folder] { emit stopWatchingWanted(folder); }}});
}

void NeedsYou::addRow(const QString &icon, const QColor &colour, const QString &title,
                      const QString &why, const QList<Mend> &mends, QWidget *pictures)
{
    auto *mark = new QLabel(m_list);
    mark->setPixmap(themeIcon(icon, colour).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    auto *text = new QVBoxLayout;
    text->setSpacing(metrics::space1);
    text->addWidget(wrapped(title, themeFont(TextStyle::Body, true), m_list));
    QLabel *reason = wrapped(why, themeFont(TextStyle::Body), m_list);
    reason->setProperty("secondary", true);
    text->addWidget(reason);
    if (pictures)
        text->addWidget(pictures);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::space2);
    for (const Mend &mend : mends) {
        auto *button = new QPushButton(mend.text, m_list);
        button->setObjectName(QString::fromLatin1(mend.name) + QStringLiteral("PushButton"));
        button->setAccessibleName(
            tr("%1: %2", "what a button does, the pin's title").arg(mend.text, title));
        // The act may rebuild the list, so it runs when the click is over.
        connect(button, &QPushButton::clicked, this, [this, act = mend.act] {
            close();
            act();
        });
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    text->addLayout(buttons);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space3);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addLayout(text, 1);
    m_rows->addLayout(row);
}

/** As high as its rows, up to a limit. */
void NeedsYou::fit()
{
    const int height =
        qMin(popoverHeight, m_list->sizeHint().height() + 2 * metrics::space6 + metrics::space4);
    resize(popoverWidth, height);
}

void NeedsYou::popUp(const QWidget *anchor)
{
    build();
    fit();
    const QWidget *window = parentWidget()->window();
    QPoint at = anchor && anchor->isVisible()
                    ? anchor->mapToGlobal(QPoint(0, anchor->height() + metrics::space1))
                    : window->mapToGlobal(QPoint((window->width() - width()) / 2, metrics::space6));
    // Within the window where it has the room, and on the screen in any case.
    const QRect screen = window->screen()->availableGeometry();
    const int windowRight = window->mapToGlobal(QPoint(window->width(), 0)).x() - metrics::space2;
    at.setX(qMin(at.x(), qMin(windowRight, screen.right()) - width()));
    at.setX(qMax(screen.left(), at.x()));
    move(at);
    show();
    if (auto *first = m_list->findChild<QPushButton *>())
        first->setFocus(Qt::PopupFocusReason);
}

} // namespace pinweek
