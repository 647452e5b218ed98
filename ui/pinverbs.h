// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walltime.h"
#include "model/account.h"
#include "model/pin.h"
#include "planner/pineditor.h"

#include <QObject>
#include <QUrl>

class QWidget;

namespace pinweek {

class Workspace;

/** Where a published pin can be seen: on the site that its account logs in at. */
QUrl pinAddress(const Account &account, const Pin &pin);

/**
 * What the user's wishes become: calls of PinEditor, and a sentence about how each went. Verbs work
 * on one or several pins (interaction.md 16). Main thread; never blocks.
 */
class PinVerbs : public QObject
{
    Q_OBJECT

public:
    /** @param window  parent of the questions that are asked */
    PinVerbs(Workspace &workspace, QWidget *window);

    void addImages(const QStringList &paths, const DropTarget &target);
    void addImageData(const QByteArray &bytes, const QString &name, const DropTarget &target);
    /** How adding images went, for who adds them by another way: added(), and a sentence. */
    void tellAdded(const Result<EditOutcome> &result);
    /** Where pins are now: "3 pins scheduled. 2 drafts: they need a board." */
    [[nodiscard]] QString placed(const EditOutcome &outcome) const;
    void move(const QList<PinId> &pins, const QList<WallTime> &to, bool copy);
    /** `copy`: copies for that board, in Unscheduled; the pins stay as they are. */
    void assign(const QList<PinId> &pins, BoardId board, SectionId section, bool copy = false);
    /** By days and minutes, where they can still be moved. */
    void shift(const QList<PinId> &pins, int days, int minutes, const QByteArray &zone);
    void editTexts(const QList<TextEdit> &edits, const QString &stepName);
    /** A draft that leads to this address, in Unscheduled. */
    void addForLink(const QString &link, const DropTarget &target);
    void schedule(const QList<PinId> &pins);
    void unschedule(const QList<PinId> &pins);
    void publishNow(const QList<PinId> &pins);
    /** A pin that Pinterest refused: goes out again at once. */
    /** The pin waits for its link, which is broken: it goes out as it is. */
    void publishWithBrokenLink(PinId pin, const QString &link);
    void tryAgain(PinId pin);
    void openOnPinterest(const QList<PinId> &pins);
    void copyLinks(const QList<PinId> &pins);
    void replaceImage(PinId pin, const QString &path);
    void duplicate(const QList<PinId> &pins);
    void setLocked(const QList<PinId> &pins, bool locked);
    /** Asks first when published ones are among them (remove from the calendar, or also delete at
     * Pinterest). */
    void remove(const QList<PinId> &pins);
    /** Asks first: it can't be undone. */
    void removeAtPinterest(const QList<PinId> &pins);
    /** A person has looked: the pin is at Pinterest, or it is not (then it is sent). */
    void settle(PinId pin, bool isThere, const QString &remoteId = {});
    /** Posted by hand; `remoteId` is empty when the user gave no link. */
    void markPosted(PinId pin, const QString &remoteId);
    void remindAgain(PinId pin, UtcTime at);
    /** Ends the account's pause: what Pinterest refused is tried again. */
    void goOn(AccountId account);
    /** Another way to publish for an account whose pins Pinterest does not take: what waits for it
     * comes back, to be posted by hand when due. */
    void postByHandFromNowOn(AccountId account);
    void undo();
    void redo();

signals:
    /** What happened, or why not. `undoable`: offer Undo beside it. */
    void message(const QString &text, bool undoable);
    /** Files were left out: a sentence, and a line for each. */
    void refused(const QString &text, const QStringList &lines);
    /** New pins are there. */
    void added(const QList<pinweek::PinId> &pins);
    void addedForLink(pinweek::PinId pin);
    /** A single pin was scheduled by its verb: the next draft may follow. */
    void scheduledOne(pinweek::PinId pin);
    void browserWanted(const QUrl &url);

private:
    [[nodiscard]] QString movedToAccount(const QList<PinId> &pins, BoardId board) const;
    [[nodiscard]] QList<Pin> read(const QList<PinId> &pins) const;
    /** Shows the error, or the sentence that `said` makes. */
    Done<EditOutcome> reporting(std::function<QString(const EditOutcome &)> said,
                                bool undoable = false);
    [[nodiscard]] QString draftsText(const QList<PinId> &pins, int drafts) const;
    [[nodiscard]] QString sentenceOn(const Pin &pin) const;
    void copyFor(const QList<PinId> &pins, BoardId board, SectionId section);
    void removeNow(const QList<PinId> &pins);
    void deleteNextAtPinterest(QList<PinId> left, int deleted);
    void stepped(const Result<UndoOutcome> &result, bool undone);
    [[nodiscard]] QString stayed(const QList<Pin> &skipped) const;

    Workspace &m_workspace;
    QWidget *m_window;
};

/** "“Lemon cake”", or "the pin" while it has no title. */
QString quotedTitle(const Pin &pin);
/** "Tue 14:30", with the date when it is more than six days away. */
QString shortWhen(const WallTime &time, QDate today);

} // namespace pinweek
