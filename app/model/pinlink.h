// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace pinweek {

/**
 * Pinterest's id of a pin from what a person pastes: the digits themselves, or the pin's address on
 * one of Pinterest's sites ("https://www.pinterest.de/pin/123/", "…/pin/lemon-cake--123/").
 * nullopt for anything else; a short link (pin.it) names no id.
 */
std::optional<QString> pinIdOfLink(const QString &text);

} // namespace pinweek
