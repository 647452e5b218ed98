// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"

#include "core/logging.h"
#include "store/accountstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "workspace/workspace.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>

#include <cstdio>

namespace pinweek {

namespace {

bool isCalled(const Account &account, const QString &name)
{
    return account.username == name || account.remoteId == name || account.id.toString() == name;
}

} // namespace

Cli::Cli() : m_out(stdout), m_err(stderr)
{
    accessToken = qEnvironmentVariable("PINWEEK_ACCESS_TOKEN");
    qunsetenv("PINWEEK_ACCESS_TOKEN");
    apiBase = qgetenv("PINWEEK_API_BASE").toStdString();
}

Cli::~Cli() = default;

QString Cli::directory() const
{
    return dataDirectory.empty()
               ? defaultWorkspaceDirectory()
               : QDir::current().absoluteFilePath(QString::fromStdString(dataDirectory));
}

bool Cli::open()
{
    WorkspaceOptions options;
    options.directory = directory();
    options.origin = QStringLiteral("command line");
    options.fixedToken = accessToken;
    options.apiBase = QUrl(QString::fromStdString(apiBase));
    if (!accessToken.isEmpty()) {
        if (apiBase.empty())
            options.apiBase = endpointsOf(Environment::Production).apiBase;
        // Nothing is looked for in the keychain then, so none is needed.
        options.vault = std::make_unique<MemoryVault>();
    }
    Result<std::unique_ptr<Workspace>> opened = Workspace::open(std::move(options));
    if (!opened) {
        printMessage(errorText(opened.error()));
        return false;
    }
    m_workspace = std::move(*opened);
    logToDirectory(QDir(m_workspace->directory()).filePath(QStringLiteral("logs")),
                   LogAlso::Nowhere);
    return true;
}

void Cli::printJson(const QJsonObject &object)
{
    m_out << QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) << Qt::endl;
}

void Cli::printLine(const QString &line)
{
    m_out << line << Qt::endl;
}

void Cli::printMessage(const QString &message)
{
    m_err << message << Qt::endl;
}

void Cli::exit(ExitCode code)
{
    if (!m_workspace || !m_workspace->isRenewing()) {
        QCoreApplication::exit(int(code));
        return;
    }
    // Its answer holds the only tokens that go on.
    connect(m_workspace.get(), &Workspace::renewed, this,
            [code] { QCoreApplication::exit(int(code)); });
}

void Cli::exitAfter(bool isCancelled, bool isPartlyDone)
{
    if (isCancelled)
        printMessage(tr("Cancelled."));
    exit(isCancelled ? ExitCode::Failed : isPartlyDone ? ExitCode::PartlyDone : ExitCode::Done);
}

void Cli::exitWith(const Error &error)
{
    printMessage(errorText(error));
    exit(error.kind == ErrorKind::Unauthorized || error.kind == ErrorKind::Keychain
             ? ExitCode::ConnectNeeded
             : ExitCode::Failed);
}

void Cli::withAccount(const QString &name, std::function<void(const Account &)> next)
{
    if (!accessToken.isEmpty()) {
        m_workspace->useFixedToken(this, [this, name, next](const Result<Account> &account) {
            if (account && !name.isEmpty() && !isCalled(*account, name)) {
                printMessage(tr("PINWEEK_ACCESS_TOKEN is a token of %1, not of %2.")
                                 .arg(account->username, name));
                exit(ExitCode::Usage);
            } else if (account)
                next(*account);
            else if (account.error().kind == ErrorKind::Offline) {
                printMessage(errorText(account.error()));
                exit(ExitCode::ConnectNeeded);
            } else
                exitWith(account.error());
        });
        return;
    }
    const Result<QList<Account>> accounts = m_workspace->store().accounts().accounts();
    if (!accounts) {
        exitWith(accounts.error());
        return;
    }
    const QUrl base = endpointsOfBase(QUrl(QString::fromStdString(apiBase))).apiBase;
    QList<Account> fitting;
    for (const Account &account : *accounts) {
        // A token is never sent to another address than its own, so --api-base can only choose.
        if (!apiBase.empty() && account.endpoints.apiBase != base)
            continue;
        if (name.isEmpty() ? account.environment != Environment::Local : isCalled(account, name))
            fitting.append(account);
    }
    if (fitting.isEmpty() && name.isEmpty() && apiBase.empty() && !accounts->isEmpty())
        fitting.append(accounts->first()); // My plan
    if (fitting.size() == 1) {
        next(fitting.first());
        return;
    }
    if (fitting.isEmpty() && name.isEmpty() && !apiBase.empty()) {
        printMessage(tr("No account is connected at that address. Pipe a token to `pinweekctl "
                        "account add-token --api-base %1`.")
                         .arg(QString::fromStdString(apiBase)));
        exit(ExitCode::ConnectNeeded);
        return;
    }
    printMessage(fitting.isEmpty()
                     ? tr("There is no such account. `pinweekctl account list` names them.")
                     : tr("There are several accounts. Choose one with --account NAME."));
    exit(ExitCode::Usage);
}

std::optional<WallTime> Cli::parseTime(const QString &text, const QByteArray &zone)
{
    const QDateTime read = QDateTime::fromString(text.trimmed(), Qt::ISODate);
    if (!read.isValid()) {
        // The hour that a clock change skips is no valid local time for Qt, yet it is a plan.
        const QDateTime plain =
            QDateTime::fromString(text.trimmed() + QLatin1Char('Z'), Qt::ISODate);
        if (!plain.isValid())
            return std::nullopt;
        return WallTime{plain.date(), plain.time(), systemZone()};
    }
    if (read.timeSpec() == Qt::LocalTime)
        return WallTime{read.date(), read.time(), systemZone()};
    return WallTime::fromUtc(fromDateTime(read), zone.isEmpty() ? systemZone() : zone);
}

} // namespace pinweek
