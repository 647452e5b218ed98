// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exports/exportdesk.h"

#include "core/walltime.h"
#include "text/texts.h"
#include "text/timetext.h"
#include "ui/backups/jobdialog.h"
#include "ui/calendar/calendarviews.h"
#include "ui/calendar/monthview.h"
#include "ui/calendar/weekview.h"
#include "ui/exports/calendardialog.h"
#include "workspace/workspace.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

#include <utility>

namespace pinweek {

namespace {

constexpr int daysAWeek = 7;

UtcTime midnight(QDate day, const QByteArray &zone)
{
    return WallTime{day, QTime(0, 0), zone}.resolve().utc;
}

/** Limits the filter to the week or month on the screen. */
void takeShown(PinFilter &filter, CalendarViews &views)
{
    const bool isMonth = views.kind() == CalendarKind::Month;
    const QDate first = isMonth ? views.month().month() : views.firstDay();
    const QDate after = isMonth ? first.addMonths(1) : first.addDays(daysAWeek);
    filter.from = midnight(first, views.zone());
    filter.to = midnight(after, views.zone());
}

} // namespace

ExportDesk::ExportDesk(Workspace &workspace, QWidget *window)
    : QObject(window), m_workspace(workspace), m_window(window)
{
}

void ExportDesk::askForCalendar(CalendarViews &views)
{
    if (m_export)
        return;
    ExportRequest all;
    all.format = ExportFormat::ICalendar;
    all.filter = views.filter();
    ExportRequest shown = all;
    const bool hasRange = views.kind() != CalendarKind::List;
    if (hasRange)
        takeShown(shown.filter, views);
    auto *dialog =
        new CalendarDialog(hasRange ? views.title() : QString(), all.filter.narrows(), m_window);
    connect(dialog, &CalendarDialog::chosen, this,
            [this, all, shown](bool onlyShown) { askForFile(onlyShown ? shown : all); });
    dialog->open();
}

void ExportDesk::askForJson()
{
    if (!m_export)
        askForFile({});
}

void ExportDesk::askForFile(const ExportRequest &request)
{
    const bool isCalendar = request.format == ExportFormat::ICalendar;
    const QString suffix = isCalendar ? QStringLiteral("ics") : QStringLiteral("json");
    auto *dialog =
        new QFileDialog(m_window, isCalendar ? tr("Export calendar") : tr("Export everything"),
                        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setObjectName(QStringLiteral("exportFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilters(
        {isCalendar ? tr("Calendars (*.ics)") : tr("JSON (*.json)"), tr("All files (*)")});
    dialog->selectFile(QStringLiteral("Pinweek.") + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, request](const QString &file) {
        ExportRequest chosen = request;
        chosen.file = file;
        run(chosen);
    });
    dialog->open();
}

void ExportDesk::run(const ExportRequest &request)
{
    if (m_export)
        return;
    m_export = new PlanExport(m_workspace, this);
    (new JobDialog(*m_export, JobDialog::Unit::Pins, tr("Export"), tr("Writing your pins…"),
                   m_window))
        ->open();
    m_export->run(request, this, [this, file = request.file](const Result<int> &written) {
        std::exchange(m_export, nullptr)->deleteLater();
        if (written) {
            emit message(
                tr("Wrote %n pin(s) to “%1”.", nullptr, *written).arg(QFileInfo(file).fileName()));
            return;
        }
        tellProblem(written.error());
    });
}

void ExportDesk::run(const PlanPictureRequest &request)
{
    if (m_picture)
        return;
    m_picture = new PlanPicture(m_workspace, this);
    (new JobDialog(*m_picture, JobDialog::Unit::Pins, tr("Export"), tr("Painting your pins…"),
                   m_window))
        ->open();
    m_picture->run(request, this, [this, request](const Result<PlanPictureFiles> &made) {
        std::exchange(m_picture, nullptr)->deleteLater();
        if (!made && made.error().kind == ErrorKind::Conflict) {
            askToReplace(request, made.error());
            return;
        }
        if (!made) {
            tellProblem(made.error());
            return;
        }
        const QString first = QFileInfo(made->files.constFirst()).fileName();
        const QString pins = tr("%n pin(s)", nullptr, made->pins);
        emit message(made->files.size() == 1
                         //: %1: "12 pins"; %2: a file
                         ? tr("Painted %1 in “%2”.").arg(pins, first)
                         //: %1: "80 pins"; %2: number of files; %3: the first of them
                         : tr("Painted %1 in %2 pictures: “%3” and the next.")
                               .arg(pins)
                               .arg(made->files.size())
                               .arg(first));
    });
}

void ExportDesk::askToReplace(const PlanPictureRequest &request, const Error &error)
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Export"), errorText(error),
                                QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("replacePicturesMessageBox"));
    box->setTextFormat(Qt::PlainText);
    QPushButton *replace = box->addButton(tr("&Replace"), QMessageBox::AcceptRole);
    replace->setObjectName(QStringLiteral("replacePushButton"));
    box->setDefaultButton(QMessageBox::Cancel);
    connect(replace, &QPushButton::clicked, this, [this, request] {
        PlanPictureRequest again = request;
        again.mayReplace = true;
        run(again);
    });
    box->open();
}

void ExportDesk::askForPicture(CalendarViews &views)
{
    if (m_picture)
        return;
    PlanPictureRequest request;
    request.isMonth = views.kind() == CalendarKind::Month;
    request.first = request.isMonth ? views.month().month() : views.week().firstDay();
    if (views.kind() == CalendarKind::List)
        request.first = firstOfWeek(views.firstDay());
    request.zone = views.zone();
    request.filter = views.filter();
    const QString pdf = tr("PDF, for reading and printing (*.pdf)");
    const QString png = tr("Picture (*.png)");
    auto *dialog = new QFileDialog(
        m_window, request.isMonth ? tr("Picture of the month") : tr("Picture of the week"),
        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setObjectName(QStringLiteral("pictureFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->setNameFilters({pdf, png});
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, png](const QString &filter) {
        dialog->setDefaultSuffix(filter == png ? QStringLiteral("png") : QStringLiteral("pdf"));
    });
    dialog->selectFile(
        QStringLiteral("Pinweek %1")
            .arg(request.first.toString(request.isMonth ? QStringLiteral("yyyy-MM")
                                                        : QStringLiteral("yyyy-MM-dd"))));
    connect(dialog, &QFileDialog::fileSelected, this, [this, request](const QString &file) {
        PlanPictureRequest chosen = request;
        chosen.file = file;
        run(chosen);
    });
    dialog->open();
}

void ExportDesk::tellProblem(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled) {
        emit message(tr("Cancelled. No file was written."));
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Export"), errorText(error),
                                QMessageBox::Ok, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("exportProblemMessageBox"));
    box->setTextFormat(Qt::PlainText);
    box->open();
}

} // namespace pinweek
