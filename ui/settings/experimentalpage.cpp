// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/experimentalpage.h"

#include "core/settings.h"
#include "store/accountstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QCheckBox>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace pinweek {

ExperimentalPage::ExperimentalPage(Workspace &workspace, QWidget *parent)
    : SettingsPage(7, tr("Experimental"), QStringLiteral("triangle-alert"),
                   tr("What nobody promises to work. Off until you switch it on."), parent)
    , m_workspace(workspace)
    , m_carousels(new QCheckBox(tr("Make and publish carousels"), this))
    , m_list(new QWidget(this))
    , m_rows(new QVBoxLayout(m_list))
{
    addCarousels();
    body()->addSpacing(metrics::space3);
    addHeading(tr("Hand over to Pinterest"), QStringLiteral("handOverHeadingLabel"));
    body()->addWidget(bodyLabel(tr("A pin is sent 10 minutes to 30 days ahead, with its date, so "
                                   "that it can go out while this computer is off. Pinterest does "
                                   "not document this."),
                                QStringLiteral("handOverExplanationLabel"), this));
    QLabel *warning = bodyLabel(tr("A pin may go live at once instead of at its time. Pinweek "
                                   "checks every answer, tells you, and switches this off by "
                                   "itself. Try it on a secret board first."),
                                QStringLiteral("handOverWarningLabel"), this);
    setTone(warning, Tone::Problem);
    body()->addWidget(warning);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(metrics::space2);
    body()->addWidget(m_list);
    body()->addStretch(1);
    connect(&workspace, &Workspace::accountsChanged, this, &ExperimentalPage::fill);
    fill();
}

void ExperimentalPage::addHeading(const QString &text, const QString &name)
{
    QLabel *heading = bodyLabel(text, name, this);
    setTextStyle(heading, TextStyle::Body, true);
    body()->addWidget(heading);
}

void ExperimentalPage::addCarousels()
{
    addHeading(tr("Carousels"), QStringLiteral("carouselsHeadingLabel"));
    body()->addWidget(bodyLabel(tr("A pin of two to five pictures, all cut to one shape. Some "
                                   "accounts can't publish them; Pinterest then refuses the pin, "
                                   "and you are told."),
                                QStringLiteral("carouselsExplanationLabel"), this));
    m_carousels->setObjectName(QStringLiteral("carouselsCheckBox"));
    body()->addWidget(m_carousels);
    Settings &settings = m_workspace.settings();
    const auto show = [this, &settings] {
        const QSignalBlocker silent(m_carousels);
        m_carousels->setChecked(settings.carousels());
    };
    connect(m_carousels, &QCheckBox::toggled, this,
            [&settings](bool on) { settings.setCarousels(on); });
    connect(&settings, &Settings::changed, this, show);
    show();
}

void ExperimentalPage::fill()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        if (QWidget *old = item->widget()) {
            old->hide();
            old->deleteLater(); // one of its own signals may have led here
        }
        delete item;
    }
    const auto accounts = m_workspace.store().accounts().accounts();
    for (const Account &account : accounts.value_or(QList<Account>{})) {
        if (account.environment == Environment::Local)
            continue;
        QString name = account.username;
        name.replace(QLatin1Char('&'), QLatin1String("&&"));
        auto *box = new QCheckBox(tr("Hand over the pins of %1").arg(name), m_list);
        box->setObjectName(QStringLiteral("handOver%1CheckBox").arg(account.id.toString()));
        box->setChecked(account.delivery == DeliveryMode::HandOver);
        connect(box, &QCheckBox::toggled, this, [this, account, box](bool on) {
            if (on)
                ask(account, box);
            else
                setDelivery(account.id, DeliveryMode::Automatic);
        });
        m_rows->addWidget(box);
    }
    if (m_rows->count() == 0)
        m_rows->addWidget(
            metaLabel(tr("Connect an account first."), QStringLiteral("noAccountLabel"), m_list));
}

void ExperimentalPage::ask(const Account &account, QCheckBox *box)
{
    {
        const QSignalBlocker silent(box);
        box->setChecked(false); // until it is confirmed and stored
    }
    auto *question = new QMessageBox(
        QMessageBox::Warning, tr("Hand over to Pinterest"),
        tr("Every scheduled pin of %1 that is due within 30 days is sent to Pinterest now.")
            .arg(account.username),
        QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setObjectName(QStringLiteral("handOverMessageBox"));
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(
        tr("A pin may go live at once, and people may see it before you can delete it. What was "
           "handed over can't be changed here any more."));
    QPushButton *go = question->addButton(tr("&Hand over"), QMessageBox::AcceptRole);
    go->setObjectName(QStringLiteral("confirmHandOverPushButton"));
    question->setDefaultButton(QMessageBox::Cancel);
    connect(go, &QPushButton::clicked, this,
            [this, id = account.id] { setDelivery(id, DeliveryMode::HandOver); });
    question->open();
}

void ExperimentalPage::setDelivery(AccountId account, DeliveryMode mode)
{
    m_workspace.store().accounts().setDelivery(
        account, mode, this, [this](const Result<void> &set) {
            if (set)
                return;
            fill();
            auto *box = new QMessageBox(QMessageBox::Warning, tr("Settings"),
                                        errorText(set.error()), QMessageBox::Ok, this);
            box->setAttribute(Qt::WA_DeleteOnClose);
            box->open();
        });
}

} // namespace pinweek
