// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvexport.h"
#include "store/pinfilter.h"

#include <QObject>

#include <memory>

namespace pinweek {

class Store;

/** Which pins an export has. */
struct CsvExportChoice
{
    /** Those of a filter, by time … */
    PinFilter filter = {};
    /** … or these, by time too. */
    std::optional<QList<PinId>> pins = {};
    /** Also what Pinterest has or may have. If not, it is not sent there a second time. */
    bool alsoSent = false;
};

/**
 * Reads what an export would have in it, some pins in each turn of the event loop, so that the
 * window goes on whatever their number. What is deleted meanwhile is left out. Main thread.
 */
class CsvExportPlanner : public QObject
{
    Q_OBJECT

public:
    explicit CsvExportPlanner(Store &store, QObject *parent = nullptr);
    ~CsvExportPlanner() override;

    /** `done` is called, unless a newer choice comes before or this object ends. Errors: Storage.
     */
    void plan(const CsvExportChoice &choice, Done<CsvExportPlan> done);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
