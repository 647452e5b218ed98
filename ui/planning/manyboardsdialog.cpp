// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/planning/manyboardsdialog.h"

#include "store/accountstore.h"
#include "store/boardgroupstore.h"
#include "store/boardstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/pins/whenedit.h"
#include "ui/pinverbs.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace pinweek {

namespace {

constexpr QSize dialogSize{680, 520};
constexpr int boardRole = Qt::UserRole;

QLabel *fieldLabel(const QString &text, const QString &name, QWidget *buddy, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(name);
    label->setBuddy(buddy);
    return label;
}

/** The next full hour, a day on. */
WallTime tomorrow(const Clock &clock, const QByteArray &zone)
{
    WallTime at = WallTime::fromUtc(clock.now() + std::chrono::hours(24), zone);
    at.time = QTime(at.time.hour(), 0);
    return at;
}

} // namespace

ManyBoardsDialog::ManyBoardsDialog(Workspace &workspace, const Pin &pin, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_pin(pin)
    , m_boards(workspace.store().boards().boards(pin.content.account).value_or(QList<Board>()))
{
    setObjectName(QStringLiteral("manyBoardsDialog"));
    setWindowTitle(tr("Pin to many boards"));
    resize(dialogSize);
    auto *intro = bodyLabel({}, QStringLiteral("manyBoardsIntroLabel"), this);
    const bool moves = pin.status == PinStatus::Draft && !pin.content.planned;
    //: %1 is a title in quotation marks, or "the pin"
    intro->setText(moves ? tr("Puts %1 on several boards, some days apart.").arg(quotedTitle(pin))
                         : tr("Makes a copy of %1 for each of these boards, some days apart.")
                               .arg(quotedTitle(pin)));
    auto *left = new QVBoxLayout;
    auto *right = new QVBoxLayout;
    for (QVBoxLayout *column : {left, right})
        column->setSpacing(metrics::space1);
    buildBoards(left);
    buildTimes(right);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(metrics::space5);
    columns->addLayout(left, 1);
    columns->addLayout(right, 1);
    m_problem = bodyLabel({}, QStringLiteral("problemLabel"), this);
    setTone(m_problem, Tone::Problem);
    m_problem->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->setObjectName(QStringLiteral("manyBoardsButtonBox"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancelPushButton"));
    m_make = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_make->setObjectName(QStringLiteral("makePinsPushButton"));
    setPrimary(m_make);
    m_make->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space5, metrics::space5, metrics::space5, metrics::space4);
    layout->setSpacing(metrics::space3);
    layout->addWidget(intro);
    layout->addLayout(columns, 1);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    readGroups();
    showChosen();
}

void ManyBoardsDialog::buildBoards(QVBoxLayout *column)
{
    m_groupBox = new QComboBox(this);
    m_groupBox->setObjectName(QStringLiteral("boardGroupComboBox"));
    m_groupMenu = new QToolButton(this);
    m_groupMenu->setObjectName(QStringLiteral("boardGroupToolButton"));
    m_groupMenu->setIcon(themeIcon(QStringLiteral("ellipsis")));
    m_groupMenu->setAccessibleName(tr("Board groups"));
    m_groupMenu->setToolTip(tr("Make, rename or delete a board group"));
    m_groupMenu->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_groupMenu);
    QAction *save = menu->addAction(tr("&Save these boards as a group…"));
    save->setObjectName(QStringLiteral("saveGroupAction"));
    QAction *rename = menu->addAction(tr("&Rename group…"));
    rename->setObjectName(QStringLiteral("renameGroupAction"));
    QAction *remove = menu->addAction(tr("&Delete group"));
    remove->setObjectName(QStringLiteral("deleteGroupAction"));
    m_groupMenu->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, save, rename, remove] {
        save->setEnabled(!m_chosen.isEmpty());
        rename->setEnabled(currentGroup().has_value());
        remove->setEnabled(currentGroup().has_value());
    });
    connect(save, &QAction::triggered, this, &ManyBoardsDialog::saveGroup);
    connect(rename, &QAction::triggered, this, &ManyBoardsDialog::renameGroup);
    connect(remove, &QAction::triggered, this, &ManyBoardsDialog::removeGroup);
    connect(m_groupBox, &QComboBox::activated, this, &ManyBoardsDialog::chooseGroup);

    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("boardSearchLineEdit"));
    m_search->setPlaceholderText(tr("Search boards"));
    m_search->setAccessibleName(tr("Search boards"));
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, this, &ManyBoardsDialog::filterBoards);
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("boardListWidget"));
    m_list->setAccessibleName(tr("Boards"));
    m_list->setUniformItemSizes(true);
    for (const Board &board : std::as_const(m_boards)) {
        auto *item = new QListWidgetItem(board.name, m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setData(boardRole, board.id.value);
        item->setCheckState(Qt::Unchecked);
        if (m_pin.content.planned && board.id == m_pin.content.board)
            item->setText(tr("%1 (this pin)").arg(board.name));
    }
    connect(m_list, &QListWidget::itemChanged, this, [this](const QListWidgetItem *item) {
        boardToggled(BoardId{item->data(boardRole).toLongLong()},
                     item->checkState() == Qt::Checked);
    });
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space1);
    row->addWidget(m_groupBox, 1);
    row->addWidget(m_groupMenu);
    column->addWidget(
        fieldLabel(tr("Board &group"), QStringLiteral("boardGroupLabel"), m_groupBox, this));
    column->addLayout(row);
    column->addSpacing(metrics::space2);
    column->addWidget(fieldLabel(tr("&Boards, at most %1").arg(PlanEditor::mostBoards),
                                 QStringLiteral("boardsLabel"), m_list, this));
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
}

void ManyBoardsDialog::buildTimes(QVBoxLayout *column)
{
    const Result<Account> account = m_workspace.store().accounts().account(m_pin.content.account);
    const QByteArray zone = account && isKnownZone(account->zone) ? account->zone : systemZone();
    m_first = new WhenEdit(this);
    m_first->setObjectName(QStringLiteral("firstWhenEdit"));
    m_first->setClock(m_workspace.clock());
    m_first->setZone(zone);
    m_days = new QSpinBox(this);
    m_days->setObjectName(QStringLiteral("daysApartSpinBox"));
    m_days->setRange(1, PlanEditor::mostDaysApart);
    m_days->setValue(PlanEditor::advisedDaysApart);
    m_days->setSuffix(tr(" days"));
    m_advice = metaLabel({}, QStringLiteral("daysAdviceLabel"), this);
    m_advice->setWordWrap(true);
    WallTime first = tomorrow(m_workspace.clock(), zone);
    if (m_pin.dueAt && *m_pin.dueAt > m_workspace.clock().now()) {
        // The pin itself is the first; its copies follow.
        first = WallTime::fromUtc(*m_pin.dueAt, zone);
        first.date = first.date.addDays(m_days->value());
    }
    m_first->setValue(first);
    m_dates = new QListWidget(this);
    m_dates->setObjectName(QStringLiteral("datesListWidget"));
    m_dates->setAccessibleName(tr("What will be made"));
    m_dates->setSelectionMode(QAbstractItemView::NoSelection);
    m_dates->setFocusPolicy(Qt::TabFocus);
    column->addWidget(
        fieldLabel(tr("&First time"), QStringLiteral("firstTimeLabel"), m_first, this));
    column->addWidget(m_first);
    column->addSpacing(metrics::space2);
    column->addWidget(fieldLabel(tr("Days b&etween"), QStringLiteral("daysLabel"), m_days, this));
    column->addWidget(m_days, 0, Qt::AlignLeading);
    column->addWidget(m_advice);
    column->addSpacing(metrics::space2);
    column->addWidget(
        fieldLabel(tr("What will be &made"), QStringLiteral("datesLabel"), m_dates, this));
    column->addWidget(m_dates, 1);
    connect(m_first, &WhenEdit::edited, this, &ManyBoardsDialog::showDates);
    connect(m_days, &QSpinBox::valueChanged, this, &ManyBoardsDialog::showDates);
}

QString ManyBoardsDialog::boardName(BoardId id) const
{
    const auto found = std::find_if(m_boards.begin(), m_boards.end(),
                                    [id](const Board &board) { return board.id == id; });
    return found == m_boards.end() ? QString() : found->name;
}

QList<BoardDate> ManyBoardsDialog::dates() const
{
    QList<BoardDate> dates;
    if (!m_first->value())
        return dates;
    const QList<WallTime> times =
        PlanEditor::datesFrom(*m_first->value(), m_days->value(), int(m_chosen.size()));
    for (qsizetype i = 0; i < m_chosen.size(); ++i)
        dates += BoardDate{m_chosen.at(i), times.at(i)};
    return dates;
}

// --- boards

void ManyBoardsDialog::boardToggled(BoardId board, bool on)
{
    m_chosen.removeAll(board);
    if (on)
        m_chosen += board;
    showDates();
}

void ManyBoardsDialog::filterBoards(const QString &text)
{
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        item->setHidden(!item->text().contains(text.trimmed(), Qt::CaseInsensitive));
    }
}

/** The marks of the list follow what was chosen. */
void ManyBoardsDialog::showChosen()
{
    const QSignalBlocker quiet(m_list);
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        const BoardId board{item->data(boardRole).toLongLong()};
        item->setCheckState(m_chosen.contains(board) ? Qt::Checked : Qt::Unchecked);
    }
    showDates();
}

void ManyBoardsDialog::showDates()
{
    m_dates->clear();
    const QList<BoardDate> chosen = dates();
    for (const BoardDate &each : chosen) {
        const QDate today = WallTime::fromUtc(m_workspace.clock().now(), each.at.zone).date;
        //: when, board
        m_dates->addItem(tr("%1 · %2").arg(shortWhen(each.at, today), boardName(each.board)));
    }
    const bool soon = m_days->value() < PlanEditor::advisedDaysApart;
    m_advice->setText(soon ? tr("%n days or more look natural to Pinterest.", nullptr,
                                PlanEditor::advisedDaysApart)
                           : tr("At the same time of day."));
    setTone(m_advice, soon ? Tone::Warning : Tone::Secondary);
    QString problem;
    if (m_chosen.size() > PlanEditor::mostBoards)
        problem = tr("That are %1 boards; a pin goes to at most %2.")
                      .arg(m_chosen.size())
                      .arg(PlanEditor::mostBoards);
    else if (m_first->value() && m_first->value()->resolve().utc < m_workspace.clock().now())
        problem = tr("The first time has passed. Choose a later one.");
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_make->setText(tr("&Make %n pin(s)", nullptr, int(m_chosen.size())));
    m_make->setEnabled(problem.isEmpty() && !chosen.isEmpty());
}

// --- groups

void ManyBoardsDialog::readGroups()
{
    const BoardGroupId current = currentGroup() ? currentGroup()->id : BoardGroupId{};
    m_groups = m_workspace.store()
                   .boardGroups()
                   .groups(m_pin.content.account)
                   .value_or(QList<BoardGroup>());
    m_groupBox->clear();
    m_groupBox->addItem(m_groups.isEmpty() ? tr("No groups yet") : tr("Choose a group"));
    for (const BoardGroup &group : std::as_const(m_groups)) {
        m_groupBox->addItem(group.name);
        if (group.id == current)
            m_groupBox->setCurrentIndex(m_groupBox->count() - 1);
    }
    m_groupBox->setEnabled(!m_groups.isEmpty());
}

std::optional<BoardGroup> ManyBoardsDialog::currentGroup() const
{
    const int index = m_groupBox->currentIndex() - 1;
    return index >= 0 && index < m_groups.size() ? std::optional(m_groups.at(index)) : std::nullopt;
}

void ManyBoardsDialog::chooseGroup()
{
    if (const std::optional<BoardGroup> group = currentGroup()) {
        m_chosen = group->boards;
        m_search->clear();
        showChosen();
    }
}

void ManyBoardsDialog::askName(const QString &title, const QString &name,
                               const std::function<void(const QString &)> &then)
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("groupNameDialog"));
    dialog->setWindowTitle(title);
    dialog->setLabelText(tr("Name of the group"));
    dialog->setTextValue(name);
    connect(dialog, &QInputDialog::textValueSelected, this, then);
    dialog->open();
}

void ManyBoardsDialog::groupStored(const Result<BoardGroupId> &stored)
{
    if (!stored) {
        m_problem->setText(errorText(stored.error()));
        m_problem->show();
        return;
    }
    readGroups();
    for (qsizetype i = 0; i < m_groups.size(); ++i) {
        if (m_groups.at(i).id == *stored)
            m_groupBox->setCurrentIndex(int(i) + 1);
    }
}

void ManyBoardsDialog::saveGroup()
{
    askName(tr("Save board group"), {}, [this](const QString &name) {
        const BoardGroup group{{}, m_pin.content.account, name, m_chosen};
        m_workspace.store().boardGroups().save(
            group, tr("Save board group"), this,
            [this](const Result<BoardGroupId> &stored) { groupStored(stored); });
    });
}

void ManyBoardsDialog::renameGroup()
{
    const std::optional<BoardGroup> group = currentGroup();
    if (!group)
        return;
    askName(tr("Rename board group"), group->name, [this, group](const QString &name) {
        BoardGroup renamed = *group;
        renamed.name = name;
        m_workspace.store().boardGroups().save(
            renamed, tr("Rename board group"), this,
            [this](const Result<BoardGroupId> &stored) { groupStored(stored); });
    });
}

void ManyBoardsDialog::removeGroup()
{
    const std::optional<BoardGroup> group = currentGroup();
    if (!group)
        return;
    m_workspace.store().boardGroups().remove(group->id, tr("Delete board group"), this,
                                             [this](const Result<void> &removed) {
                                                 if (!removed) {
                                                     m_problem->setText(errorText(removed.error()));
                                                     m_problem->show();
                                                 }
                                                 readGroups();
                                             });
}

} // namespace pinweek
