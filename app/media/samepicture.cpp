// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/samepicture.h"

#include "media/imagedecode.h"
#include "media/jpegwrite.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace pinweek {

namespace {

constexpr int side = 24;                // px: enough for shapes, too coarse for what JPEG does
constexpr double shapeTolerance = 0.03; // of width / height
constexpr double meanTolerance = 6;     // of 255, over all points
constexpr int pointTolerance = 48;      // of 255, where the two differ most
constexpr int jpegQuality = 85;

/** Both on the same ground, so that transparency does not count as a colour. */
QImage onWhite(const QImage &image)
{
    QImage ground(image.size(), QImage::Format_RGB32);
    ground.fill(Qt::white);
    QPainter painter(&ground);
    painter.drawImage(0, 0, image);
    return ground;
}

QImage coarse(const QImage &image)
{
    return onWhite(image)
        .scaled(side, side, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .convertToFormat(QImage::Format_RGB888);
}

double shapeOf(const QImage &image)
{
    return double(image.width()) / image.height();
}

} // namespace

bool isSamePicture(const QImage &a, const QImage &b)
{
    if (a.isNull() || b.isNull())
        return false;
    if (std::abs(shapeOf(a) / shapeOf(b) - 1) > shapeTolerance)
        return false;
    const QImage first = coarse(a);
    const QImage second = coarse(b);
    qint64 sum = 0;
    int most = 0;
    for (int y = 0; y < side; ++y) {
        const uchar *one = first.constScanLine(y);
        const uchar *other = second.constScanLine(y);
        for (int x = 0; x < 3 * side; ++x) {
            const int difference = std::abs(int(one[x]) - int(other[x]));
            sum += difference;
            most = std::max(most, difference);
        }
    }
    return double(sum) / (3 * side * side) <= meanTolerance && most <= pointTolerance;
}

QImage decodeForeignPicture(const QByteArray &bytes, int width)
{
    const QString name = QStringLiteral("picture");
    const auto head = readImageHead(bytes, name);
    return head ? decodeImage(bytes, *head, name, width).value_or(QImage()) : QImage();
}

QByteArray smallJpeg(const QImage &image, int width)
{
    if (image.isNull())
        return {};
    const QImage small =
        image.width() > width ? image.scaledToWidth(width, Qt::SmoothTransformation) : image;
    return jpegBytes(onWhite(small), jpegQuality);
}

} // namespace pinweek
