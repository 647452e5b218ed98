// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/computerpage.h"

#include "core/settings.h"
#include "text/texts.h"
#include "ui/autostart.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QSignalBlocker>

namespace pinweek {

ComputerPage::ComputerPage(Workspace &workspace, QWidget *parent)
    : SettingsPage(6, tr("This computer"), QStringLiteral("settings"),
                   tr("Pins go out while this computer is on and Pinweek runs."), parent)
    , m_workspace(workspace)
    , m_starts(new QCheckBox(tr("&Start Pinweek when I log in, in the tray"), this))
    , m_problem(bodyLabel({}, QStringLiteral("startProblemLabel"), this))
    , m_awake(new QCheckBox(tr("Stay &awake while a pin is due within 15 minutes"), this))
    , m_onBattery(new QCheckBox(tr("On &battery power too"), this))
{
    QFormLayout *form = addForm();
    m_starts->setObjectName(QStringLiteral("startAtLoginCheckBox"));
    m_starts->setChecked(autostartOf(workspace.directory()).isOn());
    m_awake->setObjectName(QStringLiteral("stayAwakeCheckBox"));
    m_awake->setChecked(workspace.settings().staysAwake());
    m_onBattery->setObjectName(QStringLiteral("awakeOnBatteryCheckBox"));
    m_onBattery->setChecked(workspace.settings().staysAwakeOnBattery());
    m_onBattery->setEnabled(m_awake->isChecked());
    setTone(m_problem, Tone::Problem);
    m_problem->hide();
    form->addRow(m_starts);
    form->addRow(m_problem);
    form->addRow(m_awake);
    form->addRow(m_onBattery);
    QLabel *hint = metaLabel(tr("The computer doesn't fall asleep by itself then; the screen may "
                                "still go dark, and you can always send it to sleep."),
                             QStringLiteral("stayAwakeHintLabel"), this);
    hint->setWordWrap(true);
    form->addRow(hint);
    connect(m_starts, &QCheckBox::toggled, this, &ComputerPage::setStarts);
    connect(m_awake, &QCheckBox::toggled, this, [this](bool on) {
        m_workspace.settings().setStaysAwake(on);
        m_onBattery->setEnabled(on);
    });
    connect(m_onBattery, &QCheckBox::toggled, this,
            [this](bool on) { m_workspace.settings().setStaysAwakeOnBattery(on); });
}

void ComputerPage::setStarts(bool on)
{
    const Result<void> set = autostartOf(m_workspace.directory()).setOn(on);
    m_problem->setVisible(!set);
    if (set)
        return;
    m_problem->setText(errorText(set.error()));
    const QSignalBlocker silent(m_starts);
    m_starts->setChecked(!on);
}

} // namespace pinweek
