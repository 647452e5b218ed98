// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "store/pinfilter.h"

#include <QObject>
#include <QString>

#include <memory>

namespace pinweek {

class Workspace;

enum class ExportFormat
{
    ICalendar, // pins with a time
    Json       // everything, one pin a line
};

struct ExportRequest
{
    /** The file to make; one that is there is replaced, but only by a whole one. */
    QString file;
    ExportFormat format = ExportFormat::Json;
    PinFilter filter = {};
};

/**
 * Writes a plan into a file, some pins in each turn of the event loop, so that the window goes on
 * and memory stays flat whatever the number of pins. What is deleted meanwhile is left out. Nothing
 * half-made stays: the file comes under a temporary name. One run for each object; its end calls it
 * off. Main thread.
 */
class PlanExport : public QObject
{
    Q_OBJECT

public:
    explicit PlanExport(Workspace &workspace, QObject *parent = nullptr);
    ~PlanExport() override;

    /** `done` gets the number of pins written. Errors: Cancelled, Storage. */
    void run(const ExportRequest &request, QObject *context, Done<int> done);
    void cancel();

signals:
    void progress(qint64 done, qint64 total);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
