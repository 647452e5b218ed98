// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backups/jobdialog.h"

#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {
constexpr int dialogWidth = 400; // px
constexpr int steps = 1000;
} // namespace

JobDialog::JobDialog(Unit unit, const QString &title, const QString &what, QWidget *parent)
    : QDialog(parent)
    , m_unit(unit)
    , m_bar(new QProgressBar(this))
    , m_far(metaLabel(QStringLiteral(" "), QStringLiteral("jobProgressLabel"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setObjectName(QStringLiteral("jobDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    setWindowModality(Qt::WindowModal);
    setMinimumWidth(dialogWidth);
    QLabel *words = bodyLabel(what, QStringLiteral("jobLabel"), this);
    m_bar->setObjectName(QStringLiteral("jobProgressBar"));
    m_bar->setAccessibleName(what);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 0);
    m_cancel->setObjectName(QStringLiteral("cancelPushButton"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_far);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space5, metrics::space5, metrics::space5, metrics::space4);
    layout->setSpacing(metrics::space3);
    layout->addWidget(words);
    layout->addWidget(m_bar);
    layout->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, &JobDialog::reject);
}

void JobDialog::reject()
{
    // It closes when the work has cleared up after itself.
    m_cancel->setEnabled(false);
    m_far->setText(tr("Cancelling…"));
    m_isCancelled = true;
    emit cancelWanted();
}

void JobDialog::showProgress(qint64 done, qint64 total)
{
    if (m_isCancelled)
        return;
    m_bar->setRange(0, total > 0 ? steps : 0);
    if (total <= 0)
        return;
    m_bar->setValue(int(double(done) / double(total) * steps));
    if (m_unit == Unit::Pins)
        m_far->setText(tr("%1 of %n pin(s)", nullptr, int(total)).arg(QLocale().toString(done)));
    else
        m_far->setText(tr("%1 of %2", "sizes of data")
                           .arg(QLocale().formattedDataSize(done, 1, QLocale::DataSizeSIFormat),
                                QLocale().formattedDataSize(total, 1, QLocale::DataSizeSIFormat)));
}

} // namespace pinweek
