// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "publisher/duetimer.h"
#include "publisher/sleepinhibitor.h"

#include <QObject>

namespace pinweek {

class Publisher;
class Settings;
class Store;

/** Whether the computer runs on its battery, told by UPower; without it: no. Main thread. */
class PowerSource : public QObject
{
    Q_OBJECT

public:
    explicit PowerSource(QObject *parent = nullptr);
    [[nodiscard]] bool onBattery() const { return m_onBattery; }

signals:
    void changed();

private slots:
    // Called by the bus, which knows slots by name only.
    void propertiesChanged(const QString &interface, const QVariantMap &values,
                           const QStringList &invalidated);

private:
    void take(bool onBattery);

    bool m_onBattery = false;
};

/**
 * Keeps the computer from falling asleep while a pin is due within 15 minutes or is being sent, or
 * a video is uploaded, which may be hours ahead: a setting, and on mains power only unless the user
 * says otherwise (interaction.md 18). One timer; nothing is polled. Asks the system bus, so it is
 * made after the first paint. Main thread.
 */
class StayAwake : public QObject
{
    Q_OBJECT

public:
    StayAwake(Store &store, Settings &settings, Publisher &publisher, const Clock &clock,
              QObject *parent = nullptr);

    [[nodiscard]] bool isHeld() const { return m_inhibitor.isWanted(); }
    /** Looks again now. */
    void update();

private:
    [[nodiscard]] bool isAllowed() const;
    void updateSoon();

    Store &m_store;
    Settings &m_settings;
    Publisher &m_publisher;
    const Clock &m_clock;
    PowerSource m_power;
    SleepInhibitor m_inhibitor;
    DueTimer m_timer;
    bool m_planned = false;
};

} // namespace pinweek
