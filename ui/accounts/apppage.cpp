// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accounts/apppage.h"

#include "core/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace pinweek {

namespace {

constexpr auto appsPage = "https://developers.pinterest.com/apps/";

} // namespace

AppPage::AppPage(Settings &settings, QWidget *parent) : ConnectPage(parent), m_settings(settings)
{
    addGuide();
    addRedirectRow();
    body()->addWidget(bodyLabel(tr("3. Copy the app's id and secret into these fields."),
                                QStringLiteral("guideEndLabel"), this));
    m_appId = addField(tr("App &id"), QStringLiteral("appId"));
    m_appSecret = addField(tr("App &secret"), QStringLiteral("appSecret"));
    m_appSecret->setEchoMode(QLineEdit::Password);
    QLabel *where = metaLabel(tr("The secret is kept in your system's keychain, nowhere else."),
                              QStringLiteral("secretHintLabel"), this);
    where->setWordWrap(true);
    body()->addWidget(where);
    m_secretBoards = new QCheckBox(tr("Include secret &boards"), this);
    m_secretBoards->setObjectName(QStringLiteral("secretBoardsCheckBox"));
    body()->addWidget(m_secretBoards);
    body()->addStretch();
    showRedirect();
}

void AppPage::addGuide()
{
    QLabel *steps = bodyLabel(
        tr("1. Open <a href='%1'>developers.pinterest.com</a>, sign in and connect an app.<br>"
           "2. In the app's settings add this redirect address, exactly as it is here:")
            .arg(QString::fromLatin1(appsPage)),
        QStringLiteral("guideLabel"), this);
    steps->setTextFormat(Qt::RichText);
    steps->setOpenExternalLinks(true);
    body()->addWidget(steps);
}

void AppPage::addRedirectRow()
{
    m_redirect = new QLineEdit(this);
    m_redirect->setObjectName(QStringLiteral("redirectLineEdit"));
    m_redirect->setReadOnly(true);
    m_redirect->setAccessibleName(tr("Redirect address"));
    auto *copy = new QPushButton(themeIcon(QStringLiteral("copy")), besideIcon(tr("Cop&y")), this);
    copy->setObjectName(QStringLiteral("copyRedirectPushButton"));
    copy->setAutoDefault(false);
    copy->setAccessibleName(tr("Copy the redirect address"));
    m_port = new QSpinBox(this);
    m_port->setObjectName(QStringLiteral("portSpinBox"));
    m_port->setRange(1024, 65535);
    m_port->setGroupSeparatorShown(false);
    m_port->setValue(m_settings.redirectPort());
    m_port->setToolTip(tr("Change it only if another program uses this port"));
    auto *portLabel = new QLabel(tr("Po&rt"), this);
    portLabel->setObjectName(QStringLiteral("portLabel"));
    portLabel->setBuddy(m_port);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space2);
    row->addWidget(m_redirect, 1);
    row->addWidget(copy);
    row->addSpacing(metrics::space2);
    row->addWidget(portLabel);
    row->addWidget(m_port);
    body()->addLayout(row);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(redirectAddress()); });
    connect(m_port, &QSpinBox::valueChanged, this, [this](int value) {
        m_settings.setRedirectPort(value);
        showRedirect();
    });
}

QString AppPage::appId() const
{
    return m_appId->text().trimmed();
}

void AppPage::setAppId(const QString &id)
{
    m_appId->setText(id);
}

QString AppPage::appSecret() const
{
    return m_appSecret->text().trimmed();
}

void AppPage::setAppSecret(const QString &secret)
{
    m_appSecret->setText(secret);
}

bool AppPage::includesSecretBoards() const
{
    return m_secretBoards->isChecked();
}

QString AppPage::redirectAddress() const
{
    return m_redirect->text();
}

bool AppPage::isComplete() const
{
    return !appId().isEmpty() && !appSecret().isEmpty();
}

QWidget *AppPage::firstField() const
{
    return m_appId->text().isEmpty() ? m_appId : m_appSecret;
}

void AppPage::showRedirect()
{
    m_redirect->setText(QStringLiteral("http://localhost:%1/").arg(m_settings.redirectPort()));
}

} // namespace pinweek
