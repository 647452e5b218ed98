// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/settlingguard.h"

#include "core/logging.h"
#include "store/store.h"

#include <QTimer>

namespace pinweek {

SettlingGuard::SettlingGuard(Store &store) : m_store(store) {}

bool SettlingGuard::holdsPin(PinId pin, UtcTime /*now*/) const
{
    return m_held.contains(pin);
}

void SettlingGuard::settle(const QList<LateStep> &steps)
{
    if (steps.isEmpty())
        return;
    for (const LateStep &step : steps)
        m_held.insert(step.pin);
    qCInfo(logPublisher) << steps.size() << "pins get another time, or a person is asked";
    m_store.pins().settleLate(steps, this, [this, steps](const Result<int> &done) {
        if (!done) {
            qCCritical(logPublisher) << "pins can't be given another time:" << done.error().detail;
            // Held until it works: they would go out in a burst.
            QTimer::singleShot(storeRetry, this, [this, steps] { settle(steps); });
            return;
        }
        for (const LateStep &step : steps)
            m_held.remove(step.pin);
        for (const LateStep &step : steps)
            tell(step);
        emit settled();
    });
}

void SettlingGuard::tell(const LateStep &step)
{
    if (step.cause == LateCause::Video) // it goes out now
        return;
    const Error error = step.cause == LateCause::Limit
                            ? Error{ErrorKind::RateLimited, QStringLiteral("limit")}
                            : Error{ErrorKind::Late, QStringLiteral("late")};
    if (step.what == LateStep::What::Ask)
        emit told({PublisherEvent::Kind::Blocked, step.pin, error});
    else if (step.what == LateStep::What::SendAt)
        emit told({PublisherEvent::Kind::Waiting, step.pin, error, step.at});
}

} // namespace pinweek
