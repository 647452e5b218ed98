// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/writer/texthelp.h"

#include "core/settings.h"
#include "model/keywords.h"
#include "model/mediaasset.h"
#include "store/boardstore.h"
#include "store/linkstore.h"
#include "store/mediastore.h"
#include "store/store.h"
#include "text/writertexts.h"
#include "ui/writer/keywordmenu.h"
#include "ui/writer/writerdialog.h"
#include "workspace/workspace.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTextEdit>

#include <utility>

namespace pinweek {

namespace {

constexpr int mostInMenu = 12;
constexpr int mostInPrompt = 8;

QString textsOf(const PinContent &content)
{
    return content.title + QLatin1Char('\n') + content.description;
}

} // namespace

TextHelp::TextHelp(Workspace &workspace, SubjectOf subject, QWidget *form)
    : QObject(form)
    , m_workspace(workspace)
    , m_subject(std::move(subject))
    , m_form(form)
    , m_finder(workspace.store(), workspace.clock())
{
    connect(&m_finder, &KeywordFinder::found, this, [this](const QStringList &keywords) {
        if (const auto then = std::exchange(m_then, nullptr))
            then(keywords);
    });
    connect(&workspace.settings(), &Settings::changed, this, &TextHelp::showButtons);
}

void TextHelp::addTo(QHBoxLayout *head, WriterField field, QWidget *edit)
{
    m_edits.insert(field, edit);
    const auto add = [this, head, edit](const char *name, const QString &text,
                                        const QString &spoken) {
        auto *button = new QPushButton(text, m_form);
        button->setObjectName(QString::fromLatin1(name));
        button->setAccessibleName(spoken);
        button->setFlat(true);
        button->setAutoDefault(false);
        head->insertWidget(head->count() - 1, button);
        QWidget::setTabOrder(m_lastOf.value(edit, edit), button);
        m_lastOf.insert(edit, button);
        return button;
    };
    if (field == WriterField::Description) {
        m_keywords = add("keywordsPushButton", tr("Keywords"), tr("Keywords of your pins"));
        m_keywords->setToolTip(tr("Words that your pins of this board have: a click puts one in"));
        connect(m_keywords, &QPushButton::clicked, this, &TextHelp::askForKeywords);
    }
    const char *name = field == WriterField::Title         ? "writeTitlePushButton"
                       : field == WriterField::Description ? "writeDescriptionPushButton"
                                                           : "writeAltTextPushButton";
    QPushButton *write =
        add(name, tr("Write…"), tr("Have the %1 written").arg(writerFieldText(field)));
    write->setToolTip(tr("Have a text proposed by the program of Settings → Writing help"));
    connect(write, &QPushButton::clicked, this, [this, field] { this->write(field); });
    m_write.append(write);
    showButtons();
}

void TextHelp::setAvailable(bool available)
{
    m_isAvailable = available;
    showButtons();
}

void TextHelp::showButtons()
{
    const Settings &settings = m_workspace.settings();
    const bool isSetUp = settings.writerOn() && !settings.writerAddress().isEmpty() &&
                         !settings.writerModel().isEmpty();
    if (m_keywords)
        m_keywords->setVisible(m_isAvailable);
    for (QPushButton *button : std::as_const(m_write))
        button->setVisible(m_isAvailable && isSetUp);
}

// --- keywords

void TextHelp::askForKeywords()
{
    const std::optional<Subject> subject = m_subject();
    if (!subject)
        return;
    m_then = [this](const QStringList &keywords) { popUp(keywords); };
    m_finder.find(subject->content.account, subject->content.board, subject->pin);
}

void TextHelp::popUp(const QStringList &keywords)
{
    const std::optional<Subject> subject = m_subject();
    if (!subject || !m_keywords->isVisible())
        return;
    auto *menu = new KeywordMenu(
        keywordsNotIn(textsOf(subject->content), keywords).mid(0, mostInMenu), m_form);
    connect(menu, &KeywordMenu::chosen, this, &TextHelp::insertKeyword);
    menu->popup(m_keywords->mapToGlobal(QPoint(0, m_keywords->height())));
}

/** At the cursor of the description, with spaces around it where words are. */
void TextHelp::insertKeyword(const QString &keyword)
{
    auto *edit = qobject_cast<QTextEdit *>(m_edits.value(WriterField::Description));
    if (!edit || !m_subject())
        return;
    const QString text = edit->toPlainText();
    QTextCursor cursor = edit->textCursor();
    if (cursor.atStart() && !cursor.hasSelection()) // nobody has been in it yet
        cursor.movePosition(QTextCursor::End);
    const qsizetype from = cursor.selectionStart();
    const qsizetype to = cursor.selectionEnd();
    const bool isAfterWord = from > 0 && !text.at(from - 1).isSpace();
    const bool isBeforeWord = to < text.size() && text.at(to).isLetterOrNumber();
    emit stepBegun(tr("Insert keyword"));
    cursor.insertText((isAfterWord ? QStringLiteral(" ") : QString()) + keyword +
                      (isBeforeWord ? QStringLiteral(" ") : QString()));
    emit stepEnded();
    edit->setTextCursor(cursor);
}

/** In the place of what the field has. */
void TextHelp::replaceText(WriterField field, const QString &text)
{
    QWidget *edit = m_edits.value(field);
    emit stepBegun(tr("Use written text"));
    if (auto *line = qobject_cast<QLineEdit *>(edit)) {
        line->selectAll();
        line->insert(text);
        line->setCursorPosition(0); // a title that does not fit is seen from its beginning
    } else if (auto *lines = qobject_cast<QTextEdit *>(edit)) {
        QTextCursor cursor(lines->document());
        cursor.select(QTextCursor::Document);
        cursor.insertText(text);
        cursor.movePosition(QTextCursor::End);
        lines->setTextCursor(cursor);
    }
    emit stepEnded();
    edit->setFocus();
}

// --- the writer

void TextHelp::write(WriterField field)
{
    const std::optional<Subject> subject = m_subject();
    if (!subject || m_dialog)
        return;
    m_then = [this, field](const QStringList &keywords) { openDialog(field, keywords); };
    m_finder.find(subject->content.account, subject->content.board, subject->pin);
}

void TextHelp::openDialog(WriterField field, const QStringList &keywords)
{
    const std::optional<Subject> subject = m_subject();
    if (!subject || m_dialog)
        return;
    const PinContent &content = subject->content;
    Store &store = m_workspace.store();
    WriterFacts facts;
    facts.board = store.boards().board(content.board).value_or(Board()).name;
    facts.keywords = keywords.mid(0, mostInPrompt);
    facts.title = content.title;
    facts.description = content.description;
    facts.altText = content.altText;
    if (const auto page = store.links().page(content.link); page && *page)
        facts.pageTitle = (*page)->title;
    const QString picture = store.media().picture(content).value_or(MediaAsset()).sha256;
    m_dialog = new WriterDialog(m_workspace, field, facts, picture, m_form);
    connect(m_dialog, &WriterDialog::used, this,
            [this, showing = subject->showing](WriterField written, const QString &text) {
                // Meanwhile another one may be in the composer.
                const std::optional<Subject> now = m_subject();
                if (now && now->showing == showing) {
                    replaceText(written, text);
                } else {
                    QGuiApplication::clipboard()->setText(text);
                    emit message(
                        tr("The pin that the text was written for is no longer open. It is "
                           "on the clipboard: open the pin and paste it."));
                }
            });
    m_dialog->open();
}

} // namespace pinweek
