// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/accounts/connectpage.h"

#include <QTimer>
#include <QUrl>

#include <chrono>

class QLabel;

namespace pinweek {

class Clock;

/** Waits: for the user's answer in the browser, with the time that is left and a way to get there,
 * or for Pinterest. */
class WaitPage : public ConnectPage
{
    Q_OBJECT

public:
    WaitPage(const Clock &clock, QWidget *parent);
    /** Counts down until stop() or waitForPinterest(). */
    void waitForBrowser(std::chrono::milliseconds limit);
    /** @param text  what Pinterest is asked */
    void waitForPinterest(const QString &text);
    void stop();
    void setHint(const QString &hint);
    /** @param opened  false: no browser came up, so the address is there to be copied */
    void showAddress(const QUrl &address, bool opened);

signals:
    void openAgainWanted();

private:
    void addBrowserHelp();
    void showTimeLeft();

    const Clock &m_clock;
    std::chrono::milliseconds m_limit{0};
    std::chrono::milliseconds m_since{0};
    QTimer m_tick;
    QLabel *m_text;
    QLabel *m_left;
    QLabel *m_hint;
    QPushButton *m_openAgain;
    QWidget *m_browserHelp = nullptr;
    QLineEdit *m_address = nullptr;
};

} // namespace pinweek
