// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/singleinstance.h"

#include "core/filelock.h"
#include "core/logging.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QStandardPaths>

#include <utility>

namespace pinweek {

namespace {

constexpr auto retryTime = std::chrono::milliseconds(100);
constexpr auto peerTime = std::chrono::seconds(2);
constexpr qint64 longestWish = 4096; // bytes
constexpr auto heard = "ok\n";

QString socketPathOf(const QString &workspace)
{
    const QByteArray hash =
        QCryptographicHash::hash(workspace.toUtf8(), QCryptographicHash::Sha256).toHex().left(24);
    // Short: a socket's path has room for about 100 bytes.
    return QDir(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation))
        .filePath(QStringLiteral("pinweek-%1").arg(QString::fromLatin1(hash)));
}

} // namespace

SingleInstance::SingleInstance(const QString &workspace, QObject *parent)
    : QObject(parent), m_workspace(workspace)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryTime);
    m_limit.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &SingleInstance::tryToConnect);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        finishAsking(fail(ErrorKind::Interrupted,
                          QStringLiteral("Pinweek is open already, but does not answer.")));
    });
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *peer = m_server.nextPendingConnection())
            answer(peer);
    });
}

SingleInstance::~SingleInstance() = default;

Result<SingleInstance::Role> SingleInstance::start()
{
    const QFileInfo info(m_workspace);
    if (info.exists() && !info.isDir())
        return fail(ErrorKind::Storage, QStringLiteral("%1 is not a directory.").arg(m_workspace));
    if (!info.exists()) {
        // The store gives an existing directory its rights; here nobody else shall look in
        // meanwhile.
        if (!QDir().mkpath(m_workspace))
            return fail(ErrorKind::Storage,
                        QStringLiteral("The directory %1 can't be made.").arg(m_workspace));
        QFile::setPermissions(m_workspace, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    const QString canonical = QFileInfo(m_workspace).canonicalFilePath();
    m_socketPath = socketPathOf(canonical);
    Result<std::unique_ptr<FileLock>> lock =
        FileLock::tryLock(QDir(canonical).filePath(QStringLiteral("window.lock")));
    if (!lock)
        return fail(ErrorKind::Storage,
                    QStringLiteral("The directory %1 can't be written.").arg(m_workspace));
    if (!*lock)
        return Role::Second;
    m_lock = std::move(*lock);
    listen();
    return Role::First;
}

void SingleInstance::listen()
{
    // The lock is ours, so whoever left a socket is gone.
    QLocalServer::removeServer(m_socketPath);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    if (!m_server.listen(m_socketPath))
        qCWarning(logUi) << "a second start can't reach this window:" << m_server.errorString();
}

void SingleInstance::answer(QLocalSocket *peer)
{
    connect(peer, &QLocalSocket::disconnected, peer, &QObject::deleteLater);
    QTimer::singleShot(peerTime, peer, [peer] { peer->abort(); });
    const auto read = [this, peer] {
        if (peer->bytesAvailable() > longestWish) {
            peer->abort();
            return;
        }
        if (!peer->canReadLine())
            return;
        const QJsonObject wish = QJsonDocument::fromJson(peer->readLine()).object();
        if (wish.value(QStringLiteral("wish")).toString() == QLatin1String("raise")) {
            emit raiseWanted(wish.value(QStringLiteral("token")).toString().toUtf8());
            peer->write(heard);
            peer->flush();
        }
        peer->disconnectFromServer();
    };
    connect(peer, &QLocalSocket::readyRead, this, read);
    read();
}

void SingleInstance::askToRaise(const QByteArray &activationToken, std::chrono::milliseconds limit,
                                QObject *context, Done<void> done)
{
    m_wish =
        QJsonDocument(QJsonObject{{QStringLiteral("wish"), QStringLiteral("raise")},
                                  {QStringLiteral("token"), QString::fromUtf8(activationToken)}})
            .toJson(QJsonDocument::Compact) +
        '\n';
    m_context = context;
    m_done = std::move(done);
    m_limit.start(limit);
    tryToConnect();
}

void SingleInstance::tryToConnect()
{
    if (m_asking)
        m_asking->deleteLater();
    m_asking = new QLocalSocket(this);
    connect(m_asking, &QLocalSocket::connected, this, [this] { m_asking->write(m_wish); });
    connect(m_asking, &QLocalSocket::readyRead, this, [this] {
        if (m_asking->canReadLine() && m_asking->readLine() == heard)
            finishAsking({});
    });
    // The first may have its lock but not yet its socket.
    connect(m_asking, &QLocalSocket::errorOccurred, this, [this] {
        if (m_done)
            m_retry.start();
    });
    m_asking->connectToServer(m_socketPath);
}

void SingleInstance::finishAsking(Result<void> result)
{
    m_retry.stop();
    m_limit.stop();
    if (m_done)
        deliver<void>(m_context, std::exchange(m_done, nullptr), std::move(result));
}

} // namespace pinweek
