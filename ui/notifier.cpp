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
const auto reconnectAction = QStringLiteral("reconnect");

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
           {openAction, tr("Open pin")}, {{m_lastPublished}}, false);
    m_titles.clear();
}

void Notifier::failed(PinId pin, const QString &title, const QString &why, Mend mend)
{
    QStringList actions{openAction, tr("Open pin")};
    if (mend == Mend::TryAgain)
        actions << againAction << tr("Try again");
    else if (mend == Mend::RemindMe)
        actions << remindAction << tr("Remind me instead");
    else if (mend == Mend::Decide)
        actions << needsYouAction << tr("Decide");
    notify(mend == Mend::Decide ? tr("Needs you: %1").arg(title)
                                : tr("Not published: %1").arg(title),
           why, actions, {{pin}}, true);
}

void Notifier::heldUp(const QList<PinId> &pins, const QStringList &titles, const QString &why)
{
    notify(titles.size() == 1 ? tr("Not published yet: %1").arg(titles.first())
                              : tr("Not published yet: %n pin(s)", nullptr, int(titles.size())),
           titles.size() == 1 ? why : tr("%1\n%2", "why, titles").arg(why, shortList(titles)),
           {openAction, tr("Open pin"), againAction, tr("Try again")}, {pins}, false, &m_heldUp);
}

void Notifier::unclear(const QList<PinId> &pins, const QStringList &titles, const QString &why)
{
    notify(titles.size() == 1 ? tr("Not clear yet: %1").arg(titles.first())
                              : tr("Not clear yet: %n pin(s)", nullptr, int(titles.size())),
           titles.size() == 1 ? why : tr("%1\n%2", "why, titles").arg(why, shortList(titles)),
           {openAction, tr("Open pin")}, {pins}, false, &m_unclear);
}

void Notifier::signInLost(AccountId account, const QString &name)
{
    notify(tr("Connect again: %1").arg(name),
           tr("Pinterest no longer accepts the sign-in, so its pins wait until the account is "
              "connected again."),
           {reconnectAction, tr("Connect again")}, {{}, account, reconnectAction}, true);
}

void Notifier::signInEnds(AccountId account, const QString &name, const QString &why)
{
    notify(tr("Connect again soon: %1").arg(name), why, {reconnectAction, tr("Connect again")},
           {{}, account, reconnectAction}, false);
}

void Notifier::remind(PinId pin, const QString &title)
{
    notify(tr("Time to post: %1").arg(title),
           tr("Post it by hand: picture and texts are ready to be carried over."),
           {postAction, tr("Post by hand"), openAction, tr("Open pin")}, {{pin}, {}, postAction},
           false);
}

void Notifier::remindOfMany(const QStringList &titles)
{
    notify(tr("To be posted by hand: %n pin(s)", nullptr, int(titles.size())), shortList(titles),
           {needsYouAction, tr("Show them")}, {{}, {}, needsYouAction}, false);
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
                      const About &about, bool urgent, uint *replaced)
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
    call.setArguments({tr("Pinweek"), replaced ? *replaced : 0U, QStringLiteral("pinweek"), summary,
                       body.toHtmlEscaped(), all, hints, -1});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, about, replaced] {
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isError())
            qCInfo(logUi) << "no notification:" << reply.error().message();
        else
            m_shown.insert(reply.value(), about);
        if (replaced && !reply.isError())
            *replaced = reply.value();
        watcher->deleteLater();
    });
}

void Notifier::actionInvoked(uint id, const QString &action)
{
    const auto shown = m_shown.constFind(id);
    if (shown == m_shown.cend())
        return;
    const About about = *shown; // what is done may close it
    const PinId pin = about.pins.value(0);
    const QString chosen =
        action == QLatin1String("default") && !about.onClick.isEmpty() ? about.onClick : action;
    if (chosen == againAction)
        emit tryAgainWanted(about.pins);
    else if (chosen == reconnectAction)
        emit reconnectWanted(about.account);
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
    // A server may give the number to another one's next notification.
    for (uint *replaced : {&m_heldUp, &m_unclear}) {
        if (*replaced == id)
            *replaced = 0;
    }
}

} // namespace pinweek
