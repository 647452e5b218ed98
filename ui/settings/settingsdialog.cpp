// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingsdialog.h"

#include "ui/settings/accountspage.h"
#include "ui/settings/backupspage.h"
#include "ui/settings/computerpage.h"
#include "ui/settings/connectionpage.h"
#include "ui/settings/experimentalpage.h"
#include "ui/settings/lookpage.h"
#include "ui/settings/planningpage.h"
#include "ui/settings/publishingpage.h"
#include "ui/settings/writingpage.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QListWidget>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pinweek {

namespace {

constexpr int dialogWidth = 640; // px
constexpr int dialogHeight = 480;
constexpr int sectionsWidth = 148;

} // namespace

SettingsDialog::SettingsDialog(Workspace &workspace, QWidget *parent)
    : QDialog(parent), m_sections(new QListWidget(this)), m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    resize(dialogWidth, dialogHeight);
    m_sections->setObjectName(QStringLiteral("sectionsListWidget"));
    m_sections->setAccessibleName(tr("Sections"));
    m_sections->setFixedWidth(sectionsWidth);
    m_sections->setFrameShape(QFrame::NoFrame);
    m_sections->setIconSize(QSize(16, 16));
    m_sections->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_pages->setObjectName(QStringLiteral("settingsPagesStackedWidget"));
    addPages(workspace);
    connect(m_sections, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    m_sections->setCurrentRow(0);

    auto *close = new QPushButton(tr("&Close"), this);
    close->setObjectName(QStringLiteral("closePushButton"));
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *body = new QHBoxLayout;
    body->setSpacing(metrics::space4);
    body->addWidget(m_sections);
    body->addWidget(m_pages, 1);
    auto *buttons = new QHBoxLayout;
    QLabel *note =
        metaLabel(tr("Changes take effect at once."), QStringLiteral("effectLabel"), this);
    buttons->addWidget(note);
    buttons->addStretch();
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space4, metrics::space4, metrics::space4, metrics::space4);
    layout->setSpacing(metrics::space4);
    layout->addLayout(body, 1);
    layout->addLayout(buttons);
}

void SettingsDialog::showControl(const QString &objectName)
{
    auto *control = findChild<QWidget *>(objectName);
    for (int page = 0; control && page < m_pages->count(); ++page) {
        if (m_pages->widget(page)->isAncestorOf(control)) {
            m_sections->setCurrentRow(page);
            control->setFocus(Qt::OtherFocusReason);
        }
    }
}

void SettingsDialog::addPages(Workspace &workspace)
{
    Settings &settings = workspace.settings();
    addPage(new LookPage(settings, this));
    addPage(new PlanningPage(settings, this));
    auto *accounts = new AccountsPage(workspace, this);
    connect(accounts, &AccountsPage::connectWanted, this, &SettingsDialog::connectWanted);
    addPage(accounts);
    addPage(new PublishingPage(settings, this));
    addPage(new ConnectionPage(settings, this));
    addPage(new ComputerPage(workspace, this));
    addPage(new BackupsPage(workspace, this));
    addPage(new WritingPage(workspace, this));
    addPage(new ExperimentalPage(workspace, this));
}

void SettingsDialog::addPage(SettingsPage *page)
{
    m_sections->addItem(new QListWidgetItem(themeIcon(page->icon()), page->name()));
    m_pages->addWidget(page);
}

} // namespace pinweek
