// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notifier.h"

#include "core/logging.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

namespace pinweek {

namespace {

constexpr auto groupTime = std::chrono::seconds(3);
constexpr int mostTitles = 4;
constexpr uchar normalUrgency = 1;
constexpr uchar criticalUrgency = 2;

const auto openAction = QStringLiteral("open");
const auto againAction = QStringLiteral("again");
const auto postAction = QStringLiteral("post");
const auto remindAction = QStringLiteral("remind");
const auto needsYouAction = QStringLiteral("needs-you");

QString shortList(const QStringList &titles)
{
    QStringList shown = titles.mid(0, mostTitles);
    if (const int more = int(titles.size()) - mostTitles; more > 0)
        shown.append(Notifier::tr("and %n more", nullptr, more));
    return shown.join(QLatin1Char('\n'));
}

QString service()
{
    return QStringLiteral("org.freedesktop.Notifications");
}
QString path()
{
    return QStringLiteral("/org/freedesktop/Notifications");
}

} // namespace

Notifier::Notifier(QObject *parent) : QObject(parent)
{
    m_groupTimer.setSingleShot(true);
    m_groupTimer.setInterval(groupTime);
    connect(&m_groupTimer, &QTimer::timeout, this, &Notifier::showGroup);
    QDBusConnection bus = QDBusConnection::sessionBus();
    // Without the service's name: Qt would ask the bus for its owner and wait. The ids tell what is
    // ours.
    bus.connect({}, path(), service(), QStringLiteral("ActionInvoked"), this,
                SLOT(actionInvoked(uint, QString)));
    bus.connect({}, path(), service(), QStringLiteral("NotificationClosed"), this,
                SLOT(notificationClosed(uint, uint)));
}

Notifier::~Notifier()
{
    showGroup();
}

void Notifier::published(PinId pin, const QString &title)
{
    m_titles.append(title);
    m_lastPublished = pin;
    if (!m_groupTimer.isActive())
        m_groupTimer.start();
}

void Notifier::showGroup()
{
    if (m_titles.isEmpty())
        return;
    notify(tr("%n pin(s) published", nullptr, int(m_titles.size())), shortList(m_titles),
           {openAction, tr("Open pin")}, m_lastPublished, false);
    m_titles.clear();
}

void Notifier::failed(PinId pin, const QString &title, const QString &why, Mend mend)
{
    QStringList actions{openAction, tr("Open pin")};
    if (mend == Mend::TryAgain)
        actions << againAction << tr("Try again");
    else if (mend == Mend::RemindMe)
        actions << remindAction << tr("Remind me instead");
    notify(tr("Not published: %1").arg(title), why, actions, pin, true);
}

void Notifier::remind(PinId pin, const QString &title)
{
    notify(tr("Time to post: %1").arg(title),
           tr("Post it by hand: picture and texts are ready to be carried over."),
           {postAction, tr("Post by hand"), openAction, tr("Open pin")}, pin, false, postAction);
}

void Notifier::remindOfMany(const QStringList &titles)
{
    notify(tr("To be posted by hand: %n pin(s)", nullptr, int(titles.size())), shortList(titles),
           {needsYouAction, tr("Show them")}, {}, false, needsYouAction);
}

void Notifier::warnOfShutdown(const QStringList &titles)
{
    notify(tr("Due within 24 hours: %n pin(s)", nullptr, int(titles.size())),
           tr("%1\nThey go out once this computer is on again and Pinweek runs.")
               .arg(shortList(titles)),
           {}, {}, true);
}

void Notifier::tell(const QString &summary, const QString &body)
{
    notify(summary, body, {}, {}, false);
}

void Notifier::notify(const QString &summary, const QString &body, const QStringList &actions,
                      PinId pin, bool urgent, const QString &onClick)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    QStringList all = actions;
    // A click on the notification itself.
    all << QStringLiteral("default") << tr("Open Pinweek");
    const QVariantMap hints{
        {QStringLiteral("urgency"), QVariant::fromValue(urgent ? criticalUrgency : normalUrgency)},
        {QStringLiteral("desktop-entry"), QStringLiteral("pinweek")}};
    QDBusMessage call =
        QDBusMessage::createMethodCall(service(), path(), service(), QStringLiteral("Notify"));
    // The body is markup by the specification; titles are the user's own text.
    call.setArguments({tr("Pinweek"), 0U, QStringLiteral("pinweek"), summary, body.toHtmlEscaped(),
                       all, hints, -1});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, pin, onClick] {
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isError())
            qCInfo(logUi) << "no notification:" << reply.error().message();
        else
            m_shown.insert(reply.value(), {pin, onClick});
        watcher->deleteLater();
    });
}

void Notifier::actionInvoked(uint id, const QString &action)
{
    const auto shown = m_shown.constFind(id);
    if (shown == m_shown.cend())
        return;
    const PinId pin = shown->pin;
    const QString chosen =
        action == QLatin1String("default") && !shown->onClick.isEmpty() ? shown->onClick : action;
    if (chosen == againAction)
        emit tryAgainWanted(pin);
    else if (chosen == postAction)
        emit postByHandWanted(pin);
    else if (chosen == remindAction)
        emit remindMeWanted(pin);
    else if (chosen == needsYouAction)
        emit needsYouWanted();
    else if (pin.isValid())
        emit openPinWanted(pin);
    else
        emit openWanted();
}

void Notifier::notificationClosed(uint id, uint)
{
    m_shown.remove(id);
}

} // namespace pinweek
