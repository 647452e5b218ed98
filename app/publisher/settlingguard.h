// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publisher/publisherevent.h"
#include "publisher/sendguard.h"
#include "store/pinstore.h"

#include <QObject>
#include <QSet>

namespace pinweek {

/**
 * A guard that gives pins another time, or hands them to a person. They are held until that is
 * stored, whatever it takes; then `settled` comes. Main thread.
 */
class SettlingGuard : public QObject, public SendGuard
{
    Q_OBJECT

public:
    explicit SettlingGuard(Store &store);

    [[nodiscard]] bool holdsPin(PinId pin, UtcTime now) const override;

signals:
    void told(const pinweek::PublisherEvent &event);
    void settled();

protected:
    void settle(const QList<LateStep> &steps);
    [[nodiscard]] bool isSettling(PinId pin) const { return m_held.contains(pin); }
    [[nodiscard]] Store &store() const { return m_store; }

private:
    void tell(const LateStep &step);

    Store &m_store;
    QSet<PinId> m_held;
};

} // namespace pinweek
