// SPDX-License-Identifier: GPL-3.0-or-later
// How often look-alikes are found, how often others are taken for them, and how long a search takes among 100,000.
//
//     bench_lookalikes FOLDER…
//
// Takes every photograph below the folders (Debian's packages of wallpapers are such folders), cuts up to three upright
// pictures from each, and prints a Markdown table.
#include "media/picturehash.h"
#include "store/picturehashes.h"

#include <QBuffer>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QImageReader>
#include <QPainter>
#include <QRandomGenerator>
#include <QTextStream>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

using namespace pinweek;

namespace {

constexpr int side = 1200;       // px of the photographs as they are used
constexpr int width = 480;       // px, as thumbnails are
constexpr int leastWidth = 900;  // px: smaller ones are drawings and icons
constexpr int sameFile = 6;      // bits: the same photograph in several sizes
constexpr int searched = 100'000;

QImage thumbnail(const QImage &image)
{
    return image.scaledToWidth(width, Qt::SmoothTransformation);
}

QImage photograph(const QString &path)
{
    QImageReader reader(path);
    reader.setAutoTransform(true);
    if (reader.size().width() < leastWidth)
        return {};
    reader.setScaledSize(reader.size().scaled(side, side, Qt::KeepAspectRatioByExpanding));
    return reader.read().convertToFormat(QImage::Format_RGB32);
}

QList<QImage> uprightParts(const QImage &image)
{
    const int across = std::min(image.width(), image.height() * 2 / 3);
    const int count = std::clamp(image.width() / across, 1, 3);
    QList<QImage> parts;
    for (int i = 0; i < count; ++i)
        parts.append(image.copy(count == 1 ? 0 : i * (image.width() - across) / (count - 1), 0,
                                across, image.height()));
    return parts;
}

QList<QImage> pictures(const QStringList &folders)
{
    QList<QImage> found;
    std::vector<quint64> known;
    for (const QString &folder : folders) {
        QDirIterator files(folder, {QStringLiteral("*.jpg"), QStringLiteral("*.jpeg"),
                                    QStringLiteral("*.png"), QStringLiteral("*.webp")},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QImage image = photograph(files.next());
            const quint64 hash = pictureHash(image);
            const auto isKnown = [hash](quint64 other) { return hashDistance(hash, other) <= sameFile; };
            if (image.isNull() || std::any_of(known.begin(), known.end(), isKnown))
                continue;
            known.push_back(hash);
            found += uprightParts(image);
        }
    }
    return found;
}

QImage asJpeg(const QImage &image, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPEG", quality);
    return QImage::fromData(bytes);
}

QImage cropped(const QImage &image, double left, double top, double right, double bottom)
{
    return image.copy(int(image.width() * left), int(image.height() * top),
                      int(image.width() * (1 - left - right)),
                      int(image.height() * (1 - top - bottom)));
}

QImage painted(const QImage &image, const std::function<void(QPainter &, QRect)> &paint)
{
    QImage result = image;
    QPainter painter(&result);
    paint(painter, image.rect());
    return result;
}

using Change = std::function<QImage(const QImage &)>;

const std::vector<std::pair<const char *, Change>> &changes()
{
    static const std::vector<std::pair<const char *, Change>> all{
        {"half as large",
         [](const QImage &i) { return i.scaledToWidth(i.width() / 2, Qt::SmoothTransformation); }},
        {"JPEG of quality 40", [](const QImage &i) { return asJpeg(i, 40); }},
        {"5 % of each direction cut away",
         [](const QImage &i) { return cropped(i, .025, .025, .025, .025); }},
        {"10 % of each direction cut away",
         [](const QImage &i) { return cropped(i, .05, .05, .05, .05); }},
        {"10 % cut from the bottom", [](const QImage &i) { return cropped(i, 0, 0, 0, .1); }},
        {"10 % cut from the left", [](const QImage &i) { return cropped(i, .1, 0, 0, 0); }},
        {"brighter",
         [](const QImage &i) {
             return painted(i, [](QPainter &p, QRect rect) { p.fillRect(rect, QColor(255, 255, 255, 30)); });
         }},
        {"a banner over a fifth (another pin)",
         [](const QImage &i) {
             return painted(i, [](QPainter &p, QRect rect) {
                 p.fillRect(0, rect.height() * 2 / 5, rect.width(), rect.height() / 5, Qt::white);
             });
         }},
        {"mirrored (another pin)", [](const QImage &i) { return i.mirrored(true, false); }},
    };
    return all;
}

bool isNear(const QList<quint64> &asked, quint64 hash)
{
    return std::any_of(asked.begin(), asked.end(),
                       [hash](quint64 each) { return hashDistance(each, hash) <= nearHash; });
}

bool isFound(const QImage &added, const QImage &stored)
{
    return isNear(searchHashes(added), pictureHash(stored)) && looksAlike(added, stored);
}

} // namespace

int main(int argc, char **argv)
{
    const QGuiApplication application(argc, argv);
    QTextStream out(stdout);
    const QList<QImage> all = pictures(QCoreApplication::arguments().mid(1));
    if (all.isEmpty()) {
        QTextStream(stderr) << "bench_lookalikes FOLDER… (with photographs)" << Qt::endl;
        return 2;
    }
    QList<QImage> small;
    QList<quint64> hashes;
    QList<QList<quint64>> asked;
    for (const QImage &each : all) {
        small.append(thumbnail(each));
        hashes.append(pictureHash(small.last()));
        asked.append(searchHashes(small.last()));
    }
    out << all.size()
        << " pictures\n\n| | found when it is added | when the other is |\n| --- | --- | --- |\n";
    const auto percent = [&all](int found) {
        return QString::number(100.0 * found / double(all.size()), 'f', 1);
    };
    for (const auto &[name, change] : changes()) {
        int changed = 0;
        int original = 0;
        for (qsizetype i = 0; i < all.size(); ++i) {
            const QImage other = thumbnail(change(all[i]));
            changed += isFound(other, small[i]) ? 1 : 0;
            original += isFound(small[i], other) ? 1 : 0;
        }
        out << "| " << name << " | " << percent(changed) << " % | " << percent(original) << " % |"
            << Qt::endl;
    }
    int pairCount = 0;
    int near = 0;
    int alarms = 0;
    for (qsizetype i = 0; i < small.size(); ++i) {
        for (qsizetype j = i + 1; j < small.size(); ++j) {
            ++pairCount;
            if (!isNear(asked[i], hashes[j]) && !isNear(asked[j], hashes[i]))
                continue;
            ++near;
            alarms += looksAlike(small[i], small[j]) ? 1 : 0;
        }
    }
    out << "| two different pictures | " << alarms << " of " << pairCount << " pairs (" << near
        << " near by their hashes) |" << Qt::endl;

    PictureHashes many;
    for (int i = 0; i < searched; ++i)
        many.add(MediaId{i + 1}, QRandomGenerator::global()->generate64());
    QList<quint64> random;
    for (qsizetype i = 0; i < asked.first().size(); ++i)
        random.append(QRandomGenerator::global()->generate64());
    std::vector<double> times;
    for (int round = 0; round < 200; ++round) {
        QElapsedTimer timer;
        timer.start();
        (void)many.nearTo(random, nearHash, 24);
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    out << "| search among 100,000, p50 / p99 | " << QString::number(times[100], 'f', 2) << " / "
        << QString::number(times[197], 'f', 2) << " ms |" << Qt::endl;
    return 0;
}
