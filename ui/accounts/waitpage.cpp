// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accounts/waitpage.h"

#include "core/clock.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTime>
#include <QVBoxLayout>

namespace pinweek {

WaitPage::WaitPage(const Clock &clock, QWidget *parent) : ConnectPage(parent), m_clock(clock)
{
    m_text = bodyLabel({}, QStringLiteral("waitTextLabel"), this);
    body()->addWidget(m_text);
    auto *bar = new QProgressBar(this);
    bar->setObjectName(QStringLiteral("waitProgressBar"));
    bar->setAccessibleName(tr("Waiting"));
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setFixedHeight(4);
    body()->addWidget(bar);
    m_left = metaLabel({}, QStringLiteral("waitLeftLabel"), this);
    body()->addWidget(m_left);
    m_hint = bodyLabel({}, QStringLiteral("waitHintLabel"), this);
    setTone(m_hint, Tone::Problem);
    body()->addWidget(m_hint);
    body()->addSpacing(metrics::space2);
    m_openAgain = addButton(tr("&Open again"), QStringLiteral("openAgain"));
    addBrowserHelp();
    body()->addStretch();
    m_tick.setInterval(std::chrono::seconds(1));
    connect(&m_tick, &QTimer::timeout, this, &WaitPage::showTimeLeft);
    connect(m_openAgain, &QPushButton::clicked, this, &WaitPage::openAgainWanted);
}

void WaitPage::addBrowserHelp()
{
    m_browserHelp = new QWidget(this);
    auto *help = new QVBoxLayout(m_browserHelp);
    help->setContentsMargins(0, 0, 0, 0);
    help->setSpacing(metrics::space1);
    help->addWidget(
        bodyLabel(tr("No browser could be opened. Open this address in one on this computer:"),
                  QStringLiteral("noBrowserLabel"), this));
    m_address = new QLineEdit(this);
    m_address->setObjectName(QStringLiteral("signInAddressLineEdit"));
    m_address->setReadOnly(true);
    m_address->setAccessibleName(tr("Sign-in address"));
    auto *copy = new QPushButton(themeIcon(QStringLiteral("copy")), besideIcon(tr("&Copy")), this);
    copy->setObjectName(QStringLiteral("copySignInAddressPushButton"));
    copy->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addWidget(m_address, 1);
    row->addWidget(copy);
    help->addLayout(row);
    body()->addWidget(m_browserHelp);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_address->text()); });
}

void WaitPage::waitForBrowser(std::chrono::milliseconds limit)
{
    m_browserHelp->hide();
    m_openAgain->show();
    m_hint->clear();
    m_text->setText(tr("Pinterest asks in your browser whether Pinweek may read and write boards "
                       "and pins. Come back here when you "
                       "have answered."));
    m_limit = limit;
    m_since = m_clock.steady();
    m_tick.start();
    showTimeLeft();
}

void WaitPage::waitForPinterest(const QString &text)
{
    m_tick.stop();
    m_text->setText(text);
    m_left->clear();
    m_hint->clear();
    m_openAgain->hide();
    m_browserHelp->hide();
}

void WaitPage::stop()
{
    m_tick.stop();
}

void WaitPage::setHint(const QString &hint)
{
    m_hint->setText(hint);
}

void WaitPage::showAddress(const QUrl &address, bool opened)
{
    m_address->setText(address.toString(QUrl::FullyEncoded));
    m_address->setCursorPosition(0);
    m_browserHelp->setVisible(!opened);
}

void WaitPage::showTimeLeft()
{
    using namespace std::chrono;
    const auto left = duration_cast<seconds>(m_limit - (m_clock.steady() - m_since));
    const int total = qMax(0, int(left.count()));
    //: minutes:seconds
    m_left->setText(tr("Waiting for your answer: %1 left")
                        .arg(QTime(0, 0).addSecs(total).toString(QStringLiteral("m:ss"))));
}

} // namespace pinweek
