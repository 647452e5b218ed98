// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/snippet.h"

#include <QObject>
#include <QPointer>

class QLineEdit;
class QListWidget;
class QTextEdit;
class QWidget;

namespace pinweek {

class Workspace;

/**
 * Offers the text snippets in a field where "/" begins a word: what is typed on narrows them, Enter
 * or Tab puts one in the place of what was typed (one step of the field's own undo), Esc leaves it
 * as it is. Lives as long as the field. Main thread.
 */
class SnippetPopup : public QObject
{
    Q_OBJECT

public:
    SnippetPopup(Workspace &workspace, QLineEdit *field);
    SnippetPopup(Workspace &workspace, QTextEdit *field);
    [[nodiscard]] bool isOpen() const;

signals:
    /** The last entry: to see and change them all. */
    void manageWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setUp();
    void typed();
    void show(const QString &wanted);
    void place();
    void close();
    void choose();
    /** From "/" to the cursor, if that is where a snippet is asked for; else null. */
    [[nodiscard]] QString asked() const;
    [[nodiscard]] int slashPlace() const;
    void replaceAsked(const QString &text);
    [[nodiscard]] QRect cursorRect() const;

    Workspace &m_workspace;
    QWidget *m_field;
    QLineEdit *m_line = nullptr;
    QTextEdit *m_text = nullptr;
    QPointer<QListWidget> m_list;
    QList<Snippet> m_found;
    bool m_choosing = false;
    int m_dismissedAt = -1; // the place of a slash that Esc was pressed for
};

} // namespace pinweek
