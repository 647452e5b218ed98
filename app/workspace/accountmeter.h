// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/id.h"
#include "pinterest/requestmeter.h"

#include <QHash>
#include <QObject>

namespace pinweek {

class Settings;
class Store;

/** The requests of one account, counted in the store beside the limits of the settings. */
class AccountMeter : public QObject, public pinterest::RequestMeter
{
    Q_OBJECT

public:
    AccountMeter(Store &store, const Settings &settings, const Clock &clock, AccountId account);

    [[nodiscard]] std::optional<std::chrono::seconds>
    waitFor(RequestCategory category) const override;
    void count(RequestCategory category) override;
    void exhausted(RequestCategory category, std::chrono::seconds wait) override;

private:
    Store &m_store;
    const Settings &m_settings;
    const Clock &m_clock;
    AccountId m_account;
    /** Counted, but not in the store yet. */
    QHash<RequestCategory, int> m_pending;
};

} // namespace pinweek
