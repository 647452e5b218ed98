// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/startoffer.h"

#include "core/settings.h"
#include "publisher/publisher.h"
#include "text/texts.h"
#include "ui/autostart.h"
#include "ui/starthint.h"
#include "workspace/workspace.h"

namespace pinweek {

StartOffer::StartOffer(Workspace &workspace, ThemeManager &theme, Place place, QObject *parent)
    : QObject(parent), m_workspace(workspace), m_theme(theme), m_place(std::move(place))
{
}

void StartOffer::look()
{
    if (m_hint || m_workspace.settings().startOffered() || !m_workspace.publisher().nextDue() ||
        autostartOf(m_workspace.directory()).isOn())
        return;
    m_hint = new StartHint(m_theme);
    connect(m_hint, &StartHint::dismissed, this, &StartOffer::answered);
    connect(m_hint, &StartHint::startWanted, this, [this] {
        if (const auto set = autostartOf(m_workspace.directory()).setOn(true); !set) {
            m_hint->showProblem(errorText(set.error()));
            return;
        }
        emit message(tr("Pinweek starts when you log in, in the tray."));
        answered();
    });
    m_place(m_hint);
}

void StartOffer::answered()
{
    m_workspace.settings().setStartOffered(true);
    m_hint->hide();
    m_hint->deleteLater();
}

} // namespace pinweek
