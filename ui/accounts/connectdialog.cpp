// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accounts/connectdialog.h"

#include "core/settings.h"
#include "oauth/oauthflow.h"
#include "oauth/tokenvault.h"
#include "store/boardstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDesktopServices>
#include <QFormLayout>
#include <QLineEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <chrono>

namespace pinweek {

namespace {

constexpr int dialogWidth = 520; // px
constexpr int dialogHeight = 560;
constexpr int bigIcon = 32;
constexpr auto timeLimit = std::chrono::minutes(5);
constexpr auto appsPage = "https://developers.pinterest.com/apps/";

enum Page
{
    PlacePage,
    AppPage,
    TokenPage,
    WaitPage,
    KeychainPage,
    ProblemPage,
    DonePage
};

QString named(const char *name)
{
    return QString::fromLatin1(name);
}

} // namespace

struct ConnectDialog::Private
{
    ConnectDialog *q;
    Workspace &workspace;
    ThemeManager &theme;

    QPointer<OAuthFlow> flow;
    LoginRequest request;
    Environment environment = Environment::Production;
    SecretStorage storage = SecretStorage::Keychain;
    TokenSet tokens;     // of a login whose account could not be stored yet
    QString pastedToken; // the same for a pasted one; cleared once it is stored
    Account account;
    Page backTo = AppPage; // where "Try again" leads
    std::chrono::milliseconds waitingSince{0};
    QTimer tick;

    QStackedWidget *pages = nullptr;
    QLabel *title = nullptr;
    // place
    QRadioButton *production = nullptr;
    QRadioButton *sandbox = nullptr;
    QRadioButton *custom = nullptr;
    QWidget *customFields = nullptr;
    QLineEdit *apiBase = nullptr;
    QLineEdit *authorizeAddress = nullptr;
    QLineEdit *tokenAddress = nullptr;
    QLabel *placeProblem = nullptr;
    // app
    QLineEdit *redirect = nullptr;
    QSpinBox *port = nullptr;
    QLineEdit *appId = nullptr;
    QLineEdit *appSecret = nullptr;
    QCheckBox *secretBoards = nullptr;
    // token
    QLineEdit *token = nullptr;
    QPushButton *clearClipboard = nullptr;
    // wait
    QLabel *waitText = nullptr;
    QLabel *waitLeft = nullptr;
    QLabel *waitHint = nullptr;
    QWidget *browserHelp = nullptr;
    QLineEdit *address = nullptr;
    QPushButton *openAgain = nullptr;
    // keychain, problem, done
    QLabel *keychainText = nullptr;
    QLabel *problemText = nullptr;
    QLabel *doneText = nullptr;
    QLabel *doneBoards = nullptr;
    QPushButton *back = nullptr;
    QPushButton *tokenLink = nullptr;
    QPushButton *cancel = nullptr;
    QPushButton *next = nullptr;

    Private(ConnectDialog *dialog, Workspace &space, ThemeManager &manager)
        : q(dialog), workspace(space), theme(manager)
    {
    }

    // --- building
    QVBoxLayout *addPage();
    QLineEdit *addField(QVBoxLayout *layout, const QString &label, const char *name);
    QPushButton *addButton(QVBoxLayout *layout, const QString &text, const char *name);
    void build();
    void buildPlace();
    void buildApp();
    void buildToken();
    void buildWait();
    void buildEnds();
    void wire();

    // --- steps
    void show(Page page);
    void showButtons(Page page);
    void checkFields();
    bool takePlace();
    void goOn();
    void goBack();
    void probeThen(const std::function<void()> &then);
    std::function<void()> afterKeychain;
    void startLogin();
    void openInBrowser(const QUrl &url);
    void showTimeLeft();
    void loginFinished(const Result<TokenSet> &result);
    void storeLogin();
    void storeToken();
    void stored(const Result<Account> &result);
    void fail(const Error &error, Page again);
    void showDone();
    void showBoards(const QString &problem);
    void showRedirect();
    [[nodiscard]] QString flowProblem(const Error &error) const;
};

ConnectDialog::ConnectDialog(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : QDialog(parent), d(std::make_unique<Private>(this, workspace, theme))
{
    setObjectName(QStringLiteral("connectDialog"));
    setWindowTitle(tr("Connect Pinterest"));
    resize(dialogWidth, dialogHeight);
    d->build();
    d->wire();
    d->show(PlacePage);
}

ConnectDialog::~ConnectDialog()
{
    if (d->flow) {
        d->flow->disconnect(this);
        d->flow->cancel();
    }
}

void ConnectDialog::reconnect(const Account &account)
{
    d->account = account;
    d->production->setChecked(account.environment == Environment::Production);
    d->sandbox->setChecked(account.environment == Environment::Sandbox);
    d->custom->setChecked(account.environment == Environment::Custom);
    d->apiBase->setText(account.endpoints.apiBase.toString());
    d->authorizeAddress->setText(account.endpoints.authorize.toString());
    d->tokenAddress->setText(account.endpoints.token.toString());
    d->appId->setText(account.appId);
    d->takePlace();
    d->show(account.appId.isEmpty() ? PlacePage : AppPage);
    // The secret is still in the keychain: nobody should have to look it up again.
    d->workspace.vault().read(account.vaultKey(), this,
                              [this](const Result<std::optional<AccountSecrets>> &secrets) {
                                  if (secrets && *secrets && d->appSecret->text().isEmpty())
                                      d->appSecret->setText((*secrets)->appSecret);
                              });
}

// --- building

QVBoxLayout *ConnectDialog::Private::addPage()
{
    auto *page = new QWidget(q);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::space2);
    pages->addWidget(page);
    return layout;
}

QLineEdit *ConnectDialog::Private::addField(QVBoxLayout *layout, const QString &text,
                                            const char *name)
{
    auto *edit = new QLineEdit(q);
    edit->setObjectName(named(name) + QStringLiteral("LineEdit"));
    auto *label = new QLabel(text, q);
    label->setObjectName(named(name) + QStringLiteral("Label"));
    label->setBuddy(edit);
    auto *group = new QVBoxLayout;
    group->setSpacing(metrics::space1);
    group->addWidget(label);
    group->addWidget(edit);
    layout->addLayout(group);
    return edit;
}

QPushButton *ConnectDialog::Private::addButton(QVBoxLayout *layout, const QString &text,
                                               const char *name)
{
    auto *button = new QPushButton(text, q);
    button->setObjectName(named(name) + QStringLiteral("PushButton"));
    button->setAutoDefault(false);
    layout->addWidget(button, 0, Qt::AlignLeading);
    return button;
}

void ConnectDialog::Private::build()
{
    title = headingLabel({}, QStringLiteral("titleLabel"), q);
    pages = new QStackedWidget(q);
    pages->setObjectName(QStringLiteral("connectPagesStackedWidget"));
    buildPlace();
    buildApp();
    buildToken();
    buildWait();
    buildEnds();

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::space2);
    const auto button = [&](const QString &text, const char *name) {
        auto *made = new QPushButton(text, q);
        made->setObjectName(named(name) + QStringLiteral("PushButton"));
        made->setAutoDefault(false);
        return made;
    };
    back = button(tr("&Back"), "back");
    tokenLink = button(tr("I have an access &token"), "haveToken");
    tokenLink->setFlat(true);
    cancel = button(tr("Cancel"), "cancel");
    next = button(tr("&Continue"), "continue");
    next->setProperty("primary", true);
    next->setDefault(true);
    buttons->addWidget(back);
    buttons->addWidget(tokenLink);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(next);

    auto *layout = new QVBoxLayout(q);
    layout->setContentsMargins(metrics::space5, metrics::space5, metrics::space5, metrics::space4);
    layout->setSpacing(metrics::space4);
    layout->addWidget(title);
    layout->addWidget(pages, 1);
    layout->addLayout(buttons);
}

void ConnectDialog::Private::buildPlace()
{
    QVBoxLayout *page = addPage();
    page->addWidget(
        bodyLabel(tr("Pinweek talks to Pinterest directly, with an app of your own. A new app has "
                     "trial access: what it "
                     "makes in the sandbox is real to the app, but nobody else sees it."),
                  QStringLiteral("placeTextLabel"), q));
    page->addSpacing(metrics::space2);
    const auto choice = [&](const QString &text, const QString &hint, const char *name) {
        auto *radio = new QRadioButton(text, q);
        radio->setObjectName(named(name) + QStringLiteral("RadioButton"));
        radio->setAccessibleDescription(hint);
        page->addWidget(radio);
        QLabel *more = metaLabel(hint, named(name) + QStringLiteral("HintLabel"), q);
        more->setWordWrap(true);
        more->setContentsMargins(metrics::space5, 0, 0, metrics::space1);
        page->addWidget(more);
        return radio;
    };
    production = choice(tr("&Pinterest"), tr("Pins are public, as on the site."), "production");
    sandbox = choice(tr("&Sandbox"), tr("Pinterest's own test system, for apps with trial access."),
                     "sandbox");
    custom =
        choice(tr("&Other address"), tr("A stand-in or a proxy that you run yourself."), "custom");
    production->setChecked(true);
    customFields = new QWidget(q);
    auto *fields = new QFormLayout(customFields);
    fields->setContentsMargins(metrics::space5, 0, 0, 0);
    fields->setHorizontalSpacing(metrics::space3);
    fields->setVerticalSpacing(metrics::space2);
    fields->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    const auto addRow = [&](const QString &text, const char *name) {
        auto *edit = new QLineEdit(q);
        edit->setObjectName(named(name) + QStringLiteral("LineEdit"));
        auto *label = new QLabel(text, q);
        label->setObjectName(named(name) + QStringLiteral("Label"));
        label->setBuddy(edit);
        label->setMinimumHeight(metrics::controlHeight);
        fields->addRow(label, edit);
        return edit;
    };
    apiBase = addRow(tr("&API address"), "apiBase");
    apiBase->setPlaceholderText(QStringLiteral("https://api.example.com/v5"));
    authorizeAddress = addRow(tr("Sign-in &page"), "authorizeAddress");
    tokenAddress = addRow(tr("&Token address"), "tokenAddress");
    authorizeAddress->setPlaceholderText(tr("Follows from the API address"));
    tokenAddress->setPlaceholderText(tr("Follows from the API address"));
    page->addWidget(customFields);
    placeProblem = bodyLabel({}, QStringLiteral("placeProblemLabel"), q);
    setTone(placeProblem, Tone::Problem);
    page->addWidget(placeProblem);
    page->addStretch();
}

void ConnectDialog::Private::buildApp()
{
    QVBoxLayout *page = addPage();
    QLabel *steps = bodyLabel(
        tr("1. Open <a href='%1'>developers.pinterest.com</a>, sign in and connect an app.<br>"
           "2. In the app's settings add this redirect address, exactly as it is here:")
            .arg(QString::fromLatin1(appsPage)),
        QStringLiteral("guideLabel"), q);
    steps->setTextFormat(Qt::RichText);
    steps->setOpenExternalLinks(true);
    page->addWidget(steps);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space2);
    redirect = new QLineEdit(q);
    redirect->setObjectName(QStringLiteral("redirectLineEdit"));
    redirect->setReadOnly(true);
    redirect->setAccessibleName(tr("Redirect address"));
    auto *copy = new QPushButton(themeIcon(QStringLiteral("copy")), tr("Cop&y"), q);
    copy->setObjectName(QStringLiteral("copyRedirectPushButton"));
    copy->setAutoDefault(false);
    copy->setAccessibleName(tr("Copy the redirect address"));
    port = new QSpinBox(q);
    port->setObjectName(QStringLiteral("portSpinBox"));
    port->setRange(1024, 65535);
    port->setGroupSeparatorShown(false);
    port->setValue(workspace.settings().redirectPort());
    port->setToolTip(tr("Change it only if another program uses this port"));
    auto *portLabel = new QLabel(tr("Po&rt"), q);
    portLabel->setObjectName(QStringLiteral("portLabel"));
    portLabel->setBuddy(port);
    row->addWidget(redirect, 1);
    row->addWidget(copy);
    row->addSpacing(metrics::space2);
    row->addWidget(portLabel);
    row->addWidget(port);
    page->addLayout(row);
    QLabel *third = bodyLabel(tr("3. Copy the app's id and secret into these fields."),
                              QStringLiteral("guideEndLabel"), q);
    page->addWidget(third);
    appId = addField(page, tr("App &id"), "appId");
    appSecret = addField(page, tr("App &secret"), "appSecret");
    appSecret->setEchoMode(QLineEdit::Password);
    QLabel *where = metaLabel(tr("The secret is kept in your system's keychain, nowhere else."),
                              QStringLiteral("secretHintLabel"), q);
    where->setWordWrap(true);
    page->addWidget(where);
    secretBoards = new QCheckBox(tr("Include secret &boards"), q);
    secretBoards->setObjectName(QStringLiteral("secretBoardsCheckBox"));
    page->addWidget(secretBoards);
    page->addStretch();
    QObject::connect(copy, &QPushButton::clicked, q,
                     [this] { QGuiApplication::clipboard()->setText(redirect->text()); });
    QObject::connect(port, &QSpinBox::valueChanged, q, [this](int value) {
        workspace.settings().setRedirectPort(value);
        showRedirect();
    });
    showRedirect();
}

void ConnectDialog::Private::buildToken()
{
    QVBoxLayout *page = addPage();
    page->addWidget(bodyLabel(tr("Paste an access token that you made in your app's dashboard. It "
                                 "can't be renewed: when it ends, you "
                                 "paste a new one."),
                              QStringLiteral("tokenTextLabel"), q));
    token = addField(page, tr("Access &token"), "accessToken");
    token->setEchoMode(QLineEdit::Password);
    clearClipboard = addButton(page, tr("C&lear clipboard"), "clearClipboard");
    clearClipboard->setToolTip(tr("So that no other program finds the token there"));
    page->addStretch();
    QObject::connect(clearClipboard, &QPushButton::clicked, q, [this] {
        QGuiApplication::clipboard()->clear();
        clearClipboard->setEnabled(false);
    });
}

void ConnectDialog::Private::buildWait()
{
    QVBoxLayout *page = addPage();
    waitText = bodyLabel({}, QStringLiteral("waitTextLabel"), q);
    page->addWidget(waitText);
    auto *bar = new QProgressBar(q);
    bar->setObjectName(QStringLiteral("waitProgressBar"));
    bar->setAccessibleName(tr("Waiting"));
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setFixedHeight(4);
    page->addWidget(bar);
    waitLeft = metaLabel({}, QStringLiteral("waitLeftLabel"), q);
    page->addWidget(waitLeft);
    waitHint = bodyLabel({}, QStringLiteral("waitHintLabel"), q);
    setTone(waitHint, Tone::Problem);
    page->addWidget(waitHint);
    page->addSpacing(metrics::space2);
    openAgain = addButton(page, tr("&Open again"), "openAgain");
    browserHelp = new QWidget(q);
    auto *help = new QVBoxLayout(browserHelp);
    help->setContentsMargins(0, 0, 0, 0);
    help->setSpacing(metrics::space1);
    help->addWidget(
        bodyLabel(tr("No browser could be opened. Open this address in one on this computer:"),
                  QStringLiteral("noBrowserLabel"), q));
    auto *row = new QHBoxLayout;
    address = new QLineEdit(q);
    address->setObjectName(QStringLiteral("signInAddressLineEdit"));
    address->setReadOnly(true);
    address->setAccessibleName(tr("Sign-in address"));
    auto *copy = new QPushButton(themeIcon(QStringLiteral("copy")), tr("&Copy"), q);
    copy->setObjectName(QStringLiteral("copySignInAddressPushButton"));
    copy->setAutoDefault(false);
    row->addWidget(address, 1);
    row->addWidget(copy);
    help->addLayout(row);
    page->addWidget(browserHelp);
    page->addStretch();
    QObject::connect(copy, &QPushButton::clicked, q,
                     [this] { QGuiApplication::clipboard()->setText(address->text()); });
}

void ConnectDialog::Private::buildEnds()
{
    QVBoxLayout *keychain = addPage();
    keychainText = bodyLabel({}, QStringLiteral("keychainTextLabel"), q);
    keychain->addWidget(keychainText);
    keychain->addWidget(
        bodyLabel(tr("Pinweek keeps your app's secret and the sign-in in the keychain and nowhere "
                     "else. You can go on "
                     "for this run only: when you quit Pinweek, you have to connect again."),
                  QStringLiteral("keychainChoiceLabel"), q));
    keychain->addStretch();

    QVBoxLayout *problem = addPage();
    problemText = bodyLabel({}, QStringLiteral("problemTextLabel"), q);
    problemText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    problem->addWidget(problemText);
    problem->addStretch();

    QVBoxLayout *done = addPage();
    auto *mark = new QLabel(q);
    mark->setObjectName(QStringLiteral("doneIconLabel"));
    mark->setPixmap(themeIcon(QStringLiteral("circle-check"), theme.theme().published)
                        .pixmap(QSize(bigIcon, bigIcon), q->devicePixelRatioF()));
    done->addWidget(mark);
    doneText = bodyLabel({}, QStringLiteral("doneTextLabel"), q);
    done->addWidget(doneText);
    doneBoards = bodyLabel({}, QStringLiteral("doneBoardsLabel"), q);
    setTone(doneBoards, Tone::Secondary);
    done->addWidget(doneBoards);
    done->addStretch();
}

void ConnectDialog::Private::wire()
{
    tick.setInterval(std::chrono::seconds(1));
    QObject::connect(&tick, &QTimer::timeout, q, [this] { showTimeLeft(); });
    for (QRadioButton *radio : {production, sandbox, custom})
        QObject::connect(radio, &QRadioButton::toggled, q, [this] { checkFields(); });
    for (QLineEdit *edit : {apiBase, authorizeAddress, tokenAddress, appId, appSecret, token})
        QObject::connect(edit, &QLineEdit::textChanged, q, [this] { checkFields(); });
    QObject::connect(next, &QPushButton::clicked, q, [this] { goOn(); });
    QObject::connect(back, &QPushButton::clicked, q, [this] { goBack(); });
    QObject::connect(tokenLink, &QPushButton::clicked, q, [this] {
        if (takePlace())
            show(TokenPage);
    });
    QObject::connect(cancel, &QPushButton::clicked, q, [this] {
        if (flow && pages->currentIndex() == WaitPage)
            flow->cancel();
        else
            q->reject();
    });
    QObject::connect(openAgain, &QPushButton::clicked, q, [this] {
        if (flow)
            flow->openAgain();
    });
    QObject::connect(q, &QDialog::finished, q, [this] {
        tick.stop();
        if (flow) {
            flow->disconnect(q);
            flow->cancel();
        }
    });
    QObject::connect(&workspace, &Workspace::syncFinished, q,
                     [this](AccountId synced, const QString &problem) {
                         if (pages->currentIndex() == DonePage && synced == account.id)
                             showBoards(problem);
                     });
}

// --- steps

void ConnectDialog::Private::show(Page page)
{
    static const char *const titles[] = {
        QT_TRANSLATE_NOOP("pinweek::ConnectDialog", "Where should your pins go?"),
        QT_TRANSLATE_NOOP("pinweek::ConnectDialog", "Your Pinterest app"),
        QT_TRANSLATE_NOOP("pinweek::ConnectDialog", "Paste an access token"),
        QT_TRANSLATE_NOOP("pinweek::ConnectDialog", "Allow it in your browser"),
        QT_TRANSLATE_NOOP("pinweek::ConnectDialog", "Your keychain can't be used"),
        QT_TRANSLATE_NOOP("pinweek::ConnectDialog", "That did not work"),
        QT_TRANSLATE_NOOP("pinweek::ConnectDialog", "Connected"),
    };
    title->setText(tr(titles[page]));
    pages->setCurrentIndex(page);
    if (page != WaitPage)
        tick.stop();
    showButtons(page);
    checkFields();
    if (page == AppPage)
        (appId->text().isEmpty() ? appId : appSecret)->setFocus();
    else if (page == TokenPage)
        token->setFocus();
    else if (page == PlacePage)
        production->isChecked() ? production->setFocus()
        : custom->isChecked()   ? apiBase->setFocus()
                                : sandbox->setFocus();
    else if (next->isVisibleTo(q))
        next->setFocus();
    else
        cancel->setFocus();
}

void ConnectDialog::Private::showButtons(Page page)
{
    back->setVisible(page == AppPage || page == TokenPage);
    tokenLink->setVisible(page == PlacePage);
    cancel->setVisible(page != DonePage);
    next->setVisible(page != WaitPage);
    switch (page) {
    case AppPage:
        next->setText(tr("Open the &browser"));
        break;
    case TokenPage:
        next->setText(tr("C&onnect"));
        break;
    case KeychainPage:
        next->setText(tr("&Keep for this run only"));
        break;
    case ProblemPage:
        next->setText(tr("&Try again"));
        break;
    case DonePage:
        next->setText(tr("&Done"));
        break;
    default:
        next->setText(tr("&Continue"));
    }
}

void ConnectDialog::Private::checkFields()
{
    customFields->setVisible(custom->isChecked());
    bool complete = true;
    switch (Page(pages->currentIndex())) {
    case PlacePage: {
        placeProblem->clear();
        if (custom->isChecked()) {
            const QString text = apiBase->text().trimmed();
            complete = isAllowedApiBase(QUrl(text, QUrl::StrictMode));
            if (!complete && text.size() > 8)
                placeProblem->setText(tr("The address has to start with https://; http:// is "
                                         "allowed on this computer only."));
        }
        tokenLink->setEnabled(complete);
        break;
    }
    case AppPage:
        complete = !appId->text().trimmed().isEmpty() && !appSecret->text().trimmed().isEmpty();
        break;
    case TokenPage:
        complete = !token->text().trimmed().isEmpty();
        clearClipboard->setEnabled(complete);
        break;
    default:
        break;
    }
    next->setEnabled(complete);
}

/** Reads the first page; false if its addresses can't be used. */
bool ConnectDialog::Private::takePlace()
{
    if (!custom->isChecked()) {
        environment = sandbox->isChecked() ? Environment::Sandbox : Environment::Production;
        request.endpoints = endpointsOf(environment);
        return true;
    }
    environment = Environment::Custom;
    QString base = apiBase->text().trimmed();
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    const QUrl url(base, QUrl::StrictMode);
    if (!isAllowedApiBase(url))
        return false;
    request.endpoints = endpointsOfBase(url);
    if (!authorizeAddress->text().trimmed().isEmpty())
        request.endpoints.authorize = QUrl(authorizeAddress->text().trimmed(), QUrl::StrictMode);
    if (!tokenAddress->text().trimmed().isEmpty())
        request.endpoints.token = QUrl(tokenAddress->text().trimmed(), QUrl::StrictMode);
    // The code and the app's secret go there: the same rule as for the API.
    const bool usable = isAllowedApiBase(request.endpoints.token) &&
                        request.endpoints.authorize.isValid() &&
                        !request.endpoints.authorize.host().isEmpty();
    if (!usable)
        placeProblem->setText(tr("The token address has to start with https://; http:// is allowed "
                                 "on this computer only."));
    return usable;
}

void ConnectDialog::Private::goOn()
{
    switch (Page(pages->currentIndex())) {
    case PlacePage:
        if (takePlace())
            show(AppPage);
        break;
    case AppPage:
        probeThen([this] { startLogin(); });
        break;
    case TokenPage:
        pastedToken = token->text().trimmed();
        probeThen([this] { storeToken(); });
        break;
    case KeychainPage: {
        storage = SecretStorage::ThisRunOnly;
        const auto then = std::exchange(afterKeychain, {});
        if (then)
            then();
        break;
    }
    case ProblemPage:
        show(backTo);
        break;
    case DonePage:
        q->accept();
        break;
    case WaitPage:
        break;
    }
}

void ConnectDialog::Private::goBack()
{
    show(PlacePage);
}

/** Asks for the keychain before the browser opens: to learn afterwards that nothing can be kept
 * would waste the user's way. */
void ConnectDialog::Private::probeThen(const std::function<void()> &then)
{
    if (storage == SecretStorage::ThisRunOnly) {
        then();
        return;
    }
    next->setEnabled(false);
    workspace.vault().probe(q, [this, then](const Result<void> &probed) {
        next->setEnabled(true);
        if (probed) {
            then();
            return;
        }
        afterKeychain = then;
        keychainText->setText(errorText(probed.error()));
        show(KeychainPage);
    });
}

void ConnectDialog::Private::startLogin()
{
    request.appId = appId->text().trimmed();
    request.appSecret = appSecret->text().trimmed();
    request.redirectPort = workspace.settings().redirectPort();
    request.continuousRefresh = workspace.settings().continuousRefresh();
    request.secretBoards = secretBoards->isChecked();
    backTo = AppPage;
    browserHelp->hide();
    openAgain->show();
    waitHint->clear();
    waitText->setText(tr("Pinterest asks in your browser whether Pinweek may read and write boards "
                         "and pins. Come back here when you "
                         "have answered."));
    flow = workspace.newLogin(request, q);
    flow->setTimeLimit(timeLimit);
    QObject::connect(flow, &OAuthFlow::openBrowser, q,
                     [this](const QUrl &url) { openInBrowser(url); });
    QObject::connect(flow, &OAuthFlow::strangeAnswer, q,
                     [this](const QString &hint) { waitHint->setText(hint); });
    QObject::connect(flow, &OAuthFlow::finished, q,
                     [this](const Result<TokenSet> &result) { loginFinished(result); });
    waitingSince = workspace.clock().steady();
    show(WaitPage);
    tick.start();
    showTimeLeft();
    flow->start();
}

void ConnectDialog::Private::openInBrowser(const QUrl &url)
{
    const bool opened = QDesktopServices::openUrl(url);
    address->setText(url.toString(QUrl::FullyEncoded));
    address->setCursorPosition(0);
    browserHelp->setVisible(!opened);
}

void ConnectDialog::Private::showTimeLeft()
{
    using namespace std::chrono;
    const auto left =
        duration_cast<seconds>(timeLimit - (workspace.clock().steady() - waitingSince));
    const int total = qMax(0, int(left.count()));
    //: minutes:seconds
    waitLeft->setText(tr("Waiting for your answer: %1 left")
                          .arg(QTime(0, 0).addSecs(total).toString(QStringLiteral("m:ss"))));
}

void ConnectDialog::Private::loginFinished(const Result<TokenSet> &result)
{
    tick.stop();
    if (flow) {
        flow->deleteLater();
        flow = nullptr;
    }
    if (!result) {
        if (result.error().kind == ErrorKind::Cancelled)
            show(AppPage);
        else
            fail(result.error(), AppPage);
        return;
    }
    tokens = *result;
    storeLogin();
}

void ConnectDialog::Private::storeLogin()
{
    waitText->setText(tr("Pinterest said yes. Asking whose account this is…"));
    waitLeft->clear();
    waitHint->clear();
    openAgain->hide();
    browserHelp->hide();
    show(WaitPage);
    cancel->setEnabled(false);
    workspace.connectAccount(request, environment, tokens, storage, q,
                             [this](const Result<Account> &result) {
                                 if (!result && result.error().kind == ErrorKind::Keychain)
                                     afterKeychain = [this] { storeLogin(); };
                                 stored(result);
                             });
}

void ConnectDialog::Private::storeToken()
{
    backTo = TokenPage;
    waitText->setText(tr("Asking Pinterest whose token this is…"));
    waitLeft->clear();
    waitHint->clear();
    openAgain->hide();
    browserHelp->hide();
    show(WaitPage);
    cancel->setEnabled(false);
    workspace.addToken(environment, request.endpoints, pastedToken, storage, q,
                       [this](const Result<Account> &result) {
                           if (!result && result.error().kind == ErrorKind::Keychain)
                               afterKeychain = [this] { storeToken(); };
                           stored(result);
                       });
}

void ConnectDialog::Private::stored(const Result<Account> &result)
{
    cancel->setEnabled(true);
    if (!result && result.error().kind == ErrorKind::Keychain) {
        keychainText->setText(errorText(result.error()));
        show(KeychainPage);
        return;
    }
    if (!result) {
        fail(result.error(), backTo);
        return;
    }
    // Secrets leave the window as soon as they are where they belong.
    tokens = {};
    pastedToken.clear();
    request.appSecret.clear();
    appSecret->clear();
    token->clear();
    account = *result;
    showDone();
    emit q->connected(account.id);
}

void ConnectDialog::Private::fail(const Error &error, Page again)
{
    backTo = again;
    problemText->setText(again == AppPage ? flowProblem(error) : errorText(error));
    show(ProblemPage);
}

/** The same kinds of error mean other things in a sign-in than with a pin. */
QString ConnectDialog::Private::flowProblem(const Error &error) const
{
    switch (error.kind) {
    case ErrorKind::Conflict:
        return tr("Another program uses port %1, so the browser's answer could not reach Pinweek. "
                  "Close that program, or choose "
                  "another port here and register the new redirect address with your app.")
            .arg(request.redirectPort);
    case ErrorKind::Interrupted:
        return tr("There was no answer from the browser within five minutes. Nothing is waiting "
                  "any more; you can try again.");
    case ErrorKind::Rejected:
        if (error.httpStatus == 0)
            return tr("Pinterest was told not to allow it, so nothing is connected. %1")
                .arg(error.detail)
                .trimmed();
        return tr("Pinterest did not accept the app's id and secret. Compare both with the app's "
                  "page, and check that the redirect "
                  "address there is exactly %1.")
                   .arg(redirect->text()) +
               (error.apiMessage.isEmpty() ? QString()
                                           : tr(" Pinterest says: “%1”").arg(error.apiMessage));
    case ErrorKind::Unauthorized:
        return tr(
            "Pinterest did not accept the app's id and secret. Compare both with the app's page.");
    default:
        return errorText(error);
    }
}

void ConnectDialog::Private::showDone()
{
    const QString name = account.username.isEmpty() ? account.remoteId : account.username;
    doneText->setText(environment == Environment::Sandbox
                          ? tr("%1 is connected to the sandbox.").arg(name)
                          : tr("%1 is connected.").arg(name));
    doneBoards->setText(tr("Reading your boards…"));
    show(DonePage);
    // A small account's boards may be here already.
    const auto boards = workspace.store().boards().boards(account.id);
    if (boards && !boards->isEmpty())
        showBoards({});
}

void ConnectDialog::Private::showBoards(const QString &problem)
{
    if (!problem.isEmpty()) {
        doneBoards->setText(tr("The boards could not be read yet: %1").arg(problem));
        return;
    }
    const auto boards = workspace.store().boards().boards(account.id);
    int count = 0;
    for (const Board &board : boards.value_or(QList<Board>{}))
        count += board.remoteId.isEmpty() ? 0 : 1;
    doneBoards->setText(tr("%n board(s) found.", nullptr, count));
}

void ConnectDialog::Private::showRedirect()
{
    redirect->setText(
        QStringLiteral("http://localhost:%1/").arg(workspace.settings().redirectPort()));
}

} // namespace pinweek
