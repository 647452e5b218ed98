// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIconEngine>
#include <QPixmap>
#include <QString>

namespace pinweek {

/**
 * Paints one drawing of resources/icons in a colour, rendered at the device's own pixel size.
 * Without a fixed colour it takes the text colour of the application's palette at the moment of
 * painting, so that icons follow a change of theme. Main thread.
 */
class ThemeIconEngine final : public QIconEngine
{
public:
    /** @param colour  invalid: from the palette */
    explicit ThemeIconEngine(QString name, QColor colour = {});

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override;
    QSize actualSize(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QList<QSize> availableSizes(QIcon::Mode mode, QIcon::State state) override;
    bool isNull() override;
    QString key() const override;
    QIconEngine *clone() const override;

private:
    QString m_name;
    QColor m_colour;
};

/** The drawing named `name` in this colour; `size` in device px, device pixel ratio 1. Cached. Null
 * when there is no such icon. */
QPixmap renderIcon(const QString &name, const QColor &colour, QSize size);

/** Has the drawings that the style sheet names (theme/sheeticons.cpp). */
void useSheetIcons();

} // namespace pinweek
