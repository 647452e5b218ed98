// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace pinweek {

/** Orders paths as a person would: "photo 2.jpg" before "photo 10.jpg", whatever the case; folder
 * by folder. */
void sortNaturally(QStringList &paths);

/**
 * A title out of a file's name: "IMG_2041_lemon-cake_a3f9c2e1.jpg" gives "Lemon cake". What cameras
 * and programs put there is left out: their prefixes and numbers, dates, sizes, hashes, "(1)". At
 * most 100 code points, cut between words; empty when nothing is left.
 */
QString titleFromFileName(const QString &nameOrPath);

/** The beginning of a text that fits a title: at most 100 code points, cut between words. */
QString cutToTitle(const QString &text);

} // namespace pinweek
