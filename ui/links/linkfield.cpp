// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/links/linkfield.h"

#include "model/utm.h"
#include "model/weblink.h"
#include "store/store.h"
#include "store/utmstore.h"
#include "ui/links/linkhealth.h"
#include "ui/links/utmpicker.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace pinweek {

QString breakable(const QString &link)
{
    // Each sign may stand at the start of a line: the words of an address can be longer than one.
    QString text;
    text.reserve(2 * link.size());
    for (const QChar letter : link) {
        text += letter;
        if (!letter.isHighSurrogate())
            text += QChar(0x200B);
    }
    return text;
}

LinkField::LinkField(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_utm(new UtmPicker(this))
    , m_health(new LinkHealth(this))
{
    m_edit->setObjectName(QStringLiteral("linkLineEdit"));
    m_edit->setMinimumHeight(metrics::controlHeight);
    auto *label = new QLabel(tr("&Link"), this);
    label->setObjectName(QStringLiteral("linkLabel"));
    label->setBuddy(m_edit);
    m_utm->setObjectName(QStringLiteral("linkUtmPicker"));
    m_sent = metaLabel({}, QStringLiteral("sentLinkLabel"), this);
    m_sent->setWordWrap(true);
    m_sent->setTextFormat(Qt::PlainText);
    m_sent->hide();

    auto *head = new QHBoxLayout;
    head->setSpacing(metrics::space1);
    head->addWidget(label);
    head->addStretch(1);
    head->addWidget(m_utm);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::space1);
    column->addLayout(head);
    column->addWidget(m_edit);
    column->addWidget(m_sent);
    column->addWidget(m_health);
    setTabOrder(m_edit, m_utm);
    connect(m_utm, &UtmPicker::picked, this, &LinkField::utmPicked);
    connect(m_edit, &QLineEdit::editingFinished, this, [this] {
        if (!m_readOnly)
            m_health->entered(m_content.account);
    });
    // As if it were typed: it is saved, joined and undone as such.
    connect(m_health, &LinkHealth::linkWanted, m_edit, [this](const QString &link) {
        m_edit->selectAll();
        m_edit->insert(link);
    });
}

void LinkField::setUp(Workspace &workspace, ThemeManager &theme)
{
    m_workspace = &workspace;
    m_health->setUp(workspace, theme);
    m_utm->setUp(workspace, [this] { return std::pair(m_pin.id, m_content); });
    // A recipe or a name in it is another now.
    connect(&workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        if (changes.everything || !changes.utmRecipes.isEmpty() || !changes.boards.isEmpty() ||
            !changes.campaigns.isEmpty() || !changes.accounts.isEmpty())
            showSent();
    });
}

void LinkField::setPin(const Pin &pin, const PinContent &content)
{
    m_pin = pin;
    m_content = content;
    m_utm->setChoice(content.account, content.utm);
    m_health->setLink(m_readOnly ? QString() : content.link);
    showSent();
}

void LinkField::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_edit->setReadOnly(readOnly);
    m_edit->setPlaceholderText(readOnly ? QString() : QStringLiteral("https://"));
    m_utm->setVisible(!readOnly);
    m_health->setLink(readOnly ? QString() : m_content.link);
}

void LinkField::showSent()
{
    if (!m_workspace)
        return;
    const QString link = m_content.link.trimmed();
    QString sent = m_pin.sentLink;
    const bool isSent = !isEditable(m_pin.status);
    if (!isSent)
        sent = m_workspace->store().utm().linkOf(m_pin.id, m_content).value_or(link);
    // Letters that pass for others show as what they are.
    sent = withNetworkHost(sent);
    const bool isOther = !sent.isEmpty() && sent != link;
    m_sent->setVisible(isOther);
    if (!isOther)
        return;
    m_sent->setText(
        (isSent ? tr("Pinterest got: %1") : tr("Pinterest gets: %1")).arg(breakable(sent)));
    m_sent->setAccessibleName(
        (isSent ? tr("Pinterest got: %1") : tr("Pinterest gets: %1")).arg(sent));
    m_sent->setToolTip(sent);
}

} // namespace pinweek
