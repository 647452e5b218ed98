// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include "theme/style.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFontDatabase>
#include <QTimer>

#include <utility>

namespace pinweek {

namespace {

constexpr auto portalService = "org.freedesktop.portal.Desktop";
constexpr auto portalPath = "/org/freedesktop/portal/desktop";
constexpr auto portalInterface = "org.freedesktop.portal.Settings";
constexpr auto appearance = "org.freedesktop.appearance";
constexpr auto gnomeInterface = "org.gnome.desktop.interface";
constexpr uint preferDark = 1;

/** Read() wraps its answer twice, ReadOne() and the signal once. */
QVariant unwrapped(QVariant value)
{
    while (value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

/** The desktop's own font at our size; where no desktop chose one, Inter. */
QFont applicationFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    const QStringList generic{QStringLiteral("Sans"), QStringLiteral("Sans Serif"),
                              QStringLiteral("Helvetica"), QString()};
    if (generic.contains(font.family(), Qt::CaseInsensitive))
        font.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans"),
                          QStringLiteral("Noto Sans CJK JP"), font.family()});
    font.setPixelSize(13);
    return font;
}

} // namespace

void findFonts()
{
    // The list of all fonts, which every thread shares; each has loaded ones of its own.
    QFontDatabase::hasFamily(QStringLiteral("Inter"));
}

ThemeManager::ThemeManager(Settings &settings, QObject *parent, Dress dress)
    : QObject(parent)
    , m_settings(settings)
    , m_dressed(dress == Dress::AtOnce)
    , m_systemDark(QApplication::palette().color(QPalette::Window).lightness() < 128)
{
    QApplication::setStyle(new Style);
    QApplication::setFont(applicationFont());
    apply();
    connect(&m_settings, &Settings::changed, this, &ThemeManager::apply);
    if (m_dressed)
        QTimer::singleShot(0, this, &ThemeManager::followDesktop);
}

void ThemeManager::dress()
{
    if (!std::exchange(m_dressed, true))
        qApp->setStyleSheet(m_theme.styleSheet());
}

void ThemeManager::undress()
{
    if (std::exchange(m_dressed, false))
        qApp->setStyleSheet({});
}

const Theme &ThemeManager::theme() const
{
    return m_theme;
}

bool ThemeManager::reducedMotion() const
{
    return m_reducedMotion;
}

void ThemeManager::apply()
{
    const ThemeChoice choice = m_settings.theme();
    const bool dark =
        choice == ThemeChoice::Dark || (choice == ThemeChoice::System && m_systemDark);
    const bool contrast = choice == ThemeChoice::HighContrast;
    if (m_theme.window.isValid() && m_theme.highContrast == contrast &&
        (contrast || m_theme.dark == dark))
        return;
    m_theme = contrast ? Theme::highContrastTheme() : dark ? Theme::dark_() : Theme::light();
    QApplication::setPalette(m_theme.palette());
    if (m_dressed)
        qApp->setStyleSheet(m_theme.styleSheet());
    emit themeChanged();
}

void ThemeManager::followDesktop()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return; // no desktop: the palette's word stands
    const auto ask = [this, bus](const char *space, const char *key) {
        auto call =
            QDBusMessage::createMethodCall(QLatin1String(portalService), QLatin1String(portalPath),
                                           QLatin1String(portalInterface), QStringLiteral("Read"));
        call << QString::fromLatin1(space) << QString::fromLatin1(key);
        auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this,
                [this, space, key](QDBusPendingCallWatcher *done) {
                    done->deleteLater();
                    const QDBusPendingReply<QDBusVariant> reply = *done;
                    if (!reply.isError())
                        takeDesktopSetting(QString::fromLatin1(space), QString::fromLatin1(key),
                                           unwrapped(reply.value().variant()));
                });
    };
    ask(appearance, "color-scheme");
    ask(gnomeInterface, "enable-animations");
    bus.connect(QLatin1String(portalService), QLatin1String(portalPath),
                QLatin1String(portalInterface), QStringLiteral("SettingChanged"), this,
                SLOT(portalChanged(QString, QString, QDBusVariant)));
}

void ThemeManager::portalChanged(const QString &space, const QString &key,
                                 const QDBusVariant &value)
{
    takeDesktopSetting(space, key, unwrapped(value.variant()));
}

void ThemeManager::takeDesktopSetting(const QString &space, const QString &key,
                                      const QVariant &value)
{
    if (space == QLatin1String(appearance) && key == QLatin1String("color-scheme")) {
        m_systemDark = value.toUInt() == preferDark;
        apply();
        return;
    }
    bool reduced = m_reducedMotion;
    if (space == QLatin1String(gnomeInterface) && key == QLatin1String("enable-animations"))
        reduced = !value.toBool();
    else if (space == QLatin1String(appearance) && key == QLatin1String("reduced-motion"))
        reduced = value.toUInt() == 1;
    if (std::exchange(m_reducedMotion, reduced) != reduced)
        emit themeChanged();
}

} // namespace pinweek
