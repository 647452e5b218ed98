// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

namespace pinweek {

/**
 * Whether the desktop starts Pinweek, in the tray, when the user logs in: a file in
 * `$XDG_CONFIG_HOME/autostart` (XDG Autostart specification). The file itself is the setting, so
 * that what the desktop's own settings do to it counts.
 */
class Autostart
{
public:
    /** @param configHome  the user's configuration directory; @param program  absolute path;
     * @param directory  of the workspace, empty: the default one */
    Autostart(QString configHome, QString program, QString directory);

    [[nodiscard]] QString file() const;
    [[nodiscard]] bool isOn() const;
    /** All or nothing, also after a power cut. Errors: Storage. */
    [[nodiscard]] Result<void> setOn(bool on) const;

private:
    [[nodiscard]] QByteArray entry() const;

    QString m_configHome;
    QString m_program;
    QString m_directory;
};

/** That of this program, for a workspace. */
Autostart autostartOf(const QString &workspaceDirectory);

} // namespace pinweek
