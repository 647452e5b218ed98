// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trayicon.h"

#include "core/logging.h"
#include "text/texts.h"
#include "ui/actions.h"
#include "ui/theme/iconengine.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QEvent>
#include <QPainter>
#include <QPixmap>
#include <QWidget>

namespace pinweek {

namespace {

// A new host needs a moment until it answers; a host that restarts is back within it.
constexpr auto settleTime = std::chrono::milliseconds(500);
constexpr auto watcherService = "org.kde.StatusNotifierWatcher";
constexpr QRgb dotColour = 0xFFB3261E;

QIcon withDot(const QIcon &icon)
{
    QIcon marked;
    for (const int size : {22, 24, 32, 48, 64}) {
        QPixmap pixmap = icon.pixmap(size, size);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        const double dot = size * 0.45;
        painter.setPen(QPen(Qt::white, size / 22.0));
        painter.setBrush(QColor(dotColour));
        painter.drawEllipse(QRectF(size - dot - 1, 1, dot, dot));
        painter.end();
        marked.addPixmap(pixmap);
    }
    return marked;
}

} // namespace

TrayIcon::TrayIcon(ActionCollection &actions, QObject *parent) : QObject(parent)
{
    QAction *open = m_menu.addAction(tr("Open Pinweek"));
    open->setObjectName(QStringLiteral("openPinweekAction"));
    connect(open, &QAction::triggered, this, &TrayIcon::openWanted);
    m_menu.addSeparator();
    m_state = m_menu.addAction(QString());
    m_next = m_menu.addAction(QString());
    m_last = m_menu.addAction(tr("Nothing published yet"));
    for (QAction *line : {m_state, m_next, m_last})
        line->setEnabled(false);
    m_upcoming.before = m_menu.addSeparator();
    m_failures.before = m_menu.addSeparator();
    m_menu.addAction(actions.togglePublisher);
    m_menu.addAction(actions.quit);
    m_icon.setContextMenu(&m_menu);
    m_icon.setToolTip(tr("Pinweek"));
    connect(&m_icon, &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                    emit openWanted();
            });
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(settleTime);
    connect(&m_checkTimer, &QTimer::timeout, this, &TrayIcon::check);
    showIcon();
    watchBus();
    m_icon.show();
    watchEmbedding();
    check();
}

TrayIcon::~TrayIcon() = default;

void TrayIcon::watchBus()
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    auto *watcher = new QDBusServiceWatcher(QString::fromLatin1(watcherService), bus,
                                            QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, &TrayIcon::checkSoon);
}

// Old trays embed a window of ours and tell Qt only; Qt hides that window when the tray goes.
void TrayIcon::watchEmbedding()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (widget->inherits("QSystemTrayIconSys"))
            widget->installEventFilter(this);
    }
}

bool TrayIcon::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Hide || event->type() == QEvent::Show)
        checkSoon();
    return QObject::eventFilter(watched, event);
}

void TrayIcon::checkSoon()
{
    m_checkTimer.start();
}

void TrayIcon::check()
{
    const bool available = QSystemTrayIcon::isSystemTrayAvailable();
    if (available && !m_icon.isVisible())
        m_icon.show();
    if (available)
        watchEmbedding();
    if (available == m_available)
        return;
    m_available = available;
    qCInfo(logUi) << "tray" << (available ? "there" : "gone");
    emit availableChanged(available);
}

void TrayIcon::showIcon()
{
    const QIcon icon(new ThemeIconEngine(QStringLiteral("pinweek")));
    m_icon.setIcon(m_needsUser ? withDot(icon) : icon);
}

void TrayIcon::setNext(const QString &text)
{
    m_next->setText(text);
    showToolTip();
}

void TrayIcon::showToolTip()
{
    m_icon.setToolTip(tr("Pinweek\n%1").arg(m_problem.isEmpty() ? m_next->text() : m_problem));
}

void TrayIcon::setLastResult(const QString &text)
{
    m_last->setText(text);
}

void TrayIcon::setPublisher(PublisherState state, const QString &problem)
{
    m_state->setText(tr("Publisher: %1").arg(publisherStateText(state)));
    m_problem = problem;
    showToolTip();
}

void TrayIcon::setUpcoming(const QList<TrayPin> &pins)
{
    fill(m_upcoming, tr("Next"), "upcoming", pins);
}

void TrayIcon::setFailures(const QList<TrayPin> &pins)
{
    fill(m_failures, tr("Failed"), "failed", pins);
}

void TrayIcon::fill(Part &part, const QString &heading, const char *name,
                    const QList<TrayPin> &pins)
{
    // Over D-Bus each change of the menu is sent to the desktop.
    if (pins == part.pins)
        return;
    part.pins = pins;
    qDeleteAll(std::exchange(part.lines, {}));
    const auto add = [this, &part](const QString &text, const QString &id) {
        auto *line = new QAction(text, &m_menu);
        line->setObjectName(id);
        m_menu.insertAction(part.before, line);
        part.lines.append(line);
        return line;
    };
    if (pins.isEmpty())
        return;
    const QString id = QString::fromLatin1(name);
    add(heading, id + QStringLiteral("HeadingAction"))->setEnabled(false);
    for (const TrayPin &pin : pins) {
        QString text = pin.text;
        text.replace(QLatin1Char('&'), QLatin1String("&&"));
        QAction *line = add(text, id + QStringLiteral("%1Action").arg(part.lines.size()));
        connect(line, &QAction::triggered, this, [this, pin] { emit openPinWanted(pin.pin); });
    }
}

void TrayIcon::setNeedsUser(bool needsUser)
{
    if (needsUser == m_needsUser)
        return;
    m_needsUser = needsUser;
    showIcon();
}

} // namespace pinweek
