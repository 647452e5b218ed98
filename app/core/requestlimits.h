// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QHash>
#include <QMap>
#include <QString>

#include <array>
#include <optional>

namespace pinweek {

/** The categories in which Pinterest counts requests (pinterest-api.md 4.2). */
enum class RequestCategory
{
    Read,      // reads, token endpoint
    Write,     // creating, changing, deleting boards, sections, pins; registering media
    Analytics, // all analytics
};

constexpr std::array<RequestCategory, 3> requestCategories{
    RequestCategory::Read, RequestCategory::Write, RequestCategory::Analytics};

/** Pinterest's name, as the database has it: "org_read", "org_write", "org_analytics". */
QString requestCategoryName(RequestCategory category);
std::optional<RequestCategory> requestCategoryFromName(const QString &name);

/** How many requests of a category may be made; 0: no limit. */
struct RequestLimit
{
    int perMinute = 0;
    int perDay = 0;
    friend bool operator==(const RequestLimit &, const RequestLimit &) = default;
};

/** The limits of one account. */
struct RequestLimits
{
    RequestLimit read;
    RequestLimit write;
    RequestLimit analytics;
    /** Of all categories together, a day; 0: no limit. */
    int allPerDay = 0;

    [[nodiscard]] const RequestLimit &of(RequestCategory category) const;
    [[nodiscard]] RequestLimit &of(RequestCategory category);
    friend bool operator==(const RequestLimits &, const RequestLimits &) = default;
};

/** What Pinterest gives an app with trial access. Source: pinterest-api.md 4.2. */
RequestLimits trialLimits();
/** What it gives an app with standard access. */
RequestLimits standardLimits();

/** Requests are counted in windows of this length, aligned to the epoch. */
constexpr std::chrono::seconds countWindow{10};
UtcTime countWindowOf(UtcTime at);

/**
 * The requests that an account has made of late beside its limits. A minute or day is the one that
 * ends now, whatever Pinterest's own begins with; a window counts until all of it has passed, so
 * that no limit is ever gone beyond. A value; any thread.
 */
class RequestBudget
{
public:
    explicit RequestBudget(const RequestLimits &limits) : m_limits(limits) {}

    void add(RequestCategory category, UtcTime at, int requests = 1);
    /** One of another account of the same app: Pinterest counts days by app, minutes by account. */
    void addOfApp(RequestCategory category, UtcTime at, int requests = 1);
    /** Pinterest itself says that nothing is left until then. */
    void hold(RequestCategory category, UtcTime until);
    /** The first moment from `from` on at which one more request may be made. */
    [[nodiscard]] UtcTime next(RequestCategory category, UtcTime from) const;
    /** Requests of the account's app, of the category, within the day that ends at `now`. */
    [[nodiscard]] int today(RequestCategory category, UtcTime now) const;
    [[nodiscard]] const RequestLimits &limits() const { return m_limits; }

private:
    using Counts = QMap<UtcTime, int>; // by begin of the window
    [[nodiscard]] static UtcTime nextUnder(const Counts &counts, int limit,
                                           std::chrono::seconds span, UtcTime from);

    RequestLimits m_limits;
    QHash<RequestCategory, Counts> m_counts; // the account's own
    QHash<RequestCategory, Counts> m_days;   // its app's
    Counts m_all;                            // its app's
    QHash<RequestCategory, UtcTime> m_held;
};

} // namespace pinweek
