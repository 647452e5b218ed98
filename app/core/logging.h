// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>
#include <QString>

namespace pinweek {

// One category per folder, named "pinweek.<folder>".
Q_DECLARE_LOGGING_CATEGORY(logCore)
Q_DECLARE_LOGGING_CATEGORY(logStore)
Q_DECLARE_LOGGING_CATEGORY(logMedia)
Q_DECLARE_LOGGING_CATEGORY(logLinks)
Q_DECLARE_LOGGING_CATEGORY(logOAuth)
Q_DECLARE_LOGGING_CATEGORY(logHttp)
Q_DECLARE_LOGGING_CATEGORY(logPlanner)
Q_DECLARE_LOGGING_CATEGORY(logPublisher)
Q_DECLARE_LOGGING_CATEGORY(logWorkspace)
Q_DECLARE_LOGGING_CATEGORY(logUi)

/** Where messages go beside the log file. */
enum class LogAlso
{
    Terminal,
    Nowhere
};

/**
 * Sends all log messages to `<directory>/pinweek.log` too (turned over at 2 MiB, one old file
 * kept), with token-like text (`pina_…`, `pinr.…`) blanked. Main thread, once per process.
 */
void logToDirectory(const QString &directory, LogAlso also = LogAlso::Terminal);

/** Blanks anything that looks like a Pinterest token in a text. */
QString withoutTokens(const QString &text);

} // namespace pinweek
