// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/account.h"

#include <QObject>
#include <QSet>

namespace pinweek {

class Workspace;

/** Tells once of each sign-in that is lost, or about to end where only a person can help, while the
 * program runs. What was so at the start was told before. */
class SignInNotice : public QObject
{
    Q_OBJECT

public:
    explicit SignInNotice(Workspace &workspace);

    /** The accounts may be in other states. */
    void look();

signals:
    void lost(const pinweek::Account &account);
    void endsSoon(const pinweek::Account &account);

private:
    Workspace &m_workspace;
    QSet<AccountId> m_lost;
    QSet<AccountId> m_ending;
};

} // namespace pinweek
