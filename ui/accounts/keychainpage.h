// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/accounts/connectpage.h"

class QLabel;

namespace pinweek {

/** The keychain can't be used: going on means for this run only. */
class KeychainPage : public ConnectPage
{
    Q_OBJECT

public:
    explicit KeychainPage(QWidget *parent);
    void setProblem(const QString &problem);

private:
    QLabel *m_text;
};

} // namespace pinweek
