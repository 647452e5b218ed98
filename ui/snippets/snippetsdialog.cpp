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
#include <QMessageBox>
#include <QPointer>
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
constexpr std::chrono::milliseconds restAfterKey{800}; // before what is wrong with it is said
} // namespace

SnippetsDialog::SnippetsDialog(Workspace &workspace, QWidget *parent)
    : QDialog(parent), m_workspace(workspace), m_typing(restAfterKey)
{
    setObjectName(QStringLiteral("snippetsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Text snippets"));
    resize(usualSize);
    build();
    connect(&m_typing, &TypingPause::due, this, &SnippetsDialog::due);
    connect(&workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        if (changes.everything || changes.snippets)
            reload();
    });
    reload();
}

void SnippetsDialog::done(int result)
{
    if (store())
        QDialog::done(result);
    else
        askToDiscard([this, result] { QDialog::done(result); });
}

/** What was typed is lost only by a person's word. */
void SnippetsDialog::askToDiscard(const std::function<void()> &then)
{
    auto *box = new QMessageBox(QMessageBox::Question, windowTitle(),
                                tr("This snippet can't be saved yet. Leave without it?"),
                                QMessageBox::NoButton, this);
    box->setObjectName(QStringLiteral("discardMessageBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(m_problem->text());
    QPushButton *stay = box->addButton(tr("&Keep writing"), QMessageBox::RejectRole);
    QPushButton *leave = box->addButton(tr("&Leave without it"), QMessageBox::DestructiveRole);
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(leave, &QPushButton::clicked, this, [this, then] {
        m_touched = false;
        m_isNew = false;
        then();
    });
    box->open();
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
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int chosen) {
        if (m_filling)
            return;
        if (store()) {
            showCurrent();
            return;
        }
        askToDiscard([this, chosen] {
            m_list->setCurrentRow(chosen);
            showCurrent();
        });
        showShownRow();
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
    const bool isThere = std::any_of(m_snippets.cbegin(), m_snippets.cend(),
                                     [this](const Snippet &each) { return each.id == m_shown; });
    if (!isThere) {
        // Deleted elsewhere: what is being written becomes a new one.
        m_shown = {};
        m_isNew = m_isNew || m_touched;
    }
    m_filling = true;
    m_list->clear();
    for (const Snippet &snippet : std::as_const(m_snippets))
        m_list->addItem(snippet.name);
    m_filling = false;
    showShownRow();
    m_pages->setCurrentIndex(m_snippets.isEmpty() && !m_isNew ? 1 : 0);
    // What is being written is newer than what is stored.
    if (!m_isNew && !m_touched)
        showCurrent();
}

/** The row of what is written; none for a new one. */
void SnippetsDialog::showShownRow()
{
    int row = m_isNew ? -1 : 0;
    for (int i = 0; i < m_snippets.size(); ++i) {
        if (m_snippets.at(i).id == m_shown)
            row = i;
    }
    m_filling = true;
    m_list->setCurrentRow(row);
    m_filling = false;
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
    m_underWay.reset();
    m_isNew = false;
    m_touched = false;
    // The cursor stays where it is in what is the same, and a space that is being typed is kept.
    if (m_name->text().simplified() != snippet.name)
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
    m_typing.typed();
}

void SnippetsDialog::due()
{
    // A new one is not complained about while it is begun, nor any in the midst of a word.
    const bool isBegun = m_isNew && (m_name->text().isEmpty() || m_text->document()->isEmpty());
    if (!isBegun && (!m_typing.isRunning() || checkSnippet(written(), m_snippets)))
        keep();
}

Snippet SnippetsDialog::written() const
{
    return {m_shown, m_name->text(), m_text->toPlainText()};
}

bool SnippetsDialog::store()
{
    m_typing.stop();
    return keep();
}

bool SnippetsDialog::keep()
{
    if (!m_touched)
        return true;
    const Snippet snippet = written();
    // A new one that has nothing yet is none.
    if (m_isNew && snippet.name.trimmed().isEmpty() && snippet.text.trimmed().isEmpty())
        return true;
    if (m_isNew && m_underWay) { // a second one would be another of the same name
        *m_underWay = snippet;
        return true;
    }
    if (const Result<void> fits = checkSnippet(snippet, m_snippets); !fits) {
        showProblem(errorText(fits.error()));
        return false;
    }
    showProblem({});
    if (m_underWay) { // one write at a time
        *m_underWay = snippet;
        return true;
    }
    m_touched = false;
    const auto later = std::make_shared<std::optional<Snippet>>();
    m_underWay = later;
    // What was typed meanwhile is stored too where this is closed by then.
    Store &store = m_workspace.store();
    store.snippets().save(
        snippet, m_isNew ? tr("New snippet") : tr("Change snippet"), &store,
        [self = QPointer(this), &store, later](const Result<Snippet> &saved) {
            const bool goesOn = self && self->m_underWay == later;
            if (self)
                self->stored(saved, goesOn);
            if (goesOn || !saved || !*later)
                return;
            Snippet rest = **later;
            rest.id = saved->id;
            store.snippets().save(
                rest, tr("Change snippet"), &store, [](const Result<Snippet> &) {}, true);
        },
        true);
    return true;
}

/** @param goesOn  it is still the one that is shown */
void SnippetsDialog::stored(const Result<Snippet> &saved, bool goesOn)
{
    const bool isOverdue = goesOn && m_underWay->has_value();
    if (goesOn)
        m_underWay.reset();
    if (!saved) {
        m_touched = m_touched || goesOn; // tried again with the next key
        showProblem(errorText(saved.error()));
        return;
    }
    if (goesOn) {
        m_shown = saved->id;
        m_isNew = false;
        m_delete->setEnabled(true);
    }
    reload();
    if (m_touched && isOverdue)
        keep(); // it had to wait for this answer
}

void SnippetsDialog::makeNew()
{
    if (!store()) {
        askToDiscard([this] { makeNew(); });
        return;
    }
    m_filling = true;
    m_list->setCurrentRow(-1);
    m_shown = {};
    m_underWay.reset();
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
    m_typing.stop();
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
