// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/lookpage.h"

#include "core/settings.h"

#include <QComboBox>
#include <QFormLayout>

namespace pinweek {

LookPage::LookPage(Settings &settings, QWidget *parent)
    : SettingsPage(1, tr("Look"), QStringLiteral("panel-left"), {}, parent), m_settings(settings)
{
    QFormLayout *form = addForm();
    m_theme = new QComboBox(this);
    m_theme->setObjectName(QStringLiteral("themeComboBox"));
    m_theme->addItem(tr("As the system"), int(ThemeChoice::System));
    m_theme->addItem(tr("Light"), int(ThemeChoice::Light));
    m_theme->addItem(tr("Dark"), int(ThemeChoice::Dark));
    m_theme->addItem(tr("High contrast"), int(ThemeChoice::HighContrast));
    m_theme->setCurrentIndex(m_theme->findData(int(m_settings.theme())));
    m_theme->setMinimumWidth(180);
    addRow(form, tr("&Theme"), m_theme);
    connect(m_theme, &QComboBox::activated, this,
            [this] { m_settings.setTheme(ThemeChoice(m_theme->currentData().toInt())); });
}

} // namespace pinweek
