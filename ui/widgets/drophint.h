// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QString>
#include <QWidget>

namespace pinweek {

class ThemeManager;

/**
 * The words beside the pointer while something is dragged over a panel: what the drop would do, or
 * why it can't be. Lies over the whole window, since a panel is narrow, and lets the drag through.
 */
class DropHint : public QWidget
{
    Q_OBJECT

public:
    /** @param owner  what is dragged over; the hint goes with its window */
    DropHint(ThemeManager &theme, QWidget *owner);
    /** @param pos  of the pointer, px of the owner */
    void showAt(QPoint pos, const QString &text, bool refused);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] bool isRefusal() const { return m_refused; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ThemeManager &m_theme;
    QWidget *m_owner;
    QString m_text;
    bool m_refused = false;
};

} // namespace pinweek
