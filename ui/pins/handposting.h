// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"

#include <QObject>
#include <QPointer>
#include <QUrl>

#include <functional>
#include <memory>

class QTemporaryDir;
class QWidget;

namespace pinweek {

class PinVerbs;
class PostByHandDialog;
class Workspace;

/**
 * Opens *Post by hand* for a pin, and leads what is said there to the verbs. Main thread.
 */
class HandPosting : public QObject
{
    Q_OBJECT

public:
    /** @param commit  stores what was typed, before a pin is carried over
     *  @param window  parent of the dialog */
    HandPosting(Workspace &workspace, std::function<void()> commit, PinVerbs &verbs,
                QWidget *window);
    ~HandPosting() override;

    /** Raises the dialog that shows this pin already. A pin that can't be posted any more is only
     * told of. */
    void open(PinId pin);

signals:
    void browserWanted(const QUrl &url);
    void message(const QString &text);

private:
    Workspace &m_workspace;
    std::function<void()> m_commit;
    PinVerbs &m_verbs;
    QWidget *m_window;
    QPointer<PostByHandDialog> m_dialog;
    /** Pictures that may be on their way to a browser; made when first needed. */
    std::shared_ptr<QTemporaryDir> m_exports;
};

} // namespace pinweek
