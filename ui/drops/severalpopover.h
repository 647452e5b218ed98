// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planner/readiness.h"
#include "ui/calendar/slotpreview.h"
#include "ui/drops/severalimages.h"

#include <QFrame>
#include <QRect>
#include <QStringList>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;
class QToolButton;

namespace pinweek {

class BoardPicker;
class ThemeManager;
class Workspace;

/**
 * Asks where several new images go, while they are read and while the calendar shows their ghosts
 * (interaction.md 4). It lies over the window and blocks nothing: Enter or its button accepts, Esc
 * or a click elsewhere leaves the images in Unscheduled. Says what was wanted; makes no pins.
 */
class SeveralPopover : public QFrame
{
    Q_OBJECT

public:
    /**
     * @param files   in order, for titles
     * @param choice  what is filled in at first: account, board, section, link, titles, time
     * @param window  that it lies in
     */
    SeveralPopover(Workspace &workspace, ThemeManager &theme, const QStringList &files,
                   const SeveralChoice &choice, QWidget *window);

    [[nodiscard]] SeveralChoice choice() const;
    /** One for each file; empty while they are being found, or where there are none. */
    [[nodiscard]] const QList<WallTime> &times() const { return m_times; }
    [[nodiscard]] const QStringList &files() const { return m_files; }

    /** How far reading is, until setTaken(). */
    void setProgress(int done, int total);
    /** Reading has ended: these are good, with their images in the library, and a line for each
     * that is left out. */
    void setTaken(const QStringList &files, const QList<MediaId> &media,
                  const QStringList &leftOut);
    /**
     * @param place   of the calendar, beside which it lies; null: in the window's middle
     * @param ghosts  that it covers as few of as it can; both in window px
     */
    void showBeside(const QRect &place, const QList<QRect> &ghosts);

signals:
    void accepted();
    /** Esc, a click elsewhere, or its button: to Unscheduled. */
    void dismissed();
    /** Other times or titles: the ghosts follow. */
    void planChanged();
    /** Page up (-1) and down (1): the calendar turns to show more of the ghosts. */
    void turnWanted(int weeks);
    void showLeftOutWanted(const QStringList &lines);
    void problem(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Readiness
    {
        QString text; // what they lack, or that they lack nothing
        int drafts = 0;
    };

    void build();
    void buildTimes();
    void buildFields();
    void wire();
    void applyTheme();
    void offerCarousel();
    void plan();
    void planSlots();
    void showSlotTimes();
    void nameNextFree();
    void forgetBoardThatIsGone();
    void describe();
    [[nodiscard]] QString spacingHint(const SeveralChoice &wanted) const;
    void fit();
    [[nodiscard]] QRect room() const;
    void end(bool accept);
    [[nodiscard]] Readiness readiness() const;
    [[nodiscard]] Readiness readinessOfOne(const QList<PinCheck> &lacks) const;
    /** How many pins there will be. */
    [[nodiscard]] int pinCount() const;
    [[nodiscard]] QString acceptText(const Readiness &ready) const;
    /** What there is to say of a carousel; empty: nothing. */
    [[nodiscard]] QString carouselHint() const;
    [[nodiscard]] bool isInside(const QObject *object) const;

    Workspace &m_workspace;
    ThemeManager &m_theme;
    QStringList m_files;
    QList<MediaId> m_media; // of the files, once they are read
    QStringList m_leftOut;
    SeveralChoice m_choice;
    QList<WallTime> m_times;
    SlotPreview m_slots;
    bool m_ended = false;
    QLabel *m_summary = nullptr;
    QRadioButton *m_nextFree = nullptr;
    QRadioButton *m_everyHours = nullptr;
    QSpinBox *m_hours = nullptr;
    QRadioButton *m_sameTime = nullptr;
    QRadioButton *m_carousel = nullptr;
    QPushButton *m_carouselsOn = nullptr;
    QLabel *m_carouselHint = nullptr;
    BoardPicker *m_board = nullptr;
    QLineEdit *m_link = nullptr;
    QComboBox *m_titles = nullptr;
    QLineEdit *m_title = nullptr;
    QLabel *m_examples = nullptr;
    QLabel *m_spacing = nullptr;
    QLabel *m_ready = nullptr;
    QLabel *m_progress = nullptr;
    QLabel *m_leftOutText = nullptr;
    QToolButton *m_showLeftOut = nullptr;
    QPushButton *m_leave = nullptr;
    QPushButton *m_accept = nullptr;
};

} // namespace pinweek
