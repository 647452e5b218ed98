// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "links/linkdoctor.h"

#include <QTimer>
#include <QUrl>

#include <functional>
#include <utility>

class QHostInfo;
class QNetworkReply;

namespace pinweek {

/** One link, from its first address over all redirects to a verdict. Main thread. */
class LinkVisit : public QObject
{
    Q_OBJECT

public:
    /** Gives how long a host wants to be left alone yet, and notes that it is asked then. */
    using Turn = std::function<std::chrono::milliseconds(LinkVisit *visit, const QString &host)>;

    LinkVisit(const QString &link, QNetworkAccessManager &network, const LinkLimits &limits,
              Turn turn, QObject *parent);
    ~LinkVisit() override;
    /** Before start(): asks by GET alone, and reads what a good answer brings. */
    void readPage() { m_reads = true; }
    /** Once it ended. */
    [[nodiscard]] std::optional<LinkBody> takeBody() { return std::exchange(m_body, {}); }
    /** `ended` follows, never before this returns. */
    void start();
    void stop();

signals:
    /** `report.checkedAt` is not set. */
    void ended(const pinweek::LinkReport &report);

private:
    void visit(const QUrl &address);
    void waitForTurn();
    void lookUp();
    void foundHost(const QHostInfo &info);
    void ask();
    void answered();
    bool beginsBody(int status);
    void readBody(bool isEnd);
    void failed();
    void judge(int status);
    void redirect(const QUrl &to);
    void end(LinkVerdict verdict);
    void letGo();

    QNetworkAccessManager &m_network;
    const LinkLimits &m_limits;
    Turn m_turn;
    LinkReport m_report;
    QUrl m_address;
    QList<QHostAddress> m_hosts; // those of m_address that may be asked and were not yet
    QByteArray m_verb;
    QNetworkReply *m_reply = nullptr;
    int m_lookup = -1;
    bool m_reads = false;
    std::optional<LinkBody> m_body; // of the answer that is being read
    QTimer m_pause;
    QTimer m_whole;
};

} // namespace pinweek
