// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/videocourse.h"

#include <array>

namespace pinweek {

namespace {

// In the order of VideoStep.
constexpr std::array<const char *, 5> stepNames{"registered", "uploaded", "processing", "succeeded",
                                                "failed"};

} // namespace

QString videoStepName(VideoStep step)
{
    return QString::fromLatin1(stepNames.at(size_t(step)));
}

VideoStep videoStepFromName(const QString &name)
{
    for (size_t i = 0; i < stepNames.size(); ++i) {
        if (name == QLatin1String(stepNames[i]))
            return VideoStep(i);
    }
    return VideoStep::Registered;
}

} // namespace pinweek
