// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/namedialog.h"

#include "planner/readiness.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {
constexpr int dialogWidth = 360;
}

NameDialog::NameDialog(const Words &words, int longest, QWidget *parent)
    : QDialog(parent)
    , m_longest(longest)
    , m_name(new QLineEdit(this))
    , m_problem(bodyLabel({}, QStringLiteral("problemLabel"), this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel, this))
    , m_accept(m_buttons->addButton(words.button, QDialogButtonBox::AcceptRole))
{
    setObjectName(QStringLiteral("nameDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(words.title);
    setMinimumWidth(dialogWidth);
    m_name->setObjectName(QStringLiteral("nameLineEdit"));
    setTone(m_problem, Tone::Problem);
    m_problem->hide();
    m_accept->setObjectName(QStringLiteral("acceptNamePushButton"));
    setPrimary(m_accept);
    m_accept->setDefault(true);
    m_buttons->setObjectName(QStringLiteral("nameDialogButtonBox"));
    m_buttons->button(QDialogButtonBox::Cancel)
        ->setObjectName(QStringLiteral("cancelPushButton"));
    auto *label = new QLabel(tr("&Name"), this);
    label->setObjectName(QStringLiteral("nameLabel"));
    label->setBuddy(m_name);
    QLabel *hint = metaLabel(words.hint, QStringLiteral("nameHintLabel"), this);
    hint->setWordWrap(true);
    hint->setVisible(!words.hint.isEmpty());

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space5, metrics::space5, metrics::space5, metrics::space4);
    layout->setSpacing(metrics::space1);
    layout->addWidget(label);
    layout->addWidget(m_name);
    layout->addWidget(hint);
    layout->addWidget(m_problem);
    layout->addStretch();
    layout->addSpacing(metrics::space4);
    layout->addWidget(m_buttons);

    connect(m_name, &QLineEdit::textChanged, this, &NameDialog::check);
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] { emit nameWanted(name()); });
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

QString NameDialog::name() const
{
    return m_name->text().simplified();
}

void NameDialog::setName(const QString &name)
{
    m_name->setText(name);
    m_name->selectAll();
}

void NameDialog::setBusy(bool busy)
{
    m_name->setEnabled(!busy);
    m_buttons->setEnabled(!busy);
    if (busy)
        m_problem->hide();
    else
        m_name->setFocus();
}

void NameDialog::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    adjustSize();
}

void NameDialog::check()
{
    const int length = codePoints(name());
    m_accept->setEnabled(length >= 1 && length <= m_longest);
    showProblem(length > m_longest ? tr("A name has at most %1 characters.").arg(m_longest)
                                   : QString());
}

} // namespace pinweek
