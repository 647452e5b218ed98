// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QHostAddress;

namespace pinweek {

/**
 * True for an address of the public internet. Not for this computer, networks at home or at work,
 * and what is set aside for other uses (RFC 6890), nor for an IPv6 address that stands for such an
 * IPv4 one: a link must not make us ask what only we can reach.
 */
[[nodiscard]] bool isPublicAddress(const QHostAddress &address);

} // namespace pinweek
