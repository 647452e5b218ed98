// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "model/account.h"
#include "publisher/publisher.h"
#include "text/timetext.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace pinweek {

class ActionCollection;
class ThemeManager;

/**
 * The row of controls above the calendar: account, week, filter, what is ready, new pin, what needs
 * the user, the publisher. Narrow windows keep the icons and lose the words.
 */
class ToolRow : public QWidget
{
    Q_OBJECT

public:
    ToolRow(ActionCollection &actions, ThemeManager &theme, QWidget *parent = nullptr);

    /** @param current  invalid: all of them
     *  @param target  where new pins go */
    void setAccounts(const QList<Account> &accounts, AccountId current, AccountId target);
    /** Of what the calendar shows: "16 – 22 Nov 2026". */
    void setTitle(const QString &title, CalendarKind kind);
    /** Empty: no filter. */
    void setFilterName(const QString &name);
    void setReadyCount(int drafts);
    void setNeedsYouCount(int count);
    /** `problem` says why nothing is published; empty unless Failed. */
    void setPublisher(PublisherState state, const QString &next, const QString &problem);
    [[nodiscard]] QWidget *needsYouButton() const;

signals:
    /** Invalid: all of them. */
    void accountChosen(pinweek::AccountId account);
    void connectWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *actionButton(const char *name, QAction *action, QHBoxLayout *row);
    void makePublisher(ActionCollection &actions, QHBoxLayout *row);
    void showPublisher();
    void chosen(int row);
    void fit();

    ActionCollection &m_actions;
    ThemeManager &m_theme;
    QComboBox *m_accounts;
    QPushButton *m_today;
    QLabel *m_title;
    QList<QToolButton *> m_kinds;
    QPushButton *m_chip;
    QPushButton *m_ready;
    QPushButton *m_newPin;
    QPushButton *m_needsYou;
    QToolButton *m_publisher;
    QMenu *m_publisherMenu;
    QAction *m_publisherLine;
    QAction *m_nextLine;
    QString m_filterName;
    PublisherState m_state = PublisherState::Stopped;
    QString m_problem;
    int m_readyCount = 0;
    int m_needsCount = 0;
    int m_currentAccount = 0;
};

} // namespace pinweek
