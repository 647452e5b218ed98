// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "planner/linksurvey.h"

#include <QDialog>
#include <QSet>
#include <QTimer>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace pinweek {

class EmptyState;
class LinksModel;
class ShownLinks;
class Workspace;

/**
 * "Links of the plan": each address that pins to come lead to, with where it leads and which rich
 * pin its page gives; below it what the page lacks, as tags to copy. Looks only when it is told to,
 * and stops when it is closed. Beside the calendar, in which its pins are shown. Main thread.
 */
class LinksDialog : public QDialog
{
    Q_OBJECT

public:
    explicit LinksDialog(Workspace &workspace, QWidget *parent = nullptr);

signals:
    void pinWanted(pinweek::PinId pin);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QWidget *buildTop();
    QWidget *buildDetails();
    QWidget *buildFooter();
    void wire();
    void readAgain();
    void loaded();
    void showCounts();
    void showProgress();
    void showDetails();
    void openPins();
    void showMenu(const QPoint &at);
    void checkSelected();
    void openInBrowser();
    void copyReport();
    void saveReport();
    void say(const QString &sentence, bool isProblem = false);
    /** Null: none. */
    [[nodiscard]] const LinkRow *current() const;
    [[nodiscard]] QStringList selectedAddresses() const;
    /** Those that are shown, in their order. */
    [[nodiscard]] QList<LinkRow> shownRows() const;

    Workspace &m_workspace;
    QByteArray m_zone;
    LinkSurvey m_survey;
    LinksModel *m_model;
    ShownLinks *m_shown;
    QTimer m_soon; // the plan changed
    bool m_saysProgress = false;
    QString m_kept; // the address that was current before the list was read again
    QSet<QString> m_keptSelected;
    bool m_wasFilled = false;

    QComboBox *m_shownBox = nullptr;
    QPushButton *m_again = nullptr;
    QStackedWidget *m_pages = nullptr;
    EmptyState *m_empty = nullptr;
    QTreeView *m_table = nullptr;
    QWidget *m_details = nullptr;
    QLabel *m_address = nullptr;
    QLabel *m_found = nullptr;
    QLabel *m_way = nullptr;
    QLabel *m_richPin = nullptr;
    QPlainTextEdit *m_tags = nullptr;
    QPushButton *m_copyTags = nullptr;
    QPushButton *m_open = nullptr;
    QLabel *m_counts = nullptr;
    QLabel *m_message = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_close = nullptr;
    QPushButton *m_check = nullptr;
};

} // namespace pinweek
