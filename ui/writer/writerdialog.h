// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "writer/writerclient.h"
#include "writer/writerprompt.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace pinweek {

class CharCounter;
class Workspace;

/**
 * Has a text for a pin written: what is asked stands there, to be changed before it is sent; what
 * comes can be changed before it is used. Nothing is sent until Write is pressed. Esc stops what is
 * under way, and closes the window when nothing is. Main thread.
 */
class WriterDialog : public QDialog
{
    Q_OBJECT

public:
    /** @param picture  SHA-256 of the picture that may go along; empty: there is none */
    WriterDialog(Workspace &workspace, WriterField field, const WriterFacts &facts,
                 const QString &picture, QWidget *parent);

    void reject() override;

signals:
    /** Within what Pinterest takes. */
    void used(pinweek::WriterField field, const QString &text);

private:
    void build();
    void wire();
    void showPrompt();
    void showState();
    void start();
    void ask(const QByteArray &jpeg);
    void wrote(const QString &piece);
    void finished(const QString &text, bool isCut);
    void failed(const WriterError &error);
    void stop();
    void use();
    void say(const QString &sentence, bool isProblem = false);
    [[nodiscard]] WriterField field() const;

    Workspace &m_workspace;
    WriterFacts m_facts;
    QString m_picture;
    WriterClient m_client;
    QString m_proposed; // the prompt as it was made
    QString m_arrived;  // of the text that is being written
    int m_run = 0;      // key and picture of an earlier one are too late
    bool m_isBusy = false;

    QComboBox *m_field = nullptr;
    QPlainTextEdit *m_prompt = nullptr;
    QPushButton *m_reset = nullptr;
    QCheckBox *m_withPicture = nullptr;
    QLabel *m_privacy = nullptr;
    QPlainTextEdit *m_text = nullptr;
    CharCounter *m_counter = nullptr;
    QLabel *m_state = nullptr;
    QPushButton *m_close = nullptr;
    QPushButton *m_write = nullptr;
    QPushButton *m_use = nullptr;
};

} // namespace pinweek
