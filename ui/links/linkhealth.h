// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/account.h"
#include "model/linkreport.h"

#include <QWidget>

#include <optional>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace pinweek {

class ThemeManager;
class Workspace;

/** What is known of a link, below its field: what a look found, its mends, and the button to look
 * (again), or to stop looking. Says what is wanted; changes nothing itself. */
class LinkHealth : public QWidget
{
    Q_OBJECT

public:
    explicit LinkHealth(QWidget *parent = nullptr);
    void setUp(Workspace &workspace, ThemeManager &theme);
    /** An empty link, or one that is no web address: nothing is shown. */
    void setLink(const QString &link);
    /** The user has entered this link and gone on: it is looked at, once, where the settings and
     * the account allow that. */
    void entered(AccountId account);

signals:
    /** One of the mends: this link in the place of the old one. */
    void linkWanted(const QString &link);

private:
    void showState();
    void check();
    void mend(const QString &link);
    QPushButton *addButton(const char *name, const QString &text);
    void setWords(const QString &icon, const QColor &colour, const QString &text);

    Workspace *m_workspace = nullptr;
    ThemeManager *m_theme = nullptr;
    QString m_link;
    QLabel *m_icon;
    QLabel *m_words;
    QLabel *m_age;
    QPushButton *m_useFinal;
    QPushButton *m_useHttps;
    QPushButton *m_check;
    QPushButton *m_cancel;
    QWidget *m_result;
};

} // namespace pinweek
