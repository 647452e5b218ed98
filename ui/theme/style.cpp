// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/style.h"

#include "theme/iconengine.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QIcon>

namespace pinweek {

namespace {

QIcon ofMessage(const QString &name, QPalette::ColorRole role)
{
    return QIcon(new ThemeIconEngine(name, QApplication::palette().color(role)));
}

} // namespace

Style::Style() : QProxyStyle(QStringLiteral("Fusion")) {}

QIcon Style::standardIcon(StandardPixmap icon, const QStyleOption *option,
                          const QWidget *widget) const
{
    switch (icon) {
    case SP_ToolBarHorizontalExtensionButton:
    case SP_ToolBarVerticalExtensionButton:
        return QIcon(new ThemeIconEngine(QStringLiteral("ellipsis")));
    case SP_LineEditClearButton:
        return QIcon(new ThemeIconEngine(QStringLiteral("x")));
    case SP_ArrowLeft:
        return QIcon(new ThemeIconEngine(QStringLiteral("chevron-left")));
    case SP_ArrowRight:
        return QIcon(new ThemeIconEngine(QStringLiteral("chevron-right")));
    case SP_MessageBoxQuestion:
        return ofMessage(QStringLiteral("circle-question-mark"), QPalette::Link);
    case SP_MessageBoxInformation:
        return ofMessage(QStringLiteral("info"), QPalette::Link);
    case SP_MessageBoxWarning:
        return ofMessage(QStringLiteral("triangle-alert"), QPalette::BrightText);
    case SP_MessageBoxCritical:
        return ofMessage(QStringLiteral("octagon-alert"), QPalette::BrightText);
    default:
        return QProxyStyle::standardIcon(icon, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *more) const
{
    // What goes on is last, whatever desktop it is: as in the popover and in Connect.
    if (hint == SH_DialogButtonLayout)
        return QDialogButtonBox::GnomeLayout;
    return QProxyStyle::styleHint(hint, option, widget, more);
}

} // namespace pinweek
