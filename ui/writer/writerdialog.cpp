// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/writer/writerdialog.h"

#include "core/settings.h"
#include "media/thumbnail.h"
#include "text/texts.h"
#include "text/writertexts.h"
#include "ui/pins/charcounter.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"
#include "writer/writerkey.h"

#include <QBuffer>
#include <QCheckBox>
#include <QComboBox>
#include <QFuture>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QtConcurrentRun>
#include <QVBoxLayout>

namespace pinweek {

namespace {

constexpr QSize firstSize(600, 700);
constexpr int promptHeight = 170; // px, at least
constexpr int promptShare = 3;
constexpr int textShare = 2;
constexpr int pictureSide = 768;  // px
constexpr int pictureQuality = 80;

/** Small, upright, without transparency. Any thread. */
QByteArray smallJpeg(const QImage &picture)
{
    if (picture.isNull())
        return {};
    const bool isLarge = picture.width() > pictureSide || picture.height() > pictureSide;
    const QImage fitted = isLarge ? picture.scaled(pictureSide, pictureSide, Qt::KeepAspectRatio,
                                                   Qt::SmoothTransformation)
                                  : picture;
    QImage opaque(fitted.size(), QImage::Format_RGB32);
    opaque.fill(Qt::white);
    QPainter(&opaque).drawImage(0, 0, fitted);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    opaque.save(&buffer, "JPEG", pictureQuality);
    return bytes;
}

QPushButton *newButton(const char *name, const QString &text, QWidget *parent)
{
    auto *made = new QPushButton(text, parent);
    made->setObjectName(QString::fromLatin1(name));
    return made;
}

} // namespace

WriterDialog::WriterDialog(Workspace &workspace, WriterField field, const WriterFacts &facts,
                           const QString &picture, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_facts(facts)
    , m_picture(picture)
    , m_client(workspace.clock())
{
    setObjectName(QStringLiteral("writerDialog"));
    setWindowTitle(tr("Have a text written"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    m_field->setCurrentIndex(int(field));
    wire();
    resize(firstSize);
    showPrompt();
    showState();
    m_write->setFocus();
}

// --- what it is made of

void WriterDialog::build()
{
    m_field = new QComboBox(this);
    m_field->setObjectName(QStringLiteral("writerFieldComboBox"));
    for (const WriterField each :
         {WriterField::Title, WriterField::Description, WriterField::AltText})
        m_field->addItem(writerFieldText(each));
    auto *what = new QLabel(tr("What t&o write"), this);
    what->setBuddy(m_field);

    m_prompt = new QPlainTextEdit(this);
    m_prompt->setObjectName(QStringLiteral("promptPlainTextEdit"));
    m_prompt->setTabChangesFocus(true);
    m_prompt->setMinimumHeight(promptHeight);
    auto *asked = new QLabel(tr("What is &asked"), this);
    asked->setBuddy(m_prompt);
    m_reset = newButton("resetPromptPushButton", tr("&Reset"), this);
    m_reset->setToolTip(tr("Ask what Pinweek proposes"));
    m_reset->setFlat(true);
    m_withPicture = new QCheckBox(tr("Send the &picture too"), this);
    m_withPicture->setObjectName(QStringLiteral("withPictureCheckBox"));
    m_withPicture->setVisible(!m_picture.isEmpty());
    m_privacy = metaLabel({}, QStringLiteral("privacyLabel"), this);
    m_privacy->setWordWrap(true);

    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(QStringLiteral("writtenPlainTextEdit"));
    m_text->setTabChangesFocus(true);
    m_text->setPlaceholderText(tr("The text comes here. Change it as you like before you use it."));
    auto *written = new QLabel(tr("&Text"), this);
    written->setBuddy(m_text);
    m_counter = new CharCounter(this);
    m_counter->setObjectName(QStringLiteral("writtenCounterLabel"));
    m_state = bodyLabel({}, QStringLiteral("writerStateLabel"), this);
    m_state->setTextFormat(Qt::PlainText);

    m_close = newButton("closePushButton", tr("&Close"), this);
    m_write = newButton("writePushButton", {}, this);
    m_use = newButton("usePushButton", tr("&Use"), this);
    setPrimary(m_use);
    m_write->setDefault(true); // Return presses it, or the button that has the focus

    auto *first = new QHBoxLayout;
    first->setSpacing(metrics::space2);
    first->addWidget(what);
    first->addWidget(m_field);
    first->addStretch(1);
    auto *askedHead = new QHBoxLayout;
    askedHead->addWidget(asked);
    askedHead->addStretch(1);
    askedHead->addWidget(m_reset);
    auto *writtenHead = new QHBoxLayout;
    writtenHead->addWidget(written);
    writtenHead->addStretch(1);
    writtenHead->addWidget(m_counter);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::space2);
    buttons->addStretch(1);
    for (QPushButton *button : {m_close, m_write, m_use})
        buttons->addWidget(button);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::space5, metrics::space4, metrics::space5, metrics::space4);
    column->setSpacing(metrics::space2);
    column->addLayout(first);
    column->addSpacing(metrics::space1);
    column->addLayout(askedHead);
    column->addWidget(m_prompt, promptShare);
    column->addWidget(m_withPicture);
    column->addWidget(m_privacy);
    column->addSpacing(metrics::space1);
    column->addLayout(writtenHead);
    column->addWidget(m_text, textShare);
    column->addWidget(m_state);
    column->addLayout(buttons);
}

void WriterDialog::wire()
{
    connect(m_field, &QComboBox::currentIndexChanged, this, [this] {
        // What a person changed is kept.
        if (m_prompt->toPlainText() == m_proposed)
            showPrompt();
        else
            m_proposed = writerPrompt(field(), m_facts);
        showState();
    });
    connect(m_prompt, &QPlainTextEdit::textChanged, this, &WriterDialog::showState);
    connect(m_reset, &QPushButton::clicked, this, &WriterDialog::showPrompt);
    connect(m_withPicture, &QCheckBox::toggled, this, &WriterDialog::showState);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_isBusy) // once it is there, not at each piece
            showState();
    });
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_write, &QPushButton::clicked, this, [this] {
        if (m_isBusy)
            stop();
        else
            start();
    });
    connect(m_use, &QPushButton::clicked, this, &WriterDialog::use);
    connect(&m_client, &WriterClient::wrote, this, &WriterDialog::wrote);
    connect(&m_client, &WriterClient::finished, this, &WriterDialog::finished);
    connect(&m_client, &WriterClient::failed, this, &WriterDialog::failed);
}

WriterField WriterDialog::field() const
{
    return WriterField(m_field->currentIndex());
}

void WriterDialog::showPrompt()
{
    m_proposed = writerPrompt(field(), m_facts);
    m_prompt->setPlainText(m_proposed);
}

void WriterDialog::showState()
{
    const QString text = m_text->toPlainText();
    m_counter->setLimits(writerLimit(field()), writerLimit(field()));
    m_counter->count(text);
    m_privacy->setText(
        writerPrivacyText(m_workspace.settings().writerAddress(), m_withPicture->isChecked()));
    m_reset->setVisible(m_prompt->toPlainText() != m_proposed);
    m_write->setText(m_isBusy ? tr("&Stop") : m_arrived.isEmpty() ? tr("&Write") : tr("A&gain"));
    m_write->setEnabled(m_isBusy || !m_prompt->toPlainText().trimmed().isEmpty());
    m_text->setReadOnly(m_isBusy);
    m_prompt->setReadOnly(m_isBusy);
    m_field->setEnabled(!m_isBusy);
    m_withPicture->setEnabled(!m_isBusy);
    m_use->setEnabled(!m_isBusy && !text.trimmed().isEmpty());
}

void WriterDialog::say(const QString &sentence, bool isProblem)
{
    m_state->setText(sentence);
    setTone(m_state, isProblem ? Tone::Problem : Tone::Secondary);
}

// --- writing

void WriterDialog::start()
{
    m_isBusy = true;
    m_arrived.clear();
    m_text->clear();
    say(tr("Asking…"));
    showState();
    if (!m_withPicture->isChecked() || m_picture.isEmpty()) {
        ask({});
        return;
    }
    QtConcurrent::run([sha256 = m_picture, directory = m_workspace.directory()] {
        return smallJpeg(readThumbnail(sha256, directory));
    }).then(this, [this, run = ++m_run](const QByteArray &jpeg) {
        if (run != m_run || !m_isBusy)
            return;
        if (jpeg.isEmpty()) {
            stop();
            say(tr("The picture can't be read. Write without it."), true);
        } else {
            ask(jpeg);
        }
    });
}

void WriterDialog::ask(const QByteArray &jpeg)
{
    const QString address = m_workspace.settings().writerAddress();
    readWriterKey(m_workspace.vault(), address, this,
                  [this, run = ++m_run, address, jpeg](const Result<QString> &key) {
                      if (run != m_run || !m_isBusy)
                          return;
                      if (!key) {
                          stop();
                          say(writerKeyErrorText(key.error()), true);
                          return;
                      }
                      m_client.write({address, *key}, m_workspace.settings().writerModel(),
                                     m_prompt->toPlainText(), jpeg);
                  });
}

void WriterDialog::wrote(const QString &piece)
{
    m_arrived += piece;
    m_text->moveCursor(QTextCursor::End);
    m_text->insertPlainText(piece);
    say(tr("Writing…"));
}

void WriterDialog::finished(const QString &text, bool isCut)
{
    m_isBusy = false;
    m_arrived = text;
    const WriterText fitted = fittedText(field(), text);
    m_text->setPlainText(fitted.text);
    if (fitted.isCut)
        say(writerCutText(field()));
    else if (isCut)
        say(writerPartText(fitted.text), true);
    else if (fitted.text.isEmpty())
        say(writerErrorText({WriterProblem::Nothing}, {}), true);
    else
        say({});
    showState();
    const bool isWhole = !isCut && !fitted.text.isEmpty();
    (isWhole || fitted.isCut ? m_use : m_write)->setFocus();
}

void WriterDialog::failed(const WriterError &error)
{
    m_isBusy = false;
    say(writerErrorText(error, m_workspace.settings().writerModel()), true);
    showState();
    m_write->setFocus();
}

/** What came until then stays. */
void WriterDialog::stop()
{
    ++m_run;
    m_client.cancel();
    m_isBusy = false;
    say(tr("Stopped."));
    showState();
}

void WriterDialog::use()
{
    const WriterText fitted = fittedText(field(), m_text->toPlainText());
    if (fitted.isCut && m_text->toPlainText() != fitted.text) {
        // Seen before it is used.
        m_text->setPlainText(fitted.text);
        say(writerCutText(field()));
        return;
    }
    emit used(field(), fitted.text);
    accept();
}

void WriterDialog::reject()
{
    if (m_isBusy)
        stop();
    else
        QDialog::reject();
}

} // namespace pinweek
