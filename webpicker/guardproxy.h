// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/webget.h"

#include <QObject>
#include <QTcpServer>

namespace pinweek {

/**
 * The only way of the browser window to the network: a proxy on loopback that looks each host up
 * itself and connects only to addresses of the public internet, or of the site that the user typed.
 * So it is the connection that is judged, not a name that leads elsewhere a moment later; and what
 * no interceptor of Qt WebEngine sees (WebSockets, prefetching) comes by here too. Main thread.
 */
class GuardProxy : public QObject
{
    Q_OBJECT

public:
    explicit GuardProxy(const TypedSite &site, QObject *parent = nullptr);
    /** 0: it could not be opened. */
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

private:
    TypedSite m_site;
    QTcpServer m_server;
};

} // namespace pinweek
