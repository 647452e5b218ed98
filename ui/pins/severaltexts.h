// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/pin.h"
#include "planner/pineditor.h"
#include "planner/textedits.h"
#include "ui/widgets/typingpause.h"

#include <QWidget>

#include <array>
#include <functional>

namespace pinweek {

class CharCounter;

/**
 * The texts of several pins at once. A field shows what they share, and says where they differ;
 * what is typed into it becomes that text of all of them a moment later (TypingPause), as one step
 * to undo (by the window's keys: a field's own undo would go back from "different" to an empty
 * text). A field that is not typed in, or emptied again where they differed, changes nothing. Main
 * thread.
 */
class SeveralTexts : public QWidget
{
    Q_OBJECT

public:
    explicit SeveralTexts(QWidget *parent = nullptr);
    void setUp(PinEditor &editor);
    /** Of other pins than before, what was typed is stored first. */
    void showPins(const QList<Pin> &pins);
    /** Stores what was typed now. */
    void commit();
    /** The widgets that are typed in, in their order. */
    [[nodiscard]] QList<QWidget *> fields() const;

signals:
    /** One sentence for the status bar. */
    void message(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Field
    {
        PinText text = PinText::Title;
        QWidget *edit = nullptr;
        CharCounter *counter = nullptr;
        bool touched = false; // typed in, and not stored yet
        /** From the first key until it is left: did they differ, and was anything stored? */
        bool entered = false;
        bool differed = false;
        bool stored = false;
        int storing = 0;      // writes under way, or waiting for their turn
        bool overdue = false; // the next write follows the one under way at once
        Disarmed disarmed;    // that the typing which goes on turned into drafts
        QString run;          // the pins that are typed into
    };
    /** Of one field. They are stored one after the other, as each changes pins that the next is to
     * change, too. */
    struct Write
    {
        Field *field = nullptr;
        QString pins; // all that were shown
        QList<TextEdit> edits;
    };

    void addField(PinText text, const char *name, const QString &label, int mark, int limit,
                  int lines);
    void leave(Field &field);
    void typed(Field &field);
    [[nodiscard]] bool differs(const Field &field) const;
    void showField(Field &field);
    void showCounter(const Field &field);
    void store(Field &field, bool leaving);
    void send();
    void stored(const Result<EditOutcome> &outcome);
    void endRun(Field &field);
    void tellDrafts(Field &field);
    [[nodiscard]] QString shownPins() const;

    PinEditor *m_editor = nullptr;
    QList<Pin> m_pins;
    std::array<Field, 5> m_fields;
    int m_count = 0;
    bool m_filling = false;
    TypingPause m_typing;
    QList<Write> m_writes; // the first is under way
    int m_conflicts = 0;   // of that one
};

} // namespace pinweek
