// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "model/pin.h"

#include <QColor>
#include <QIcon>
#include <QObject>
#include <QPalette>
#include <QString>
#include <QVariant>

#include <array>

class QApplication;
class QDBusVariant;

namespace pinweek {

/** Spacing and sizes, logical px (interaction.md section 2). */
namespace metrics {
constexpr int space1 = 4, space2 = 8, space3 = 12, space4 = 16, space5 = 24, space6 = 32;
constexpr int controlHeight = 32, rowHeight = 28, panelPadding = 12;
constexpr int menuBarHeight = 30, toolRowHeight = 48;
constexpr int thumbnailRadius = 4, controlRadius = 6, cardRadius = 8;
constexpr int leftPanelWidth = 240, composerWidth = 340, composerOverlayBelow = 1280,
              leastDayWidth = 104;
} // namespace metrics

enum class TextStyle
{
    Meta,
    Body,
    Section,
    Title
}; // 11, 13, 15, 20 px

/** The colours of one look, as a value (interaction.md section 2). */
struct Theme
{
    bool dark = false;
    bool highContrast = false;
    QColor window, surface, past, hairline, controlEdge, text, secondary, accent, onAccent,
        selection;
    QColor published, retrying, needsYou, checking;
    std::array<QColor, 8> boards;

    static Theme light();
    static Theme dark_();
    static Theme highContrastTheme();

    [[nodiscard]] QPalette palette() const;
    /** The small generated style sheet for the chrome (toolbar, panels, buttons, fields). */
    [[nodiscard]] QString styleSheet() const;
    [[nodiscard]] QColor statusColour(PinStatus status) const;
    /** Lucide name of a state's icon: "clock", "circle-check", … */
    static QString statusIconName(PinStatus status);
    /** The same of a pin whose video may be on its way to Pinterest: that is an icon of its own. */
    static QString stateIconName(const Pin &pin);
    [[nodiscard]] QColor boardColour(int index) const;
    /** surface ± 3 % */
    [[nodiscard]] QColor hover() const;
};

/** A font of the given style at its px size; weight 400 or 600. */
QFont themeFont(TextStyle style, bool bold = false);
/** The same for views that paint hundreds of short texts in a frame: without kerning and ligatures
 * where the script can do without, which at this size are not seen; with grey edges, the same
 * straight on the view and in a pixmap of its own. */
QFont paintedFont(TextStyle style, bool bold = false);

/** A Lucide icon (resources/icons) that takes its colour from the current palette when painted
 * (QIconEngine). 16 and 20 px. */
QIcon themeIcon(const QString &name);
/** The same in a fixed colour. */
QIcon themeIcon(const QString &name, const QColor &colour);

/** Looks up the fonts of the user interface, which takes some ms the first time: on any thread, after
 * QApplication is made, so that the first text has not to wait for it. */
void findFonts();

/**
 * Applies the chosen theme to the application and follows the desktop: the settings portal's
 * `color-scheme` and the reduced motion setting over D-Bus (asynchronously, never blocking the
 * start), else the palette. One per program, made in main().
 */
class ThemeManager : public QObject
{
    Q_OBJECT

public:
    /** When the widgets get their style sheet, and the desktop's wishes are asked for. */
    enum class Dress
    {
        AtOnce,
        Later // by dress() and followDesktop(): a window that is built meanwhile starts 8 ms sooner
    };

    ThemeManager(Settings &settings, QObject *parent = nullptr, Dress dress = Dress::AtOnce);
    /** Before the first window is shown, once. */
    void dress();
    /**
     * Takes the style sheet off again, for a window that rests out of sight: what Qt worked out for
     * each widget, about 2 MB, is given back. dress() before it is shown.
     */
    void undress();
    /** Asks the settings portal; after the first paint, since opening the session bus takes time.
     */
    void followDesktop();
    [[nodiscard]] const Theme &theme() const;
    [[nodiscard]] bool reducedMotion() const;

signals:
    void themeChanged();

private slots:
    /** The portal's SettingChanged; QtDBus connects by name only. */
    void portalChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void apply();
    void takeDesktopSetting(const QString &space, const QString &key, const QVariant &value);

    Settings &m_settings;
    Theme m_theme;
    bool m_dressed = false;
    bool m_systemDark = false;
    bool m_reducedMotion = false;
};

} // namespace pinweek
