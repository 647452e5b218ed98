// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace pinweek {

/** What a view shows when there is nothing in it: a 48 px icon, one sentence, at most two buttons
 * that lead on (interaction.md section 2). */
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    /** @param name  starts the object names of its parts: "boards" gives "boardsEmptyPushButton" */
    EmptyState(const QString &name, const QString &icon, QWidget *parent = nullptr);
    void setText(const QString &sentence);
    /** Empty: no such button. */
    void setButtons(const QString &first, const QString &second = {});

signals:
    void firstPressed();
    void secondPressed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintIcon();

    QString m_icon;
    QLabel *m_iconLabel;
    QLabel *m_textLabel;
    QPushButton *m_first;
    QPushButton *m_second;
};

} // namespace pinweek
