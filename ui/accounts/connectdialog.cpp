// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accounts/connectdialog.h"

#include "core/settings.h"
#include "oauth/tokenvault.h"
#include "text/texts.h"
#include "ui/accounts/apppage.h"
#include "ui/accounts/donepage.h"
#include "ui/accounts/keychainpage.h"
#include "ui/accounts/placepage.h"
#include "ui/accounts/problempage.h"
#include "ui/accounts/tokenpage.h"
#include "ui/accounts/waitpage.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QDesktopServices>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

namespace pinweek {

namespace {

QString quotedMessage(const Error &error)
{
    return error.apiMessage.isEmpty()
               ? QString()
               : ConnectDialog::tr(" Pinterest says: “%1”").arg(error.apiMessage);
}

int waitMinutes(const Error &error)
{
    return error.retryAfter ? int((error.retryAfter->count() + 59) / 60) : 1;
}

constexpr int dialogWidth = 520; // px
constexpr int dialogHeight = 560;
constexpr auto timeLimit = std::chrono::minutes(5);

} // namespace

ConnectDialog::ConnectDialog(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_title(headingLabel({}, QStringLiteral("titleLabel"), this))
    , m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("connectDialog"));
    setWindowTitle(tr("Connect Pinterest"));
    resize(dialogWidth, dialogHeight);
    m_pages->setObjectName(QStringLiteral("connectPagesStackedWidget"));
    addPages(theme);
    QHBoxLayout *buttons = buttonRow();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space5, metrics::space5, metrics::space5, metrics::space4);
    layout->setSpacing(metrics::space4);
    layout->addWidget(m_title);
    layout->addWidget(m_pages, 1);
    layout->addLayout(buttons);
    wire();
    goTo(AtPlace);
}

ConnectDialog::~ConnectDialog()
{
    endLogin();
}

void ConnectDialog::reconnect(const Account &account)
{
    m_place->setPlace(account.environment, account.endpoints);
    m_app->setAppId(account.appId);
    const bool usable = takePlace();
    goTo(usable && !account.appId.isEmpty() ? AtApp : AtPlace);
    // The secret is still in the keychain: nobody should have to look it up again.
    m_workspace.vault().read(account.vaultKey(), this,
                             [this](const Result<std::optional<AccountSecrets>> &secrets) {
                                 if (secrets && *secrets && m_app->appSecret().isEmpty())
                                     m_app->setAppSecret((*secrets)->appSecret);
                             });
}

// --- building

/** In the order of Page. */
void ConnectDialog::addPages(ThemeManager &theme)
{
    m_pages->addWidget(m_place = new PlacePage(this));
    m_pages->addWidget(m_app = new AppPage(m_workspace.settings(), this));
    m_pages->addWidget(m_token = new TokenPage(this));
    m_pages->addWidget(m_wait = new WaitPage(m_workspace.clock(), this));
    m_pages->addWidget(m_keychain = new KeychainPage(this));
    m_pages->addWidget(m_problem = new ProblemPage(this));
    m_pages->addWidget(m_done = new DonePage(m_workspace, theme, this));
}

QPushButton *ConnectDialog::newButton(const QString &text, const QString &name)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name + QStringLiteral("PushButton"));
    button->setAutoDefault(false);
    return button;
}

QHBoxLayout *ConnectDialog::buttonRow()
{
    m_back = newButton(tr("&Back"), QStringLiteral("back"));
    m_tokenLink = newButton(tr("I have an access &token"), QStringLiteral("haveToken"));
    m_tokenLink->setFlat(true);
    m_cancel = newButton(tr("Cancel"), QStringLiteral("cancel"));
    m_next = newButton(tr("&Continue"), QStringLiteral("continue"));
    setPrimary(m_next);
    m_next->setDefault(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space2);
    row->addWidget(m_back);
    row->addWidget(m_tokenLink);
    row->addStretch();
    row->addWidget(m_cancel);
    row->addWidget(m_next);
    return row;
}

void ConnectDialog::wire()
{
    for (int i = 0; i < m_pages->count(); ++i)
        connect(pageAt(Page(i)), &ConnectPage::edited, this, &ConnectDialog::checkFields);
    connect(m_next, &QPushButton::clicked, this, &ConnectDialog::goOn);
    connect(m_back, &QPushButton::clicked, this, [this] { goTo(AtPlace); });
    connect(m_tokenLink, &QPushButton::clicked, this, [this] {
        if (takePlace())
            goTo(AtToken);
    });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_flow && currentPage() == AtWait)
            m_flow->cancel();
        else
            reject();
    });
    connect(m_wait, &WaitPage::openAgainWanted, this, [this] {
        if (m_flow)
            m_flow->openAgain();
    });
    connect(this, &QDialog::finished, this, [this] {
        m_wait->stop();
        endLogin();
    });
}

// --- pages

ConnectDialog::Page ConnectDialog::currentPage() const
{
    return Page(m_pages->currentIndex());
}

ConnectPage *ConnectDialog::pageAt(Page page) const
{
    return static_cast<ConnectPage *>(m_pages->widget(page));
}

void ConnectDialog::goTo(Page page)
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
    m_title->setText(tr(titles[page]));
    m_pages->setCurrentIndex(page);
    if (page != AtWait)
        m_wait->stop();
    showButtons(page);
    checkFields();
    if (QWidget *field = pageAt(page)->firstField())
        field->setFocus();
    else if (m_next->isVisibleTo(this))
        m_next->setFocus();
    else
        m_cancel->setFocus();
}

void ConnectDialog::showButtons(Page page)
{
    static const char *const ways[] = {
        QT_TRANSLATE_NOOP("pinweek::ConnectDialog", "&Continue"),
        QT_TRANSLATE_NOOP("pinweek::ConnectDialog", "Open the &browser"),
        QT_TRANSLATE_NOOP("pinweek::ConnectDialog", "C&onnect"),
        QT_TRANSLATE_NOOP("pinweek::ConnectDialog", "&Continue"),
        QT_TRANSLATE_NOOP("pinweek::ConnectDialog", "&Keep for this run only"),
        QT_TRANSLATE_NOOP("pinweek::ConnectDialog", "&Try again"),
        QT_TRANSLATE_NOOP("pinweek::ConnectDialog", "&Done"),
    };
    m_back->setVisible(page == AtApp || page == AtToken);
    m_tokenLink->setVisible(page == AtPlace);
    m_cancel->setVisible(page != AtDone);
    m_next->setVisible(page != AtWait);
    // After the others: side by side with those of the page before it could widen the dialog.
    m_next->setText(tr(ways[page]));
}

void ConnectDialog::checkFields()
{
    ConnectPage *page = pageAt(currentPage());
    page->refresh();
    m_next->setEnabled(page->isComplete());
    if (currentPage() == AtPlace)
        m_tokenLink->setEnabled(page->isComplete());
}

// --- steps

/** Reads the first page; false if its addresses can't be used. */
bool ConnectDialog::takePlace()
{
    const std::optional<Endpoints> endpoints = m_place->takeEndpoints();
    if (!endpoints)
        return false;
    m_environment = m_place->environment();
    m_request.endpoints = *endpoints;
    return true;
}

void ConnectDialog::goOn()
{
    switch (currentPage()) {
    case AtPlace:
        if (takePlace())
            goTo(AtApp);
        break;
    case AtApp:
        probeThen([this] { startLogin(); });
        break;
    case AtToken:
        m_pastedToken = m_token->token();
        probeThen([this] { storeToken(); });
        break;
    case AtKeychain:
        goOnWithoutKeychain();
        break;
    case AtProblem:
        goTo(m_backTo);
        break;
    case AtDone:
        accept();
        break;
    case AtWait:
        break;
    }
}

void ConnectDialog::probeThen(const std::function<void()> &then)
{
    if (m_storage == SecretStorage::ThisRunOnly) {
        then();
        return;
    }
    m_next->setEnabled(false);
    m_workspace.vault().probe(this, [this, then](const Result<void> &probed) {
        m_next->setEnabled(true);
        if (probed) {
            then();
            return;
        }
        m_afterKeychain = then;
        m_keychain->setProblem(errorText(probed.error()));
        goTo(AtKeychain);
    });
}

void ConnectDialog::goOnWithoutKeychain()
{
    m_storage = SecretStorage::ThisRunOnly;
    if (const auto then = std::exchange(m_afterKeychain, {}))
        then();
}

void ConnectDialog::startLogin()
{
    m_request.appId = m_app->appId();
    m_request.appSecret = m_app->appSecret();
    m_request.redirectPort = m_workspace.settings().redirectPort();
    m_request.continuousRefresh = m_workspace.settings().continuousRefresh();
    m_request.secretBoards = m_app->includesSecretBoards();
    m_backTo = AtApp;
    m_flow = m_workspace.newLogin(m_request, this);
    m_flow->setTimeLimit(timeLimit);
    connect(m_flow, &OAuthFlow::openBrowser, this, &ConnectDialog::openInBrowser);
    connect(m_flow, &OAuthFlow::strangeAnswer, m_wait, &WaitPage::setHint);
    connect(m_flow, &OAuthFlow::finished, this, &ConnectDialog::loginFinished);
    m_wait->waitForBrowser(timeLimit);
    goTo(AtWait);
    m_flow->start();
}

void ConnectDialog::openInBrowser(const QUrl &url)
{
    const bool opened = QDesktopServices::openUrl(url);
    m_wait->showAddress(url, opened);
}

void ConnectDialog::loginFinished(const Result<TokenSet> &result)
{
    m_wait->stop();
    if (m_flow) {
        m_flow->deleteLater();
        m_flow = nullptr;
    }
    if (!result) {
        if (result.error().kind == ErrorKind::Cancelled)
            goTo(AtApp);
        else
            fail(result.error(), AtApp);
        return;
    }
    m_tokens = *result;
    storeLogin();
}

void ConnectDialog::storeLogin()
{
    waitForPinterest(tr("Pinterest said yes. Asking whose account this is…"));
    m_workspace.connectAccount(
        m_request, m_environment, m_tokens, m_storage, this,
        [this](const Result<Account> &result) { stored(result, [this] { storeLogin(); }); });
}

void ConnectDialog::storeToken()
{
    m_backTo = AtToken;
    waitForPinterest(tr("Asking Pinterest whose token this is…"));
    m_workspace.addToken(
        m_environment, m_request.endpoints, m_pastedToken, m_storage, this,
        [this](const Result<Account> &result) { stored(result, [this] { storeToken(); }); });
}

void ConnectDialog::waitForPinterest(const QString &text)
{
    m_wait->waitForPinterest(text);
    goTo(AtWait);
    m_cancel->setEnabled(false);
}

void ConnectDialog::stored(const Result<Account> &result, const std::function<void()> &again)
{
    m_cancel->setEnabled(true);
    if (!result && result.error().kind == ErrorKind::Keychain) {
        m_afterKeychain = again;
        m_keychain->setProblem(errorText(result.error()));
        goTo(AtKeychain);
        return;
    }
    if (!result) {
        fail(result.error(), m_backTo);
        return;
    }
    // Secrets leave the window as soon as they are where they belong.
    m_tokens = {};
    m_pastedToken.clear();
    m_request.appSecret.clear();
    m_app->setAppSecret({});
    m_token->clear();
    m_done->setAccount(*result, m_environment);
    goTo(AtDone);
    emit connected(result->id);
}

void ConnectDialog::fail(const Error &error, Page again)
{
    m_backTo = again;
    m_problem->setProblem(again == AtApp ? flowProblem(error) : tokenProblem(error));
    goTo(AtProblem);
}

/** Nobody waits for an answer any more. */
void ConnectDialog::endLogin()
{
    if (!m_flow)
        return;
    m_flow->disconnect(this);
    m_flow->cancel();
}

/** The same kinds of error mean other things in a sign-in than with a pin. */
QString ConnectDialog::flowProblem(const Error &error) const
{
    switch (error.kind) {
    case ErrorKind::Conflict:
        return tr("Another program uses port %1, so the browser's answer could not reach Pinweek. "
                  "Close that program, or choose "
                  "another port here and register the new redirect address with your app.")
            .arg(m_request.redirectPort);
    case ErrorKind::Interrupted:
        return tr("There was no answer from the browser within five minutes. Nothing is waiting "
                  "any more; you can try again.");
    case ErrorKind::Rejected:
        if (error.httpStatus > 401)
            return tr("Pinterest refused the sign-in (%1), so nothing is connected. Compare the "
                      "app's id and secret with the app's page, and check that the app may be "
                      "used.")
                       .arg(error.httpStatus) +
                   quotedMessage(error);
        if (error.httpStatus == 0)
            return tr("Pinterest was told not to allow it, so nothing is connected. %1")
                .arg(error.detail)
                .trimmed();
        return tr("Pinterest did not accept the app's id and secret. Compare both with the app's "
                  "page, and check that the redirect "
                  "address there is exactly %1.")
                   .arg(m_app->redirectAddress()) +
               quotedMessage(error);
    case ErrorKind::Unauthorized:
        return tr(
            "Pinterest did not accept the app's id and secret. Compare both with the app's page.");
    case ErrorKind::Forbidden:
        return tr("Pinterest did not give Pinweek all that it needs, so nothing is connected. Try "
                  "again, and allow everything that is asked.") +
               (error.httpStatus == 0 //: permissions, by Pinterest's names
                    ? tr(" Missing: %1.").arg(error.detail.section(QStringLiteral(": "), 1))
                    : quotedMessage(error));
    default:
        return wayProblem(error);
    }
}

QString ConnectDialog::tokenProblem(const Error &error) const
{
    if (error.kind == ErrorKind::Unauthorized)
        return tr("Pinterest does not accept this token. Copy it once more from your app's "
                  "dashboard, and check that it was made for the place you chose.");
    return wayProblem(error);
}

/** What kept Pinterest's answer away; errorText() speaks of pins there. */
QString ConnectDialog::wayProblem(const Error &error) const
{
    const QString host = m_request.endpoints.token.host();
    switch (error.kind) {
    case ErrorKind::Offline:
        if (error.httpStatus == 407)
            return tr("The network's proxy wants a sign-in of its own before it lets anything "
                      "through to Pinterest. Sign in there, or use another network, then try "
                      "again.");
        return error.delivery == Delivery::MaybeSent
                   ? tr("The connection to Pinterest (%1) broke off before it had answered, so "
                        "nothing is connected. Try again.")
                         .arg(host)
                   : tr("Pinterest (%1) can't be reached, so nothing is connected. Check the "
                        "internet connection, then try again.")
                         .arg(host);
    case ErrorKind::Tls:
        return tr("The connection to Pinterest is not secure, so nothing was sent there. Check the "
                  "computer's date and its network, for example a guest Wi-Fi sign-in page, then "
                  "try again.");
    case ErrorKind::RateLimited:
        return tr("Pinterest has had too many requests and asks to wait, so nothing is connected "
                  "yet. Try again in %n minute(s).",
                  nullptr, waitMinutes(error)) +
               quotedMessage(error);
    case ErrorKind::Server:
        return error.httpStatus >= 500
                   ? tr("Pinterest's sign-in is out of order just now (%1), so nothing is "
                        "connected. Try again in a few minutes.")
                             .arg(error.httpStatus) +
                         quotedMessage(error)
                   : tr("What came from %1 is no answer of Pinterest's, so nothing is connected. A "
                        "proxy or a guest Wi-Fi page may have answered in its place: check the "
                        "network, then try again.")
                         .arg(host);
    default:
        return errorText(error);
    }
}

} // namespace pinweek
