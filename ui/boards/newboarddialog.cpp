// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/boards/newboarddialog.h"

#include "planner/readiness.h"
#include "text/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {
constexpr int nameLimit = 180; // characters; pinterest-api.md, boards and sections
constexpr int dialogWidth = 360;
} // namespace

NewBoardDialog::NewBoardDialog(Kind kind, const QString &where, QWidget *parent)
    : QDialog(parent)
    , m_name(new QLineEdit(this))
    , m_privacy(new QComboBox(this))
    , m_problem(bodyLabel({}, QStringLiteral("problemLabel"), this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel, this))
{
    const bool board = kind == Kind::Board;
    setObjectName(QStringLiteral("newBoardDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(board ? tr("New board") : tr("New section"));
    setMinimumWidth(dialogWidth);
    m_name->setObjectName(QStringLiteral("nameLineEdit"));
    m_privacy->setObjectName(QStringLiteral("privacyComboBox"));
    for (const BoardPrivacy each : privaciesOfNewBoards())
        m_privacy->addItem(boardPrivacyText(each), int(each));
    setTone(m_problem, Tone::Problem);
    m_problem->hide();
    QPushButton *create = m_buttons->addButton(tr("&Create"), QDialogButtonBox::AcceptRole);
    create->setObjectName(QStringLiteral("createPushButton"));
    setPrimary(create);
    create->setDefault(true);
    m_buttons->setObjectName(QStringLiteral("newBoardDialogButtonBox"));

    auto *nameLabel = new QLabel(tr("&Name"), this);
    nameLabel->setObjectName(QStringLiteral("nameLabel"));
    nameLabel->setBuddy(m_name);
    auto *privacyLabel = new QLabel(tr("&Who can see it"), this);
    privacyLabel->setObjectName(QStringLiteral("privacyLabel"));
    privacyLabel->setBuddy(m_privacy);
    QLabel *whereLabel = metaLabel(where, QStringLiteral("whereLabel"), this);
    whereLabel->setWordWrap(true);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space5, metrics::space5, metrics::space5, metrics::space4);
    layout->setSpacing(metrics::space1);
    layout->addWidget(nameLabel);
    layout->addWidget(m_name);
    layout->addWidget(whereLabel);
    layout->addSpacing(metrics::space2);
    layout->addWidget(privacyLabel);
    layout->addWidget(m_privacy);
    layout->addWidget(m_problem);
    layout->addStretch();
    layout->addSpacing(metrics::space4);
    layout->addWidget(m_buttons);
    privacyLabel->setVisible(board);
    m_privacy->setVisible(board);

    connect(m_name, &QLineEdit::textChanged, this, &NewBoardDialog::check);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &NewBoardDialog::createWanted);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

QString NewBoardDialog::name() const
{
    return m_name->text().simplified();
}

BoardPrivacy NewBoardDialog::privacy() const
{
    return BoardPrivacy(m_privacy->currentData().toInt());
}

void NewBoardDialog::setName(const QString &name)
{
    m_name->setText(name);
}

void NewBoardDialog::setBusy(bool busy)
{
    m_name->setEnabled(!busy);
    m_privacy->setEnabled(!busy);
    m_buttons->setEnabled(!busy);
    if (busy)
        m_problem->hide();
}

void NewBoardDialog::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    adjustSize();
}

void NewBoardDialog::check()
{
    const int length = codePoints(name());
    findChild<QPushButton *>(QStringLiteral("createPushButton"))
        ->setEnabled(length >= 1 && length <= nameLimit);
    showProblem(length > nameLimit ? tr("A name has at most %1 characters.").arg(nameLimit)
                                   : QString());
}

} // namespace pinweek
