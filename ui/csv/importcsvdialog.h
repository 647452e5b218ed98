// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvimporter.h"
#include "ui/csv/csvmodel.h"

#include <QDialog>
#include <QFutureWatcher>

#include <atomic>
#include <functional>
#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableView;
class QVBoxLayout;

namespace pinweek {

class Workspace;

/**
 * A CSV file before it is imported: every row with what is wrong with it, mends for one row or all
 * that have the same, edits in place; then the import of the good rows as one step. The others stay
 * here with their reasons, and can be saved as a file of their own. Files are read and judged by a
 * worker.
 */
class ImportCsvDialog : public QDialog
{
    Q_OBJECT

public:
    /** @param account  chosen at first */
    ImportCsvDialog(Workspace &workspace, const QString &path, AccountId account,
                    QWidget *parent = nullptr);
    /** Waits for the worker, which stops at once. */
    ~ImportCsvDialog() override;

    void reject() override;

signals:
    /** So many pins were made; `scheduled` of them. */
    void imported(int pins, int scheduled);

private:
    using Work = std::function<Result<void>(CsvPlan &plan, const std::atomic_bool *cancel)>;

    void build();
    QWidget *buildChoices();
    QWidget *buildFooter();
    void readAccounts(AccountId chosen);
    void readBoards();
    [[nodiscard]] CsvRules rules() const;
    [[nodiscard]] std::optional<Account> account() const;

    /** Hands the plan to a worker, and takes it back. */
    void work(const QString &words, Work work, std::function<void()> then);
    void workEnded();
    void readFile();
    void judge();
    void askKnown();
    void showPlan();
    void showCounts();
    void showFindings();
    void addFinding(const CsvFinding &finding);
    void mendOne(const CsvFinding &finding);
    void mendAll(const CsvFinding &finding);
    void createBoard(const CsvFinding &finding);
    void start();
    void importEnded(const Result<CsvImportReport> &report);
    void saveLeft();
    void setBusy(const QString &words);
    void say(const QString &sentence, bool isProblem);

    Workspace &m_workspace;
    QString m_path;
    std::shared_ptr<CsvPlan> m_plan;
    CsvModel m_model;
    CsvImporter m_importer;
    QList<Account> m_accounts;
    QList<Board> m_boards;
    QHash<qint64, UtcTime> m_known;

    QFutureWatcher<Result<void>> m_worker;
    std::atomic_bool m_cancel = false;
    std::function<void()> m_then;
    bool m_isBusy = false;
    bool m_isRead = false;
    bool m_closes = false;

    QComboBox *m_accountBox = nullptr;
    QComboBox *m_boardBox = nullptr;
    QComboBox *m_zoneBox = nullptr;
    QComboBox *m_shownBox = nullptr;
    QCheckBox *m_again = nullptr;
    QTableView *m_table = nullptr;
    QStackedWidget *m_pages = nullptr;
    QLabel *m_wait = nullptr;
    QLabel *m_leftColumns = nullptr;
    QWidget *m_findings = nullptr;
    QVBoxLayout *m_findingRows = nullptr;
    QLabel *m_counts = nullptr;
    QLabel *m_message = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_close = nullptr;
    QPushButton *m_import = nullptr;
};

} // namespace pinweek
