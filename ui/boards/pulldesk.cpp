// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/boards/pulldesk.h"

#include "planner/publishedpull.h"
#include "store/accountstore.h"
#include "store/store.h"
#include "text/pulltext.h"
#include "text/texts.h"
#include "ui/backups/jobdialog.h"
#include "workspace/workspace.h"

#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace pinweek {

PullDesk::PullDesk(Workspace &workspace, QWidget *window)
    : QObject(window), m_workspace(workspace), m_window(window)
{
}

bool PullDesk::canPull(const Board &board) const
{
    return !m_pull && !board.remoteId.isEmpty() && m_workspace.client(board.account);
}

void PullDesk::ask(const Board &board)
{
    auto *box = new QMessageBox(m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("pullMessageBox"));
    box->setIcon(QMessageBox::Question);
    box->setTextFormat(Qt::PlainText);
    box->setText(board.remotePinCount > 0
                     ? tr("Bring in the published pins of “%1”? Pinterest counts %2.")
                           .arg(board.name, QLocale().toString(board.remotePinCount))
                     : tr("Bring in the published pins of “%1”?").arg(board.name));
    box->setInformativeText(
        tr("They show on the days they were published, can be searched and used again, and Pinweek "
           "warns you before you pin the same picture or link too soon. They are never sent."));
    QPushButton *go = box->addButton(tr("&Bring in"), QMessageBox::AcceptRole);
    go->setObjectName(QStringLiteral("pullPushButton"));
    box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(go);
    connect(go, &QPushButton::clicked, this, [this, board] { pull(board); });
    box->open();
}

void PullDesk::pull(const Board &board)
{
    pinterest::Client *client = m_workspace.client(board.account);
    const Result<Account> account = m_workspace.store().accounts().account(board.account);
    if (m_pull || !client || !account)
        return;
    m_pull = new PublishedPull(m_workspace.store(), *client, this);
    (new JobDialog(*m_pull, JobDialog::Unit::Pins, tr("Published pins"),
                   tr("Bringing in the pins of “%1”…").arg(board.name), m_window))
        ->open();
    m_pull->run(*account, board, this, [this, name = board.name](const Result<PullReport> &report) {
        std::exchange(m_pull, nullptr)->deleteLater();
        if (!report) {
            emit message(report.error().kind == ErrorKind::Cancelled
                             ? tr("Stopped. What came is here; bring in the rest at any time.")
                             : errorText(report.error()));
            return;
        }
        emit message(pullText(*report, name));
    });
}

} // namespace pinweek
