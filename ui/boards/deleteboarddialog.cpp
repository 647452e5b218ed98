// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/boards/deleteboarddialog.h"

#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {
constexpr int dialogWidth = 420;
}

DeleteBoardDialog::DeleteBoardDialog(const Board &board, const BoardUse &use, QWidget *parent)
    : QDialog(parent)
    , m_boardName(board.name)
    , m_problem(bodyLabel({}, QStringLiteral("problemLabel"), this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel, this))
    , m_delete(m_buttons->addButton(tr("&Delete board"), QDialogButtonBox::AcceptRole))
{
    const bool remote = !board.remoteId.isEmpty();
    setObjectName(QStringLiteral("deleteBoardDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Delete board"));
    setMinimumWidth(dialogWidth);
    m_delete->setObjectName(QStringLiteral("deleteBoardPushButton"));
    m_buttons->setObjectName(QStringLiteral("deleteBoardDialogButtonBox"));
    m_buttons->button(QDialogButtonBox::Cancel)
        ->setObjectName(QStringLiteral("cancelPushButton"));
    setTone(m_problem, Tone::Problem);
    m_problem->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space5, metrics::space5, metrics::space5, metrics::space4);
    layout->setSpacing(metrics::space2);
    layout->addWidget(headingLabel(remote ? tr("Delete “%1” at Pinterest?").arg(board.name)
                                          : tr("Delete “%1”?").arg(board.name),
                                   QStringLiteral("questionLabel"), this));
    QStringList consequences;
    if (remote && board.remotePinCount > 0)
        consequences += tr("Pinterest deletes its %n pin(s) with it. Nobody can bring them back.",
                           nullptr, board.remotePinCount);
    else if (remote)
        consequences += tr("Pinterest deletes everything on it. Nobody can bring it back.");
    if (use.planned > 0)
        consequences +=
            tr("%n planned pin(s) will stay here as draft(s) without a board, with their "
               "times. They don't go out until you give them a board.",
               nullptr, use.planned);
    else
        consequences += tr("No pin is planned on it.");
    for (const QString &each : std::as_const(consequences))
        layout->addWidget(bodyLabel(each, QStringLiteral("consequenceLabel"), this));
    if (remote) {
        m_name = new QLineEdit(this);
        m_name->setObjectName(QStringLiteral("confirmNameLineEdit"));
        auto *label = new QLabel(tr("&Type the board's name to confirm"), this);
        label->setObjectName(QStringLiteral("confirmNameLabel"));
        label->setBuddy(m_name);
        layout->addSpacing(metrics::space2);
        layout->addWidget(label);
        layout->addWidget(m_name);
        m_name->setPlaceholderText(board.name);
        m_name->setFocus();
        connect(m_name, &QLineEdit::textChanged, this, &DeleteBoardDialog::check);
    }
    layout->addWidget(m_problem);
    layout->addStretch();
    layout->addSpacing(metrics::space3);
    layout->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &DeleteBoardDialog::deleteWanted);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

void DeleteBoardDialog::check()
{
    m_delete->setEnabled(!m_name || m_name->text().simplified().compare(m_boardName.simplified(),
                                                                        Qt::CaseInsensitive) == 0);
    showProblem({});
}

void DeleteBoardDialog::setBusy(bool busy)
{
    m_buttons->setEnabled(!busy);
    if (m_name)
        m_name->setEnabled(!busy);
    if (busy)
        m_problem->hide();
}

void DeleteBoardDialog::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    adjustSize();
}

} // namespace pinweek
