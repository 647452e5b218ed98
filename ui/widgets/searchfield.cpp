// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/searchfield.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>

#include <chrono>

namespace pinweek {

namespace {
constexpr auto typingPause = std::chrono::milliseconds(120);
} // namespace

SearchField::SearchField(QWidget *parent) : QLineEdit(parent)
{
    setClearButtonEnabled(true);
    addAction(themeIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_typed.setSingleShot(true);
    m_typed.setInterval(typingPause);
    connect(&m_typed, &QTimer::timeout, this, &SearchField::tell);
    connect(this, &QLineEdit::textChanged, this, [this] { m_typed.start(); });
}

void SearchField::tell()
{
    m_typed.stop();
    const QString now = text().simplified();
    if (now == m_words)
        return;
    m_words = now;
    emit wordsChanged(m_words);
}

void SearchField::forget()
{
    clear();
    tell();
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        forget();
        emit closed();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        tell();
        emit left();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

} // namespace pinweek
