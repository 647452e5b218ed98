// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "model/pin.h"

#include <QAction>
#include <QList>
#include <QObject>

class QMenu;
class QMenuBar;

namespace pinweek {

/** What the actions on pins have to know about the pins that are selected. */
struct SelectionState
{
    int count = 0;
    int schedulable = 0;   // drafts, blocked and retrying ones
    int unschedulable = 0; // editable ones with a time
    int editable = 0;
    int deletable = 0; // all but those on their way to Pinterest
    int published = 0; // with an id at Pinterest
    int postable = 0;  // ready to be posted by hand
    int movable = 0;   // to come, and not locked
    bool allLocked = false;

    void add(const Pin &pin);
};

/**
 * Every action of the window, made once: text, icon, shortcut, objectName. Menus, toolbar, tray and
 * context menu show these; the window connects them to what they do.
 */
class ActionCollection : public QObject
{
    Q_OBJECT

public:
    explicit ActionCollection(QObject *parent = nullptr);

    /** All of them, in the order in which the menus list them. */
    [[nodiscard]] QList<QAction *> all() const { return m_all; }
    /** Puts all of them into a menu bar. */
    void fillMenuBar(QMenuBar *bar) const;
    /** What a right click on cards offers. */
    void fillPinMenu(QMenu *menu) const;
    /** Enables what the selected pins allow. */
    void setSelection(const SelectionState &state);
    /** Names the steps forward and back after what is shown. */
    void setCalendarKind(CalendarKind kind);
    /** "Undo Move pin"; an empty name disables. */
    void setUndoNames(const QString &undoName, const QString &redoName);

    // File
    QAction *newPin, *addImages, *connectAccount, *syncBoards, *togglePublisher, *settings,
        *closeWindow, *quit;
    QAction *fromWebPage, *importCsv, *exportCsv, *addFolder, *watchFolders;
    QAction *exportPicture, *exportCalendar, *exportJson, *backUp, *restoreBackup;
    // Edit
    QAction *undo, *redo, *cut, *copy, *paste, *fillDown, *replaceText, *shiftTimes, *scheduleReady,
        *snippets, *recentlyDeleted;
    // Pin
    QAction *schedule, *unschedule, *publishNow, *postByHand, *openOnPinterest, *copyLink,
        *editTime, *replaceImage, *crop, *previewPin, *duplicate, *lock, *remove,
        *removeAtPinterest;
    // Plan
    QAction *toNextSlots, *toManyBoards, *shuffle, *respace, *editSlots, *planLinks;
    // View
    QAction *showWeek, *showMonth, *showList, *previousWeek, *today, *nextWeek, *zoomIn, *zoomOut,
        *leftPanel, *needsYou, *groupByLink, *find, *findNext, *findPrevious, *clearFilter;
    QAction *wideUnscheduled, *mediaLibrary;
    // Help
    QAction *firstSteps, *shortcuts, *about;

private:
    QAction *add(const char *name, const QString &text, const QString &icon,
                 const QList<QKeySequence> &keys = {});
    void makeFileActions();
    void makeEditActions();
    void makePinActions();
    void makePlanActions();
    void makeViewActions();
    void makeFindActions();
    void makeHelpActions();

    QList<QAction *> m_all;
};

/** The text of an action without mnemonic marks and dots, for help and accessible names. */
QString plainText(const QAction *action);

} // namespace pinweek
