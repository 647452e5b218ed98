// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"

#include <QFrame>
#include <QPoint>

#include <optional>

class QListWidget;
class QListWidgetItem;

namespace pinweek {

class ThemeManager;
struct CardContent;

/** What a "+n" opens: the pins that found no room, to choose one or to drag it out. Deletes itself
 * when it closes. */
class MoreList : public QFrame
{
    Q_OBJECT

public:
    MoreList(ThemeManager &theme, QWidget *parent);
    /** Adds the pin, or shows what has become of it. */
    void setCard(const CardContent &content, const QString &spoken);
    [[nodiscard]] bool holds(PinId pin) const;
    /** @param globalPos  its upper corner, screen px; moved to stay on the screen */
    void showAt(QPoint globalPos);

signals:
    void chosen(pinweek::PinId pin);
    /** The mouse pulled this one out; the list is hidden already, the button still down. */
    void dragged(pinweek::PinId pin);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choose(QListWidgetItem *item);
    [[nodiscard]] QListWidgetItem *itemOf(PinId pin) const;
    [[nodiscard]] static PinId pinOf(const QListWidgetItem *item);

    ThemeManager &m_theme;
    QListWidget *m_list;
    std::optional<QPoint> m_pressedAt;
};

} // namespace pinweek
