// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;

namespace pinweek {

/**
 * How far a long piece of work is, with Cancel (also Esc), over the window that asked for it. The
 * dialog closes itself once the job (BackgroundJob, PlanExport) is gone. Main thread.
 */
class JobDialog : public QDialog
{
    Q_OBJECT

public:
    /** What progress counts. */
    enum class Unit
    {
        Bytes,
        Pins
    };

    /** @param what  "Backing up your plan…" */
    template<typename Job>
    JobDialog(Job &job, Unit unit, const QString &title, const QString &what, QWidget *parent)
        : JobDialog(unit, title, what, parent)
    {
        connect(&job, &Job::progress, this, &JobDialog::showProgress);
        connect(this, &JobDialog::cancelWanted, &job, &Job::cancel);
        connect(&job, &QObject::destroyed, this, &QDialog::accept);
    }

    void reject() override;

signals:
    void cancelWanted();

private:
    JobDialog(Unit unit, const QString &title, const QString &what, QWidget *parent);
    void showProgress(qint64 done, qint64 total);

    const Unit m_unit;
    bool m_isCancelled = false;
    QProgressBar *m_bar;
    QLabel *m_far;
    QPushButton *m_cancel;
};

} // namespace pinweek
