// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/boards/editboarddialog.h"

#include "planner/readiness.h"
#include "text/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace pinweek {

namespace {
constexpr int dialogWidth = 400;
constexpr int descriptionHeight = 84;
} // namespace

EditBoardDialog::EditBoardDialog(const Board &board, QWidget *parent)
    : QDialog(parent)
    , m_board(board)
    , m_name(new QLineEdit(board.name, this))
    , m_description(new QPlainTextEdit(board.description, this))
    , m_privacy(new QComboBox(this))
    , m_hint(metaLabel({}, QStringLiteral("hintLabel"), this))
    , m_problem(bodyLabel({}, QStringLiteral("problemLabel"), this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel, this))
    , m_save(m_buttons->addButton(tr("&Save"), QDialogButtonBox::AcceptRole))
{
    setObjectName(QStringLiteral("editBoardDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Edit board"));
    setMinimumWidth(dialogWidth);
    build();
    fillPrivacy();
    connect(m_name, &QLineEdit::textChanged, this, &EditBoardDialog::check);
    connect(m_description, &QPlainTextEdit::textChanged, this, &EditBoardDialog::check);
    connect(m_privacy, &QComboBox::currentIndexChanged, this, &EditBoardDialog::check);
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] { emit changeWanted(change()); });
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_name->selectAll();
    check();
}

void EditBoardDialog::build()
{
    m_name->setObjectName(QStringLiteral("nameLineEdit"));
    m_description->setObjectName(QStringLiteral("descriptionPlainTextEdit"));
    m_description->setFixedHeight(descriptionHeight);
    m_description->setTabChangesFocus(true);
    m_privacy->setObjectName(QStringLiteral("privacyComboBox"));
    m_hint->setWordWrap(true);
    setTone(m_problem, Tone::Problem);
    m_problem->hide();
    m_save->setObjectName(QStringLiteral("saveBoardPushButton"));
    setPrimary(m_save);
    m_save->setDefault(true);
    m_buttons->setObjectName(QStringLiteral("editBoardDialogButtonBox"));
    m_buttons->button(QDialogButtonBox::Cancel)
        ->setObjectName(QStringLiteral("cancelPushButton"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space5, metrics::space5, metrics::space5, metrics::space4);
    layout->setSpacing(metrics::space1);
    const auto field = [&](const QString &text, const QString &name, QWidget *edit) {
        auto *label = new QLabel(text, this);
        label->setObjectName(name);
        label->setBuddy(edit);
        layout->addWidget(label);
        layout->addWidget(edit);
        layout->addSpacing(metrics::space2);
    };
    field(tr("&Name"), QStringLiteral("nameLabel"), m_name);
    field(tr("&Description"), QStringLiteral("descriptionLabel"), m_description);
    field(tr("&Who can see it"), QStringLiteral("privacyLabel"), m_privacy);
    layout->addWidget(m_hint);
    layout->addWidget(m_problem);
    layout->addStretch();
    layout->addSpacing(metrics::space3);
    layout->addWidget(m_buttons);
}

/** What the board is may be more than what it can be set to. */
void EditBoardDialog::fillPrivacy()
{
    const QList<BoardPrivacy> &choices =
        m_board.remoteId.isEmpty() ? privaciesOfNewBoards() : privaciesOfOldBoards();
    for (const BoardPrivacy privacy : choices)
        m_privacy->addItem(boardPrivacyText(privacy), int(privacy));
    if (!choices.contains(m_board.privacy))
        m_privacy->insertItem(0, boardPrivacyText(m_board.privacy), int(m_board.privacy));
    m_privacy->setCurrentIndex(m_privacy->findData(int(m_board.privacy)));
}

BoardChange EditBoardDialog::change() const
{
    BoardChange change;
    const QString name = m_name->text().simplified();
    if (name != m_board.name)
        change.name = name;
    if (m_description->toPlainText() != m_board.description)
        change.description = m_description->toPlainText();
    const auto privacy = BoardPrivacy(m_privacy->currentData().toInt());
    if (privacy != m_board.privacy)
        change.privacy = privacy;
    return change;
}

void EditBoardDialog::check()
{
    const BoardChange wanted = change();
    const int nameLength = codePoints(m_name->text().simplified());
    const int descriptionLength = codePoints(m_description->toPlainText());
    const bool leavesProtected =
        m_board.privacy == BoardPrivacy::Protected && wanted.privacy && !m_board.remoteId.isEmpty();
    m_save->setEnabled(nameLength >= 1 && !wanted.isNothing());
    // Pinterest's own pages stop there, its API may not: said, and left to Pinterest to refuse.
    QString hint;
    if (nameLength > advisedBoardName)
        hint = tr("Pinterest shows board names of up to %1 characters; this one has %2.")
                   .arg(advisedBoardName)
                   .arg(nameLength);
    else if (descriptionLength > advisedBoardDescription)
        hint = tr("Pinterest takes descriptions of up to %1 characters; this one has %2.")
                   .arg(advisedBoardDescription)
                   .arg(descriptionLength);
    else if (leavesProtected)
        hint = tr("Pinterest can't make a board protected again afterwards.");
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    showProblem({});
}

void EditBoardDialog::setBusy(bool busy)
{
    for (QWidget *each : QList<QWidget *>{m_name, m_description, m_privacy, m_buttons})
        each->setEnabled(!busy);
    if (busy)
        m_problem->hide();
}

void EditBoardDialog::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    adjustSize();
}

} // namespace pinweek
