// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "links/linkdoctor.h"
#include "model/account.h"
#include "model/board.h"
#include "oauth/oauthflow.h"
#include "oauth/tokenvault.h"
#include "workspace/secretstorage.h"

#include <QObject>

#include <memory>

namespace pinweek {

class LinkChecks;
class LookAlikes;
class PinChecks;
class PinEditor;
class PlanEditor;
class SlotEditor;
class Publisher;
class Settings;
class Store;
class ThumbnailCache;

namespace pinterest {
class Client;
}

struct WorkspaceOptions
{
    /** Made if missing. */
    QString directory;
    /** "window" or "command line": history and undo name it. */
    QString origin;
    /** Null: the system's keychain. */
    std::unique_ptr<TokenVault> vault;
    /** Null: the machine's clock. Outlives the workspace. */
    const Clock *clock = nullptr;
    /** PINWEEK_ACCESS_TOKEN and --api-base: a token that is never stored; only that account's pins
     * are sent. */
    QString fixedToken;
    QUrl apiBase;
    /** How links are looked at. */
    LinkLimits links = {};
};

/** "~/.local/share/pinweek" and the like: where a workspace lies unless --data-dir says otherwise.
 */
QString defaultWorkspaceDirectory();

/**
 * Builds and owns everything without a window, in order: settings, store, vault, accounts' clients,
 * editor, publisher. Main thread. Runs the same with and without a window.
 */
class Workspace : public QObject
{
    Q_OBJECT

public:
    /** Errors: Storage with a sentence that names the directory. */
    static Result<std::unique_ptr<Workspace>> open(WorkspaceOptions options);
    /** The same in two steps, as Store::begin(): in between only the settings can be asked. */
    static Result<std::unique_ptr<Workspace>> begin(WorkspaceOptions options);
    Result<void> finishOpening();
    [[nodiscard]] bool isOpen() const;
    ~Workspace() override;

    [[nodiscard]] QString directory() const;
    [[nodiscard]] const Clock &clock() const;
    Settings &settings();
    Store &store();
    PinEditor &editor();
    SlotEditor &slotEditor();
    PlanEditor &planEditor();
    PinChecks &checks();
    Publisher &publisher();
    ThumbnailCache &thumbnails();
    LinkChecks &linkChecks();
    LookAlikes &lookAlikes();
    TokenVault &vault();

    /** The client of a connected account; null for My plan and for accounts without a token. */
    pinterest::Client *client(AccountId account);

    /** A login in the system browser; the caller connects its signals, then calls start(). Owned by
     * `parent`. */
    OAuthFlow *newLogin(const LoginRequest &request, QObject *parent);
    /**
     * After a login: asks Pinterest who it is, stores secrets, then the account, adopts My plan,
     * and syncs boards in the background. Errors: those of the client, Keychain (then ask for
     * ThisRunOnly and call again), Storage.
     */
    void connectAccount(const LoginRequest &request, Environment environment,
                        const TokenSet &tokens, SecretStorage storage, QObject *context,
                        Done<Account> done);
    /** The same for a ready-made access token. Errors as above, Unauthorized when it is not
     * accepted. */
    void addToken(Environment environment, const Endpoints &endpoints, const QString &accessToken,
                  SecretStorage storage, QObject *context, Done<Account> done);
    /**
     * With PINWEEK_ACCESS_TOKEN: asks Pinterest whose it is, once; the account is then in the list
     * (without secrets), and only its pins are sent. Offline: the only account of that API base,
     * else the error. Source: protocols.md 2.3.
     */
    void useFixedToken(QObject *context, Done<Account> done);
    /** True while a sign-in is renewed, for whatever reason, which the program should let end:
     * `renewed` follows. The former tokens may be worth nothing by then. */
    [[nodiscard]] bool isRenewing() const;
    /** Forgets the tokens, then the account. Pins stay (AccountStore::remove). */
    void disconnectAccount(AccountId account, QObject *context, Done<void> done);

    /** Reads all boards and their sections; gives the number of boards. Errors of the client; the
     * cached list stays. Sections that can't be read stay as they were (sectionsUnread). */
    void syncBoards(AccountId account, QObject *context, Done<int> done);
    /** At Pinterest and in the cache; for My plan in the workspace only. Also creates a planned
     * board that Pinterest lacks. */
    void createBoard(AccountId account, const QString &name, BoardPrivacy privacy, QObject *context,
                     Done<Board> done);
    void createSection(BoardId board, const QString &name, QObject *context,
                       Done<BoardSection> done);
    /** At Pinterest and in the cache. Errors: those of the client; Rejected with a sentence where
     * the board is somebody else's, or gone. */
    void changeBoard(BoardId board, const BoardChange &change, QObject *context, Done<Board> done);
    /** At Pinterest, with all that is on it there, then here: BoardStore::discard(). Gives the
     * number of planned pins that it leaves without a board. */
    void deleteBoard(BoardId board, QObject *context, Done<int> done);
    void renameSection(SectionId section, BoardId board, const QString &name, QObject *context,
                       Done<BoardSection> done);
    /** Gives the number of planned pins that stay on the board without a section. */
    void deleteSection(SectionId section, BoardId board, QObject *context, Done<int> done);
    /** Deletes a published pin at Pinterest, then from the calendar. */
    void deleteAtPinterest(PinId pin, QObject *context, Done<void> done);

signals:
    void syncStarted(pinweek::AccountId account);
    void syncFinished(pinweek::AccountId account, const QString &problem);
    /** All boards were read, but not the sections of some: which and why, as a sentence. Comes
     * before syncFinished, which has no problem then. */
    void sectionsUnread(pinweek::AccountId account, const QString &problem);
    /** An account was added, removed, or is in another state. */
    void accountsChanged();
    /** isRenewing() is false again. */
    void renewed();

private:
    struct Private;
    explicit Workspace(std::unique_ptr<Private> priv);
    void wire();
    void keepSignIns();
    void eraseRemovedPictures();
    std::unique_ptr<Private> d;
};

} // namespace pinweek
