// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QString>

#include <optional>

namespace pinweek {

enum class FitKind
{
    Original, // as it is
    Crop,     // a part of it
    Pad,      // all of it, on a ground of the shape
};

/** The shapes that a picture can be brought to. */
enum class FitShape
{
    Tall,   // 2:3, which Pinterest recommends
    Square, // 1:1
    Story,  // 9:16
    Free,   // whatever the crop is; not for Pad
};

/**
 * What is made of a picture when it is sent: a recipe, so that the library file stays as it is.
 * Places are parts of the upright picture (0 to 1 from its left and top), in millionths, so that
 * what is stored and read again is equal.
 */
struct PictureFit
{
    FitKind kind = FitKind::Original;
    FitShape shape = FitShape::Tall; // without meaning for Original
    QRectF part{0, 0, 1, 1};         // Crop: what is left
    bool blurred = false;            // Pad: on the picture itself, blurred
    quint32 colour = 0xFFFFFF;       // Pad: else on this colour, 0xRRGGBB
    /** What has to be seen: a crop to a shape is made around it. */
    QPointF focus{0.5, 0.5};
    friend bool operator==(const PictureFit &, const PictureFit &) = default;

    /** The picture is changed by it. */
    [[nodiscard]] bool changes() const { return kind != FitKind::Original; }
};

/** Stable name for database, JSON and command line: "2:3", "1:1", "9:16", "free". */
QString fitShapeName(FitShape shape);
std::optional<FitShape> fitShapeFromName(const QString &name);
/** Width / height; 0 for Free. */
double fitRatio(FitShape shape);

/** One line for database and keys; empty for the picture as it is, seen from its middle. */
QString fitToText(const PictureFit &fit);
/** nullopt: it is no such line, or says what can't be (checkFit). */
std::optional<PictureFit> fitFromText(const QString &text);

/** The largest part of that shape around the focus, as near to it as the edges allow. Free: all of
 * it. @param size  px, upright */
PictureFit cropAround(FitShape shape, QSize size, QPointF focus = {0.5, 0.5});
/** All of the picture on a colour, or on itself blurred (nullopt). */
PictureFit padTo(FitShape shape, std::optional<quint32> colour, QPointF focus = {0.5, 0.5});
/** The same with numbers in millionths and without what its kind does not use. */
PictureFit settledFit(PictureFit fit);

/** What a crop leaves of a picture of `size` px, in px; exactly of its shape, as far as px go. Any
 * other fit: all of it. */
QRect croppedRect(const PictureFit &fit, QSize size);
/** The size in px that comes out. A ground is just as large as the picture needs, with at most 24
 * megapixels. */
QSize fittedSize(const PictureFit &fit, QSize size);

/** How small a crop can be, px. */
constexpr int smallestCrop = 16;
/** The one place that says what a fit can be. Errors: Rejected with a sentence. @param size  of the
 * upright picture, px; empty: not known, so that its pixels are not counted */
Result<void> checkFit(const PictureFit &fit, QSize size = {});

} // namespace pinweek
