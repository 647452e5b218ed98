// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBuffer>
#include <QByteArray>
#include <QColor>
#include <QDirIterator>
#include <QFile>
#include <QImage>
#include <QImageWriter>
#include <QRandomGenerator>
#include <QStringList>

namespace pinweek::test {

/** A picture with as much detail as a photograph: soft colours with grain, the same every time. */
inline QImage photo(QSize size, quint32 seed = 1)
{
    QImage image(size, QImage::Format_RGB32);
    QRandomGenerator random(seed);
    for (int y = 0; y < size.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            const int grain = int(random.bounded(24u));
            line[x] =
                qRgb(grain + 200 * x / size.width(), grain + 200 * y / size.height(), 90 + grain);
        }
    }
    return image;
}

inline QByteArray encode(const QImage &image, const char *format, int quality = 85,
                         bool progressive = false)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    writer.setQuality(quality);
    writer.setProgressiveScanWrite(progressive);
    return writer.write(image) ? bytes : QByteArray();
}

/** A GIF with one frame of one colour after the other. Side at most 250 px. */
inline QByteArray gif(int side, const QList<QColor> &frames)
{
    const auto word = [](int value) {
        return QByteArray(1, char(value & 0xFF)) + char(value >> 8);
    };
    QByteArray bytes = "GIF89a" + word(side) + word(side);
    bytes += char(0x91); // palette of four colours
    bytes += QByteArray(2, 0);
    for (int i = 0; i < 4; ++i) {
        const QColor color = frames.value(i, Qt::black);
        bytes += char(color.red());
        bytes += char(color.green());
        bytes += char(color.blue());
    }
    for (int frame = 0; frame < frames.size(); ++frame) {
        bytes += QByteArray("\x21\xF9\x04\x04\x0A\x00\x00\x00", 8); // shown for 0.1 s
        bytes += ',' + word(0) + word(0) + word(side) + word(side) + char(0) + char(2);
        // Codes of three bits: a "clear" after every two pixels keeps the table from growing.
        QByteArray packed;
        int bits = 0;
        int count = 0;
        const auto put = [&](int code) {
            bits |= code << count;
            count += 3;
            while (count >= 8) {
                packed += char(bits & 0xFF);
                bits >>= 8;
                count -= 8;
            }
        };
        for (int pixel = 0; pixel < side * side; ++pixel) {
            if (pixel % 2 == 0)
                put(4);
            put(frame);
        }
        put(5);
        packed += char(bits & 0xFF);
        for (qsizetype at = 0; at < packed.size(); at += 255) {
            const QByteArray piece = packed.mid(at, 255);
            bytes += char(piece.size()) + piece;
        }
        bytes += char(0);
    }
    return bytes + ';';
}

inline bool writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

inline QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/** Every file below a folder, hidden ones too. */
inline QStringList filesBelow(const QString &folder)
{
    QStringList files;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden | QDir::System,
                      QDirIterator::Subdirectories);
    while (walk.hasNext())
        files += walk.next();
    return files;
}

/** True if two colours are as near as two encodings of one. */
inline bool alike(const QColor &a, const QColor &b, int tolerance = 4)
{
    return qAbs(a.red() - b.red()) <= tolerance && qAbs(a.green() - b.green()) <= tolerance &&
           qAbs(a.blue() - b.blue()) <= tolerance;
}

} // namespace pinweek::test
