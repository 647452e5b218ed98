// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/folders/watchfolderdialog.h"

#include "ui/boards/boardpicker.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QPushButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {
constexpr int dialogWidth = 440; // px
}

WatchFolderDialog::WatchFolderDialog(Workspace &workspace, ThemeManager &theme,
                                     const WatchedFolder &folder, int present, QWidget *parent)
    : QDialog(parent)
    , m_folder(folder)
    , m_board(new BoardPicker(workspace, theme, this))
    , m_present(
          new QCheckBox(tr("&Also bring in what is there now: %n file(s)", nullptr, present), this))
{
    setObjectName(QStringLiteral("watchFolderDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Watch a folder"));
    setMinimumWidth(dialogWidth);
    QLabel *heading =
        headingLabel(QDir(folder.path).dirName(), QStringLiteral("watchFolderNameLabel"), this);
    QLabel *path = metaLabel(QDir::toNativeSeparators(folder.path),
                             QStringLiteral("watchFolderPathLabel"), this);
    path->setWordWrap(true);
    QLabel *intro =
        bodyLabel(tr("New images and videos in this folder become drafts in Unscheduled. The files "
                     "stay where they are; folders within it are left alone."),
                  QStringLiteral("watchFolderIntroLabel"), this);
    auto *boardLabel = new QLabel(tr("&Board of the new drafts"), this);
    boardLabel->setBuddy(m_board);
    m_board->setObjectName(QStringLiteral("folderBoardPicker"));
    m_board->setAccessibleName(tr("Board of the new drafts"));
    m_board->setEmptyText(tr("No board yet"));
    m_board->setAccount(folder.account);
    connect(m_board, &BoardPicker::picked, m_board, &BoardPicker::setChoice);
    m_present->setObjectName(QStringLiteral("presentCheckBox"));
    m_present->setVisible(present > 0);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *go = buttons->addButton(tr("&Watch"), QDialogButtonBox::AcceptRole);
    go->setObjectName(QStringLiteral("watchPushButton"));
    setPrimary(go);
    go->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space5, metrics::space5, metrics::space5, metrics::space4);
    layout->setSpacing(metrics::space2);
    layout->addWidget(heading);
    layout->addWidget(path);
    layout->addSpacing(metrics::space1);
    layout->addWidget(intro);
    layout->addSpacing(metrics::space2);
    layout->addWidget(boardLabel);
    layout->addWidget(m_board);
    layout->addSpacing(metrics::space1);
    layout->addWidget(m_present);
    layout->addStretch();
    layout->addSpacing(metrics::space4);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        m_folder.board = m_board->board();
        m_folder.section = m_board->section();
        emit chosen(m_folder, m_present->isChecked());
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace pinweek
