// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publisher/publisher.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace pinweek {

class ThemeManager;

/**
 * The line at the window's foot: what comes next, or for some seconds what has just happened, with
 * Undo or Show beside it; and the progress of an import with Cancel.
 */
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    StatusLine(ThemeManager &theme, QWidget *parent = nullptr);

    /** Shown whenever there is no message. */
    void setSummary(const QString &text);
    /** The mark before the summary: what the publisher does. */
    void setPublisher(PublisherState state);
    /** One sentence, for some seconds; `undoable` offers Undo. */
    void showMessage(const QString &text, bool undoable = false);
    /** Files that were left out: the message with "Show", which opens the list. */
    void showRefused(const QString &text, const QStringList &lines);
    [[nodiscard]] QString message() const;
    [[nodiscard]] QString summary() const;

    void showProgress(int done, int total);
    /** Something is under way whose end is not known. */
    void showWorking(const QString &text);
    /** A large file is being copied; bytes. */
    void showCopying(qint64 done, qint64 total);
    void hideProgress();

signals:
    void undoWanted();
    void cancelWanted();

private:
    void showSummary();
    void openRefused();
    void applyTheme();

    ThemeManager &m_theme;
    QLabel *m_dot;
    QLabel *m_text;
    QToolButton *m_undo;
    QToolButton *m_show;
    QLabel *m_progressText;
    QProgressBar *m_progress;
    QToolButton *m_cancel;
    QTimer m_end;
    QString m_summary;
    PublisherState m_publisher = PublisherState::Stopped;
    bool m_hasMessage = false;
    QStringList m_refused;
};

} // namespace pinweek
