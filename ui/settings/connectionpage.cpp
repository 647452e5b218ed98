// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/connectionpage.h"

#include "core/settings.h"
#include "ui/widgets/labels.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QSpinBox>

namespace pinweek {

ConnectionPage::ConnectionPage(Settings &settings, QWidget *parent)
    : SettingsPage(5, tr("Connection"), QStringLiteral("link"), {}, parent), m_settings(settings)
{
    QFormLayout *form = addForm();
    m_port = new QSpinBox(this);
    m_port->setObjectName(QStringLiteral("redirectPortSpinBox"));
    m_port->setRange(1024, 65535);
    m_port->setValue(m_settings.redirectPort());
    m_port->setMinimumWidth(120);
    addRow(form, tr("&Port for signing in"), m_port);
    m_redirect = metaLabel({}, QStringLiteral("redirectLabel"), this);
    m_redirect->setWordWrap(true);
    m_redirect->setMinimumWidth(260);
    m_redirect->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form->addRow(QString(), m_redirect);
    m_continuous = new QCheckBox(tr("Ask for a sign-in that can be &renewed without end"), this);
    m_continuous->setObjectName(QStringLiteral("continuousRefreshCheckBox"));
    m_continuous->setChecked(m_settings.continuousRefresh());
    form->addRow(m_continuous);
    QLabel *hint = metaLabel(
        tr("Needed by Pinterest apps made before 25 September 2025; newer ones don't mind."),
        QStringLiteral("continuousRefreshHintLabel"), this);
    hint->setWordWrap(true);
    form->addRow(hint);
    connect(m_port, &QSpinBox::valueChanged, this, [this](int value) {
        m_settings.setRedirectPort(value);
        showRedirect();
    });
    connect(m_continuous, &QCheckBox::toggled, this,
            [this](bool on) { m_settings.setContinuousRefresh(on); });
    showRedirect();
}

void ConnectionPage::showRedirect()
{
    m_redirect->setText(
        tr("Your app at Pinterest must have the redirect address http://localhost:%1/")
            .arg(m_settings.redirectPort()));
}

} // namespace pinweek
