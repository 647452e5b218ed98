// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "model/pin.h"

#include <QObject>
#include <QTimer>

#include <optional>

class QWidget;

namespace pinweek {

class Publisher;

/**
 * Keeps the publisher from sending the pin of a form in which somebody is writing: from shortly
 * before its due time until a minute after it, as long as the form has the focus (interaction.md
 * 1). Single-shot timers, armed for the shown pin only. Main thread.
 */
class DueHold : public QObject
{
    Q_OBJECT

public:
    /** @param form  the pin is held back while it, or something below it, has the focus */
    DueHold(Publisher &publisher, const Clock &clock, QWidget *form);
    /** Ends what is held back. */
    ~DueHold() override;

    /** The pin that is shown, as it was read last; nullopt: none. */
    void watch(const std::optional<Pin> &pin);
    [[nodiscard]] bool isHolding() const;
    /** Until the pin goes out, rounded up; 0 when nothing is held back. */
    [[nodiscard]] std::chrono::seconds left() const;
    /** Lets the pin go now, and does not hold it back again for this due time. */
    void letGo();

signals:
    void began();
    /** A second passed, or it ended. */
    void changed();
    /** The last moment to store what was typed. */
    void nearlyOver();

private:
    void look();
    void begin();
    void tick();
    void end();
    void focusMoved();
    [[nodiscard]] bool formHasFocus() const;
    /** The pin would really go out: this process publishes, and is not paused. */
    [[nodiscard]] bool isPublishing() const;

    struct DuePin
    {
        PinId pin;
        UtcTime due{};
        friend bool operator==(const DuePin &, const DuePin &) = default;
    };
    /** The shown pin if it is going to be sent. */
    std::optional<DuePin> m_shown;
    std::optional<DuePin> m_held;
    std::optional<DuePin> m_letGo;
    bool m_saidNearlyOver = false;
    Publisher &m_publisher;
    const Clock &m_clock;
    QWidget *m_form;
    QTimer m_timer;
    QTimer m_focusLost;
};

} // namespace pinweek
