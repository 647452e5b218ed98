// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QKeyEvent;

namespace pinweek {

/** Watches text fields: Ctrl+Z undoes typing until the field is left; with nothing typed the keys
 * are the window's (interaction.md 14). */
class TypingUndo : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    /** @param field  a QLineEdit or a QTextEdit */
    void watch(QWidget *field);

signals:
    /** The focus went to another field or window part, not to a popup or another window. */
    void left();
    /** Ctrl+Enter in a field. */
    void ctrlEnterPressed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void forget(QObject *field);
};

/** Ctrl+Enter on either Enter key. */
bool isCtrlEnter(const QKeyEvent &key);

} // namespace pinweek
