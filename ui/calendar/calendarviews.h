// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/plannedghost.h"
#include "core/settings.h"
#include "core/walltime.h"
#include "model/pin.h"
#include "pins/pinmime.h"
#include "planner/textedits.h"
#include "store/pinfilter.h"

#include <QDate>
#include <QWidget>

#include <optional>

class QStackedLayout;

namespace pinweek {

class ListView;
class MonthView;
class ThemeManager;
class WeekView;
class Workspace;

/**
 * Week, month and list as one: the one that is shown has the selection, and takes day, account,
 * zone and filter over when it is switched to. What the views wish comes from here, whichever it
 * was. Month and list are made when they are first shown; the week's rows are read when it is.
 */
class CalendarViews : public QWidget
{
    Q_OBJECT

public:
    CalendarViews(Workspace &workspace, ThemeManager &theme, QWidget *parent = nullptr);

    [[nodiscard]] WeekView &week() { return *m_week; }
    /** Made by the first call. */
    [[nodiscard]] MonthView &month();
    [[nodiscard]] ListView &list();

    [[nodiscard]] CalendarKind kind() const { return m_kind; }
    void setKind(CalendarKind kind);

    /** What the shown view paints first. */
    [[nodiscard]] QWidget *canvas() const;

    /** @param account  whose pins are shown; invalid: all accounts'
     *  @param target  where new pins go */
    void setAccount(AccountId account, AccountId target);
    void setZone(const QByteArray &zone);
    [[nodiscard]] QByteArray zone() const;
    void setFilter(const PinFilter &filter);
    [[nodiscard]] PinFilter filter() const { return m_filter; }

    /** Of the shown range. */
    [[nodiscard]] QDate firstDay() const;
    /** Goes on by weeks or by months, as is shown. */
    void turn(int by);
    void goToToday();
    void showDay(QDate day);
    /** Where the keyboard is: a place of the week, the next free time of the month's day; nullopt
     * in the list. */
    [[nodiscard]] std::optional<WallTime> focusTime() const;
    /** "16 – 22 Nov 2026", "November 2026" or "All pins". */
    [[nodiscard]] QString title() const;

    [[nodiscard]] QList<PinId> selection() const;
    void setSelection(const QList<PinId> &pins);
    void clearSelection();
    void showPin(PinId pin);
    /** The keyboard goes on in the shown view, on the pin if it is there. */
    void focusPin(PinId pin);

    /** Outlines of pins that the user is still asked about (interaction.md 4); none: they go. */
    void setGhosts(const QList<PlannedGhost> &ghosts);
    /** These are painted as on their way elsewhere. */
    void setCutPins(const QList<PinId> &pins);
    /** A time's place in week or month, px of this widget; null where none is shown. */
    [[nodiscard]] QRect placeOf(const WallTime &time) const;

signals:
    void selectionChanged();
    /** Another week or month is shown, or the other view. */
    void rangeChanged();
    void kindChanged(pinweek::CalendarKind kind);
    // As WeekView says them.
    void pinOpened(pinweek::PinId pin);
    void newPinWanted(const pinweek::WallTime &at);
    void imagesDropped(const pinweek::DroppedContent &content, const pinweek::WallTime &at);
    void pinsMoved(const QList<pinweek::PinId> &pins, const QList<pinweek::WallTime> &to,
                   bool copy);
    void nextFreeWanted(const QList<pinweek::PinId> &pins, const pinweek::WallTime &from,
                        bool copy);
    void menuWanted(const QPoint &globalPos);
    void refused(const QString &why);
    void deleteWanted();
    void editTimeWanted(pinweek::PinId pin);
    void chooseImagesWanted(const pinweek::WallTime &at);
    // As ListView says them.
    void groupedByLink(bool grouped);
    void newPinForLinkWanted(const QString &link);
    void shiftWanted(const QList<pinweek::PinId> &pins, int days, int minutes,
                     const QByteArray &zone);
    void textsEdited(const QList<pinweek::TextEdit> &edits, const QString &stepName);
    void boardChosen(const QList<pinweek::PinId> &pins, pinweek::BoardId board,
                     pinweek::SectionId section);

private:
    /** What all three views say. */
    template<typename View>
    void relay(View *view);
    /** What those say that images can be dropped on. */
    template<typename View>
    void relayDrops(View *view);
    [[nodiscard]] QDate shownDay() const;
    [[nodiscard]] QWidget *shown() const;

    Workspace &m_workspace;
    ThemeManager &m_theme;
    QStackedLayout *m_stack;
    WeekView *m_week;
    MonthView *m_month = nullptr;
    ListView *m_list = nullptr;
    CalendarKind m_kind = CalendarKind::Week;
    AccountId m_account;
    AccountId m_target;
    PinFilter m_filter;
    QList<PlannedGhost> m_ghosts;
    QList<PinId> m_cutPins;
};

} // namespace pinweek
