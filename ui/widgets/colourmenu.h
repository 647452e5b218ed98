// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

#include <functional>

class QColor;
class QMenu;

namespace pinweek {

struct Theme;

/** The eight colours of boards and campaigns in words; the index is theirs. */
QString colourName(int index);

/** Fills a menu with the eight colours, the current one checked.
 * @param icon  how a colour is shown: a board's stripe, a campaign's diamond */
void fillColourMenu(QMenu *menu, const Theme &theme, int current,
                    const std::function<QIcon(const QColor &)> &icon,
                    const std::function<void(int)> &chosen);

} // namespace pinweek
