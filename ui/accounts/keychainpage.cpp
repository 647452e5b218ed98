// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accounts/keychainpage.h"

#include "ui/widgets/labels.h"

#include <QVBoxLayout>

namespace pinweek {

KeychainPage::KeychainPage(QWidget *parent) : ConnectPage(parent)
{
    m_text = bodyLabel({}, QStringLiteral("keychainTextLabel"), this);
    body()->addWidget(m_text);
    body()->addWidget(
        bodyLabel(tr("Pinweek keeps your app's secret and the sign-in in the keychain and nowhere "
                     "else. You can go on "
                     "for this run only: when you quit Pinweek, you have to connect again."),
                  QStringLiteral("keychainChoiceLabel"), this));
    body()->addStretch();
}

void KeychainPage::setProblem(const QString &problem)
{
    m_text->setText(problem);
}

} // namespace pinweek
