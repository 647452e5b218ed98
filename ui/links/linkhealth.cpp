// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/links/linkhealth.h"

#include "core/settings.h"
#include "links/linkchecks.h"
#include "model/weblink.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/links/linkfield.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace pinweek {

namespace {

constexpr int iconSize = 16;

/** What a mend puts into the field: people read addresses without their percent signs. */
QString readable(const QString &address)
{
    const QString text = QUrl(address).toString(QUrl::PrettyDecoded);
    return QUrl(text, QUrl::StrictMode).isValid() ? text : address;
}

/** The same page but for how it is written: no mend is needed. */
bool isSameAddress(const QString &a, const QString &b)
{
    return QUrl(a).adjusted(QUrl::NormalizePathSegments | QUrl::StripTrailingSlash) ==
           QUrl(b).adjusted(QUrl::NormalizePathSegments | QUrl::StripTrailingSlash);
}

} // namespace

LinkHealth::LinkHealth(QWidget *parent) : QWidget(parent)
{
    m_result = new QWidget(this);
    m_icon = new QLabel(m_result);
    m_icon->setObjectName(QStringLiteral("linkHealthIconLabel"));
    m_icon->setFixedSize(iconSize, iconSize + 2);
    m_words = bodyLabel({}, QStringLiteral("linkHealthLabel"), m_result);
    m_words->setTextFormat(Qt::PlainText);
    auto *words = new QHBoxLayout(m_result);
    words->setContentsMargins(0, metrics::space1, 0, 0);
    words->setSpacing(metrics::space2);
    words->addWidget(m_icon, 0, Qt::AlignTop);
    words->addWidget(m_words, 1);

    m_useFinal = addButton("useFinalAddressPushButton", tr("Use the final address"));
    m_useHttps = addButton("useHttpsPushButton", tr("Use https"));
    m_check = addButton("checkLinkPushButton", tr("Check link"));
    m_check->setFlat(true);
    m_cancel = addButton("cancelLinkCheckPushButton", tr("Cancel"));
    m_cancel->setFlat(true);
    m_age = metaLabel({}, QStringLiteral("linkAgeLabel"), this);
    auto *mends = new QHBoxLayout;
    mends->setSpacing(metrics::space2);
    mends->addWidget(m_useFinal);
    mends->addWidget(m_useHttps);
    mends->addStretch(1);
    auto *again = new QHBoxLayout;
    again->setSpacing(metrics::space2);
    again->addWidget(m_age, 1);
    again->addWidget(m_check);
    again->addWidget(m_cancel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::space1);
    column->addWidget(m_result);
    column->addLayout(mends);
    column->addLayout(again);

    connect(m_check, &QPushButton::clicked, this, &LinkHealth::check);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_workspace->linkChecks().cancel(); });
    connect(m_useHttps, &QPushButton::clicked, this, [this] { mend(withHttps(m_link)); });
    connect(m_useFinal, &QPushButton::clicked, this, [this] {
        if (const auto report = m_workspace->linkChecks().report(m_link))
            mend(readable(report->finalAddress()));
    });
}

QPushButton *LinkHealth::addButton(const char *name, const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QString::fromLatin1(name));
    button->setProperty("compact", true);
    button->setAutoDefault(false);
    return button;
}

void LinkHealth::setUp(Workspace &workspace, ThemeManager &theme)
{
    m_workspace = &workspace;
    m_theme = &theme;
    connect(&workspace.linkChecks(), &LinkChecks::changed, this, [this](const QString &link) {
        if (link == m_link)
            showState();
    });
    // Another program may have looked.
    connect(&workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        if (changes.everything || changes.links)
            showState();
    });
    connect(&theme, &ThemeManager::themeChanged, this, [this] { showState(); });
    showState();
}

void LinkHealth::setLink(const QString &link)
{
    const QString trimmed = link.trimmed();
    if (trimmed == m_link)
        return;
    m_link = trimmed;
    showState();
}

void LinkHealth::entered(AccountId account)
{
    LinkChecks &checks = m_workspace->linkChecks();
    if (m_workspace->settings().linkRule() != LinkRule::Off && isWebAddress(m_link) &&
        !checks.report(m_link) && checks.looksByItself(account))
        checks.check(m_link);
}

void LinkHealth::check()
{
    m_workspace->linkChecks().check(m_link);
}

/** What was mended is looked at at once: the mend was a guess. */
void LinkHealth::mend(const QString &link)
{
    emit linkWanted(link);
    m_workspace->linkChecks().check(link);
    (m_cancel->isVisibleTo(this) ? m_cancel : m_check)->setFocus();
}

void LinkHealth::setWords(const QString &icon, const QColor &colour, const QString &text)
{
    m_icon->setPixmap(
        themeIcon(icon, colour).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    m_words->setText(text);
}

void LinkHealth::showState()
{
    const bool isShown = m_workspace && isWebAddress(m_link);
    setVisible(isShown);
    if (!isShown)
        return;
    const LinkChecks &checks = m_workspace->linkChecks();
    const bool isChecking = checks.isChecking(m_link);
    const auto report = checks.report(m_link);
    const bool hadFocus = m_check->hasFocus() || m_cancel->hasFocus();
    const Theme &theme = m_theme->theme();

    m_result->setVisible(report && !isChecking);
    m_useFinal->setVisible(report && !isChecking && report->verdict == LinkVerdict::Good &&
                           report->isRedirected() && isWebAddress(report->finalAddress()) &&
                           !isSameAddress(m_link, report->finalAddress()));
    m_useHttps->setVisible(isUnencrypted(m_link) && !isChecking &&
                           (!report || isUnencrypted(report->finalAddress())));
    m_check->setVisible(!isChecking);
    m_check->setText(report ? tr("Check again") : tr("Check link"));
    m_cancel->setVisible(isChecking);
    m_age->setText(isChecking ? tr("Checking %1…").arg(QUrl(m_link).host())
                   : report   ? linkAgeText(*report, m_workspace->clock().now())
                              : QString());
    if (report) {
        // An address has no places to break at.
        const QString text = linkReportText(*report).replace(report->finalAddress(),
                                                             breakable(report->finalAddress()));
        const bool isGood = report->verdict == LinkVerdict::Good;
        setWords(isBroken(report->verdict)                  ? QStringLiteral("octagon-alert")
                 : isGood && !m_useFinal->isVisibleTo(this) ? QStringLiteral("circle-check")
                                                            : QStringLiteral("info"),
                 isBroken(report->verdict)                  ? theme.needsYou
                 : isGood && !m_useFinal->isVisibleTo(this) ? theme.published
                                                            : theme.retrying,
                 text);
        QStringList way;
        for (const LinkHop &hop : report->hops)
            way += hop.status > 0 ? QStringLiteral("%1  %2").arg(hop.status).arg(hop.address)
                                  : hop.address;
        m_words->setToolTip(way.join(QLatin1Char('\n')));
        m_words->setAccessibleName(tr("Link: %1").arg(linkReportText(*report)));
    }
    if (hadFocus)
        (isChecking ? m_cancel : m_check)->setFocus();
}

} // namespace pinweek
