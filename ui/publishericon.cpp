// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publishericon.h"

#include "ui/theme/theme.h"

namespace pinweek {

QIcon publisherIcon(PublisherState state, const Theme &theme)
{
    switch (state) {
    case PublisherState::Idle:
        return themeIcon(QStringLiteral("circle-check"), theme.published);
    case PublisherState::Sending:
        return themeIcon(QStringLiteral("send"), theme.accent);
    case PublisherState::Paused:
        return themeIcon(QStringLiteral("pause"), theme.retrying);
    case PublisherState::Offline:
        return themeIcon(QStringLiteral("cloud-off"), theme.retrying);
    case PublisherState::ClockWrong:
        return themeIcon(QStringLiteral("clock"), theme.needsYou);
    case PublisherState::Failed:
        return themeIcon(QStringLiteral("octagon-alert"), theme.needsYou);
    case PublisherState::Stopped:
    case PublisherState::Waiting:
        break;
    }
    return themeIcon(QStringLiteral("circle-dashed"), theme.secondary);
}

} // namespace pinweek
