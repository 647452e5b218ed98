// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accounts/problempage.h"

#include "ui/widgets/labels.h"

#include <QVBoxLayout>

namespace pinweek {

ProblemPage::ProblemPage(QWidget *parent) : ConnectPage(parent)
{
    m_text = bodyLabel({}, QStringLiteral("problemTextLabel"), this);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    body()->addWidget(m_text);
    body()->addStretch();
}

void ProblemPage::setProblem(const QString &problem)
{
    m_text->setText(problem);
}

} // namespace pinweek
