// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/shutdownwatch.h"

#include "core/logging.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace pinweek {

namespace {

const auto service = QStringLiteral("org.freedesktop.login1");
const auto path = QStringLiteral("/org/freedesktop/login1");
const auto interface = QStringLiteral("org.freedesktop.login1.Manager");

} // namespace

ShutdownWatch::ShutdownWatch(QObject *parent) : QObject(parent) {}

void ShutdownWatch::start()
{
    QDBusConnection bus = QDBusConnection::systemBus();
    if (!bus.isConnected())
        return;
    // Without the service's name: Qt would ask the bus for its owner and wait.
    if (bus.connect({}, path, interface, QStringLiteral("PrepareForShutdown"), this,
                    SLOT(prepareForShutdown(bool))))
        takeLock();
}

void ShutdownWatch::takeLock()
{
    QDBusMessage call =
        QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Inhibit"));
    call.setArguments({QStringLiteral("shutdown"), QStringLiteral("Pinweek"),
                       tr("What is being published is let to its end"), QStringLiteral("delay")});
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::systemBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *watcher;
        if (reply.isError())
            qCInfo(logPublisher) << "no lock against going off:" << reply.error().message();
        else if (!m_isGoingOff)
            m_lock = reply.value();
    });
}

void ShutdownWatch::letGo()
{
    m_lock = QDBusUnixFileDescriptor();
}

void ShutdownWatch::prepareForShutdown(bool begins)
{
    if (begins == m_isGoingOff)
        return;
    m_isGoingOff = begins;
    if (begins) {
        qCInfo(logPublisher) << "the machine goes off";
        emit begun();
        return;
    }
    takeLock();
    emit cancelled();
}

} // namespace pinweek
