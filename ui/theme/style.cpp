// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/style.h"

#include "theme/iconengine.h"

#include <QIcon>

namespace pinweek {

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
    default:
        return QProxyStyle::standardIcon(icon, option, widget);
    }
}

} // namespace pinweek
