// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exports/planexport.h"
#include "exports/planpicture.h"

#include <QObject>
#include <QString>

class QWidget;

namespace pinweek {

class CalendarViews;
class Workspace;

/** The plan as files that other programs read, from the window: asks which pins and where, shows
 * how far it is, says how it went. One at a time. Main thread. */
class ExportDesk : public QObject
{
    Q_OBJECT

public:
    ExportDesk(Workspace &workspace, QWidget *window);

    /** Asks whether it is what the views show, or all. */
    void askForCalendar(CalendarViews &views);
    void askForJson();
    /** Of the week or month that the views show, with what they leave out left out. */
    void askForPicture(CalendarViews &views);
    void run(const ExportRequest &request);
    void run(const PlanPictureRequest &request);

signals:
    /** For the window's message line. */
    void message(const QString &text);

private:
    void askForFile(const ExportRequest &request);
    void tellProblem(const Error &error);
    void askToReplace(const PlanPictureRequest &request, const Error &error);

    Workspace &m_workspace;
    QWidget *m_window;
    PlanExport *m_export = nullptr;
    PlanPicture *m_picture = nullptr;
};

} // namespace pinweek
