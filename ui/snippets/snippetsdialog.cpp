// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snippets/snippetsdialog.h"

#include "store/snippetstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/growingtextedit.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace pinweek {

namespace {
constexpr QSize usualSize{620, 440};
constexpr int listWidth = 190;                         // px
constexpr std::chrono::milliseconds restAfterKey{500}; // before it is stored
} // namespace

SnippetsDialog::SnippetsDialog(Workspace &workspace, QWidget *parent)
    : QDialog(parent), m_workspace(workspace)
{
    setObjectName(QStringLiteral("snippetsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Text snippets"));
    resize(usualSize);
    build();
    m_rest.setSingleShot(true);
    m_rest.setInterval(restAfterKey);
    connect(&m_rest, &QTimer::timeout, this, &SnippetsDialog::store);
    connect(&workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        if (changes.everything || changes.snippets)
            reload();
    });
    reload();
}

void SnippetsDialog::done(int result)
{
    store();
    QDialog::done(result);
}

void SnippetsDialog::build()
{
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("snippetsListWidget"));
    m_list->setAccessibleName(tr("Snippets"));
    m_list->setFixedWidth(listWidth);
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("snippetNameLineEdit"));
    m_name->setMaxLength(longestSnippetName);
    m_text = new GrowingTextEdit(this);
    m_text->setObjectName(QStringLiteral("snippetTextEdit"));
    m_text->setLeastLines(6);
    const auto label = [this](const QString &text, const char *name, QWidget *field) {
        auto *made = bodyLabel(text, QString::fromLatin1(name), this);
        made->setBuddy(field);
        field->setAccessibleName(QString(text).remove(QLatin1Char('&')));
        return made;
    };
    auto *fields = new QVBoxLayout;
    fields->setSpacing(metrics::space1);
    fields->addWidget(label(tr("&Name"), "snippetNameLabel", m_name));
    fields->addWidget(m_name);
    fields->addSpacing(metrics::space2);
    fields->addWidget(label(tr("&Text"), "snippetTextLabel", m_text));
    auto *area = new QScrollArea(this);
    area->setObjectName(QStringLiteral("snippetTextScrollArea"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    auto *inside = new QWidget(area);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_text);
    column->addStretch();
    area->setWidget(inside);
    fields->addWidget(area, 1);
    fields->addWidget(metaLabel(tr("In a title, description or note, type / and its name."),
                                QStringLiteral("snippetHintLabel"), this));
    auto *filled = new QWidget(this);
    auto *row = new QHBoxLayout(filled);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::space4);
    row->addWidget(m_list);
    row->addLayout(fields, 1);
    auto *empty = new EmptyState(QStringLiteral("snippets"), QStringLiteral("pencil"), this);
    empty->setText(
        tr("A snippet is a text that you write again and again: hashtags, opening hours"));
    empty->setButtons(tr("New snippet"));
    m_pages = new QStackedWidget(this);
    m_pages->setObjectName(QStringLiteral("snippetsStackedWidget"));
    m_pages->addWidget(filled);
    m_pages->addWidget(empty);
    m_problem = bodyLabel({}, QStringLiteral("problemLabel"), this);
    setTone(m_problem, Tone::Problem);
    m_problem->hide();

    auto *make = new QPushButton(tr("Ne&w"), this);
    make->setObjectName(QStringLiteral("newSnippetPushButton"));
    m_delete = new QPushButton(tr("&Delete"), this);
    m_delete->setObjectName(QStringLiteral("deleteSnippetPushButton"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->setObjectName(QStringLiteral("snippetsDialogButtonBox"));
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closePushButton"));
    auto *verbs = new QHBoxLayout;
    verbs->setSpacing(metrics::space2);
    for (QPushButton *each : {make, m_delete}) {
        each->setAutoDefault(false);
        each->setMinimumHeight(metrics::controlHeight);
        verbs->addWidget(each);
    }
    verbs->addStretch();
    verbs->addWidget(buttons);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space4, metrics::space4, metrics::space4, metrics::space4);
    layout->setSpacing(metrics::space3);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_problem);
    layout->addLayout(verbs);

    connect(make, &QPushButton::clicked, this, &SnippetsDialog::makeNew);
    connect(empty, &EmptyState::firstPressed, this, &SnippetsDialog::makeNew);
    connect(m_delete, &QPushButton::clicked, this, &SnippetsDialog::remove);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textEdited, this, &SnippetsDialog::typed);
    connect(m_text, &QTextEdit::textChanged, this, &SnippetsDialog::typed);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        if (m_filling)
            return;
        store();
        showCurrent();
    });
    auto *del = new QAction(this);
    del->setShortcut(QKeySequence::Delete);
    del->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(del);
    connect(del, &QAction::triggered, this, &SnippetsDialog::remove);
}

void SnippetsDialog::reload()
{
    m_snippets = m_workspace.store().snippets().snippets().value_or(QList<Snippet>());
    const auto shown = std::find_if(m_snippets.cbegin(), m_snippets.cend(),
                                    [this](const Snippet &each) { return each.id == m_shown; });
    m_filling = true;
    m_list->clear();
    for (const Snippet &snippet : std::as_const(m_snippets))
        m_list->addItem(snippet.name);
    m_list->setCurrentRow(shown != m_snippets.cend() ? int(shown - m_snippets.cbegin())
                          : m_isNew                  ? -1
                                                     : 0);
    m_filling = false;
    m_pages->setCurrentIndex(m_snippets.isEmpty() && !m_isNew ? 1 : 0);
    // What is being written is newer than what is stored.
    if (!m_isNew && !m_touched)
        showCurrent();
}

Snippet SnippetsDialog::current() const
{
    return m_snippets.value(m_list->currentRow());
}

void SnippetsDialog::showCurrent()
{
    const Snippet snippet = current();
    m_filling = true;
    m_shown = snippet.id;
    m_isNew = false;
    m_touched = false;
    // The cursor stays where it is in what is the same.
    if (m_name->text() != snippet.name)
        m_name->setText(snippet.name);
    if (m_text->toPlainText() != snippet.text)
        m_text->setPlainText(snippet.text);
    m_filling = false;
    m_delete->setEnabled(m_shown.isValid());
    showProblem({});
}

void SnippetsDialog::typed()
{
    if (m_filling)
        return;
    m_touched = true;
    m_rest.start();
}

void SnippetsDialog::store()
{
    m_rest.stop();
    if (!m_touched)
        return;
    const Snippet snippet{m_shown, m_name->text(), m_text->toPlainText()};
    // A new one that has nothing yet is none.
    if (m_isNew && (snippet.name.trimmed().isEmpty() || snippet.text.trimmed().isEmpty()))
        return;
    m_touched = false;
    m_workspace.store().snippets().save(
        snippet, m_isNew ? tr("New snippet") : tr("Change snippet"), this,
        [this, wasNew = m_isNew, was = m_shown](const Result<Snippet> &saved) {
            const bool goesOn = m_shown == was && m_isNew == wasNew;
            if (!saved) {
                if (goesOn)
                    m_touched = true; // tried again with the next key
                showProblem(errorText(saved.error()));
                return;
            }
            showProblem({});
            if (goesOn) {
                m_shown = saved->id;
                m_isNew = false;
                m_delete->setEnabled(true);
            }
            reload();
        });
}

void SnippetsDialog::makeNew()
{
    store();
    m_filling = true;
    m_list->setCurrentRow(-1);
    m_shown = {};
    m_isNew = true;
    m_touched = false;
    m_name->clear();
    m_text->clear();
    m_filling = false;
    m_pages->setCurrentIndex(0);
    m_delete->setEnabled(false);
    showProblem({});
    m_name->setFocus();
}

/** At once, since Ctrl+Z in the window brings it back. */
void SnippetsDialog::remove()
{
    if (!m_shown.isValid())
        return;
    m_rest.stop();
    m_touched = false;
    m_workspace.store().snippets().remove(m_shown, tr("Delete snippet"), this,
                                          [this](const Result<void> &removed) {
                                              if (!removed)
                                                  showProblem(errorText(removed.error()));
                                          });
}

void SnippetsDialog::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

} // namespace pinweek
