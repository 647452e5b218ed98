// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/pin.h"
#include "planner/pineditor.h"

#include <QObject>

namespace pinweek {

class Store;
struct IntakeItem;

/**
 * What a user does to the pictures of a pin as a whole: adds some, so that it becomes a carousel,
 * gives one another image, or makes pins of them. Each call is one named step to undo. Texts and
 * order are edited as the rest of the pin is (PinEditor::edit). Main thread.
 *
 * Errors: those of PinEditor.
 */
class Carousels : public QObject
{
    Q_OBJECT

public:
    Carousels(PinEditor &editor, Store &store, QObject *parent = nullptr);

    /** Behind those that the pin has. What is beyond five, or can't be read, is left out with a
     * line each in `refused`; Rejected when there is room for none. */
    void add(PinId pin, const QList<IntakeItem> &items, QObject *context, Done<EditOutcome> done);
    /** Another image in a picture's place; its texts stay. */
    void replace(PinId pin, int place, const IntakeItem &item, QObject *context,
                 Done<EditOutcome> done);
    /** A new pin of several images, as PinEditor::addPins: a carousel with the rest of `content`.
     */
    void make(const PinContent &content, const QList<IntakeItem> &items, QObject *context,
              Done<EditOutcome> done);
    /** The pin keeps its first picture, and each of the others becomes a draft in Unscheduled with
     * its own texts, else those of the pin. */
    void split(PinId pin, QObject *context, Done<EditOutcome> done);

private:
    using Change = std::function<Result<PinContent>(const Pin &pin)>;
    /** Changes the pin as it is by then; once more where it was changed meanwhile. */
    void change(PinId pin, const QString &step, const Change &wanted, const QStringList &refused,
                QObject *context, Done<EditOutcome> done, int triesLeft = 3);

    PinEditor &m_editor;
    Store &m_store;
};

} // namespace pinweek
