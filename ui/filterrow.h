// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/campaign.h"
#include "store/pinfilter.h"

#include <QHash>
#include <QSet>
#include <QTimer>
#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QToolButton;

namespace pinweek {

class ActionCollection;
class ThemeManager;

/**
 * The row below the tools that searches and filters: a search box, the states, chips that each take
 * one part away, and where the last jump was ("3 of 14"). Shown by Ctrl+F; Esc clears and hides it.
 */
class FilterRow : public QWidget
{
    Q_OBJECT

public:
    FilterRow(ActionCollection &actions, ThemeManager &theme, QWidget *parent = nullptr);

    [[nodiscard]] QString text() const;
    [[nodiscard]] QSet<PinStatus> states() const { return m_states; }
    void setStates(const QSet<PinStatus> &states);
    [[nodiscard]] CampaignId campaign() const { return m_campaign; }
    void setCampaign(CampaignId campaign);
    /** What can be chosen; one that is chosen and not among them is chosen no longer. */
    void setCampaigns(const QList<Campaign> &campaigns);
    /** Shows the row, with the keyboard in the search box. */
    void open();
    /** Nothing is left out by this row any more, and it is hidden. */
    void clear();
    /** Where the last jump led; `count` 0: nothing was found. */
    void setPlace(int place, int count);
    void forgetPlace();

signals:
    /** Text (a moment after the last key) or states are others now. */
    void changed();
    /** Enter, F3, or the arrows. */
    void jumpWanted(bool forward);
    /** Esc or Clear: the calendar gets the keyboard back. */
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fillStates();
    void fillCampaigns();
    void addChip(const QString &name, const QString &text, const std::function<void()> &takeAway);
    QToolButton *menuButton(const char *name, const QString &text, const QString &icon,
                            QMenu *menu);
    void showChips();
    void takeText();
    QToolButton *jumpButton(QAction *action);

    ActionCollection &m_actions;
    ThemeManager &m_theme;
    QLineEdit *m_search;
    QToolButton *m_stateButton;
    QMenu *m_stateMenu;
    QHash<PinStatus, QAction *> m_stateActions;
    QToolButton *m_campaignButton;
    QMenu *m_campaignMenu;
    QList<Campaign> m_campaigns;
    QWidget *m_chips;
    QHBoxLayout *m_chipRow;
    QLabel *m_place;
    QPushButton *m_clear;
    QTimer m_typed;
    QString m_text; // what was told last
    QSet<PinStatus> m_states;
    CampaignId m_campaign;
};

} // namespace pinweek
