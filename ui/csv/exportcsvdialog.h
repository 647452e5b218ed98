// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvexportplanner.h"

#include <QDialog>
#include <QFutureWatcher>

#include <atomic>

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace pinweek {

class Workspace;

/**
 * Pins for Pinterest's own bulk upload: which, in files of how many rows, where their pictures go,
 * and what Pinterest may refuse, before anything is written.
 */
class ExportCsvDialog : public QDialog
{
    Q_OBJECT

public:
    /** @param shown     what the window shows
     *  @param selected  may be empty */
    ExportCsvDialog(Workspace &workspace, const PinFilter &shown, const QList<PinId> &selected,
                    QWidget *parent = nullptr);
    /** Waits for the picture that is being written. */
    ~ExportCsvDialog() override;

    void reject() override;

signals:
    void exported(int pins, int files);

private:
    void build();
    [[nodiscard]] CsvExportOptions options() const;
    [[nodiscard]] CsvExportChoice choice() const;
    void readPlan();
    void showPlan();
    void chooseFolder();
    void chooseFile();
    void write(const QString &path);
    void written();

    Workspace &m_workspace;
    PinFilter m_shown;
    QList<PinId> m_selected;
    CsvExportPlanner m_planner;
    std::optional<Result<CsvExportPlan>> m_plan; // while it is read there is none
    QFutureWatcher<Result<CsvExportReport>> m_worker;
    std::atomic_bool m_cancel = false;

    QComboBox *m_which = nullptr;
    QDateEdit *m_from = nullptr;
    QDateEdit *m_to = nullptr;
    QSpinBox *m_rows = nullptr;
    QCheckBox *m_withPictures = nullptr;
    QLineEdit *m_folder = nullptr;
    QPushButton *m_chooseFolder = nullptr;
    QLineEdit *m_prefix = nullptr;
    QLabel *m_summary = nullptr;
    QLabel *m_notes = nullptr;
    QLabel *m_message = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_close = nullptr;
    QPushButton *m_export = nullptr;
};

} // namespace pinweek
