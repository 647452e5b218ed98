// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/links/linksdialog.h"

#include "core/durablefile.h"
#include "core/walltime.h"
#include "links/linkchecks.h"
#include "model/weblink.h"
#include "store/linkstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/linktexts.h"
#include "text/texts.h"
#include "text/webtexts.h"
#include "ui/links/linksmodel.h"
#include "ui/pinverbs.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/rowspeech.h"
#include "workspace/workspace.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFontDatabase>
#include <QFuture>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QtConcurrentRun>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace pinweek {

namespace {

using namespace std::chrono_literals;

constexpr QSize firstSize(1080, 700);
constexpr std::array<int, LinksModel::ColumnCount> widths{120, 280, 72, 132, 240, 210}; // px
constexpr int tagsHeight = 92;                                                          // px
constexpr auto rest = 400ms;   // many changes of the plan, one reading
constexpr int mostListed = 20; // pins in the menu

QPushButton *newButton(const char *name, const QString &text, QWidget *parent)
{
    auto *made = new QPushButton(text, parent);
    made->setObjectName(QString::fromLatin1(name));
    made->setAutoDefault(false);
    return made;
}

} // namespace

LinksDialog::LinksDialog(Workspace &workspace, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_zone(systemZone())
    , m_survey(workspace.store(), workspace.linkChecks().doctor(), workspace.clock())
    , m_model(new LinksModel(m_survey, m_zone, this))
    , m_shown(new ShownLinks(*m_model, this))
{
    setObjectName(QStringLiteral("linksDialog"));
    setWindowTitle(tr("Links of the plan"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_soon.setSingleShot(true);
    m_soon.setInterval(rest);
    build();
    wire();
    resize(firstSize);
    m_pages->setCurrentWidget(m_empty);
    m_empty->setText(tr("Reading the plan…"));
    showCounts();
    showProgress();
    showDetails();
    m_survey.load();
}

// --- what it is made of

void LinksDialog::build()
{
    m_table = new QTreeView(this);
    m_table->setObjectName(QStringLiteral("linksTreeView"));
    m_table->setAccessibleName(tr("Links of the plan"));
    m_table->setModel(m_shown);
    m_table->setRootIsDecorated(false);
    m_table->setItemsExpandable(false);
    m_table->setExpandsOnDoubleClick(false);
    m_table->setUniformRowHeights(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setIconSize(QSize(16, 16));
    m_table->header()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_table->header()->setSectionsMovable(false);
    m_table->header()->setStretchLastSection(false);
    for (int column = 0; column < LinksModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, widths.at(size_t(column)));
    m_table->header()->setSectionResizeMode(LinksModel::FoundColumn, QHeaderView::Stretch);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(LinksModel::FirstColumn, Qt::AscendingOrder);
    m_table->installEventFilter(this);
    new RowSpeech(m_table,
                  [this](const QModelIndex &index) { return m_shown->row(index).address; });

    m_empty = new EmptyState(QStringLiteral("links"), QStringLiteral("link"), this);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::space5, metrics::space4, metrics::space5, metrics::space4);
    column->setSpacing(metrics::space3);
    column->addWidget(buildTop());
    column->addWidget(m_pages, 1);
    column->addWidget(buildDetails());
    column->addSpacing(metrics::space2);
    column->addWidget(buildFooter());
    setTabOrder(m_shownBox, m_table);
}

QWidget *LinksDialog::buildTop()
{
    auto *top = new QWidget(this);
    m_shownBox = new QComboBox(top);
    m_shownBox->setObjectName(QStringLiteral("shownComboBox"));
    m_shownBox->setAccessibleName(tr("Show"));
    m_shownBox->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (int i = 0; i < 3; ++i)
        m_shownBox->addItem({});
    m_again = newButton("checkAgainPushButton", tr("Check &again"), top);
    m_again->setToolTip(tr("Look at the selected links once more"));
    auto *row = new QHBoxLayout(top);
    row->setContentsMargins({});
    row->setSpacing(metrics::space2);
    row->addWidget(m_shownBox);
    row->addStretch(1);
    row->addWidget(m_again);
    return top;
}

QWidget *LinksDialog::buildDetails()
{
    m_details = new QWidget(this);
    m_details->setObjectName(QStringLiteral("linkDetailsWidget"));
    m_address = bodyLabel({}, QStringLiteral("linkAddressLabel"), m_details);
    setTextStyle(m_address, TextStyle::Body, true);
    m_address->setTextFormat(Qt::PlainText);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_found = bodyLabel({}, QStringLiteral("linkFoundLabel"), m_details);
    m_way = bodyLabel({}, QStringLiteral("linkWayLabel"), m_details);
    m_way->setTextFormat(Qt::PlainText);
    setTone(m_way, Tone::Secondary);
    m_richPin = bodyLabel({}, QStringLiteral("linkRichPinLabel"), m_details);
    for (QLabel *label : {m_found, m_richPin})
        label->setTextFormat(Qt::PlainText);
    m_tags = new QPlainTextEdit(m_details);
    m_tags->setObjectName(QStringLiteral("tagsPlainTextEdit"));
    m_tags->setAccessibleName(tr("Tags to add to the page"));
    m_tags->setReadOnly(true);
    m_tags->setTabChangesFocus(true);
    m_tags->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_tags->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_tags->setFixedHeight(tagsHeight);
    m_copyTags = newButton("copyTagsPushButton", tr("Copy &tags"), m_details);
    m_open = newButton("showPinsPushButton", tr("Show &pins"), m_details);

    auto *heads = new QHBoxLayout;
    heads->setSpacing(metrics::space2);
    heads->addWidget(m_address, 1);
    heads->addWidget(m_open, 0, Qt::AlignTop);
    auto *mends = new QHBoxLayout;
    mends->setSpacing(metrics::space2);
    mends->addWidget(m_tags, 1);
    mends->addWidget(m_copyTags, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(m_details);
    column->setContentsMargins({});
    column->setSpacing(metrics::space1);
    column->addLayout(heads);
    column->addWidget(m_found);
    column->addWidget(m_way);
    column->addWidget(m_richPin);
    column->addLayout(mends);
    return m_details;
}

QWidget *LinksDialog::buildFooter()
{
    auto *footer = new QWidget(this);
    m_counts = bodyLabel({}, QStringLiteral("countsLabel"), footer);
    setTextStyle(m_counts, TextStyle::Body, true);
    m_message = bodyLabel({}, QStringLiteral("messageLabel"), footer);
    m_progress = new QProgressBar(footer);
    m_progress->setObjectName(QStringLiteral("checkProgressBar"));
    m_progress->setAccessibleName(tr("Progress of the check"));
    m_progress->setTextVisible(false);
    m_copy = newButton("copyReportPushButton", tr("Copy &report"), footer);
    m_save = newButton("saveReportPushButton", tr("&Save as CSV…"), footer);
    m_close = newButton("closePushButton", tr("C&lose"), footer);
    m_check = newButton("checkAllPushButton", tr("C&heck all"), footer);
    setPrimary(m_check);
    auto *words = new QVBoxLayout;
    words->setSpacing(metrics::space1);
    words->addWidget(m_counts);
    words->addWidget(m_message);
    words->addWidget(m_progress);
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins({});
    row->setSpacing(metrics::space2);
    row->addLayout(words, 1);
    for (QPushButton *button : {m_copy, m_save, m_close, m_check})
        row->addWidget(button, 0, Qt::AlignBottom);
    return footer;
}

void LinksDialog::wire()
{
    connect(&m_survey, &LinkSurvey::loaded, this, &LinksDialog::loaded);
    connect(&m_survey, &LinkSurvey::failed, this, [this](const Error &error) {
        m_pages->setCurrentWidget(m_empty);
        m_empty->setText(errorText(error));
    });
    connect(&m_survey, &LinkSurvey::progressed, this, [this] {
        showProgress();
        showCounts();
    });
    connect(&m_survey, &LinkSurvey::rowChanged, this, [this](int row) {
        if (const LinkRow *shown = current(); shown && shown == &m_survey.rows().at(row))
            showDetails();
    });
    connect(&m_soon, &QTimer::timeout, this, &LinksDialog::readAgain);
    connect(&m_workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        // What a check finds is in the rows already.
        const bool isFoundElsewhere = changes.links && !m_survey.isBusy();
        if (!changes.pins.isEmpty() || !changes.accounts.isEmpty() || changes.everything ||
            isFoundElsewhere)
            m_soon.start();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &LinksDialog::showDetails);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &LinksDialog::showProgress);
    connect(m_table, &QTreeView::doubleClicked, this, &LinksDialog::openPins);
    connect(m_table, &QTreeView::customContextMenuRequested, this, &LinksDialog::showMenu);
    connect(m_shownBox, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_shown->setShown(ShownLinks::Shown(index));
        loaded();
    });
    connect(m_again, &QPushButton::clicked, this, &LinksDialog::checkSelected);
    connect(m_check, &QPushButton::clicked, this, [this] {
        if (m_survey.isBusy()) {
            m_survey.cancel();
            say(tr("Cancelled. What was found stays."));
        } else {
            say({});
            m_survey.checkAll();
        }
    });
    connect(m_copyTags, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(m_tags->toPlainText());
        say(tr("Copied: add them to the page, within <head>."));
    });
    connect(m_open, &QPushButton::clicked, this, &LinksDialog::openPins);
    connect(m_copy, &QPushButton::clicked, this, &LinksDialog::copyReport);
    connect(m_save, &QPushButton::clicked, this, &LinksDialog::saveReport);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
}

bool LinksDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            openPins();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

// --- the list

void LinksDialog::readAgain()
{
    if (const LinkRow *row = current())
        m_kept = row->address;
    m_keptSelected.clear();
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        m_keptSelected.insert(m_shown->row(index).address);
    m_survey.load();
}

void LinksDialog::loaded()
{
    const bool isEmpty = m_survey.rows().isEmpty();
    const bool isNoneShown = m_shown->rowCount() == 0;
    m_pages->setCurrentWidget(isNoneShown ? static_cast<QWidget *>(m_empty) : m_table);
    if (isEmpty)
        m_empty->setText(tr("No planned pin has a link yet."));
    else if (isNoneShown)
        m_empty->setText(m_shownBox->currentIndex() == int(ShownLinks::Shown::Problems)
                             ? tr("No link has a problem that is known.")
                             : tr("No page that was read lacks anything for a rich pin."));
    if (!isNoneShown && !m_table->currentIndex().isValid()) {
        int wanted = 0;
        QItemSelection selected;
        for (int row = 0; row < m_shown->rowCount(); ++row) {
            const QModelIndex index = m_shown->index(row, LinksModel::AddressColumn);
            const QString address = m_shown->row(index).address;
            if (address == m_kept)
                wanted = row;
            if (m_keptSelected.contains(address))
                selected.select(index, index);
        }
        m_table->setCurrentIndex(m_shown->index(wanted, LinksModel::AddressColumn));
        m_table->selectionModel()->select(selected,
                                          QItemSelectionModel::Select | QItemSelectionModel::Rows);
        if (!std::exchange(m_wasFilled, true))
            m_table->setFocus();
    }
    showCounts();
    showProgress();
    showDetails();
}

void LinksDialog::showCounts()
{
    const QList<LinkRow> &rows = m_survey.rows();
    m_counts->setText(rows.isEmpty() ? QString() : linkCountsText(rows));
    const auto count = [&rows](ShownLinks::Shown shown) {
        return int(std::count_if(rows.begin(), rows.end(), [shown](const LinkRow &row) {
            return ShownLinks::isShown(row, shown);
        }));
    };
    m_shownBox->setItemText(0, tr("All links (%1)").arg(rows.size()));
    m_shownBox->setItemText(1, tr("Problems (%1)").arg(count(ShownLinks::Shown::Problems)));
    m_shownBox->setItemText(2,
                            tr("Rich pin incomplete (%1)").arg(count(ShownLinks::Shown::RichPins)));
}

void LinksDialog::showProgress()
{
    const bool isBusy = m_survey.isBusy();
    m_progress->setVisible(isBusy);
    m_progress->setRange(0, std::max(1, m_survey.total()));
    m_progress->setValue(m_survey.done());
    if (m_survey.isWaitingForNetwork())
        say(tr("There is no network. The rest is checked once there is one."));
    else if (isBusy)
        //: so many links of so many are checked
        say(tr("Checked %1 of %2…").arg(m_survey.done()).arg(m_survey.total()));
    else if (m_saysProgress)
        say({});
    m_saysProgress = isBusy;
    m_check->setText(isBusy ? tr("&Cancel check") : tr("C&heck all"));
    const bool hasRows = !m_survey.rows().isEmpty();
    m_check->setEnabled(hasRows);
    m_copy->setEnabled(hasRows);
    m_save->setEnabled(hasRows);
    m_again->setEnabled(m_table->selectionModel()->hasSelection());
}

void LinksDialog::showDetails()
{
    const LinkRow *row = current();
    m_details->setVisible(row != nullptr);
    if (!row)
        return;
    m_address->setText(row->address);
    QString found = linkRowText(*row);
    if (row->report)
        found += QStringLiteral(" · ") + linkAgeText(*row->report, m_workspace.clock().now());
    m_found->setText(found);
    const LinkState health = row->state;
    setTone(m_found, health == LinkState::Broken    ? Tone::Problem
                     : health == LinkState::Warning ? Tone::Warning
                                                    : Tone::Usual);
    QStringList way;
    if (row->report && row->report->hops.size() > 1) {
        for (const LinkHop &hop : row->report->hops)
            way += hop.status > 0 ? QStringLiteral("%1 (%2)").arg(hop.address).arg(hop.status)
                                  : hop.address;
    }
    m_way->setText(way.join(QStringLiteral(" → ")));
    m_way->setVisible(!way.isEmpty());
    QString richPin;
    if (row->page)
        richPin = row->page->isPage ? richPinText(row->page->richPin)
                                    : tr("The link leads to a file, which gives no rich pin.");
    m_richPin->setText(richPin);
    m_richPin->setVisible(!richPin.isEmpty());
    const QString tags = missingTags(*row);
    m_tags->setPlainText(tags);
    m_tags->setVisible(!tags.isEmpty());
    m_copyTags->setVisible(!tags.isEmpty());
    m_open->setText(row->pins == 1 ? tr("Show &pin") : tr("Show &pins (%1)").arg(row->pins));
}

const LinkRow *LinksDialog::current() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? &m_shown->row(index) : nullptr;
}

QStringList LinksDialog::selectedAddresses() const
{
    QStringList addresses;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &index : rows)
        addresses += m_shown->row(index).address;
    return addresses;
}

QList<LinkRow> LinksDialog::shownRows() const
{
    QList<LinkRow> rows;
    for (int row = 0; row < m_shown->rowCount(); ++row)
        rows += m_shown->row(m_shown->index(row, 0));
    return rows;
}

// --- what is wished

void LinksDialog::checkSelected()
{
    say({});
    m_survey.check(selectedAddresses());
}

/** One is shown at once; of several one is chosen. */
void LinksDialog::openPins()
{
    const LinkRow *row = current();
    if (!row)
        return;
    const Result<QList<PinId>> pins = m_workspace.store().links().pinsOf(row->links);
    if (!pins || pins->isEmpty()) {
        say(pins ? tr("Its pins are no longer in the plan.") : errorText(pins.error()), true);
        return;
    }
    if (pins->size() == 1) {
        emit pinWanted(pins->constFirst());
        return;
    }
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("pinsMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QDate today = WallTime::fromUtc(m_workspace.clock().now(), m_zone).date;
    for (const PinId id : pins->mid(0, mostListed)) {
        const Result<Pin> pin = m_workspace.store().pins().pin(id);
        if (!pin)
            continue;
        QString words = quotedTitle(*pin);
        words.replace(QLatin1Char('&'), QStringLiteral("&&"));
        const QString when = pin->dueAt ? shortWhen(WallTime::fromUtc(*pin->dueAt, m_zone), today)
                                        : tr("no time yet");
        //: when a pin is due, its title
        QAction *action = menu->addAction(tr("%1: %2").arg(when, words));
        connect(action, &QAction::triggered, this, [this, id] { emit pinWanted(id); });
    }
    if (row->pins > mostListed)
        menu->addAction(tr("and %n more", nullptr, row->pins - mostListed))->setEnabled(false);
    const QRect at = m_table->visualRect(m_table->currentIndex());
    menu->popup(m_table->viewport()->mapToGlobal(at.bottomLeft()));
}

void LinksDialog::showMenu(const QPoint &at)
{
    if (!current())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("linkMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [menu](const char *name, const char *icon, const QString &text) {
        QAction *made = menu->addAction(themeIcon(QString::fromLatin1(icon)), text);
        made->setObjectName(QString::fromLatin1(name));
        return made;
    };
    connect(add("showPinsAction", "pin", m_open->text()), &QAction::triggered, this,
            &LinksDialog::openPins);
    connect(add("checkAgainAction", "refresh-cw", tr("Check &again")), &QAction::triggered, this,
            &LinksDialog::checkSelected);
    menu->addSeparator();
    QAction *open = add("openInBrowserAction", "external-link", tr("Open in the &browser"));
    open->setEnabled(isWebAddress(current()->address));
    connect(open, &QAction::triggered, this, &LinksDialog::openInBrowser);
    connect(add("copyAddressAction", "copy", tr("&Copy address")), &QAction::triggered, this,
            [this] {
                if (const LinkRow *row = current()) {
                    QApplication::clipboard()->setText(row->address);
                    say(tr("The address is copied."));
                }
            });
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

void LinksDialog::openInBrowser()
{
    const LinkRow *row = current();
    if (row && !QDesktopServices::openUrl(QUrl(row->address, QUrl::StrictMode)))
        say(tr("The system has no browser to open it with."), true);
}

void LinksDialog::copyReport()
{
    QApplication::clipboard()->setText(linksReportText(shownRows(), m_zone));
    say(tr("The report is copied: paste it into a mail or a document."));
}

void LinksDialog::saveReport()
{
    auto *dialog =
        new QFileDialog(this, tr("Save the report"),
                        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
                        tr("CSV files (*.csv)"));
    dialog->setObjectName(QStringLiteral("saveReportFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(tr("links") + QStringLiteral(".csv"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        // A disk takes its time.
        QtConcurrent::run([path, text = linksReportCsv(shownRows(), m_zone)] {
            return writeFileDurably(path, text);
        }).then(this, [this, path](const Result<void> &saved) {
            say(saved ? tr("Saved as %1.").arg(path) : errorText(saved.error()), !saved);
        });
    });
    dialog->open();
}

void LinksDialog::say(const QString &sentence, bool isProblem)
{
    m_message->setText(sentence);
    m_message->setVisible(!sentence.isEmpty());
    setTone(m_message, isProblem ? Tone::Problem : Tone::Usual);
}

} // namespace pinweek
