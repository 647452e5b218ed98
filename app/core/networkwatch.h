// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace pinweek {

/**
 * Whether the system says that there is no network, where it can tell (QNetworkInformation has a
 * backend); else nothing is ever said. Main thread. A hint only: a system that does not manage its
 * own connection may call itself offline while it is online.
 */
class NetworkWatch : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /** Asks the system and follows it from then on; once. */
    void start();
    [[nodiscard]] bool isDown() const { return m_down; }

signals:
    void changed(bool down);

private:
    void take(bool down);

    bool m_started = false;
    bool m_down = false;
};

} // namespace pinweek
