// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accounts/connectpage.h"

#include "ui/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace pinweek {

ConnectPage::ConnectPage(QWidget *parent) : QWidget(parent), m_body(new QVBoxLayout(this))
{
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(metrics::space2);
}

QLineEdit *ConnectPage::addField(const QString &text, const QString &name)
{
    auto *edit = new QLineEdit(this);
    edit->setObjectName(name + QStringLiteral("LineEdit"));
    auto *label = new QLabel(text, this);
    label->setObjectName(name + QStringLiteral("Label"));
    label->setBuddy(edit);
    auto *group = new QVBoxLayout;
    group->setSpacing(metrics::space1);
    group->addWidget(label);
    group->addWidget(edit);
    m_body->addLayout(group);
    connect(edit, &QLineEdit::textChanged, this, &ConnectPage::edited);
    return edit;
}

QPushButton *ConnectPage::addButton(const QString &text, const QString &name)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name + QStringLiteral("PushButton"));
    button->setAutoDefault(false);
    m_body->addWidget(button, 0, Qt::AlignLeading);
    return button;
}

} // namespace pinweek
