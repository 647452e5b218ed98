// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/publicaddress.h"

#include <QHostAddress>
#include <QList>

#include <algorithm>

namespace pinweek {

namespace {

using Subnet = QPair<QHostAddress, int>;

QList<Subnet> subnets(std::initializer_list<const char *> texts)
{
    QList<Subnet> list;
    for (const char *text : texts)
        list += QHostAddress::parseSubnet(QString::fromLatin1(text));
    return list;
}

bool isInAny(const QHostAddress &address, const QList<Subnet> &list)
{
    return std::any_of(list.begin(), list.end(),
                       [&address](const Subnet &subnet) { return address.isInSubnet(subnet); });
}

/** The IPv4 address that is in this one: mapped, compatible, or through NAT64 or 6to4. */
std::optional<QHostAddress> embedded(const QHostAddress &address)
{
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    const auto four = [&bytes](int from) {
        return QHostAddress((quint32(bytes[from]) << 24) | (quint32(bytes[from + 1]) << 16) |
                            (quint32(bytes[from + 2]) << 8) | quint32(bytes[from + 3]));
    };
    static const QList<Subnet> atEnd = subnets({"::ffff:0:0/96", "64:ff9b::/96", "::/96"});
    static const QList<Subnet> after = subnets({"2002::/16"});
    if (isInAny(address, after))
        return four(2);
    if (isInAny(address, atEnd))
        return four(12);
    return std::nullopt;
}

bool isPublic4(const QHostAddress &address)
{
    static const QList<Subnet> others = subnets(
        {"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
         "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
         "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"});
    return !isInAny(address, others);
}

} // namespace

bool isPublicAddress(const QHostAddress &address)
{
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return isPublic4(address);
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return false;
    if (const auto inside = embedded(address))
        return isPublic4(*inside);
    static const QList<Subnet> global = subnets({"2000::/3"});
    static const QList<Subnet> others = subnets({"2001::/23", "2001:db8::/32", "3fff::/20"});
    return isInAny(address, global) && !isInAny(address, others);
}

} // namespace pinweek
