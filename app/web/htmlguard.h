// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pinweek {

/**
 * How much of a page, in bytes, can be read without harm: all of it, or what is before the first
 * tag of more than 1,000 attributes. libxml2 compares each attribute of a tag with all before it,
 * in one go: a million of them keep a processor for hours. Any thread; takes milliseconds.
 */
qsizetype harmlessHtml(const QByteArray &utf8);

} // namespace pinweek
