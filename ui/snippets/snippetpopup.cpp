// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snippets/snippetpopup.h"

#include "store/snippetstore.h"
#include "store/store.h"
#include "ui/theme/theme.h"
#include "workspace/workspace.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QTextBlock>
#include <QTextEdit>
#include <QTimer>

#include <algorithm>

namespace pinweek {

namespace {

constexpr int popupWidth = 300; // px
constexpr int mostRows = 7;

/** What of a line before the cursor asks for a snippet: "/" at its beginning or after a space, and
 * what is behind it. Names have spaces too. */
QString askedIn(const QString &before)
{
    const qsizetype slash = before.lastIndexOf(QLatin1Char('/'));
    if (slash < 0 || (slash > 0 && !before.at(slash - 1).isSpace()))
        return {};
    const QString words = before.mid(slash);
    return words.startsWith(QStringLiteral("/ ")) || words.size() > longestSnippetName ? QString()
                                                                                       : words;
}

/** A sentence after a slash is not taken for a part of a name. */
bool isMeant(const QString &name, const QString &wanted)
{
    return wanted.contains(QLatin1Char(' ')) ? name.startsWith(wanted, Qt::CaseInsensitive)
                                             : name.contains(wanted, Qt::CaseInsensitive);
}

} // namespace

SnippetPopup::SnippetPopup(Workspace &workspace, QLineEdit *field)
    : QObject(field), m_workspace(workspace), m_field(field), m_line(field)
{
    connect(field, &QLineEdit::textEdited, this, &SnippetPopup::typed);
    connect(field, &QLineEdit::cursorPositionChanged, this, [this] {
        if (asked().isNull())
            close();
    });
    setUp();
}

SnippetPopup::SnippetPopup(Workspace &workspace, QTextEdit *field)
    : QObject(field), m_workspace(workspace), m_field(field), m_text(field)
{
    connect(field, &QTextEdit::textChanged, this, [this] {
        // Not when a pin is shown.
        if (m_text->hasFocus())
            typed();
    });
    connect(field, &QTextEdit::cursorPositionChanged, this, [this] {
        if (asked().isNull())
            close();
    });
    setUp();
}

void SnippetPopup::setUp()
{
    m_field->installEventFilter(this);
}

bool SnippetPopup::isOpen() const
{
    return m_list && m_list->isVisible();
}

QString SnippetPopup::asked() const
{
    if (m_line)
        return m_line->hasSelectedText() ? QString()
                                         : askedIn(m_line->text().left(m_line->cursorPosition()));
    const QTextCursor cursor = m_text->textCursor();
    return cursor.hasSelection() ? QString()
                                 : askedIn(cursor.block().text().left(cursor.positionInBlock()));
}

void SnippetPopup::typed()
{
    if (m_choosing)
        return;
    const QString wanted = asked();
    if (wanted.isNull()) {
        m_dismissedAt = -1;
        close();
    } else if (slashPlace() != m_dismissedAt) {
        show(wanted.mid(1));
    }
}

int SnippetPopup::slashPlace() const
{
    const int cursor = m_line ? m_line->cursorPosition() : m_text->textCursor().position();
    return cursor - int(asked().size());
}

void SnippetPopup::show(const QString &wanted)
{
    m_found = m_workspace.store().snippets().snippets().value_or(QList<Snippet>());
    m_found.removeIf([&wanted](const Snippet &snippet) { return !isMeant(snippet.name, wanted); });
    // What begins so is meant rather than what has it somewhere.
    std::stable_partition(m_found.begin(), m_found.end(), [&wanted](const Snippet &snippet) {
        return snippet.name.startsWith(wanted, Qt::CaseInsensitive);
    });
    // A slash that is only a slash: somebody writes on.
    if (m_found.isEmpty() && !wanted.isEmpty()) {
        close();
        return;
    }
    if (!m_list) {
        m_list = new QListWidget(m_field->window());
        m_list->setObjectName(QStringLiteral("snippetListWidget"));
        m_list->setAccessibleName(tr("Snippets"));
        m_list->setFocusPolicy(Qt::NoFocus);
        m_list->setProperty("popup", true);
        m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_list->setTextElideMode(Qt::ElideRight);
        m_list->setUniformItemSizes(true);
        m_list->setIconSize(QSize(16, 16));
        connect(m_list, &QListWidget::itemClicked, this, &SnippetPopup::choose);
    }
    m_list->clear();
    for (const Snippet &snippet : std::as_const(m_found)) {
        auto *item =
            new QListWidgetItem(tr("%1: %2").arg(snippet.name, snippet.text.simplified()), m_list);
        item->setToolTip(snippet.text);
    }
    auto *manage =
        new QListWidgetItem(m_found.isEmpty() ? tr("New snippet…") : tr("All snippets…"), m_list);
    manage->setIcon(themeIcon(QStringLiteral("pencil")));
    m_list->setCurrentRow(0);
    place();
    m_list->raise();
    m_list->show();
    qApp->installEventFilter(this);
    // The field may grow by what was typed, and what it lies in be scrolled.
    QTimer::singleShot(0, this, &SnippetPopup::place);
}

/** Under the cursor, or above it where there is no room. */
void SnippetPopup::place()
{
    if (!m_list)
        return;
    const int rows = qMin(mostRows, m_list->count());
    const QRect cursor = cursorRect();
    const QRect room = m_field->window()->rect();
    QRect at(cursor.bottomLeft() + QPoint(0, metrics::space1),
             QSize(popupWidth, rows * metrics::rowHeight + 2 * m_list->frameWidth()));
    if (m_field->layoutDirection() == Qt::RightToLeft)
        at.moveRight(cursor.right());
    if (at.bottom() > room.bottom())
        at.moveBottom(cursor.top() - metrics::space1);
    at.moveLeft(qBound(room.left(), at.left(), qMax(room.left(), room.right() - popupWidth)));
    m_list->setGeometry(at);
}

void SnippetPopup::close()
{
    qApp->removeEventFilter(this);
    if (m_list)
        m_list->hide();
}

QRect SnippetPopup::cursorRect() const
{
    const QRect rect =
        m_line ? m_line->inputMethodQuery(Qt::ImCursorRectangle).toRect() : m_text->cursorRect();
    const QWidget *of = m_line ? static_cast<const QWidget *>(m_line) : m_text->viewport();
    return {of->mapTo(m_field->window(), rect.topLeft()), rect.size()};
}

void SnippetPopup::choose()
{
    const int row = m_list->currentRow();
    close();
    if (row >= 0 && row < m_found.size()) {
        replaceAsked(m_found.at(row).text);
        return;
    }
    replaceAsked({});
    emit manageWanted();
}

void SnippetPopup::replaceAsked(const QString &text)
{
    const qsizetype count = asked().size();
    m_choosing = true;
    if (m_line) {
        m_line->setSelection(m_line->cursorPosition() - int(count), int(count));
        // One line: a break would be lost without a gap.
        m_line->insert(text.simplified());
    } else {
        QTextCursor cursor = m_text->textCursor();
        cursor.beginEditBlock();
        cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, int(count));
        cursor.insertText(text);
        cursor.endEditBlock();
        m_text->setTextCursor(cursor);
    }
    m_choosing = false;
}

bool SnippetPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field) {
        // It would stay behind when what the field lies in is moved.
        const auto *over = qobject_cast<QWidget *>(watched);
        const bool moves = event->type() == QEvent::Wheel ||
                           (event->type() == QEvent::Resize && watched == m_field->window());
        if (moves && over && m_list && over != m_list && !m_list->isAncestorOf(over))
            close();
        return QObject::eventFilter(watched, event);
    }
    if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide) {
        close();
        m_dismissedAt = -1;
    }
    if (!isOpen())
        return QObject::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) {
        // Esc and Enter are the list's while it is open, not the window's.
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter) {
            event->accept();
            return true;
        }
    }
    if (event->type() != QEvent::KeyPress)
        return QObject::eventFilter(watched, event);
    const int rows = m_list->count();
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        m_list->setCurrentRow((m_list->currentRow() + 1) % rows);
        return true;
    case Qt::Key_Up:
        m_list->setCurrentRow((m_list->currentRow() + rows - 1) % rows);
        return true;
    case Qt::Key_Tab:
        if (m_found.isEmpty()) { // nothing to put in: it goes on to the next field
            close();
            return QObject::eventFilter(watched, event);
        }
        [[fallthrough]];
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    case Qt::Key_Escape:
        m_dismissedAt = slashPlace();
        close();
        return true;
    default:
        return QObject::eventFilter(watched, event);
    }
}

} // namespace pinweek
