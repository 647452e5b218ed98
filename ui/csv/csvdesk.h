// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/pinfilter.h"

#include <QObject>

class QWidget;

namespace pinweek {

class Workspace;

/** The ways of CSV files in and out of the window. */
class CsvDesk : public QObject
{
    Q_OBJECT

public:
    CsvDesk(Workspace &workspace, QWidget *window);

    /** Asks for a file, then shows what would be imported. */
    void importFor(AccountId account);
    /** The same for a file that is known. */
    void importFile(const QString &path, AccountId account);
    void exportPins(const PinFilter &shown, const QList<PinId> &selected);

signals:
    /** What was done, for the window to say. */
    void message(const QString &text);

private:
    Workspace &m_workspace;
    QWidget *m_window;
};

} // namespace pinweek
