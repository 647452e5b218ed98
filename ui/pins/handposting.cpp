// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/handposting.h"

#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/pins/postbyhand.h"
#include "ui/pinverbs.h"
#include "workspace/workspace.h"

#include <QTemporaryDir>

namespace pinweek {

HandPosting::HandPosting(Workspace &workspace, std::function<void()> commit, PinVerbs &verbs,
                         QWidget *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_commit(std::move(commit))
    , m_verbs(verbs)
    , m_window(window)
{
}

HandPosting::~HandPosting() = default;

void HandPosting::open(PinId pin)
{
    m_commit();
    const Result<Pin> found = m_workspace.store().pins().pin(pin);
    if (!found || !isEditable(found->status)) {
        emit message(found ? tr("%1 is %2.").arg(quotedTitle(*found), statusText(found->status))
                           : errorText(found.error()));
        return;
    }
    if (m_dialog && m_dialog->pin() == pin) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    if (!m_exports)
        m_exports = std::make_shared<QTemporaryDir>();
    // Not modal: one goes back and forth between it, the browser and the week.
    m_dialog = new PostByHandDialog(m_workspace, pin, m_exports, m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &PostByHandDialog::browserWanted, this, &HandPosting::browserWanted);
    connect(m_dialog, &PostByHandDialog::postedWanted, &m_verbs, &PinVerbs::markPosted);
    connect(m_dialog, &PostByHandDialog::laterWanted, &m_verbs, &PinVerbs::remindAgain);
    m_dialog->show();
}

} // namespace pinweek
