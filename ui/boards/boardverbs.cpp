// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/boards/boardverbs.h"

#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/boards/deleteboarddialog.h"
#include "ui/boards/editboarddialog.h"
#include "ui/boards/pulldesk.h"
#include "ui/theme/theme.h"
#include "ui/widgets/colourmenu.h"
#include "ui/widgets/namedialog.h"
#include "workspace/workspace.h"

#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>

namespace pinweek {

namespace {

/** A board's stripe as an icon. */
QIcon stripeIcon(const QColor &colour)
{
    constexpr int side = 16;
    QIcon icon;
    for (const int ratio : {1, 2, 3}) {
        QPixmap pixmap(side * ratio, side * ratio);
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawRoundedRect(QRectF(5, 1, 5, 14), 2, 2);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

QAction *add(QMenu *menu, const QString &name, const QString &text)
{
    QAction *action = menu->addAction(text);
    action->setObjectName(name);
    return action;
}

} // namespace

BoardVerbs::BoardVerbs(Workspace &workspace, ThemeManager &theme, QWidget *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_window(window)
    , m_pulls(new PullDesk(workspace, window))
{
    connect(m_pulls, &PullDesk::message, this, &BoardVerbs::message);
}

void BoardVerbs::fillMenu(QMenu *menu, const Board &board)
{
    const QString owner = otherOwner(board);
    QAction *edit = add(menu, QStringLiteral("editBoardAction"), tr("&Edit board…"));
    connect(edit, &QAction::triggered, this, [this, id = board.id] { editBoard(id); });
    QMenu *colours = menu->addMenu(tr("C&olour"));
    colours->setObjectName(QStringLiteral("boardColourMenu"));
    fillColourMenu(colours, m_theme.theme(), board.colourIndex, stripeIcon,
                   [this, id = board.id](int colour) { setColour(id, colour); });
    QAction *pull = add(menu, QStringLiteral("pullBoardAction"), tr("Bring in &published pins…"));
    pull->setEnabled(m_pulls->canPull(board));
    connect(pull, &QAction::triggered, this, [this, board] { m_pulls->ask(board); });
    QAction *gone = add(menu, QStringLiteral("deleteBoardAction"), tr("De&lete board…"));
    connect(gone, &QAction::triggered, this, [this, id = board.id] { deleteBoard(id); });
    if (!owner.isEmpty()) {
        edit->setEnabled(false);
        gone->setEnabled(false);
        menu->addAction(tr("It belongs to %1").arg(owner))->setEnabled(false);
    }
}

void BoardVerbs::fillMenu(QMenu *menu, const BoardSection &section)
{
    connect(add(menu, QStringLiteral("renameSectionAction"), tr("&Rename section…")),
            &QAction::triggered, this, [this, section] { renameSection(section); });
    connect(add(menu, QStringLiteral("deleteSectionAction"), tr("&Delete section…")),
            &QAction::triggered, this, [this, section] { deleteSection(section); });
}

QString BoardVerbs::otherOwner(const Board &board) const
{
    const Result<Account> account = m_workspace.store().accounts().account(board.account);
    return !board.owner.isEmpty() && account && board.owner != account->username ? board.owner
                                                                                 : QString();
}

/** The keys reach boards of others, too. */
bool BoardVerbs::saysWhoseItIs(const Board &board)
{
    const QString owner = otherOwner(board);
    if (owner.isEmpty())
        return false;
    emit message(
        tr("“%1” belongs to %2, who alone can change or delete it.").arg(board.name, owner));
    return true;
}

void BoardVerbs::editBoard(BoardId id)
{
    const Result<Board> board = m_workspace.store().boards().board(id);
    if (!board) {
        emit message(errorText(board.error()));
        return;
    }
    if (saysWhoseItIs(*board))
        return;
    auto *dialog = new EditBoardDialog(*board, m_window);
    connect(dialog, &EditBoardDialog::changeWanted, this,
            [this, dialog, id](const BoardChange &change) {
                dialog->setBusy(true);
                m_workspace.changeBoard(
                    id, change, dialog, [this, dialog](const Result<Board> &changed) {
                        dialog->setBusy(false);
                        if (!changed) {
                            dialog->showProblem(errorText(changed.error()));
                            return;
                        }
                        emit message(tr("The board “%1” is changed.").arg(changed->name));
                        dialog->accept();
                    });
            });
    dialog->open();
}

void BoardVerbs::deleteBoard(BoardId id)
{
    const Result<Board> board = m_workspace.store().boards().board(id);
    const Result<BoardUse> use = m_workspace.store().boards().use(id);
    if (!board || !use) {
        emit message(errorText(board ? use.error() : board.error()));
        return;
    }
    if (saysWhoseItIs(*board))
        return;
    auto *dialog = new DeleteBoardDialog(*board, *use, m_window);
    connect(dialog, &DeleteBoardDialog::deleteWanted, this, [this, dialog, id, name = board->name] {
        dialog->setBusy(true);
        m_workspace.deleteBoard(id, dialog, [this, dialog, name](const Result<int> &pins) {
            dialog->setBusy(false);
            if (!pins) {
                dialog->showProblem(errorText(pins.error()));
                return;
            }
            emit message(
                *pins > 0 ? tr("“%1” is deleted. Without a board now: %n pin(s).", nullptr, *pins)
                                .arg(name)
                          : tr("“%1” is deleted.").arg(name));
            dialog->accept();
        });
    });
    dialog->open();
}

void BoardVerbs::setColour(BoardId board, int colour)
{
    m_workspace.store().boards().setColour(board, colour, this, [this](const Result<void> &set) {
        if (!set)
            emit message(errorText(set.error()));
    });
}

void BoardVerbs::renameSection(const BoardSection &section)
{
    auto *dialog =
        new NameDialog({tr("Rename section"), tr("&Rename"), {}}, longestSectionName, m_window);
    dialog->setName(section.name);
    connect(dialog, &NameDialog::nameWanted, this, [this, dialog, section](const QString &name) {
        dialog->setBusy(true);
        m_workspace.renameSection(section.id, section.board, name, dialog,
                                  [dialog](const Result<BoardSection> &renamed) {
                                      dialog->setBusy(false);
                                      if (renamed)
                                          dialog->accept();
                                      else
                                          dialog->showProblem(errorText(renamed.error()));
                                  });
    });
    dialog->open();
}

void BoardVerbs::deleteSection(const BoardSection &section)
{
    const BoardUse use =
        m_workspace.store().boards().use(section.board, section.id).value_or(BoardUse());
    QStringList consequences;
    if (!section.remoteId.isEmpty())
        consequences += tr("Pinterest may delete the pins in it, too.");
    consequences += use.planned > 0
                        ? tr("%n planned pin(s) will stay on the board, without a section.",
                             nullptr, use.planned)
                        : tr("No pin is planned in it.");
    auto *box = new QMessageBox(QMessageBox::Question, tr("Delete section"),
                                tr("Delete the section “%1”?").arg(section.name),
                                QMessageBox::Cancel, m_window);
    box->setObjectName(QStringLiteral("deleteSectionMessageBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(consequences.join(QLatin1Char(' ')));
    QPushButton *go = box->addButton(tr("&Delete"), QMessageBox::DestructiveRole);
    go->setObjectName(QStringLiteral("confirmDeletePushButton"));
    connect(go, &QPushButton::clicked, this, [this, section] {
        m_workspace.deleteSection(
            section.id, section.board, this, [this, section](const Result<int> &pins) {
                emit message(pins ? tr("The section “%1” is deleted.").arg(section.name)
                                  : errorText(pins.error()));
            });
    });
    box->open();
}

} // namespace pinweek
