// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "planner/textedits.h"

#include <QTimer>
#include <QWidget>

#include <array>
#include <functional>

namespace pinweek {

class CharCounter;
class PinEditor;

/**
 * The texts of several pins at once. A field shows what they share, and says where they differ;
 * what is typed into it becomes that text of all of them a moment later, as one step to undo. A
 * field that is not typed in changes nothing. Main thread.
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

private:
    struct Field
    {
        PinText text = PinText::Title;
        QWidget *edit = nullptr;
        CharCounter *counter = nullptr;
        bool touched = false;
    };

    void addField(PinText text, const char *name, const QString &label, int mark, int limit,
                  int lines);
    void typed(Field &field);
    void showField(Field &field);
    void showCounter(const Field &field);
    void store(Field &field);

    PinEditor *m_editor = nullptr;
    QList<Pin> m_pins;
    std::array<Field, 4> m_fields;
    int m_count = 0;
    bool m_filling = false;
    QTimer m_rest; // after the last key
};

} // namespace pinweek
