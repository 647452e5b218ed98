// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/typingundo.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QTextDocument>
#include <QTextEdit>

namespace pinweek {

namespace {

bool canUndo(const QObject *field)
{
    const auto *line = qobject_cast<const QLineEdit *>(field);
    const auto *text = qobject_cast<const QTextEdit *>(field);
    return line ? line->isUndoAvailable() : text && text->document()->isUndoAvailable();
}

bool canRedo(const QObject *field)
{
    const auto *line = qobject_cast<const QLineEdit *>(field);
    const auto *text = qobject_cast<const QTextEdit *>(field);
    return line ? line->isRedoAvailable() : text && text->document()->isRedoAvailable();
}

} // namespace

bool isCtrlEnter(const QKeyEvent &key)
{
    const bool enter = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
    return enter && key.modifiers().testFlag(Qt::ControlModifier);
}

void TypingUndo::watch(QWidget *field)
{
    field->installEventFilter(this);
}

bool TypingUndo::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if ((key->matches(QKeySequence::Undo) && !canUndo(watched)) ||
            (key->matches(QKeySequence::Redo) && !canRedo(watched))) {
            event->ignore();
            return true;
        }
    } else if (event->type() == QEvent::KeyPress) {
        if (isCtrlEnter(*static_cast<QKeyEvent *>(event))) {
            emit ctrlEnterPressed();
            return true;
        }
    } else if (event->type() == QEvent::FocusOut) {
        const Qt::FocusReason why = static_cast<QFocusEvent *>(event)->reason();
        if (why != Qt::PopupFocusReason && why != Qt::ActiveWindowFocusReason) {
            emit left();
            forget(watched);
        }
    }
    return QObject::eventFilter(watched, event);
}

/** Its steps are gone; from here on they are the window's. */
void TypingUndo::forget(QObject *field)
{
    if (auto *line = qobject_cast<QLineEdit *>(field)) {
        const QSignalBlocker blocker(line);
        line->setText(line->text());
        line->setCursorPosition(0);
    } else if (auto *text = qobject_cast<QTextEdit *>(field)) {
        text->document()->clearUndoRedoStacks();
    }
}

} // namespace pinweek
