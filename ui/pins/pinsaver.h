// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/pin.h"
#include "planner/pineditor.h"
#include "ui/widgets/typingpause.h"

#include <QList>
#include <QObject>
#include <QPointer>

#include <functional>
#include <utility>

namespace pinweek {

class PinStore;

/** Each field as `mine` has it where it differs from `base`, else as in `theirs`. Board and section
 * go together. */
PinContent mergedContent(const PinContent &base, const PinContent &mine, const PinContent &theirs);

/**
 * Stores what is typed into one pin: when the typing rests (400 ms) and every half a second while
 * it doesn't (TypingPause), one edit at a time with the revision that was seen; the next follows
 * the former at once where that took long. After a Conflict it reads the pin again and sends only
 * the fields that were changed here. A run of typing is one step. What it makes impossible for a
 * moment (half an address) turns a scheduled pin into a draft for that moment only. A new pin is
 * added by its first change. It outlives the form's interest in the pin: release() lets it end by
 * itself when all is stored. Main thread.
 */
class PinSaver : public QObject
{
    Q_OBJECT

public:
    /** @param seen  a pin as it was read; without an id: one to be made, as a draft with this
     * content. */
    PinSaver(PinEditor &editor, PinStore &pins, const Pin &seen, QObject *parent = nullptr);

    [[nodiscard]] PinId pin() const;
    /** The pin as last read. */
    [[nodiscard]] const Pin &seen() const;
    /** What is stored, or will be. */
    [[nodiscard]] const PinContent &wanted() const;
    /** Nothing typed is waiting and nothing is under way. */
    [[nodiscard]] bool isIdle() const;
    /** A pin to be made that has no image and no character yet: it will not be stored. */
    [[nodiscard]] bool isEmptyNew() const;
    [[nodiscard]] bool isSending() const;
    /** Held, or awaiting something. */
    [[nodiscard]] bool isHeld() const;

    /** @param field names the field for the step and joins its edits: "title". */
    void want(const PinContent &content, const QString &stepName, const QString &field);
    /** Stores now what waits. */
    void flush();
    /** Reads the pin again; fields that wait to be stored keep what was typed. False: the pin is
     * gone. */
    bool refresh();
    /** Runs this once everything is stored; not at all when storing fails, or when `context` is
     * gone by then: a saver outlives its form. */
    void whenStored(QObject *context, std::function<void()> then);
    /** Another way made the new pin (its image): go on with that one. */
    void adopt(PinId pin);
    /** While this is set, a pin that does not exist yet is not made: something else is making it.
     */
    void setHeld(bool held);
    /** While this is set something is on its way into the pin: it stays, and what is typed is
     * stored meanwhile, but whenStored() waits. */
    void setAwaiting(bool awaiting);
    /** Stores what waits, then deletes itself. */
    void release();

signals:
    /** seen() and wanted() are new. */
    void refreshed();
    void created(pinweek::PinId pin);
    /** The pin was scheduled and is a draft now, because what was typed left an error; said when
     * the typing rests. */
    void turnedDraft();
    void failed(const pinweek::Error &error);

private:
    struct Typed
    {
        PinContent content;
        QString stepName;
        QString field;
    };

    void send();
    [[nodiscard]] QString joinKey(const QString &field) const;
    void finished(const Result<EditOutcome> &outcome);
    void settle();
    void giveUp(const Error &error);

    PinEditor &m_editor;
    PinStore &m_pins;
    Pin m_seen;
    PinContent m_sent;
    PinContent m_wanted;
    QString m_stepName;
    QString m_field;
    TypingPause m_typing;
    /** Of fields before, left while another write was under way: each is a step of its own. */
    QList<Typed> m_former;
    bool m_sendsFormer = false; // the first of these is under way
    /** Of a pin that the typing which goes on has made: joins its step, in the field that it was
     * made by. */
    QString m_newKey;
    QString m_newField;
    Disarmed m_disarmed;    // the pin, if the typing that goes on turned it into a draft
    bool m_overdue = false; // while it is sending: the next has to follow at once
    bool m_sending = false;
    bool m_held = false;
    bool m_awaiting = false;
    bool m_released = false;
    int m_conflicts = 0;
    QList<std::pair<QPointer<QObject>, std::function<void()>>> m_then;
};

} // namespace pinweek
