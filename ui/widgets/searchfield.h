// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QTimer>

namespace pinweek {

/** A search box that tells its words a moment after the last key. Esc empties and closes it. */
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(QWidget *parent = nullptr);
    /** The words that were told last. */
    [[nodiscard]] const QString &words() const { return m_words; }
    /** Empties it; told at once. */
    void forget();

signals:
    void wordsChanged(const QString &words);
    /** Esc. */
    void closed();
    /** Down or Enter: on to what was found. */
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void tell();

    QTimer m_typed;
    QString m_words;
};

} // namespace pinweek
