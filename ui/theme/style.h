// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace pinweek {

/**
 * Fusion, with dialogs' buttons in our order, and the few standard icons that Qt's own widgets ask
 * for while they are made (a menu bar's "more", a field's "clear", a message's sign) taken from
 * resources/icons. Fusion reads them from PNG files by QImageReader, which asks every image plugin
 * of the system in turn: about 1 MB of libraries that an app resting in the tray would keep for two
 * small pictures. Main thread.
 */
class Style final : public QProxyStyle
{
    Q_OBJECT

public:
    Style();

    QIcon standardIcon(StandardPixmap icon, const QStyleOption *option = nullptr,
                       const QWidget *widget = nullptr) const override;
    /** Where the sheet's frame can't be seen: round the words of a check box or radio button, and
     * inside of a primary button. */
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option = nullptr,
                  const QWidget *widget = nullptr, QStyleHintReturn *more = nullptr) const override;
};

} // namespace pinweek
