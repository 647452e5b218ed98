// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/links/templateedit.h"

#include "model/utm.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

namespace pinweek {

namespace {

QString meaningOf(const QString &variable)
{
    if (variable == QLatin1String("board"))
        return TemplateEdit::tr("the board's name");
    if (variable == QLatin1String("section"))
        return TemplateEdit::tr("the section's name");
    if (variable == QLatin1String("campaign"))
        return TemplateEdit::tr("the campaign's name");
    if (variable == QLatin1String("slug"))
        return TemplateEdit::tr("the title, as words-with-hyphens");
    if (variable == QLatin1String("date"))
        return TemplateEdit::tr("the planned day, 2026-11-29");
    return TemplateEdit::tr("which pin of this link it is: 1, 2, 3 …");
}

} // namespace

TemplateEdit::TemplateEdit(const QString &key, QWidget *parent)
    : QWidget(parent), m_edit(new QLineEdit(this)), m_button(new QToolButton(this))
{
    m_edit->setObjectName(key + QStringLiteral("LineEdit"));
    m_edit->setAccessibleName(key);
    m_edit->setMinimumHeight(metrics::controlHeight);
    m_button->setObjectName(key + QStringLiteral("VariablesToolButton"));
    m_button->setText(QStringLiteral("{ }"));
    m_button->setAccessibleName(tr("Insert a variable into %1").arg(key));
    m_button->setToolTip(tr("Insert a variable"));
    m_button->setFixedSize(metrics::controlHeight, metrics::controlHeight);
    m_button->setFocusPolicy(Qt::TabFocus);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::space1);
    row->addWidget(m_edit, 1);
    row->addWidget(m_button);
    setFocusPolicy(Qt::ClickFocus); // else the letter of its label reaches nothing
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textEdited, this, &TemplateEdit::edited);
    connect(m_button, &QToolButton::clicked, this, &TemplateEdit::openMenu);
}

QString TemplateEdit::text() const
{
    return m_edit->text();
}

void TemplateEdit::setText(const QString &text)
{
    if (m_edit->text() != text)
        m_edit->setText(text);
}

void TemplateEdit::openMenu()
{
    auto *menu = new QMenu(m_button);
    menu->setObjectName(QStringLiteral("variablesMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QString &variable : utmVariables()) {
        const QString inBraces = QStringLiteral("{%1}").arg(variable);
        QAction *action = menu->addAction(
            tr("%1 – %2", "a variable, what it is").arg(inBraces, meaningOf(variable)));
        action->setObjectName(variable + QStringLiteral("VariableAction"));
        connect(action, &QAction::triggered, this, [this, inBraces] { insert(inBraces); });
    }
    menu->popup(m_button->mapToGlobal(QPoint(0, m_button->height())));
}

void TemplateEdit::insert(const QString &variable)
{
    m_edit->insert(variable);
    m_edit->setFocus();
    emit edited();
}

} // namespace pinweek
