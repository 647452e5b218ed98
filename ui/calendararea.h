// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

namespace pinweek {

/**
 * Calendar and composer: beside each other in a wide window, the composer over the calendar in one
 * narrower than 1280 px.
 */
class CalendarArea : public QWidget
{
    Q_OBJECT

public:
    explicit CalendarArea(QWidget *parent = nullptr);
    void setCalendar(QWidget *calendar);
    /** Hidden until setComposerVisible(true). */
    void setComposer(QWidget *composer);
    /** At once, but never while a mouse button is down: a week that got narrower under the pointer
     * would move the place that a drag is meant for. */
    void setComposerVisible(bool visible);
    [[nodiscard]] bool isComposerVisible() const { return m_visible; }
    /** True if the composer lies over the calendar now. */
    [[nodiscard]] bool isOverlay() const;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showWanted();
    void place();

    QWidget *m_calendar = nullptr;
    QWidget *m_composer = nullptr;
    QWidget *m_edge;
    QTimer m_whenReleased;
    bool m_wanted = false;
    bool m_visible = false;
};

} // namespace pinweek
