// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <optional>

// How long things take that a video needs before its pin can be made (pinterest-api.md 9).
namespace pinweek {

/** So long before its time the upload of a video of `bytes` begins: half an hour, and what it takes
 * over a slow line (2 Mbit/s). Never days: how long an unused upload lives is not known. */
std::chrono::seconds uploadAhead(qint64 bytes);
/** Nothing begins earlier. */
constexpr std::chrono::hours uploadMostAhead{4};

/** Until Pinterest is asked again whether it has processed a video, after `polls` answers that it
 * has not: 2, 4, 8, then 15 s; nullopt: it has taken a quarter of an hour. */
std::optional<std::chrono::seconds> pollAfter(int polls);
/** Then it is asked again so much later. */
constexpr std::chrono::hours pollPause{1};
/** And after so long it is given up. */
constexpr std::chrono::hours longestProcessing{24};

/** An upload that waits at Pinterest is asked for once more shortly before the pin's time, if that
 * was so long ago. */
constexpr std::chrono::hours uploadTrustedFor{1};

/** So often in a row an upload that Pinterest's storage refuses is begun; then a person decides. */
constexpr int mostRefusedUploads = 3;
/** So often in a row one that is cut, or that Pinterest does not know of afterwards. */
constexpr int mostInterruptedUploads = 5;

/** What a video of `bytes` needs over a slow line, and to be prepared. */
std::chrono::seconds uploadNeeds(qint64 bytes);
/** From this on an upload is not given up for another one. */
constexpr int nearlyUploaded = 90; // %

} // namespace pinweek
