// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/accounts/connectpage.h"

class QLabel;

namespace pinweek {

/** What went wrong and what to do. */
class ProblemPage : public ConnectPage
{
    Q_OBJECT

public:
    explicit ProblemPage(QWidget *parent);
    void setProblem(const QString &problem);

private:
    QLabel *m_text;
};

} // namespace pinweek
