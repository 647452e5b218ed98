// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/writingpage.h"

#include "core/settings.h"
#include "text/texts.h"
#include "text/writertexts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/sessionvault.h"
#include "workspace/workspace.h"
#include "writer/writerkey.h"
#include "writer/writerprompt.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace pinweek {

namespace {
constexpr qsizetype mostQuoted = 60;
}

WritingPage::WritingPage(Workspace &workspace, QWidget *parent)
    : SettingsPage(9, tr("Writing help"), QStringLiteral("pencil"),
                   tr("A program of your choice proposes titles, descriptions and alt texts in the "
                      "composer: one on your own computer (Ollama, llama.cpp, LM Studio), or a "
                      "service that speaks as OpenAI's does."),
                   parent)
    , m_workspace(workspace)
    , m_client(workspace.clock())
    , m_on(new QCheckBox(tr("Have texts &proposed"), this))
    , m_fields(new QWidget(this))
    , m_address(new QLineEdit(m_fields))
    , m_key(new QLineEdit(m_fields))
    , m_removeKey(new QPushButton(tr("&Remove"), m_fields))
    , m_model(new QComboBox(m_fields))
    , m_load(new QPushButton(tr("&Load models"), m_fields))
    , m_test(new QPushButton(tr("&Test"), m_fields))
    , m_result(bodyLabel({}, QStringLiteral("writerResultLabel"), m_fields))
{
    build();
    wire();
    showSettings();
    lookForKey();
}

void WritingPage::build()
{
    m_on->setObjectName(QStringLiteral("writerOnCheckBox"));
    body()->addWidget(m_on);
    m_address->setObjectName(QStringLiteral("writerAddressLineEdit"));
    m_address->setPlaceholderText(QStringLiteral("http://localhost:11434/v1"));
    m_address->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_key->setObjectName(QStringLiteral("writerKeyLineEdit"));
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData);
    m_removeKey->setObjectName(QStringLiteral("removeWriterKeyPushButton"));
    m_model->setObjectName(QStringLiteral("writerModelComboBox"));
    m_model->setEditable(true);
    m_model->setInsertPolicy(QComboBox::NoInsert);
    m_key->setAccessibleName(tr("Key"));
    m_model->setAccessibleName(tr("Model"));
    m_model->lineEdit()->setObjectName(QStringLiteral("writerModelLineEdit"));
    m_model->lineEdit()->setAccessibleName(tr("Model"));
    m_model->lineEdit()->setPlaceholderText(tr("Its name, or choose one"));
    m_load->setObjectName(QStringLiteral("loadModelsPushButton"));
    m_test->setObjectName(QStringLiteral("testWriterPushButton"));
    m_result->setTextFormat(Qt::PlainText);

    const auto beside = [this](QWidget *field, QPushButton *button) {
        auto *both = new QWidget(m_fields);
        auto *row = new QHBoxLayout(both);
        row->setContentsMargins({});
        row->setSpacing(metrics::space2);
        row->addWidget(field, 1);
        row->addWidget(button);
        both->setFocusProxy(field);
        return both;
    };
    QFormLayout *form = newForm();
    addRow(form, tr("&Address"), m_address);
    m_keyHint = addRow(form, tr("&Key"), beside(m_key, m_removeKey), QStringLiteral(" "));
    m_keyHint->setObjectName(QStringLiteral("writerKeyHintLabel"));
    m_keyHint->setTextFormat(Qt::PlainText);
    addRow(form, tr("&Model"), beside(m_model, m_load));
    auto *column = new QVBoxLayout(m_fields);
    column->setContentsMargins({});
    column->setSpacing(metrics::space3);
    column->addLayout(form);
    auto *tests = new QHBoxLayout;
    tests->setSpacing(metrics::space2);
    tests->addWidget(m_test, 0, Qt::AlignTop);
    tests->addWidget(m_result, 1);
    column->addLayout(tests);
    column->addWidget(
        bodyLabel(tr("What is sent: only what you see in the “Have a text written” window (the "
                     "board's name, your keywords, the page's title, this pin's texts), and "
                     "the picture if you tick it. It goes to this address alone, when you press "
                     "Write. Your sign-in at Pinterest never does."),
                  QStringLiteral("writerPrivacyLabel"), m_fields));
    body()->addWidget(m_fields);
    body()->addStretch(1);
}

void WritingPage::wire()
{
    Settings &settings = m_workspace.settings();
    connect(m_on, &QCheckBox::toggled, this, [&settings](bool on) { settings.setWriterOn(on); });
    connect(m_address, &QLineEdit::editingFinished, this, [this] {
        takeFields();
        if (!m_isBusy && !sayIfUnusable())
            say({}, false);
    });
    connect(m_model->lineEdit(), &QLineEdit::editingFinished, this, &WritingPage::takeFields);
    connect(m_model, &QComboBox::activated, this, [this] {
        m_model->lineEdit()->home(false); // a long name is known by its beginning
        takeFields();
    });
    connect(m_key, &QLineEdit::editingFinished, this, &WritingPage::takeKey);
    connect(m_removeKey, &QPushButton::clicked, this, &WritingPage::removeKey);
    connect(m_load, &QPushButton::clicked, this, &WritingPage::loadModels);
    connect(m_test, &QPushButton::clicked, this, &WritingPage::test);
    connect(&settings, &Settings::changed, this, &WritingPage::showSettings);
    connect(&m_client, &WriterClient::finished, this, [this](const QString &text, bool isCut) {
        setBusy({});
        QString said = withoutThought(text).simplified();
        if (said.size() > mostQuoted)
            said = said.left(mostQuoted - 1) + QChar(0x2026);
        if (isCut && said.isEmpty())
            say(tr("The answer was cut off before its text began. Test it again, or choose "
                   "another model."),
                true);
        else if (isCut)
            say(tr("The answer was cut off. It began: %1").arg(said), true);
        else
            say(tr("It works. It answered: %1").arg(said), false);
    });
    connect(&m_client, &WriterClient::modelsRead, this, &WritingPage::takeModels);
    connect(&m_client, &WriterClient::failed, this, [this](const WriterError &error) {
        setBusy({});
        say(error.problem == WriterProblem::Nothing && m_reads
                ? tr("It has no model yet.")
                : writerErrorText(error, m_reads ? QString() : m_workspace.settings().writerModel(),
                                  WriterPlace::Settings),
            true);
    });
}

void WritingPage::showSettings()
{
    const Settings &settings = m_workspace.settings();
    m_on->setChecked(settings.writerOn());
    m_fields->setEnabled(settings.writerOn());
    if (m_address->text().trimmed() != settings.writerAddress())
        m_address->setText(settings.writerAddress());
    if (m_model->currentText().trimmed() != settings.writerModel()) {
        m_model->setCurrentText(settings.writerModel());
        m_model->lineEdit()->home(false);
    }
    if (m_keyHost != writerOrigin(settings.writerAddress()))
        lookForKey();
}

// --- the key

void WritingPage::lookForKey()
{
    const QString address = m_workspace.settings().writerAddress();
    m_keyHost = writerOrigin(address);
    showKey(false);
    readWriterKey(
        m_workspace.vault(), address, this, [this, run = ++m_keyRun](const Result<QString> &key) {
            if (run != m_keyRun)
                return;
            showKey(key && !key->isEmpty());
            if (!key)
                m_keyHint->setText(
                    tr("Whether there is a key can't be told (%1).").arg(errorText(key.error())));
        });
}

/** What is in the field stays: it may have been typed meanwhile. */
void WritingPage::showKey(bool isThere)
{
    const QString address = m_workspace.settings().writerAddress();
    const QString host = writerHost(address);
    const auto *vault = qobject_cast<const SessionVault *>(&m_workspace.vault());
    const bool isForThisRun = vault && vault->isForThisRun(writerKeyItem(address));
    m_key->setPlaceholderText(isThere ? tr("A key is there")
                                      : tr("None: programs of your own need none"));
    m_removeKey->setVisible(isThere);
    const QString where = isForThisRun ? tr("It is kept for this run only.")
                                       : tr("It is kept in your system's keychain and nowhere "
                                            "else.");
    //: %1: what is known of the key, %2: where it is kept
    m_keyHint->setText(host.isEmpty() ? where
                       : isThere ? tr("%1 %2").arg(tr("The key goes to %1 alone.").arg(host), where)
                                 : tr("%1 %2").arg(tr("No key for %1 yet.").arg(host), where));
    setTone(m_keyHint, Tone::Secondary);
}

void WritingPage::takeKey()
{
    const QString key = m_key->text().trimmed();
    if (key.isEmpty() || key == m_beingKept)
        return;
    if (writerAddressProblem(m_workspace.settings().writerAddress())) {
        m_keyHint->setText(tr("Enter the address first: the key is kept for it alone."));
        setTone(m_keyHint, Tone::Problem);
        return;
    }
    keepKey(key);
}

/** The keychain has the last word, also when the page is gone by then. */
void WritingPage::keepKey(const QString &key)
{
    m_beingKept = key;
    ++m_keyRun;
    const QString address = m_workspace.settings().writerAddress();
    const QPointer<QWidget> under = window()->parentWidget();
    keepWriterKey(
        m_workspace.vault(), address, key, &m_workspace.vault(),
        [page = QPointer(this), under, address, key](const Result<void> &kept) {
            if (page) {
                if (page->m_beingKept == key)
                    page->m_beingKept.clear();
                if (!kept) {
                    page->keyNotKept(key, kept.error());
                } else if (page->m_keyHost == writerOrigin(address)) {
                    if (page->m_key->text().trimmed() == key)
                        page->m_key->clear();
                    page->showKey(true);
                }
            } else if (!kept) {
                auto *box = new QMessageBox(
                    QMessageBox::Warning, tr("Writing help"),
                    tr("The key for %1 was not kept (%2). Enter it again in Settings → "
                       "Writing help.")
                        .arg(writerHost(address), errorText(kept.error())),
                    QMessageBox::Ok, under);
                box->setAttribute(Qt::WA_DeleteOnClose);
                box->open();
            }
        });
}

void WritingPage::keyNotKept(const QString &key, const Error &error)
{
    if (m_key->text().isEmpty())
        m_key->setText(key);
    m_keyHint->setText(tr("The key is not kept yet, and stays in its field (%1). Press Return "
                          "there to try again.")
                           .arg(errorText(error)));
    setTone(m_keyHint, Tone::Problem);
}

void WritingPage::removeKey()
{
    ++m_keyRun;
    keepWriterKey(m_workspace.vault(), m_workspace.settings().writerAddress(), {}, this,
                  [this](const Result<void> &removed) {
                      if (removed) {
                          m_key->setFocus(); // the button goes
                          showKey(false);
                      } else {
                          m_keyHint->setText(tr("The key was not removed (%1). Try again.")
                                                 .arg(errorText(removed.error())));
                          setTone(m_keyHint, Tone::Problem);
                      }
                  });
}

// --- what was typed

/** Return takes what was typed; it is not for the window's Close. */
void WritingPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        event->accept();
    else
        SettingsPage::keyPressEvent(event);
}

/** Esc and a closed window leave no field. */
void WritingPage::hideEvent(QHideEvent *event)
{
    takeFields();
    SettingsPage::hideEvent(event);
}

void WritingPage::takeFields()
{
    Settings &settings = m_workspace.settings();
    const QString address = m_address->text().trimmed();
    if (address != settings.writerAddress()) {
        settings.setWriterAddress(address);
        const auto problem = writerAddressProblem(address);
        say(problem && !address.isEmpty() ? writerErrorText({*problem}, {}, WriterPlace::Settings)
                                          : QString(),
            true);
    }
    if (const QString model = m_model->currentText().trimmed(); model != settings.writerModel())
        settings.setWriterModel(model);
    takeKey();
}

void WritingPage::takeModels(const QStringList &models)
{
    setBusy({});
    const QString chosen = m_model->currentText();
    {
        const QSignalBlocker silent(m_model);
        m_model->clear();
        m_model->addItems(models);
        m_model->setCurrentIndex(int(models.indexOf(chosen)));
        m_model->setEditText(chosen);
    }
    m_model->lineEdit()->home(false);
    say(tr("It has %n model(s).", nullptr, int(models.size())), false);
    if (chosen.isEmpty() && isVisible()) // which one is for a person to say
        m_model->showPopup();
}

/** What was typed is taken first, the key too: it is the one that is asked with. */
void WritingPage::withKey(const std::function<void(const WriterServer &)> &act)
{
    const QString typed = m_key->text().trimmed();
    takeFields();
    const QString address = m_workspace.settings().writerAddress();
    if (!typed.isEmpty()) {
        act({address, typed});
        return;
    }
    readWriterKey(m_workspace.vault(), address, this,
                  [this, act, address, run = ++m_run](const Result<QString> &key) {
                      if (!m_isBusy || run != m_run)
                          return;
                      if (!key) {
                          setBusy({});
                          say(writerKeyErrorText(key.error()), true);
                          return;
                      }
                      act({address, *key});
                  });
}

/** An address that is there and can't be asked. */
bool WritingPage::sayIfUnusable()
{
    const QString address = m_workspace.settings().writerAddress();
    const auto problem = writerAddressProblem(address);
    if (address.isEmpty() || !problem)
        return false;
    say(writerErrorText({*problem}, {}, WriterPlace::Settings), true);
    return true;
}

void WritingPage::test()
{
    if (m_isBusy) {
        m_client.cancel();
        setBusy({});
        say(tr("Stopped."), false);
        return;
    }
    takeFields();
    if (sayIfUnusable())
        return;
    if (m_workspace.settings().writerModel().isEmpty()) {
        say(tr("Choose a model first."), true);
        return;
    }
    m_reads = false;
    setBusy(tr("Asking it for a word…"));
    withKey([this](const WriterServer &server) {
        m_client.write(server, m_workspace.settings().writerModel(),
                       QStringLiteral("Answer with one word: ready"));
    });
}

void WritingPage::loadModels()
{
    m_reads = true;
    setBusy(tr("Asking which models it has…"));
    withKey([this](const WriterServer &server) { m_client.readModels(server); });
}

void WritingPage::setBusy(const QString &words)
{
    m_isBusy = !words.isEmpty();
    m_test->setText(m_isBusy ? tr("S&top") : tr("&Test"));
    m_load->setEnabled(!m_isBusy);
    if (m_isBusy)
        say(words, false);
}

void WritingPage::say(const QString &sentence, bool isProblem)
{
    m_result->setText(sentence);
    setTone(m_result, isProblem ? Tone::Problem : Tone::Usual);
}

} // namespace pinweek
