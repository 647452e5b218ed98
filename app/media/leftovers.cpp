// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/leftovers.h"

#include "core/durablefile.h"
#include "core/logging.h"

namespace pinweek {

namespace {

// No image takes so long to be written, however slow the disk.
constexpr std::chrono::minutes longestWrite{10};

} // namespace

Leftovers::Leftovers(const QString &workspace)
{
    // File times are the machine's, whatever clock the workspace goes by.
    const auto before = std::chrono::system_clock::now() - longestWrite;
    m_thread = std::thread([this, workspace, before] {
        int removed = 0;
        for (const auto &folder : {QStringLiteral("/media"), QStringLiteral("/thumbnails")})
            removed += removeUnfinishedFiles(workspace + folder, before, m_stop);
        if (removed > 0)
            qCInfo(logMedia) << removed << "half-written files were cleared away";
    });
}

Leftovers::~Leftovers()
{
    m_stop = true;
    m_thread.join();
}

} // namespace pinweek
