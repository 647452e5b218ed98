// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/webget.h"

#include <QTimer>

class QHostInfo;
class QNetworkReply;

namespace pinweek {

/** One question of WebGet, over all its redirects. Main thread. */
class WebVisit : public QObject
{
    Q_OBJECT

public:
    WebVisit(const WebQuestion &question, const TypedSite &site, const WebLimits &limits,
             QNetworkAccessManager &network, QObject *parent);
    ~WebVisit() override;
    /** `ended` follows, never before this returns. */
    void start();
    void stop();

signals:
    void ended(const pinweek::Result<pinweek::WebAnswer> &answer);

private:
    void visit(const QUrl &address);
    void foundHost(const QHostInfo &info);
    void ask();
    void read();
    void finished();
    void failed();
    void redirect(const QUrl &to);
    void end(const Result<WebAnswer> &answer);
    void refuse(const QString &why);
    void letGo();

    WebQuestion m_question;
    TypedSite m_site;
    WebLimits m_limits;
    QNetworkAccessManager &m_network;
    QUrl m_address;
    QList<QHostAddress> m_hosts; // that may be asked, and were not yet
    QNetworkReply *m_reply = nullptr;
    QByteArray m_bytes;
    int m_redirects = 0;
    int m_lookup = -1;
    QTimer m_whole;
};

} // namespace pinweek
