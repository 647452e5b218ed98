// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/sleepinhibitor.h"

#include "core/logging.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

namespace pinweek {

namespace {

constexpr uint suspendFlag =
    4; // org.freedesktop.portal.Inhibit: 1 logout, 2 switch, 4 suspend, 8 idle
const auto portalService = QStringLiteral("org.freedesktop.portal.Desktop");

} // namespace

SleepInhibitor::SleepInhibitor(QObject *parent) : QObject(parent) {}

SleepInhibitor::~SleepInhibitor()
{
    release();
}

void SleepInhibitor::hold(const QString &why)
{
    if (m_wanted)
        return;
    m_wanted = true;
    ++m_round;
    qCInfo(logPublisher) << "the computer is asked to stay awake";
    askLogin(why);
    askPortal(why);
}

void SleepInhibitor::release()
{
    if (!m_wanted)
        return;
    m_wanted = false;
    ++m_round;
    qCInfo(logPublisher) << "the computer may sleep again";
    m_lock = QDBusUnixFileDescriptor(); // the lock is this descriptor
    if (!m_request.isEmpty())
        closePortal(m_request);
    m_request.clear();
}

void SleepInhibitor::askLogin(const QString &why)
{
    QDBusConnection bus = QDBusConnection::systemBus();
    if (!bus.isConnected())
        return;
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
        QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("Inhibit"));
    call.setArguments(
        {QStringLiteral("idle"), QStringLiteral("Pinweek"), why, QStringLiteral("block")});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, round = m_round] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *watcher;
        if (reply.isError())
            qCInfo(logPublisher) << "no lock against sleep:" << reply.error().message();
        else if (round == m_round)
            m_lock = reply.value();
    });
}

void SleepInhibitor::askPortal(const QString &why)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    QDBusMessage call = QDBusMessage::createMethodCall(
        portalService, QStringLiteral("/org/freedesktop/portal/desktop"),
        QStringLiteral("org.freedesktop.portal.Inhibit"), QStringLiteral("Inhibit"));
    call.setArguments({QString(), suspendFlag, QVariantMap{{QStringLiteral("reason"), why}}});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, round = m_round] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusObjectPath> reply = *watcher;
        if (reply.isError())
            return; // most small desktops have no portal; the lock does it there
        if (round == m_round)
            m_request = reply.value().path();
        else
            closePortal(reply.value().path());
    });
}

void SleepInhibitor::closePortal(const QString &request)
{
    QDBusConnection::sessionBus().asyncCall(QDBusMessage::createMethodCall(
        portalService, request, QStringLiteral("org.freedesktop.portal.Request"),
        QStringLiteral("Close")));
}

} // namespace pinweek
