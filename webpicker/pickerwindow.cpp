// SPDX-License-Identifier: GPL-3.0-or-later
#include "pickerwindow.h"

#include "pickerpage.h"

#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>
#include <QWebEngineProfile>
#include <QWebEngineScript>
#include <QWebEngineView>

#include <chrono>

namespace pinweek {

namespace {

constexpr auto scrollPause = std::chrono::milliseconds(120);
constexpr auto patience = std::chrono::seconds(12); // for an answer of the page's process
constexpr int mostSteps = 60;
constexpr QSize firstSize(1100, 800);
constexpr int longestShown = 100;

QString hint()
{
    return PickerWindow::tr("Scroll until you see the pictures that you want, then take them. This "
                            "window is signed in nowhere and keeps nothing.");
}

QString script()
{
    QFile file(QStringLiteral(":/webpicker/collect.js"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

PickerWindow::PickerWindow(const TypedSite &site, QWidget *parent)
    : QWidget(parent)
    , m_page(new PickerPage(newPickerProfile(site, this), this))
    , m_view(new QWebEngineView(this))
    , m_text(new QLabel(this))
    , m_address(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_reload(new QPushButton(tr("&Reload"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_use(new QPushButton(tr("&Use these images"), this))
{
    setObjectName(QStringLiteral("pickerWindow"));
    setWindowTitle(tr("Pinweek: pictures of a page"));
    m_view->setPage(m_page);
    m_view->setContextMenuPolicy(Qt::NoContextMenu);
    m_view->setAcceptDrops(false);
    m_text->setObjectName(QStringLiteral("pickerTextLabel"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setText(hint());
    m_address->setObjectName(QStringLiteral("pickerAddressLabel"));
    m_address->setTextFormat(Qt::PlainText);
    m_progress->setFixedSize(96, 6);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Loading"));
    m_use->setObjectName(QStringLiteral("useImagesPushButton"));
    m_reload->setObjectName(QStringLiteral("reloadPushButton"));
    m_cancel->setObjectName(QStringLiteral("cancelPushButton"));
    for (QPushButton *button : {m_reload, m_cancel, m_use})
        button->setMinimumSize(button->sizeHint().width() + 16, 32);
    m_use->setDefault(true);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_address);
    words->addWidget(m_text);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(16, 12, 16, 12);
    top->setSpacing(8);
    top->addLayout(words, 1);
    top->addWidget(m_progress);
    top->addWidget(m_reload);
    top->addWidget(m_cancel);
    top->addWidget(m_use);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_view, 1);
    resize(firstSize);

    m_scroll.setInterval(scrollPause);
    m_scroll.setSingleShot(true);
    m_patience.setInterval(patience);
    m_patience.setSingleShot(true);
    wireButtons();
    connect(&m_scroll, &QTimer::timeout, this, &PickerWindow::scrollOn);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { tell(tr("This page does not answer. Reload it, or close this window.")); });
    connect(m_page, &QWebEnginePage::loadProgress, m_progress, &QProgressBar::setValue);
    connect(m_page, &QWebEnginePage::loadStarted, m_progress, &QWidget::show);
    connect(m_page, &QWebEnginePage::loadFinished, this, [this](bool good) {
        m_progress->hide();
        if (!good)
            m_text->setText(tr("The page could not be loaded. Is the address right?"));
        emit loaded(good);
    });
    connect(m_page, &QWebEnginePage::urlChanged, this, [this](const QUrl &url) {
        m_address->setText(url.toDisplayString().left(longestShown));
    });
    connect(m_page, &PickerPage::goesAstray, this, [this] {
        m_page->triggerAction(QWebEnginePage::Stop);
        tell(tr("This page leads from address to address without end."));
    });
    connect(m_page, &QWebEnginePage::renderProcessTerminated, this,
            [this] { tell(tr("This page has ended its own process. Close this window.")); });
}

void PickerWindow::wireButtons()
{
    connect(m_use, &QPushButton::clicked, this, &PickerWindow::use);
    connect(m_cancel, &QPushButton::clicked, this, &QWidget::close);
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QWidget::close);
    connect(m_reload, &QPushButton::clicked, this, [this] {
        ready();
        m_text->setText(hint());
        m_page->triggerAction(QWebEnginePage::Reload);
    });
    connect(new QShortcut(QKeySequence::Refresh, this), &QShortcut::activated, m_reload,
            &QPushButton::click);
}

PickerWindow::~PickerWindow()
{
    // A page must go before its profile.
    delete m_view;
    delete m_page;
}

void PickerWindow::open(const QUrl &address)
{
    m_page->load(address);
}

void PickerWindow::use()
{
    if (m_isUsing)
        return;
    m_isUsing = true;
    m_use->setEnabled(false);
    m_text->setText(tr("Looking through the page…"));
    m_steps = 0;
    m_position = -1;
    m_patience.start();
    scrollOn();
}

/** One screen further, until the page does not go on. */
void PickerWindow::scrollOn()
{
    const QString step = QStringLiteral(
        "window.scrollBy(0, Math.max(200, window.innerHeight * 0.9)); window.scrollY");
    m_page->runJavaScript(step, QWebEngineScript::ApplicationWorld, [this](const QVariant &at) {
        if (!m_isUsing)
            return;
        m_patience.start();
        const double position = at.toDouble();
        if (position <= m_position || ++m_steps >= mostSteps) {
            collect();
            return;
        }
        m_position = position;
        m_scroll.start();
    });
}

void PickerWindow::collect()
{
    m_page->runJavaScript(script(), QWebEngineScript::ApplicationWorld,
                          [this](const QVariant &json) {
                              if (!m_isUsing)
                                  return;
                              ready();
                              emit used(json.toString().toUtf8());
                          });
}

void PickerWindow::ready()
{
    m_isUsing = false;
    m_scroll.stop();
    m_patience.stop();
    m_use->setEnabled(true);
}

void PickerWindow::tell(const QString &text)
{
    ready();
    m_text->setText(text);
    emit problem(text);
}

void PickerWindow::closeEvent(QCloseEvent *event)
{
    // Nothing is taken.
    m_isUsing = false;
    QWidget::closeEvent(event);
}

} // namespace pinweek
