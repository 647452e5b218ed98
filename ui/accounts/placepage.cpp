// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accounts/placepage.h"

#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

namespace pinweek {

PlacePage::PlacePage(QWidget *parent) : ConnectPage(parent)
{
    body()->addWidget(
        bodyLabel(tr("Pinweek talks to Pinterest directly, with an app of your own. A new app has "
                     "trial access: what it "
                     "makes in the sandbox is real to the app, but nobody else sees it."),
                  QStringLiteral("placeTextLabel"), this));
    body()->addSpacing(metrics::space2);
    m_production = addChoice(tr("&Pinterest"), tr("Pins are public, as on the site."),
                             QStringLiteral("production"));
    m_sandbox =
        addChoice(tr("&Sandbox"), tr("Pinterest's own test system, for apps with trial access."),
                  QStringLiteral("sandbox"));
    m_custom = addChoice(tr("&Other address"), tr("A stand-in or a proxy that you run yourself."),
                         QStringLiteral("custom"));
    m_production->setChecked(true);
    addCustomFields();
    m_problem = bodyLabel({}, QStringLiteral("placeProblemLabel"), this);
    setTone(m_problem, Tone::Problem);
    body()->addWidget(m_problem);
    body()->addStretch();
    for (QRadioButton *radio : {m_production, m_sandbox, m_custom})
        connect(radio, &QRadioButton::toggled, this, &PlacePage::edited);
    for (QLineEdit *edit : {m_apiBase, m_authorizeAddress, m_tokenAddress})
        connect(edit, &QLineEdit::textChanged, this, &PlacePage::edited);
}

QRadioButton *PlacePage::addChoice(const QString &text, const QString &hint, const QString &name)
{
    auto *radio = new QRadioButton(text, this);
    radio->setObjectName(name + QStringLiteral("RadioButton"));
    radio->setAccessibleDescription(hint);
    body()->addWidget(radio);
    QLabel *more = metaLabel(hint, name + QStringLiteral("HintLabel"), this);
    more->setWordWrap(true);
    more->setContentsMargins(metrics::space5, 0, 0, metrics::space1);
    body()->addWidget(more);
    return radio;
}

void PlacePage::addCustomFields()
{
    m_customFields = new QWidget(this);
    auto *form = new QFormLayout(m_customFields);
    form->setContentsMargins(metrics::space5, 0, 0, 0);
    form->setHorizontalSpacing(metrics::space3);
    form->setVerticalSpacing(metrics::space2);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_apiBase = addAddress(form, tr("&API address"), QStringLiteral("apiBase"));
    m_apiBase->setPlaceholderText(QStringLiteral("https://api.example.com/v5"));
    m_authorizeAddress = addAddress(form, tr("Sign-in &page"), QStringLiteral("authorizeAddress"));
    m_tokenAddress = addAddress(form, tr("&Token address"), QStringLiteral("tokenAddress"));
    m_authorizeAddress->setPlaceholderText(tr("Follows from the API address"));
    m_tokenAddress->setPlaceholderText(tr("Follows from the API address"));
    body()->addWidget(m_customFields);
}

QLineEdit *PlacePage::addAddress(QFormLayout *form, const QString &text, const QString &name)
{
    auto *edit = new QLineEdit(this);
    edit->setObjectName(name + QStringLiteral("LineEdit"));
    auto *label = new QLabel(text, this);
    label->setObjectName(name + QStringLiteral("Label"));
    label->setBuddy(edit);
    label->setMinimumHeight(metrics::controlHeight);
    form->addRow(label, edit);
    return edit;
}

void PlacePage::setPlace(Environment environment, const Endpoints &endpoints)
{
    m_production->setChecked(environment == Environment::Production);
    m_sandbox->setChecked(environment == Environment::Sandbox);
    m_custom->setChecked(environment == Environment::Custom);
    m_apiBase->setText(endpoints.apiBase.toString());
    m_authorizeAddress->setText(endpoints.authorize.toString());
    m_tokenAddress->setText(endpoints.token.toString());
}

Environment PlacePage::environment() const
{
    if (m_custom->isChecked())
        return Environment::Custom;
    return m_sandbox->isChecked() ? Environment::Sandbox : Environment::Production;
}

std::optional<Endpoints> PlacePage::takeEndpoints()
{
    if (environment() != Environment::Custom)
        return endpointsOf(environment());
    QString base = m_apiBase->text().trimmed();
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    const QUrl url(base, QUrl::StrictMode);
    if (!isAllowedApiBase(url))
        return std::nullopt;
    Endpoints endpoints = endpointsOfBase(url);
    if (!m_authorizeAddress->text().trimmed().isEmpty())
        endpoints.authorize = QUrl(m_authorizeAddress->text().trimmed(), QUrl::StrictMode);
    if (!m_tokenAddress->text().trimmed().isEmpty())
        endpoints.token = QUrl(m_tokenAddress->text().trimmed(), QUrl::StrictMode);
    // The code and the app's secret go there: the same rule as for the API.
    const bool usable = isAllowedApiBase(endpoints.token) && endpoints.authorize.isValid() &&
                        !endpoints.authorize.host().isEmpty();
    if (usable)
        return endpoints;
    m_problem->setText(tr("The token address has to start with https://; http:// is allowed "
                          "on this computer only."));
    return std::nullopt;
}

void PlacePage::refresh()
{
    m_customFields->setVisible(m_custom->isChecked());
    m_problem->clear();
    // Not while the first letters are typed.
    if (!isComplete() && m_apiBase->text().trimmed().size() > 8)
        m_problem->setText(tr("The address has to start with https://; http:// is "
                              "allowed on this computer only."));
}

bool PlacePage::isComplete() const
{
    return !m_custom->isChecked() ||
           isAllowedApiBase(QUrl(m_apiBase->text().trimmed(), QUrl::StrictMode));
}

QWidget *PlacePage::firstField() const
{
    if (m_production->isChecked())
        return m_production;
    return m_custom->isChecked() ? static_cast<QWidget *>(m_apiBase) : m_sandbox;
}

} // namespace pinweek
