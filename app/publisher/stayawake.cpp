// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/stayawake.h"

#include "core/settings.h"
#include "publisher/publisher.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/videostore.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace pinweek {

namespace {

constexpr std::chrono::minutes awakeBefore{15};
// A pin that has come due is on its way by then, or waits for something else than us.
constexpr std::chrono::seconds afterDue{30};
const auto powerService = QStringLiteral("org.freedesktop.UPower");
const auto powerPath = QStringLiteral("/org/freedesktop/UPower");
const auto properties = QStringLiteral("org.freedesktop.DBus.Properties");
const auto onBatteryName = QStringLiteral("OnBattery");

} // namespace

PowerSource::PowerSource(QObject *parent) : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::systemBus();
    if (!bus.isConnected())
        return;
    // Without the service's name: Qt would ask the bus for its owner and wait.
    bus.connect({}, powerPath, properties, QStringLiteral("PropertiesChanged"), this,
                SLOT(propertiesChanged(QString, QVariantMap, QStringList)));
    QDBusMessage call =
        QDBusMessage::createMethodCall(powerService, powerPath, properties, QStringLiteral("Get"));
    call.setArguments({powerService, onBatteryName});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (!reply.isError())
            take(reply.value().variant().toBool());
    });
}

void PowerSource::propertiesChanged(const QString &interface, const QVariantMap &values,
                                    const QStringList & /*invalidated*/)
{
    if (interface == powerService && values.contains(onBatteryName))
        take(values.value(onBatteryName).toBool());
}

void PowerSource::take(bool onBattery)
{
    if (onBattery == m_onBattery)
        return;
    m_onBattery = onBattery;
    emit changed();
}

StayAwake::StayAwake(Store &store, Settings &settings, Publisher &publisher, const Clock &clock,
                     QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_settings(settings)
    , m_publisher(publisher)
    , m_clock(clock)
    , m_timer(clock)
{
    connect(&m_timer, &DueTimer::due, this, &StayAwake::update);
    connect(&m_timer, &DueTimer::clockJumped, this, &StayAwake::update);
    connect(&m_power, &PowerSource::changed, this, &StayAwake::update);
    connect(&m_settings, &Settings::changed, this, &StayAwake::updateSoon);
    connect(&m_publisher, &Publisher::stateChanged, this, &StayAwake::updateSoon);
    connect(&m_store, &Store::changed, this, &StayAwake::updateSoon);
    update();
}

void StayAwake::updateSoon()
{
    if (m_planned)
        return;
    m_planned = true;
    QMetaObject::invokeMethod(this, &StayAwake::update, Qt::QueuedConnection);
}

bool StayAwake::isAllowed() const
{
    return m_settings.staysAwake() && (!m_power.onBattery() || m_settings.staysAwakeOnBattery()) &&
           !m_settings.publisherPaused();
}

void StayAwake::update()
{
    m_planned = false;
    const UtcTime now = m_clock.now();
    const Result<std::optional<UtcTime>> next = m_store.pins().nextSendTime(now - afterDue);
    const bool isNear = next && *next && **next - now <= awakeBefore;
    const bool isSending = m_publisher.state() == PublisherState::Sending;
    if (isAllowed() && (isNear || isSending))
        m_inhibitor.hold(tr("A pin is published soon"));
    else if (isAllowed() && m_store.videos().isUploading().value_or(false))
        m_inhibitor.hold(tr("A video is uploaded to Pinterest"));
    else
        m_inhibitor.release();
    if (!next || !*next)
        m_timer.disarm();
    else
        m_timer.arm(isNear ? **next + afterDue + std::chrono::seconds(1) : **next - awakeBefore);
}

} // namespace pinweek
