// SPDX-License-Identifier: GPL-3.0-or-later
#include "oauth/secretservice.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace pinweek {

namespace {

const QString secretsName = QStringLiteral("org.freedesktop.secrets");

/** The questions, one after the other; deletes itself. Child of the context, so it ends with it. */
class Inquiry final : public QObject
{
public:
    Inquiry(std::chrono::milliseconds timeLimit, QObject *context, Done<KeyringState> done)
        : QObject(context), m_timeLimit(timeLimit), m_done(std::move(done))
    {
        if (!QDBusConnection::sessionBus().isConnected())
            end(fail(ErrorKind::Keychain,
                     QStringLiteral("there is no session bus, so no keychain")));
        else
            askRunning();
    }

private:
    template<typename Reply>
    void call(const QDBusMessage &message,
              std::function<void(const QDBusPendingReply<Reply> &)> next)
    {
        const QDBusPendingCall pending =
            QDBusConnection::sessionBus().asyncCall(message, int(m_timeLimit.count()));
        auto *watcher = new QDBusPendingCallWatcher(pending, this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this,
                [watcher, next](const QDBusPendingCallWatcher *) {
                    watcher->deleteLater();
                    next(QDBusPendingReply<Reply>(*watcher));
                });
    }

    static QDBusMessage busCall(const QString &method)
    {
        return QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"),
                                              QStringLiteral("/org/freedesktop/DBus"),
                                              QStringLiteral("org.freedesktop.DBus"), method);
    }

    void askRunning()
    {
        QDBusMessage message = busCall(QStringLiteral("NameHasOwner"));
        message << secretsName;
        call<bool>(message, [this](const QDBusPendingReply<bool> &reply) {
            if (reply.isValid() && reply.value())
                askDefault();
            else
                askStartable();
        });
    }

    void askStartable()
    {
        call<QStringList>(
            busCall(QStringLiteral("ListActivatableNames")),
            [this](const QDBusPendingReply<QStringList> &reply) {
                if (reply.isValid() && reply.value().contains(secretsName))
                    askDefault();
                else
                    end(fail(ErrorKind::Keychain,
                             QStringLiteral("no program on this session gives a keychain (%1)")
                                 .arg(secretsName)));
            });
    }

    void askDefault()
    {
        QDBusMessage message = QDBusMessage::createMethodCall(
            secretsName, QStringLiteral("/org/freedesktop/secrets"),
            QStringLiteral("org.freedesktop.Secret.Service"), QStringLiteral("ReadAlias"));
        message << QStringLiteral("default");
        call<QDBusObjectPath>(message, [this](const QDBusPendingReply<QDBusObjectPath> &reply) {
            if (!reply.isValid())
                end(fail(ErrorKind::Keychain, QStringLiteral("the keychain does not answer: %1")
                                                  .arg(reply.error().message())));
            else if (reply.value().path().size() <= 1)
                end(fail(ErrorKind::Keychain,
                         QStringLiteral("the keychain has no default keyring yet")));
            else
                askLocked(reply.value().path());
        });
    }

    void askLocked(const QString &collection)
    {
        QDBusMessage message = QDBusMessage::createMethodCall(
            secretsName, collection, QStringLiteral("org.freedesktop.DBus.Properties"),
            QStringLiteral("Get"));
        message << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");
        call<QDBusVariant>(message, [this](const QDBusPendingReply<QDBusVariant> &reply) {
            if (!reply.isValid())
                end(fail(ErrorKind::Keychain,
                         QStringLiteral("the keychain does not say whether it is locked: %1")
                             .arg(reply.error().message())));
            else
                end(reply.value().variant().toBool() ? KeyringState::Locked
                                                     : KeyringState::Unlocked);
        });
    }

    void end(const Result<KeyringState> &state)
    {
        deliver(parent(), m_done, state);
        deleteLater();
    }

    std::chrono::milliseconds m_timeLimit;
    Done<KeyringState> m_done;
};

} // namespace

void askKeyringState(std::chrono::milliseconds timeLimit, QObject *context, Done<KeyringState> done)
{
    new Inquiry(timeLimit, context, std::move(done));
}

} // namespace pinweek
