// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exports/planexport.h"

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
    void run(const ExportRequest &request);

signals:
    /** For the window's message line. */
    void message(const QString &text);

private:
    void askForFile(const ExportRequest &request);

    Workspace &m_workspace;
    QWidget *m_window;
    PlanExport *m_export = nullptr;
};

} // namespace pinweek
