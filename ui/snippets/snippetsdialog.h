// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/snippet.h"

#include <QDialog>
#include <QTimer>

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
 * typed is stored a moment later. Deletes itself when closed. Main thread. */
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
    /** False: it can't be stored like this; the reason is shown, and the text stays. */
    bool store();
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
    /** While the new one is being stored for the first time: what it is by now, if it changed. */
    std::shared_ptr<std::optional<Snippet>> m_underWay;
    bool m_isNew = false; // what is written is none yet
    bool m_touched = false;
    bool m_filling = false;
    QTimer m_rest; // after the last key
};

} // namespace pinweek
