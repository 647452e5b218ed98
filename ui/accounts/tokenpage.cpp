// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accounts/tokenpage.h"

#include "ui/widgets/labels.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace pinweek {

TokenPage::TokenPage(QWidget *parent) : ConnectPage(parent)
{
    body()->addWidget(
        bodyLabel(tr("Paste an access token that you made in your app's dashboard. It "
                     "can't be renewed: when it ends, you "
                     "paste a new one."),
                  QStringLiteral("tokenTextLabel"), this));
    m_token = addField(tr("Access &token"), QStringLiteral("accessToken"));
    m_token->setEchoMode(QLineEdit::Password);
    m_clearClipboard = addButton(tr("C&lear clipboard"), QStringLiteral("clearClipboard"));
    m_clearClipboard->setToolTip(tr("So that no other program finds the token there"));
    body()->addStretch();
    connect(m_clearClipboard, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->clear();
        m_clearClipboard->setEnabled(false);
    });
}

QString TokenPage::token() const
{
    return m_token->text().trimmed();
}

void TokenPage::clear()
{
    m_token->clear();
}

void TokenPage::refresh()
{
    m_clearClipboard->setEnabled(isComplete());
}

bool TokenPage::isComplete() const
{
    return !token().isEmpty();
}

QWidget *TokenPage::firstField() const
{
    return m_token;
}

} // namespace pinweek
