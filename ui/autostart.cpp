// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/autostart.h"

#include "core/durablefile.h"
#include "workspace/workspace.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace pinweek {

namespace {

/** An argument of Exec: quoted, its special characters escaped for the quotes and then again for
 * the value itself (Desktop Entry Specification, "The Exec key"). */
QString execArgument(const QString &text)
{
    QString quoted;
    for (const QChar c : text) {
        if (c == QLatin1Char('"') || c == QLatin1Char('`') || c == QLatin1Char('$'))
            quoted += QLatin1String("\\\\");
        else if (c == QLatin1Char('\\'))
            quoted += QLatin1String("\\\\\\");
        else if (c == QLatin1Char('%'))
            quoted += QLatin1Char('%');
        quoted += c;
    }
    return QLatin1Char('"') + quoted + QLatin1Char('"');
}

} // namespace

Autostart::Autostart(QString configHome, QString program, QString directory)
    : m_configHome(std::move(configHome))
    , m_program(std::move(program))
    , m_directory(std::move(directory))
{
}

QString Autostart::file() const
{
    return QDir(m_configHome).filePath(QStringLiteral("autostart/pinweek.desktop"));
}

bool Autostart::isOn() const
{
    QFile entry(file());
    if (!entry.open(QIODevice::ReadOnly))
        return false;
    const QList<QByteArray> lines = entry.readAll().split('\n');
    for (const QByteArray &line : lines) {
        // How desktops switch an entry off without deleting it.
        const QByteArray setting = line.trimmed().toLower().replace(" ", "");
        if (setting == "hidden=true" || setting == "x-gnome-autostart-enabled=false")
            return false;
    }
    return true;
}

QByteArray Autostart::entry() const
{
    QString exec = execArgument(m_program) + QLatin1String(" --in-tray");
    if (!m_directory.isEmpty())
        exec += QLatin1String(" --data-dir ") + execArgument(m_directory);
    return QStringLiteral("[Desktop Entry]\n"
                          "Type=Application\n"
                          "Name=Pinweek\n"
                          "Comment=Publishes your pins when they are due\n"
                          "Icon=pinweek\n"
                          "Exec=%1\n"
                          "Terminal=false\n"
                          "X-GNOME-Autostart-enabled=true\n")
        .arg(exec)
        .toUtf8();
}

Result<void> Autostart::setOn(bool on) const
{
    if (on)
        return writeFileDurably(file(), entry());
    QFile entry(file());
    if (entry.exists() && !entry.remove())
        return fail(ErrorKind::Storage,
                    QStringLiteral("“%1” can't be removed. %2").arg(file(), entry.errorString()));
    return {};
}

Autostart autostartOf(const QString &workspaceDirectory)
{
    const bool isDefault = QDir(workspaceDirectory) == QDir(defaultWorkspaceDirectory());
    return {QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation),
            QCoreApplication::applicationFilePath(), isDefault ? QString() : workspaceDirectory};
}

} // namespace pinweek
