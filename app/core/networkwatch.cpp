// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networkwatch.h"

#include "core/logging.h"

#include <QNetworkInformation>

#include <utility>

namespace pinweek {

namespace {

/** Only "disconnected" says something: "unknown" is what a system says that has no idea. */
bool isDown(QNetworkInformation::Reachability reachability)
{
    return reachability == QNetworkInformation::Reachability::Disconnected;
}

} // namespace

void NetworkWatch::start()
{
    if (std::exchange(m_started, true))
        return;
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability)) {
        qCInfo(logHttp) << "the system doesn't tell whether it is online";
        return;
    }
    const QNetworkInformation *system = QNetworkInformation::instance();
    connect(system, &QNetworkInformation::reachabilityChanged, this,
            [this](QNetworkInformation::Reachability now) { take(pinweek::isDown(now)); });
    take(pinweek::isDown(system->reachability()));
}

void NetworkWatch::take(bool down)
{
    if (std::exchange(m_down, down) == down)
        return;
    qCInfo(logHttp) << (down ? "the system is offline" : "the system is online");
    emit changed(down);
}

} // namespace pinweek
