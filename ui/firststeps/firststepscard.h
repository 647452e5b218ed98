// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/timeslot.h"

#include <QFrame>

class QButtonGroup;
class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace pinweek {

/**
 * The first steps, as a card over the empty week: with or without an account, or the demo; how many
 * pins a day; drop the first image. It blocks nothing: it steps aside for what is dragged, and every
 * page has a way on and a way out. Changes no data itself.
 */
class FirstStepsCard : public QFrame
{
    Q_OBJECT

public:
    enum class Page
    {
        Welcome,
        Pace,
        Images
    };

    /** @param over  the widget it lies on, in the middle */
    explicit FirstStepsCard(QWidget *over);
    [[nodiscard]] Page page() const { return m_page; }
    void showPage(Page page);
    /** The hours in which pins go out; for the times that a pace gives. */
    void setDayShape(const DayShape &shape);
    [[nodiscard]] int perDay() const;
    void showProblem(const QString &text);

signals:
    void connectWanted();
    void planWanted();
    void demoWanted();
    void slotsWanted(int perDay);
    void imagesWanted();
    /** Skip, Close or Esc: it shall not come by itself again. */
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *welcomePage();
    QWidget *pacePage();
    QWidget *imagesPage();
    QVBoxLayout *newPage(const QString &icon, const QString &heading, const QString &text);
    QPushButton *button(const QString &name, const QString &text, bool primary = false);
    void showTimes();
    void paintIcons();
    void place();
    void finish();
    void dragEnded(bool dropped);

    /** One of them is shown, so that the card is as high as it. */
    QList<QWidget *> m_pages;
    Page m_page = Page::Welcome;
    QToolButton *m_close;
    QButtonGroup *m_pace = nullptr;
    QLabel *m_times = nullptr;
    QLabel *m_problem = nullptr;
    DayShape m_shape;
    bool m_aside = false; // something is dragged to what it lies on
};

} // namespace pinweek
