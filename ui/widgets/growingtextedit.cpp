// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/growingtextedit.h"

#include <QAbstractTextDocumentLayout>
#include <QMimeData>

#include <cmath>

namespace pinweek {

namespace {
constexpr int textMargin =
    3; // px; with the sheet's padding the text starts where a line edit's does
constexpr int assumedChrome = 10; // px; border and padding before the first layout
} // namespace

GrowingTextEdit::GrowingTextEdit(QWidget *parent) : QTextEdit(parent)
{
    setAcceptRichText(false);
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(textMargin);
    setViewportMargins(textMargin, 0, textMargin, 0);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &GrowingTextEdit::fitHeight);
    fitHeight();
}

int GrowingTextEdit::leastLines() const
{
    return m_leastLines;
}

void GrowingTextEdit::setLeastLines(int lines)
{
    m_leastLines = qMax(1, lines);
    fitHeight();
}

QSize GrowingTextEdit::sizeHint() const
{
    const int least = fontMetrics().lineSpacing() * m_leastLines + 2 * textMargin;
    const int wanted = int(std::ceil(document()->size().height()));
    // A style sheet's padding is not in frameWidth(); what the viewport lost tells it.
    const int chrome =
        testAttribute(Qt::WA_WState_Created) ? height() - viewport()->height() : assumedChrome;
    return {160, qMax(least, wanted) + chrome};
}

QSize GrowingTextEdit::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

void GrowingTextEdit::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    fitHeight();
}

void GrowingTextEdit::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitHeight();
}

void GrowingTextEdit::insertFromMimeData(const QMimeData *source)
{
    QString text = source->text();
    const bool cut = text.size() > mostPasted;
    if (cut) // never within a character
        text.truncate(text.at(mostPasted - 1).isHighSurrogate() ? mostPasted - 1 : mostPasted);
    insertPlainText(text);
    if (cut)
        emit pasteCut(int(text.size()));
}

/** Images and files belong on the preview: a text field must not take them as addresses. */
bool GrowingTextEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasText() && !source->hasUrls() && !source->hasImage();
}

void GrowingTextEdit::fitHeight()
{
    const int wanted = sizeHint().height();
    if (wanted != minimumHeight() || wanted != maximumHeight())
        setFixedHeight(wanted);
}

} // namespace pinweek
