// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDialog>

class QLineEdit;
class QListWidget;
class QPushButton;

namespace pinweek {

/** Asks for one of all time zones: a search, and what it finds. Deletes itself when closed. */
class ZoneDialog : public QDialog
{
    Q_OBJECT

public:
    /** @param zone  IANA, shown first */
    explicit ZoneDialog(const QByteArray &zone, QWidget *parent);

signals:
    void chosen(const QByteArray &zone);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void find(const QString &words);
    void choose();

    QLineEdit *m_search;
    QListWidget *m_list;
    QPushButton *m_choose;
};

} // namespace pinweek
