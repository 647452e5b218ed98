// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "planner/keywordfinder.h"
#include "writer/writerprompt.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <functional>

class QHBoxLayout;
class QPushButton;

namespace pinweek {

class KeywordMenu;
class WriterDialog;
class Workspace;

/**
 * Help with the texts of the pin in the composer: "Keywords" of one's own pins, and "Write…" beside
 * each text where a program that writes is set up. What is chosen is put into the fields, and
 * their own Ctrl+Z takes it back. Main thread.
 */
class TextHelp : public QObject
{
    Q_OBJECT

public:
    /** The pin as it is typed now; nullopt: nothing can be typed. */
    struct Subject
    {
        PinId pin;
        PinContent content;
        /** Of each pin that is shown another number, also of new ones, which get their id later. */
        int showing = 0;
    };
    using SubjectOf = std::function<std::optional<Subject>()>;

    TextHelp(Workspace &workspace, SubjectOf subject, QWidget *form);

    /** Puts the buttons for this text into the line of its label, before the last thing in it.
     * @param edit  a QLineEdit or a QTextEdit, in which it is typed */
    void addTo(QHBoxLayout *head, WriterField field, QWidget *edit);
    /** The pin in the composer can be changed, or not. */
    void setAvailable(bool available);

signals:
    /** What changes in a field until stepEnded() is one step of this name. */
    void stepBegun(const QString &name);
    void stepEnded();
    /** A sentence for the status bar. */
    void message(const QString &text);

private:
    void showButtons();
    void popUp(const QStringList &keywords);
    void askForKeywords();
    void write(WriterField field);
    void insertKeyword(const QString &keyword);
    void replaceText(WriterField field, const QString &text);
    void openDialog(WriterField field, const QStringList &keywords);

    Workspace &m_workspace;
    SubjectOf m_subject;
    QWidget *m_form;
    KeywordFinder m_finder;
    QPushButton *m_keywords = nullptr;
    QList<QPushButton *> m_write;
    QHash<WriterField, QWidget *> m_edits;
    QHash<QWidget *, QWidget *> m_lastOf;            // of a field: what the Tab key comes to last
    std::function<void(const QStringList &)> m_then; // with the keywords that are looked for
    QPointer<WriterDialog> m_dialog;
    bool m_isAvailable = false;
};

} // namespace pinweek
