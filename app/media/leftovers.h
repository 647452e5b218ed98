// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <atomic>
#include <thread>

namespace pinweek {

/**
 * Clears away half-written image files that a power cut left in a workspace (media/, thumbnails/),
 * on a thread of its own. Its end waits for no more than the file at hand.
 */
class Leftovers
{
public:
    /** Begins at once. Only what was last written well before now goes: another process may be
     * writing to this workspace too. */
    explicit Leftovers(const QString &workspace);
    ~Leftovers();
    Q_DISABLE_COPY_MOVE(Leftovers)

private:
    std::atomic_bool m_stop = false;
    std::thread m_thread;
};

} // namespace pinweek
