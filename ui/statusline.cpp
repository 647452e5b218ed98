// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statusline.h"

#include "text/texts.h"
#include "ui/publishericon.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {

constexpr auto messageTime = std::chrono::seconds(8);
constexpr int dotSize = 16;
constexpr int progressWidth = 120;

QToolButton *textButton(const char *name, const QString &text, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setText(text);
    button->setAccessibleName(text);
    button->setVisible(false);
    return button;
}

} // namespace

StatusLine::StatusLine(ThemeManager &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_dot(new QLabel(this))
    , m_text(new QLabel(this))
    , m_undo(textButton("undoMessageToolButton", tr("Undo"), this))
    , m_show(textButton("showRefusedToolButton", tr("Show"), this))
    , m_progressText(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(textButton("cancelImportToolButton", tr("Cancel"), this))
{
    setObjectName(QStringLiteral("statusLine"));
    m_text->setObjectName(QStringLiteral("statusTextLabel"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_progress->setObjectName(QStringLiteral("importProgressBar"));
    m_progress->setAccessibleName(tr("Import"));
    m_progress->setFixedWidth(progressWidth);
    m_progress->setTextVisible(false);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::panelPadding, 0, metrics::panelPadding, 0);
    row->setSpacing(metrics::space2);
    row->addWidget(m_dot);
    row->addWidget(m_text, 1);
    for (QWidget *part : QList<QWidget *>{m_undo, m_show, m_progressText, m_progress, m_cancel})
        row->addWidget(part);
    setMinimumHeight(metrics::rowHeight);

    m_end.setSingleShot(true);
    m_end.setInterval(messageTime);
    connect(&m_end, &QTimer::timeout, this, &StatusLine::showSummary);
    connect(m_undo, &QToolButton::clicked, this, [this] {
        showSummary();
        emit undoWanted();
    });
    connect(m_show, &QToolButton::clicked, this, &StatusLine::openRefused);
    connect(m_cancel, &QToolButton::clicked, this, &StatusLine::cancelWanted);
    connect(&theme, &ThemeManager::themeChanged, this, &StatusLine::applyTheme);
    hideProgress();
    applyTheme();
}

void StatusLine::applyTheme()
{
    // Beside a sentence the publisher's tick would say that all went well.
    const QIcon icon = m_hasMessage
                           ? themeIcon(QStringLiteral("info"), m_theme.theme().secondary)
                           : publisherIcon(m_publisher, m_theme.theme());
    m_dot->setPixmap(icon.pixmap(QSize(dotSize, dotSize), devicePixelRatioF()));
    m_dot->setToolTip(tr("Publisher: %1").arg(publisherStateText(m_publisher)));
}

void StatusLine::setPublisher(PublisherState state)
{
    m_publisher = state;
    applyTheme();
}

void StatusLine::setSummary(const QString &text)
{
    m_summary = text;
    if (!m_hasMessage)
        showSummary();
}

void StatusLine::showSummary()
{
    m_hasMessage = false;
    applyTheme();
    m_end.stop();
    m_text->setText(m_summary);
    m_text->setToolTip(m_summary);
    m_undo->hide();
    m_show->hide();
}

void StatusLine::showMessage(const QString &text, bool undoable)
{
    if (text.isEmpty())
        return;
    m_hasMessage = true;
    applyTheme();
    m_text->setText(text);
    m_text->setToolTip(text);
    m_undo->setVisible(undoable);
    m_show->hide();
    m_end.start();
    // A screen reader reads the sentence although the focus is elsewhere.
    QAccessibleEvent event(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void StatusLine::showRefused(const QString &text, const QStringList &lines)
{
    m_refused = lines;
    showMessage(text);
    m_show->setVisible(!lines.isEmpty());
    // The list is worth more time than a sentence: it stays until the next message.
    m_end.stop();
}

QString StatusLine::message() const
{
    return m_hasMessage ? m_text->text() : QString();
}

QString StatusLine::summary() const
{
    return m_summary;
}

void StatusLine::openRefused()
{
    auto *dialog = new QDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("refusedDialog"));
    dialog->setWindowTitle(tr("Left out"));
    auto *list = new QListWidget(dialog);
    list->setObjectName(QStringLiteral("refusedListWidget"));
    list->setAccessibleName(tr("Files that were left out"));
    list->addItems(m_refused);
    list->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    buttons->setObjectName(QStringLiteral("refusedButtonBox"));
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *column = new QVBoxLayout(dialog);
    column->addWidget(list);
    column->addWidget(buttons);
    dialog->resize(520, 280);
    dialog->show();
    showSummary();
}

void StatusLine::showProgress(int done, int total)
{
    m_progress->setRange(0, total);
    m_progress->setValue(done);
    m_progressText->setText(tr("Adding %1 of %2").arg(done).arg(total));
    m_progressText->show();
    m_progress->show();
    m_cancel->show();
}

void StatusLine::showWorking(const QString &text)
{
    m_progress->setRange(0, 0);
    m_progressText->setText(text);
    m_progressText->show();
    m_progress->show();
    m_cancel->show();
}

void StatusLine::showCopying(qint64 done, qint64 total)
{
    constexpr int steps = 1000;
    m_progress->setRange(0, steps);
    m_progress->setValue(total > 0 ? int(done * steps / total) : 0);
    m_progressText->setText(
        tr("Copying the video: %1 of %2")
            .arg(locale().formattedDataSize(done, 1, QLocale::DataSizeSIFormat),
                 locale().formattedDataSize(total, 1, QLocale::DataSizeSIFormat)));
    m_progressText->show();
    m_progress->show();
    m_cancel->show();
}

void StatusLine::hideProgress()
{
    m_progressText->hide();
    m_progress->hide();
    m_cancel->hide();
}

} // namespace pinweek
