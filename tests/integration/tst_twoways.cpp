// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network.h"
#include "core/transport.h"
#include "support/await.h"
#include "support/rawpeer.h"

#include <QNetworkAccessManager>
#include <QTest>

#include <cstring>
#include <dlfcn.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace pinweek;
using namespace pinweek::test;

namespace {
constexpr auto nameOfBoth = "both.example";
}

/** Answers for one name with both loopback addresses, IPv6 first; for all others as the system
 * does. Qt asks for names through this function, and so finds this one. */
extern "C" int getaddrinfo(const char *node, const char *service, const addrinfo *hints,
                           addrinfo **found)
{
    static const auto real =
        reinterpret_cast<decltype(&getaddrinfo)>(dlsym(RTLD_NEXT, "getaddrinfo"));
    if (!node || std::strcmp(node, nameOfBoth) != 0)
        return real(node, service, hints, found);
    addrinfo *first = nullptr;
    const int code = real("::1", service, nullptr, &first);
    if (code != 0)
        return code;
    addrinfo *last = first;
    while (last->ai_next)
        last = last->ai_next;
    *found = first;
    return real("127.0.0.1", service, nullptr, &last->ai_next);
}

/** A name with addresses of both kinds, of which one leads nowhere without saying so, as where a
 * router announces an IPv6 that it does not have. */
class TestTwoWays : public QObject
{
    Q_OBJECT

private slots:
    void aSilentIpv6DoesNotHoldUpARequest_data()
    {
        QTest::addColumn<QByteArray>("verb");
        QTest::newRow("read") << QByteArray("GET");
        QTest::newRow("write") << QByteArray("POST");
    }

    void aSilentIpv6DoesNotHoldUpARequest()
    {
        QFETCH(QByteArray, verb);
        RawPeer peer;
        peer.setAnswer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", RawPeer::ThenClose);
        if (!fillIpv6(peer.port()))
            QSKIP("there is no IPv6 here whose connections could be left waiting");
        QNetworkAccessManager network;
        hardenNetwork(network);
        HttpRequest request;
        request.verb = verb;
        request.write = verb == "POST";
        request.url = QUrl(
            QStringLiteral("http://%1:%2/v5/pins").arg(QLatin1String(nameOfBoth)).arg(peer.port()));
        if (request.write)
            request.body = QByteArray("{}");
        request.timeLimit = std::chrono::seconds(10);
        const Result<HttpAnswer> answer = await<HttpAnswer>([&](QObject *context, auto done) {
            sendHttp(network, request, context, std::move(done));
        });
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().detail));
        QCOMPARE(answer->status, 200);
        QCOMPARE(peer.requestCount(), 1);
        QVERIFY(peer.received().startsWith(verb + " /v5/pins HTTP/1.1\r\n"));
    }

    void cleanup()
    {
        for (const int socket : m_sockets)
            ::close(socket);
        m_sockets.clear();
    }

private:
    /** Listens at ::1, and never takes a connection; so many wait that the system leaves the next
     * ones unanswered. */
    bool fillIpv6(quint16 port)
    {
        const int listener = open();
        sockaddr_in6 place{};
        place.sin6_family = AF_INET6;
        place.sin6_port = htons(port);
        place.sin6_addr = in6addr_loopback;
        const auto *address = reinterpret_cast<const sockaddr *>(&place);
        if (listener < 0 || ::bind(listener, address, sizeof place) != 0 ||
            ::listen(listener, 0) != 0)
            return false;
        constexpr int most = 8;
        for (int i = 0; i < most; ++i) {
            const int caller = open();
            ::connect(caller, address, sizeof place);
            pollfd waited{caller, POLLOUT, 0};
            if (::poll(&waited, 1, 100) == 0)
                return true; // this one is not answered any more
        }
        return false;
    }
    int open()
    {
        const int made = ::socket(AF_INET6, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (made >= 0)
            m_sockets.append(made);
        return made;
    }

    QList<int> m_sockets;
};

QTEST_GUILESS_MAIN(TestTwoWays)
#include "tst_twoways.moc"
