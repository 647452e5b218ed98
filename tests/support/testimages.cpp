// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testimages.h"

#include <QBuffer>
#include <QImage>

namespace pinweek::test {

namespace {

// Without QPainter, which needs a QGuiApplication for some of its work.
QByteArray encoded(QSize size, const QColor &colour, const char *format)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(colour);
    for (int y = 0; y < size.height() / 2; ++y) {
        for (int x = 0; x < size.width() / 2; ++x)
            image.setPixelColor(x, y, colour.lighter(100 + (x + y) % 80));
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, 85);
    return bytes;
}

} // namespace

QByteArray jpegFile(QSize size, const QColor &colour)
{
    return encoded(size, colour, "JPEG");
}

QByteArray pngFile(QSize size, const QColor &colour)
{
    return encoded(size, colour, "PNG");
}

} // namespace pinweek::test
