// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/account.h"
#include "oauth/oauthflow.h"
#include "oauth/tokenset.h"
#include "workspace/workspace.h"

#include <QDialog>
#include <QPointer>

#include <functional>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace pinweek {

class AppPage;
class ConnectPage;
class DonePage;
class KeychainPage;
class PlacePage;
class ProblemPage;
class ThemeManager;
class TokenPage;
class WaitPage;

/**
 * Connects an account, page by page: environment (production, sandbox, custom) → app id and secret
 * with a guide and the exact redirect address to register → wait for the browser (Open again,
 * Cancel) → connected, or what went wrong and what to do. Also takes a ready-made token.
 */
class ConnectDialog : public QDialog
{
    Q_OBJECT

public:
    ConnectDialog(Workspace &workspace, ThemeManager &theme, QWidget *parent = nullptr);
    ~ConnectDialog() override;
    /** Fills in what is known of an account that has to be connected again. */
    void reconnect(const Account &account);

signals:
    void connected(pinweek::AccountId account);

private:
    enum Page
    {
        AtPlace,
        AtApp,
        AtToken,
        AtWait,
        AtKeychain,
        AtProblem,
        AtDone
    };

    // --- building
    void addPages(ThemeManager &theme);
    QHBoxLayout *buttonRow();
    QPushButton *newButton(const QString &text, const QString &name);
    void wire();

    // --- pages
    void goTo(Page page);
    void showButtons(Page page);
    void checkFields();
    [[nodiscard]] Page currentPage() const;
    [[nodiscard]] ConnectPage *pageAt(Page page) const;

    // --- steps
    bool takePlace();
    void goOn();
    /** Asks for the keychain before the browser opens: to learn afterwards that nothing can be kept
     * would waste the user's way. */
    void probeThen(const std::function<void()> &then);
    void goOnWithoutKeychain();
    void startLogin();
    void openInBrowser(const QUrl &url);
    void loginFinished(const Result<TokenSet> &result);
    void storeLogin();
    void storeToken();
    void waitForPinterest(const QString &text);
    /** @param again  stores it once more, after the user has gone on without a keychain */
    void stored(const Result<Account> &result, const std::function<void()> &again);
    void fail(const Error &error, Page again);
    void endLogin();
    [[nodiscard]] QString flowProblem(const Error &error) const;
    [[nodiscard]] QString tokenProblem(const Error &error) const;
    [[nodiscard]] QString wayProblem(const Error &error) const;

    Workspace &m_workspace;
    QPointer<OAuthFlow> m_flow;
    LoginRequest m_request;
    Environment m_environment = Environment::Production;
    SecretStorage m_storage = SecretStorage::Keychain;
    TokenSet m_tokens;     // of a login whose account could not be stored yet
    QString m_pastedToken; // the same for a pasted one; cleared once it is stored
    Page m_backTo = AtApp; // where "Try again" leads
    std::function<void()> m_afterKeychain;

    QLabel *m_title;
    QStackedWidget *m_pages;
    PlacePage *m_place = nullptr;
    AppPage *m_app = nullptr;
    TokenPage *m_token = nullptr;
    WaitPage *m_wait = nullptr;
    KeychainPage *m_keychain = nullptr;
    ProblemPage *m_problem = nullptr;
    DonePage *m_done = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_tokenLink = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_next = nullptr;
};

} // namespace pinweek
