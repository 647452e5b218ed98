// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/typingpause.h"

namespace pinweek {

namespace {
constexpr std::chrono::milliseconds longestWait{500};
}

TypingPause::TypingPause(std::chrono::milliseconds rest, QObject *parent) : QObject(parent)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(rest);
    m_limit.setSingleShot(true);
    m_limit.setInterval(longestWait);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        m_limit.stop();
        emit due();
    });
    connect(&m_limit, &QTimer::timeout, this, &TypingPause::due);
}

void TypingPause::typed()
{
    m_rest.start();
    if (!m_limit.isActive())
        m_limit.start();
}

void TypingPause::stop()
{
    m_rest.stop();
    m_limit.stop();
}

} // namespace pinweek
