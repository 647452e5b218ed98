// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/needsyoudesk.h"

#include "links/linkchecks.h"
#include "publisher/publisher.h"
#include "store/linkstore.h"
#include "store/store.h"
#include "ui/folders/folderdesk.h"
#include "ui/needsyou.h"
#include "ui/pins/handposting.h"
#include "ui/pinverbs.h"
#include "ui/toolrow.h"
#include "ui/windowdialogs.h"
#include "workspace/workspace.h"

#include <QTimer>

namespace pinweek {

NeedsYouDesk::NeedsYouDesk(Workspace &workspace, ThemeManager &theme, ToolRow &tools,
                           QWidget *window)
    : QObject(window), m_tools(tools), m_popover(new NeedsYou(workspace, theme, window))
{
    connect(m_popover, &NeedsYou::countChanged, this, [this](int count) {
        m_tools.setNeedsYouCount(count);
        emit countChanged(count);
    });
    connect(m_popover, &NeedsYou::openWanted, this, &NeedsYouDesk::openWanted);
    connect(m_popover, &NeedsYou::resumeWanted, this, &NeedsYouDesk::resumeWanted);
    connect(m_popover, &NeedsYou::linkCheckWanted, &workspace.linkChecks(), &LinkChecks::check);
    connect(m_popover, &NeedsYou::linkAccepted, this, [this, &workspace](const QString &link) {
        workspace.store().links().accept(link, this, {});
    });
    for (const auto wish : {&NeedsYou::keychainRetryWanted, &NeedsYou::clockCheckWanted})
        connect(m_popover, wish, &workspace.publisher(), &Publisher::wake);
}

void NeedsYouDesk::leadTo(PinVerbs &verbs)
{
    connect(m_popover, &NeedsYou::tryAgainWanted, &verbs, &PinVerbs::tryAgain);
    connect(m_popover, &NeedsYou::publishAnywayWanted, &verbs, &PinVerbs::publishWithBrokenLink);
    connect(m_popover, &NeedsYou::publishNowWanted, &verbs,
            [&verbs](PinId pin) { verbs.publishNow({pin}); });
    connect(m_popover, &NeedsYou::unscheduleWanted, &verbs,
            [&verbs](PinId pin) { verbs.unschedule({pin}); });
    connect(m_popover, &NeedsYou::markPostedWanted, &verbs,
            [&verbs](PinId pin) { verbs.markPosted(pin, {}); });
    connect(m_popover, &NeedsYou::remindMeWanted, &verbs, &PinVerbs::postByHandFromNowOn);
    connect(m_popover, &NeedsYou::goOnWanted, &verbs, &PinVerbs::goOn);
    connect(m_popover, &NeedsYou::settled, &verbs, &PinVerbs::settle);
}

void NeedsYouDesk::leadTo(HandPosting &posting)
{
    connect(m_popover, &NeedsYou::postByHandWanted, &posting, &HandPosting::open);
}

void NeedsYouDesk::leadTo(WindowDialogs &dialogs)
{
    connect(m_popover, &NeedsYou::reconnectWanted, &dialogs,
            [&dialogs](const Account &account) { dialogs.openConnect(account); });
}

void NeedsYouDesk::leadTo(FolderDesk &folders)
{
    connect(m_popover, &NeedsYou::folderLookWanted, &folders, &FolderDesk::look);
    connect(m_popover, &NeedsYou::stopWatchingWanted, &folders, &FolderDesk::stopWatching);
    connect(&folders, &FolderDesk::statesChanged, m_popover,
            [this, &folders] { m_popover->setFolders(folders.states()); });
}

void NeedsYouDesk::refresh()
{
    m_popover->refresh();
}

int NeedsYouDesk::count() const
{
    return m_popover->count();
}

void NeedsYouDesk::popUp()
{
    m_popover->popUp(m_tools.needsYouButton());
}

void NeedsYouDesk::popUpSoon()
{
    refresh();
    if (count() > 0)
        QTimer::singleShot(0, this, &NeedsYouDesk::popUp);
}

} // namespace pinweek
