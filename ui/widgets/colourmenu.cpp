// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/colourmenu.h"

#include "ui/theme/theme.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

namespace pinweek {

QString colourName(int index)
{
    static constexpr std::array names{
        QT_TRANSLATE_NOOP("Colour", "Rose"),   QT_TRANSLATE_NOOP("Colour", "Orange"),
        QT_TRANSLATE_NOOP("Colour", "Yellow"), QT_TRANSLATE_NOOP("Colour", "Green"),
        QT_TRANSLATE_NOOP("Colour", "Teal"),   QT_TRANSLATE_NOOP("Colour", "Blue"),
        QT_TRANSLATE_NOOP("Colour", "Violet"), QT_TRANSLATE_NOOP("Colour", "Plum")};
    return QCoreApplication::translate("Colour", names.at(size_t(index) % names.size()));
}

void fillColourMenu(QMenu *menu, const Theme &theme, int current,
                    const std::function<QIcon(const QColor &)> &icon,
                    const std::function<void(int)> &chosen)
{
    auto *group = new QActionGroup(menu);
    for (int i = 0; i < int(theme.boards.size()); ++i) {
        QAction *action = menu->addAction(icon(theme.boardColour(i)), colourName(i));
        action->setObjectName(QStringLiteral("colour%1Action").arg(i));
        action->setCheckable(true);
        action->setChecked(i == current);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, menu, [chosen, i] { chosen(i); });
    }
}

} // namespace pinweek
