// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/pin.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <utility>

namespace pinweek {

class PinEditor;
class PinStore;
struct EditOutcome;

/** Each field as `mine` has it where it differs from `base`, else as in `theirs`. Board and section
 * go together. */
PinContent mergedContent(const PinContent &base, const PinContent &mine, const PinContent &theirs);

/**
 * Stores what is typed into one pin: waits until the typing rests (400 ms), sends one edit at a
 * time with the revision that was seen, and after a Conflict reads the pin again and sends only the
 * fields that were changed here. A new pin is added by its first change. It outlives the form's
 * interest in the pin: release() lets it end by itself when all is stored. Main thread.
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
    /** Stores what waits, then deletes itself. */
    void release();

signals:
    /** seen() and wanted() are new. */
    void refreshed();
    void created(pinweek::PinId pin);
    /** The pin was scheduled and is a draft now, because what was typed left an error. */
    void turnedDraft();
    void failed(const pinweek::Error &error);

private:
    void send();
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
    QTimer m_rest;
    bool m_sending = false;
    bool m_held = false;
    bool m_released = false;
    int m_conflicts = 0;
    QList<std::pair<QPointer<QObject>, std::function<void()>>> m_then;
};

} // namespace pinweek
