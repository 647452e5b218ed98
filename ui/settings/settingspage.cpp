// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingspage.h"

#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QFormLayout>
#include <QVBoxLayout>

namespace pinweek {

SettingsPage::SettingsPage(int number, const QString &name, const QString &icon,
                           const QString &intro, QWidget *parent)
    : QWidget(parent), m_name(name), m_icon(icon), m_body(new QVBoxLayout(this))
{
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(metrics::space3);
    m_body->addWidget(headingLabel(name, QStringLiteral("section%1Label").arg(number), this));
    if (intro.isEmpty())
        return;
    QLabel *words = bodyLabel(intro, QStringLiteral("section%1IntroLabel").arg(number), this);
    setTone(words, Tone::Secondary);
    m_body->addWidget(words);
}

QFormLayout *SettingsPage::newForm()
{
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(metrics::space4);
    form->setVerticalSpacing(metrics::space2);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    return form;
}

QFormLayout *SettingsPage::addForm()
{
    QFormLayout *form = newForm();
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_body->addLayout(form);
    m_body->addStretch();
    return form;
}

QLabel *SettingsPage::addRow(QFormLayout *form, const QString &label, QWidget *field,
                             const QString &hint)
{
    auto *words = new QLabel(label, field->parentWidget());
    words->setObjectName(field->objectName() + QStringLiteral("Label"));
    // A box around a field and its button takes no keyboard, and its label's letter would do
    // nothing.
    words->setBuddy(field->focusProxy() ? field->focusProxy() : field);
    words->setMinimumHeight(metrics::controlHeight);
    form->addRow(words, field);
    if (hint.isEmpty())
        return nullptr;
    QLabel *more =
        metaLabel(hint, field->objectName() + QStringLiteral("HintLabel"), field->parentWidget());
    more->setWordWrap(true);
    more->setMinimumWidth(260);
    more->setSizePolicy(QSizePolicy::Expanding, more->sizePolicy().verticalPolicy());
    form->addRow(QString(), more);
    return more;
}

} // namespace pinweek
