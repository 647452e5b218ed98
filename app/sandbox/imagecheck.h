// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSize>
#include <QString>

#include <optional>

namespace pinweek::sandbox {

struct CheckedImage
{
    QSize size; // px
    /** "#6e7874", the mean of all pixels; empty for an image too large to be decoded here. */
    QString dominantColor;
};

/**
 * Decodes an image that is said to be of a type ("image/jpeg" or "image/png"). nullopt when its
 * bytes are of another type, are cut short or can't be decoded. Over 32 megapixels only the header
 * and the end are looked at.
 */
std::optional<CheckedImage> checkImage(const QByteArray &bytes, const QString &contentType);

/**
 * Strict standard Base64: no line breaks, no other alphabet, padding only at the end and complete.
 * nullopt otherwise, also for an empty text.
 */
std::optional<QByteArray> decodeStrictBase64(const QString &text);

/** The image scaled as Pinterest names it ("150x150", "400x300", "600x", "1200x"), in its own type.
 */
QByteArray scaledImage(const QByteArray &bytes, const QString &contentType, const QString &size);
/** The size in px that scaledImage() gives an image of `full` px. */
QSize scaledSize(QSize full, const QString &size);

} // namespace pinweek::sandbox
