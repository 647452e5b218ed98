// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/backupspage.h"

#include "backup/dailybackup.h"
#include "core/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>

namespace pinweek {

namespace {
constexpr int fieldWidth = 120; // px
constexpr int mostKept = 365;
} // namespace

BackupsPage::BackupsPage(Workspace &workspace, QWidget *parent)
    : SettingsPage(8, tr("Backups"), QStringLiteral("archive"),
                   tr("A backup of your plan is made once a day while Pinweek runs. Pictures are "
                      "only in the backups that you make with File → Back up."),
                   parent)
    , m_workspace(workspace)
    , m_daily(new QCheckBox(tr("Back up the plan every &day"), this))
    , m_kept(new QSpinBox(this))
    , m_folder(new QLineEdit(this))
    , m_problem(bodyLabel({}, QStringLiteral("backupFolderProblemLabel"), this))
    , m_last(metaLabel({}, QStringLiteral("lastBackupLabel"), this))
{
    QFormLayout *form = addForm();
    m_daily->setObjectName(QStringLiteral("dailyBackupsCheckBox"));
    form->addRow(m_daily);
    m_kept->setObjectName(QStringLiteral("backupsKeptSpinBox"));
    m_kept->setRange(1, mostKept);
    m_kept->setMinimumWidth(fieldWidth);
    addRow(form, tr("&Keep the last"), m_kept, tr("Older ones of these are deleted."));
    m_folder->setObjectName(QStringLiteral("backupFolderLineEdit"));
    m_folder->setReadOnly(true);
    auto *choose = new QPushButton(tr("&Change…"), this);
    choose->setObjectName(QStringLiteral("chooseBackupFolderPushButton"));
    auto *usual = new QPushButton(tr("&Usual place"), this);
    usual->setObjectName(QStringLiteral("usualBackupFolderPushButton"));
    addRow(form, tr("In the &folder"), m_folder,
           tr("Another disk, or a folder that is synchronised, survives this computer."));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::space2);
    buttons->addWidget(choose);
    buttons->addWidget(usual);
    buttons->addStretch();
    form->addRow(QString(), buttons);
    setTone(m_problem, Tone::Problem);
    form->addRow(QString(), m_problem);
    form->addRow(QString(), m_last);

    Settings &settings = workspace.settings();
    connect(m_daily, &QCheckBox::toggled, this, [&settings](bool on) {
        if (on != settings.dailyBackups())
            settings.setDailyBackups(on);
    });
    connect(m_kept, &QSpinBox::valueChanged, this, [&settings](int count) {
        if (count != settings.backupsKept())
            settings.setBackupsKept(count);
    });
    connect(choose, &QPushButton::clicked, this, &BackupsPage::chooseFolder);
    connect(usual, &QPushButton::clicked, this, [this] { setFolder({}); });
    connect(&settings, &Settings::changed, this, &BackupsPage::showSettings);
    showSettings();
}

void BackupsPage::showSettings()
{
    const Settings &settings = m_workspace.settings();
    m_daily->setChecked(settings.dailyBackups());
    m_kept->setEnabled(settings.dailyBackups());
    m_kept->setValue(settings.backupsKept());
    m_kept->setSuffix(tr(" backup(s)", "after a number", settings.backupsKept()));
    const QString folder = DailyBackup::folder(settings, m_workspace.directory());
    m_folder->setText(QDir::toNativeSeparators(folder));
    m_folder->setCursorPosition(0);
    m_problem->hide();
    const QStringList backups = DailyBackup::backups(folder);
    m_last->setText(backups.isEmpty()
                        ? tr("There is none yet.")
                        : tr("The last one: %1")
                              .arg(QLocale().toString(QFileInfo(backups.first()).lastModified(),
                                                      QLocale::ShortFormat)));
}

void BackupsPage::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder for backups"), m_folder->text());
    dialog->setObjectName(QStringLiteral("backupFolderFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &BackupsPage::setFolder);
    dialog->open();
}

void BackupsPage::setFolder(const QString &folder)
{
    if (!folder.isEmpty() && !QFileInfo(folder).isWritable()) {
        m_problem->setText(
            tr("Nothing can be written to “%1”. Choose another folder.").arg(folder));
        m_problem->show();
        return;
    }
    m_workspace.settings().setBackupFolder(folder);
    showSettings();
}

} // namespace pinweek
