// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions.h"

#include "ui/theme/theme.h"

#include <QMenu>
#include <QMenuBar>

namespace pinweek {

void SelectionState::add(const Pin &pin)
{
    const bool canEdit = isEditable(pin.status);
    allLocked = (count == 0 || allLocked) && pin.content.locked;
    ++count;
    editable += canEdit;
    schedulable += pin.status == PinStatus::Draft || pin.status == PinStatus::Blocked ||
                   pin.status == PinStatus::Failed;
    unschedulable += canEdit && pin.content.planned.has_value();
    deletable += canEdit || pin.status == PinStatus::Published;
    postable += canEdit && pin.status != PinStatus::Draft;
    movable += canEdit && !pin.content.locked;
    published += pin.status == PinStatus::Published && !pin.remoteId.isEmpty();
}

QString plainText(const QAction *action)
{
    QString text = action->text();
    text.remove(QStringLiteral("…"));
    text.replace(QStringLiteral("&&"), QStringLiteral("\x01"));
    text.remove(QLatin1Char('&'));
    return text.replace(QLatin1Char('\x01'), QLatin1Char('&'));
}

ActionCollection::ActionCollection(QObject *parent) : QObject(parent)
{
    makeFileActions();
    makeEditActions();
    makePinActions();
    makePlanActions();
    makeViewActions();
    makeHelpActions();
    setSelection({});
    setUndoNames({}, {});
    setCalendarKind(CalendarKind::Week);
}

QAction *ActionCollection::add(const char *name, const QString &text, const QString &icon,
                               const QList<QKeySequence> &keys)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name) + QStringLiteral("Action"));
    if (!icon.isEmpty())
        action->setIcon(themeIcon(icon));
    action->setShortcuts(keys);
    const QString tip = plainText(action);
    action->setToolTip(keys.isEmpty()
                           ? tip
                           : tr("%1 (%2)", "what a button does (its shortcut)")
                                 .arg(tip, keys.first().toString(QKeySequence::NativeText)));
    action->setStatusTip({});
    m_all.append(action);
    return action;
}

void ActionCollection::makeFileActions()
{
    newPin = add("newPin", tr("&New pin"), QStringLiteral("plus"), {QKeySequence::New});
    addImages = add("addImages", tr("Add &images or videos…"), QStringLiteral("images"),
                    {Qt::CTRL | Qt::SHIFT | Qt::Key_O});
    addFolder = add("addFolder", tr("Add images of a &folder…"), QStringLiteral("folder-plus"));
    watchFolders = add("watchFolders", tr("Watc&hed folders…"), QStringLiteral("folder-sync"));
    fromWebPage = add("fromWebPage", tr("From a web pa&ge…"), QStringLiteral("globe"),
                      {Qt::CTRL | Qt::SHIFT | Qt::Key_W});
    syncBoards =
        add("syncBoards", tr("&Refresh boards"), QStringLiteral("refresh-cw"), {Qt::Key_F5});
    importCsv = add("importCsv", tr("I&mport from CSV…"), QStringLiteral("log-in"));
    exportCsv = add("exportCsv", tr("&Export for Pinterest (CSV)…"), QStringLiteral("upload"));
    connectAccount = add("connectAccount", tr("&Connect Pinterest…"), QStringLiteral("log-in"));
    togglePublisher = add("togglePublisher", tr("&Pause publishing"), QStringLiteral("pause"),
                          {Qt::CTRL | Qt::Key_P});
    exportPicture =
        add("exportPicture", tr("Export a pic&ture of this week…"), QStringLiteral("image-down"));
    exportCalendar = add("exportCalendar", tr("Export ca&lendar (iCalendar)…"),
                         QStringLiteral("calendar-arrow-down"));
    exportJson = add("exportJson", tr("Export e&verything (JSON)…"), QStringLiteral("braces"));
    backUp = add("backUp", tr("&Back up…"), QStringLiteral("archive"));
    restoreBackup =
        add("restoreBackup", tr("Restore a back&up…"), QStringLiteral("archive-restore"));
    settings =
        add("settings", tr("&Settings…"), QStringLiteral("settings"), {Qt::CTRL | Qt::Key_Comma});
    settings->setMenuRole(QAction::PreferencesRole);
    closeWindow =
        add("closeWindow", tr("Close &window"), QStringLiteral("x"), {Qt::CTRL | Qt::Key_W});
    quit = add("quit", tr("&Quit"), QStringLiteral("log-out"), {Qt::CTRL | Qt::Key_Q});
    quit->setMenuRole(QAction::QuitRole);
}

void ActionCollection::makeEditActions()
{
    undo = add("undo", tr("&Undo"), QStringLiteral("undo-2"), {Qt::CTRL | Qt::Key_Z});
    redo = add("redo", tr("&Redo"), QStringLiteral("redo-2"),
               {Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y});
    fillDown = add("fillDown", tr("&Fill down"), QStringLiteral("chevron-down"),
                   {Qt::CTRL | Qt::SHIFT | Qt::Key_L});
    replaceText = add("replaceText", tr("F&ind and replace…"), QStringLiteral("replace"),
                      {Qt::CTRL | Qt::SHIFT | Qt::Key_R});
    shiftTimes = add("shiftTimes", tr("Move by da&ys…"), QStringLiteral("calendar-days"),
                     {Qt::CTRL | Qt::SHIFT | Qt::Key_M});
    // A field that is typed in keeps these keys for its text.
    cut = add("cut", tr("C&ut"), QStringLiteral("scissors"), {QKeySequence::Cut});
    copy = add("copy", tr("&Copy"), QStringLiteral("copy"), {QKeySequence::Copy});
    paste = add("paste", tr("&Paste"), QStringLiteral("clipboard-paste"), {QKeySequence::Paste});
    scheduleReady = add("scheduleReady", tr("Schedule all that are ready"), QStringLiteral("clock"),
                        {Qt::CTRL | Qt::SHIFT | Qt::Key_S});
    snippets = add("snippets", tr("Text s&nippets…"), QStringLiteral("list"));
    recentlyDeleted = add("recentlyDeleted", tr("Recently &deleted…"), QStringLiteral("trash-2"));
}

void ActionCollection::makePinActions()
{
    schedule = add("schedule", tr("&Schedule"), QStringLiteral("clock"),
                   {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter});
    unschedule = add("unschedule", tr("&Unschedule"), QStringLiteral("inbox"),
                     {Qt::CTRL | Qt::SHIFT | Qt::Key_U});
    publishNow = add("publishNow", tr("Publish &now"), QStringLiteral("send"),
                     {Qt::CTRL | Qt::SHIFT | Qt::Key_Return});
    postByHand =
        add("postByHand", tr("Post by &hand…"), QStringLiteral("copy"), {Qt::CTRL | Qt::Key_H});
    openOnPinterest = add("openOnPinterest", tr("&Open on Pinterest"),
                          QStringLiteral("external-link"), {Qt::CTRL | Qt::Key_O});
    copyLink = add("copyLink", tr("Copy pin &link"), QStringLiteral("link"),
                   {Qt::CTRL | Qt::SHIFT | Qt::Key_C});
    editTime = add("editTime", tr("Edit &time"), QStringLiteral("pencil"), {Qt::Key_F2});
    replaceImage = add("replaceImage", tr("&Replace image or video…"), QStringLiteral("image"),
                       {Qt::CTRL | Qt::Key_R});
    crop = add("crop", tr("&Crop…"), QStringLiteral("crop"), {Qt::CTRL | Qt::Key_K});
    previewPin = add("previewPin", tr("Pre&view…"), QStringLiteral("eye"),
                     {Qt::CTRL | Qt::SHIFT | Qt::Key_P});
    duplicate = add("duplicate", tr("&Duplicate"), QStringLiteral("copy"), {Qt::CTRL | Qt::Key_D});
    lock = add("lock", tr("Loc&k"), QStringLiteral("lock"), {Qt::CTRL | Qt::Key_L});
    lock->setCheckable(true);
    remove = add("delete", tr("D&elete"), QStringLiteral("trash-2"), {Qt::Key_Delete});
    // Only where pins are: Del in the board tree must not delete a card that happens to be
    // selected.
    remove->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    removeAtPinterest = add("deleteAtPinterest", tr("Delete at &Pinterest…"),
                            QStringLiteral("trash-2"), {Qt::CTRL | Qt::SHIFT | Qt::Key_D});
}

void ActionCollection::makePlanActions()
{
    toNextSlots = add("toNextSlots", tr("Schedule to &next slots"),
                      QStringLiteral("calendar-clock"), {Qt::CTRL | Qt::Key_J});
    toManyBoards = add("toManyBoards", tr("Pin to many &boards…"), QStringLiteral("layers"),
                       {Qt::CTRL | Qt::SHIFT | Qt::Key_B});
    shuffle =
        add("shuffle", tr("&Shuffle"), QStringLiteral("shuffle"), {Qt::CTRL | Qt::ALT | Qt::Key_S});
    respace = add("respace", tr("&Respace…"), QStringLiteral("align-vertical-space-around"),
                  {Qt::CTRL | Qt::ALT | Qt::Key_R});
    editSlots = add("editSlots", tr("Edit &time slots"), QStringLiteral("pencil"),
                    {Qt::CTRL | Qt::SHIFT | Qt::Key_T});
    editSlots->setCheckable(true);
    planLinks = add("planLinks", tr("&Links of the plan…"), QStringLiteral("link"),
                    {Qt::CTRL | Qt::SHIFT | Qt::Key_K});
}

void ActionCollection::makeViewActions()
{
    showWeek = add("showWeek", tr("&Week"), QStringLiteral("columns-3"), {Qt::CTRL | Qt::Key_1});
    showMonth = add("showMonth", tr("&Month"), QStringLiteral("grid-3x3"), {Qt::CTRL | Qt::Key_2});
    showList = add("showList", tr("&List"), QStringLiteral("list"), {Qt::CTRL | Qt::Key_3});
    for (QAction *kind : {showWeek, showMonth, showList})
        kind->setCheckable(true);
    showWeek->setChecked(true);
    previousWeek = add("previousWeek", tr("&Previous week"), QStringLiteral("chevron-left"),
                       {Qt::CTRL | Qt::Key_PageUp});
    today = add("today", tr("&Today"), QStringLiteral("calendar-days"), {Qt::CTRL | Qt::Key_T});
    nextWeek = add("nextWeek", tr("&Next week"), QStringLiteral("chevron-right"),
                   {Qt::CTRL | Qt::Key_PageDown});
    zoomIn = add("zoomIn", tr("Zoom &in"), {}, {Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal});
    zoomOut = add("zoomOut", tr("Zoom &out"), {}, {Qt::CTRL | Qt::Key_Minus});
    leftPanel = add("leftPanel", tr("&Boards and Unscheduled"), QStringLiteral("panel-left"),
                    {Qt::CTRL | Qt::Key_B});
    leftPanel->setCheckable(true);
    wideUnscheduled = add("wideUnscheduled", tr("&Wide Unscheduled"), QStringLiteral("maximize-2"),
                          {Qt::CTRL | Qt::Key_U});
    wideUnscheduled->setCheckable(true);
    mediaLibrary =
        add("mediaLibrary", tr("Media li&brary"), QStringLiteral("images"), {Qt::CTRL | Qt::Key_M});
    mediaLibrary->setCheckable(true);
    needsYou = add("needsYou", tr("What needs &you"), QStringLiteral("octagon-alert"),
                   {Qt::CTRL | Qt::SHIFT | Qt::Key_N});
    groupByLink = add("groupByLink", tr("&Group the list by link"), QStringLiteral("link"));
    groupByLink->setCheckable(true);
    makeFindActions();
    clearFilter = add("clearFilter", tr("&Clear filter"), QStringLiteral("x"),
                      {Qt::CTRL | Qt::SHIFT | Qt::Key_F});
}

void ActionCollection::makeFindActions()
{
    find = add("find", tr("&Find pins…"), QStringLiteral("search"), {Qt::CTRL | Qt::Key_F});
    findNext = add("findNext", tr("Find ne&xt"), QStringLiteral("chevron-down"), {Qt::Key_F3});
    findPrevious = add("findPrevious", tr("Find pre&vious"), QStringLiteral("chevron-up"),
                       {Qt::SHIFT | Qt::Key_F3});
}

void ActionCollection::makeHelpActions()
{
    firstSteps = add("firstSteps", tr("&First steps"), QStringLiteral("play"));
    shortcuts =
        add("shortcuts", tr("&Keyboard shortcuts"), QStringLiteral("circle-help"), {Qt::Key_F1});
    about = add("about", tr("&About Pinweek"), QStringLiteral("info"));
    about->setMenuRole(QAction::AboutRole);
}

void ActionCollection::fillMenuBar(QMenuBar *bar) const
{
    const auto menu = [bar](const char *name, const QString &title,
                            const QList<QAction *> &actions) {
        QMenu *made = bar->addMenu(title);
        made->setObjectName(QString::fromLatin1(name));
        for (QAction *action : actions) {
            if (action)
                made->addAction(action);
            else
                made->addSeparator();
        }
    };
    menu("fileMenu", tr("&File"),
         {newPin,          addImages,  addFolder,     watchFolders,   fromWebPage,   nullptr,
          importCsv,       exportCsv,  exportPicture, exportCalendar, exportJson,    nullptr,
          connectAccount,  syncBoards, nullptr,       backUp,         restoreBackup, nullptr,
          togglePublisher, settings,   nullptr,       closeWindow,    quit});
    menu("editMenu", tr("&Edit"),
         {undo, redo, nullptr, cut, copy, paste, nullptr, fillDown, replaceText, shiftTimes,
          nullptr, scheduleReady, nullptr, snippets, recentlyDeleted});
    menu("pinMenu", tr("&Pin"),
         {schedule, unschedule, publishNow, postByHand, nullptr, openOnPinterest, copyLink, nullptr,
          editTime, replaceImage, crop, previewPin, duplicate, lock, nullptr, remove,
          removeAtPinterest});
    menu("planMenu", tr("P&lan"),
         {toNextSlots, toManyBoards, nullptr, shuffle, respace, nullptr, editSlots, planLinks});
    menu("viewMenu", tr("&View"),
         {showWeek, showMonth, showList, groupByLink, nullptr,   previousWeek,    today,
          nextWeek, nullptr,   zoomIn,   zoomOut,     leftPanel, wideUnscheduled, mediaLibrary,
          nullptr,  needsYou,  nullptr,  find,        findNext,  findPrevious,    clearFilter});
    menu("helpMenu", tr("&Help"), {firstSteps, shortcuts, about});
}

void ActionCollection::fillPinMenu(QMenu *menu) const
{
    for (QAction *action : {schedule,
                            toNextSlots,
                            unschedule,
                            publishNow,
                            postByHand,
                            toManyBoards,
                            static_cast<QAction *>(nullptr),
                            openOnPinterest,
                            copyLink,
                            static_cast<QAction *>(nullptr),
                            cut,
                            copy,
                            paste,
                            static_cast<QAction *>(nullptr),
                            editTime,
                            replaceImage,
                            crop,
                            previewPin,
                            duplicate,
                            lock,
                            shuffle,
                            respace,
                            static_cast<QAction *>(nullptr),
                            remove,
                            removeAtPinterest}) {
        if (action)
            menu->addAction(action);
        else
            menu->addSeparator();
    }
}

void ActionCollection::setSelection(const SelectionState &state)
{
    schedule->setEnabled(state.schedulable > 0);
    unschedule->setEnabled(state.unschedulable > 0);
    publishNow->setEnabled(state.count > 0 && state.editable == state.count);
    postByHand->setEnabled(state.count == 1 && state.postable == 1);
    toNextSlots->setEnabled(state.movable > 0);
    toManyBoards->setEnabled(state.count == 1);
    openOnPinterest->setEnabled(state.published > 0);
    copyLink->setEnabled(state.published > 0);
    editTime->setEnabled(state.count == 1 && state.editable == 1);
    replaceImage->setEnabled(state.count == 1 && state.editable == 1);
    previewPin->setEnabled(state.count == 1);
    crop->setEnabled(state.editable > 0);
    crop->setText(state.count > 1 ? tr("&Crop and fit…") : tr("&Crop…"));
    duplicate->setEnabled(state.count > 0);
    duplicate->setText(state.count > 0 && state.published == state.count ? tr("Use a&gain")
                                                                         : tr("&Duplicate"));
    cut->setEnabled(state.count > 0 && state.editable == state.count);
    copy->setEnabled(state.count > 0);
    lock->setEnabled(state.count > 0 && state.editable == state.count);
    lock->setChecked(state.allLocked);
    lock->setText(state.allLocked ? tr("Unloc&k") : tr("Loc&k"));
    remove->setEnabled(state.count > 0 && state.deletable == state.count);
    removeAtPinterest->setEnabled(state.published > 0);
}

void ActionCollection::setCalendarKind(CalendarKind kind)
{
    const bool month = kind == CalendarKind::Month;
    const auto name = [](QAction *action, const QString &text) {
        action->setText(text);
        action->setToolTip(
            tr("%1 (%2)", "what a button does (its shortcut)")
                .arg(plainText(action), action->shortcut().toString(QKeySequence::NativeText)));
    };
    name(previousWeek, month ? tr("&Previous month") : tr("&Previous week"));
    name(nextWeek, month ? tr("&Next month") : tr("&Next week"));
    exportPicture->setText(month ? tr("Export a pic&ture of this month…")
                                 : tr("Export a pic&ture of this week…"));
    showWeek->setChecked(kind == CalendarKind::Week);
    showMonth->setChecked(month);
    showList->setChecked(kind == CalendarKind::List);
    for (QAction *ofList : {fillDown, replaceText, shiftTimes, groupByLink})
        ofList->setEnabled(kind == CalendarKind::List);
    zoomIn->setEnabled(kind == CalendarKind::Week);
    zoomOut->setEnabled(kind == CalendarKind::Week);
}

void ActionCollection::setUndoNames(const QString &undoName, const QString &redoName)
{
    undo->setEnabled(!undoName.isEmpty());
    undo->setText(undoName.isEmpty() ? tr("&Undo") : tr("&Undo “%1”").arg(undoName));
    redo->setEnabled(!redoName.isEmpty());
    redo->setText(redoName.isEmpty() ? tr("&Redo") : tr("&Redo “%1”").arg(redoName));
}

} // namespace pinweek
