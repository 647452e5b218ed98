// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/plannedghost.h"
#include "core/walltime.h"
#include "model/pin.h"
#include "pins/pinmime.h"
#include "planner/textedits.h"
#include "store/pinfilter.h"

#include <QDate>
#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;
class QToolButton;

namespace pinweek {

class EmptyState;
class ListDelegate;
class ListGhosts;
class PinListModel;
class ThemeManager;
class Workspace;

/**
 * All pins as a table that edits like a spreadsheet: cells in place, fill down, paste of several
 * cells, find and replace, moving by days; sorted by its headers, or grouped by address. Never
 * changes data: its signals say what the user wants.
 */
class ListView : public QWidget
{
    Q_OBJECT

public:
    ListView(Workspace &workspace, ThemeManager &theme, QWidget *parent = nullptr);

    void setFilter(const PinFilter &filter);
    void setAccount(AccountId account);
    void setZone(const QByteArray &zone);
    /** Scrolls to the first pin of this day or later, where the list is in order of time. */
    void showDay(QDate day);
    /** The day of the current pin, else the last one that was asked for. */
    [[nodiscard]] QDate focusDay() const;

    /** Of the rows in which a cell is selected, from above. */
    [[nodiscard]] QList<PinId> selection() const;
    /** Also pins that are listed only later. */
    void setSelection(const QList<PinId> &pins);
    void clearSelection();
    void showPin(PinId pin);
    /** The keyboard goes on in the table, on the pin if it is listed. */
    void focusPin(PinId pin);

    /** Outlines of pins that the user is still asked about (interaction.md 4); none: they go. */
    void setGhosts(const QList<PlannedGhost> &ghosts);
    /** These are painted as on their way elsewhere. */
    void setCutPins(const QList<PinId> &pins);

    [[nodiscard]] PinListModel &model() { return *m_model; }

    /** The selected cells of each column take the value of its topmost one. */
    void fillDown();
    void openReplace();
    void openShift();
    void setGrouped(bool grouped);

signals:
    void selectionChanged();
    void groupedByLink(bool grouped);
    void pinOpened(pinweek::PinId pin);
    void newPinWanted(const pinweek::WallTime &at);
    /** Files, folders, image data or the address of an image: for the next free times from there
     * on. */
    void imagesDropped(const pinweek::DroppedContent &content, const pinweek::WallTime &from);
    /** The empty list's button: choose files for them. */
    void chooseImagesWanted(const pinweek::WallTime &from);
    /** A new pin that leads to this address. */
    void newPinForLinkWanted(const QString &link);
    void pinsMoved(const QList<pinweek::PinId> &pins, const QList<pinweek::WallTime> &to,
                   bool copy);
    /** Those that can't be moved stay. */
    void shiftWanted(const QList<pinweek::PinId> &pins, int days, int minutes,
                     const QByteArray &zone);
    void textsEdited(const QList<pinweek::TextEdit> &edits, const QString &stepName);
    void boardChosen(const QList<pinweek::PinId> &pins, pinweek::BoardId board,
                     pinweek::SectionId section);
    void menuWanted(const QPoint &globalPos);
    void refused(const QString &why);
    void deleteWanted();
    void editTimeWanted(pinweek::PinId pin);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeTable();
    QToolButton *tool(const char *name, const QString &text, const QString &icon);
    void listed();
    void restoreSelection();
    void showCount();
    void showEmpty();
    [[nodiscard]] WallTime soonest() const;
    [[nodiscard]] bool keyPressed(const class QKeyEvent &event);
    void copyCells() const;
    void pasteCells();
    /** True, and says why, where so many are more than one step takes. */
    [[nodiscard]] bool isTooMuch(qsizetype pins);

    Workspace &m_workspace;
    ThemeManager &m_theme;
    PinListModel *m_model;
    ListDelegate *m_delegate;
    QTableView *m_table;
    EmptyState *m_empty;
    ListGhosts *m_ghosts;
    QLabel *m_count;
    QToolButton *m_group;
    QList<QToolButton *> m_tools;
    QDate m_day;
    /** Pins to select once they are listed. */
    QList<PinId> m_wanted;
    bool m_restoring = false;
};

} // namespace pinweek
