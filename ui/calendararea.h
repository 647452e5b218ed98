// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace pinweek {

/**
 * Calendar and composer: beside each other in a wide window, the composer over the calendar in one narrower than 1280 px.
 */
class CalendarArea : public QWidget
{
    Q_OBJECT

public:
    CalendarArea(QWidget *calendar, QWidget *composer, QWidget *parent = nullptr);
    void setComposerVisible(bool visible);
    [[nodiscard]] bool isComposerVisible() const { return m_visible; }
    /** True if the composer lies over the calendar now. */
    [[nodiscard]] bool isOverlay() const;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void place();

    QWidget *m_calendar;
    QWidget *m_composer;
    bool m_visible = false;
};

} // namespace pinweek
