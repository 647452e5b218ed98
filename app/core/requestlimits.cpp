// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/requestlimits.h"

#include <algorithm>

namespace pinweek {

namespace {

constexpr std::array<const char *, 3> categoryNames{"org_read", "org_write", "org_analytics"};
constexpr std::chrono::seconds aMinute = std::chrono::minutes(1);
constexpr std::chrono::seconds aDay = std::chrono::hours(24);

} // namespace

QString requestCategoryName(RequestCategory category)
{
    return QString::fromLatin1(categoryNames.at(size_t(category)));
}

std::optional<RequestCategory> requestCategoryFromName(const QString &name)
{
    for (const RequestCategory category : requestCategories) {
        if (name == requestCategoryName(category))
            return category;
    }
    return std::nullopt;
}

const RequestLimit &RequestLimits::of(RequestCategory category) const
{
    switch (category) {
    case RequestCategory::Read:
        return read;
    case RequestCategory::Write:
        return write;
    case RequestCategory::Analytics:
        return analytics;
    }
    return write;
}

RequestLimit &RequestLimits::of(RequestCategory category)
{
    return const_cast<RequestLimit &>(std::as_const(*this).of(category));
}

RequestLimits trialLimits()
{
    return {{0, 1000}, {0, 300}, {0, 1000}, 1000};
}

RequestLimits standardLimits()
{
    return {{1000, 0}, {100, 0}, {60, 0}, 0};
}

UtcTime countWindowOf(UtcTime at)
{
    return at - (at.time_since_epoch() % countWindow);
}

void RequestBudget::add(RequestCategory category, UtcTime at, int requests)
{
    const UtcTime window = countWindowOf(at);
    m_counts[category][window] += requests;
    addOfApp(category, at, requests);
}

void RequestBudget::addOfApp(RequestCategory category, UtcTime at, int requests)
{
    const UtcTime window = countWindowOf(at);
    m_days[category][window] += requests;
    m_all[window] += requests;
}

void RequestBudget::hold(RequestCategory category, UtcTime until)
{
    m_held[category] = std::max(m_held.value(category), until);
}

UtcTime RequestBudget::nextUnder(const Counts &counts, int limit, std::chrono::seconds span,
                                 UtcTime from)
{
    if (limit <= 0)
        return from;
    // The newest windows that fill the limit: when the oldest of them has passed, there is room.
    int sum = 0;
    for (auto window = counts.constEnd(); window != counts.constBegin();) {
        --window;
        if (window.key() > from) // counted ahead
            continue;
        sum += window.value();
        if (sum >= limit)
            return std::max(from, window.key() + countWindow + span);
    }
    return from;
}

UtcTime RequestBudget::next(RequestCategory category, UtcTime from) const
{
    const RequestLimit &limit = m_limits.of(category);
    UtcTime at = std::max(from, m_held.value(category, from));
    at = nextUnder(m_counts.value(category), limit.perMinute, aMinute, at);
    at = nextUnder(m_days.value(category), limit.perDay, aDay, at);
    at = nextUnder(m_all, m_limits.allPerDay, aDay, at);
    return at == from ? at : next(category, at);
}

int RequestBudget::today(RequestCategory category, UtcTime now) const
{
    int sum = 0;
    const Counts counts = m_days.value(category);
    for (auto window = counts.constBegin(); window != counts.constEnd(); ++window) {
        if (window.key() <= now && window.key() + countWindow + aDay > now)
            sum += window.value();
    }
    return sum;
}

} // namespace pinweek
