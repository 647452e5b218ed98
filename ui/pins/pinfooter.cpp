// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/pinfooter.h"

#include "model/videoway.h"
#include "text/texts.h"
#include "ui/pins/uploadbar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/localeformats.h"
#include "ui_pinfooter.h"

#include <QAction>
#include <QMenu>

namespace pinweek {

namespace {

constexpr int iconSize = 16; // px

} // namespace

PinFooter::PinFooter(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::PinFooter>())
{
    m_ui->setupUi(this);
}

PinFooter::~PinFooter() = default;

void PinFooter::setUp(ThemeManager &theme)
{
    m_theme = &theme;
    m_ui->stateIconLabel->setFixedSize(iconSize, iconSize);
    setTextStyle(m_ui->holdLabel, TextStyle::Body, true);
    setTone(m_ui->holdLabel, Tone::Warning);
    m_ui->holdWidget->hide();
    m_upload = new UploadBar(this);
    m_ui->footerLayout->insertWidget(m_ui->footerLayout->indexOf(m_ui->stateLayout) + 1, m_upload);
    connect(m_upload, &UploadBar::cancelWanted, this, &PinFooter::cancelUploadWanted);
    setUpButtons();
    setUpMenu();
}

void PinFooter::setUpButtons()
{
    setPrimary(m_ui->schedulePushButton);
    setPrimary(m_ui->tryAgainPushButton);
    m_ui->moreToolButton->setIcon(themeIcon(QStringLiteral("ellipsis")));
    // The dots say already that there is a menu.
    m_ui->moreToolButton->setStyleSheet(QStringLiteral(
        "QToolButton { padding-right: 6px; } QToolButton::menu-indicator { image: none; }"));
    for (QWidget *sometimes :
         QList<QWidget *>{m_ui->openAtPinterestPushButton, m_ui->tryAgainPushButton,
                          m_ui->isTherePushButton, m_ui->isNotTherePushButton, m_ui->errorLabel})
        sometimes->hide();
    m_ui->openAtPinterestPushButton->setIcon(themeIcon(QStringLiteral("external-link")));
    const auto forward = [this](QPushButton *button, Signal signal) {
        connect(button, &QPushButton::clicked, this, signal);
    };
    forward(m_ui->schedulePushButton, &PinFooter::scheduleWanted);
    forward(m_ui->publishNowPushButton, &PinFooter::publishNowWanted);
    forward(m_ui->tryAgainPushButton, &PinFooter::tryAgainWanted);
    forward(m_ui->publishHeldPushButton, &PinFooter::publishHeldWanted);
    forward(m_ui->holdPushButton, &PinFooter::holdWanted);
    forward(m_ui->useAgainPushButton, &PinFooter::duplicateWanted);
    connect(m_ui->openAtPinterestPushButton, &QPushButton::clicked, this,
            [this] { m_open->trigger(); });
    connect(m_ui->isTherePushButton, &QPushButton::clicked, this, [this] { emit settled(true); });
    connect(m_ui->isNotTherePushButton, &QPushButton::clicked, this,
            [this] { emit settled(false); });
}

QAction *PinFooter::addAction(QMenu *menu, const QString &name, const QString &icon,
                              const QString &text, Signal signal)
{
    QAction *action = menu->addAction(themeIcon(icon), text);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, signal);
    return action;
}

void PinFooter::setUpMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("moreMenu"));
    m_open =
        addAction(menu, QStringLiteral("openAtPinterestAction"), QStringLiteral("external-link"),
                  tr("&Open on Pinterest"), &PinFooter::openWanted);
    m_copyLink = addAction(menu, QStringLiteral("copyPinLinkAction"), QStringLiteral("link"),
                           tr("Copy pin &link"), &PinFooter::copyLinkWanted);
    menu->addSeparator();
    m_replace = addAction(menu, QStringLiteral("replaceImageAction"), QStringLiteral("image"),
                          tr("&Replace image or video…"), &PinFooter::replaceWanted);
    m_unschedule = addAction(menu, QStringLiteral("unscheduleAction"), QStringLiteral("inbox"),
                             tr("&Unschedule"), &PinFooter::unscheduleWanted);
    m_duplicate = addAction(menu, QStringLiteral("duplicateAction"), QStringLiteral("copy"),
                            tr("&Duplicate"), &PinFooter::duplicateWanted);
    m_lock = addAction(menu, QStringLiteral("lockAction"), QStringLiteral("lock"), tr("Loc&k"),
                       &PinFooter::lockWanted);
    menu->addSeparator();
    m_delete = addAction(menu, QStringLiteral("deleteAction"), QStringLiteral("trash-2"),
                         tr("D&elete"), &PinFooter::deleteWanted);
    m_ui->moreToolButton->setMenu(menu);
}

void PinFooter::setState(const State &state)
{
    m_seen = state.seen;
    const PinStatus status = m_seen.status;
    m_ui->stateLabel->setText(stateText(state));
    const QIcon icon =
        themeIcon(Theme::stateIconName(m_seen), m_theme->theme().statusColour(status));
    m_ui->stateIconLabel->setPixmap(icon.pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    m_upload->setPin(m_seen);
    showError();
    showVerbs(state);
    showMenu(state);
}

QString PinFooter::stateText(const State &state) const
{
    const bool published = m_seen.status == PinStatus::Published;
    QString text = statusText(m_seen, state.zone);
    if (!m_seen.id.isValid())
        text = tr("New: it is kept from the first image or character on.");
    else if (published)
        text = state.sandbox ? tr("Published in the sandbox") : text;
    else if (m_seen.isMissed(state.now))
        text = tr("Missed: its time passed while it was a draft.");
    if (published && m_seen.publishedAt)
        text = tr("%1 on %2").arg(text, momentText(*m_seen.publishedAt, state.zone));
    if (const QString late = lateText(m_seen, state.zone); !late.isEmpty())
        text += QLatin1Char('\n') + late;
    return text;
}

void PinFooter::showVerbs(const State &state)
{
    const PinStatus status = state.seen.status;
    const bool unsure = mayBeAtPinterest(state.seen);
    const bool again = status == PinStatus::Failed || (status == PinStatus::Blocked && !unsure);
    m_ui->tryAgainPushButton->setVisible(again);
    m_ui->isTherePushButton->setVisible(unsure);
    m_ui->isNotTherePushButton->setVisible(unsure);
    m_ui->schedulePushButton->setVisible(status == PinStatus::Draft);
    m_ui->publishNowPushButton->setVisible(isEditable(status) && !unsure && !m_holding);
    const bool waits = waitsForVideo(state.seen, state.now);
    m_ui->publishNowPushButton->setEnabled(!waits);
    m_ui->publishNowPushButton->setToolTip(
        waits ? tr("The pin is due: it goes out by itself as soon as its video is ready")
              : QString());
    m_ui->useAgainPushButton->setVisible(status == PinStatus::Published);
    m_ui->openAtPinterestPushButton->setVisible(status == PinStatus::Published &&
                                                !state.seen.remoteId.isEmpty());
}

void PinFooter::showMenu(const State &state)
{
    const PinStatus status = state.seen.status;
    const bool editable = isEditable(status);
    const bool exists = state.seen.id.isValid();
    const bool locked = state.wanted.locked;
    m_open->setEnabled(!state.seen.remoteId.isEmpty());
    m_copyLink->setEnabled(!state.seen.remoteId.isEmpty());
    m_replace->setEnabled(editable);
    m_unschedule->setEnabled(editable && state.wanted.planned.has_value());
    // What ends the upload of its video too.
    m_unschedule->setText(isVideoUnderWay(state.seen) ? tr("Cancel &upload and unschedule")
                                                      : tr("&Unschedule"));
    m_duplicate->setEnabled(exists);
    m_duplicate->setText(status == PinStatus::Published ? tr("Use a&gain") : tr("&Duplicate"));
    m_lock->setEnabled(exists && editable);
    m_lock->setText(locked ? tr("Unloc&k") : tr("Loc&k"));
    m_lock->setIcon(themeIcon(locked ? QStringLiteral("lock-open") : QStringLiteral("lock")));
    m_delete->setEnabled(exists && (editable || status == PinStatus::Published));
}

void PinFooter::setNotice(const QString &notice)
{
    m_notice = notice;
    showError();
}

void PinFooter::showError()
{
    const PinStatus status = m_seen.status;
    QString text = m_notice;
    const bool failing = status == PinStatus::Failed || status == PinStatus::Blocked ||
                         status == PinStatus::Unconfirmed;
    if (text.isEmpty() && failing)
        text = problemText(m_seen);
    m_ui->errorLabel->setText(text);
    m_ui->errorLabel->setVisible(!text.isEmpty());
}

bool PinFooter::setHold(const std::optional<std::chrono::seconds> &left)
{
    if (left)
        m_ui->holdLabel->setText(tr("Publishing in %1 s").arg(locale().toString(left->count())));
    if (m_holding == left.has_value())
        return false;
    m_holding = left.has_value();
    m_ui->holdWidget->setVisible(m_holding);
    return true;
}

} // namespace pinweek
