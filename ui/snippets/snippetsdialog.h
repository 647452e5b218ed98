// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/snippet.h"
#include "ui/widgets/typingpause.h"

#include <QDialog>

#include <functional>
#include <memory>
#include <optional>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace pinweek {

class GrowingTextEdit;
class Workspace;

/** All text snippets, to be written, changed and deleted; each a step of the window's undo. What is
 * typed is stored a moment later (TypingPause), a run of typing as one step. Deletes itself when
 * closed. Main thread. */
class SnippetsDialog : public QDialog
{
    Q_OBJECT

public:
    SnippetsDialog(Workspace &workspace, QWidget *parent);
    void done(int result) override;

private:
    void build();
    void reload();
    void showShownRow();
    void showCurrent();
    [[nodiscard]] Snippet current() const;
    void typed();
    void due();
    /** False: it can't be stored like this; the reason is shown, and the text stays. */
    bool store();
    bool keep(); // the same while the typing goes on
    [[nodiscard]] Snippet written() const;
    void stored(const Result<Snippet> &saved, bool goesOn);
    void askToDiscard(const std::function<void()> &then);
    void makeNew();
    void remove();
    void showProblem(const QString &text);

    Workspace &m_workspace;
    QList<Snippet> m_snippets;
    QStackedWidget *m_pages = nullptr;
    QListWidget *m_list = nullptr;
    QLineEdit *m_name = nullptr;
    GrowingTextEdit *m_text = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_delete = nullptr;
    SnippetId m_shown;
    /** While it is being stored: what it is by now, if that had to wait. */
    std::shared_ptr<std::optional<Snippet>> m_underWay;
    bool m_isNew = false; // what is written is none yet
    bool m_touched = false;
    bool m_filling = false;
    TypingPause m_typing;
};

} // namespace pinweek
