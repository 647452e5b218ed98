// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accounts/donepage.h"

#include "store/boardstore.h"
#include "store/store.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QVBoxLayout>

namespace pinweek {

namespace {

constexpr int bigIcon = 32; // px

} // namespace

DonePage::DonePage(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : ConnectPage(parent), m_workspace(workspace)
{
    auto *mark = new QLabel(this);
    mark->setObjectName(QStringLiteral("doneIconLabel"));
    mark->setPixmap(themeIcon(QStringLiteral("circle-check"), theme.theme().published)
                        .pixmap(QSize(bigIcon, bigIcon), devicePixelRatioF()));
    body()->addWidget(mark);
    m_text = bodyLabel({}, QStringLiteral("doneTextLabel"), this);
    body()->addWidget(m_text);
    m_boards = bodyLabel({}, QStringLiteral("doneBoardsLabel"), this);
    setTone(m_boards, Tone::Secondary);
    body()->addWidget(m_boards);
    body()->addStretch();
    connect(&workspace, &Workspace::sectionsUnread, this,
            [this](AccountId synced, const QString &which) {
                if (m_account.isValid() && synced == m_account)
                    m_unread = which;
            });
    connect(&workspace, &Workspace::syncFinished, this,
            [this](AccountId synced, const QString &problem) {
                if (m_account.isValid() && synced == m_account)
                    showBoards(problem);
            });
}

void DonePage::setAccount(const Account &account, Environment environment)
{
    m_account = account.id;
    const QString name = account.username.isEmpty() ? account.remoteId : account.username;
    m_text->setText(environment == Environment::Sandbox
                        ? tr("%1 is connected to the sandbox.").arg(name)
                        : tr("%1 is connected.").arg(name));
    m_boards->setText(tr("Reading your boards…"));
    // A small account's boards may be here already.
    const auto boards = m_workspace.store().boards().boards(account.id);
    if (boards && !boards->isEmpty())
        showBoards({});
}

void DonePage::showBoards(const QString &problem)
{
    if (!problem.isEmpty()) {
        m_boards->setText(tr("The boards could not be read yet: %1").arg(problem));
        return;
    }
    const auto boards = m_workspace.store().boards().boards(m_account);
    int count = 0;
    for (const Board &board : boards.value_or(QList<Board>{}))
        count += board.remoteId.isEmpty() ? 0 : 1;
    const QString found = tr("%n board(s) found.", nullptr, count);
    m_boards->setText(m_unread.isEmpty() ? found : found + QLatin1Char(' ') + m_unread);
}

} // namespace pinweek
